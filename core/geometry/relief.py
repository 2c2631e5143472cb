"""The ground under relief displacement: what stands above it is moved along one direction, the difference of the two views, to one side.

Two pictures of a town taken from different directions agree on the ground; roofs and crowns are displaced along the epipolar direction by
their height. Across that direction all points tell how the pictures lie; along it only those on the ground do, beyond which, to one side,
there is nothing. Geometry of affine views: Fraser, Yamakawa 2004, doi:10.1016/j.isprsjprs.2003.09.003.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from .points import as_points

_NEAR = 0.5                   # of a window: points that see much the same
_ELONGATED = 5.0              # times the common variance across the direction, for what is common to be relief
_LEAST_VARIANCE = 1.0         # along it, pixels squared
_GROSS = 4.0                  # times the median residual of an affine, beyond which a point has no say in the direction
_ON_GROUND_PX = 0.8           # standard deviation of points on the ground
_BELOW_PX = 2.5               # times that: from there on a point lies below the ground, where nothing is
_DRAWS, _AT_ONCE = 4000, 500
_LEAST_AREA = 0.3             # determinant of three points of a plane, in units of half the extent
_ROUNDS = 8


@dataclass(frozen=True)
class Ground:
    """What lies on the ground.

    Attributes:
        inliers: (N,) bool.
        gap: root mean square distance, destination units, to the plane that would be it if heights went to the other side.
        doubt: probability, 0 to 0.5, that they do.
    """

    inliers: np.ndarray
    gap: float
    doubt: float


def relief_direction(source_xy, destination_xy, distance: float) -> tuple[np.ndarray, bool] | None:
    """(2,) unit vector along which neighbouring points are displaced together most, and whether hardly across it; None without neighbours.

    Args:
        source_xy, destination_xy: (N, 2).
        distance: side of the windows the points were measured on, source units.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    residual, kept = detrended(source, destination)
    chosen = residual[kept]
    pairs = cKDTree(source[kept]).query_pairs(_NEAR * distance, output_type="ndarray")
    if not len(pairs):
        return None
    common = chosen[pairs[:, 0]].T @ chosen[pairs[:, 1]] / len(pairs)
    (across, along), vectors = np.linalg.eigh((common + common.T) / 2.0)
    return vectors[:, 1], bool(along >= max(_LEAST_VARIANCE, _ELONGATED * across))


def detrended(source: np.ndarray, destination: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Residuals (N, 2) from the affine that most points agree on roughly, and (N,) bool, which of them are not far beyond the others'."""
    design = np.c_[np.ones(len(source)), source - source.mean(axis=0)]
    residual = destination - design @ _level(design, destination)
    length = np.hypot(*residual.T)
    return residual, length <= _GROSS * np.median(length) + 1.0


def ground(source_xy, destination_xy, weights, direction: np.ndarray, within: float, seed: int = 0) -> Ground | None:
    """The points on the plane that most points lie on and few below, for displacements along a direction.

    Args:
        source_xy, destination_xy: (N, 2), N at least 8.
        weights: (N,) inverse variances up to a factor.
        direction: (2,) from `relief_direction`.
        within: destination units, how far from the plane a point on it may lie.
        seed: of the random sampling.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    low, high = source.min(axis=0), source.max(axis=0)
    design = np.c_[np.ones(len(source)), (source - (low + high) / 2.0) / (np.max(high - low) / 2.0)]
    moved = destination - source
    along, across = moved @ direction, moved @ np.array([-direction[1], direction[0]])
    rng = np.random.default_rng(seed)
    triples = np.array([rng.choice(len(source), 3, replace=False) for _ in range(_DRAWS)])
    triples = triples[np.abs(np.linalg.det(design[triples])) > _LEAST_AREA]
    if not len(triples):
        return None
    planes = np.linalg.solve(design[triples], along[triples][..., None])[..., 0]
    sides = [_best(planes, design, sign * along, sign, np.asarray(weights, np.float64)) for sign in (1.0, -1.0)]
    (score, plane), (other_score, other) = sorted(sides, key=lambda side: -side[0])
    if score <= 0:
        return None
    # Scores are logarithms of likelihoods up to a factor that is not known; the fourth power of their ratio was right on towns.
    odds = max(other_score, 0.0) ** 4 / score**4
    deviation = np.hypot(along - design @ plane, across - design @ _level(design, across))
    return Ground(deviation <= within, float(np.sqrt(((design @ (plane - other)) ** 2).mean())), odds / (1.0 + odds))


def _best(planes: np.ndarray, design: np.ndarray, height: np.ndarray, sign: float, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """(score, plane (3,)) of the best of planes (K, 3), refined, for heights (N,) that are ``sign`` times the displacement."""
    scores = np.concatenate([_score(height[None] - sign * part @ design.T) for part in
                             (planes[start : start + _AT_ONCE] for start in range(0, len(planes), _AT_ONCE))])
    plane = sign * planes[scores.argmax()]
    for _ in range(_ROUNDS):
        root = np.sqrt(weights * np.exp(-0.5 * ((height - design @ plane) / _ON_GROUND_PX) ** 2) + 1e-12)
        plane = np.linalg.lstsq(design * root[:, None], height * root, rcond=None)[0]
    return float(_score((height - design @ plane)[None])[0]), sign * plane


def _score(above: np.ndarray) -> np.ndarray:
    """(K,) points on a plane less those below it, of heights (K, N) above it."""
    return np.exp(-0.5 * (above / _ON_GROUND_PX) ** 2).sum(axis=1) - (above < -_BELOW_PX * _ON_GROUND_PX).sum(axis=1)


def _level(design: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Coefficients of a plane through values (N,) or (N, 2); those that contradict most others count little (Geman, McClure 1987)."""
    weight = np.ones(len(values))
    for _ in range(_ROUNDS):
        part = values * weight if values.ndim == 1 else values * weight[:, None]
        plane = np.linalg.lstsq(design * weight[:, None], part, rcond=None)[0]
        residual = values - design @ plane
        length = np.abs(residual) if values.ndim == 1 else np.hypot(*residual.T)
        weight = 1.0 / (1.0 + (length / (1.5 * np.median(length) + 0.3)) ** 2)                  # root of the estimator's weight
    return plane
