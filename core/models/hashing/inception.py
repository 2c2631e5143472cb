"""Inception-v3 as an encoder: the graph of 2015-12-05, and torchvision's.

The published graph differs from torchvision's network in that its mean pooling does not count the padding, and in that the last block
pools the largest values instead.
"""
from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import nn

from ..corrfusion.inception_v3 import InceptionV3

#: Side of the images, pixels. FEATURES: that come out.
SIDE, FEATURES = 299, InceptionV3.channels


class InceptionEncoder(nn.Module):
    """Inception-v3 up to the mean of its last maps.

    Args:
        published: the pooling of the graph of 2015-12-05.
    """

    def __init__(self, published: bool = False):
        super().__init__()
        self.network = InceptionV3(published)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, 299, 299) to (N, 2048), not negative."""
        return self.network(images).mean((2, 3))


def enlarged(tiles: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Tiles (N, 3, rows, cols) uint8 as (N, 3, side, side), bilinear, whatever their aspect."""
    if tiles.shape[2:] == (side, side):
        return tiles
    return np.stack([cv2.resize(np.ascontiguousarray(tile.transpose(1, 2, 0)), (side, side), interpolation=cv2.INTER_LINEAR)
                     for tile in tiles]).transpose(0, 3, 1, 2)
