"""The finest cells of network features: where they lie, and which coarser cells hold them."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import ModelError

#: Pixels to a side of a cell.
CELL_PX = 8
# Finest cells to a side of the coarsest.
_COARSEST = 4


@dataclass(frozen=True)
class Cells:
    """A grid of cells of `CELL_PX` pixels; cell number row * cols + col.

    Attributes:
        rows, cols: multiples of 4, so that coarser cells are whole.
    """

    rows: int
    cols: int

    def __post_init__(self):
        if self.rows < 1 or self.cols < 1 or self.rows % _COARSEST or self.cols % _COARSEST:
            raise ModelError(f"A grid of {self.rows} x {self.cols} cells has no coarser ones.",
                             f"Give images with sides that are multiples of {_COARSEST * CELL_PX} pixels.")

    @property
    def count(self) -> int:
        """How many there are."""
        return self.rows * self.cols

    def centres(self) -> np.ndarray:
        """(count, 2) x, y pixels of their centres, counted from the outer corner of the first pixel."""
        row, col = np.divmod(np.arange(self.count), self.cols)
        return np.stack([col, row], axis=1) * float(CELL_PX) + 0.5 * CELL_PX

    def coarser(self, factor: int) -> np.ndarray:
        """(count,) number of the cell ``factor`` times as long that holds each cell."""
        row, col = np.divmod(np.arange(self.count), self.cols)
        return (row // factor) * (self.cols // factor) + col // factor

    def normalise(self, xy: np.ndarray) -> np.ndarray:
        """Coordinates (N, 2) from the middle, in units of the longer side, of pixels."""
        return (np.asarray(xy, dtype=np.float64) - self._middle) / self._side

    def pixels(self, normalised: np.ndarray) -> np.ndarray:
        """Pixels (N, 2) of such coordinates."""
        return np.asarray(normalised, dtype=np.float64) * self._side + self._middle

    @property
    def _middle(self) -> np.ndarray:
        return np.array([self.cols, self.rows]) * (0.5 * CELL_PX)

    @property
    def _side(self) -> float:
        return float(max(self.rows, self.cols) * CELL_PX)
