"""The review of an alignment as a part of QGIS's window."""
from __future__ import annotations

from ..words import mark
from .alignment_dock import AlignmentDock
from .dock_part import DockPart


class AlignmentReview(DockPart):
    """Its button, its menu entry and its dock."""

    DOCK = AlignmentDock
    NAME = "tiepointReviewAlignment"
    ICON = "reviewalignment.svg"
    TITLE = mark("Review alignment")

    def review(self, tiepoints, reference=None, target=None, aligned=None) -> None:
        """Open the dock with these layers; None: what was chosen for the tie points before."""
        if self.dock is not None:
            self.dock.review(tiepoints, reference=reference, target=target, aligned=aligned)
