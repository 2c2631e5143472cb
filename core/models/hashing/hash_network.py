"""The network that makes a code of features.

Source: Roy, Sangineto, Demir, Sebe 2019, arXiv:1904.01258, and the code published with it.
"""
from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional

from ...errors import ModelError

#: Fewest and most bits of a code.
BITS = (16, 256)
_SLOPE = 0.2
#: The smallest square of a length that is divided by.
_LEAST = 1e-10


class HashNetwork(nn.Module):
    """Three dense layers; the last one ends in a sigmoid.

    Args:
        features: that come in. bits: of a code. hidden, narrow: widths of the layers between, as published 1024 and 512.

    Attributes:
        settings: the arguments.

    Raises:
        ModelError: there are too few or too many bits.
    """

    def __init__(self, features: int = 2048, bits: int = 32, hidden: int = 1024, narrow: int = 512):
        super().__init__()
        if not BITS[0] <= bits <= BITS[1]:
            raise ModelError(f"Codes of {bits} bits are not made.", f"Choose {BITS[0]} to {BITS[1]}.")
        self.settings = {"features": features, "bits": bits, "hidden": hidden, "narrow": narrow}
        self.features, self.bits = features, bits
        self.fc1, self.fc2, self.fc3 = nn.Linear(features, hidden), nn.Linear(hidden, narrow), nn.Linear(narrow, bits)
        for layer in (self.fc1, self.fc2, self.fc3):
            initialise(layer)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """(N, features) to (N, bits) between 0 and 1."""
        found = functional.leaky_relu(self.fc1(features), _SLOPE)
        return torch.sigmoid(self.fc3(functional.leaky_relu(self.fc2(found), _SLOPE)))


def initialise(layer: nn.Linear) -> None:
    """Weights uniform within the root of 12 / (in + out), biases 0."""
    bound = math.sqrt(3.0) * math.sqrt(4.0 / (layer.in_features + layer.out_features))
    nn.init.uniform_(layer.weight, -bound, bound)
    nn.init.zeros_(layer.bias)


def embedded(hashed: torch.Tensor) -> torch.Tensor:
    """(N, bits) of length 1, in which the metric is learned."""
    return hashed / hashed.square().sum(1, keepdim=True).clamp_min(_LEAST).sqrt()
