"""The review of change as a part of QGIS's window."""
from __future__ import annotations

from ..words import mark
from .change_dock import ChangeDock
from .dock_part import DockPart


class ChangeReview(DockPart):
    """Its button, its menu entry and its dock."""

    DOCK = ChangeDock
    NAME = "tiepointReviewChange"
    ICON = "reviewchange.svg"
    TITLE = mark("Review change")

    def review(self, changes, before=None, after=None) -> None:
        """Open the dock with these layers; None: what was chosen for the changes before."""
        if self.dock is not None:
            self.dock.review(changes, before=before, after=after)
