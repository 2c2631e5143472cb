"""What suits two rasters: radiometry and structure together, and a trained network where these may be wrong.

A network of change has learned of seasons, which radiometry and structure know nothing of, but from change that was made up: of real
change it misses what they see plainly. So it is asked as far as there is something to doubt (`both`): the odds of change may be raised or
lowered by it by no more than the factor that they may be wrong by. Where a place is told well and there is no season nobody asks it.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress
from . import view
from .block import Block
from .both import Both, TwoWitnesses
from .eye import Look, opened, surrounded
from .method import Detector, Means
from .network import odds_of
from .source import Source
from .threshold import NONE

_NETWORK = 0.5                # how often what the network says counts beside what both say


class Auto:
    """Change of radiometry where structure has changed, too, and by what a network says of it; ``told`` says how, and why.

    Attributes:
        used: ids of the methods that `fit` took, joined by +.
    """

    id = "auto"
    used = ""

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        self._witnesses, self._device = TwoWitnesses(means), means.device

    def fit(self, source: Source, progress: Progress) -> Detector:
        """See `ChangeMethod`."""
        both = self._witnesses.fit(source, progress)
        self.used = self._witnesses.used
        if not isinstance(both, Both) or both.doubt <= 0 or both.threshold >= NONE.value:
            return both
        self.used += "+network"
        note = f"A trained network may change the odds by a factor of up to {math.exp(both.doubt):.3g}."
        return Advised(Look(opened("", self._device), view.of(both, source)), ". ".join((both.told, note)), both.threshold)


@dataclass(frozen=True)
class Advised:
    """A detector of what radiometry and structure call change, as far as a network does not speak against it; see `method.Detector`.

    Attributes:
        look: what the network sees.
        told, threshold: see `method.Detector`.
    """

    look: Look
    told: str
    threshold: float

    @property
    def margin(self) -> int:
        """See `method.Detector`."""
        return self.look.margin

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`; NaN outside of the inner part, too. In units of `Both`."""
        found, believed, both = self.look(block)
        most = math.exp(self.look.view.both.doubt)
        advice = np.clip(odds_of(found * believed) ** np.float32(_NETWORK), np.float32(1.0 / most), np.float32(most))
        odds = odds_of(both) * advice * np.float32(self.threshold / (1.0 - self.threshold))
        return surrounded(odds / (1.0 + odds), block)

    def tolerant(self, tolerance: float) -> Advised:
        """What is looked at allows for misregistration; see `discount.discounted`."""
        return replace(self, look=self.look.tolerant(tolerance))
