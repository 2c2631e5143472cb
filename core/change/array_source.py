"""A change source of two arrays in memory."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .block import Block


class ArraySource:
    """Two small images; see `source.Source`.

    Args:
        before, after: (B1, rows, cols) and (B2, rows, cols) of any type.
        valid: (rows, cols) bool; None where all values are finite.
        side: of the inner part of blocks, pixels; a multiple of `ALIGNED_PX` for methods that average pixels.
    """

    def __init__(self, before: np.ndarray, after: np.ndarray, valid: np.ndarray | None = None, side: int = 512):
        self._before, self._after = (np.asarray(image, np.float32) for image in (before, after))
        finite = np.isfinite(self._before).all(0) & np.isfinite(self._after).all(0)
        self._valid = finite if valid is None else finite & valid
        self._side = side
        self.bands = len(self._before), len(self._after)
        self.shape = self._valid.shape

    def sample(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Values of at most so many valid pixels; see `Source`."""
        index = np.flatnonzero(self._valid)
        if len(index) > most:
            index = index[np.linspace(0, len(index) - 1, most).round().astype(np.int64)]
        return tuple(image.reshape(len(image), -1)[:, index].T for image in (self._before, self._after))

    def blocks(self, margin: int = 0) -> Iterator[Block]:
        """All of it, row by row; see `Source`."""
        rows, cols = self.shape
        for top in range(0, rows, self._side):
            for left in range(0, cols, self._side):
                last = min(top + self._side, rows), min(left + self._side, cols)
                first = max(top - margin, 0), max(left - margin, 0)
                area = slice(first[0], min(last[0] + margin, rows)), slice(first[1], min(last[1] + margin, cols))
                inner = slice(top - first[0], last[0] - first[0]), slice(left - first[1], last[1] - first[1])
                yield Block(self._before[(slice(None), *area)], self._after[(slice(None), *area)], self._valid[area], inner)
