"""Heterogeneous matching as a matcher: D2-Net's keypoints, paired tile by tile, and windows at them for the sub-pixel part.

Sources: Dusmanu et al. 2019, arXiv:1905.03561; Lan et al. 2021, doi:10.11947/j.AGCS.2021.20200048.
"""
from __future__ import annotations

import numpy as np

from ..errors import GeometryError, OptionError
from ..geometry.consistency import consistent
from ..geometry.robust import fit_robust
from ..geometry.tps import ThinPlateSpline
from ..keypoints.describer import Describer, load_describer
from ..keypoints.extraction import LEVELS, extract
from ..keypoints.keypoints import Keypoints
from ..keypoints.pairing import Pairs
from ..keypoints.pairing import pair as paired
from ..models.d2net import STRIDE
from ..progress import Progress, Steps
from .grid import apart
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .phase import Phase
from .placement import Placement, apply, similarity_about
from .tiles import patches

_PLACE_PX = 640
_ANGLES = np.radians(np.arange(-150, 181, 30))      # descriptors bear about half of it
_LEAST_INLIERS = 10
_WORTH = 0.5                  # of the inliers of the best angle: below it a place is not worth a closer look
_PLACE_TOLERANCE_PX = 6.0
_PUBLISHED_TOLERANCE_PX = 30.0
_TILE_PX, _ACROSS, _PER_TILE = 512, 8, 800     # tiles along a side
_LEVELS = (0.5, 1.0)          # of tiles, which are seen at the scale the estimate is known to
_HALO_PX = 112                # what the coarser level sees beyond a tile, so that its border changes nothing in it
_MOST = 1500                  # windows, evenly spread
_APART_PX = 8.0
_TOLERANCE_PX = 1.5 * STRIDE
_LEAST_POINTS = 8
_LEAST_IN_BLOCK, _SPLINE_BLOCKS = 3, 12
_REACH_PX = 10                # of windows, from where the keypoints around them say they are
_AGREE_PX = 1.5 * STRIDE      # by which a window and its keypoint may differ
_FINE_SHARE = 0.4             # of the keypoints: where fewer windows agree, what the windows compare is not to be seen in both
_FOOTPRINT_PX = 32.0


