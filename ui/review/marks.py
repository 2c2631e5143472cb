"""Marks on the canvas: a cross where the reference shows a place, a circle where the target does."""
from __future__ import annotations

from qgis.gui import QgsVertexMarker
from qgis.PyQt.QtGui import QColor

_REFERENCE, _TARGET = QColor(0, 200, 255), QColor(255, 120, 0)


class Marks:
    """Two marks, hidden until they are put somewhere; both in map coordinates of the canvas."""

    def __init__(self, canvas):
        self._canvas = canvas
        self.reference = self._mark(QgsVertexMarker.IconType.ICON_CROSS, _REFERENCE)
        self.target = self._mark(QgsVertexMarker.IconType.ICON_CIRCLE, _TARGET)

    def put(self, reference=None, target=None) -> None:
        """Show the marks at these places, hide those of None."""
        for mark, place in ((self.reference, reference), (self.target, target)):
            mark.setVisible(place is not None)
            if place is not None:
                mark.setCenter(place)

    def remove(self) -> None:
        """Take them off the canvas."""
        for mark in (self.reference, self.target):
            self._canvas.scene().removeItem(mark)

    def _mark(self, icon, colour: QColor) -> QgsVertexMarker:
        mark = QgsVertexMarker(self._canvas)
        mark.setIconType(icon)
        mark.setColor(colour)
        mark.setIconSize(18)
        mark.setPenWidth(3)
        mark.hide()
        return mark
