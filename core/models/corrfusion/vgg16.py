"""The convolutions of VGG-16, named as in torchvision.

Source: Simonyan, Zisserman 2015, arXiv:1409.1556.
"""
from __future__ import annotations

import torch
from torch import nn

_BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))


class Vgg16(nn.Module):
    """Thirteen convolutions, pooled after each block: ``features.0.weight`` to ``features.28.bias``.

    Attributes:
        channels: that come out; last: the layer whose maps `gradcam` looks at, before they are pooled.
    """

    channels = 512

    def __init__(self):
        super().__init__()
        layers, width = [], 3
        for block in _BLOCKS:
            for wide in block:
                layers += [nn.Conv2d(width, wide, 3, padding=1), nn.ReLU(inplace=True)]
                width = wide
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)

    @property
    def last(self) -> nn.Module:
        """Gives the rectified maps of conv5_3."""
        return self.features[-2]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 512, rows // 32, cols // 32)."""
        return self.features(images)
