"""Two images of any size, window by window: classes of both dates on a grid."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..errors import OptionError
from ..progress import Progress, Silent
from .predictor import BATCH, Prediction, Predictor

#: (top, left, rows, cols) -> (before, after), (3, rows, cols) uint8 each, and (rows, cols) bool, where both are valid.
Look = Callable[[int, int, int, int], tuple[np.ndarray, np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Scan:
    """What was found on a grid of windows.

    Attributes:
        before, after: (rows, cols) uint8 labels from 1; 0 where nothing was looked at.
        probabilities: of both dates, (classes, rows, cols) float32; NaN there.
        gate, confidence: (rows, cols) float32, see `Prediction`; NaN there.
        size, stride: of the windows, pixels of the images. The window of the cell (row, col) begins at (row, col) times the stride, so the
            grid has the origin of the images and cells of a stride where windows do not overlap, and begins `inset` pixels further where
            they do.
    """

    before: np.ndarray
    after: np.ndarray
    probabilities: tuple[np.ndarray, np.ndarray]
    gate: np.ndarray
    confidence: np.ndarray
    size: int
    stride: int

    @property
    def inset(self) -> float:
        """Pixels of the images from their corner to that of the first cell, in x and y: a cell lies in the middle of its window."""
        return 0.5 * (self.size - self.stride)

    @property
    def changed(self) -> np.ndarray:
        """(rows, cols) bool: the classes differ."""
        return self.before != self.after


def shape_of(rows: int, cols: int, stride: int) -> tuple[int, int]:
    """Rows and columns of the grid of an image: as many strides as begin in it."""
    return -(-rows // stride), -(-cols // stride)


def look_at(before: np.ndarray, after: np.ndarray, valid: np.ndarray | None = None) -> Look:
    """Windows of images (3, rows, cols) uint8 that lie in memory; ``valid`` (rows, cols) bool, None: everywhere."""
    valid = np.ones(before.shape[1:], bool) if valid is None else valid

    def look(top: int, left: int, rows: int, cols: int):
        part = np.s_[top : top + rows, left : left + cols]
        return before[(slice(None), *part)], after[(slice(None), *part)], valid[part]

    return look


def scan(predictor: Predictor, look: Look, rows: int, cols: int, size: int, stride: int = 0, least_valid: float = 1.0,
         batch: int = BATCH, progress: Progress | None = None) -> Scan:
    """Look at all windows of two images.

    Args:
        predictor: looks at a window as it would at a tile.
        look: gives a window of the images; `look_at` where these lie in memory. Asked for one row of the grid at a time.
        rows, cols: of the images.
        size: side of windows, pixels; stride: from one to the next, 0: as large as they are.
        least_valid: share of a window that has to be valid; what is not is shown in the mean colour of what is.
        batch: windows at a time.
        progress: told for every batch.

    Returns:
        The grid. Windows that reach beyond the images, or are not valid enough, are left out.

    Raises:
        OptionError: no window fits into the images, or a number is none that can be used.
    """
    progress, stride = progress or Silent(), stride or size
    if size < 1 or stride < 1 or not 0.0 < least_valid <= 1.0:
        raise OptionError(f"Windows of {size} px, {stride} px apart, valid to {least_valid:.0%}, cannot be looked at.",
                          "Give a size and a stride of at least 1 px, and a share above 0 and up to 1.")
    if size > min(rows, cols):
        raise OptionError(f"No window of {size} px fits into images of {cols} x {rows} px.", "Give a smaller TILE_SIZE.")
    high, wide = shape_of(rows, cols, stride)
    classes = predictor.network.settings["classes"]
    labels = np.zeros((2, high, wide), np.uint8)
    chances = np.full((2, classes, high, wide), np.nan, np.float32)
    gate, confidence = (np.full((high, wide), np.nan, np.float32) for _ in range(2))
    whole = (rows - size) // stride + 1
    for row in range(whole):
        progress.step(row / whole, f"Row {row + 1} of {whole}")
        strip = look(row * stride, 0, size, cols)
        found, kept = _row(predictor, strip, size, stride, least_valid, batch, lambda row=row: progress.step(row / whole))
        if kept:
            for date, (labelled, probable) in enumerate(zip(found.classes, (found.before, found.after))):
                labels[date, row, kept] = labelled + 1
                chances[date][:, row, kept] = probable.T
            gate[row, kept], confidence[row, kept] = found.gate, found.confidence
    return Scan(labels[0], labels[1], (chances[0], chances[1]), gate, confidence, size, stride)


def _row(predictor: Predictor, strip, size: int, stride: int, least_valid: float, batch: int, alive) -> tuple[Prediction, list[int]]:
    """What is seen in the windows of a strip, and which columns of the grid they are."""
    before, after, valid = strip
    kept, tiles = [], ([], [])
    for col in range((valid.shape[1] - size) // stride + 1):
        part = np.s_[:, col * stride : col * stride + size]
        seen = valid[part]
        if seen.mean() >= least_valid:
            kept.append(col)
            for image, into in zip((before, after), tiles):
                into.append(filled(image[(slice(None), *part)].transpose(1, 2, 0), seen))
    shown = (np.stack(some) if some else np.empty((0, size, size, 3), np.uint8) for some in tiles)
    return predictor(*shown, batch, alive), kept


def filled(tile: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """A tile (rows, cols, 3) uint8 whose pixels that are not valid (rows, cols) have the mean colour of those that are."""
    return tile if valid.all() else np.where(valid[..., None], tile, tile[valid].mean(0).round().astype(np.uint8))
