"""A small network of our own, for computers without a GPU: residual blocks of two convolutions."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

_FIRST, _WIDTHS = 24, (32, 48, 80, 128)


class _Block(nn.Module):
    """Half the size, then two convolutions beside which the maps pass."""

    def __init__(self, inside: int, width: int):
        super().__init__()
        self.begin, self.norm0 = nn.Conv2d(inside, width, 3, 2, padding=1, bias=False), nn.BatchNorm2d(width)
        self.conv1, self.norm1 = nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.norm2 = nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        maps = functional.relu(self.norm0(self.begin(maps)))
        found = functional.relu(self.norm1(self.conv1(maps)))
        return functional.relu(maps + self.norm2(self.conv2(found)))


class Slim(nn.Module):
    """A convolution and four blocks, each half the size of what is before it; about 0.6 million parameters.

    Attributes:
        channels: that come out; last: the layer whose maps `gradcam` looks at.
    """

    channels = _WIDTHS[-1]

    def __init__(self):
        super().__init__()
        self.begin, self.norm = nn.Conv2d(3, _FIRST, 5, 2, padding=2, bias=False), nn.BatchNorm2d(_FIRST)
        self.blocks = nn.Sequential(*(_Block(inside, width) for inside, width in zip((_FIRST, *_WIDTHS), _WIDTHS)))

    @property
    def last(self) -> nn.Module:
        """Gives what comes out."""
        return self.blocks

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 128, rows / 32, cols / 32), rounded up."""
        return self.blocks(functional.relu(self.norm(self.begin(images))))
