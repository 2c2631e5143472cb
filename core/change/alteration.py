"""Multivariate alteration detection: canonical variates of two sets of bands, and their differences.

Source: Nielsen, Conradsen, Simpson 1998, doi:10.1016/S0034-4257(97)00162-4.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from .moments import Moments

# Added to variances of bands of unit variance: bands that are the same twice, or constant, still have variates.
_RIDGE = 1e-7
# Variance of a difference of unit variates that is rounding: 1 - rho cannot be told from 0 below it.
_LEAST_VARIANCE = 1e-6


@dataclass(frozen=True)
class Alteration:
    """Differences of canonical variates, each in units of what it deviates by where nothing has changed.

    Attributes:
        matrix: (K, B1 + B2), K the smaller number of bands: what the bands of both dates are multiplied with.
        mean: (B1 + B2,) what is taken off the bands before.
        correlations: (K,) canonical correlations, 0 to 1, descending.
    """

    matrix: np.ndarray
    mean: np.ndarray
    correlations: np.ndarray

    def variates(self, values: np.ndarray) -> np.ndarray:
        """Differences (K, N) float32 of the bands of both dates (B1 + B2, N)."""
        centred = np.empty(values.shape, np.float32)
        np.subtract(values, self.mean[:, None], out=centred, casting="same_kind")
        return self.matrix.astype(np.float32) @ centred

    def statistic(self, values: np.ndarray) -> np.ndarray:
        """(N,) sum of the squares of the variates: chi-squared of K degrees of freedom where nothing has changed."""
        found = self.variates(values)
        return np.einsum("kn,kn->n", found, found)


def alteration(both: Moments, first: int) -> Alteration:
    """Canonical variates of moments.

    Args:
        both: of the bands of both dates, (B1 + B2).
        first: B1.
    """
    covariance = both.covariance
    deviation = np.sqrt(np.diag(covariance))
    deviation[deviation <= 1e-9 * max(deviation.max(), 1e-30)] = 1.0
    correlation = covariance / np.outer(deviation, deviation)
    ridge = _RIDGE * np.eye(len(correlation))
    roots = [linalg.cholesky(part + ridge[:len(part), :len(part)], lower=True)
             for part in (correlation[:first, :first], correlation[first:, first:])]
    crossed = linalg.solve_triangular(roots[0], correlation[:first, first:], lower=True)
    crossed = linalg.solve_triangular(roots[1], crossed.T, lower=True).T
    left, rho, right = linalg.svd(crossed, full_matrices=False)
    rho = np.clip(rho, 0.0, 1.0)
    one = linalg.solve_triangular(roots[0], left, lower=True, trans="T").T
    two = linalg.solve_triangular(roots[1], right.T, lower=True, trans="T").T
    matrix = np.hstack([one, -two]) / deviation / np.sqrt(np.maximum(2.0 * (1.0 - rho), _LEAST_VARIANCE))[:, None]
    return Alteration(matrix, both.mean, rho)
