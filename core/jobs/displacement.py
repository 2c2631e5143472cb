"""How far apart an alignment has found two rasters to lie."""
from __future__ import annotations

import numpy as np

from .alignment import Alignment
from .pair import RasterPair

_PLACES = 40                  # along a side of the overlap


def overlap(pair: RasterPair) -> tuple[float, float, float, float]:
    """The part of the working grid where both nominally lie: (left, top, right, bottom)."""
    grid, target = pair.grid, pair.target_region
    return max(0.0, target[0]), max(0.0, target[1]), min(float(grid.width), target[2]), min(float(grid.height), target[3])


def displacement(alignment: Alignment) -> np.ndarray:
    """(N,) lengths in working pixels of the fitted displacement, at places spread evenly over the overlap where both carry data."""
    places = _evenly(alignment.pair)
    return np.hypot(*(alignment.choice.fit.transform.forward(places) - places).T)


def _evenly(pair: RasterPair) -> np.ndarray:
    """Positions (N, 2) spread evenly over the overlap where both carry data."""
    x0, y0, x1, y1 = overlap(pair)
    x, y = np.meshgrid(*(np.linspace(low, high, _PLACES + 2)[1:-1] for low, high in ((x0, x1), (y0, y1))))
    points = np.stack([x.ravel(), y.ravel()], 1)
    seen = pair.usable(points, lambda xy: xy)
    return points[seen] if seen.any() else points
