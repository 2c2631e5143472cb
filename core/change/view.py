"""What a network sees of two rasters: colours of both dates that light and sensor have been taken out of, and evidence of change.

Whatever the bands, a network sees three of each date: the first date is made like the second (`normalisation`, on what IR-MAD calls
invariant), and both are turned to the principal components that they have in common. Of single bands with speckle it sees logarithms.
Beside them it sees what two witnesses say: radiometry, and the distance of learned features (`evidence`).
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..models.change_network import BANDS
from ..progress import Progress
from . import evidence
from .block import Block
from .both import Both, TwoWitnesses
from .discount import discounted
from .irmad import SAMPLE, joined
from .logratio import LogRatio
from .method import Detector
from .moments import moments
from .noise import unchanged
from .normalisation import normalisation
from .source import Source

#: Largest value of these.
MOST = 4.0
_FINE = 3.0                   # what the second and third component, which vary less, are multiplied with
_ENDS = (5.0, 95.0)           # percentiles between which a band varies, whatever clouds there are
_WIDTH = 3.29                 # standard deviations between these of a normal distribution
_DARK = 0.01                  # of the mean: what logarithms are taken of is no less


@dataclass(frozen=True)
class Colours:
    """How the bands of one date become those that a network sees.

    Attributes:
        matrix: (3, B); offset: (3,).
        least: logarithms of the first band are taken, of at least this; None: of nothing.
    """

    matrix: np.ndarray
    offset: np.ndarray
    least: float | None = None

    def __call__(self, bands: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """(3, rows, cols) float32 of bands (B, rows, cols); 0 where not valid."""
        values = np.where(valid, bands, np.float32(0)).reshape(len(bands), -1)
        if self.least is not None:
            values = np.log(np.maximum(values[:1], np.float32(self.least)))
        seen = self.matrix.astype(np.float32) @ values[:self.matrix.shape[1]] + self.offset.astype(np.float32)[:, None]
        return np.where(valid, np.clip(seen, -MOST, MOST).reshape(BANDS, *valid.shape), np.float32(0))


@dataclass(frozen=True)
class View:
    """What a network sees of two rasters.

    Attributes:
        before, after: of either date.
        both: what finds the evidence.
    """

    before: Colours
    after: Colours
    both: Both

    def margin(self, reach: int, tolerant: Both | None = None) -> int:
        """Pixels around a block that have a say in its evidence and in that of so many pixels around it."""
        return evidence.margin(tolerant or self.both, reach)

    def images(self, block: Block) -> tuple[np.ndarray, np.ndarray]:
        """(3, rows, cols) float32 of both dates; 0 where not valid."""
        return self.before(block.before, block.valid), self.after(block.after, block.valid)

    def evidence(self, block: Block, reach: int, tolerant: Both | None = None) -> np.ndarray:
        """(K, rows, cols) float32, 0 to 1, of the inner part and ``reach`` pixels around it; see `evidence.maps`."""
        return evidence.maps(self.both, block, reach, tolerant)

    def tolerant(self, tolerance: float) -> Both | None:
        """What finds the evidence that misregistration does not explain; None where there is no tolerance."""
        return discounted(self.both, tolerance) if tolerance > 0 else None


def fit(source: Source, witnesses: TwoWitnesses, progress: Progress) -> View | Detector:
    """The view of two rasters, or the detector that finds nothing where the witnesses know that nothing has changed.

    Raises:
        RasterError: they have too little data.
    """
    both = witnesses.fit(source, progress)
    return of(both, source) if isinstance(both, Both) else both


def of(both: Both, source: Source) -> View:
    """The view of two rasters by what finds the evidence."""
    values, first = joined(*source.sample(SAMPLE)), source.bands[0]
    if isinstance(both.radiometry.differences, LogRatio):
        least = None if both.radiometry.differences.speckle.logarithmic else max(_DARK * float(values.mean()), 1e-30)
        known = values if least is None else np.log(np.maximum(values, np.float32(least)))
        spreads = [_spread(band) for band in known]
        deviation = max(np.mean([spread for _, spread in spreads]), 1e-6)
        return View(*(Colours(np.array([[1.0], [0.0], [0.0]]) / deviation, np.array([-middle / deviation, 0.0, 0.0]), least)
                      for middle, _ in spreads), both)
    before, after = values[:first], values[first:]
    alteration = both.radiometry.differences.alteration
    invariant = unchanged(alteration.statistic(values), len(alteration.matrix))
    alike = normalisation(moments(values, invariant), first)
    gain, offset = alike.gain, alike.offset
    if len(gain) == first:
        # Bands that say nothing about each other are made to vary alike.
        for band in np.flatnonzero(np.diag(gain) == 0):
            (one, spread), (two, other) = _spread(before[band]), _spread(after[band])
            gain[band, band] = other / max(spread, 1e-30)
            offset[band] = two - gain[band, band] * one
    both_dates = np.concatenate([gain @ before + offset[:, None], after], 1)
    matrix, middle = _components(both_dates)
    return View(Colours(matrix @ gain, matrix @ (offset - middle)), Colours(matrix, -matrix @ middle), both)


def _components(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(matrix (3, B), middle (B,)) of the first principal components of values (B, N); the first is of unit deviation."""
    spreads = np.array([_spread(band) for band in values])
    middle, deviation = spreads[:, 0], np.where(spreads[:, 1] > 1e-30, spreads[:, 1], 1.0)
    standard = np.clip((values - middle[:, None]) / deviation[:, None], -MOST, MOST)
    _, vectors = np.linalg.eigh(standard @ standard.T / standard.shape[1])
    vectors = vectors.T[::-1][:BANDS]
    signs = np.where(vectors.sum(1) < 0, -1.0, 1.0)
    vectors = vectors * signs[:, None]
    scale = 1.0 / max(_spread(vectors[0] @ standard)[1], 1e-6)
    matrix = np.zeros((BANDS, len(values)))
    matrix[:len(vectors)] = vectors / deviation * scale
    matrix[1:] *= _FINE
    return matrix, middle


def _spread(band: np.ndarray) -> tuple[float, float]:
    """(middle, deviation) of values (N,)."""
    low, middle, high = np.percentile(band, (_ENDS[0], 50.0, _ENDS[1]))
    return float(middle), float((high - low) / _WIDTH)
