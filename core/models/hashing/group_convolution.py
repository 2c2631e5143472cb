"""Convolutions that know the eight turns and reflections of the square: what a tile shows does not depend on where north is.

Maps have 8 channels for each feature, one for each element of the group, in the order of `ELEMENTS`. Turning the input by an element turns
the maps and permutes these channels, and their mean stays what it was.

Source: Cohen, Welling 2016, arXiv:1602.07576.
"""
from __future__ import annotations

import functools

import numpy as np
import torch
from torch import nn
from torch.nn import functional

#: (quarter turns, whether mirrored first) of every element.
ELEMENTS = tuple((turns, mirrored) for mirrored in (False, True) for turns in range(4))
ORDER = len(ELEMENTS)
_MOMENTUM, _EPSILON = 0.1, 1e-5


def acted(element: int, image: np.ndarray) -> np.ndarray:
    """An image (..., side, side) mirrored and turned as an element of the group does."""
    turns, mirrored = ELEMENTS[element]
    return np.rot90(image[..., ::-1] if mirrored else image, turns, (-2, -1))


@functools.lru_cache(None)
def _products() -> np.ndarray:
    """(8, 8) number of the element that acts as the row after the column does."""
    sample = np.arange(9).reshape(3, 3)
    images = [acted(element, sample) for element in range(ORDER)]
    return np.array([[next(at for at, image in enumerate(images) if np.array_equal(image, acted(row, images[column])))
                      for column in range(ORDER)] for row in range(ORDER)])


@functools.lru_cache(None)
def _places(inside: int, kernel: int) -> np.ndarray:
    """Where each weight of the whole kernel (8, inside, rows, cols) is in a filter (inside, rows, cols); inside is 1 or 8."""
    filters = np.arange(inside * kernel**2).reshape(inside, kernel, kernel)
    products = _products()
    inverse = products.argmin(1)          # the product with it is the first element, which does nothing
    return np.stack([acted(element, filters[products[inverse[element]]] if inside == ORDER else filters)
                     for element in range(ORDER)]).reshape(-1)


class GroupConvolution(nn.Module):
    """A convolution whose kernel is turned and mirrored into eight.

    Args:
        inside, out: features that come in and out. kernel: its side; stride: even kernels halve even maps exactly, whatever is turned.
        lifting: what comes in is an image, without channels for the elements of the group.
    """

    def __init__(self, inside: int, out: int, kernel: int, stride: int = 1, lifting: bool = False):
        super().__init__()
        self._group = 1 if lifting else ORDER
        self._kernel, self._stride, self._padding = kernel, stride, (kernel - stride + 1) // 2
        self.weight = nn.Parameter(torch.empty(out, inside * self._group, kernel, kernel))
        nn.init.normal_(self.weight, 0.0, (2.0 / (inside * self._group * kernel**2)) ** 0.5)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """(N, inside * 8, rows, cols), lifting (N, inside, rows, cols), to (N, out * 8, ...)."""
        return functional.conv2d(maps, self.whole(), stride=self._stride, padding=self._padding)

    def whole(self) -> torch.Tensor:
        """The kernel (out * 8, inside * 8, kernel, kernel), or of an image (out * 8, inside, kernel, kernel)."""
        out, inside = len(self.weight), self.weight.shape[1] // self._group
        places = torch.from_numpy(_places(self._group, self._kernel)).to(self.weight.device)
        turned = self.weight.reshape(out, inside, -1)[:, :, places].view(out, inside, ORDER, -1)
        return turned.transpose(1, 2).reshape(out * ORDER, inside * self._group, self._kernel, self._kernel)


class GroupNorm8(nn.Module):
    """Batch normalisation that treats the eight channels of a feature alike.

    Args:
        features: that come in, with eight channels each.
    """

    def __init__(self, features: int):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(features)), nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """(N, features * 8, rows, cols), the same shape comes out."""
        mean, variance, weight, bias = (values.repeat_interleave(ORDER) for values in
                                        (self.running_mean, self.running_var, self.weight, self.bias))
        found = functional.batch_norm(maps, mean, variance, weight, bias, self.training, _MOMENTUM, _EPSILON)
        if self.training:
            with torch.no_grad():
                self.running_mean.copy_(mean.view(-1, ORDER).mean(1))
                self.running_var.copy_(variance.view(-1, ORDER).mean(1))
        return found
