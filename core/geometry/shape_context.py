"""Shape context: how the other points of a set lie around each of its points, in rings and sectors.

Source: Belongie, Malik, Puzicha 2002, doi:10.1109/34.993558; the bins are those of Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100.
"""
from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist

from .points import as_points

#: Outer edges of the rings, in mean distances between points; what lies farther away is not counted.
EDGES = (0.125, 0.25, 0.5, 1.0, 2.0)
#: Sectors of the full circle.
SECTORS = 12
# Costs held at a time: so few stay in the processor's cache through all bins.
_CHUNK = 1 << 15
# Less than any share, and not 0: what an empty bin is divided by.
_NOTHING = 1e-300


def shape_context(xy) -> np.ndarray:
    """(N, 60) float64 number of points in each bin around each of N points, rings first, the outermost first, then sectors.

    Distances are divided by their mean over all N^2 pairs, so that scale makes no difference; the point itself lies in the innermost ring
    and the first sector. Sectors count from the y axis towards the x axis, so that rotation does make a difference.

    Args:
        xy: (N, 2), finite.
    """
    points = as_points(xy)
    count, bins = len(points), len(EDGES) * SECTORS
    if count == 0:
        return np.zeros((0, bins))
    distance = cdist(points, points)
    mean = distance.mean()
    if mean > 0:
        distance /= mean
    ring = len(EDGES) - 1 - np.searchsorted(EDGES, distance, side="right")
    angle = np.arctan2(points[:, 0] - points[:, :1], points[:, 1] - points[:, 1:])
    # An angle just below zero is rounded up to the full circle, which is the last sector's end and the first one's beginning.
    sector = np.floor(np.where(angle < 0, angle + 2 * np.pi, angle) / (2 * np.pi / SECTORS)).astype(np.int64) % SECTORS
    place = np.arange(count)[:, None] * bins + ring * SECTORS + sector
    return np.bincount(place[ring >= 0], minlength=count * bins).reshape(count, bins).astype(np.float64)


def chi_square(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(M, N) half the chi-square distance of histograms, 0 (equal) to 1 (no bin in common).

    Args:
        first: (M, K) counts of a set of M points; second: (N, K) of a set of N. They are divided by the size of their own set.
    """
    one, two = first / max(len(first), 1), np.ascontiguousarray((second / max(len(second), 1)).T)
    # Counts are whole numbers and costs are often equal, so terms are summed in order of the bins: an assignment depends on the last bit.
    filled, cost = one + _NOTHING, np.zeros((len(one), two.shape[1]))
    step = max(1, _CHUNK // max(two.shape[1], 1))
    term, total = np.empty((2, step, two.shape[1]))
    for start in range(0, len(one), step):
        part = slice(start, min(start + step, len(one)))
        above, below = term[:part.stop - start], total[:part.stop - start]
        for k in range(one.shape[1]):
            np.subtract(one[part, k, None], two[k], out=above)
            np.square(above, out=above)
            np.add(filled[part, k, None], two[k], out=below)
            np.divide(above, below, out=above)
            cost[part] += above
    return np.minimum(0.5 * cost, 1.0)
