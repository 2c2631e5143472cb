"""Resizing of parts of an image as of the whole: the same values for a pixel, whatever part it is asked for with."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Taps:
    """Source pixels that make up pixels of a resized axis, and their shares.

    Attributes:
        index: (N, T) pixels of the source, inside it.
        weight: (N, T) float32, rows add up to 1.
    """

    index: np.ndarray
    weight: np.ndarray

    @classmethod
    def between(cls, start: int, stop: int, scale: float, size: int) -> Taps:
        """Of pixels start to stop of an axis of ``size`` pixels resized by ``scale``.

        The centre p of a resized pixel lies at (p + 0.5) / scale - 0.5 in the source. Linear between pixels where it is enlarged; where it
        is reduced the triangle is as much wider, so that every pixel of the source counts.
        """
        centre = (np.arange(start, stop) + 0.5) / scale - 0.5
        reach = max(1.0, 1.0 / scale)
        index = np.floor(centre - reach).astype(np.int64)[:, None] + np.arange(1, int(np.ceil(2 * reach)) + 1)
        weight = np.clip(1.0 - np.abs(index - centre[:, None]) / reach, 0.0, None)
        weight[(index < 0) | (index >= size)] = 0.0
        weight /= weight.sum(1, keepdims=True)
        return cls(np.clip(index, 0, size - 1), weight.astype(np.float32))

    @property
    def span(self) -> slice:
        """The part of the source that they need."""
        return slice(int(self.index.min()), int(self.index.max()) + 1)


def resized(part: np.ndarray, rows: Taps, cols: Taps) -> np.ndarray:
    """(..., N, M) float32 of the part (..., rows.span, cols.span) of a source."""
    across = _along(part.swapaxes(-1, -2), cols).swapaxes(-1, -2)
    return _along(across, rows)


def all_valid(part: np.ndarray, rows: Taps, cols: Taps) -> np.ndarray:
    """(N, M) bool of the part of a validity: everything that makes up a pixel is valid."""
    return _all_along(_all_along(part.T, cols).T, rows)


def _along(part: np.ndarray, taps: Taps) -> np.ndarray:
    """Resized along the last axis but one."""
    index = taps.index - taps.span.start
    found = np.zeros((*part.shape[:-2], len(index), part.shape[-1]), np.float32)
    for column, weight in zip(index.T, taps.weight.T):
        found += np.take(part, column, axis=-2) * weight[:, None]
    return found


def _all_along(part: np.ndarray, taps: Taps) -> np.ndarray:
    index = taps.index - taps.span.start
    found = np.ones((len(index), part.shape[-1]), bool)
    for column, weight in zip(index.T, taps.weight.T):
        found &= part[column] | (weight == 0)[:, None]
    return found
