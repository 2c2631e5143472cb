"""Two open rasters as the Pair a matcher sees."""
from __future__ import annotations

import numpy as np
from affine import Affine

from ..errors import GridError, RasterError
from ..matching.pair import Backward
from ..raster.band_pairs import BandPair
from ..raster.bands import listed
from ..raster.grid import Grid
from ..raster.io import map_points
from ..raster.mask import ignored_pixels
from ..raster.patches import Patches, node_offsets
from ..raster.raster import Raster
from ..raster.undeclared import Undeclared
from ..raster.window import Window

OVERVIEW_PX = 1280            # longest side of what is held in memory
_DEFAULT_REACH = 0.25         # of the target's longer side: how far it is looked for when the user does not say
_LEAST_REACH_PX = 64.0


class RasterPair:
    """See `core.matching.pair.Pair` for what the attributes and methods mean.

    Attributes:
        bands: of the reference and of the target that are looked at.

    Args:
        reference, target: open rasters.
        reference_bands, target_bands: bands averaged to grey.
        extent: (xmin, ymin, xmax, ymax) in the reference's CRS, or None.
        max_offset: largest misplacement in map units of the reference, or None.
        ignored: polygons in the reference's CRS that are not to be looked at, or None.
        coarsening: extra factor on the working pixel, where a search has shown the target to be coarser than its grid says.
        seed: of everything random.

    Raises:
        GridError: the rasters do not overlap, or their coordinate systems cannot be related.
        RasterError: one of them has no usable content.
    """

    def __init__(self, reference: Raster, target: Raster, reference_bands, target_bands, extent=None, max_offset=None, ignored=None,
                 coarsening: float = 1.0, seed: int = 0):
        self.reference_raster, self.target_raster, self.seed = reference, target, seed
        self.bands: BandPair = tuple(reference_bands), tuple(target_bands)
        self._arguments, self._coarsening = (extent, max_offset, ignored), coarsening
        self.has_prior = has_prior(reference, target, extent)
        grid = reference.grid
        self._to_target_map, self._to_reference_map = (lambda xy: xy), (lambda xy: xy)
        if self.has_prior and target.grid.crs:
            self._to_target_map = map_points(grid.crs, target.grid.crs)
            self._to_reference_map = map_points(target.grid.crs, grid.crs)
        self.grid, self.nominal_scale = grid, 1.0
        if self.has_prior:
            ratio = self._pixel_ratio()
            if ratio > 1.1:
                self.grid = grid.scaled(ratio)
        elif coarsening > 1.0:
            self.grid = grid.scaled(coarsening)
        self._factor = np.array([grid.width / self.grid.width, grid.height / self.grid.height])
        whole = self._extent_region(extent)
        if not self.has_prior:
            # A scan is laid over the region at its own pixel size, or so that it fits.
            larger = max(target.grid.width, target.grid.height) / max(whole[2] - whole[0], whole[3] - whole[1])
            self.nominal_scale = 1.0 / max(1.0, larger)
        outline = self.nominal(_outline(target.grid))
        if not np.isfinite(outline).all():
            raise GridError("The target's position cannot be expressed in the reference's coordinate system.",
                            "Check the CRS of both rasters.")
        self.target_region = (*outline.min(0), *outline.max(0))
        size = np.hypot(*self.grid.pixel_size) / np.sqrt(2.0)
        longer = max(self.target_region[2] - self.target_region[0], self.target_region[3] - self.target_region[1])
        self.max_shift = max_offset / size if max_offset else max(_LEAST_REACH_PX, _DEFAULT_REACH * longer)
        self.region = self._region(whole, bool(max_offset))
        self.overview_scale = max(1.0, max(self.region[2] - self.region[0], self.region[3] - self.region[1]) / OVERVIEW_PX)
        self._ignored = None if ignored is None else self._mask(ignored)
        self._open_patches(reference_bands, target_bands)

    def coarsened(self, factor: float) -> RasterPair:
        """The same pair on a working grid coarser by ``factor``."""
        return self._again(self.bands, factor)

    def in_bands(self, bands: BandPair) -> RasterPair:
        """The same pair looked at in other bands."""
        return self._again(bands, self._coarsening)

    def _again(self, bands: BandPair, coarsening: float) -> RasterPair:
        return RasterPair(self.reference_raster, self.target_raster, *bands, *self._arguments, coarsening, self.seed)

    @property
    def doubtful(self) -> list[tuple[str, Undeclared]]:
        """Paths of those of both rasters that hold a value which may be no data, and the value."""
        found = [(patches.raster.path, patches.undeclared) for patches in (self._reference, self._target)]
        return [(path, value) for path, value in found if value is not None]

    @property
    def pixel_size(self) -> float:
        """Length of a working pixel in map units of the reference."""
        return float(np.sqrt(np.prod(self.grid.pixel_size)))

    def nominal(self, target_xy: np.ndarray) -> np.ndarray:
        """Nominal working positions (N, 2) of target pixels (N, 2)."""
        if not self.has_prior:
            return np.asarray(target_xy, dtype=np.float64) * self.nominal_scale
        return self.grid.to_pixel(self._to_reference_map(self.target_raster.grid.to_map(target_xy)))

    def target_pixels(self, nominal_xy: np.ndarray) -> np.ndarray:
        """Target pixels (N, 2) at nominal working positions (N, 2): the inverse of `nominal`."""
        if not self.has_prior:
            return np.asarray(nominal_xy, dtype=np.float64) / self.nominal_scale
        return self.target_raster.grid.to_pixel(self._to_target_map(self.grid.to_map(nominal_xy)))

    def reference(self, centres: np.ndarray, size: int, scale: float):
        """Patches of the reference; see Pair."""
        nodes = np.asarray(centres)[:, None, None] + node_offsets(size, scale)
        grey, valid = self._reference.sample(nodes * self._factor, size)
        if self._ignored is not None:
            line = (np.arange(size) + 0.5 - size / 2) * scale
            offsets = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
            for index, centre in enumerate(np.asarray(centres)):
                valid[index] &= ~self._is_ignored(centre + offsets).reshape(size, size)
        return grey, valid

    def target(self, centres: np.ndarray, size: int, scale: float, backward: Backward):
        """Patches of the target seen through a backward map; see Pair."""
        nodes = np.asarray(centres)[:, None, None] + node_offsets(size, scale)
        pixels = self.target_pixels(backward(nodes.reshape(-1, 2))).reshape(nodes.shape)
        return self._target.sample(pixels, size)

    def usable(self, centres: np.ndarray, backward: Backward) -> np.ndarray:
        """Whether both carry data and no mask covers a working position; see Pair."""
        centres = np.asarray(centres, dtype=np.float64)
        x0, y0, x1, y1 = self.region
        inside = (centres[:, 0] >= x0) & (centres[:, 0] <= x1) & (centres[:, 1] >= y0) & (centres[:, 1] <= y1)
        seen = inside & self._reference.valid_at(centres * self._factor) & self._target.valid_at(self.target_pixels(backward(centres)))
        return seen if self._ignored is None else seen & ~self._is_ignored(centres)

    def _mask(self, polygons) -> np.ndarray:
        """(rows, cols) bool over the region at the overview's scale: what the polygons cover."""
        x0, y0, x1, y1 = self.region
        cols, rows = (max(1, int(np.ceil(side / self.overview_scale))) for side in (x1 - x0, y1 - y0))
        transform = self.grid.transform * Affine.translation(x0, y0) * Affine.scale(self.overview_scale)
        return ignored_pixels(polygons, Grid(transform, cols, rows, self.grid.crs))

    def _is_ignored(self, working_xy: np.ndarray) -> np.ndarray:
        """(N,) bool of working positions (N, 2)."""
        col, row = np.floor((working_xy - np.array(self.region[:2])) / self.overview_scale).astype(int).T
        rows, cols = self._ignored.shape
        inside = (col >= 0) & (row >= 0) & (col < cols) & (row < rows)
        return inside & self._ignored[row.clip(0, rows - 1), col.clip(0, cols - 1)]

    def _pixel_ratio(self) -> float:
        """Reference pixels per target pixel at the target's middle."""
        middle = np.array([[self.target_raster.grid.width, self.target_raster.grid.height]]) / 2.0
        at = self.nominal(np.concatenate([middle, middle + [[1, 0]], middle + [[0, 1]]]))
        area = abs(np.linalg.det(np.stack([at[1] - at[0], at[2] - at[0]])))
        return float(np.sqrt(area)) if np.isfinite(area) and area > 0 else 1.0

    def _extent_region(self, extent):
        """The reference's extent, cut to the user's, in working pixels."""
        if extent is None:
            return 0.0, 0.0, float(self.grid.width), float(self.grid.height)
        xmin, ymin, xmax, ymax = extent
        corners = self.grid.to_pixel(np.array([[xmin, ymin], [xmax, ymin], [xmax, ymax], [xmin, ymax]]))
        low, high = np.maximum(corners.min(0), 0), np.minimum(corners.max(0), [self.grid.width, self.grid.height])
        if (high - low < 8).any():
            raise GridError("The extent does not lie on the reference raster.", "Choose an extent inside the reference.")
        return (*low, *high)

    def _region(self, whole, stated: bool):
        """The part of the reference where the target can lie."""
        if not self.has_prior:
            return whole
        target = np.array(self.target_region)
        gap = np.maximum(np.maximum(target[:2] - whole[2:], np.array(whole[:2]) - target[2:]), 0)
        distance = float(np.hypot(*gap))
        if distance > 0 and not (stated and distance <= self.max_shift):
            length = np.format_float_positional(distance * self.pixel_size, 6, fractional=False, trim="-")
            raise GridError(f"The rasters do not overlap: the target lies {length} map units off the reference"
                            f"{'' if not self._arguments[0] else ' inside the extent'}.",
                            "Check the CRS of both, or set MAX_OFFSET if the target is misplaced by that much.")
        low, high = np.maximum(target[:2] - self.max_shift, whole[:2]), np.minimum(target[2:] + self.max_shift, whole[2:])
        if (high - low < 16).any():
            raise GridError(f"The rasters overlap by only {(high - low).min():.0f} pixels.", "Use rasters that share more ground.")
        return (*low, *high)

    def _open_patches(self, reference_bands, target_bands):
        x0, y0, x1, y1 = self.region
        low, high = np.floor([x0, y0] * self._factor).astype(int), np.ceil([x1, y1] * self._factor).astype(int)
        self._reference = Patches(self.reference_raster, reference_bands, Window(*low.tolist(), *(high - low).tolist()),
                                  self.overview_scale * float(self._factor.mean()))
        grid = self.target_raster.grid
        window, ratio = grid.window, 1.0
        if self.has_prior:
            reach = self.max_shift
            frame = np.array([[x0 - reach, y0 - reach], [x1 + reach, y0 - reach], [x1 + reach, y1 + reach], [x0 - reach, y1 + reach]])
            line = np.linspace(0, 1, 9)[:, None]
            ring = np.concatenate([frame[i] * (1 - line) + frame[(i + 1) % 4] * line for i in range(4)])
            pixels = self.target_pixels(ring)
            if np.isfinite(pixels).all():
                low, high = np.floor(pixels.min(0)).astype(int), np.ceil(pixels.max(0)).astype(int)
                window = Window(*low.tolist(), *(high - low).tolist()).intersect(grid.window)
            ratio = self._pixel_ratio() / float(self._factor.mean())
        step = self.overview_scale / max(ratio * self.nominal_scale, 1e-9)
        self._target = Patches(self.target_raster, target_bands, window, step)
        for patches, bands in ((self._reference, reference_bands), (self._target, target_bands)):
            path, stays = patches.raster.path, patches is self._reference
            if patches.valid_share == 0.0:
                raise RasterError(f"The reference {path} carries no data where the two could overlap." if stays else
                                  f"The target {path} carries no data where the two could overlap.",
                                  "Check its nodata value and its extent.")
            if patches.spread == 0.0:
                raise RasterError(f"The reference {path} is constant in band {listed(bands)}: nothing can be matched." if stays else
                                  f"The target {path} is constant in band {listed(bands)}: nothing can be matched.",
                                  "Choose another band or another raster.")


def has_prior(reference: Raster, target: Raster, extent) -> bool:
    """Whether the target's georeferencing can be used.

    Raises GridError where it has one that cannot be related to the reference's and no extent says where to search.
    """
    one, two = reference.grid, target.grid
    if two.crs and not one.crs:
        raise GridError(f"The reference {reference.path} has no CRS, so the target's position means nothing in it.",
                        "Assign a CRS to the reference.")
    if not two.crs:
        # A geotransform without CRS is believed where it puts the target on the reference, as in world files.
        return two.is_georeferenced and one.footprint.intersects(two.footprint)
    try:
        map_points(two.crs, one.crs)(two.to_map(np.array([[two.width / 2, two.height / 2]])))
    except GridError:
        if extent is None:
            raise
        return False
    return True


def _outline(grid: Grid) -> np.ndarray:
    """Pixel positions (N, 2) along a grid's border and over its inside, enough for a curved map of it."""
    line = np.linspace(0, 1, 9)
    return np.stack(np.meshgrid(line * grid.width, line * grid.height), -1).reshape(-1, 2)
