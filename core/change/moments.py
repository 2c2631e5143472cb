"""Weights, means and covariances of many pixels, gathered block by block."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Moments:
    """The first two moments of weighted values, float64.

    Attributes:
        weight: sum of the weights.
        mean: (P,).
        scatter: (P, P) weighted sum of products of deviations from the mean.
    """

    weight: float
    mean: np.ndarray
    scatter: np.ndarray

    @property
    def covariance(self) -> np.ndarray:
        """(P, P) scatter over weight; 0 where there is no weight."""
        return self.scatter / self.weight if self.weight > 0 else np.zeros_like(self.scatter)

    def __add__(self, other: Moments) -> Moments:
        """Moments of both sets of pixels.

        Source: Chan, Golub, LeVeque 1983, doi:10.1080/00031305.1983.10483115, equation 2.1.
        """
        total = self.weight + other.weight
        if total <= 0:
            return self
        apart = other.mean - self.mean
        return Moments(total, self.mean + apart * (other.weight / total),
                       self.scatter + other.scatter + np.outer(apart, apart) * (self.weight * other.weight / total))


def nothing(count: int) -> Moments:
    """Moments of no pixels of so many bands."""
    return Moments(0.0, np.zeros(count), np.zeros((count, count)))


def moments(values: np.ndarray, weights: np.ndarray | None = None) -> Moments:
    """Moments of values (P, N), each with a weight (N,), at least 0; None: all 1."""
    count = values.shape[1]
    total = float(count if weights is None else weights.sum(dtype=np.float64))
    if total <= 0:
        return nothing(len(values))
    exact = values.astype(np.float64)
    mean = exact.mean(1) if weights is None else exact @ weights.astype(np.float64) / total
    exact -= mean[:, None]
    return Moments(total, mean, (exact if weights is None else exact * weights) @ exact.T)
