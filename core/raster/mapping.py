"""Mappings between the pixels of two grids."""
from __future__ import annotations

import numpy as np

from ..errors import GridError
from .grid import Grid
from .io import map_points, same_crs
from .lattice import Mapping
from .raster import Raster
from .resample import resample
from .window import Window

_REASONABLE_GROWTH = 64


def grid_mapping(output: Grid, source: Grid) -> Mapping:
    """Pixel positions of one grid to those of another that show the same place.

    Raises:
        GridError: their coordinate systems cannot be related.
    """
    to_source = map_points(output.crs, source.crs)
    return lambda xy: source.to_pixel(to_source(output.to_map(xy)))


def read_on_grid(raster: Raster, bands, grid: Grid, resampling: str = "bilinear") -> tuple[np.ndarray, np.ndarray]:
    """Pixels of a raster on another grid, whatever its CRS, pixel size or rotation; see `resample`."""
    return resample(raster, bands, grid_mapping(grid, raster.grid), grid.window, resampling)


def output_grid_for(mode: str, target: Grid, reference: Grid, forward: Mapping) -> Grid:
    """The grid a warped target is written on.

    ``target``: north-up in the reference's CRS with the target's pixel size, edges on whole multiples of it, over the whole mapped
    target. Where the target is in another CRS, its pixel size is what one of its pixels measures on the reference; the target's or
    the reference's own where that differs by less than 1 %.

    ``reference``: the reference's own pixel lattice, over the mapped target where it overlaps the reference; where it does not, the
    lattice is continued to the target.

    Args:
        mode: ``target`` or ``reference``.
        target, reference: grids of the two rasters.
        forward: target pixel positions to reference pixel positions.

    Raises:
        GridError: the mapped target has no extent, or an absurd one.
    """
    outline = forward(outline_points(target))
    outline = outline[np.isfinite(outline).all(axis=1)]
    if not len(outline):
        raise GridError("No part of the target can be placed on the reference.", "Check the tie points and the coordinate systems.")
    if mode == "reference":
        low, high = outline.min(axis=0), outline.max(axis=0)
        clipped = np.maximum(low, 0.0), np.minimum(high, [reference.width, reference.height])
        low, high = clipped if (clipped[1] > clipped[0]).all() else (low, high)
        low, high = np.floor(low + 1e-3), np.maximum(np.ceil(high - 1e-3), np.floor(low + 1e-3) + 1)
        grid = reference.window_grid(_window(low, high, target))
    else:
        corners = reference.to_map(outline)
        bounds = (*corners.min(axis=0), *corners.max(axis=0))
        size = _pixel_size(target, reference, forward)
        _window(np.zeros(2), np.array([bounds[2] - bounds[0], bounds[3] - bounds[1]]) / size, target)
        grid = Grid.covering(bounds, size, snap_to=(0.0, 0.0), crs=reference.crs)
    return grid


def _window(low, high, target: Grid):
    width, height = (high - low).tolist()
    if width * height > _REASONABLE_GROWTH * max(target.width * target.height, 2**16):
        raise GridError(f"The warped target would have {width:.0f} x {height:.0f} pixels, against {target.width} x {target.height} before.",
                        "Check the tie points, or choose a transform that bends less.")
    return Window(int(low[0]), int(low[1]), int(width), int(height))


def _pixel_size(target: Grid, reference: Grid, forward: Mapping) -> tuple[float, float]:
    """Target pixel size in map units of the reference."""
    if target.is_georeferenced and same_crs(target.crs, reference.crs):
        return target.pixel_size
    middle = np.array([[target.width, target.height]]) / 2.0
    at = reference.to_map(forward(np.concatenate([middle, middle + [[1.0, 0.0]], middle + [[0.0, 1.0]]])))
    along, down = np.hypot(*(at[1] - at[0])), np.hypot(*(at[2] - at[0]))
    # A rotated or sheared target gets square-on pixels of the same area.
    size = float(np.sqrt(along * down))
    if not np.isfinite(size) or size <= 0:
        raise GridError("The size of the target's pixels on the reference cannot be found.", "Check the tie points.")
    # A round number that is as good is kept: metres of one projection are metres of another.
    for known in (target.pixel_size, reference.pixel_size):
        if max(abs(size / length - 1.0) for length in known) < 0.01:
            return known
    return size, size


def outline_points(grid: Grid) -> np.ndarray:
    """Pixel positions along the border of a grid and on a mesh inside it."""
    x, y = np.linspace(0.0, grid.width, 65), np.linspace(0.0, grid.height, 65)
    sides = [np.column_stack([x, np.full(65, edge)]) for edge in (0.0, grid.height)]
    sides += [np.column_stack([np.full(65, edge), y]) for edge in (0.0, grid.width)]
    return np.concatenate([*sides, np.stack(np.meshgrid(x[::8], y[::8]), axis=-1).reshape(-1, 2)])
