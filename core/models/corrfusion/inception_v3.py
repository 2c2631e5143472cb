"""Inception-v3 without its classes, named as in torchvision.

Source: Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016, doi:10.1109/CVPR.2016.308.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

# Kernel, stride and padding.
_SAME3, _ROW7, _COL7 = (3, 1, 1), ((1, 7), 1, (0, 3)), ((7, 1), 1, (3, 0))
_ROW3, _COL3, _ONE = ((1, 3), 1, (0, 1)), ((3, 1), 1, (1, 0)), (1, 1, 0)


class _Layer(nn.Module):
    """Convolution, batch normalisation, rectifier."""

    def __init__(self, inside: int, out: int, kernel, stride=1, padding=0):
        super().__init__()
        self.conv, self.bn = nn.Conv2d(inside, out, kernel, stride, padding, bias=False), nn.BatchNorm2d(out, eps=1e-3)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return functional.relu(self.bn(self.conv(maps)), inplace=True)


class _Mixed(nn.Module):
    """Branches side by side.

    Args:
        inside: channels that come in.
        branches: each a list of (name, channels out, kernel, stride, padding), one after another, the last one perhaps a tuple of such,
            side by side; ``mean``, ``largest`` or ``max`` first: pooled, the last to half the size.

    Attributes:
        out: channels that come out. published: means do not count the padding.
    """

    published = False

    def __init__(self, inside: int, branches: list[list]):
        super().__init__()
        self._paths, self.out = [], 0
        for branch in branches:
            width, path = inside, []
            for step in branch:
                if isinstance(step, str):
                    path.append(step)
                    continue
                forks = step if isinstance(step[0], tuple) else (step,)
                for name, out, kernel, stride, padding in forks:
                    self.add_module(name, _Layer(width, out, kernel, stride, padding))
                width = sum(fork[1] for fork in forks)
                path.append(tuple(fork[0] for fork in forks))
            self._paths.append(path)
            self.out += width

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        found = []
        for path in self._paths:
            here = maps
            for step in path:
                if step == "mean":
                    here = functional.avg_pool2d(here, 3, 1, padding=1, count_include_pad=not self.published)
                elif step == "largest":
                    here = functional.max_pool2d(here, 3, 1, padding=1)
                elif step == "max":
                    here = functional.max_pool2d(here, 3, 2)
                else:
                    here = torch.cat([getattr(self, name)(here) for name in step], 1)
            found.append(here)
        return torch.cat(found, 1)


def _a(inside: int, pooled: int) -> _Mixed:
    return _Mixed(inside, [
        [("branch1x1", 64, *_ONE)], [("branch5x5_1", 48, *_ONE), ("branch5x5_2", 64, 5, 1, 2)],
        [("branch3x3dbl_1", 64, *_ONE), ("branch3x3dbl_2", 96, *_SAME3), ("branch3x3dbl_3", 96, *_SAME3)],
        ["mean", ("branch_pool", pooled, *_ONE)]])


def _b(inside: int) -> _Mixed:
    return _Mixed(inside, [
        [("branch3x3", 384, 3, 2, 0)],
        [("branch3x3dbl_1", 64, *_ONE), ("branch3x3dbl_2", 96, *_SAME3), ("branch3x3dbl_3", 96, 3, 2, 0)], ["max"]])


def _c(inside: int, width: int) -> _Mixed:
    return _Mixed(inside, [
        [("branch1x1", 192, *_ONE)],
        [("branch7x7_1", width, *_ONE), ("branch7x7_2", width, *_ROW7), ("branch7x7_3", 192, *_COL7)],
        [("branch7x7dbl_1", width, *_ONE), ("branch7x7dbl_2", width, *_COL7), ("branch7x7dbl_3", width, *_ROW7),
         ("branch7x7dbl_4", width, *_COL7), ("branch7x7dbl_5", 192, *_ROW7)],
        ["mean", ("branch_pool", 192, *_ONE)]])


def _d(inside: int) -> _Mixed:
    return _Mixed(inside, [
        [("branch3x3_1", 192, *_ONE), ("branch3x3_2", 320, 3, 2, 0)],
        [("branch7x7x3_1", 192, *_ONE), ("branch7x7x3_2", 192, *_ROW7), ("branch7x7x3_3", 192, *_COL7), ("branch7x7x3_4", 192, 3, 2, 0)],
        ["max"]])


def _e(inside: int, pooling: str = "mean") -> _Mixed:
    return _Mixed(inside, [
        [("branch1x1", 320, *_ONE)],
        [("branch3x3_1", 384, *_ONE), (("branch3x3_2a", 384, *_ROW3), ("branch3x3_2b", 384, *_COL3))],
        [("branch3x3dbl_1", 448, *_ONE), ("branch3x3dbl_2", 384, *_SAME3),
         (("branch3x3dbl_3a", 384, *_ROW3), ("branch3x3dbl_3b", 384, *_COL3))],
        [pooling, ("branch_pool", 192, *_ONE)]])


class InceptionV3(nn.Module):
    """``Conv2d_1a_3x3`` to ``Mixed_7c``.

    Args:
        published: pooled as in the graph of 2015-12-05, from which torchvision's differs: means do not count the padding, and the last
            block takes the largest values instead.

    Attributes:
        channels: that come out; last: the layer whose maps `gradcam` looks at.
    """

    channels = 2048

    def __init__(self, published: bool = False):
        super().__init__()
        for name, inside, out, kernel, stride, padding in (
                ("Conv2d_1a_3x3", 3, 32, 3, 2, 0), ("Conv2d_2a_3x3", 32, 32, 3, 1, 0), ("Conv2d_2b_3x3", 32, 64, 3, 1, 1),
                ("Conv2d_3b_1x1", 64, 80, 1, 1, 0), ("Conv2d_4a_3x3", 80, 192, 3, 1, 0)):
            self.add_module(name, _Layer(inside, out, kernel, stride, padding))
        width, self._mixed = 192, []
        makers = {"5b": lambda inside: _a(inside, 32), "5c": lambda inside: _a(inside, 64), "5d": lambda inside: _a(inside, 64), "6a": _b,
                  "6b": lambda inside: _c(inside, 128), "6c": lambda inside: _c(inside, 160), "6d": lambda inside: _c(inside, 160),
                  "6e": lambda inside: _c(inside, 192), "7a": _d, "7b": _e,
                  "7c": lambda inside: _e(inside, "largest" if published else "mean")}
        for name, make in makers.items():
            self._mixed.append(f"Mixed_{name}")
            self.add_module(self._mixed[-1], make(width))
            getattr(self, self._mixed[-1]).published = published
            width = getattr(self, self._mixed[-1]).out

    @property
    def last(self) -> nn.Module:
        """Gives what comes out."""
        return self.Mixed_7c

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 3, rows, cols) to (N, 2048, ...); 299 pixels become 8, 200 become 4, at least 75 are needed."""
        maps = self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(images)))
        maps = self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(functional.max_pool2d(maps, 3, 2)))
        maps = functional.max_pool2d(maps, 3, 2)
        for name in self._mixed:
            maps = getattr(self, name)(maps)
        return maps
