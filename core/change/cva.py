"""Change vector analysis: how long the difference of bands is once the light is the same.

Source: Bovolo, Bruzzone 2007, doi:10.1109/TGRS.2006.885408. The length is in units of the noise of unchanged pixels, which bands share.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import Progress, Steps
from . import logratio
from .block import Block
from .irmad import SAMPLE, iterated, joined
from .method import Detector, Means
from .moments import moments
from .noise import noise
from .noise_detector import NoiseDetector, ratios, sampled
from .normalisation import Normalisation, normalisation
from .smoothing import reach, smoothed
from .source import Source
from .speckle import common
from .threshold import of_ratios

_SIGMA_PX = 1.0
_LEAST = 1e-3                 # deviation of differences, of that of the band, that is rounding


class Cva:
    """Normalised differences of bands, or of a single band of radar the ratio of local means."""

    id = "cva"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        del means

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Normalise on what IR-MAD calls invariant, then measure the noise of what is left."""
        if source.bands == (1, 1):
            speckle = common(source, Steps(progress, 0.0, 0.3))
            if speckle:
                return logratio.fit(source, speckle, Steps(progress, 0.3, 1.0))
        values = joined(*source.sample(SAMPLE))
        invariant = iterated(values, source.bands[0], Steps(progress, 0.3, 0.5)).unchanged(values)
        differences = _Differences(normalisation(moments(values, invariant), source.bands[0]))
        margin = reach(_SIGMA_PX)
        found = sampled(differences, source, margin, Steps(progress, 0.5, 1.0), "Differences")
        spread = noise(found, _LEAST * values[source.bands[0]:].std(1, dtype=np.float64))
        threshold = of_ratios(ratios(spread, found), len(found))
        told = f"Change vectors of {len(found)} bands, normalised on {100 * invariant.mean():.0f} % invariant pixels; {threshold.told}"
        return NoiseDetector(differences, spread, margin, told, threshold.value)


@dataclass(frozen=True)
class _Differences:
    normalisation: Normalisation

    def __call__(self, block: Block) -> np.ndarray:
        before, after = (np.where(block.valid, image, np.float32(0)).reshape(len(image), -1) for image in (block.before, block.after))
        return smoothed(self.normalisation.residual(before, after).reshape(-1, *block.shape), block.valid, _SIGMA_PX)
