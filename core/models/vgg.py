"""VGG-16 up to its eleventh convolution, as a source of features at three scales.

Sources: Simonyan, Zisserman 2015, arXiv:1409.1556 (the network); Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100 (the taps).
"""
from __future__ import annotations

import torch
from torch import nn

from ..errors import ModelError

#: Sides of images have to be multiples of this many pixels.
ALIGNMENT = 32
# Output channels of the convolutions, block by block; the fifth block ends after its first.
_BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512,))


def _convolutions() -> dict[str, tuple[int, int, int]]:
    """Name of each convolution in the paper: its position among the layers, channels in and out."""
    found, position, width = {}, 0, 3
    for block, outputs in enumerate(_BLOCKS, 1):
        for layer, wide in enumerate(outputs, 1):
            found[f"conv{block}_{layer}"] = position, width, wide
            # A rectifier follows each convolution, pooling each block.
            position, width = position + 2, wide
        position += 1
    return found


#: ``conv1_1`` to ``conv5_1``: (index in `Vgg16.features`, channels in, channels out).
CONVOLUTIONS = _convolutions()


class Vgg16(nn.Module):
    """The convolutions of VGG-16 up to conv5_1, named as in torchvision: ``features.0.weight`` to ``features.24.bias``.

    Its weights are what memory held: `load_state_dict`, or `random` for tests.
    """

    def __init__(self):
        super().__init__()
        layers, position = [], 0
        for index, width, wide in CONVOLUTIONS.values():
            layers += [nn.MaxPool2d(2)] * (index - position)
            layers += [nn.utils.skip_init(nn.Conv2d, width, wide, 3, padding=1), nn.ReLU(inplace=True)]
            position = index + 2
        self.features = nn.Sequential(*layers)
        pooled = [index for index, layer in enumerate(layers) if isinstance(layer, nn.MaxPool2d)]
        self._ends = pooled[2] + 1, pooled[3] + 1

    @classmethod
    def random(cls, seed: int = 0) -> Vgg16:
        """An untrained network, always the same for a seed: normal weights that keep the variance, no biases."""
        network, generator = cls(), torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for layer in network.features:
                if isinstance(layer, nn.Conv2d):
                    layer.weight.normal_(0.0, (2.0 / (9 * layer.in_channels)) ** 0.5, generator=generator)
                    layer.bias.zero_()
        return network.eval()

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Features at three scales.

        Args:
            images: (N, 3, rows, cols), prepared as the weights want it; sides multiples of `ALIGNMENT`.

        Returns:
            pool3 (N, 256, rows / 8, cols / 8), pool4 (N, 512, rows / 16, cols / 16) and conv5_1 pooled (N, 512, rows / 32, cols / 32).

        Raises:
            ModelError: the images have another shape.
        """
        if images.ndim != 4 or images.shape[1] != 3 or images.shape[2] % ALIGNMENT or images.shape[3] % ALIGNMENT or not images.numel():
            raise ModelError(f"The network cannot see images of the shape {tuple(images.shape)}.",
                             f"Give (N, 3, rows, cols) with sides that are multiples of {ALIGNMENT} pixels.")
        third, fourth = self._ends
        fine = self.features[:third](images)
        middle = self.features[third:fourth](fine)
        return fine, middle, nn.functional.max_pool2d(self.features[fourth:](middle), 2)
