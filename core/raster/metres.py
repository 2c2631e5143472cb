"""How long pixels are on the ground."""
from __future__ import annotations

import numpy as np

from ..errors import GridError
from .grid import Grid
from .io import map_points

# Radius of a sphere with the volume of the Earth (WGS 84).
_EARTH_M = 6_371_000.8
_LONGITUDES = "EPSG:4326"


def pixel_metres(grid: Grid) -> float:
    """Length of the pixel in the middle of a grid, metres on the ground, as of a square of its area; to half a per cent.

    It is measured on a sphere, so that degrees, feet and projections that stretch, such as Mercator's, do not matter.

    Returns:
        Metres; 0 where the grid has no CRS, or none that is related to the Earth.
    """
    if not grid.crs:
        return 0.0
    middle = np.array([[grid.width, grid.height]]) / 2.0
    try:
        degrees = map_points(grid.crs, _LONGITUDES)(grid.to_map(middle + [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    except GridError:
        return 0.0
    east, north = np.radians((degrees[1:] - degrees[0]).T)
    # Over the meridian of 180 degrees.
    east = (east + np.pi) % (2 * np.pi) - np.pi
    area = abs(np.linalg.det(np.stack([east * np.cos(np.radians(degrees[0, 1])), north], 1))) * _EARTH_M**2
    return float(np.sqrt(area)) if np.isfinite(area) else 0.0
