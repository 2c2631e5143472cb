"""Where exactly a keypoint lies between cells, and what describes it there."""
from __future__ import annotations

import torch
from torch.nn import functional

from .detection import NEIGHBOURS, derivatives

# Beyond it the maximum belongs to a neighbour.
_MOST_STEP = 0.5
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


def locate(features: torch.Tensor, cells: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The vertex of the quadratic through the 3 x 3 values around each cell, in its channel.

    Args:
        features: (C, rows, cols); 0 beyond the border.
        cells: (K, 3) long: channel, row, column.

    Returns:
        (K, 2) float64 positions (row, column) in cells, and (K,) bool: the step from the cell is below half a cell both ways.
    """
    _, by_row, by_column, ii, jj, ij = _terms(features, cells)
    determinant = ii * jj - ij * ij
    steps = torch.stack((ij * by_column - jj * by_row, ij * by_row - ii * by_column), 1) / determinant[:, None]
    # Comparisons with what is no number, where the determinant is 0, are false.
    return cells[:, 1:] + steps, (steps.abs() < _MOST_STEP).all(1)


def describe(features: torch.Tensor, positions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Features between cells, bilinear, of unit length.

    Args:
        features: (C, rows, cols).
        positions: (K, 2) float64 (row, column) in cells, finite.

    Returns:
        (K, C) float32 descriptors of the positions whose four corners are cells, and (K,) bool: which those are.
    """
    rows, cols = features.shape[1:]
    low, high = positions.floor().long(), positions.ceil().long()
    inside = (low >= 0).all(1) & (high[:, 0] < rows) & (high[:, 1] < cols)
    low, high = low[inside], high[inside]
    part = (positions[inside] - low).to(features.dtype)
    found = features.new_zeros((len(features), len(low)))
    for at_row, at_col in _CORNERS:
        weight = (part[:, 0] if at_row else 1 - part[:, 0]) * (part[:, 1] if at_col else 1 - part[:, 1])
        found += features[:, (high if at_row else low)[:, 0], (high if at_col else low)[:, 1]] * weight
    return functional.normalize(found.T, dim=1), inside


def _terms(features: torch.Tensor, cells: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Value and derivatives, (K,) float64 each, at cells."""
    channel, row, col = cells.T
    rows, cols = features.shape[1:]
    values = []
    for by_row, by_col in NEIGHBOURS:
        i, j = row + by_row, col + by_col
        inside = (i >= 0) & (i < rows) & (j >= 0) & (j < cols)
        value = features[channel, i.clamp(0, rows - 1), j.clamp(0, cols - 1)]
        values.append(torch.where(inside, value, torch.zeros_like(value)).double())
    around = torch.stack(values)
    return around[4], *derivatives(around)
