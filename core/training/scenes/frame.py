"""A rectangular sampling lattice laid over the continuous scene."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Frame:
    """Square samples of ``step`` metres; sample (col, row) has its centre at ``x0 + (col + 0.5) * step``.

    Attributes:
        x0, y0: outer corner of the first sample in metres of the scene (x right, y down).
        step: side of a sample in metres.
        cols, rows: number of samples.
    """

    x0: float
    y0: float
    step: float
    cols: int
    rows: int

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols)."""
        return self.rows, self.cols

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) in metres."""
        return self.x0, self.y0, self.x0 + self.cols * self.step, self.y0 + self.rows * self.step

    @property
    def x(self) -> np.ndarray:
        """(cols,) float32 metres of the sample centres."""
        return (self.x0 + (np.arange(self.cols) + 0.5) * self.step).astype(np.float32)

    @property
    def y(self) -> np.ndarray:
        """(rows,) float32 metres of the sample centres."""
        return (self.y0 + (np.arange(self.rows) + 0.5) * self.step).astype(np.float32)

    def grown(self, samples: int) -> Frame:
        """The frame with a margin of ``samples`` on every side."""
        margin = samples * self.step
        return Frame(self.x0 - margin, self.y0 - margin, self.step, self.cols + 2 * samples, self.rows + 2 * samples)
