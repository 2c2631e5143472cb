"""What D2-Net is trained for: cells that correspond are alike and unlike all others, most of all where keypoints are.

Source: Dusmanu et al. 2019, arXiv:1905.03561, section 4.2.
"""
from __future__ import annotations

import torch
from torch.nn import functional

from .soft_detection import soft_scores

_MARGIN = 1.0
#: Chebyshev distance from the right cell up to which no cell is a wrong one, as published.
SAFE_CELLS = 4
_NEXT_CELLS = 1               # the same for the choice among all cells
_RAISED = 10.0                # by which the distances of those are, out of reach of any other
_SHARPNESS = 20.0             # of the choice among all cells, per unit of cosine


def triplet_loss(first: torch.Tensor, second: torch.Tensor, first_cells: torch.Tensor, second_cells: torch.Tensor,
                 safe: int = SAFE_CELLS) -> torch.Tensor:
    """The margin by which the hardest wrong cells are farther than the right ones, weighed by both detection scores.

    Args:
        first, second: (C, rows, cols) features.
        first_cells: (N, 2) long, rows and columns of cells, N > 0.
        second_cells: (N, 2) rows and columns of where they are in the other: cells if long, else between cells.
        safe: Chebyshev distance from the right cell up to which no cell is a wrong one.

    Returns:
        The loss, at least 0; 1 where all descriptors are equal.
    """
    one, two = (functional.normalize(features.flatten(1), dim=0) for features in (first, second))
    right_one, right_two, second_cells = _right(one, first_cells, second, second_cells)
    positive = 2.0 - 2.0 * (right_one * right_two).sum(0)
    wrong_two = _hardest(right_one, two, second_cells, second.shape[2], safe)
    wrong_one = _hardest(right_two, one, first_cells, first.shape[2], safe)
    margins = functional.relu(_MARGIN + positive - torch.minimum(wrong_one, wrong_two))
    weights = _scores(first, first_cells) * _scores(second, second_cells)
    return (weights * margins).sum() / weights.sum().clamp_min(torch.finfo(weights.dtype).tiny)


def choice_loss(first: torch.Tensor, second: torch.Tensor, first_cells: torch.Tensor, second_cells: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of choosing the right cell among all, from either side, as in Oord et al. 2018, arXiv:1807.03748.

    Random weights learn from it where the hardest wrong cell tells them nothing yet. Cells near the right one are left out.

    Args:
        first, second, first_cells, second_cells: see `triplet_loss`.
    """
    one, two = (functional.normalize(features.flatten(1), dim=0) for features in (first, second))
    right_one, right_two, second_cells = _right(one, first_cells, second, second_cells)
    return 0.5 * (_choice(right_one, right_two, two, second_cells, second.shape[2])
                  + _choice(right_two, right_one, one, first_cells, first.shape[2]))


def _choice(descriptors: torch.Tensor, right: torch.Tensor, others: torch.Tensor, cells: torch.Tensor, cols: int) -> torch.Tensor:
    """Mean cross-entropy of choosing the right ones for descriptors (C, N) among columns (C, rows * cols), but for those near cells."""
    agreement = _SHARPNESS * descriptors.T @ others
    known = _SHARPNESS * (descriptors * right).sum(0)[:, None]
    near = _near(cells, others.shape[1], cols, _NEXT_CELLS)
    wrong = agreement.masked_fill(near, -torch.inf)
    return (torch.logsumexp(torch.cat([known, wrong], 1), 1) - known[:, 0]).mean()


def _hardest(descriptors: torch.Tensor, others: torch.Tensor, cells: torch.Tensor, cols: int, safe: int) -> torch.Tensor:
    """Squared distance (N,) of descriptors (C, N) to the nearest of columns (C, rows * cols) that is not near ``cells`` (N, 2)."""
    distance = 2.0 - 2.0 * descriptors.T @ others
    return (distance + _RAISED * _near(cells, others.shape[1], cols, safe)).amin(1)


def _near(cells: torch.Tensor, count: int, cols: int, safe: int) -> torch.Tensor:
    """(N, rows * cols) bool: within a distance of cells (N, 2)."""
    index = torch.arange(count, device=cells.device)
    apart = torch.maximum((index // cols - cells[:, :1]).abs(), (index % cols - cells[:, 1:]).abs())
    return apart <= safe


def _right(one: torch.Tensor, first_cells: torch.Tensor, second: torch.Tensor,
           second_cells: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Descriptors (C, N) of both sides, and the nearest cells (N, 2) of the second; see `triplet_loss`, ``one`` is (C, rows * cols)."""
    rows, cols = second.shape[1:]
    nearest = (second_cells + 0.5).floor().long() if second_cells.is_floating_point() else second_cells
    if second_cells.is_floating_point():
        grid = second_cells.flip(1).to(second.dtype) * 2.0 / second_cells.new_tensor([cols - 1, rows - 1]).to(second.dtype) - 1.0
        there = functional.grid_sample(second[None], grid[None, None], align_corners=True)[0, :, 0]
    else:
        there = second.flatten(1)[:, nearest[:, 0] * cols + nearest[:, 1]]
    return one[:, first_cells[:, 0] * cols + first_cells[:, 1]], functional.normalize(there, dim=0), nearest


def _scores(features: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    return soft_scores(features[None])[0][cells[:, 0], cells[:, 1]]
