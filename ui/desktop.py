"""What Tiepoint adds to QGIS's window."""
from __future__ import annotations

from .dock.part import Dock
from .map_tools.similar_tiles import SimilarTiles
from .review.alignment_review import AlignmentReview
from .review.change_review import ChangeReview
from .settings.page import Options

#: Classes of what is added, in order: made with QGIS's interface, taken away with ``unload()``, which undoes what ``__init__`` did.
PARTS = (Options, Dock, AlignmentReview, ChangeReview, SimilarTiles)


class Desktop:
    """All parts, from `__init__` to `unload`.

    Args:
        iface: QGIS's interface.
    """

    def __init__(self, iface):
        self.parts = []
        for part in PARTS:
            self.parts.append(part(iface))

    def unload(self) -> None:
        """Take everything away, last things first."""
        while self.parts:
            self.parts.pop().unload()
