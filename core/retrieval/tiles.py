"""A raster cut into square tiles, as an encoder is shown them."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ..raster.colours import Colouring
from ..raster.grid import Grid
from ..raster.metres import pixel_metres
from ..raster.raster import Raster
from ..raster.window import Window
from .borders import border

# Pixels of a band that are read at a time, and sides of tiles above which each is read small by itself.
_AT_ONCE_PX, _LARGE_PX = 2**22, 2048
# Pixels of a band up to which windows are read with all that lies between them.
_TOGETHER_PX = 2**24
_LEAST_PX = 8
# A strip at the edge narrower than this part of a tile is not worth a tile that shows the same as the one before.
_MISSED = 8


@dataclass(frozen=True)
class Layout:
    """Where the tiles of a raster lie.

    Attributes:
        width, height: of the raster, pixels.
        size: side of a tile; stride: from one to the next, pixels. The last tile of a row or column ends with the raster, or less
            than an eighth of a tile before.
    """

    width: int
    height: int
    size: int
    stride: int

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols) of tiles."""
        return len(_starts(self.height, self.size, self.stride)), len(_starts(self.width, self.size, self.stride))

    def groups(self, start: int = 0) -> Iterator[tuple[int, list[Window]]]:
        """Tiles row by row in groups that are read at a time: (number of the first, from 0, windows).

        Args:
            start: groups whose first tile has a lower number are left out.
        """
        left, tops = _starts(self.width, self.size, self.stride), _starts(self.height, self.size, self.stride)
        # As many as span a width that fits.
        span = max(1, (_AT_ONCE_PX // self.size - self.size) // self.stride + 1)
        for row, top in enumerate(tops):
            for first in range(0, len(left), span):
                number = row * len(left) + first
                if number >= start:
                    yield number, [Window(int(col), int(top), self.size, self.size) for col in left[first : first + span]]


def layout(grid: Grid, size: int, stride: int) -> Layout:
    """Tiles of a raster; where its shorter side is less than ``size``, as large as that, the stride in proportion."""
    fitting = min(size, grid.width, grid.height)
    return Layout(grid.width, grid.height, fitting, max(1, round(stride * fitting / size)))


def size_of(given: int | None, ground: float | None, side: int, grid: Grid) -> tuple[int, str]:
    """(side of a tile in pixels, why, a part of a sentence).

    Args:
        given: what was asked for, or None.
        ground: side of the tiles that the encoder was trained on, metres; None: not known.
        side: of the pictures it sees, pixels.
        grid: of the raster.
    """
    if given:
        return given, "as asked"
    metres = pixel_metres(grid)
    size = round(ground / metres) if ground and metres else 0
    # So few pixels hold nothing of what the encoder has learned to see on so much ground.
    if size < max(_LEAST_PX, side // 4):
        return side, "the encoder's side, as its pixels are too small for the ground it was trained on" if size else "the encoder's side"
    return size, f"the {ground:g} m that the encoder was trained on, in pixels of {metres:.4g} m"


def cut(raster: Raster, shown: Colouring, windows: Sequence[Window], side: int) -> tuple[np.ndarray, np.ndarray]:
    """Square pictures of windows, which may be of any shape and stick out of the raster.

    What carries no data is shown in the mean colour of what does; where a raster declares nothing of the kind, so is a border, see
    `borders`. A tile is the same whichever others it is cut with.

    Args:
        raster: open; shown: how its values become colours.
        windows: N > 0; read at once where they lie together.
        side: of the pictures, pixels.

    Returns:
        tiles: (N, 3, side, side) uint8; valid: (N,) float32 share of pixels that carry data.
    """
    tiles, shares = np.empty((len(windows), 3, side, side), np.uint8), np.empty(len(windows), np.float32)
    large = max(max(window.width, window.height) for window in windows) > _LARGE_PX
    whole = _hull(windows)
    together = not large and whole.width * whole.height <= _TOGETHER_PX
    declared = raster.has_mask or raster.has_alpha or any(value is not None for value in raster.nodata) or shown.table is not None
    if together:
        array, seen = raster.read(shown.bands, whole)
        image = shown(array, seen)
    for number, window in enumerate(windows):
        if not together:
            shape = tuple(min(length, 2 * side) for length in window.shape)
            values, valid = raster.read(shown.bands, window, shape if large else None)
            picture = shown(values, valid)
        else:
            part = Window(window.col - whole.col, window.row - whole.row, window.width, window.height).slices
            picture, values, valid = image[(slice(None), *part)], array[(slice(None), *part)], seen[part]
        bare = None if declared else border(values)
        if bare is not None:
            valid = valid & ~bare
        shares[number] = valid.mean()
        tiles[number] = _picture(picture, valid, side)
    return tiles, shares


def _starts(length: int, size: int, stride: int) -> np.ndarray:
    last = max(length - size, 0)
    starts = np.arange(0, last + 1, stride)
    return np.append(starts, last) if (last - starts[-1]) * _MISSED >= size else starts


def _hull(windows: Sequence[Window]) -> Window:
    left, top = min(window.col for window in windows), min(window.row for window in windows)
    right, bottom = max(window.col + window.width for window in windows), max(window.row + window.height for window in windows)
    return Window(left, top, right - left, bottom - top)


def _picture(image: np.ndarray, valid: np.ndarray, side: int) -> np.ndarray:
    """(3, side, side) of (3, rows, cols) uint8, where ``valid`` (rows, cols)."""
    pixels = np.ascontiguousarray(np.moveaxis(image, 0, -1))
    if not valid.all():
        mean = pixels[valid].mean(0).round().astype(np.uint8) if valid.any() else np.zeros(3, np.uint8)
        pixels = np.where(valid[..., None], pixels, mean)
    if pixels.shape[:2] != (side, side):
        method = cv2.INTER_AREA if min(pixels.shape[:2]) > side else cv2.INTER_LINEAR
        pixels = cv2.resize(pixels, (side, side), interpolation=method)
    return np.moveaxis(pixels, -1, 0)
