"""Writing a raster where its tie points put it."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from affine import Affine
from scipy.ndimage import map_coordinates, spline_filter

from ..errors import GeometryError
from ..geometry.transform import Transform
from ..progress import Progress
from ..raster.dates import day_tags
from ..raster.grid import Grid
from ..raster.io import map_points
from ..raster.mapping import output_grid_for
from ..raster.raster import Raster
from ..raster.warp import relocate_raster, warp_raster

_KEEPING = ("shift", "similarity", "affine")
_KEEP_TOLERANCE_PX = 0.05
_LATTICE_TOLERANCE = 0.01
_COARSEST, _FINEST, _MARGIN = 256.0, 8.0, 2    # pixels between nodes, and nodes around what is seen


@dataclass(frozen=True)
class Warping:
    """Where the pixels of a raster belong.

    Attributes:
        grid: the working grid, in the CRS of the result.
        transform: nominal working positions to true ones.
        nominal: target pixels (N, 2) to nominal working positions; target_pixels: its inverse.
    """

    grid: Grid
    transform: Transform
    nominal: Callable[[np.ndarray], np.ndarray]
    target_pixels: Callable[[np.ndarray], np.ndarray]

    def forward(self, target_xy: np.ndarray) -> np.ndarray:
        """True working positions (N, 2) of target pixels (N, 2)."""
        return self.transform.forward(self.nominal(target_xy))

    def backward(self, working_xy: np.ndarray) -> np.ndarray:
        """Target pixels (N, 2) that belong at working positions (N, 2)."""
        return self.target_pixels(self.transform.inverse(working_xy))


def by_georeference(grid: Grid, raster: Raster) -> tuple[Callable, Callable]:
    """(nominal, target_pixels) of a raster that is placed on the working grid by its own georeferencing."""
    if raster.grid.crs and grid.crs:
        there, back = map_points(raster.grid.crs, grid.crs), map_points(grid.crs, raster.grid.crs)
    else:
        there = back = _same
    return (lambda xy: grid.to_pixel(there(raster.grid.to_map(xy)))), (lambda xy: raster.grid.to_pixel(back(grid.to_map(xy))))


def by_pixels() -> tuple[Callable, Callable]:
    """(nominal, target_pixels) of a raster without georeferencing: its pixels are the nominal positions."""
    return _same, _same


def write_warped(warping: Warping, target: Raster, reference: Grid | None, options, tags: dict, inputs: list, progress: Progress) -> None:
    """Write ``options.output``: resampled, or with ``keep_pixels`` untouched on a corrected geotransform.

    Args:
        warping: where the pixels belong.
        target: the raster to write.
        reference: grid for ``output_grid`` = reference; None = the working grid.
        options: output, output_grid, resampling, keep_pixels, creation_options.
        tags: stored in the file as TIEPOINT_*, with the day the target was taken where that is known.
        inputs: files the output must not be.
        progress: of the writing.
    """
    tags = {**day_tags(target), **tags}
    if options.keep_pixels:
        grid = _corrected_grid(warping, target)
        relocate_raster(target, options.output, grid, progress, creation_options=options.creation_options, tags=tags, inputs=inputs)
        return
    reference = reference or warping.grid
    ratio = np.array([reference.width / warping.grid.width, reference.height / warping.grid.height])
    output = output_grid_for(options.output_grid, target.grid, reference, lambda xy: warping.forward(xy) * ratio)
    true = interpolated(lambda xy: warping.transform.inverse(warping.grid.to_pixel(output.to_map(xy))), output, warping.transform)
    warp_raster(target, options.output, output, lambda xy: warping.target_pixels(true(xy)), options.resampling, progress,
                creation_options=options.creation_options, tags=tags, inputs=inputs)


def interpolated(mapping: Callable, output: Grid, transform: Transform) -> Callable:
    """The same mapping of output pixels, where it is slow evaluated once on a lattice: within _LATTICE_TOLERANCE pixels."""
    if transform.id in _KEEPING:
        return mapping
    step = _COARSEST
    while step >= _FINEST:
        quick, middles = _spline(mapping, output, step)
        off = np.abs(quick(middles) - mapping(middles)).max() if quick is not None else np.inf
        if off <= _LATTICE_TOLERANCE:
            return quick
        step = step / 2.0 if np.isfinite(off) else 0.0
    return mapping


def _spline(mapping: Callable, output: Grid, step: float) -> tuple[Callable | None, np.ndarray]:
    """A cubic spline through a mapping at nodes ``step`` pixels apart, None where it has no value at one; and the cells' middles (N, 2)."""
    cols, rows = (int(np.ceil(length / step)) + 1 + 2 * _MARGIN for length in (output.width, output.height))
    x, y = np.meshgrid((np.arange(cols) - _MARGIN) * step, (np.arange(rows) - _MARGIN) * step)
    values = mapping(np.stack([x, y], -1).reshape(-1, 2))
    middles = np.stack([x, y], -1)[_MARGIN : -_MARGIN - 1, _MARGIN : -_MARGIN - 1].reshape(-1, 2) + step / 2.0
    if not np.isfinite(values).all():
        return None, middles
    # The plane is taken out: a spline's ends are flat, a map is not.
    design = np.stack([np.ones(rows * cols), *np.indices((rows, cols)).reshape(2, -1)], 1)
    plane = np.linalg.lstsq(design, values, rcond=None)[0]
    bent = (values - design @ plane).reshape(rows, cols, 2)
    splines = [spline_filter(bent[..., axis], order=3, mode="mirror") for axis in range(2)]

    def quick(xy: np.ndarray) -> np.ndarray:
        at = np.asarray(xy, dtype=np.float64)[:, ::-1].T / step + _MARGIN
        flat = np.stack([np.ones(at.shape[1]), *at], 1) @ plane
        return flat + np.stack([map_coordinates(spline, at, order=3, mode="mirror", prefilter=False) for spline in splines], 1)

    return quick, middles


def _corrected_grid(warping: Warping, target: Raster) -> Grid:
    """The target's grid with a geotransform that holds the correction; raises GeometryError where none can."""
    if warping.transform.id not in _KEEPING:
        raise GeometryError(f"Pixels cannot be kept with the transform '{warping.transform.id}'.",
                            f"Set TRANSFORM to {', '.join(_KEEPING)}, or KEEP_PIXELS to false.")
    width, height = target.grid.width, target.grid.height
    x, y = np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 9))
    pixels = np.stack([x.ravel(), y.ravel()], 1)
    places = warping.grid.to_map(warping.forward(pixels))
    centre, middle = pixels.mean(0), places.mean(0)
    linear = np.linalg.lstsq(pixels - centre, places - middle, rcond=None)[0].T
    worst = np.hypot(*(places - middle - (pixels - centre) @ linear.T).T).max() / np.sqrt(abs(np.linalg.det(linear)))
    if worst > _KEEP_TOLERANCE_PX:
        raise GeometryError(f"No geotransform in the reference's CRS places the pixels: it would be {worst:.2f} pixels off.",
                            "Set KEEP_PIXELS to false, or reproject the reference to the target's CRS first.")
    offset = middle - linear @ centre
    return Grid(Affine(linear[0, 0], linear[0, 1], offset[0], linear[1, 0], linear[1, 1], offset[1]), width, height, warping.grid.crs)


def _same(xy: np.ndarray) -> np.ndarray:
    return np.asarray(xy, dtype=np.float64)
