"""Differences are change where noise does not explain them."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..errors import RasterError
from ..progress import Progress
from .block import Block
from .noise import Noise, exceeded
from .source import Source

#: Pixels that statistics are made of; of a smaller raster, all.
MOST = 400_000
_FEWEST = 100
_LEAST_RATIO = 0.02           # less is alike
_LOOKED_AT = 6_000_000        # pixels that a network looks at for statistics


@dataclass(frozen=True)
class NoiseDetector:
    """A detector by how far differences are from noise.

    With K differences and their Mahalanobis distance r, the magnitude is ``x / (1 + x)``, where x is r over what one unchanged pixel in 100
    exceeds. So it is 0.5 at a significance of 1 %, whatever the number of bands, and never saturates.

    Attributes:
        differences: (K, rows, cols) float32 of a block.
        noise: of these, where nothing has changed.
        margin, told, threshold: see `method.Detector`.
        least: magnitude from which on there is more than noise explains; 0 where that was not looked at.
        discriminability: of unrelated places and the same place, see `discriminability`; None where that was not looked at.
        weights: (K,) of the differences; None: they count alike.
    """

    differences: Callable[[Block], np.ndarray]
    noise: Noise
    margin: int
    told: str
    threshold: float | None
    least: float = 0.0
    discriminability: float | None = None
    weights: np.ndarray | None = None

    def magnitude(self, block: Block) -> np.ndarray:
        """See `method.Detector`."""
        found = self.differences(block)
        x = ratios(self.noise, found.reshape(len(found), -1), self.weights).reshape(block.shape)
        return np.where(block.valid, x / (1.0 + x), np.float32(np.nan))


def ratios(noise: Noise, differences: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Distances (N,) float32 of differences (K, N) from noise, in what one unchanged pixel in 100 exceeds.

    With weights (K,) the sum is no longer chi-squared, but close to a multiple of it with fewer degrees of freedom. Source: Satterthwaite
    1946, doi:10.2307/3002019.
    """
    weights = np.ones(len(differences)) if weights is None else weights
    scale, degrees = np.square(weights).sum() / weights.sum(), weights.sum() ** 2 / np.square(weights).sum()
    return np.sqrt(noise.statistic(differences, weights / scale)) / np.float32(exceeded(0.01, degrees))


def discriminability(same: np.ndarray, unrelated: np.ndarray) -> float:
    """By how many deviations the logarithms of ratios (N,) between unrelated places exceed those (N,) of the same place on two dates.

    Near 0 the two dates have so little in common that places which have changed are no more unlike than others. Source: Green, Swets 1966,
    Signal detection theory and psychophysics (d').
    """
    one, two = (np.log(np.maximum(part, np.float32(_LEAST_RATIO))) for part in (same, unrelated))
    return float((two.mean() - one.mean()) / max(one.std(), 1e-6))


def passed(source: Source, margin: int, progress: Progress, message: str) -> Iterator[tuple[Block, np.ndarray]]:
    """Blocks of a raster with the flat indices of the pixels that statistics are made of: a lattice over the valid inner part."""
    total = source.shape[0] * source.shape[1]
    step = math.ceil(math.sqrt(max(total / MOST, 1.0)))
    done = 0
    for block in source.blocks(margin):
        rows, cols = block.inner
        chosen = np.zeros(block.shape, bool)
        chosen[rows.start:rows.stop:step, cols.start:cols.stop:step] = True
        yield block, np.flatnonzero(chosen & block.valid)
        done += (rows.stop - rows.start) * (cols.stop - cols.start)
        progress.step(done / total, message)


def sampled(differences: Callable[[Block], np.ndarray], source: Source, margin: int, progress: Progress, message: str) -> np.ndarray:
    """Differences (K, N) at the pixels that statistics are made of; RasterError where there are too few of them."""
    kept = []
    for block, index in passed(source, margin, progress, message):
        if len(index):
            found = differences(block)
            kept.append(found.reshape(len(found), -1)[:, index])
    return enough(kept)


def looked_at(found: Callable[[Block], np.ndarray], source: Source, margin: int, progress: Progress, message: str) -> np.ndarray:
    """What is found (K, rows, cols) at pixels of some blocks, as (K, N): all of a small raster, evenly spread ones of a large one.

    Networks are slow.
    """
    apart = math.ceil(source.shape[0] * source.shape[1] / _LOOKED_AT)
    kept = [found(block).reshape(-1, block.valid.size)[:, index]
            for number, (block, index) in enumerate(passed(source, margin, progress, message)) if number % apart == 0 and len(index)]
    return enough(kept)


def enough(kept: list[np.ndarray]) -> np.ndarray:
    """Parts (K, N) side by side; RasterError where they are too few."""
    count = sum(part.shape[1] for part in kept)
    if count < _FEWEST:
        raise RasterError(f"The two rasters share {count} pixels with data, change is not told from fewer than {_FEWEST}.",
                          "Give rasters that overlap, and look at their nodata values.")
    return np.concatenate(kept, 1)