class CnnMatching:
    """Keypoints that are maxima of a network's channels, paired by its descriptors.

    Args:
        describer: the network.
        compat: as the reference implementation does it: its shifts, its mean-gap rule, its tolerance, and nothing finer than its keypoints.
    """

    id = "cnn-matching"
    repeatable = False        # keypoints do not depend on where the search starts
    searches = (False, True)
    settled_px = None
    apart = 0.0
    doubt = (1.2, 1.2)        # as of SIFT: keypoints lie unevenly

    @classmethod
    def variants(cls, means: Means) -> list[CnnMatching]:
        """One; ModelError where its weights cannot be used, OptionError where the device cannot."""
        return [cls(load_describer(means.model, means.device, means.compat), means.compat)]

    def __init__(self, describer: Describer, compat: bool = False):
        self._describer, self._compat = describer, compat
        self._rule = "mean-gap" if compat else "mutual"
        self._fine = Phase()
        # Keypoints of tiles of the reference: every stage looks at them more than once.
        self._known: tuple[Pair | None, dict[tuple, Keypoints]] = None, {}

    @property
    def title(self) -> str:
        """Name for the log."""
        return f"{self.id} ({self._describer.title})"

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements that many keypoints of the overviews agree on; with ``thorough`` the target is turned in steps of 30 degrees."""
        x0, y0, x1, y1 = pair.region
        u0, v0, u1, v1 = pair.target_region
        middle, centre = np.array([u0 + u1, v0 + v1]) / 2, np.array([x0 + x1, y0 + y1]) / 2
        anchor = middle if pair.has_prior else centre
        extent = max(x1 - x0, y1 - y0, 0.0 if pair.has_prior else max(u1 - u0, v1 - v0))
        scale = max(pair.overview_scale, extent / _PLACE_PX)
        side = int(np.ceil(extent / scale))
        angles = _ANGLES if thorough else (0.0,)
        reach = pair.max_shift / scale if pair.has_prior else None
        one = self._keypoints(pair.reference(centre[None], side, scale), Steps(progress, 0.0, 1.0 / (len(angles) + 1)), LEVELS)
        found = []
        for index, angle in enumerate(angles, 1):
            turned = similarity_about(angle, 1.0, middle, anchor)
            part = Steps(progress, index / (len(angles) + 1), (index + 1) / (len(angles) + 1))
            two = self._keypoints(pair.target(centre[None], side, scale, apply(np.linalg.inv(turned))), part, LEVELS)
            found += self._placed(one, two, turned, centre - side * scale / 2, scale, reach, pair.seed)
        found.sort(key=lambda placement: -placement.height)
        return [placement for placement in found if placement.height >= _WORTH * found[0].height]

    def _placed(self, one: Keypoints, two: Keypoints, turned: np.ndarray, corner: np.ndarray, scale: float, reach: float | None,
                seed: int) -> list[Placement]:
        """The placement that pairs of keypoints of two patches agree on, the target's seen through a matrix; none where too few do."""
        index = self._pairs(one, two, reach).index
        if len(index) < _LEAST_INLIERS:
            return []
        tolerance = _PUBLISHED_TOLERANCE_PX if self._compat else _PLACE_TOLERANCE_PX
        target, reference = (keypoints.xy[rows] * scale + corner for keypoints, rows in ((two, index[:, 1]), (one, index[:, 0])))
        try:
            fit = fit_robust("affine", target, reference, tolerance * scale, None, seed)
        except GeometryError:
            return []
        if fit.inliers.sum() < _LEAST_INLIERS:
            return []
        return [Placement(fit.transform.matrix @ turned, float(fit.inliers.sum()), 2.0)]

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Pairs of keypoints near working positions, and where they lie to a fraction of a cell; see `Phase.measure`."""
        reach = max(reach or 0, int(0.25 * size), 2 * STRIDE)
        x0, y0, x1, y1 = pair.region
        # Large rasters are seen smaller rather than in part: windows say the rest.
        seen_at = max(scale, max(x1 - x0, y1 - y0) / (_ACROSS * (_TILE_PX - 2 * _HALO_PX)))
        reference, seen, scores = self._found(pair, np.asarray(centres, np.float64).reshape(-1, 2), seen_at, backward, reach,
                                              Steps(progress, 0.0, 0.8))
        coarse = Measurement(reference, backward(seen), scores, scores, len(scores), reach * seen_at, _FOOTPRINT_PX * seen_at)
        if self._compat or len(scores) < _LEAST_POINTS:
            return coarse
        return self._finer(pair, coarse, seen, seen_at, scale, backward, size, Steps(progress, 0.8, 1.0))

    def _found(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, reach: float,
               progress: Progress) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Positions (N, 2) in the reference of keypoints, where they are seen (N, 2), and how alike they are (N,)."""
        side = _TILE_PX - 2 * _HALO_PX
        middles, reference, seen, scores = patches(centres, side * scale, (_ACROSS + 1) ** 2), [], [], []
        for index, middle in enumerate(middles):
            part = Steps(progress, index / len(middles), (index + 1) / len(middles), "Matching keypoints")
            one = self._reference(pair, middle, scale, Steps(part, 0.0, 0.5))
            two = self._keypoints(pair.target(middle[None], _TILE_PX, scale, backward), Steps(part, 0.5, 1.0), _LEVELS)
            two = two.best(4 * _PER_TILE)
            found = self._pairs(one, two, reach)
            corner = middle - _TILE_PX * scale / 2
            reference.append(one.xy[found.index[:, 0]] * scale + corner)
            seen.append(two.xy[found.index[:, 1]] * scale + corner)
            scores.append(np.clip(found.score, 0.0, 1.0))
        if not reference:
            return np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0)
        reference, seen, scores = np.concatenate(reference), np.concatenate(seen), np.concatenate(scores)
        best = apart(reference, scores, _APART_PX * scale)
        best.sort()
        return reference[best], seen[best], scores[best]

    def _reference(self, pair: Pair, middle: np.ndarray, scale: float, progress: Progress) -> Keypoints:
        """Keypoints of a tile: what lies in its margin belongs to the next one, which sees more around it."""
        if self._known[0] is not pair:
            self._known = pair, {}
        key = (*middle, scale)
        if key not in self._known[1]:
            region = (_HALO_PX, _HALO_PX, _TILE_PX - _HALO_PX, _TILE_PX - _HALO_PX)
            self._known[1][key] = self._keypoints(pair.reference(middle[None], _TILE_PX, scale), progress, _LEVELS, region).best(_PER_TILE)
        return self._known[1][key]

    def _finer(self, pair: Pair, coarse: Measurement, seen: np.ndarray, seen_at: float, scale: float, backward: Backward, size: int,
               progress: Progress) -> Measurement:
        """Windows at the keypoints that move as those around them do; the keypoints themselves where windows see nothing alike."""
        kept = consistent(coarse.reference_xy, seen - coarse.reference_xy, coarse.scores, _TOLERANCE_PX * seen_at)
        try:
            bent = _bent(coarse.reference_xy[kept], seen[kept], size * seen_at, _TOLERANCE_PX * seen_at, pair.seed)
        except GeometryError:
            return coarse
        told = np.hypot(*(bent(coarse.reference_xy[kept]) - coarse.reference_xy[kept]).T)
        # What windows find by themselves they find better than through what keypoints say.
        near = backward if np.quantile(told, 0.9) < max(0.5 * _REACH_PX * scale, STRIDE * seen_at) else lambda xy: backward(bent(xy))
        x0, y0, x1, y1 = pair.region
        spacing = max(0.5 * _FOOTPRINT_PX * scale, np.sqrt((x1 - x0) * (y1 - y0) / _MOST))
        some = apart(coarse.reference_xy[kept], coarse.scores[kept], spacing)[:_MOST]
        found = self._fine.measure(pair, coarse.reference_xy[kept][some], scale, near, size, progress, _REACH_PX)
        agrees = np.hypot(*(found.nominal_xy - backward(bent(found.reference_xy))).T) <= _AGREE_PX * seen_at
        if agrees.sum() < max(_LEAST_POINTS, _FINE_SHARE * len(some)):
            return coarse
        return found

    def _keypoints(self, patch: tuple[np.ndarray, np.ndarray], progress: Progress, levels: tuple[float, ...],
                   region: tuple[float, float, float, float] | None = None) -> Keypoints:
        """Keypoints of a patch, or of a region of it, from the corner of its first pixel; none where it holds no data."""
        image, valid = (part[0] for part in patch)
        if not valid.any():
            progress.step(1.0)
            return Keypoints.none(self._describer.channels)
        try:
            return extract(self._describer, image, valid, levels, compat=self._compat, progress=progress, region=region)
        except OptionError:
            return Keypoints.none(self._describer.channels)

    def _pairs(self, one: Keypoints, two: Keypoints, reach: float | None = None) -> Pairs:
        where = (one.xy, two.xy) if reach else (None, None)
        return paired(one.descriptors, two.descriptors, self._rule, first_xy=where[0], second_xy=where[1], reach=reach)


def _bent(reference: np.ndarray, seen: np.ndarray, side: float, tolerance: float, seed: int) -> Backward:
    """Smooth map from where keypoints (N, 2) are to where they are seen, no finer than blocks; GeometryError where there are too few.

    Keypoints err by cells: a map that follows each of them would bend the windows seen through it.
    """
    blocks, member = np.unique(np.floor(reference / side), axis=0, return_inverse=True)
    member = member.ravel()
    count = np.bincount(member)
    full = np.flatnonzero(count >= _LEAST_IN_BLOCK)
    if len(full) < _SPLINE_BLOCKS:
        return fit_robust("affine", reference, seen, tolerance, None, seed).transform.forward
    middle, moved = (np.array([np.median(values[member == block], axis=0) for block in full]) for values in (reference, seen - reference))
    return ThinPlateSpline.fit(middle, middle + moved, count[full].astype(float), smoothing="auto").forward
