"""Which rasters show the same ground, the grid they share there, and the blocks it is cut into."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ...raster.grid import Grid
from ...raster.io import map_points
from ...raster.window import Window

_GEOGRAPHIC = "EPSG:4326"
_ENOUGH = 5                   # blocks, to keep one in five for validation
_SIDES = (448, 320, 224, 160, 112)


def grounds(grids: Sequence[Grid]) -> list[list[int]]:
    """Indices of the grids by the ground they show: those of one ground overlap, at least through others.

    A grid without georeferencing is alone; grids with a geotransform but no CRS are taken to share an unknown one.
    """
    apart = [[index] for index, grid in enumerate(grids) if not grid.is_georeferenced]
    for crs in (_GEOGRAPHIC, None):
        members = [index for index, grid in enumerate(grids) if grid.is_georeferenced and bool(grid.crs) == bool(crs)]
        outlines = np.array([outline(grids[index], crs) for index in members], dtype=object)
        pairs = shapely.STRtree(outlines).query(outlines, predicate="intersects") if members else np.zeros((2, 0), int)
        links = coo_matrix((np.ones(pairs.shape[1]), pairs), shape=(len(members),) * 2)
        _, labels = connected_components(links, directed=False) if members else (0, np.zeros(0, int))
        apart += [[members[at] for at in np.flatnonzero(labels == label)] for label in np.unique(labels)]
    return sorted(apart)


def shared_grid(grids: Sequence[Grid]) -> Grid:
    """The lattice of the grid with the largest pixels, over all of them: what they have in common can be told at its pixels only."""
    if len(grids) == 1:
        return grids[0]
    crs = _GEOGRAPHIC if grids[0].crs else None
    coarsest = grids[int(np.argmax([outline(grid, crs).area / (grid.width * grid.height) for grid in grids]))]
    return Grid.covering(shapely.total_bounds([outline(grid, coarsest.crs) for grid in grids]), None, snap_to=coarsest)


def outline(grid: Grid, crs: str | None) -> shapely.Polygon:
    """The grid's border in a CRS; empty where it cannot be expressed there."""
    line = np.linspace(0.0, 1.0, 9)[:-1]
    zero, one = np.zeros(8), np.ones(8)
    border = np.concatenate([np.stack(side, 1) for side in ((line, zero), (one, line), (1 - line, one), (zero, 1 - line))])
    places = map_points(grid.crs, crs)(grid.to_map(border * [grid.width, grid.height]))
    return shapely.make_valid(shapely.Polygon(places)) if np.isfinite(places).all() else shapely.Polygon()


def blocks(grid: Grid, least: int) -> list[Window]:
    """Windows of equal size that cover a grid but for less than one pixel per window: as large as allows a handful of them.

    Args:
        grid: to be cut.
        least: smallest side in pixels; a grid that is smaller has no block.
    """
    for side in (*_SIDES, least):
        cols, rows = grid.width // side, grid.height // side
        if cols * rows >= _ENOUGH or side == least and cols * rows:
            width, height = grid.width // cols, grid.height // rows
            return [Window(col * width, row * height, width, height) for row in range(rows) for col in range(cols)]
    return []
