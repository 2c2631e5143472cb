"""A rectangle of whole pixels."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A rectangle of whole pixels; it may stick out of its raster.

    Attributes:
        col, row: column and row of the first pixel, negative where it lies outside the raster.
        width, height: size in pixels, 0 where the window is empty.
    """

    col: int
    row: int
    width: int
    height: int

    @property
    def is_empty(self) -> bool:
        """Whether the window holds no pixel."""
        return self.width <= 0 or self.height <= 0

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols)."""
        return self.height, self.width

    @property
    def slices(self) -> tuple[slice, slice]:
        """Row and column slice of an array that holds the whole raster; the window must lie inside it."""
        return slice(self.row, self.row + self.height), slice(self.col, self.col + self.width)

    def intersect(self, other: Window) -> Window:
        """The part both share; empty (width or height 0) where they do not meet."""
        col, row = max(self.col, other.col), max(self.row, other.row)
        right, bottom = min(self.col + self.width, other.col + other.width), min(self.row + self.height, other.row + other.height)
        return Window(col, row, max(right - col, 0), max(bottom - row, 0))

    def buffered(self, pixels: int) -> Window:
        """The window grown by this many pixels on every side."""
        return Window(self.col - pixels, self.row - pixels, self.width + 2 * pixels, self.height + 2 * pixels)

    def tiles(self, step: int) -> Iterator[Window]:
        """The window cut into tiles of at most ``step`` by ``step`` pixels, row by row."""
        for row in range(self.row, self.row + self.height, step):
            for col in range(self.col, self.col + self.width, step):
                yield Window(col, row, min(step, self.col + self.width - col), min(step, self.row + self.height - row))
