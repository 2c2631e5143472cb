"""Features of several levels, those of coarser ones added to the finer, computed for any part without the rest."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from ..models.d2net import STRIDE
from .area import Area
from .level import Level, Source

# Cells around what is asked of a coarser level that the finer ones will ask for too: they see nearer to the border of what is valid.
_ASKED_NEXT_CELLS = 3


class Pyramid:
    """Levels whose cells lie where their centres do: at the pixel 4 i + 3.5 of a level.

    Source: Dusmanu et al. 2019, arXiv:1905.03561, section 4.4, without the shifts of its implementation. Of a coarser level the part
    that was computed last is kept; what it adds to another part is computed again.

    Args:
        source: the image.
        scales: of the levels, ascending; those too small for the network are left out.

    Attributes:
        scales: of the levels that are left.
        rounding: share of a feature that may be wrong, see `detect`.
    """

    rounding = 1e-4

    def __init__(self, source: Source, scales: Sequence[float]):
        levels = (Level(source, scale) for scale in scales)
        self._levels = [level for level in levels if min(level.cells.shape) > 0]
        self.scales = tuple(level.scale for level in self._levels)
        # Of coarser levels, by index, the part last computed and its features.
        self._known: dict[int, tuple[Area, torch.Tensor]] = {}

    def tiles(self, index: int, tile_px: int) -> list[Area]:
        """Areas that fill a level; their origins are multiples of the network's stride."""
        return list(self.cells(index).tiles(max(tile_px // 4, 1)))

    def cells(self, index: int) -> Area:
        """All cells of a level."""
        return self._levels[index].cells

    def usable(self, index: int, area: Area) -> np.ndarray:
        """(rows, cols) bool: cells that see enough of what is valid."""
        return self._levels[index].usable(area)

    def features(self, index: int, area: Area, alive: Callable[[], None]) -> torch.Tensor:
        """(C, rows, cols) of an area of a level: its own, and those of all coarser ones at the centres of its cells."""
        if index + 1 == len(self._levels):
            return self._computed(index, area, alive)
        # The finer levels will ask for nearly the same.
        seen, found = self._known.get(index, (None, None))
        if seen is None or not area.lies_in(seen):
            seen = area.grown(_ASKED_NEXT_CELLS, self.cells(index))
            found = self._computed(index, seen, alive)
            self._known[index] = seen, found
        return found[(slice(None), *area.seen_from(seen).slices)]

    def _computed(self, index: int, area: Area, alive: Callable[[], None]) -> torch.Tensor:
        level = self._levels[index]
        found = level.features(area, alive)
        if not index:
            return found
        coarser = self._levels[index - 1]
        rows, cols = (_Between(coarser.from_finer(np.arange(first, last), level), end) for first, last, end in (
            (area.top, area.bottom, coarser.cells.bottom), (area.left, area.right, coarser.cells.right)))
        below = self.features(index - 1, Area(rows.first, cols.first, rows.last + 1, cols.last + 1), alive)
        return found + cols.along(rows.along(below, 1), 2)

    def carried(self, index: int, taken: np.ndarray) -> np.ndarray:
        """The cells (rows, cols) bool of a level whose nearest one in the level before is taken."""
        level, coarser = self._levels[index], self._levels[index - 1]
        rows, cols = (np.clip(np.floor(coarser.from_finer(np.arange(size), level) + 0.5).astype(int), 0, end - 1)
                      for size, end in zip(level.cells.shape, coarser.cells.shape))
        return taken[np.ix_(rows, cols)]

    def matters(self, index: int, area: Area, region: tuple[float, float, float, float]) -> np.ndarray:
        """(rows, cols) bool: cells whose keypoints may lie in a region (left, top, right, bottom pixel), or ban some of a finer level."""
        beyond = 0.0
        for scale in reversed(self.scales[index:]):
            # A keypoint lies less than a cell from its cell's centre; half a cell, what bans a cell of the next level.
            beyond = max(STRIDE / scale, beyond + 0.5 * STRIDE / scale)
        level, inside = self._levels[index], []
        for axis, first, last in ((1, area.top, area.bottom), (0, area.left, area.right)):
            centre = level.xy(np.repeat(np.arange(first, last)[:, None], 2, 1))[:, axis]
            inside.append((centre >= region[axis] - beyond) & (centre <= region[axis + 2] + beyond))
        return np.logical_and.outer(*inside)

    def xy(self, index: int, positions: np.ndarray) -> np.ndarray:
        """(K, 2) x, y in the image, from the outer corner of its first pixel, of positions (row, column) in cells of a level."""
        return self._levels[index].xy(positions)


class _Between:
    """Places between cells of an axis, linear; beyond the first and the last cell as there.

    Args:
        places: (N,) in cells.
        size: of the axis.
    """

    def __init__(self, places: np.ndarray, size: int):
        places = np.clip(places, 0, size - 1)
        low = np.floor(places).astype(np.int64)
        high = np.minimum(low + 1, size - 1)
        self.first, self.last = int(low.min()), int(high.max())
        self._low, self._high, self._share = low - self.first, high - self.first, (places - low).astype(np.float32)

    def along(self, values: torch.Tensor, axis: int) -> torch.Tensor:
        """Along an axis, which holds the cells ``first`` to ``last``."""
        low, high, share = (torch.from_numpy(part).to(values.device) for part in (self._low, self._high, self._share))
        share = share.reshape(-1, *(1,) * (values.ndim - 1 - axis))
        return (values.index_select(axis, low) * (1 - share)).add_(values.index_select(axis, high).mul_(share))
