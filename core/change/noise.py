"""How much differences vary where nothing has changed."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import linalg, special

from .moments import moments

_MOST_ITERATIONS = 60
_SETTLED = 1e-3               # relative change of variances
# Deviation that is rounding, of that of all differences: what is exactly the same twice still has some.
_LEAST = 1e-3
_TINY = 1e-60                 # variance: a deviation whose inverse single precision holds
_ROOTS_PER_UNIT, _LAST_ROOT = 200, 8000


def unchanged(statistic: np.ndarray, degrees: int) -> np.ndarray:
    """Probability (N,) that a pixel which has not changed gets as far: the upper tail of chi-squared at a sum of squares (N,)."""
    # The tail of so many pixels is looked up: 1e-5 off at most.
    tail, slope = _tail(degrees)
    place = np.minimum(np.sqrt(statistic).astype(np.float64, copy=False) * _ROOTS_PER_UNIT, _LAST_ROOT)
    index = np.fmin(place, _LAST_ROOT).astype(np.int32)
    return tail[index] + slope[index] * (place - index)


@lru_cache(maxsize=32)
def _tail(degrees: int) -> tuple[np.ndarray, np.ndarray]:
    """The tail at evenly spaced roots of the statistic, and what is added up to the next one; both (8001,)."""
    tail = special.gammaincc(0.5 * degrees, 0.5 * (np.arange(_LAST_ROOT + 1) / _ROOTS_PER_UNIT) ** 2)
    return tail, np.append(np.diff(tail), 0.0)


def exceeded(share: float, degrees: float) -> float:
    """What this share of unchanged pixels, 0 to 1, exceeds: a quantile of the chi distribution."""
    # Not by scipy.stats, which takes half a second to import.
    return float(np.sqrt(2.0 * special.gammaincinv(0.5 * degrees, 1.0 - share)))


def consistency(degrees: int) -> float:
    """What variances of unchanged pixels are multiplied with when these are weighted by their own tail probability, 0 to 1.

    The weight is smaller the further a pixel is out, so that without this repeated weighting narrows down to a few pixels:
    ``E[w z] / (E[w] K)`` with ``z`` chi-squared of K degrees of freedom and ``w`` its tail, which is twice the chance that a chi-squared
    of K + 2 is smaller than one of K.
    """
    return float(2.0 * special.betainc(0.5 * degrees + 1.0, 0.5 * degrees, 0.5))


@dataclass(frozen=True)
class Noise:
    """Mean and spread of differences where nothing has changed.

    Attributes:
        mean: (K,).
        whitening: (K, K) makes deviations from the mean uncorrelated, of unit variance.
    """

    mean: np.ndarray
    whitening: np.ndarray

    def statistic(self, differences: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """(N,) float32 squared Mahalanobis distances of differences (K, N): chi-squared where nothing has changed.

        With weights (K,) the squares of whitened differences count so much.
        """
        matrix = self.whitening.astype(np.float32)
        found = matrix @ differences.astype(np.float32, copy=False) - (self.whitening @ self.mean).astype(np.float32)[:, None]
        if weights is not None:
            found *= np.sqrt(weights).astype(np.float32)[:, None]
        return np.einsum("kn,kn->n", found, found)


def noise(differences: np.ndarray, least: np.ndarray | float = 0.0) -> Noise:
    """The noise of differences (K, N) of which most, but not all, are of pixels without change.

    Weighted by the probability of no change until it settles, as IR-MAD does (Nielsen 2007, doi:10.1109/TIP.2006.888195).

    Args:
        differences: (K, N).
        least: deviation of each, or of all, that is rounding.
    """
    count = len(differences)
    every = moments(differences)
    floor = np.diag(np.maximum(_LEAST**2 * np.diag(every.covariance), np.maximum(np.square(least), _TINY)))
    # Where most has changed, its spread is no start: medians are not moved by less than half.
    middle = np.median(differences, 1)
    spread = 1.4826 * np.median(np.abs(differences - middle[:, None]), 1)
    current = _noise(middle, np.diag(spread.astype(np.float64) ** 2) + floor)
    variance = spread
    for _ in range(_MOST_ITERATIONS):
        found = moments(differences, unchanged(current.statistic(differences), count))
        if found.weight <= count:
            break
        covariance = found.covariance / consistency(count) + floor
        current = _noise(found.mean, covariance)
        before, variance = variance, np.diag(covariance)
        if np.all(np.abs(variance - before) <= _SETTLED * variance):
            break
    return current


def _noise(mean: np.ndarray, covariance: np.ndarray) -> Noise:
    deviation = np.sqrt(np.diag(covariance))
    root = linalg.cholesky(covariance / np.outer(deviation, deviation) + 1e-9 * np.eye(len(mean)), lower=True)
    return Noise(np.asarray(mean, np.float64), linalg.solve_triangular(root, np.diag(1.0 / deviation), lower=True))
