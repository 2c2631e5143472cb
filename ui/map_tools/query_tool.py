"""The map tool of a search: a box is drawn, or a tile is clicked."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.core import QgsGeometry, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

# Pixels of the screen up to which a press and a release are a click.
_CLICK_PX = 4
_LINE, _FILL = QColor(22, 104, 179), QColor(22, 104, 179, 40)


class QueryTool(QgsMapTool):
    """Tells where a box was drawn or a click was made, in map coordinates of the canvas.

    Signals:
        drawn: QgsRectangle of a box.
        clicked: QgsPointXY of a click, and whether Shift was held.
        left: Escape was pressed.
    """

    drawn = pyqtSignal(QgsRectangle)
    clicked = pyqtSignal(object, bool)
    left = pyqtSignal()

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._band = QgsRubberBand(canvas, QgsWkbTypes.PolygonGeometry)
        self._band.setStrokeColor(_LINE)
        self._band.setFillColor(_FILL)
        self._band.setWidth(2)
        self._start = self._pressed = None

    def canvasPressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start, self._pressed = self.toMapCoordinates(event.pos()), event.pos()

    def canvasMoveEvent(self, event) -> None:
        if self._start is not None:
            self._band.setToGeometry(QgsGeometry.fromRect(self._box(event.pos())), None)

    def canvasReleaseEvent(self, event) -> None:
        if self._start is None or event.button() != Qt.MouseButton.LeftButton:
            return
        box, moved = self._box(event.pos()), event.pos() - self._pressed
        point, self._start = self._start, None
        self._hide()
        if moved.manhattanLength() <= _CLICK_PX:
            self.clicked.emit(point, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif not box.isEmpty():
            self.drawn.emit(box)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._start = None
            self._hide()
            self.left.emit()

    def deactivate(self) -> None:
        self._start = None
        self._hide()
        super().deactivate()

    def remove(self) -> None:
        """Take the band off the canvas."""
        self.canvas().scene().removeItem(self._band)

    def _box(self, place) -> QgsRectangle:
        return QgsRectangle(self._start, self.toMapCoordinates(place))

    def _hide(self) -> None:
        self._band.reset(QgsWkbTypes.PolygonGeometry)
