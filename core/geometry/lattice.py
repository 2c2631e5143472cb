"""A smooth mapping evaluated on a coarse lattice and interpolated in between."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Nodes beyond the window on each side: the cubic needs one, the other takes care of rounding.
_MARGIN = 2


@dataclass(frozen=True, eq=False)
class Lattice:
    """Values of a mapping at nodes ``(x0 + (col - 2) step, y0 + (row - 2) step)``.

    Attributes:
        x0, y0: corner of the window covered, pixels.
        step: distance of the nodes, pixels.
        values: (rows, cols, 2) float64; NaN where the mapping has no value.
        kind: ``bicubic`` (Keys 1981, doi:10.1109/TASSP.1981.1163711) or ``bilinear``.
        error: largest difference seen at the cell centres, in units of the values.
    """

    x0: float
    y0: float
    step: float
    values: np.ndarray
    kind: str
    error: float

    def dense(self, window, dtype=np.float64) -> np.ndarray:
        """(height, width, 2) interpolated values at the pixel centres of a window with ``col, row, width, height``."""
        return self.at(window.col + 0.5 + np.arange(window.width), window.row + 0.5 + np.arange(window.height), dtype)

    def at(self, x: np.ndarray, y: np.ndarray, dtype=np.float64) -> np.ndarray:
        """(len(y), len(x), 2) interpolated values at the crossings of columns x and rows y, inside the window covered."""
        first_col, by_col = self._weights(x, self.x0, self.values.shape[1])
        first_row, by_row = self._weights(y, self.y0, self.values.shape[0])
        part = self.values[first_row:first_row + by_row.shape[1], first_col:first_col + by_col.shape[1]]
        missing = ~np.isfinite(part).all(axis=2)
        if missing.any():
            part = np.where(missing[:, :, None], 0.0, part)
        result = np.empty((len(y), len(x), 2), dtype=dtype)
        for axis in range(2):
            result[:, :, axis] = by_row @ part[:, :, axis] @ by_col.T
        if missing.any():
            reached = (by_row != 0).astype(np.float64) @ missing @ (by_col != 0).astype(np.float64).T
            result[reached > 0] = np.nan
        return result

    def _weights(self, positions: np.ndarray, origin: float, count: int) -> tuple[int, np.ndarray]:
        """First node used and the (positions, nodes) weights of the interpolation along one axis."""
        place = (np.asarray(positions, dtype=np.float64) - origin) / self.step + _MARGIN
        cell = np.clip(np.floor(place).astype(np.int64), 1, count - 3)
        t = place - cell
        if self.kind == "bilinear":
            taps = np.stack([np.zeros_like(t), 1.0 - t, t, np.zeros_like(t)], axis=1)
        else:
            taps = np.stack([((2.0 - t) * t - 1.0) * t, (3.0 * t - 5.0) * t * t + 2.0,
                             ((4.0 - 3.0 * t) * t + 1.0) * t, (t - 1.0) * t * t], axis=1) / 2.0
        first, last = (int(cell.min()) - 1, int(cell.max()) + 2) if len(cell) else (0, 0)
        weights = np.zeros((len(t), last - first + 1))
        rows = np.arange(len(t))[:, None]
        weights[rows, cell[:, None] - 1 - first + np.arange(4)] = taps
        return first, weights


def lattice(mapping: Callable[[np.ndarray], np.ndarray], x0: float, y0: float, width: float, height: float, tolerance: float = 0.02,
            kind: str = "bicubic", step: float = 128.0, min_step: float = 4.0) -> Lattice:
    """Sample a mapping just densely enough.

    The step is halved until the interpolation differs from the mapping by less than the tolerance at the centre of every cell.

    Args:
        mapping: points (N, 2) to points (N, 2), vectorised; may give NaN.
        x0, y0, width, height: the window to cover, pixels.
        tolerance: largest error allowed, in units of the mapping's result.
        kind: ``bicubic`` or ``bilinear``.
        step, min_step: first and last step tried, pixels; at the last one the error reached is only reported.
    """
    while True:
        cols, rows = int(np.ceil(width / step)) + 1 + 2 * _MARGIN, int(np.ceil(height / step)) + 1 + 2 * _MARGIN
        x, y = x0 + (np.arange(cols) - _MARGIN) * step, y0 + (np.arange(rows) - _MARGIN) * step
        candidate = Lattice(x0, y0, step, _sample(mapping, x, y), kind, 0.0)
        middle_x, middle_y = x[_MARGIN:-_MARGIN - 1] + step / 2, y[_MARGIN:-_MARGIN - 1] + step / 2
        difference = np.abs(candidate.at(middle_x, middle_y) - _sample(mapping, middle_x, middle_y))
        error = float(np.max(difference, initial=0.0, where=np.isfinite(difference)))
        if error < tolerance or step / 2 < min_step:
            return Lattice(x0, y0, step, candidate.values, kind, error)
        step /= 2


def _sample(mapping: Callable, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(rows, cols, 2) values of a mapping at the crossings of columns and rows."""
    nodes = np.stack(np.meshgrid(x, y), axis=-1)
    return np.asarray(mapping(nodes.reshape(-1, 2)), dtype=np.float64).reshape(nodes.shape)
