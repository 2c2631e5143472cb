"""Change of structure: learned dense features of both dates are compared at several scales, without any samples of change."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..models import device as devices
from ..models import weights
from ..models.features import Features
from ..models.store import find
from ..progress import Progress
from .block import Block
from .discount import shifts
from .irmad import SAMPLE, joined
from .method import Detector, Means
from .noise_detector import looked_at
from .source import Source
from .structure import Structure, grey_of
from .threshold import of_ratios

#: Distance of features at which the magnitude is 0.5, and below which nothing is called change.
LEAST_DISTANCE = 0.25
_SCALES = (1, 2)


class Deep:
    """The distance of learned features; see `structure`."""

    id = "deep"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        self._features = network(means)

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Nothing is learned; grey values and the threshold are those of the whole."""
        structure = structure_of(source, self._features, _SCALES)
        straight = DeepDetector(structure, "", None)
        found = looked_at(straight.ratio, source, structure.margin, progress, "Compare features")[0]
        threshold = of_ratios(found, None)
        return replace(straight, told=f"Distance of learned features; {threshold.told}", threshold=max(threshold.value, 0.5))


def network(means: Means) -> Features:
    """The dense features; ModelError where the weights cannot be used, OptionError where the device cannot."""
    where = devices.choose(means.device)
    return Features(weights.load(find(means.model, "dense")), where, devices.half(where))


def structure_of(source: Source, features: Features, scales: tuple[int, ...]) -> Structure:
    """What compares features of a raster; RasterError where it has too little data."""
    samples = source.sample(SAMPLE)
    joined(*samples)
    return Structure(features, tuple(grey_of(values) for values in samples), scales)


@dataclass(frozen=True)
class DeepDetector:
    """A detector by the distance of features; see `method.Detector`.

    Attributes:
        structure: what measures the distance.
        told, threshold: see `method.Detector`.
        tolerance: misregistration that is allowed for, pixels.
    """

    structure: Structure
    told: str
    threshold: float | None
    tolerance: float = 0.0

    @property
    def margin(self) -> int:
        """See `method.Detector`."""
        return self.structure.margin

    def ratio(self, block: Block) -> np.ndarray:
        """Distances (rows, cols) in `LEAST_DISTANCE`."""
        return self.structure.distance(block, shifts(self.tolerance)) / np.float32(LEAST_DISTANCE)

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`."""
        x = self.ratio(block)
        return np.where(block.valid, x / (1.0 + x), np.float32(np.nan))

    def tolerant(self, tolerance: float) -> DeepDetector:
        """Features are moved instead of pixels, so that they are found once; see `discount.discounted`."""
        return replace(self, tolerance=tolerance)
