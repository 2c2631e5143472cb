"""The plane most tie points agree on, where the others are displaced by what stands above it.

Roofs and trees lean differently in every picture. A spline through their tie points bends the ground between them; a least-squares plane
lies somewhere between ground and roofs. The ground shows everywhere, so a plane that many points agree on all over the overlap is it.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from ..errors import GeometryError
from ..methods import TRANSFORMS
from .points import as_points
from .relief import detrended, ground, relief_direction
from .robust import fit_robust

#: Transforms that map a plane to a plane, the simplest first.
PLANES = ("shift", "similarity", "affine", "projective")
#: Deviation from a plane within which a point agrees with it.
AGREE_PX = 2.0
_MORE = 1.15                  # times the agreeing points, for a transform with more freedom
_BLOCKS = 4                   # along each side of the overlap
_LEAST_IN_BLOCK = 4
_LEAST_SHARE, _LEAST_BLOCKS = 0.15, 0.45
_LEAST_POINTS = 24
_ONE_SIDED = 1.9              # times as many points on one side of a plane as on the other, where the ground is the plane
_NEAR = 0.35                  # of the distance: points that see mostly the same
_COMMON = 0.5                 # of what near points have in common


@dataclass(frozen=True)
class Dominant:
    """A plane.

    Attributes:
        transform: source to destination.
        inliers: (N,) bool, points that agree with it.
        blocks: share of the parts of the overlap in which enough points agree with it.
        error: root mean square of what it may be wrong by as a whole, destination units: the difference between planes found in
            halves of the overlap and this one, and what is to be expected if another level is the ground.
        gap, doubt: distance to that level, and probability, 0 to 0.5, that it is the ground.
    """

    transform: Any
    inliers: np.ndarray
    blocks: float
    error: float
    gap: float = 0.0
    doubt: float = 0.0

    @property
    def everywhere(self) -> bool:
        """Whether points agree with it all over the overlap: in half of its parts, as towns have parts full of roofs."""
        return self.blocks >= _LEAST_BLOCKS


def dominant(source_xy, destination_xy, weights=None, candidates=PLANES, seed: int = 0) -> Dominant | None:
    """The plane that most points agree on within two pixels; None for fewer than 24 points, or where none is found.

    Args:
        source_xy, destination_xy: (N, 2).
        weights: (N,) inverse variances up to a factor, or None.
        candidates: ids of transforms; those that are no planes are passed over.
        seed: of the random sampling.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, np.float64)
    best, best_id = None, ""
    for transform_id in sorted((name for name in candidates if name in PLANES), key=PLANES.index):
        found = _fit(transform_id, source, destination, weight, seed)
        if found is not None and (best is None or found.inliers.sum() > _MORE * best.inliers.sum()):
            best, best_id = found, transform_id
    if best is None or len(source) < _LEAST_POINTS:
        return None
    error = _instability(best, best_id, source, destination, weight, seed)
    return Dominant(best.transform, best.inliers, _covered(source, best.inliers), error)


def ground_plane(source_xy, destination_xy, weights, distance: float, candidates=PLANES, seed: int = 0) -> Dominant | None:
    """The plane of the ground: under relief displacement the one with nothing below it, else the dominant one; see `dominant`.

    None too where points off the plane lie to both sides of it: what stands on the ground lies on one.

    Args:
        distance: side of the windows the points were measured on, source units.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, np.float64)
    allowed = [name for name in candidates if name in PLANES]
    found = relief_direction(source, destination, distance) if allowed and len(source) >= _LEAST_POINTS else None
    if found is None:
        return None
    direction, elongated = found
    low = ground(source, destination, weight, direction, AGREE_PX, seed) if elongated else None
    if low is None or low.inliers.sum() < _LEAST_POINTS:
        plane = dominant(source, destination, weight, allowed, seed)
        return plane if plane is not None and (elongated or _one_sided(plane, source, destination, direction)) else None
    inside = low.inliers
    best = dominant(source[inside], destination[inside], weight[inside], allowed, seed)
    if best is None:
        return None
    error = float(np.hypot(best.error, low.gap * low.doubt))
    return Dominant(best.transform, inside, _covered(source, inside), error, low.gap, low.doubt)


def _one_sided(plane: Dominant, source: np.ndarray, destination: np.ndarray, direction: np.ndarray) -> bool:
    off = (destination - plane.transform.forward(source)) @ direction
    fewer, more = sorted(((off > AGREE_PX).sum(), (off < -AGREE_PX).sum()))
    return bool(more >= _ONE_SIDED * fewer)


def unrelated(source_xy, destination_xy, distance: float) -> bool:
    """Whether displacements have little in common so far apart, once an affine is taken out: no distortion of a picture is like that.

    The variogram (Matheron 1963) at ``distance`` to 1.5 times it is compared with the variance, less what even the nearest points
    differ by.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    residual, kept = detrended(source, destination)
    source, residual = source[kept], residual[kept]
    first, second = cKDTree(source).query_pairs(1.5 * distance, output_type="ndarray").T
    length, square = np.hypot(*(source[first] - source[second]).T), 0.5 * ((residual[first] - residual[second]) ** 2).sum(axis=1)
    near, far = square[length <= _NEAR * distance], square[length >= distance]
    if not len(near) or not len(far):
        return False
    sill = (residual**2).sum(axis=1).mean()
    return bool(sill - far.mean() <= _COMMON * (sill - near.mean()))


def _fit(transform_id: str, source, destination, weight, seed: int):
    if len(source) < TRANSFORMS.load(transform_id).min_points:
        return None
    try:
        return fit_robust(transform_id, source, destination, AGREE_PX, weight, seed)
    except GeometryError:
        return None


def _covered(source: np.ndarray, inliers: np.ndarray) -> float:
    """Share of the parts of the overlap in which enough points agree."""
    low, extent = source.min(axis=0), np.maximum(np.ptp(source, axis=0), 1e-9)
    cell = np.floor((source - low) / extent * _BLOCKS).clip(0, _BLOCKS - 1).astype(int)
    label = cell[:, 0] * _BLOCKS + cell[:, 1]
    count, agreeing = (np.bincount(label, weights, minlength=_BLOCKS**2) for weights in (None, inliers.astype(float)))
    looked = count >= _LEAST_IN_BLOCK
    return float((agreeing[looked] >= _LEAST_SHARE * count[looked]).mean()) if looked.any() else 0.0


def _instability(whole, transform_id: str, source, destination, weight, seed: int) -> float:
    """Root mean square difference between the planes of the four halves and that of the whole, at the points of each half."""
    squares = []
    for axis in (0, 1):
        middle = np.median(source[:, axis])
        for part in (source[:, axis] <= middle, source[:, axis] > middle):
            found = _fit(transform_id, source[part], destination[part], weight[part], seed)
            if found is not None:
                difference = found.transform.forward(source[part]) - whole.transform.forward(source[part])
                squares.append((difference**2).sum(axis=1).mean())
    return float(np.sqrt(np.mean(squares))) if squares else float("inf")
