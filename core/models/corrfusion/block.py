"""The CorrFusion block: what two dates have in common is added to both, as far as the pair agrees.

Source: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328, and the code published with it.
"""
from __future__ import annotations

import torch
from torch import nn

#: How the distance of a pair is scaled before it closes the gate: as published; by the root of the number of features, since a distance
#: grows with it and the gate of hundreds of features would never open; by a number that is learned.
TEMPERATURES = ("none", "root", "learned")
_TINY = 1e-12
_EPSILON, _MOMENTUM = 1e-3, 0.1


class Fusion(nn.Module):
    """What one date has for the block: its features squeezed, normalised, and excited for the other date.

    Args:
        width: features that come in; squeezed: fewer features, in which the dates are compared.
    """

    def __init__(self, width: int, squeezed: int):
        super().__init__()
        self.squeeze, self.norm = nn.Linear(width, squeezed), nn.BatchNorm1d(squeezed, eps=_EPSILON, momentum=_MOMENTUM)
        self.excite = nn.Linear(squeezed, width)

    def forward(self, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, width) to squeezed (N, squeezed) and excited (N, width)."""
        squeezed = self.norm(torch.relu(self.squeeze(features)))
        return squeezed, torch.relu(self.excite(squeezed))


def distance(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """(N,) distances of the rows of (N, features); never 0, so that there is a slope everywhere."""
    return ((one - other).square() + _TINY).sum(1).sqrt()


def gate(distances: torch.Tensor) -> torch.Tensor:
    """(N,) how far pairs agree by their distances: 1 where they are the same, 0 where they have nothing in common."""
    return 1.0 - torch.tanh(distances)
