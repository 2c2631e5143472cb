"""A part of two co-registered rasters."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Block:
    """A part of two co-registered rasters on one grid, with its surroundings.

    Attributes:
        before: (B1, rows, cols) float32.
        after: (B2, rows, cols) float32.
        valid: (rows, cols) bool, where both carry data; what the images hold elsewhere makes no difference.
        inner: rows and columns that are asked for; what lies around them is margin, which ends at the edge of the raster.
    """

    before: np.ndarray
    after: np.ndarray
    valid: np.ndarray
    inner: tuple[slice, slice]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols) with the margin."""
        return self.valid.shape

    def within(self, margin: int) -> Block:
        """The same with no more margin than this, pixels."""
        if all(part.start <= margin and length - part.stop <= margin for part, length in zip(self.inner, self.shape)):
            return self
        area = tuple(slice(max(part.start - margin, 0), min(part.stop + margin, length)) for part, length in zip(self.inner, self.shape))
        inner = tuple(slice(part.start - kept.start, part.stop - kept.start) for part, kept in zip(self.inner, area))
        return Block(self.before[(slice(None), *area)], self.after[(slice(None), *area)], self.valid[area], inner)
