"""Where the pixels of a raster lie."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from affine import Affine
from shapely.geometry import Polygon

from ..errors import GridError
from .window import Window

IDENTITY = Affine(1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
#: Where QGIS shows a raster without a geotransform: one unit a pixel, y upwards, zero at the upper left corner.
PLAIN = Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
#: How GDAL spells that a layer of a GeoPackage has no CRS.
NO_CRS = 'LOCAL_CS["Undefined SRS",LOCAL_DATUM["unknown",32767],UNIT["unknown",0],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
_LARGEST_SIDE = 2**31 - 1


@dataclass(frozen=True)
class Grid:
    """A pixel lattice in a coordinate system: north-up, south-up, rotated or sheared.

    Attributes:
        transform: pixel (col, row), counted from the outer corner of the first pixel, to map (x, y).
        width, height: size in pixels.
        crs: coordinate reference system as WKT; None where it is not known.
    """

    transform: Affine
    width: int
    height: int
    crs: str | None = None

    @property
    def matrix(self) -> np.ndarray:
        """(2, 3) matrix from homogeneous pixel to map coordinates."""
        a, b, c, d, e, f = tuple(self.transform)[:6]
        return np.array([[a, b, c], [d, e, f]], dtype=np.float64)

    @property
    def window(self) -> Window:
        """The whole grid as a window."""
        return Window(0, 0, self.width, self.height)

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Length of one step along a row and along a column, in map units, both > 0."""
        matrix = self.matrix
        return float(math.hypot(*matrix[:, 0])), float(math.hypot(*matrix[:, 1]))

    @property
    def pixel_area(self) -> float:
        """Area of a pixel in square map units."""
        return float(abs(np.linalg.det(self.matrix[:, :2])))

    @property
    def is_georeferenced(self) -> bool:
        """False where neither a geotransform nor a CRS is known."""
        return bool(self.crs) or self.transform not in (IDENTITY, PLAIN)

    @property
    def corners(self) -> np.ndarray:
        """(4, 2) map coordinates of the outer corners: first pixel, end of the first row, last pixel, start of the last row."""
        width, height = self.width, self.height
        return self.to_map(np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) in map units."""
        corners = self.corners
        (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
        return float(left), float(bottom), float(right), float(top)

    @property
    def footprint(self) -> Polygon:
        """Outline in map coordinates."""
        return Polygon(self.corners)

    def to_map(self, xy: np.ndarray) -> np.ndarray:
        """Map coordinates (N, 2) of pixel positions (N, 2)."""
        xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        matrix = self.matrix
        return xy @ matrix[:, :2].T + matrix[:, 2]

    def to_pixel(self, map_xy: np.ndarray) -> np.ndarray:
        """Pixel positions (N, 2) of map coordinates (N, 2). Raises GridError where the geotransform has no inverse."""
        map_xy = np.asarray(map_xy, dtype=np.float64).reshape(-1, 2)
        matrix = self.matrix
        (a, b), (d, e) = matrix[:, :2]
        determinant = a * e - b * d
        if not math.isfinite(determinant) or determinant == 0.0:
            raise GridError(f"The geotransform {tuple(self.transform)[:6]} has no inverse.", "Assign a valid geotransform to the raster.")
        # Subtract the origin first: map coordinates are large, a product with the inverse offset would lose digits.
        return (map_xy - matrix[:, 2]) @ (np.array([[e, -b], [-d, a]]) / determinant).T

    def window_grid(self, window: Window) -> Grid:
        """The grid of a window of this grid."""
        (x, y), = self.to_map(np.array([[window.col, window.row]]))
        a, b, _, d, e, _ = tuple(self.transform)[:6]
        return Grid(Affine(a, b, float(x), d, e, float(y)), window.width, window.height, self.crs)

    def resized(self, width: int, height: int) -> Grid:
        """The same extent cut into this many pixels."""
        a, b, c, d, e, f = tuple(self.transform)[:6]
        sx, sy = self.width / width, self.height / height
        return Grid(Affine(a * sx, b * sy, c, d * sx, e * sy, f), width, height, self.crs)

    def scaled(self, factor: float) -> Grid:
        """The same extent with pixels ``factor`` times as long; rounded to whole pixels, at least one."""
        return self.resized(max(1, round(self.width / factor)), max(1, round(self.height / factor)))

    @classmethod
    def covering(cls, bounds, pixel_size, snap_to: Grid | tuple[float, float] | None = None, crs: str | None = None) -> Grid:
        """The smallest grid over a rectangle of map coordinates.

        Args:
            bounds: (left, bottom, right, top) in map units.
            pixel_size: length of a pixel in map units, one number or (x, y); None with a Grid in ``snap_to``: the pixels of that grid.
            snap_to: None: the grid starts at the upper left corner of the bounds; a map position: pixel edges fall on whole
                multiples from it, ``(0, 0)`` being GDAL's "target aligned pixels"; a Grid: its lattice continued, rotation included.
            crs: WKT; taken from ``snap_to`` where that is a Grid.

        Raises:
            GridError: bounds that are not finite, or more pixels than a raster can have.
        """
        left, bottom, right, top = (float(value) for value in bounds)
        if not all(map(math.isfinite, (left, bottom, right, top))) or right < left or top < bottom:
            raise GridError(f"The extent {left}, {bottom}, {right}, {top} is not a rectangle.",
                            "Check the extent and the coordinate systems.")
        if isinstance(snap_to, Grid):
            lattice = snap_to if pixel_size is None else _with_pixel_size(snap_to, pixel_size)
        else:
            px, py = _pair(pixel_size)
            origin = (left, top) if snap_to is None else snap_to
            lattice = cls(Affine(px, 0.0, float(origin[0]), 0.0, -py, float(origin[1])), 1, 1, crs)
        pixels = lattice.to_pixel(np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))
        # A thousandth of a pixel of rounding in the bounds must not add a row.
        col, row = np.floor(pixels.min(axis=0) + 1e-3)
        end_col, end_row = np.ceil(pixels.max(axis=0) - 1e-3)
        width, height = max(end_col - col, 1.0), max(end_row - row, 1.0)
        if max(width, height) > _LARGEST_SIDE:
            raise GridError(f"The output would have {width:.0f} x {height:.0f} pixels.", "Use a larger pixel size or a smaller extent.")
        return lattice.window_grid(Window(int(col), int(row), int(width), int(height)))

    def to_dict(self) -> dict:
        """Plain values for JSON."""
        transform = [float(value) for value in tuple(self.transform)[:6]]
        return {"transform": transform, "width": self.width, "height": self.height, "crs": self.crs}

    @classmethod
    def from_dict(cls, record: dict) -> Grid:
        """The inverse of `to_dict`."""
        return cls(Affine(*record["transform"]), int(record["width"]), int(record["height"]), record.get("crs"))


def _pair(pixel_size) -> tuple[float, float]:
    px, py = np.broadcast_to(np.asarray(pixel_size, dtype=np.float64), 2)
    if not (math.isfinite(px) and math.isfinite(py) and px > 0 and py > 0):
        raise GridError(f"The pixel size {px} x {py} is not positive.", "Give a pixel size greater than zero.")
    return float(px), float(py)


def _with_pixel_size(grid: Grid, pixel_size) -> Grid:
    """The lattice through the grid's origin, in its directions, with another pixel size."""
    (px, py), (old_px, old_py) = _pair(pixel_size), grid.pixel_size
    a, b, c, d, e, f = tuple(grid.transform)[:6]
    return Grid(Affine(a * px / old_px, b * py / old_py, c, d * px / old_px, e * py / old_py, f), 1, 1, grid.crs)
