"""Placing a tie point by two clicks: first where the reference shows a place, then where the target shows it."""
from __future__ import annotations

from qgis.core import QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import TiepointError
from ..translation import tr
from ..wording import sentence
from .place_tool import PlaceTool
from .places import has_georeference, moved, pixel_at


class Placing(QObject):
    """Leads through the two clicks, over and over, from `begin` to `end`.

    Args:
        canvas: of the map.
        bar: the `CompareBar`, whose comparison shows one raster at a time.
        marks: on the canvas.

    Signals:
        told: what to do next.
        refused: why a click cannot be used.
        ended: it is over, whoever ended it.
    """

    told = pyqtSignal(str)
    refused = pyqtSignal(str)
    ended = pyqtSignal()

    def __init__(self, canvas, bar, marks, parent=None):
        super().__init__(parent)
        self._canvas, self._bar, self._marks = canvas, bar, marks
        self.tool = PlaceTool(canvas)
        self.tool.clicked.connect(self._clicked)
        self.tool.back.connect(self.back)
        self.tool.deactivated.connect(self.end)
        self._points = self._reference = self._target = self._before = None
        self._first: QgsPointXY | None = None
        self._view: QgsRectangle | None = None

    @property
    def is_active(self) -> bool:
        """Whether clicks are being waited for."""
        return self._points is not None

    def begin(self, points, reference, target) -> None:
        """Wait for clicks; ``points`` gets the tie points, the layers are what is clicked on."""
        self._bar.stop()
        self._before = self._canvas.mapTool()
        self._points, self._reference, self._target = points, reference, target
        self._canvas.setMapTool(self.tool)
        self._ask_reference()

    def end(self) -> None:
        """Give the canvas back."""
        if self._points is None:
            return
        before, self._before = self._before, None
        self._points = self._reference = self._target = None
        self._restore_view()
        self._first = None
        self._marks.put()
        self._bar.comparison.hide()
        if self._canvas.mapTool() is self.tool:
            self._canvas.unsetMapTool(self.tool)
            if before is not None:
                self._canvas.setMapTool(before)
        self.ended.emit()

    def back(self) -> None:
        """Take back the first click; without one, end."""
        if self._first is None:
            self.end()
        else:
            self._ask_reference()

    def remove(self) -> None:
        """Leave the canvas for good."""
        self.end()
        self.tool.deactivated.disconnect(self.end)
        self.tool.deleteLater()

    def _ask_reference(self) -> None:
        self._first = None
        self._restore_view()
        self._marks.put()
        self._bar.comparison.show(self._reference, self._target)
        self._bar.comparison.set_divider(1.0)
        self.told.emit(tr("Click a place on the reference."))

    def _ask_target(self, place: QgsPointXY) -> None:
        self._first, self._view = place, QgsRectangle(self._canvas.mapSettings().extent())
        self._marks.put(reference=place)
        self._bar.comparison.set_divider(0.0)
        if has_georeference(self._target):
            self._follow(place)
        else:
            self._canvas.setExtent(self._target.extent())
            self._canvas.refresh()
        self.told.emit(tr("Click the same place on the raster to align (Escape: back)."))

    def _follow(self, place: QgsPointXY) -> None:
        """Move the view by the shift of the nearest tie point, so that the target shows the place where it was clicked."""
        crs, own = self._canvas.mapSettings().destinationCrs(), self._points.layer.crs()
        there = moved(place, crs, own)
        known = [row for row in self._points.rows() if row.shift is not None and row.enabled]
        if not known:
            return
        nearest = min(known, key=lambda row: row.reference.sqrDist(there))
        expected = moved(QgsPointXY(there.x() - nearest.shift[0], there.y() - nearest.shift[1]), own, crs)
        centre = self._canvas.center()
        self._canvas.setCenter(QgsPointXY(centre.x() + expected.x() - place.x(), centre.y() + expected.y() - place.y()))
        self._canvas.refresh()

    def _clicked(self, place: QgsPointXY) -> None:
        try:
            if self._first is None:
                self._ask_target(place)
            else:
                self._add(self._first, place)
                self._ask_reference()
        except TiepointError as error:
            self.refused.emit(sentence(error))

    def _add(self, first: QgsPointXY, second: QgsPointXY) -> None:
        crs, own = self._canvas.mapSettings().destinationCrs(), self._points.layer.crs()
        placed = has_georeference(self._target)
        pixel = pixel_at(self._target, moved(second, crs, self._target.crs()))
        self._points.add(moved(first, crs, own), moved(second, crs, own) if placed else second, pixel, placed)

    def _restore_view(self) -> None:
        view, self._view = self._view, None
        if view is not None:
            self._canvas.setExtent(view)
            self._canvas.refresh()
