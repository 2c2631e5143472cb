"""Residuals of points that took no part in the fit, and what they say about the noise of single tie points."""
from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from ..errors import GeometryError
from ..methods import TRANSFORMS
from .left_out import Group, residuals_left_out
from .local_spline import spline_taps
from .points import as_points, correspondences, solve_positive, thin
from .tps import ThinPlateSpline

_LEAST_BLOCKS = 8
_MOST_BLOCKS = 40


def loo_residuals(transform_id: str, source_xy, destination_xy, weights=None, **options) -> np.ndarray:
    """(N,) length of the residual of each point predicted from all others; NaN where these do not determine the transform."""
    fitted = TRANSFORMS.load(transform_id).fit(source_xy, destination_xy, weights, **options)
    return np.sqrt((held_out(fitted, source_xy, destination_xy, weights, radius=0.0) ** 2).sum(axis=1))


def blocked_residuals(transform_id: str, source_xy, destination_xy, weights=None, blocks=None, **options) -> np.ndarray:
    """Residual of every point predicted without the points of its block.

    Args:
        transform_id: id in the list of transforms.
        source_xy, destination_xy: (N, 2).
        weights: (N,) inverse variances up to a factor, or None.
        blocks: (N,) labels; or the wanted size of square blocks in source units; or None for about 25 blocks.
        options: of the transform's fit.

    Returns:
        (N, 2) destination minus prediction; NaN where a block cannot be left out. Points of weight 0 count as left out always.
    """
    fitted = TRANSFORMS.load(transform_id).fit(source_xy, destination_xy, weights, **options)
    return held_out(fitted, source_xy, destination_xy, weights, blocks)


