"""Which part of the rasters is looked at together, so that windows that overlap are not resampled and described again and again."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pair import Pair

TILE_PX = 1280                # at most, along the side of what is described at once, its margins aside
_EDGE_PX, _NEARLY_ALL = 4.0, 0.6
_STEP_PX = 32                 # tiles begin and end at multiples of it, so that nearly equal sets of windows share them


@dataclass(frozen=True)
class Tile:
    """A square patch and the windows in it.

    Attributes:
        centre: (2,) working position of its middle.
        side: pixels, a multiple of 4.
        points: (N,) indices of the centres of windows in it.
        alone: it is there for one window, in its middle.
    """

    centre: np.ndarray
    side: int
    points: np.ndarray
    alone: bool = False


def tiles(pair: Pair, centres: np.ndarray, scale: float, window: float, alone: float | None = None) -> list[Tile]:
    """The patches that show the windows around all points: few large ones, or one each where that is less to look at.

    Args:
        pair: its region is divided.
        centres: (N, 2) working positions.
        scale: working pixels per pixel of a patch.
        window: pixels along the side of what has to be seen around a point.
        alone: pixels along the side of what a point by itself takes as much work as; None: ``window``.
    """
    x0, y0, x1, y1 = pair.region
    low = np.array([x0, y0])
    extent = np.array([x1 - x0, y1 - y0]) / scale
    at = (centres - low) / scale
    within = np.flatnonzero(((at > -window / 2) & (at < extent + window / 2)).all(1))
    if len(within) == 0:
        return []
    at = at[within]
    count = np.maximum(np.ceil(extent / TILE_PX), 1)
    if np.prod(np.minimum(np.ptp(at, axis=0) + window, extent) + (count - 1) * window) > len(within) * (alone or window) ** 2:
        return [Tile(np.rint(centres[index]), whole_tile(window), np.array([index]), True) for index in within]
    cell = np.floor(at / extent * count).clip(0, count - 1).astype(int)
    found = []
    for part in np.unique(cell, axis=0):
        points = np.flatnonzero((cell == part).all(1))
        needed, all_of_it = (np.clip([low_px - window / 2, high_px + window / 2], -_EDGE_PX, extent + _EDGE_PX) for low_px, high_px in (
            (at[points].min(0), at[points].max(0)), (part * extent / count, (part + 1) * extent / count)))
        # The same tile for all sets of windows that nearly fill it.
        begin, end = all_of_it if np.prod(np.ptp(needed, axis=0)) > _NEARLY_ALL * np.prod(np.ptp(all_of_it, axis=0)) else needed
        begin, end = np.floor(begin / _STEP_PX) * _STEP_PX, np.ceil(end / _STEP_PX) * _STEP_PX
        found.append(Tile(np.rint(low + (begin + end) / 2 * scale), int(np.ceil(((end - begin).max() / 2 + 1.0) / 2.0)) * 4,
                          within[points]))
    return found


def whole_tile(side: float) -> int:
    """The side of a tile of so many pixels, at least."""
    return int(np.ceil(side / 4.0)) * 4


def patches(centres: np.ndarray, side: float, most: int) -> np.ndarray:
    """Centres (M, 2) of the squares of a grid that hold any of the points (N, 2), at most so many, spread evenly."""
    if len(centres) == 0:
        return np.zeros((0, 2))
    origin = centres.min(0)
    cells = np.unique(np.floor((centres - origin) / side).astype(np.int64), axis=0)
    if len(cells) > most:
        cells = cells[np.linspace(0, len(cells) - 1, most).astype(int)]
    return origin + (cells + 0.5) * side
