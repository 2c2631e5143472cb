"""Change as a network has learned it: a siamese network looks at both dates, and at how far their pixels are from noise."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress
from . import view
from .block import Block
from .both import TwoWitnesses
from .eye import Look, opened, surrounded
from .method import Detector, Means
from .source import Source
from .view import View

_BOTH = 2                     # how often what `Both` says counts beside what the network says
_ROUNDING = 1e-5


class Network:
    """A trained network; see `models.change_network`."""

    id = "network"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        self._eye = opened(means.model, means.device)
        self._witnesses = TwoWitnesses(Means(device=means.device))

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Nothing is learned; light and noise are those of the whole."""
        seen = view.fit(source, self._witnesses, progress)
        if not isinstance(seen, View):
            return seen
        told = f"A trained network, which is told of noise by this: {seen.both.radiometry.told.split('; threshold')[0]}; threshold 0.5."
        return NetworkDetector(Look(self._eye, seen), told, 0.5)


@dataclass(frozen=True)
class NetworkDetector:
    """A detector by a trained network; see `method.Detector`.

    Attributes:
        look: what it sees.
        told, threshold: see `method.Detector`.
    """

    look: Look
    told: str
    threshold: float | None

    @property
    def margin(self) -> int:
        """See `method.Detector`."""
        return self.look.margin

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`; NaN outside of the inner part, too.

        The odds of `Both`, which nothing has trained, are multiplied with those of the network. What is trained on change that was made up
        is less sure of real change; it is sure of seasons, which `Both` is not.
        """
        found, believed, both = self.look(block)
        odds = odds_of(found) * odds_of(both) ** _BOTH
        return surrounded(odds / (1.0 + odds) * believed, block)

    def tolerant(self, tolerance: float) -> NetworkDetector:
        """The evidence allows for misregistration, and the network has learned to; see `discount.discounted`."""
        return replace(self, look=self.look.tolerant(tolerance))


def odds_of(probability: np.ndarray) -> np.ndarray:
    """Probabilities (rows, cols), 0 to 1, as odds."""
    return probability / np.maximum(1.0 - probability, np.float32(_ROUNDING))
