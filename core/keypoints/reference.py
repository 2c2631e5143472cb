"""The pyramid as the reference implementation has it, shifts included, to compare with its results."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch.nn import functional

from ..models.d2net import STRIDE
from .area import Area
from .level import LEAST_PX, Level, Source
from .resampling import Taps, all_valid, resized

# Where the reference puts a cell, 2 px before its centre; and from there to the outer corner of the first pixel.
_OFFSET, _HALF_PX = 1.5, 0.5


class ReferencePyramid:
    """Levels resized corner on corner, positions as if by pixels, cells at the pixel 4 i + 1.5; see `Pyramid` for the methods.

    Everything is computed whole, level by level in their order.

    Args:
        source: the image.
        scales: of the levels, ascending; those too small for the network are left out.
        caps: most pixels of the longest side, and of both together: a larger image is made smaller first. None: never.
    """

    # The reference takes what rounding makes of blank ground for maxima.
    rounding = 0.0

    def __init__(self, source: Source, scales: Sequence[float], caps: tuple[int, int] | None = None):
        self._describer = source.describer
        bands, valid = source.prepared(slice(None), slice(None))
        self._whole = source.shape
        for cap, size in zip(caps or (), (max, sum)):
            bands, valid = _capped(bands, valid, cap / size(bands.shape[1:]))
        self._image = torch.from_numpy(np.ascontiguousarray(self._describer.colours(bands, valid)))[None]
        self._valid = None if valid.all() else valid
        sizes = {scale: tuple(int(side * scale) for side in valid.shape) for scale in scales}
        self.scales = tuple(scale for scale in scales if min(sizes[scale]) >= LEAST_PX)
        self._sizes = [sizes[scale] for scale in self.scales]
        self._before = None

    def tiles(self, index: int, tile_px: int) -> list[Area]:
        """The whole level, whatever its size."""
        return [self.cells(index)]

    def cells(self, index: int) -> Area:
        """All cells of a level."""
        return Area(0, 0, *(side // 2 // 2 - 1 for side in self._sizes[index]))

    def usable(self, index: int, area: Area) -> np.ndarray:
        """(rows, cols) bool: cells that see enough of what is valid. The reference knows nothing invalid."""
        if self._valid is None:
            return np.ones(area.shape, bool)
        size = self._sizes[index]
        nearest = (np.floor((np.arange(side) + 0.5) * whole / side).astype(int) for side, whole in zip(size, self._valid.shape))
        at_level = self._valid[np.ix_(*nearest)]
        return Level(Source(self._describer, at_level, at_level, None), 1.0).usable(area)

    def matters(self, index: int, area: Area, _region: tuple[float, float, float, float]) -> np.ndarray:
        """(rows, cols) bool: all cells, as shifts and whole levels make any of them matter anywhere."""
        return np.ones(area.shape, bool)

    def features(self, index: int, area: Area, alive: Callable[[], None]) -> torch.Tensor:
        """(C, rows, cols) of a whole level, those of the level before added corner on corner."""
        image = functional.interpolate(self._image, self._sizes[index], mode="bilinear", align_corners=True)[0]
        found = self._describer.features(image.numpy(), alive)
        if self._before is not None:
            found = found + functional.interpolate(self._before[None], found.shape[1:], mode="bilinear", align_corners=True)[0]
        self._before = found
        return found

    def carried(self, index: int, taken: np.ndarray) -> np.ndarray:
        """The cells (rows, cols) bool of a level whose nearest one in the level before is taken."""
        mask = torch.from_numpy(taken)[None, None].float()
        return functional.interpolate(mask, self.cells(index).shape, mode="nearest")[0, 0].bool().numpy()

    def xy(self, index: int, positions: np.ndarray) -> np.ndarray:
        """(K, 2) x, y in the image, from the outer corner of its first pixel, of positions (row, column) in cells of a level."""
        to_seen = np.divide(self._image.shape[2:], self._sizes[index])
        to_whole = np.divide(self._whole, self._image.shape[2:])
        return ((STRIDE * positions + _OFFSET) * to_seen * to_whole + _HALF_PX)[:, ::-1]


def _capped(bands: np.ndarray, valid: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Made smaller where the scale is below 1."""
    if scale >= 1:
        return bands, valid
    rows, cols = (Taps.between(0, int(side * scale), scale, side) for side in valid.shape)
    return resized(bands[..., rows.span, cols.span], rows, cols), all_valid(valid[rows.span, cols.span], rows, cols)
