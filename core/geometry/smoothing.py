"""Smoothing of a thin-plate spline by generalised cross-validation."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg import eigh, qr
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist

from .points import thin

# The eigendecomposition takes a second for this many points; more do not change the choice.
MAX_POINTS = 1000
GAMMA = 1.4


def choose_penalty(nodes: np.ndarray, values: np.ndarray, weights: np.ndarray, kernel: Callable) -> float:
    """Penalty (smoothing times number of points) with the least generalised cross-validation score.

    Args:
        nodes: (N, 2) normalised control points; values: (N, 2) normalised values; weights: (N,) of mean 1.
        kernel: of the squared distance.

    """
    chosen = thin(nodes, MAX_POINTS)
    nodes, values, weights = nodes[chosen], values[chosen], weights[chosen]
    count = len(nodes)
    if count <= 4:
        return 0.0
    root = np.sqrt(weights)
    bending = qr(np.column_stack([nodes, np.ones(count)]) * root[:, None])[0][:, 3:]
    energy, vectors = eigh(bending.T @ (kernel(cdist(nodes, nodes, "sqeuclidean")) * (root[:, None] * root)) @ bending)
    energy = np.maximum(energy, 0.0)
    power = ((vectors.T @ (bending.T @ (values * root[:, None]))) ** 2).sum(axis=1)

    def score(log_penalty: float) -> float:
        remaining = 1.0 / (1.0 + energy * np.exp(-log_penalty))
        freedom = count - GAMMA * (count - remaining.sum())
        return np.log((remaining ** 2 * power).sum() + 1e-300) - 2.0 * np.log(freedom) if freedom > 0 else np.inf
    grid = np.linspace(np.log(energy[-1] * 1e-9), np.log(energy[-1] * 1e3), 80)
    scores = np.array([score(value) for value in grid])
    best = int(scores.argmin())
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = minimize_scalar(score, bounds=(low, high), method="bounded", options={"xatol": 1e-3})
    return float(np.exp(found.x if found.fun < scores[best] else grid[best]))
