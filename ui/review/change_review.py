"""The review of change as a part of QGIS's window."""
from __future__ import annotations

from .change_dock import ChangeDock
from .dock_part import DockPart


class ChangeReview(DockPart):
    """Its button, its menu entry and its dock."""

    DOCK = ChangeDock
    NAME = "tiepointReviewChange"
    ICON = "reviewchange.svg"
    TITLE = "Review change"
