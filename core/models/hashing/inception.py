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


def enlarged(tiles: np.ndarray, side: int = SIDE, published: bool = False) -> np.ndarray:
    """Tiles (N, 3, rows, cols) uint8 as (N, 3, side, side), bilinear, whatever their aspect.

    Args:
        tiles: of any size; side: of what comes out.
        published: as the graph of 2015-12-05 does it: float32, and pixel x of what comes out is x * cols / side of what comes in, so that
            the first corner stays and the last does not.
    """
    if tiles.shape[2:] == (side, side):
        return tiles
    rows, cols = tiles.shape[2:]
    corner = np.array([[cols / side, 0, 0], [0, rows / side, 0]])
    found = []
    for tile in tiles:
        image = np.ascontiguousarray(tile.transpose(1, 2, 0))
        found.append(cv2.warpAffine(image.astype(np.float32), corner, (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                                    borderMode=cv2.BORDER_REPLICATE)
                     if published else cv2.resize(image, (side, side), interpolation=cv2.INTER_LINEAR))
    return np.stack(found).transpose(0, 3, 1, 2)
