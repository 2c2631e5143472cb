"""A small fully convolutional network: what a place looks like whatever the sensor, and how far that is to be trusted."""
from __future__ import annotations

import torch
from scipy.fft import next_fast_len
from torch import nn

from .channels import COUNT

#: Feature cells are this many pixels wide.
STRIDE = 2
#: Sides of images have to be multiples of this many pixels, and tiles to start at one.
ALIGNMENT = 4
_SKIPPED = (2, 3, 4, 5)       # channels that are descriptors as they are


class _Block(nn.Module):
    """Two convolutions, the first dilated, beside a short cut."""

    def __init__(self, width: int, dilation: int):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=dilation, dilation=dilation)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.relu_(self.second(torch.relu_(self.first(values))).add_(values))


class DenseDescriptor(nn.Module):
    """Unit descriptors and reliability, one for every `STRIDE` x `STRIDE` pixels.

    A fine branch at two pixels and a context branch at four, which sees about 30 pixels around. The directions of edges go to the
    descriptors unchanged too, so that the network learns what is better than they are.

    Args:
        channels: length of a descriptor.
        width: channels of the fine branch; the context branch has twice as many.
    """

    def __init__(self, channels: int = 16, width: int = 32):
        super().__init__()
        self.settings = {"channels": channels, "width": width}
        self.stem = nn.Conv2d(COUNT * STRIDE**2, width, 3, padding=1)
        self.fine = _Block(width, 1)
        self.down = nn.Conv2d(width, 2 * width, 3, stride=2, padding=1)
        self.context = nn.Sequential(_Block(2 * width, 1), _Block(2 * width, 2))
        self.up = nn.Conv2d(2 * width, 4 * width, 1)
        self.joined = _Block(width, 1)
        self.descriptor, self.reliability = nn.Conv2d(width, channels, 1), nn.Conv2d(width, 1, 1)
        self.short_cut = nn.Conv2d(len(_SKIPPED), channels, 1, bias=False)
        self.sharpness = nn.Parameter(torch.tensor(4.0))
        with torch.no_grad():
            self.short_cut.weight.zero_()
            for index in range(len(_SKIPPED)):
                self.short_cut.weight[index, index] = 3.0
            self.descriptor.weight.mul_(0.3)

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features of images.

        Args:
            images: (N, 6, rows, cols) from `channels`; rows and cols multiples of `ALIGNMENT`.

        Returns:
            descriptors (N, channels, rows / 2, cols / 2) of unit length and reliability (N, 1, rows / 2, cols / 2), 0 to 1, both 0
            where a cell is not valid.
        """
        pooled = nn.functional.avg_pool2d(images, STRIDE)
        seen = (pooled[:, 1:2] > 0.99).to(images.dtype)
        inside = self.fine(torch.relu_(self.stem(nn.functional.pixel_unshuffle(images, STRIDE))))
        context = self.context(torch.relu_(self.down(inside)))
        inside = self.joined(torch.relu_(nn.functional.pixel_shuffle(self.up(context), 2).add_(inside)))
        described = self.descriptor(inside) + self.short_cut(pooled[:, list(_SKIPPED)])
        return nn.functional.normalize(described.float(), dim=1) * seen, torch.sigmoid(self.reliability(inside).float()) * seen


def weighted(described: torch.Tensor, trust: torch.Tensor) -> torch.Tensor:
    """Descriptors (..., C, rows, cols) times reliability (..., 1, rows, cols), and that itself: (..., C + 1, rows, cols)."""
    return torch.cat([described * trust, trust], -3)


def correlate(template: torch.Tensor, scene: torch.Tensor, window: torch.Tensor) -> torch.Tensor:
    """Mean agreement of a template with a larger scene at every offset, weighted by reliability.

    Args:
        template: `weighted` descriptors (N, C + 1, n, n) of the reference.
        scene: the same of the target, (N, C + 1, m, m), m - n even.
        window: (n, n) weights of the template's cells.

    Returns:
        (N, m - n + 1, m - n + 1) float32, -1 to 1: how well the template agrees with the scene at offsets (dx, dy), rows first, the
        middle being no offset.
    """
    template = template * window
    side = scene.shape[-1]
    span, size = side - template.shape[-1] + 1, (transformed(side),) * 2
    product = torch.fft.rfft2(template, s=size).conj() * torch.fft.rfft2(scene, s=size)
    found, total = (torch.fft.irfft2(part, s=size)[:, :span, :span] for part in (product[:, :-1].sum(1), product[:, -1]))
    # Offsets at which little can be trusted say little.
    return found / (total + 0.1 * template[:, -1].sum((1, 2))[:, None, None] + 1e-6)


def transformed(side: int) -> int:
    """The least even number of cells, not below this one, along the side of a scene that is transformed fast."""
    fast = next_fast_len(side, real=True)
    return fast if fast % 2 == 0 else transformed(fast + 1)
