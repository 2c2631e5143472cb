"""Point arrays: validation, normalised coordinates and even thinning."""
from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull, QhullError, cKDTree

from ..errors import GeometryError

_BORDER = 1e150               # a pivot that is positive whatever is taken from it


def as_points(xy, name: str = "points") -> np.ndarray:
    """The array as (N, 2) float64; N may be 0. Raises GeometryError for any other shape."""
    points = np.asarray(xy, dtype=np.float64)
    if points.size == 0:
        return np.zeros((0, 2))
    if points.ndim != 2 or points.shape[1] != 2:
        raise GeometryError(f"The {name} have the shape {points.shape} instead of (N, 2).", "Give one x and one y for every point.")
    return points


def correspondences(source_xy, destination_xy, weights, minimum: int, title: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Checked point pairs that can be fitted.

    Args:
        source_xy, destination_xy: (N, 2), finite.
        weights: (N,) inverse variances up to a factor, or None for equal ones; pairs of weight 0 are left out.
        minimum: least number of pairs of positive weight.
        title: what is fitted, for the message.

    Returns:
        source (M, 2), destination (M, 2), weights (M,) scaled to mean 1.

    Raises:
        GeometryError: shapes differ, something is not finite or negative, or there are too few pairs.
    """
    source, destination = as_points(source_xy, "source points"), as_points(destination_xy, "destination points")
    if len(source) != len(destination):
        raise GeometryError(f"There are {len(source)} source points but {len(destination)} destination points.",
                            "Give the same number of both.")
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64).reshape(-1)
    if len(weight) != len(source):
        raise GeometryError(f"There are {len(weight)} weights for {len(source)} points.", "Give one weight for every point.")
    if not (np.isfinite(source).all() and np.isfinite(destination).all() and np.isfinite(weight).all()):
        raise GeometryError("Some of the points or weights are not finite numbers.", "Remove the points without coordinates.")
    if (weight < 0).any():
        raise GeometryError("Some weights are negative.", "Use weights of 0 or more.")
    used = weight > 0
    if used.sum() < minimum:
        raise GeometryError(f"{title} needs at least {minimum} points, there are {int(used.sum())}.",
                            "Add points or choose a simpler transform.")
    source, destination, weight = source[used], destination[used], weight[used]
    return source, destination, weight / weight.mean()


def normalisation(xy: np.ndarray, weights: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """Centre (2,) and scale of Hartley's normalised coordinates ``(xy - centre) / scale``: mean 0, RMS distance sqrt(2).

    The scale is 1 where all points coincide. Source: Hartley 1997, doi:10.1109/34.601246.
    """
    if len(xy) == 0:
        return np.zeros(2), 1.0
    centre = np.average(xy, axis=0, weights=weights)
    scale = float(np.sqrt(np.average(((xy - centre) ** 2).sum(axis=1), weights=weights) / 2.0))
    # Below this the differences are rounding of the coordinates themselves.
    return centre, scale if scale > 1e-12 * max(1.0, float(np.abs(centre).max())) else 1.0


def require_plane(normalised: np.ndarray, title: str, share: float = 1e-6) -> None:
    """Raise GeometryError where normalised points lie on a line: narrower than ``share`` of their length."""
    length, width = np.linalg.svd(normalised - normalised.mean(axis=0), compute_uv=False)[:2] if len(normalised) > 1 else (0.0, 0.0)
    if not width > share * length:
        raise GeometryError(f"{title} is not determined: all {len(normalised)} points lie on one line.",
                            "Add points away from that line or choose a simpler transform.")


def thin(xy: np.ndarray, count: int) -> np.ndarray:
    """Indices, ascending, of ``count`` points spread evenly: each next one is the farthest from those taken.

    Source: Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5 (farthest-point traversal, begun next to the mean point).
    """
    if len(xy) <= count:
        return np.arange(len(xy))
    taken = np.empty(count, dtype=np.int64)
    distance = np.full(len(xy), np.inf)
    following = int(((xy - xy.mean(axis=0)) ** 2).sum(axis=1).argmin())
    for i in range(count):
        taken[i] = following
        np.minimum(distance, ((xy - xy[following]) ** 2).sum(axis=1), out=distance)
        following = int(distance.argmax())
    return np.unique(taken)


def typical_spacing(xy: np.ndarray) -> float:
    """Median distance of a point to its nearest neighbour at another place; 1 where there is none."""
    distinct = np.unique(xy, axis=0)
    if len(distinct) < 2:
        return 1.0
    return float(np.median(cKDTree(distinct).query(distinct, k=2)[0][:, 1]))


def mean_spacing(xy: np.ndarray) -> float:
    """Side of the square that each point has of the convex hull; of its distance to the next where that has no area."""
    try:
        # In the plane Qhull calls the area "volume". N points on a grid span (sqrt N - 1)^2 cells.
        return float(np.sqrt(ConvexHull(xy).volume) / max(np.sqrt(len(xy)) - 1.0, 0.5))
    except (QhullError, ValueError):
        return float(np.ptp(xy, axis=0).max() / max(len(xy) - 1, 1)) or 1.0


def solve_positive(matrices: np.ndarray, values: np.ndarray, least: float) -> np.ndarray:
    """Solutions of symmetric positive definite systems of one size.

    Args:
        matrices: (G, k, k); values: (G, k, c).
        least: a pivot that is not above it makes a system unsolvable.

    Returns:
        (G, k, c); NaN where there is no solution.
    """
    solved = np.full(values.shape, np.nan)
    _, positive = _factors(matrices, matrices.shape[1], least)
    if positive.any():
        solved[positive] = np.linalg.solve(matrices[positive], values[positive])
    return solved


def solve_positive_last(matrices: np.ndarray, values: np.ndarray, least: float) -> np.ndarray:
    """The last row (G, c) of the solutions that `solve_positive` gives, at a third of the cost."""
    count, size, columns = values.shape
    # With A = L L', the factor of A bordered by the values v holds (L^-1 v)' below L, of which only the last column is needed.
    bordered = np.zeros((count, size + columns, size + columns))
    bordered[:, :size, :size], bordered[:, size:, :size] = matrices, values.transpose(0, 2, 1)
    bordered[:, range(size, size + columns), range(size, size + columns)] = _BORDER
    factors, positive = _factors(bordered, size, least)
    solved = np.full((count, columns), np.nan)
    solved[positive] = factors[:, size:, size - 1] / factors[:, size - 1, size - 1, None]
    return solved


def _factors(matrices: np.ndarray, size: int, least: float) -> tuple[np.ndarray, np.ndarray]:
    """Cholesky factors of those of symmetric matrices (G, k, k) whose first pivots are all above ``least``, and which (G,) those are."""
    try:
        factors, positive = np.linalg.cholesky(matrices), np.ones(len(matrices), bool)
    except np.linalg.LinAlgError:
        positive = np.array([_is_positive(matrix) for matrix in matrices])
        factors = np.linalg.cholesky(matrices[positive])
    enough = np.diagonal(factors, axis1=1, axis2=2)[:, :size].min(axis=1, initial=np.inf) ** 2 > least
    positive[positive] = enough
    return factors[enough], positive


def _is_positive(matrix: np.ndarray) -> bool:
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return True
