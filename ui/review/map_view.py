"""What the map shows while a review leads through places, and what it showed before."""
from __future__ import annotations

from qgis.core import QgsRectangle


class MapView:
    """The extent of a canvas, lent to a review.

    Compared is the extent that was asked for, which stays as it is while docks make the canvas wider or narrower.

    Args:
        canvas: of the map.
    """

    def __init__(self, canvas):
        self._canvas = canvas
        self._before = self._shown = None

    @property
    def asked(self) -> QgsRectangle:
        """The extent that the canvas was last asked to show."""
        return QgsRectangle(self._canvas.mapSettings().extent())

    def show(self, extent: QgsRectangle) -> None:
        """Show a place of the review."""
        if self._before is None:
            self._before = self.asked
        self._canvas.setExtent(extent)
        self._shown = self.asked
        self._canvas.refresh()

    def give_back(self) -> None:
        """Show what was there before the first place, unless the map has been moved since the last."""
        before, shown = self._before, self._shown
        self._before = self._shown = None
        if before is not None and self.asked == shown:
            self._canvas.setExtent(before)
            self._canvas.refresh()
