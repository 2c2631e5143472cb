"""Iteratively re-weighted multivariate alteration detection.

Source: Nielsen 2007, doi:10.1109/TIP.2006.888195. Two things differ. Variances are made consistent after weighting (`noise`), without
which the iteration narrows down to a few pixels and unchanged ones are not chi-squared. And the variates are averaged over the nearest
pixels before they are judged, as change is larger than a pixel and noise is not; what is left of the noise is measured.

What a variate says of a place being the same depends on its correlation, see `telling`; Nielsen's statistic lets all count alike.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..progress import Progress, Steps
from .alteration import Alteration, alteration
from .block import Block
from .method import Detector, Means
from .moments import Moments, moments, nothing
from .noise import consistency, noise, unchanged
from .noise_detector import NoiseDetector, discriminability, enough, passed, ratios
from .smoothing import reach, smoothed
from .source import Source
from .threshold import of_ratios

#: Pixels that are iterated on.
SAMPLE = 200_000
_MOST_ITERATIONS = 50
_SETTLED = 1e-3               # change of any correlation
_SIGMA_PX = 1.0
_LEAST_WEIGHT = 1e-3          # where dates share no variate at all, these count alike
_LEAST = 0.05                 # deviation of averaged variates, of those of single pixels, below which it is rounding


@dataclass(frozen=True)
class Iteration:
    """What re-weighting has settled at.

    Attributes:
        alteration: by the last weights.
        count: how many there were.
    """

    alteration: Alteration
    count: int

    def unchanged(self, values: np.ndarray) -> np.ndarray:
        """Probability (N,) of no change of the bands of both dates (B1 + B2, N)."""
        return unchanged(self.alteration.statistic(values), len(self.alteration.matrix))


def iterated(values: np.ndarray, first: int, progress: Progress | None = None) -> Iteration:
    """Re-weight until canonical correlations settle.

    Args:
        values: (B1 + B2, N) of both dates.
        first: B1.
        progress: told of every iteration.
    """
    found = Iteration(alteration(moments(values), first), 1)
    while found.count < _MOST_ITERATIONS:
        before = found.alteration
        found = Iteration(weighted(moments(values, found.unchanged(values)), first), found.count + 1)
        if progress:
            progress.step(found.count / _MOST_ITERATIONS, "Re-weight")
        if np.abs(found.alteration.correlations - before.correlations).max() < _SETTLED:
            break
    return found


def weighted(both: Moments, first: int) -> Alteration:
    """The alteration by moments whose weights are the probability of no change."""
    narrow = alteration(both, first)
    widen = np.sqrt(consistency(len(narrow.matrix)))
    return Alteration(narrow.matrix * widen, narrow.mean, narrow.correlations)


def telling(found: Alteration) -> np.ndarray:
    """(K,) by which the squares of variates are weighted, to tell the same place best from any other: their canonical correlations.

    Of two normal variates with correlation rho the difference has variance 2 (1 - rho) in one place and 2 in two places, so that the
    logarithm of the likelihood ratio of both (Neyman, Pearson 1933, doi:10.1098/rsta.1933.0009) is rho / 2 times the square in units of the
    former, and a constant. A variate that dates do not share says what is rare on either date, and nothing of change.
    """
    return np.maximum(found.correlations, _LEAST_WEIGHT)


class Irmad:
    """See the module."""

    id = "irmad"

    def __init__(self, means: Means = Means()):  # noqa: B008 (frozen)
        del means

    def fit(self, source: Source, progress: Progress) -> Detector:
        """Iterate on a sample, then weigh every pixel once."""
        start = iterated(joined(*source.sample(SAMPLE)), source.bands[0], Steps(progress, 0.0, 0.3))
        both, kept, margin = nothing(sum(source.bands)), [], reach(_SIGMA_PX)
        for block, index in passed(source, margin, Steps(progress, 0.3, 1.0), "Weigh pixels"):
            if len(index):
                values = np.concatenate([block.before, block.after])
                inner = values[(slice(None), *block.inner)][:, block.valid[block.inner]]
                both += moments(inner, start.unchanged(inner))
                kept.append(averaged(values, block.valid).reshape(len(values), -1)[:, index])
        found = weighted(both, source.bands[0])
        values = enough(kept)
        variates = found.variates(values)
        spread = noise(variates, _LEAST)
        before, after = np.split(values, [source.bands[0]])
        elsewhere = np.random.default_rng(0).permutation(values.shape[1])
        unrelated = found.variates(np.concatenate([before, after[:, elsewhere]]))
        weights = telling(found)
        told_apart = discriminability(ratios(spread, variates, weights), ratios(spread, unrelated, weights))
        threshold = of_ratios(ratios(spread, variates), len(variates))
        told = (f"IR-MAD of {source.bands[0]} and {source.bands[1]} bands after {start.count} iterations, canonical correlations "
                f"{', '.join(f'{rho:.3f}' for rho in found.correlations)}; {threshold.told}")
        return NoiseDetector(Variates(found), spread, margin, told, threshold.value, threshold.least, told_apart)


def of_pixels(values: np.ndarray, mean: np.ndarray, first: int, like: NoiseDetector) -> NoiseDetector:
    """A detector by some pixels alone, otherwise like another one.

    Args:
        values: (B1 + B2, N) of both dates; mean: the same of `averaged` bands.
        first: B1.
        like: of all pixels.
    """
    start = iterated(values, first)
    found = weighted(moments(values, start.unchanged(values)), first)
    return replace(like, differences=Variates(found), noise=noise(found.variates(mean), _LEAST))


def joined(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Samples (N, B1) and (N, B2) as (B1 + B2, N); RasterError where they are too few."""
    return enough([np.concatenate([before, after], 1).T])


def averaged(images: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Images (K, rows, cols) averaged over the nearest valid pixels (rows, cols)."""
    return smoothed(images, valid, _SIGMA_PX)


@dataclass(frozen=True)
class Variates:
    """The differences of canonical variates, averaged; see `NoiseDetector`.

    Attributes:
        alteration: that gives them.
    """

    alteration: Alteration

    def __call__(self, block: Block) -> np.ndarray:
        """(K, rows, cols) of a block."""
        values = np.concatenate([block.before, block.after])
        values = np.where(block.valid, values, np.float32(0)).reshape(len(values), -1)
        return averaged(self.alteration.variates(values).reshape(-1, *block.shape), block.valid)
