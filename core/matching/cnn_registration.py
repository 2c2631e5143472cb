"""CNN-feature registration as a matcher: cells of a network's features, paired and moved as a point set, tile by tile.

Source: Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100. The published method sees a picture as 28 x 28 cells and ends there; here
tiles are seen through the estimate of the stage before, and windows near what their cells say give the sub-pixel part.
"""
from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial.distance import cdist

from ..errors import AlignmentError, GeometryError
from ..geometry.consistency import consistent
from ..geometry.point_set import COMPATIBLE, CORRECTED, register
from ..geometry.robust import fit_robust
from ..geometry.tps import ThinPlateSpline
from ..models.backbone import Backbone, backbone
from ..progress import Progress, Steps
from .cells import CELL_PX, Cells
from .feature_distance import feature_distance
from .matcher import Means
from .measurement import Measurement
from .pair import Backward, Pair
from .phase import Phase
from .placement import Placement, place
from .prematching import prematch
from .tiles import patches

_TILE_PX = 256                # 32 x 32 cells: as many as the published method has, and a side that the network can halve five times
_PLACE_PX = 384
_MOST_PAIRS = 400             # of a tile: their square is what a registration costs
_ACROSS, _TILES = 10, 121      # tiles along a side, and in all
_LEAST_CELLS = 48             # with data, on either side of a tile
_LEAST_SHARE = 0.5            # of a cell that has to hold data
_TOLERANCE = 0.75             # of a cell, by which a cell may contradict its neighbours
_TELLING = 0.5                # of a cell, from which on it is worth following
_LEAST_POINTS = 8
_AFFINE_POINTS = 20           # below which a spline is a guess
_NEAR_PX = 24                 # of cells, from where the stage before says they are
_FAR = 10.0                   # times the largest distance: that of cells farther away
# Of a cell: standard deviation of points that have found each other, and of those that begin to.
_SETTLED, _SETTLING = 0.7, 2.0
_REACH_PX = 16                # of windows, from where their cells say they are


class CnnRegistration:
    """Cells of features at three scales, registered as point sets with a growing selection of inliers.

    Args:
        backbone: what images are seen by.
        compat: reproduce the slips of the reference implementation.
    """

    id = "cnn-registration"
    repeatable = False        # the same cells would be registered to the same places
    searches = (False, True)
    settled_px = None
    apart = 0.0
    doubt = (1.0, 1.0)

    @classmethod
    def variants(cls, means: Means) -> list[CnnRegistration]:
        """One; ModelError where its weights cannot be used, OptionError where the device cannot."""
        return [cls(backbone(means.model, means.device), means.compat)]

    def __init__(self, backbone: Backbone, compat: bool = False):
        self._seen_by, self._compat = backbone, compat
        self._fine = Phase()

    @property
    def title(self) -> str:
        """Name for the log."""
        return f"{self.id} ({self._seen_by.title})"

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """The placement that the cells of the whole overlap agree on; with ``thorough`` those of edges, over rotations and scales.

        Cells know neither large rotations nor large shifts.
        """
        if thorough:
            return [replace(found, by="directions of edges") for found in place(pair, progress, thorough)]
        x0, y0, x1, y1 = pair.region
        u0, v0, u1, v1 = pair.target_region
        centre = np.array([x0 + x1, y0 + y1]) / 2
        offset = np.zeros(2) if pair.has_prior else centre - np.array([u0 + u1, v0 + v1]) / 2
        extent = max(x1 - x0, y1 - y0, 0.0 if pair.has_prior else max(u1 - u0, v1 - v0))
        scale = max(pair.overview_scale, extent / _PLACE_PX)
        side = int(np.ceil(extent / scale / (4 * CELL_PX))) * 4 * CELL_PX
        reference, seen, _ = self._registered(pair, centre, side, scale, lambda xy: xy - offset, progress, np.inf, _SETTLING)
        try:
            fit = fit_robust("affine", seen - offset, reference, 2.0 * CELL_PX * scale, None, pair.seed)
        except GeometryError:
            return []
        return [Placement(fit.transform.matrix, float(fit.inliers.sum()), 2.0)]

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Offsets of windows around working positions, near where the cells say, in tiles whose cells say something; see `Phase.measure`.

        ``reach`` is of no interest to cells; windows look `_REACH_PX` around what they say.
        """
        centres = np.asarray(centres, dtype=np.float64).reshape(-1, 2)
        seen, told = self._guided(pair, centres, scale, backward, Steps(progress, 0.0, 0.8))
        found = self._fine.measure(pair, centres[told], scale, seen, size, Steps(progress, 0.8, 1.0), _REACH_PX)
        return replace(found, tried=len(centres))

    def _guided(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, progress: Progress) -> tuple[Backward, np.ndarray]:
        """The estimate bent to what the cells of all tiles say, and which centres (N,) lie in tiles that say something."""
        x0, y0, x1, y1 = pair.region
        # Cells of twice the scale see more of what they are to recognise, where there are enough of them; large rasters have larger ones.
        extent = max(x1 - x0, y1 - y0)
        coarse = float(max(np.clip(extent / _TILE_PX, scale, 2.0 * scale), extent / (_ACROSS * _TILE_PX)))
        side, told, found = _TILE_PX * coarse, np.zeros(len(centres), bool), []
        middles = patches(centres, side, _TILES)
        for index, middle in enumerate(middles):
            part = Steps(progress, index / len(middles), (index + 1) / len(middles), "Registering cells")
            cells = self._registered(pair, middle, _TILE_PX, coarse, backward, part, _NEAR_PX, _SETTLED)
            if len(cells[2]):
                found.append(cells)
                told |= (np.abs(centres - middle) <= side / 2).all(1)
        if not found:
            return backward, told
        reference, seen, mass = (np.concatenate(parts) for parts in zip(*found))
        tolerance = _TOLERANCE * CELL_PX * coarse
        kept = consistent(reference, seen - reference, mass, tolerance) if len(mass) >= _LEAST_POINTS else mass < 0
        try:
            if kept.sum() < _AFFINE_POINTS:
                bent = fit_robust("affine", reference[kept], seen[kept], tolerance, mass[kept], pair.seed).transform
            else:
                bent = ThinPlateSpline.fit(reference[kept], seen[kept], mass[kept], smoothing="auto")
        except GeometryError:
            return backward, told & False
        if np.quantile(np.hypot(*(bent.forward(reference[kept]) - reference[kept]).T), 0.9) < _TELLING * CELL_PX * coarse:
            return backward, told                     # windows find that by themselves, and the cells' own errors would bend them
        return lambda xy: backward(bent.forward(xy)), told

    def _registered(self, pair: Pair, middle: np.ndarray, side: int, scale: float, backward: Backward, progress: Progress,
                    near_px: float, settled: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Working positions (N, 2) in the reference of the cells of a tile, where they are seen (N, 2), and their posterior mass (N,)."""
        progress.step(0.0)
        one, two = pair.reference(middle[None], side, scale), pair.target(middle[None], side, scale, backward)
        reference_valid, target_valid = _valid(one[1][0]), _valid(two[1][0])
        if min(reference_valid.sum(), target_valid.sum()) < _LEAST_CELLS:
            return np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0)
        reference_taps = self._seen_by(one[0][0], one[1][0])
        progress.step(0.2)
        target_taps = self._seen_by(two[0][0], two[1][0])
        progress.step(0.4)
        reference_px, target_px, mass = matched(target_taps, reference_taps, target_valid, reference_valid, Steps(progress, 0.4, 1.0),
                                                near_px, settled, self._compat)
        corner = middle - side * scale / 2
        return reference_px * scale + corner, target_px * scale + corner, mass


