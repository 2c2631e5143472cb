"""Robust estimation: a transform and the points that support it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from scipy.spatial import cKDTree

from ..errors import GeometryError
from ..methods import TRANSFORMS
from .consistency import consistent
from .heldout import held_out
from .points import as_points, correspondences, normalisation, require_plane, thin
from .tps import ThinPlateSpline

_ROUNDS = 10
# Deviation, in standard deviations, from which a residual counts for nothing (Tukey's biweight at 95 % efficiency).
_TUKEY = 4.685
# Deviation from which a point contradicts a spline. Without noise the errors of interpolation have long tails and are no blunders.
_GROSS = 6.5
# Nearest neighbours by which it is judged whether a point lies on the border.
_SURROUNDING = 10
# While points are being sorted out a spline of this many is enough.
_SORTING_POINTS = 800
# Support from afar: how often it is looked for, points it takes, times the median deviation that is a contradiction, and the share of the
# worst deviation in a neighbourhood from which a point goes at once.
_LOOKS, _LEAST_SUPPORT, _FAR, _NEARLY_WORST = 3, 20, 3.5, 0.75


@dataclass(frozen=True, eq=False)
class Fit:
    """A transform fitted to some of the points.

    Attributes:
        transform: source to destination.
        inliers: (N,) bool, points that support it.
        residuals: (N,) length of destination minus prediction of all points, destination units; NaN where there is no prediction.
    """

    transform: Any
    inliers: np.ndarray
    residuals: np.ndarray


def fit_robust(transform_id: str, source_xy, destination_xy, threshold: float, weights=None, seed: int = 0) -> Fit:
    """Fit a transform to points of which many may be wrong.

    Shift: the displacement most points agree on. Similarity, affine, projective: random sampling of OpenCV (USAC with MAGSAC++
    scores, doi:10.1109/CVPR42600.2020.00138). Polynomials and spline: points consistent with their neighbours. Then least squares,
    reweighted by Tukey's biweight.

    Args:
        transform_id: id in the list of transforms.
        source_xy, destination_xy: (N, 2).
        threshold: largest residual of an inlier, destination units.
        weights: (N,) inverse variances up to a factor, or None; points of weight 0 are no inliers.
        seed: of the random sampling.

    Raises:
        GeometryError: too few or degenerate points, or none that agree.
    """
    cls = TRANSFORMS.load(transform_id)
    source, destination = as_points(source_xy, "source points"), as_points(destination_xy, "destination points")
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64)
    # The clear errors on shapes, numbers and degenerate points come before any sampling.
    checked = correspondences(source, destination, weight, cls.min_points, f"A robust fit ({_title(transform_id)})")[0]
    if cls.min_points >= 3:
        centre, scale = normalisation(checked)
        require_plane((checked - centre) / scale, f"A robust fit ({_title(transform_id)})")
    used = weight > 0
    start = used.copy()
    # A threshold beyond all coordinates asks for plain least squares.
    if threshold < np.ptp(destination[used], axis=0).max():
        start[used] = _START.get(transform_id, _start_local)(source[used], destination[used], weight[used],
                                                                   float(threshold), int(seed))
    if start.sum() < cls.min_points:
        raise GeometryError(f"Of {int(used.sum())} points no {cls.min_points} agree within {threshold:g} on a {_title(transform_id)}.",
                            "The points are mostly wrong, or the distortion needs a more flexible transform.")
    return _sorted_spline(source, destination, weight, start, threshold) if cls is ThinPlateSpline else (
        reweighted(cls, source, destination, weight, start, threshold))


def _title(transform_id: str) -> str:
    return TRANSFORMS.get(transform_id).title.lower()


def reweighted(cls, source: np.ndarray, destination: np.ndarray, weight: np.ndarray, start: np.ndarray, threshold: float) -> Fit:
    """Iteratively reweighted least squares from the points of a boolean mask (N,); residuals beyond the threshold count for nothing."""
    transform = cls.fit(source[start], destination[start], weight[start])
    residual = _lengths(transform, source, destination)
    inliers = start
    for _ in range(_ROUNDS):
        scale = np.median(residual[inliers] * np.sqrt(weight[inliers] / weight[inliers].mean())) / 1.1774
        # Never so narrow that rounding or a handful of exact points decides.
        limit = min(float(threshold), max(_TUKEY * scale, 0.05 * threshold if np.isfinite(threshold) else 0.0))
        factor = np.where(residual < limit, (1.0 - np.minimum(residual / limit, 1.0) ** 2) ** 2, 0.0) if limit > 0 else inliers
        enough = np.count_nonzero(factor * weight > 0) >= cls.min_points
        try:
            refined = cls.fit(source, destination, weight * factor) if enough else None
        except GeometryError:
            refined = None
        if refined is None:
            break
        transform, previous = refined, residual
        residual = _lengths(transform, source, destination)
        inliers = (residual <= threshold) & (weight > 0)
        if inliers.sum() < cls.min_points or np.nanmax(np.abs(residual - previous), initial=0.0) < 1e-9:
            break
    inliers = (residual <= threshold) & (weight > 0)
    return Fit(transform, inliers, residual)


def _lengths(transform, source: np.ndarray, destination: np.ndarray) -> np.ndarray:
    return np.sqrt(((transform.forward(source) - destination) ** 2).sum(axis=1))


def _start_shift(source, destination, weight, threshold, seed) -> np.ndarray:
    """Points within the threshold of the displacement that the largest weight of points is near to."""
    displacement = destination - source
    tree = cKDTree(displacement)
    centre = displacement
    votes = np.array([weight[near].sum() for near in tree.query_ball_point(centre, threshold)])
    best = np.flatnonzero(votes == votes.max())
    # Equal votes: the smallest displacement, whatever the order of the points.
    mode = displacement[best[np.lexsort((displacement[best, 1], displacement[best, 0]))[0]]]
    for _ in range(5):
        near = ((displacement - mode) ** 2).sum(axis=1) <= threshold ** 2
        mode = np.average(displacement[near], axis=0, weights=weight[near])
    return ((displacement - mode) ** 2).sum(axis=1) <= threshold ** 2


def _usac(threshold: float, seed: int) -> cv2.UsacParams:
    parameters = cv2.UsacParams()
    parameters.threshold = threshold
    parameters.confidence = 0.9999
    parameters.maxIterations = 10000
    parameters.randomGeneratorState = seed
    parameters.isParallel = False
    parameters.sampler = cv2.SAMPLING_UNIFORM
    parameters.score = cv2.SCORE_METHOD_MAGSAC
    parameters.loMethod = cv2.LOCAL_OPTIM_SIGMA
    parameters.final_polisher = cv2.MAGSAC
    return parameters


def _start_sampling(estimate):
    """Wrap an OpenCV estimator of points in single precision: centred coordinates in, a mask out."""
    def start(source, destination, weight, threshold, seed) -> np.ndarray:
        near_source = (source - np.median(source, axis=0)).astype(np.float32)
        near_destination = (destination - np.median(destination, axis=0)).astype(np.float32)
        matrix, mask = estimate(near_source, near_destination, threshold, seed)
        return np.zeros(len(source), dtype=bool) if matrix is None or mask is None else mask.reshape(-1).astype(bool)
    return start


def _similarity(source, destination, threshold, seed):
    # OpenCV has no MAGSAC for four parameters; its plain RANSAC draws from a generator of its own with a fixed start.
    return cv2.estimateAffinePartial2D(source, destination, method=cv2.RANSAC, ransacReprojThreshold=threshold, maxIters=10000,
                                       confidence=0.9999, refineIters=10)


def _affine(source, destination, threshold, seed):
    return cv2.estimateAffine2D(source, destination, _usac(threshold, seed))


def _projective(source, destination, threshold, seed):
    return cv2.findHomography(source, destination, _usac(threshold, seed))


def _start_local(source, destination, weight, threshold, seed) -> np.ndarray:
    """Points that move as their neighbours do; the common scale and turn are taken out first, where they are found."""
    scale = normalisation(destination)[1] / normalisation(source)[1]
    moved = destination - source * (scale if not 0.5 < scale < 2.0 else 1.0)
    return consistent(source, moved, weight, threshold)


_START = {"shift": _start_shift, "similarity": _start_sampling(_similarity), "affine": _start_sampling(_affine),
          "projective": _start_sampling(_projective)}


def _sorted_spline(source, destination, weight, start, threshold) -> Fit:
    """Spline through the points that it predicts from the others as well as its own uncertainty lets expect."""
    inliers = start
    for _ in range(_ROUNDS):
        if inliers.sum() < 10:
            break
        kept = drop_spline_outliers(source[inliers], destination[inliers], weight[inliers], threshold)
        if kept.all():
            break
        inliers = inliers.copy()
        inliers[np.flatnonzero(inliers)[~kept]] = False
    transform = ThinPlateSpline.fit(source[inliers], destination[inliers], weight[inliers])
    return Fit(transform, inliers, _lengths(transform, source, destination))


def drop_spline_outliers(source, destination, weight, threshold: float) -> np.ndarray:
    """(N,) bool: points whose leave-one-out residual from a spline is no more than chance, given how well others determine it."""
    used = thin(source, _SORTING_POINTS)
    spline = ThinPlateSpline.fit(source[used], destination[used], weight[used], max_points=_SORTING_POINTS)
    held = _lengths(spline, source, destination)
    deviation = held * np.sqrt(weight / weight[used].mean())
    held[used] = np.sqrt((spline.loo_residuals() ** 2).sum(axis=1))
    # Where neighbours are far a prediction is uncertain: this brings all to the deviation of the noise.
    deviation[used] = held[used] * np.sqrt(spline.weights * np.maximum(1.0 - spline.leverage, 0.0))
    # A point is only dropped for an error that matters; exact points would otherwise drop each other for rounding. On the border a
    # spline extrapolates: what bends there would be dropped point by point, inwards.
    matters = np.where(_on_border(source), threshold, 0.2 * threshold)
    return (deviation <= _GROSS * np.nanmedian(deviation) / 1.1774) | (held <= matters)


def supported(source, destination, weight, radius: float, threshold: float) -> np.ndarray:
    """(N,) bool: points that those farther than ``radius`` do not contradict.

    Points measured on one texture, a cloud that has moved, say, agree with each other. Each is compared with a spline without all
    within the radius; of those that differ by more than the threshold and by far more than most, the worst of each neighbourhood goes,
    as it misleads the prediction of the others, and the rest is compared again.

    Args:
        source, destination, weight: (N, 2), (N, 2), (N,).
        radius: over which points may have been misled together, source units.
        threshold: deviation that is never a contradiction, destination units.
    """
    kept = np.asarray(weight) > 0
    for _ in range(_LOOKS):
        rows = np.flatnonzero(kept)
        if len(rows) < _LEAST_SUPPORT:
            break
        spline = ThinPlateSpline.fit(source[rows], destination[rows], weight[rows])
        off = np.nan_to_num(np.sqrt((held_out(spline, source[rows], destination[rows], weight[rows], radius=radius) ** 2).sum(axis=1)))
        wrong = np.flatnonzero(off > max(threshold, _FAR * float(np.median(off))))
        near = cKDTree(source[rows]).query_ball_point(source[rows[wrong]], radius)
        worst = [index for index, others in zip(wrong, near) if off[index] >= _NEARLY_WORST * off[others].max()]
        kept[rows[worst]] = False
        if not worst:
            break
    return kept


def _on_border(xy: np.ndarray) -> np.ndarray:
    """(N,) bool: points that have all of their nearest neighbours on one side."""
    count = min(_SURROUNDING, len(xy) - 1)
    near = cKDTree(xy).query(xy, k=count + 1)[1][:, 1:]
    offset = xy[near] - xy[:, None]
    angle = np.sort(np.arctan2(offset[..., 1], offset[..., 0]), axis=1)
    gap = np.diff(np.concatenate([angle, angle[:, :1] + 2.0 * np.pi], axis=1), axis=1)
    return gap.max(axis=1) >= np.pi - 1e-6
