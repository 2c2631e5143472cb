"""SIFT keypoints as a matcher. Lowe 2004, doi:10.1023/B:VISI.0000029664.99615.94; RootSIFT: Arandjelovic, Zisserman 2012."""
from __future__ import annotations

import cv2
import numpy as np

from ..progress import Progress
from .fields import fill
from .grid import apart
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement
from .tiles import patches

_RATIO = 0.85
_FEATURES = 4000
_PLACE_PX = 1024
_LEAST_INLIERS = 8
_TILE_PX, _TILES, _PER_TILE = 384, 48, 700
_MOST = 600
_APART_PX = 10.0              # one place has keypoints of several sizes and directions, which all err alike
_FOOTPRINT_PX = 32.0          # keypoints nearer than this see the same texture


class Sift:
    """Keypoints matched by ratio and mutual test; copes with rotation, scale and large offsets."""

    id = "sift"
    title = "sift"
    repeatable = False        # keypoints do not depend on where the search starts
    searches = (False,)
    settled_px = None
    apart = 0.0
    doubt = (1.2, 1.2)        # two deviations of a spread that is estimated from 64 points: keypoints lie unevenly

    @classmethod
    def variants(cls, _means: Means) -> list[Sift]:
        """One."""
        return [cls()]

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """The placement of the largest consistent set of matches, if there is one; ``thorough`` makes no difference."""
        x0, y0, x1, y1 = pair.region
        u0, v0, u1, v1 = pair.target_region
        centre, target_centre = np.array([x0 + x1, y0 + y1]) / 2, np.array([u0 + u1, v0 + v1]) / 2
        extent = max(x1 - x0, y1 - y0, 0.0 if pair.has_prior else max(u1 - u0, v1 - v0))
        scale = max(pair.overview_scale, extent / _PLACE_PX)
        size = int(np.ceil(extent / scale))
        progress.step(0.1, "Matching SIFT keypoints")
        one = _keypoints(*(part[0] for part in pair.reference(centre[None], size, scale)))
        progress.step(0.5, "Matching SIFT keypoints")
        offset = np.zeros(2) if pair.has_prior else centre - target_centre
        two = _keypoints(*(part[0] for part in pair.target(centre[None], size, scale, lambda xy: xy - offset)))
        pairs, _ = _match(one, two)
        progress.step(0.9, "Matching SIFT keypoints")
        if len(pairs) < _LEAST_INLIERS:
            return []
        corner = centre - size * scale / 2
        reference_xy = one[0][pairs[:, 0]] * scale + corner
        nominal_xy = two[0][pairs[:, 1]] * scale + corner - offset
        cv2.setRNGSeed(pair.seed)
        matrix, inliers = cv2.estimateAffinePartial2D(nominal_xy, reference_xy, method=cv2.RANSAC, ransacReprojThreshold=4.0 * scale,
                                                      maxIters=10000, confidence=0.9999)
        if matrix is None or int(inliers.sum()) < _LEAST_INLIERS:
            return []
        return [Placement(np.vstack([matrix, [0, 0, 1]]), float(inliers.sum()), 2.0)]

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Keypoint matches near working positions, in tiles larger than the windows of a correlation; see `Phase.measure`."""
        reach = reach or 0.25 * size
        tiles = patches(np.asarray(centres), _TILE_PX * scale, _TILES)
        reference, nominal, scores = [], [], []
        for index, centre in enumerate(tiles):
            progress.step(index / len(tiles))
            one, one_valid = pair.reference(centre[None], _TILE_PX, scale)
            two, two_valid = pair.target(centre[None], _TILE_PX, scale, backward)
            first, second = _keypoints(one[0], one_valid[0], _PER_TILE), _keypoints(two[0], two_valid[0], _PER_TILE)
            pairs, quality = _match(first, second, reach)
            corner = centre - _TILE_PX * scale / 2
            reference.append(first[0][pairs[:, 0]] * scale + corner)
            nominal.append(second[0][pairs[:, 1]] * scale + corner)
            scores.append(quality)
        if not reference:
            return Measurement(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0), np.zeros(0), 0, reach * scale, scale)
        reference_xy, seen_xy, scores = np.concatenate(reference), np.concatenate(nominal), np.concatenate(scores)
        best = apart(reference_xy, scores, _APART_PX * scale)[:_MOST]
        best.sort()
        return Measurement(reference_xy[best], backward(seen_xy[best]), scores[best], scores[best], len(best), reach * scale,
                           _FOOTPRINT_PX * scale)


def _keypoints(image: np.ndarray, valid: np.ndarray, count: int = _FEATURES):
    """Positions (K, 2), corner-based, and RootSIFT descriptors (K, 128) of a grey patch."""
    grey = np.clip(fill(image, valid) * 40.0 + 128.0, 0, 255).astype(np.uint8)
    mask = cv2.erode(np.where(valid, 255, 0).astype(np.uint8), np.ones((9, 9)), borderValue=255)
    points, descriptors = cv2.SIFT_create(nfeatures=count, contrastThreshold=0.02).detectAndCompute(grey, mask)
    if descriptors is None or len(points) == 0:
        return np.zeros((0, 2)), np.zeros((0, 128), np.float32)
    descriptors = np.sqrt(descriptors / (descriptors.sum(1, keepdims=True) + 1e-7)).astype(np.float32)
    return cv2.KeyPoint_convert(points).astype(np.float64) + 0.5, descriptors


def _match(first, second, reach: float | None = None):
    """Index pairs (M, 2) that pass ratio and mutual test, at most ``reach`` apart, and their quality (M,) 0 to 1."""
    (xy1, d1), (xy2, d2) = first, second
    if len(d1) < 2 or len(d2) < 2:
        return np.zeros((0, 2), int), np.zeros(0)
    distance = np.sqrt(np.maximum(2.0 - 2.0 * (d1 @ d2.T), 0.0))
    if reach is not None:
        apart = np.abs(xy1[:, None] - xy2[None]).max(2)
        distance = np.where(apart <= reach, distance, 4.0)
    best = distance.argmin(1)
    rows = np.arange(len(d1))
    nearest = distance[rows, best]
    mutual = distance.argmin(0)[best] == rows
    distance[rows, best] = 4.0
    quality = 1.0 - nearest / np.maximum(distance.min(1), 1e-6)
    good = mutual & (quality > 1.0 - _RATIO) & (nearest < 1.2)
    return np.stack([rows[good], best[good]], 1), quality[good]
