"""Prediction of a value from its neighbours by a small thin-plate spline, for many places at once."""
from __future__ import annotations

import numpy as np
from scipy.special import xlogy

# Enough to calm the noise, too little to flatten a curved displacement.
_SMOOTHING = 0.005


def spline_taps(place: np.ndarray, trust: np.ndarray) -> np.ndarray:
    """Weights of the neighbours in the value at the origin of a thin-plate spline through them.

    Args:
        place: (N, k, 2) offsets of the neighbours.
        trust: (N, k) their inverse variances up to a factor, 0 or more and not all 0.

    Returns:
        (N, k), summing to 1.
    """
    total, count = trust.shape
    scale = np.sqrt((place ** 2).sum(axis=2).mean(axis=1))[:, None, None]
    place = place / np.where(scale > 0, scale, 1.0)
    share = np.maximum(trust / trust.max(axis=1, keepdims=True), 1e-9)
    system = np.zeros((total, count + 3, count + 3))
    squared = ((place[:, :, None] - place[:, None]) ** 2).sum(axis=3)
    system[:, :count, :count] = 0.5 * xlogy(squared, squared)
    rows = np.arange(count)
    system[:, rows, rows] += _SMOOTHING / share
    system[:, :count, count] = system[:, count, :count] = 1.0
    system[:, :count, count + 1:] = place
    system[:, count + 1:, :count] = place.transpose(0, 2, 1)
    # Keeps the slopes determined where the neighbours lie on a line.
    system[:, [count + 1, count + 2], [count + 1, count + 2]] = -1e-4
    squared = (place ** 2).sum(axis=2)
    # The system is symmetric: solved for the terms at the origin it gives the weights.
    wanted = np.concatenate([0.5 * xlogy(squared, squared), np.ones((total, 1)), np.zeros((total, 2))], axis=1)
    return np.linalg.solve(system, wanted[:, :, None])[:, :count, 0]