def matched(target_taps, reference_taps, target_valid: np.ndarray, reference_valid: np.ndarray, progress: Progress,
            near_px: float = np.inf, settled: float = _SETTLED, compat: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the cells of one image lie in another of the same size.

    Args:
        target_taps, reference_taps: see `feature_distance`.
        target_valid, reference_valid: (rows, cols) bool, cells with data.
        progress: of the registration.
        near_px: how far from its own place a cell is looked for.
        settled: standard deviation, in cells, beyond which the points have not found each other.
        compat: reproduce the slips of the reference implementation; only where all cells have data can that be.

    Returns:
        (N, 2) pixels in the reference, (N, 2) pixels of the cells in the target, and (N,) posterior mass, of inliers; none where the
        points did not settle.
    """
    cells, none = Cells(*target_valid.shape), (np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
    compat = compat and bool(target_valid.all() and reference_valid.all())
    at = cells.centres()
    try:
        distance = feature_distance(target_taps, reference_taps, target_valid, reference_valid)
        pairs = prematch(_near(distance, at, near_px), *2 * (cells.normalise(at),), at_most=_MOST_PAIRS, swapped=compat)
        found = register(pairs.sets, COMPATIBLE if compat else CORRECTED, progress)
    except (AlignmentError, GeometryError):
        return none
    deviation = np.sqrt(found.history.variance[-1]) * max(target_valid.shape)
    if deviation > settled:
        return none
    inliers = found.inliers
    return cells.pixels(found.moved_xy[inliers]), cells.pixels(pairs.sets.source_xy[inliers]), found.mass[inliers]


def _near(distance: np.ndarray, at: np.ndarray, near_px: float) -> np.ndarray:
    """Distances (N, N) of cells at pixels (N, 2), those of cells farther apart raised beyond all others."""
    if not np.isfinite(near_px):
        return distance
    far = cdist(at, at, "chebyshev") > near_px
    finite = distance[np.isfinite(distance)]
    return np.where(far & np.isfinite(distance), _FAR * finite.max(initial=1.0), distance)


def _valid(pixels: np.ndarray) -> np.ndarray:
    """(rows, cols) bool of cells that hold enough data, of pixels that are valid."""
    rows, cols = (side // CELL_PX for side in pixels.shape)
    return pixels[: rows * CELL_PX, : cols * CELL_PX].reshape(rows, CELL_PX, cols, CELL_PX).mean((1, 3)) >= _LEAST_SHARE
