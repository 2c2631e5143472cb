"""Smoothing of a thin-plate spline by generalised cross-validation."""
from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from .points import thin
from .spline_system import SplineSystem

# The eigendecomposition takes a second for this many points. The penalty found carries over to more points unchanged: it is the
# ratio of noise to signal variance of the equivalent stochastic model (Wahba 1990, section 1.5).
MAX_POINTS = 1000


def choose_penalty(system: SplineSystem, values: np.ndarray) -> float:
    """Penalty, the smoothing times the number of points, of the least generalised cross-validation score.

    Source: Golub, Heath, Wahba 1979, doi:10.1080/00401706.1979.10489751. Factors that penalise the degrees of freedom more were
    tried; on undersampled smooth warps they doubled the error.

    Args:
        system: of the spline.
        values: (N, 2) normalised destination.
    """
    chosen = thin(system.nodes, MAX_POINTS)
    if len(chosen) < system.count:
        system, values = system.part(chosen), values[chosen]
    if system.count <= 4:
        return 0.0
    energy, vectors = system.spectrum
    power = ((vectors.T @ (values * system.root)) ** 2).sum(axis=1)

    def score(log_penalty: float) -> float:
        remaining = 1.0 / (1.0 + energy * np.exp(-log_penalty))
        freedom = remaining.sum()
        return float(np.log((remaining ** 2 * power).sum() + 1e-300) - 2.0 * np.log(freedom))

    if not energy[-1] > 0:
        return 0.0
    grid = np.linspace(np.log(energy[-1] * 1e-9), np.log(energy[-1] * 1e3), 80)
    scores = np.array([score(value) for value in grid])
    best = int(scores.argmin())
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = minimize_scalar(score, bounds=(low, high), method="bounded", options={"xatol": 1e-3})
    return float(np.exp(found.x if found.fun < scores[best] else grid[best]))
