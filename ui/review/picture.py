"""The canvas item of a comparison: one image left of a divider, another right of it."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsMapSettings
from qgis.gui import QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPen

# Above the map and below rubber bands and markers.
_LEVEL = -5.0
_MARGIN_PX = 6.0


@dataclass(frozen=True, eq=False)
class Rendered:
    """An image of the map and the settings it was drawn with."""

    image: QImage
    settings: QgsMapSettings


class Picture(QgsMapCanvasItem):
    """Covers the map once both images are there.

    Attributes:
        images: `Rendered` of the two, or None.
        names: written in the upper corners.
        divider: share of the width that belongs to the first image.
    """

    def __init__(self, canvas):
        super().__init__(canvas)
        self._canvas = canvas
        self.images: list[Rendered | None] = [None, None]
        self.names = ["", ""]
        self.divider = 0.5
        self.setZValue(_LEVEL)
        self.hide()

    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, self._canvas.width(), self._canvas.height())

    def updatePosition(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter, option=None, widget=None) -> None:
        if None in self.images:
            return
        whole = self.boundingRect()
        at = whole.width() * self.divider
        for index, (left, right) in enumerate(((0.0, at), (at, whole.width()))):
            part = QRectF(left, 0.0, right - left, whole.height())
            if part.width() < 1.0:
                continue
            painter.save()
            painter.setClipRect(part)
            painter.fillRect(part, self._canvas.canvasColor())
            painter.drawImage(self._place(self.images[index].settings), self.images[index].image)
            self._write(painter, self.names[index], whole, index)
            painter.restore()
        if 0.0 < self.divider < 1.0:
            for colour, width in ((QColor(0, 0, 0, 160), 4.0), (QColor(255, 255, 255), 2.0)):
                painter.setPen(QPen(colour, width))
                painter.drawLine(QPointF(at, 0.0), QPointF(at, whole.height()))

    def _place(self, drawn: QgsMapSettings) -> QRectF:
        """Where an image belongs on the canvas as it is now: panned or zoomed since, it goes along until it is drawn anew."""
        scale = drawn.mapUnitsPerPixel() / max(self._canvas.mapUnitsPerPixel(), 1e-300)
        size = drawn.outputSize()
        middle = self.toCanvasCoordinates(drawn.extent().center())
        width, height = size.width() * scale, size.height() * scale
        return QRectF(middle.x() - width / 2.0, middle.y() - height / 2.0, width, height)

    def _write(self, painter, name: str, whole: QRectF, side: int) -> None:
        if not name:
            return
        box = QRectF(painter.fontMetrics().boundingRect(name)).adjusted(-5, -2, 5, 2)
        box.moveTop(_MARGIN_PX)
        if side:
            box.moveRight(whole.right() - _MARGIN_PX)
        else:
            box.moveLeft(_MARGIN_PX)
        painter.fillRect(box, QColor(0, 0, 0, 170))
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
