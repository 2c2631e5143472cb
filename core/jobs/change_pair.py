"""Two open rasters as the Source a change method sees."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..change.block import Block
from ..raster.grid import Grid
from ..raster.lattice import Mapping
from ..raster.mask import ignored_pixels
from ..raster.raster import Raster
from ..raster.resample import resample
from ..raster.window import Window
from .common_grid import CommonGrid, offset

_BLOCK_BYTES = 2**27          # of the values of a block without its margin
_SIDES = (1024, 512, 256)
_READ_WHOLE = 2**24           # pixels from which a sample is taken in patches: reading all would take too long
_PATCHES = 16                 # along a side


@dataclass(frozen=True)
class Layer:
    """One of the two rasters, seen on the common grid.

    Attributes:
        raster, bands: what is read.
        mapping: common pixel positions to pixel positions of the raster.
        start: where the common grid begins in the raster, where its pixels are those of the raster; else None, and it is resampled.
    """

    raster: Raster
    bands: tuple[int, ...]
    mapping: Mapping
    start: tuple[int, int] | None

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Values (bands, rows, cols) float32 and which of them are data (rows, cols) bool."""
        if self.start is not None:
            array, valid = self.raster.read(self.bands, Window(window.col + self.start[0], window.row + self.start[1], *window.shape[::-1]))
        else:
            array, valid = resample(self.raster, self.bands, self.mapping, window, "cubic")
        return array.astype(np.float32), valid

    def small(self, grid: Grid, bands: tuple[int, ...], longest_side: int) -> tuple[np.ndarray, np.ndarray]:
        """The whole common grid read small, in the raster's data type: (bands, rows, cols) and (rows, cols) bool."""
        scaled = grid.scaled(max(1.0, max(grid.width, grid.height) / longest_side))
        factor = np.array([grid.width / scaled.width, grid.height / scaled.height])
        return resample(self.raster, bands, lambda xy: self.mapping(xy * factor), scaled.window, "bilinear")


class ChangePair:
    """See `core.change.source.Source` for what the methods mean. Each block is read once in a pass.

    Args:
        before, after: open rasters.
        bands: numbers of the bands to compare, of either.
        common: the grid on which they are compared.
        ignored: polygons in its CRS that are not to be looked at, or None.
        side: of the blocks in pixels; None: as the number of bands allows.
    """

    def __init__(self, before: Raster, after: Raster, bands: tuple[tuple[int, ...], tuple[int, ...]], common: CommonGrid, ignored=None,
                 side: int | None = None):
        self.grid, self._ignored = common.grid, ignored
        self.before, self.after = (Layer(raster, chosen, mapping, offset(mapping, common.grid)) for raster, chosen, mapping in
                                   zip((before, after), bands, (common.before, common.after)))
        self.bands, self.shape = (len(bands[0]), len(bands[1])), common.grid.window.shape
        fitting = (length for length in _SIDES if 4 * sum(self.bands) * length**2 <= _BLOCK_BYTES)
        self.side = side or next(fitting, _SIDES[-1])

    def sample(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Values of valid pixels of a regular lattice, of a large raster that of patches in it; see `Source`."""
        places, values = [], ([], [])
        for window, step in self._looked_at(most):
            rows, cols = (start + np.arange(-(start - step // 2) % step, length, step)
                          for start, length in ((window.row, window.height), (window.col, window.width)))
            if not (rows.size and cols.size):
                continue
            before, after, valid = self.read(window)
            chosen = np.ix_(rows - window.row, cols - window.col)
            seen = valid[chosen]
            places.append((rows[:, None] * self.shape[1] + cols)[seen])
            for found, array in zip(values, (before, after)):
                found.append(array[(slice(None), *chosen)][:, seen].T)
        # The order must not depend on the blocks.
        order = np.argsort(np.concatenate(places))
        return tuple(np.concatenate(found)[order] for found in values)

    def _looked_at(self, most: int) -> Iterator[tuple[Window, int]]:
        """Windows to read for a sample, and of how many pixels in a row one is taken."""
        rows, cols = self.shape
        if rows * cols <= _READ_WHOLE:
            step = max(1, int(np.ceil(np.sqrt(rows * cols / most))))
            while np.prod([len(range(step // 2, side, step)) for side in self.shape]) > most:
                step += 1
            yield from ((window, step) for window in self.grid.window.tiles(self.side))
            return
        side = max(1, int(np.sqrt(most) / _PATCHES))
        for row in range(_PATCHES):
            for col in range(_PATCHES):
                middle = int((row + 0.5) * rows / _PATCHES), int((col + 0.5) * cols / _PATCHES)
                yield Window(middle[1] - side // 2, middle[0] - side // 2, side, side).intersect(self.grid.window), 1

    def blocks(self, margin: int = 0) -> Iterator[Block]:
        """All of it in tiles, row by row; see `Source`."""
        for window in self.grid.window.tiles(self.side):
            area = window.buffered(margin).intersect(self.grid.window)
            before, after, valid = self.read(area)
            top, left = window.row - area.row, window.col - area.col
            yield Block(before, after, valid, (slice(top, top + window.height), slice(left, left + window.width)))

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(before, after, valid) of a window: values (bands, rows, cols) float32 and where both are data (rows, cols) bool."""
        (before, valid), (after, seen) = self.before.read(window), self.after.read(window)
        valid = valid & seen & np.isfinite(before).all(0) & np.isfinite(after).all(0)
        if self._ignored is not None and valid.any():
            valid &= ~ignored_pixels(self._ignored, self.grid, window)
        return before, after, valid
