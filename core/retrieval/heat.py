"""Values of tiles as a raster."""
from __future__ import annotations

import numpy as np
from affine import Affine

from ..raster.grid import Grid
from .source import Source

NODATA = -1.0


def heat(source: Source, windows: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, Grid]:
    """The mean of the values of the tiles that cover a cell.

    Args:
        source: the raster; windows: (N, 4) of its tiles; values: (N,).

    Returns:
        (rows, cols) float32 of cells as long as the stride, `NODATA` where no tile is, and their grid.
    """
    stride = source.stride
    cols, rows = -(-source.width // stride), -(-source.height // stride)
    # A cell belongs to the tiles in which the middle of what it has of the raster lies.
    middles = [np.minimum(np.arange(count) * stride + 0.5 * stride, 0.5 * ((count - 1) * stride + length))
               for count, length in ((cols, source.width), (rows, source.height))]
    left, top = (np.searchsorted(middles[axis], windows[:, axis]) for axis in range(2))
    right, bottom = (np.searchsorted(middles[axis], windows[:, axis] + windows[:, axis + 2]) for axis in range(2))
    sums, counts = (_covered(left, top, right, bottom, weights, rows, cols)
                    for weights in (np.asarray(values, float), np.ones(len(windows))))
    there = np.rint(counts) > 0
    found = np.where(there, sums / np.where(there, counts, 1), NODATA).astype(np.float32)
    grid = source.grid
    return found, Grid(grid.transform * Affine.scale(stride), cols, rows, grid.crs)


def _covered(left, top, right, bottom, weights: np.ndarray, rows: int, cols: int) -> np.ndarray:
    """(rows, cols) sums of the weights of rectangles, by what they change at their corners."""
    changes = np.zeros((rows + 1, cols + 1))
    for row, col, sign in ((top, left, 1), (top, right, -1), (bottom, left, -1), (bottom, right, 1)):
        np.add.at(changes, (row, col), sign * weights)
    return changes.cumsum(0).cumsum(1)[:rows, :cols]
