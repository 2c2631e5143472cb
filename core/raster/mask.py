"""Areas to ignore, drawn as polygons."""
from __future__ import annotations

import os
from collections.abc import Callable

import cv2
import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from ..errors import GridError, RasterError
from .grid import Grid
from .io import map_points
from .window import Window

#: Fraction bits of cv2.fillPoly's coordinates.
_SHIFT = 4


def read_polygons(path: str | os.PathLike, crs: str | None, layer: str | None = None, indices: bool = False):
    """The polygons of a vector layer in another CRS.

    Args:
        path: GeoPackage, Shapefile, GeoJSON or anything else GDAL reads.
        crs: WKT to transform to; None to take the coordinates as they are.
        layer: its name where the file has several; None for the first.
        indices: return the numbers of the features too.

    Returns:
        (N,) shapely polygons and multipolygons; other geometries are left out. With ``indices`` also (N,) which features they are.

    Raises:
        RasterError: the file cannot be read, holds no polygon, or one whose corners are no numbers.
        GridError: the coordinate systems cannot be related, or a polygon has no place in the other.
    """
    path = os.fspath(path)
    try:
        meta, _, geometry, _ = pyogrio.raw.read(path, layer=layer, columns=[])
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        raise RasterError(f"The polygon layer {path} cannot be read ({' '.join(str(error).split())}).",
                          "Choose a polygon layer.") from error
    shapes = _shapes(geometry, path)
    kept = np.flatnonzero(np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes))
    shapes = shapes[kept]
    if not len(shapes):
        raise RasterError(f"The polygon layer {path} holds no polygon.", "Choose a polygon layer.")
    if crs and meta["crs"]:
        transform = map_points(meta["crs"], crs)
        shapes = _placed(_densified(shapes), transform, path)
    shapes = shapely.make_valid(shapes)
    return (shapes, kept) if indices else shapes


def ignored_pixels(polygons: np.ndarray, grid: Grid, window: Window | None = None) -> np.ndarray:
    """Pixels of a grid, or of a window of it, that a polygon covers.

    Args:
        polygons: (N,) shapely geometries in the grid's CRS, from `read_polygons`.
        grid: where the pixels lie.
        window: part of the grid; None for all.

    Returns:
        (rows, cols) bool. A pixel the outline runs through counts as covered: what is to be ignored should not be used by half.
    """
    window = window or grid.window
    place, frame = grid.window_grid(window), grid.window_grid(window.buffered(2)).footprint
    covered = np.zeros(window.shape, np.uint8)
    # Cut to the window: cv2 draws in 32-bit fixed point.
    for polygon in shapely.get_parts(shapely.intersection(np.atleast_1d(polygons), frame)):
        for part in shapely.get_parts(polygon):
            if part.geom_type == "Polygon" and not part.is_empty:
                rings = [_ring(place.to_pixel(shapely.get_coordinates(ring))) for ring in (part.exterior, *part.interiors)]
                cv2.fillPoly(covered, rings, 1, shift=_SHIFT)
    return covered.view(bool)


def covers(polygons: np.ndarray, map_xy: np.ndarray) -> np.ndarray:
    """Whether a polygon covers each map position (N, 2): (N,) bool."""
    area = shapely.union_all(polygons)
    shapely.prepare(area)
    return shapely.intersects_xy(area, *np.asarray(map_xy, dtype=np.float64).reshape(-1, 2).T)


def _ring(pixels: np.ndarray) -> np.ndarray:
    """Pixel positions as cv2.fillPoly takes them: counted from the first pixel's centre, in 1/16."""
    return np.rint((pixels - 0.5) * 2**_SHIFT).astype(np.int32)


def _shapes(geometry: np.ndarray | None, path: str) -> np.ndarray:
    """Geometries of a file from their bytes, all of them finite."""
    try:
        with np.errstate(invalid="ignore"):         # it is said below
            shapes = shapely.from_wkb(geometry) if geometry is not None else np.empty(0, object)
        damaged = not np.isfinite(shapely.get_coordinates(shapes)).all()
    except shapely.errors.GEOSException:
        damaged = True
    if damaged:
        raise RasterError(f"The polygon layer {path} holds a geometry that is damaged: a ring is not closed or a corner is no number.",
                          "Repair the layer's geometries.")
    return shapes


def _placed(shapes: np.ndarray, transform: Callable[[np.ndarray], np.ndarray], path: str) -> np.ndarray:
    """Shapes in another CRS. A ring with a point that has no place there is no ring."""
    corners, owners = shapely.get_coordinates(shapes, return_index=True)
    placed = transform(corners)
    lost = np.unique(owners[~np.isfinite(placed).all(axis=1)])
    if len(lost):
        raise GridError(f"{len(lost)} of the {len(shapes)} polygons of {path} have points with no place in the raster's coordinate system.",
                        "Check the CRS of the layer, or cut the polygons to the area of the raster.")
    return shapely.set_coordinates(shapes, placed)


def _densified(shapes: np.ndarray) -> np.ndarray:
    """Vertices added along long sides: a straight line in one CRS is a curve in another."""
    left, bottom, right, top = shapely.total_bounds(shapes)
    longest = max(right - left, top - bottom) / 100
    return shapely.segmentize(shapes, longest) if longest > 0 else shapes
