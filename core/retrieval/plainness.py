"""Tiles in which there is nothing to see: open water, snow, a border without data. Their codes are alike and say nothing."""
from __future__ import annotations

import cv2
import numpy as np

#: Detail below which a tile is even, in `STEPS` to a grey level. Of UC Merced's 756 tiles to learn from the least has 2.3 grey levels, of
#: open sea seen by Sentinel-2 most have less than 1.
EVEN = 25
STEPS = 20
#: Not measured, as in indexes of older versions.
UNKNOWN = 255
# Cells that are averaged, so that noise does not count, and what is taken for slow gradients, in cells of 32 to a side.
_CELLS, _SLOW = 32, 4.0
# A small thing in an even tile, such as a ship, is something to see where it stands out by so many times the least detail.
_PEAK = 10.0


def detail(tiles: np.ndarray) -> np.ndarray:
    """(N,) uint8: how much there is to see in tiles (N, 3, side, side) uint8; `STEPS` are a grey level, 254 is as much or more.

    It is the deviation of what is neither noise nor a slow gradient, a band of scales, or a tenth of its largest value where that is more.
    """
    found = np.empty(len(tiles), np.uint8)
    for number, tile in enumerate(tiles):
        cells = cv2.resize(np.moveaxis(tile, 0, -1).astype(np.float32), (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
        left = cells - cv2.GaussianBlur(cells, (0, 0), _SLOW)
        value = max(float(left.std((0, 1)).mean()), float(np.abs(left).max()) / _PEAK)
        found[number] = min(round(value * STEPS), UNKNOWN - 1)
    return found


def is_even(details: np.ndarray) -> np.ndarray:
    """(N,) bool: in which there is nothing to see, as far as that is known."""
    return np.asarray(details) < EVEN
