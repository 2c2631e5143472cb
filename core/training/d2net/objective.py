"""What D2-Net is trained for: cells that correspond are alike and unlike all others, most of all where keypoints are.

Source: Dusmanu et al. 2019, arXiv:1905.03561, section 4.2.
"""
from __future__ import annotations

import torch
from torch.nn import functional

from .soft_detection import soft_scores

_MARGIN = 1.0
_SAFE_CELLS = 4               # Chebyshev distance from the right cell up to which nothing is a wrong one
_RAISED = 10.0                # by which the distances of those are, out of reach of any other
_SHARPNESS = 20.0             # of the choice among all cells, per unit of cosine


def triplet_loss(first: torch.Tensor, second: torch.Tensor, first_cells: torch.Tensor, second_cells: torch.Tensor) -> torch.Tensor:
    """The margin by which the hardest wrong cells are farther than the right ones, weighed by both detection scores.

    Args:
        first, second: (C, rows, cols) features.
        first_cells, second_cells: (N, 2) long, rows and columns of cells that correspond, N > 0.

    Returns:
        The loss, at least 0; 1 where all descriptors are equal.
    """
    one, two = (functional.normalize(features.flatten(1), dim=0) for features in (first, second))
    right_one, right_two = _at(one, first, first_cells), _at(two, second, second_cells)
    positive = 2.0 - 2.0 * (right_one * right_two).sum(0)
    wrong_two = _hardest(right_one, two, second_cells, second.shape[2])
    wrong_one = _hardest(right_two, one, first_cells, first.shape[2])
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
    return 0.5 * (_choice(_at(one, first, first_cells), two, second_cells, second.shape[2])
                  + _choice(_at(two, second, second_cells), one, first_cells, first.shape[2]))


def _choice(descriptors: torch.Tensor, others: torch.Tensor, cells: torch.Tensor, cols: int) -> torch.Tensor:
    """Mean over descriptors (C, N) of the cross-entropy of ``cells`` (N, 2) among columns (C, rows * cols)."""
    agreement = _SHARPNESS * descriptors.T @ others
    right = cells[:, 0] * cols + cells[:, 1]
    known = agreement.gather(1, right[:, None])
    near = _near(cells, others.shape[1], cols)
    wrong = agreement.masked_fill(near, -torch.inf)
    return (torch.logsumexp(torch.cat([known, wrong], 1), 1) - known[:, 0]).mean()


def _hardest(descriptors: torch.Tensor, others: torch.Tensor, cells: torch.Tensor, cols: int) -> torch.Tensor:
    """Squared distance (N,) of descriptors (C, N) to the nearest of columns (C, rows * cols) that is not near ``cells`` (N, 2)."""
    distance = 2.0 - 2.0 * descriptors.T @ others
    return (distance + _RAISED * _near(cells, others.shape[1], cols)).amin(1)


def _near(cells: torch.Tensor, count: int, cols: int) -> torch.Tensor:
    """(N, rows * cols) bool: within the safe distance of cells (N, 2)."""
    index = torch.arange(count, device=cells.device)
    apart = torch.maximum((index // cols - cells[:, :1]).abs(), (index % cols - cells[:, 1:]).abs())
    return apart <= _SAFE_CELLS


def _at(columns: torch.Tensor, features: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    """(C, N) of columns (C, rows * cols) at cells (N, 2)."""
    return columns[:, cells[:, 0] * features.shape[2] + cells[:, 1]]


def _scores(features: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    return soft_scores(features[None])[0][cells[:, 0], cells[:, 1]]
