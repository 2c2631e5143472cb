"""The review of an alignment as a part of QGIS's window."""
from __future__ import annotations

from .alignment_dock import AlignmentDock
from .dock_part import DockPart


class AlignmentReview(DockPart):
    """Its button, its menu entry and its dock."""

    DOCK = AlignmentDock
    NAME = "tiepointReviewAlignment"
    ICON = "reviewalignment.svg"
    TITLE = "Review alignment"
