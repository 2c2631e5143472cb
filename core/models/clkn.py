"""CLKN, the baseline of Deep Lucas-Kanade: one network for each level, which sees the template as it sees the input.

Source: Chang, Chou, Chang 2017, "CLKN: Cascaded Lucas-Kanade Networks for Image Alignment", as Zhao, Huang, Zhang 2021, arXiv:2104.11693,
compare with it.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ..errors import ModelError
from .deep_lk import initialise

#: Channels of the convolutions, as published, and of the maps.
PUBLISHED, CHANNELS = 64, 4
#: Level -> strides of its convolutions. Level 4 has the size of the image, each before it half of the next: of a template of 128 pixels
#: 16, 32, 64 and 128 pixels.
STRIDES = {1: (2, 2, 2, 1, 1, 1), 2: (2, 2, 1, 1, 1, 1), 3: (2, 1, 1, 1, 1, 1), 4: (1, 1)}
_BANDS = 3
_SLOPE, _EPSILON, _MOMENTUM = 0.2, 1e-3, 0.01


class LevelNetwork(nn.Module):
    """Images to maps of one level: 3 x 3 convolutions, each normalised and rectified, then one of 1 x 1.

    Args:
        strides: of the convolutions; with 2 a pixel i of the outcome is centred on the pixel 2 i + 1 of what comes in.
        width: channels.
    """

    def __init__(self, strides: tuple[int, ...], width: int):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(width if index else _BANDS, width, 3, stride, padding=1 if stride == 1 else 0)
                                          for index, stride in enumerate(strides))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width, eps=_EPSILON, momentum=_MOMENTUM) for _ in strides)
        self.last = nn.Conv2d(width, CHANNELS, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 4, rows, cols) divided by the product of the strides."""
        found = images
        for convolution, norm in zip(self.convolutions, self.norms):
            found = functional.pad(found, (0, 1, 0, 1)) if convolution.stride[0] == 2 else found
            found = functional.leaky_relu(norm(convolution(found)), _SLOPE)
        return self.last(found)


class Clkn(nn.Module):
    """The networks of all levels.

    Args:
        width: channels of the convolutions.

    Attributes:
        levels: a `LevelNetwork` each, the coarsest first; settings: what it was made with.
    """

    def __init__(self, width: int = PUBLISHED):
        super().__init__()
        self.settings = {"width": width}
        self.levels = nn.ModuleList(LevelNetwork(strides, width) for strides in STRIDES.values())

    def forward(self, images: torch.Tensor, level: int) -> torch.Tensor:
        """Maps of a level, 1 (coarsest) to 4, of template or input.

        Args:
            images: (N, 3, rows, cols) red, green, blue, 0 to 1.

        Returns:
            (N, 4, rows / 2^(4 - level), cols / 2^(4 - level)).

        Raises:
            ModelError: there is no such level, or the sides of the images are no multiples of 2^(4 - level).
        """
        if level not in STRIDES:
            raise ModelError(f"CLKN has no level {level}.", f"Choose one of {', '.join(map(str, STRIDES))}.")
        step = 2 ** (len(STRIDES) - level)
        if images.ndim != 4 or images.shape[1] != _BANDS or images.shape[2] % step or images.shape[3] % step:
            raise ModelError(f"CLKN cannot see images of the shape {tuple(images.shape)} on level {level}.",
                             f"Give (N, 3, rows, cols) with sides that are multiples of {step}.")
        return self.levels[level - 1](images)

    @classmethod
    def random(cls, seed: int = 0, **settings) -> Clkn:
        """Untrained, always the same for a seed."""
        network = cls(**settings)
        initialise(network, seed)
        return network.eval()
