"""The grid on which two rasters are compared, and where its pixels lie in both."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import GridError
from ..raster.grid import Grid
from ..raster.io import same_crs
from ..raster.lattice import Mapping
from ..raster.mapping import grid_mapping, outline_points
from ..raster.raster import Raster
from ..raster.window import Window
from .warping import Warping, interpolated

_COARSER = 1.5                # times the pixels of one raster are as long as the other's, from which they decide
_LEAST_PX = 8                 # overlap
_SAME_PX = 0.01               # of a pixel: grids that differ by less are the same


@dataclass(frozen=True)
class CommonGrid:
    """A grid over what two rasters share.

    Attributes:
        grid: its pixels, in the CRS of the raster before.
        before, after: its pixel positions to those of the rasters.
        told: how it was chosen, one sentence.
    """

    grid: Grid
    before: Mapping
    after: Mapping
    told: str


def lay_by_pixels(before: Raster, after: Raster, searched: bool) -> bool:
    """Lay two rasters of one size on each other where neither has a CRS; whether that was done.

    Rasters without CRS whose geotransforms lay them on each other are left as they are.

    Args:
        before, after: open rasters; the grid of the second is replaced.
        searched: whether the place of the raster after will be searched for where it has none.

    Raises:
        GridError: only one has a CRS, or neither has and their sizes differ.
    """
    one, two = before.grid, after.grid
    if one.crs and two.crs:
        return False
    alike = (one.width, one.height) == (two.width, two.height)
    if searched and not two.crs and (one.crs or not alike):
        return False
    if one.crs or two.crs:
        name = after.path if one.crs else before.path
        raise GridError(f"{name} has no CRS, the other raster has one.", "Assign the CRS, or co-register the raster first.")
    if one.is_georeferenced and two.is_georeferenced and one.footprint.intersects(two.footprint):
        return False
    if not alike:
        raise GridError(f"Neither raster has a position, and their sizes differ: {one.width} x {one.height} and {two.width} x {two.height} "
                        "pixels.", "Georeference them, give two rasters of one size, or set ALIGN to coregister.")
    after.grid = before.grid
    return True


def common_grid(before: Raster, after: Raster, warping: Warping | None = None) -> CommonGrid:
    """The pixels of the raster before, cut to what both cover.

    Where the pixels of the raster after are more than 1.5 times as long, they decide: its own grid where both are in one CRS and nothing
    is warped, else the ground and orientation of the raster before in pixels of that length. Results are in the CRS of the raster before
    in any case, and pixels of the finer raster are averaged.

    Args:
        before, after: rasters with positions.
        warping: where the pixels of the raster after belong; None: where its georeferencing puts them.

    Raises:
        GridError: the rasters do not overlap, or their coordinate systems cannot be related.
    """
    grid = before.grid
    ratio = _pixel_ratio(after.grid, _forward(grid, after.grid, warping))
    told = "The pixels are those of the raster before."
    if ratio > _COARSER:
        own = warping is None and same_crs(grid.crs, after.grid.crs)
        size = None if own else tuple(length * ratio for length in grid.pixel_size)
        grid = replace(Grid.covering(grid.bounds, size, snap_to=after.grid if own else grid), crs=grid.crs)
        told = f"The pixels are as long as those of the raster after, {ratio:.3g} times those of the raster before, which are averaged."
    elif ratio < 1 / _COARSER:
        told = f"The pixels are those of the raster before; those of the raster after, {ratio:.3g} times as long, are averaged."
    one, two = _bounds(before.grid, grid_mapping(before.grid, grid)), _bounds(after.grid, _forward(grid, after.grid, warping))
    window = _shared(one, two, grid)
    grid = grid.window_grid(window)
    return CommonGrid(grid, grid_mapping(grid, before.grid), _backward(grid, after.grid, warping), told)


def same_pixels(common: CommonGrid, before: Raster, after: Raster) -> bool:
    """Whether both rasters have the pixels of the common grid: nothing is resampled."""
    return offset(common.before, common.grid) is not None and offset(common.after, common.grid) is not None


def offset(mapping: Mapping, grid: Grid) -> tuple[int, int] | None:
    """(column, row) of a raster at which the first pixel of a grid lies, where its pixels are those of the raster; else None."""
    x, y = np.meshgrid(np.linspace(0, grid.width, 5), np.linspace(0, grid.height, 5))
    positions = np.stack([x.ravel(), y.ravel()], 1)
    moved = mapping(positions) - positions
    first = np.round(moved[0]) if np.isfinite(moved).all() else np.full(2, np.inf)
    return (int(first[0]), int(first[1])) if np.abs(moved - first).max() < _SAME_PX else None


def _backward(grid: Grid, after: Grid, warping: Warping | None) -> Mapping:
    """Pixel positions of a grid to those of the raster after."""
    if warping is None:
        return grid_mapping(grid, after)
    true = interpolated(lambda xy: warping.transform.inverse(warping.grid.to_pixel(grid.to_map(xy))), grid, warping.transform)
    return lambda xy: warping.target_pixels(true(xy))


def _forward(grid: Grid, after: Grid, warping: Warping | None) -> Mapping:
    """The inverse of `_backward`."""
    if warping is None:
        return grid_mapping(after, grid)
    return lambda xy: grid.to_pixel(warping.grid.to_map(warping.forward(xy)))


def _pixel_ratio(after: Grid, forward: Mapping) -> float:
    """Length of the middle pixel of the raster after in pixels of a grid."""
    at = forward(np.array([[after.width, after.height]]) / 2.0 + [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    area = abs(np.linalg.det(np.stack([at[1] - at[0], at[2] - at[0]])))
    return float(np.sqrt(area)) if np.isfinite(area) and area > 0 else 1.0


def _bounds(grid: Grid, forward: Mapping) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest position (2,) of a raster in pixels of another grid."""
    found = forward(outline_points(grid))
    found = found[np.isfinite(found).all(1)]
    if not len(found):
        raise GridError("The rasters cannot be brought into one coordinate system.", "Check the CRS of both.")
    return found.min(0), found.max(0)


def _shared(one, two, grid: Grid) -> Window:
    """The whole pixels that two bounds share; raises GridError where they do not overlap."""
    low, high = np.maximum(one[0], two[0]), np.minimum(one[1], two[1])
    gap = np.maximum(low - high, 0) * grid.pixel_size
    if gap.any():
        length = np.format_float_positional(np.hypot(*gap), 6, fractional=False, trim="-")
        raise GridError(f"The rasters do not overlap: they lie {length} map units apart.", "Check the CRS and extent of both.")
    # A thousandth of a pixel of rounding must not add a row.
    low, high = np.floor(low + 1e-3).astype(int), np.ceil(high - 1e-3).astype(int)
    window = Window(*low.tolist(), *(high - low).tolist())
    if min(window.shape) < _LEAST_PX:
        raise GridError(f"The rasters overlap by only {window.width} x {window.height} pixels.", "Use rasters that share more ground.")
    return window
