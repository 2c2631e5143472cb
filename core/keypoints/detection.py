"""Where features have keypoints: maxima of a channel that is the largest of its cell.

Source: Dusmanu et al. 2019, arXiv:1905.03561, "hard" detection.
"""
from __future__ import annotations

import torch

#: Ratio of the curvatures along and across beyond which a maximum is an edge.
EDGE_RATIO = 5.0
NEIGHBOURS = tuple((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def detect(features: torch.Tensor, valid: torch.Tensor | None = None, rounding: float = 0.0) -> torch.Tensor:
    """Cells that are maxima of 3 x 3 in their largest channel and no edges.

    Only that channel is looked at, which finds what looking at all of them would. Where several channels of a cell are exactly equal and
    the largest, the first one counts; looking at all of them could find that cell several times.

    Args:
        features: (C, rows, cols), finite.
        valid: (rows, cols) bool, cells that may be found; neighbours elsewhere still count. None: all.
        rounding: share of a value by which second differences may be wrong: on blank ground errors of rounding would be maxima.

    Returns:
        (K, 3) long: channel, row, column; by rows.
    """
    values, channels = features.max(0)
    around = neighbourhood(features, channels)
    highest = torch.full_like(values, -torch.inf)
    for shift in NEIGHBOURS:
        to, came = _overlap(values.shape, shift)
        highest[to] = torch.maximum(highest[to], features[(slice(None), *came)].gather(0, channels[to][None])[0])
    _, _, ii, jj, ij = derivatives(around)
    determinant, trace = ii * jj - ij * ij, ii + jj
    # Flat ground has a determinant of 0: it is no maximum either.
    found = (values == highest) & (determinant > 0) & (trace * trace <= (EDGE_RATIO + 1) ** 2 / EDGE_RATIO * determinant)
    if rounding:
        found &= -trace > rounding * values
    if valid is not None:
        found &= valid
    cells = found.nonzero()
    return torch.cat((channels[found][:, None], cells), 1)


def neighbourhood(features: torch.Tensor, channels: torch.Tensor) -> torch.Tensor:
    """(9, rows, cols): around each cell, row by row, the values of the channel (rows, cols) of that cell; 0 beyond the border."""
    around = features.new_zeros((len(NEIGHBOURS), *channels.shape))
    for index, shift in enumerate(NEIGHBOURS):
        to, came = _overlap(channels.shape, shift)
        around[(index, *to)] = features[(slice(None), *came)].gather(0, channels[to][None])[0]
    return around


def derivatives(around: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """First differences by row and column, second ones by row, column and both, of (9, ...) values as `neighbourhood` gives them."""
    by_row, by_column = 0.5 * (around[7] - around[1]), 0.5 * (around[5] - around[3])
    twice = 2 * around[4]
    return (by_row, by_column, around[7] - twice + around[1], around[5] - twice + around[3],
            0.25 * (around[0] - around[2] - around[6] + around[8]))


def _overlap(shape, shift: tuple[int, int]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Cells that have a neighbour at this shift, and those neighbours."""
    to = tuple(slice(max(0, -by), size - max(0, by)) for size, by in zip(shape, shift))
    return to, tuple(slice(max(0, by), size - max(0, -by)) for size, by in zip(shape, shift))
