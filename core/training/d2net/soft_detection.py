"""How much every cell is a keypoint, as a number that has a gradient. Source: Dusmanu et al. 2019, arXiv:1905.03561, section 4.1."""
from __future__ import annotations

import torch
from torch.nn import functional

_TINY = 1e-12


def soft_scores(features: torch.Tensor) -> torch.Tensor:
    """Detection scores of cells.

    A cell scores where one of its channels is large among its neighbours (alpha, over 3 x 3, nothing beside the map) and among its
    channels (beta).

    Args:
        features: (N, C, rows, cols), of any sign; what is below 0 counts as 0.

    Returns:
        (N, rows, cols), the scores of a sample sum to 1; equal scores where all features are 0.
    """
    rectified = functional.relu(features)
    count, _, rows, cols = rectified.shape
    highest = rectified.reshape(count, -1).amax(1).clamp_min(_TINY)
    risen = torch.exp(rectified / highest[:, None, None, None])
    around = 9.0 * functional.avg_pool2d(functional.pad(risen, (1, 1, 1, 1), value=1.0), 3, stride=1)
    alpha = risen / around
    beta = rectified / rectified.amax(1, keepdim=True).clamp_min(_TINY)
    gamma = (alpha * beta).amax(1)
    total = gamma.sum((1, 2), keepdim=True)
    return torch.where(total > 0, gamma / total.clamp_min(_TINY), 1.0 / (rows * cols))
