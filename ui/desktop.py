"""What Tiepoint adds to QGIS's window."""
from __future__ import annotations

from .dock.part import Dock
from .guide import Guide
from .map_tools.similar_tiles import SimilarTiles
from .review.alignment_review import AlignmentReview
from .review.change_review import ChangeReview
from .settings.page import Options

#: Classes of what is added, in order: made with QGIS's interface, taken away with ``unload()``, which undoes what ``__init__`` did.
PARTS = (Options, Dock, AlignmentReview, ChangeReview, SimilarTiles, Guide)


class Desktop:
    """All parts, from `__init__` to `unload`.

    Args:
        iface: QGIS's interface.
    """

    def __init__(self, iface):
        self.parts = []
        for part in PARTS:
            self.parts.append(part(iface))
        self._introduce()

    def unload(self) -> None:
        """Take everything away, last things first."""
        while self.parts:
            self.parts.pop().unload()

    def _introduce(self) -> None:
        """Let the parts that lead to one another know each other."""
        of = {type(part): part for part in self.parts}
        reviews = {"alignment": of[AlignmentReview], "change": of[ChangeReview]}
        of[Dock].panel.view.reviewed.connect(lambda kind, layer, rasters: reviews[kind].review(layer, **rasters))
        # What is being set up is not to be in use.
        of[Options].setup.changed.connect(of[Dock].panel.engine.let_go)
        of[SimilarTiles].taker = of[Dock]
        of[Dock].panel.similar.form.offer_tool(of[SimilarTiles].action)
