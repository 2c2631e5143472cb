"""ResNet-50 without its classes, named as in torchvision.

Source: He, Zhang, Ren, Sun 2016, doi:10.1109/CVPR.2016.90; the stride lies in the 3 x 3 convolution.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

_EXPANSION = 4
_LAYERS = ((64, 3), (128, 4), (256, 6), (512, 3))         # width and number of blocks


class _Bottleneck(nn.Module):
    def __init__(self, inside: int, width: int, stride: int):
        super().__init__()
        out = width * _EXPANSION
        self.conv1, self.bn1 = nn.Conv2d(inside, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, padding=1, bias=False), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, out, 1, bias=False), nn.BatchNorm2d(out)
        self.downsample = None
        if stride != 1 or inside != out:
            self.downsample = nn.Sequential(nn.Conv2d(inside, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        kept = maps if self.downsample is None else self.downsample(maps)
        maps = functional.relu(self.bn1(self.conv1(maps)), inplace=True)
        maps = functional.relu(self.bn2(self.conv2(maps)), inplace=True)
        return functional.relu(self.bn3(self.conv3(maps)) + kept)


class ResNet50(nn.Module):
    """``conv1`` to ``layer4``.

    Attributes:
        channels: that come out; last: the layer whose maps `gradcam` looks at.
    """

    channels = _LAYERS[-1][0] * _EXPANSION

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, padding=3, bias=False), nn.BatchNorm2d(64)
        inside = 64
        for number, (width, count) in enumerate(_LAYERS, 1):
            blocks = []
            for index in range(count):
                blocks.append(_Bottleneck(inside, width, 2 if index == 0 and number > 1 else 1))
                inside = width * _EXPANSION
            self.add_module(f"layer{number}", nn.Sequential(*blocks))

    @property
    def last(self) -> nn.Module:
        """Gives what comes out."""
        return self.layer4

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 2048, rows / 32, cols / 32), rounded up."""
        maps = functional.relu(self.bn1(self.conv1(images)), inplace=True)
        maps = functional.max_pool2d(maps, 3, 2, padding=1)
        return self.layer4(self.layer3(self.layer2(self.layer1(maps))))
