"""A small encoder of our own, for computers without a GPU: what it sees is the same however a tile is turned or mirrored."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from .group_convolution import ORDER, GroupConvolution, GroupNorm8

#: Widths of the four stages, in units of the first.
_GROWTH = (1, 2, 4, 6)
#: Of the smallest tile: one pixel is left of it.
SMALLEST = 32


class _Layer(nn.Module):
    """Group convolution and normalisation."""

    def __init__(self, inside: int, out: int, kernel: int = 3, stride: int = 1, lifting: bool = False):
        super().__init__()
        self.conv, self.norm = GroupConvolution(inside, out, kernel, stride, lifting), GroupNorm8(out)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return self.norm(self.conv(maps))


class _Block(nn.Module):
    """Two layers, beside which the maps pass."""

    def __init__(self, width: int):
        super().__init__()
        self.first, self.second = _Layer(width, width), _Layer(width, width)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return functional.relu(maps + self.second(functional.relu(self.first(maps))))


class TileEncoder(nn.Module):
    """Stages at a quarter to a thirty-second of the tile's side, averaged over places and over the group.

    Args:
        width: features of the first stage, of eight channels each. blocks: of each stage. features: that come out.
        side: of the square tiles, pixels; a multiple of 32.

    Attributes:
        settings: the arguments.
    """

    def __init__(self, width: int = 6, blocks: int = 1, features: int = 256, side: int = 128):
        super().__init__()
        self.settings = {"width": width, "blocks": blocks, "features": features, "side": side}
        widths = [width * growth for growth in _GROWTH]
        first = max(2, width // 3)
        self.lift, self.halve = _Layer(3, first, 4, 2, lifting=True), _Layer(first, width, 4, 2)
        self.stages = nn.ModuleList()
        for before, after in zip((width, *widths), widths):
            change = [] if not len(self.stages) else [_Layer(before, after)]
            self.stages.append(nn.Sequential(*change, *(_Block(after) for _ in range(blocks))))
        self.last = _Layer(widths[-1], features, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, side, side) to (N, features), not negative."""
        maps = functional.relu(self.lift(images))
        maps = functional.relu(self.halve(maps))
        for number, stage in enumerate(self.stages):
            if number:
                # The mean of four pixels: whatever is turned, it is the same four.
                maps = functional.avg_pool2d(maps, 2)
                maps = stage[1:](functional.relu(stage[0](maps)))
            else:
                maps = stage(maps)
        found = functional.relu(self.last(maps)).mean((2, 3))
        return found.view(len(found), -1, ORDER).mean(2)
