"""A rectangle of cells."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Area:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right``, the last ones excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top, self.right - self.left

    @property
    def slices(self) -> tuple[slice, slice]:
        """Of rows and of columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, by: int, limit: Area) -> Area:
        """With a border of ``by`` cells, as far as that lies in ``limit``."""
        return Area(max(self.top - by, limit.top), max(self.left - by, limit.left),
                    min(self.bottom + by, limit.bottom), min(self.right + by, limit.right))

    def lies_in(self, other: Area) -> bool:
        """Whether all its cells are cells of another area."""
        return self.top >= other.top and self.left >= other.left and self.bottom <= other.bottom and self.right <= other.right

    def seen_from(self, other: Area) -> Area:
        """The same cells counted from the first one of another area."""
        return Area(self.top - other.top, self.left - other.left, self.bottom - other.top, self.right - other.left)

    def around(self, chosen: np.ndarray) -> Area | None:
        """The least part of it that holds the chosen ones of its cells, (rows, cols) bool; None where none is."""
        rows, cols = (np.flatnonzero(chosen.any(axis)) for axis in (1, 0))
        if not len(rows):
            return None
        return Area(self.top + int(rows[0]), self.left + int(cols[0]), self.top + int(rows[-1]) + 1, self.left + int(cols[-1]) + 1)

    def tiles(self, side: int) -> Iterator[Area]:
        """Squares of ``side`` cells that fill it, smaller at the ends; by rows."""
        for top in range(self.top, self.bottom, side):
            for left in range(self.left, self.right, side):
                yield Area(top, left, min(top + side, self.bottom), min(left + side, self.right))
