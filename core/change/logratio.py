"""Change of single radar bands: the logarithm of the ratio of local means, in units of what speckle makes it vary.

Source: Dekker 1998, doi:10.1080/014311698215649 (log-ratio); Bazi, Bruzzone, Melgani 2005, doi:10.1109/TGRS.2004.842441 (speckle is
averaged before, until it is close to normal).
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ..progress import Progress, Steps
from .block import Block
from .irmad import iterated
from .method import Detector
from .moments import moments
from .noise import Noise, noise
from .noise_detector import NoiseDetector, ratios, sampled
from .normalisation import normalisation
from .smoothing import reach, smoothed
from .source import Source
from .speckle import Speckle
from .threshold import of_ratios, outlined

_LOOKS = 200.0                # that are averaged, so that the mean of speckle is close to normal
_SIGMAS_PX = (1.4, 2.8)       # least and most
_SIGMA_PX = 2.0               # where looks are not known
_MOST_GAIN = 2.5              # of logarithms
_NARROW = 0.5                 # of the width, to see where change ends
_CLEAR = 1.5                  # that much more than where nothing is averaged beyond an edge, the wider mean is not believed
_ROUNDING = 0.1               # of the deviation of the ratio of speckle
_LEAST = 0.01                 # of the mean of all: a darker place is as dark as this


@dataclass(frozen=True)
class LogRatio:
    """The logarithm of the ratio of local means.

    Attributes:
        speckle: of both dates.
        least: (2,) smallest means of the two dates.
        sigma: of the Gaussian by which they are averaged, pixels.
        gain: of logarithms: what those before are multiplied with to be on the scale of those after.
        usual: the ratio's logarithm where nothing has changed.
    """

    speckle: Speckle
    least: tuple[float, float]
    sigma: float
    gain: float = 1.0
    usual: float = 0.0

    def __call__(self, block: Block) -> np.ndarray:
        """(1, rows, cols) of a block, in deviations of the ratio of means of speckle that varies from pixel to pixel.

        Where a few bright pixels make up the mean, it is one of few looks.
        """
        wide, narrow = self.wide(block), self._relative(block, self.sigma * _NARROW)
        # Nearer than it is averaged, strong change shows beside where it is, but not if less is averaged.
        return np.sign(wide) * np.clip(np.float32(_CLEAR / _NARROW) * np.sign(wide) * narrow, 0, np.abs(wide))

    def _relative(self, block: Block, sigma: float) -> np.ndarray:
        before, after = (smoothed(image[:1], block.valid, sigma) for image in (block.before, block.after))
        means = (None, None) if self.speckle.logarithmic else (before, after)
        shares = [self._share(image, block.valid, sigma, mean) for image, mean in zip((block.before, block.after), means)]
        deviation = np.float32(self.speckle.deviation) * np.sqrt(self.gain**2 * shares[0] + shares[1])
        return (self._ratio(before, after) - np.float32(self.usual)) / deviation

    def wide(self, block: Block) -> np.ndarray:
        """The same (1, rows, cols) without regard for where change ends: noise as it is."""
        return self._relative(block, self.sigma)

    def ratio(self, block: Block) -> np.ndarray:
        """(1, rows, cols) of a block, as it is."""
        return self._ratio(*(smoothed(image[:1], block.valid, self.sigma) for image in (block.before, block.after)))

    def _ratio(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        if self.speckle.logarithmic:
            return after - np.float32(self.gain) * before
        return np.log(np.maximum(after, self.least[1])) - np.log(np.maximum(before, self.least[0]))

    def _share(self, image: np.ndarray, valid: np.ndarray, sigma: float, mean: np.ndarray | None) -> np.ndarray:
        """Variance (1, rows, cols) of the mean in that of a pixel: what one look over the number of looks is."""
        weight = cv2.getGaussianKernel(2 * reach(sigma) + 1, sigma, cv2.CV_32F)

        def summed(values, kernel):
            return cv2.sepFilter2D(values, cv2.CV_32F, kernel, kernel, borderType=cv2.BORDER_CONSTANT)

        seen = valid.astype(np.float32)
        if mean is None:
            return (summed(seen, weight**2) / np.maximum(summed(seen, weight), 1e-6) ** 2)[None]
        # The square of a pixel is on average that of the ground times 1 and the variance of speckle.
        squares = summed(np.where(valid, image[0], np.float32(0)) ** 2, weight**2) / np.float32(1.0 + self.speckle.deviation**2)
        return squares[None] / np.maximum(mean * np.maximum(summed(seen, weight), 1e-6), min(self.least)) ** 2


def fit(source: Source, speckle: Speckle, progress: Progress) -> Detector:
    """A detector for two single bands with this speckle; see `method.ChangeMethod`.

    Noise is what most ratios vary, and no less than speckle does that varies from pixel to pixel.
    """
    means = [float(values.mean()) if values.size else 1.0 for values in source.sample(100_000)]
    sigma = _SIGMA_PX if speckle.logarithmic else float(np.clip(np.sqrt(_LOOKS / (4.0 * np.pi * speckle.looks)), *_SIGMAS_PX))
    margin = reach(sigma)
    gain = _gain(source, sigma, Steps(progress, 0.0, 0.3)) if speckle.logarithmic else 1.0
    differences = LogRatio(speckle, tuple(max(_LEAST * mean, 1e-30) for mean in means), sigma, gain)
    usual = noise(sampled(differences.ratio, source, margin, Steps(progress, 0.3, 0.5), "Ratios")).mean[0]
    differences = replace(differences, usual=float(usual))
    spread = noise(sampled(differences.wide, source, margin, Steps(progress, 0.5, 0.7), "Speckle"), _ROUNDING)
    spread = Noise(np.zeros(1), np.minimum(spread.whitening, 1.0))
    found = sampled(differences, source, margin, Steps(progress, 0.7, 1.0), "Evidence")
    threshold = of_ratios(ratios(spread, found), 1, outlined)
    what = "values are logarithms already" if speckle.logarithmic else f"about {speckle.looks:.1f} looks"
    return NoiseDetector(differences, spread, margin, f"Log-ratio of local means of speckled bands ({what}); {threshold.told}",
                         threshold.value, threshold.least)


def _gain(source: Source, sigma: float, progress: Progress) -> float:
    """What local means of logarithms before are multiplied with, by those that have not changed; 1 where that cannot be told."""
    def means(block: Block) -> np.ndarray:
        return smoothed(np.concatenate([block.before[:1], block.after[:1]]), block.valid, sigma)

    values = sampled(means, source, reach(sigma), progress, "Scale of logarithms")
    gain = float(normalisation(moments(values, iterated(values, 1).unchanged(values)), 1).gain[0, 0])
    return gain if 1.0 / _MOST_GAIN <= gain <= _MOST_GAIN else 1.0
