"""Windows of two dates that have a class each, found on maps of labels: polygons that somebody has drawn, for example."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...errors import OptionError
from ...scene_change.scan import Look


@dataclass(frozen=True)
class Windows:
    """Windows that are labelled on both dates.

    Attributes:
        positions: (N, 2) int64 column and row of the window on the grid.
        labels: (N,) int64 of both dates, from 0.
        size, stride: pixels.
    """

    positions: np.ndarray
    labels: tuple[np.ndarray, np.ndarray]
    size: int
    stride: int

    def __len__(self) -> int:
        return len(self.positions)


def labelled(before: np.ndarray, after: np.ndarray, size: int, stride: int = 0, least: float = 0.5) -> Windows:
    """Windows in each of which one class dominates, on either date.

    Args:
        before, after: (rows, cols) labels of pixels from 1, 0 what is not known.
        size: of windows, pixels; stride: from one to the next, 0: as large as they are.
        least: share of a window that its class has to cover.

    Raises:
        OptionError: the maps differ in shape, or no window is labelled.
    """
    stride = stride or size
    if before.shape != after.shape or size < 1 or stride < 1 or size > min(before.shape):
        raise OptionError(f"Windows of {size} px do not fit maps {before.shape} and {after.shape}.",
                          "Give maps of one size, smaller windows.")
    found = [dominating(labels, size, stride, least) for labels in (before, after)]
    rows, cols = np.nonzero((found[0] > 0) & (found[1] > 0))
    if not len(rows):
        raise OptionError(f"No window of {size} px is covered to {least:.0%} by one class on both dates.",
                          "Give smaller windows, larger polygons, or polygons of the same places on both dates.")
    labels = tuple(one[rows, cols].astype(np.int64) - 1 for one in found)
    return Windows(np.column_stack([cols, rows]).astype(np.int64), labels, size, stride)


def samples(found: Windows, look: Look, indices) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """Tiles and classes of some windows, as `chunk.write` wants them; those that are not valid throughout are left out."""
    for index in indices:
        col, row = found.positions[index]
        before, after, valid = look(int(row) * found.stride, int(col) * found.stride, found.size, found.size)
        if valid.all():
            tiles = (np.ascontiguousarray(image.transpose(1, 2, 0)) for image in (before, after))
            yield *tiles, int(found.labels[0][index]), int(found.labels[1][index])


def dominating(labels: np.ndarray, size: int, stride: int, least: float) -> np.ndarray:
    """Label of each window of a grid on a map of labels; 0 where none covers enough of it. See `labelled` for the arguments."""
    rows, cols = ((side - size) // stride + 1 for side in labels.shape)
    best, found = np.zeros((rows, cols)), np.zeros((rows, cols), labels.dtype)
    for label in np.unique(labels[labels > 0]):
        sums = np.pad((labels == label).astype(np.int64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        top, left = np.arange(rows)[:, None] * stride, np.arange(cols) * stride
        covered = (sums[top + size, left + size] - sums[top, left + size] - sums[top + size, left] + sums[top, left]) / size**2
        better = (covered > best) & (covered >= least)
        best[better], found[better] = covered[better], label
    return found
