"""Second moments of features over many batches, and the loss that keeps features from telling the same.

Source: Chang, Xiang, Hospedales 2018, doi:10.1109/CVPR.2018.00159 (soft decorrelation). The code published with CorrFusionNet starts anew
from the same matrix at every step; here moments are kept.
"""
from __future__ import annotations

import torch
from torch import nn

KEPT = 0.9


class Moments(nn.Module):
    """A running mean of second moments, as if it had never known anything but what it was shown.

    Args:
        width: number of features.
        kept: of what is known, at each step.

    Attributes:
        total: (width, width) sum of moments, each the less the older it is; weight: sum of their weights.
    """

    def __init__(self, width: int, kept: float = KEPT):
        super().__init__()
        self.kept = kept
        self.register_buffer("total", torch.zeros(width, width))
        self.register_buffer("weight", torch.zeros(()))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """(width, width) after features (N, width) of one more batch; slopes go to this batch alone."""
        total = self.kept * self.total + features.T @ features / max(len(features) - 1, 1)
        weight = self.kept * self.weight + 1.0
        if self.training:
            self.total.copy_(total.detach())
            self.weight.copy_(weight)
        return total / weight


def decorrelation(moments: torch.Tensor) -> torch.Tensor:
    """Sum of the absolute moments (width, width) of features with others, 0 or more."""
    return moments.abs().sum() - moments.diagonal().abs().sum()
