"""D2-Net: VGG-16 up to conv4_3, whose channels are detectors and whose columns are descriptors.

Source: Dusmanu et al. 2019, arXiv:1905.03561. The published network is four times as wide as the one trained here; the code is the same.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ..errors import ModelError

#: Channels of the four blocks as published, and of the slim variant.
PUBLISHED, SLIM = (64, 128, 256, 512), (16, 32, 64, 128)
#: Pixels between cells: where keypoints are detected, and in training.
STRIDE, TRAINING_STRIDE = 4, 8
#: Pixel, counted from the centre of the first one, of the centre of the first cell, of either kind.
OFFSET = 3.5
#: Pixels to either side of a cell's centre beyond which nothing matters to it where keypoints are detected.
RECEPTIVE = 46
_DEPTHS = (2, 2, 3, 3)
_LEAST_PX = 16


class D2Net(nn.Module):
    """The convolutions, named as in torchvision's VGG-16: ``features.0.weight`` to ``features.21.bias``.

    Its weights are what memory held: `load_state_dict`, or `random`.

    Args:
        widths: channels of the four blocks.
    """

    def __init__(self, widths: tuple[int, int, int, int] = PUBLISHED):
        super().__init__()
        layers, before = [], 3
        for depth, width in zip(_DEPTHS, widths):
            layers += [nn.MaxPool2d(2)] if layers else []
            for _ in range(depth):
                layers += [nn.utils.skip_init(nn.Conv2d, before, width, 3, padding=1), nn.ReLU()]
                before = width
        self.widths, self.settings = tuple(widths), {"widths": list(widths)}
        self.features = nn.Sequential(*layers[:-1])
        self._last = max(index for index, layer in enumerate(self.features) if isinstance(layer, nn.MaxPool2d))

    @classmethod
    def random(cls, seed: int = 0, widths: tuple[int, int, int, int] = PUBLISHED) -> D2Net:
        """An untrained network, always the same for a seed: normal weights that keep the variance, no biases."""
        network, generator = cls(widths), torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for layer in network.convolutions():
                layer.weight.normal_(0.0, (2.0 / (9 * layer.in_channels)) ** 0.5, generator=generator)
                layer.bias.zero_()
        return network.eval()

    def convolutions(self) -> list[nn.Conv2d]:
        """In their order; the last one is conv4_3."""
        return [layer for layer in self.features if isinstance(layer, nn.Conv2d)]

    def forward(self, images: torch.Tensor, rectified: bool = True) -> torch.Tensor:
        """Features in which keypoints are detected.

        The third pooling is a mean over 2 x 2 without stride, and the convolutions after it are dilated, which keeps twice the resolution.
        The centre of cell (i, j) lies at the pixels 4 i + 3.5, 4 j + 3.5.

        Args:
            images: (N, 3, rows, cols), prepared as the weights want it; at least 16 pixels a side.
            rectified: nothing below 0.

        Returns:
            (N, C, floor(floor(rows / 2) / 2) - 1, floor(floor(cols / 2) / 2) - 1).

        Raises:
            ModelError: the images have another shape.
        """
        _check(images)
        found = functional.avg_pool2d(self.features[: self._last](images), 2, stride=1)
        for layer in self.features[self._last + 1 :]:
            wide = isinstance(layer, nn.Conv2d)
            found = functional.conv2d(found, layer.weight, layer.bias, padding=2, dilation=2) if wide else layer(found)
        return functional.relu(found) if rectified else found

    def coarse(self, images: torch.Tensor) -> torch.Tensor:
        """Features with which the network is trained: (N, C, rows / 8, cols / 8), not rectified, cell i at the pixel 8 i + 3.5."""
        _check(images)
        return self.features(images)


def _check(images: torch.Tensor) -> None:
    if images.ndim != 4 or images.shape[1] != 3 or min(images.shape[2:]) < _LEAST_PX:
        raise ModelError(f"The network cannot see images of the shape {tuple(images.shape)}.",
                         f"Give (N, 3, rows, cols) of at least {_LEAST_PX} pixels a side.")
