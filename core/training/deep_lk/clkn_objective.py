"""The loss of CLKN: steps of the solver have to bring corners nearer.

Source: Chang, Chou, Chang 2017, "CLKN: Cascaded Lucas-Kanade Networks for Image Alignment".
"""
from __future__ import annotations

import torch

from ...lucas_kanade import solver, warp
from ...lucas_kanade.corners import template_corners

_NEARER_PX = 0.1              # by twice that the corners have to come nearer
_MARGIN = 1.0


def moved(templates: torch.Tensor, scenes: torch.Tensor, start: torch.Tensor, iterations: int) -> torch.Tensor:
    """Homographies (N, 3, 3) after so many steps of the solver; gradients pass through to the maps.

    Args:
        templates, scenes: maps (N, C, rows, cols).
        start: (N, 3, 3) between them.
        iterations: how many steps.
    """
    template, matrix = solver.prepare(templates), start
    for _ in range(iterations):
        matrix = solver.advanced(template, scenes, matrix)
    return matrix


def corner_squares(found: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Sum of the squared distances (N,) of the template's four corners, square pixels of the input; homographies (N, 3, 3)."""
    corners = torch.from_numpy(template_corners()).to(truth)
    return (warp.apply(found, corners) - warp.apply(truth, corners)).square().sum((1, 2))


def nearer(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """How much less nearer than wanted the corners have come: max(0, 1 + delta + after - before) (N,).

    delta = before - max(0, sqrt(before) - 0.2)^2: what remains may at most be that of corners 0.2 px nearer, and 1 less.

    Args:
        before, after: see `corner_squares`.
    """
    delta = before - torch.relu(before.sqrt() - 2 * _NEARER_PX).square()
    return torch.relu(_MARGIN + delta + after - before)
