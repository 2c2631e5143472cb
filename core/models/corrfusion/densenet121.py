"""DenseNet-121 without its classes, named as in torchvision.

Source: Huang, Liu, van der Maaten, Weinberger 2017, doi:10.1109/CVPR.2017.243.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

_GROWTH, _NARROW, _FIRST = 32, 128, 64
_BLOCKS = (6, 12, 24, 16)


class _DenseLayer(nn.Module):
    def __init__(self, inside: int):
        super().__init__()
        self.norm1, self.conv1 = nn.BatchNorm2d(inside), nn.Conv2d(inside, _NARROW, 1, bias=False)
        self.norm2, self.conv2 = nn.BatchNorm2d(_NARROW), nn.Conv2d(_NARROW, _GROWTH, 3, padding=1, bias=False)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        found = self.conv1(functional.relu(self.norm1(maps), inplace=True))
        return torch.cat([maps, self.conv2(functional.relu(self.norm2(found), inplace=True))], 1)


class _Transition(nn.Module):
    def __init__(self, inside: int):
        super().__init__()
        self.norm, self.conv = nn.BatchNorm2d(inside), nn.Conv2d(inside, inside // 2, 1, bias=False)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return functional.avg_pool2d(self.conv(functional.relu(self.norm(maps), inplace=True)), 2)


class DenseNet121(nn.Module):
    """``features.conv0`` to ``features.norm5``, then rectified.

    Attributes:
        channels: that come out; last: the layer whose maps `gradcam` looks at.
    """

    channels = 1024

    def __init__(self):
        super().__init__()
        layers = {"conv0": nn.Conv2d(3, _FIRST, 7, 2, padding=3, bias=False), "norm0": nn.BatchNorm2d(_FIRST),
                  "relu0": nn.ReLU(inplace=True), "pool0": nn.MaxPool2d(3, 2, padding=1)}
        width = _FIRST
        for number, count in enumerate(_BLOCKS, 1):
            block = nn.Sequential()
            for index in range(1, count + 1):
                block.add_module(f"denselayer{index}", _DenseLayer(width))
                width += _GROWTH
            layers[f"denseblock{number}"] = block
            if number < len(_BLOCKS):
                layers[f"transition{number}"] = _Transition(width)
                width //= 2
        layers["norm5"] = nn.BatchNorm2d(width)
        self.features = nn.Sequential()
        for name, layer in layers.items():
            self.features.add_module(name, layer)

    @property
    def last(self) -> nn.Module:
        """Gives what comes out, before it is rectified."""
        return self.features

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 1024, rows / 32, cols / 32)."""
        return functional.relu(self.features(images))
