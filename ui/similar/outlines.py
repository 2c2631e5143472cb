"""Outlines on the map: of what is searched for, and of tiles that the user wants to keep in sight."""
from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ..map_tools.tile_layers import moved

_QUERY, _KEPT, _FLASH = QColor(22, 104, 179), QColor(255, 230, 0), QColor(255, 230, 0, 150)
_CLEAR = QColor(0, 0, 0, 0)
# The view is that many times the size of a tile.
_AROUND = 4.0


class Outlines:
    """On a canvas, from `__init__` to `remove`."""

    def __init__(self, canvas):
        self.canvas = canvas
        self._query = self._band(_QUERY)
        self._kept: dict[int, QgsRubberBand] = {}

    def show_query(self, area: QgsRectangle | None, crs: QgsCoordinateReferenceSystem) -> None:
        """Outline the area that is searched for; None: nothing."""
        self._query.reset(QgsWkbTypes.PolygonGeometry)
        there = self._moved(area, crs) if area is not None else None
        if there is not None:
            self._query.setToGeometry(QgsGeometry.fromRect(there), QgsCoordinateReferenceSystem())

    def flash(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> QgsRectangle | None:
        """Zoom to a tile and flash it; where that is, in the CRS of the canvas; None where it has no place there."""
        there = self._moved(shape.boundingBox(), crs) if not shape.isEmpty() else None
        if there is None:
            return None
        side = _AROUND * max(there.width(), there.height())
        self.canvas.setExtent(QgsRectangle.fromCenterAndSize(there.center(), side, side))
        self.canvas.refresh()
        self.canvas.flashGeometries([shape], crs if crs.isValid() else self.canvas.mapSettings().destinationCrs(), _FLASH, _CLEAR)
        return there

    def keep(self, key: int, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> bool:
        """Outline a tile, or take its outline away; whether it has one now."""
        if key in self._kept:
            self.canvas.scene().removeItem(self._kept.pop(key))
            return False
        band = self._kept[key] = self._band(_KEPT)
        band.setToGeometry(shape, crs)
        return True

    def forget(self) -> None:
        """Take the outlines of tiles away."""
        while self._kept:
            self.canvas.scene().removeItem(self._kept.popitem()[1])

    def remove(self) -> None:
        """Leave the canvas for good."""
        self.forget()
        self.canvas.scene().removeItem(self._query)

    def _moved(self, area: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle | None:
        return moved(area, crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance())

    def _band(self, colour: QColor) -> QgsRubberBand:
        band = QgsRubberBand(self.canvas, QgsWkbTypes.PolygonGeometry)
        band.setStrokeColor(colour)
        band.setFillColor(_CLEAR)
        band.setWidth(3)
        return band
