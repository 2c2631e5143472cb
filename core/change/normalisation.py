"""Relative radiometric normalisation: the bands of one date as those of the other where nothing has changed.

Source: Canty, Nielsen 2008, doi:10.1016/j.rse.2007.07.013: orthogonal regression on the pixels that IR-MAD calls invariant.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .moments import Moments

_LEAST_CORRELATION = 0.1      # below which one band says nothing about the other
_RIDGE = 1e-6


@dataclass(frozen=True)
class Normalisation:
    """A linear function from the bands of the first date to those of the second.

    Attributes:
        gain: (B2, B1), diagonal where there are as many bands.
        offset: (B2,).
    """

    gain: np.ndarray
    offset: np.ndarray

    def residual(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """What is left (B2, N) float32 of the second date (B2, N) when the first (B1, N) is made like it."""
        return after - (self.gain.astype(np.float32) @ before + self.offset.astype(np.float32)[:, None])


def normalisation(both: Moments, first: int) -> Normalisation:
    """The function by moments of the bands of both dates (B1 + B2) over invariant pixels; ``first`` is B1.

    With as many bands, each by orthogonal regression; otherwise each band of the second date by least squares of all of the first.
    """
    covariance, (before, after) = both.covariance, np.split(both.mean, [first])
    if len(before) != len(after):
        known = covariance[:first, :first] + _RIDGE * np.trace(covariance[:first, :first]) / first * np.eye(first)
        gain = np.linalg.lstsq(known, covariance[:first, first:], rcond=None)[0].T
    else:
        gain = np.diag([_slope(*pair) for pair in zip(np.diag(covariance)[:first], np.diag(covariance)[first:],
                                                      np.diag(covariance[:first, first:]))])
    return Normalisation(gain, after - gain @ before)


def _slope(one: float, two: float, crossed: float) -> float:
    """Of the major axis of two bands in units of their deviations' ratio; 0 where they are not related."""
    if min(one, two) <= 0 or abs(crossed) < _LEAST_CORRELATION * np.sqrt(one * two):
        return 0.0
    return float((two - one + np.hypot(two - one, 2.0 * crossed)) / (2.0 * crossed))
