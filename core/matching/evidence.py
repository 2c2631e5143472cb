"""Whether agreement between tie points can be chance: the question on which a refusal rests."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from .measurement import Measurement

_RADIUS_PX = 1.5              # how near a point must be to the others to count as agreeing
_FREE = 3                     # points that any affine explains


@dataclass(frozen=True)
class Evidence:
    """How strongly independent parts of the overlap agree.

    Attributes:
        cells: independent parts in which something was measured.
        agreeing: parts in which most of what was measured agrees.
        share: agreeing / cells.
        log10_chance: logarithm of the probability that unrelated rasters agree so well.
    """

    cells: int
    agreeing: int
    share: float
    log10_chance: float

    @property
    def convincing(self) -> bool:
        """Whether an alignment may be built on it."""
        return self.agreeing >= 6 and self.share >= 0.15 and self.log10_chance < -7.0


def weigh(measurement: Measurement, kept: np.ndarray, scale: float) -> Evidence:
    """The evidence of the kept points.

    Measurements whose windows overlap are not independent, so parts as large as a window are counted instead of points.

    Args:
        measurement: all that was measured.
        kept: (M,) bool, which of it agrees.
        scale: working pixels per patch pixel.
    """
    if len(measurement) == 0:
        return Evidence(0, 0, 0.0, 0.0)
    side = 0.75 * measurement.footprint
    cell = np.floor(measurement.reference_xy / side).astype(np.int64)
    _, label = np.unique(cell, axis=0, return_inverse=True)
    label = label.ravel()
    total, good = np.bincount(label), np.bincount(label, weights=kept)
    # parts where nothing was sharp enough to measure count as disagreeing
    cells = max(len(total), int(round(len(total) * measurement.tried / max(len(measurement), 1))))
    agreeing = int((good >= 0.5 * total).sum())
    chance = min(np.pi * _RADIUS_PX**2 / (2.0 * measurement.reach / scale) ** 2, 0.5)
    tail = binom.logsf(agreeing - _FREE - 1, max(cells - _FREE, 1), chance) if agreeing > _FREE else 0.0
    return Evidence(cells, agreeing, agreeing / max(cells, 1), float(tail / np.log(10)))