def held_out(transform, source_xy, destination_xy, weights=None, blocks=None, radius: float | None = None,
             effort: float | None = None) -> np.ndarray:
    """Held-out residuals of a transform that was fitted to just these points and weights by least squares.

    The residuals r of left-out points B follow from those of the fit and the influence matrix H without refitting:
    (I - H_BB)^-1 r_B, exact where the transform is linear in its parameters, to first order for the projective one, and for a
    spline at constant penalty. Source: Cook, Weisberg 1982, section 3.6 (hdl:11299/37076).

    Args:
        transform, source_xy, destination_xy, weights: the fit.
        blocks: see `blocked_residuals`.
        radius: instead of blocks, leave out with each point all others within this distance, source units; 0 leaves out the point alone.
        effort: for a radius, about how many multiplications are worth it: of more points than that only an even part is held out. None:
            all are.

    Returns:
        (N, 2) destination minus prediction; NaN where the remaining points do not determine the transform, and of points not held out.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64)
    used = np.flatnonzero(weight > 0)
    if isinstance(transform, ThinPlateSpline):
        rows = _control_rows(transform, source, used)
        held = np.empty_like(destination)
        others = np.setdiff1d(np.arange(len(source)), rows)
        held[others] = destination[others] - transform.forward(source[others])
        held[rows] = transform.held_out(_groups(source, rows, blocks, radius, effort))
        return held
    held = destination - transform.forward(source)
    checked, _, weight = correspondences(source[used], destination[used], weight[used], transform.min_points, "The transform")
    root = np.sqrt(weight)
    design = transform.tangent(checked) * root[:, None, None]
    # Only the range of the matrix counts: an orthonormal basis of it, whatever the size of the columns.
    basis = np.linalg.qr(design.reshape(-1, design.shape[2]))[0].reshape(design.shape)
    result = held.copy()
    if radius is not None and radius <= 0:                       # every point by itself: all at once
        rest = np.eye(2) - basis @ basis.transpose(0, 2, 1)
        free = np.linalg.eigvalsh(rest)[:, 0] > 1e-9
        result[used] = np.nan
        result[used[free]] = np.linalg.solve(rest[free], held[used[free], :, None])[..., 0]
        return result
    residual = held[used] * root[:, None]

    def without(blocks: np.ndarray, _: bool) -> np.ndarray:
        # (I - U U')^-1 = I + U (I - U' U)^-1 U' (Woodbury): no larger a system than the transform has parameters.
        part, own = basis[blocks].reshape(len(blocks), -1, basis.shape[2]), residual[blocks].reshape(len(blocks), -1, 1)
        across = part.transpose(0, 2, 1)
        return (own + part @ solve_positive(np.eye(part.shape[2]) - across @ part, across @ own, 1e-9)).reshape(*blocks.shape, 2)

    solved = residuals_left_out(_groups(source, used, blocks, radius, effort), len(used), without)
    result[used] = solved / root[:, None]
    return result


def _control_rows(spline: ThinPlateSpline, source: np.ndarray, used: np.ndarray) -> np.ndarray:
    """The rows a spline was fitted to: of more than it can take an even selection, which leaves the other points out already."""
    if len(spline.nodes) == len(used):
        return used
    distance, nearest = cKDTree(source[used]).query(spline.control_xy)
    if distance.max(initial=0.0) > 1e-6 * spline.source_frame[1]:
        raise GeometryError("The spline was not fitted to these points.", "Fit it again from the same points.")
    return used[nearest]


def _groups(source: np.ndarray, rows: np.ndarray, blocks, radius: float | None, effort: float | None = None) -> list[Group]:
    """(indices into rows to leave out together, positions among them whose residual is wanted)."""
    if radius is not None:
        if radius <= 0:
            return [(np.array([i]), np.array([0])) for i in range(len(rows))]
        near = cKDTree(source[rows]).query_ball_point(source[rows], radius, return_sorted=True)
        work = np.array([len(block) for block in near], np.float64) ** 3 / 3.0
        some = thin(source[rows], max(1, int(len(rows) * (1.0 if effort is None else min(effort / work.sum(), 1.0)))))
        return [(np.array(near[i]), np.array([near[i].index(i)])) for i in some]
    labels = _labels(source, blocks)[rows]
    return [(block, np.arange(len(block))) for block in (np.flatnonzero(labels == label) for label in np.unique(labels))]


def _labels(source: np.ndarray, blocks) -> np.ndarray:
    if blocks is None or np.ndim(blocks) == 0:
        extent = np.ptp(source, axis=0).max() if len(source) else 1.0
        return checker_blocks(source, float(blocks) if blocks else max(extent / 5.0, 1e-300))
    labels = np.asarray(blocks).reshape(-1)
    if len(labels) != len(source):
        raise GeometryError(f"There are {len(labels)} block labels for {len(source)} points.", "Give one label for every point.")
    return labels


def checker_blocks(xy, spacing: float) -> np.ndarray:
    """Labels (N,) of the square cells the points lie in.

    The cells are as near to ``spacing`` as leaves at least 8 and at most 40 of them occupied; with fewer than 8 points each is a block.
    """
    points = as_points(xy)
    if len(points) < _LEAST_BLOCKS:
        return np.arange(len(points))
    low, size = points.min(axis=0), float(spacing)
    extent = float(np.ptp(points, axis=0).max())
    if not extent > 0:
        return np.arange(len(points))
    size = min(max(size, extent / 1e4), 2.0 * extent)
    for _ in range(200):
        # Cells are centred on the extent, so that none is a sliver at one side only.
        cells = np.maximum(np.ceil(np.ptp(points, axis=0) / size - 1e-9), 1.0)
        origin = low - (cells * size - np.ptp(points, axis=0)) / 2.0
        labels = np.unique(np.clip(np.floor((points - origin) / size), 0, cells - 1), axis=0, return_inverse=True)[1].reshape(-1)
        count = labels.max() + 1
        if count < _LEAST_BLOCKS and len(np.unique(points, axis=0)) >= _LEAST_BLOCKS:
            size /= 1.1
        elif count > _MOST_BLOCKS:
            size *= 1.07
        else:
            break
    return labels


def measurement_noise(source_xy, residual_vectors, spacing: float | None = None) -> float:
    """Standard deviation, per coordinate, of the part of residuals that neighbours do not share: the nugget.

    Each residual is compared with a spline through its twelve nearest neighbours, so that a smooth part cancels; the deviations,
    scaled by the variance of that comparison, give the noise by their median, so that a few gross errors do no harm.

    Args:
        source_xy: (N, 2).
        residual_vectors: (N, 2), NaN for points to leave out.
        spacing: neighbours farther than four times this are not compared, where that leaves enough.

    Returns:
        The noise in units of the residuals; NaN for fewer than five points.
    """
    source, residual = as_points(source_xy), as_points(residual_vectors)
    finite = np.isfinite(residual).all(axis=1)
    source, residual = source[finite], residual[finite]
    if len(source) < 5:
        return float("nan")
    count = min(12, len(source) - 1)
    distance, near = cKDTree(source).query(source, k=count + 1)
    # A point comes first of its own neighbours, unless others lie on it; it has no part in the prediction.
    near_weight = (near != np.arange(len(source))[:, None]).astype(np.float64)
    taps = spline_taps(source[near] - source[:, None], near_weight)
    difference = residual - np.einsum("nk,nkj->nj", taps, residual[near])
    variance = 1.0 + (taps ** 2).sum(axis=1)
    chosen = variance < 3.0
    if spacing is not None:
        chosen &= distance[:, -1] <= 4.0 * spacing
    if chosen.sum() < 5:
        chosen = np.ones(len(source), dtype=bool)
    scaled = np.sqrt((difference[chosen] ** 2).sum(axis=1) / variance[chosen])
    # Median of a Rayleigh variable of unit deviation.
    return float(np.median(scaled) / 1.1774)
