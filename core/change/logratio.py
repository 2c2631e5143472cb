"""Change of single radar bands: the logarithm of the ratio of local means, in units of its own noise.

Source: Dekker 1998, doi:10.1080/014311698215649 (log-ratio); Bazi, Bruzzone, Melgani 2005, doi:10.1109/TGRS.2004.842441 (speckle is
averaged before, until it is close to normal, and the threshold comes from a mixture).
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import Progress
from .block import Block
from .method import Detector
from .noise import noise
from .noise_detector import NoiseDetector, ratios, sampled
from .smoothing import reach, smoothed
from .source import Source
from .speckle import Speckle
from .threshold import mixture, of_ratios

_SIGMA_PX = 2.0               # averages about 50 pixels
_LEAST = 0.01                 # of the mean of all: a darker place is as dark as this
_LEAST_RATIO = 1e-3           # deviation of logarithms that is rounding


@dataclass(frozen=True)
class LogRatio:
    """The logarithm of the ratio of local means.

    Attributes:
        logarithmic: values are logarithms already.
        least: (2,) smallest means of the two dates.
    """

    logarithmic: bool
    least: tuple[float, float]

    def __call__(self, block: Block) -> np.ndarray:
        """(1, rows, cols) of a block."""
        before, after = (smoothed(image[:1], block.valid, _SIGMA_PX) for image in (block.before, block.after))
        if self.logarithmic:
            return after - before
        return np.log(np.maximum(after, self.least[1])) - np.log(np.maximum(before, self.least[0]))


def fit(source: Source, speckle: Speckle, progress: Progress) -> Detector:
    """A detector for two single bands with this speckle; see `method.ChangeMethod`."""
    means = [float(values.mean()) if values.size else 1.0 for values in source.sample(100_000)]
    differences = LogRatio(speckle.logarithmic, tuple(max(_LEAST * mean, 1e-30) for mean in means))
    margin = reach(_SIGMA_PX)
    found = sampled(differences, source, margin, progress, "Ratios")
    spread = noise(found, _LEAST_RATIO)
    threshold = of_ratios(ratios(spread, found), 1, mixture)
    what = "values are logarithms already" if speckle.logarithmic else f"about {speckle.looks:.1f} looks"
    return NoiseDetector(differences, spread, margin, f"Log-ratio of local means of speckled bands ({what}); {threshold.told}",
                         threshold.value)
