"""Where change methods get their pixels from."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from .block import Block

#: Rows and columns that inner parts of blocks begin at are multiples of this.
ALIGNED_PX = 64


class Source(Protocol):
    """Two co-registered rasters on one grid, however large.

    Attributes:
        bands: how many each of them has, (B1, B2).
        shape: (rows, cols).
    """

    bands: tuple[int, int]
    shape: tuple[int, int]

    def sample(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Values (N, B1) and (N, B2) float32 of at most so many valid pixels, spread evenly over the whole, the same every time."""

    def blocks(self, margin: int = 0) -> Iterator[Block]:
        """The whole of it in blocks whose inner parts follow one another without gap or overlap; bounded memory.

        Inner parts begin at multiples of `ALIGNED_PX` rows and columns, so that what averages pixels averages the same ones.

        Args:
            margin: pixels around the inner part that come with it, fewer at the edges of the raster.
        """
