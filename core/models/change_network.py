"""A small siamese network: two dates of one place to the probability of change of every pixel."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

#: Bands of either date, see `core.change.view`.
BANDS = 3
#: Maps of evidence that the network is given beside the two images: as they lie, and what no small shift explains.
EVIDENCE = 2
#: Sides of images have to be multiples of this many pixels, and tiles to start at one.
ALIGNMENT = 8
#: Pixels around a pixel that have a say in it.
REACH_PX = 96
_GROWTH = (1, 2, 4, 6)        # channels of the levels, in widths


class _Block(nn.Module):
    """Two convolutions beside a short cut; the first may be dilated."""

    def __init__(self, width: int, dilation: int = 1):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=dilation, dilation=dilation)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.second(torch.relu(self.first(values))) + values)


class ChangeNetwork(nn.Module):
    """One encoder for both dates, differences at four scales, a decoder back to every pixel.

    Dates can be exchanged: only the size of differences and the mean of both are looked at. There is no normalisation over the image, so
    that tiles fit together.

    Args:
        width: channels at full resolution; there are 2, 4 and 6 times as many at half, a quarter and an eighth of it.

    Attributes:
        settings: what it was made with.
    """

    def __init__(self, width: int = 16):
        super().__init__()
        self.settings = {"width": width}
        counts = [width * growth for growth in _GROWTH]
        self.entries = nn.ModuleList(nn.Conv2d(inside, out, 3, padding=1) for inside, out in zip([BANDS, *counts], counts))
        self.encoders = nn.ModuleList(_Block(count) if level else nn.Conv2d(count, count, 3, padding=1)
                                      for level, count in enumerate(counts))
        self.evidence = nn.Conv2d(EVIDENCE, width, 3, padding=1)
        self.differences = nn.ModuleList(nn.Conv2d(2 * count + width, count, 1) for count in counts)
        self.decoders = nn.ModuleList(_Block(count, 2 if level == len(counts) - 1 else 1) for level, count in enumerate(counts))
        self.rises = nn.ModuleList(nn.Conv2d(above, count, 1) for count, above in zip(counts, counts[1:]))
        self.last = nn.Conv2d(width, 1, 1)
        with torch.no_grad():
            self.last.bias.fill_(-2.0)

    def encode(self, images: torch.Tensor) -> list[torch.Tensor]:
        """Maps of one date at four scales, (N, 3, rows, cols) with sides that are multiples of `ALIGNMENT`."""
        found = []
        for level, (entry, encoder) in enumerate(zip(self.entries, self.encoders)):
            images = functional.avg_pool2d(images, 2) if level else images
            images = torch.relu(entry(images))
            images = encoder(images) if level else torch.relu(encoder(images))
            found.append(images)
        return found

    def forward(self, before: torch.Tensor, after: torch.Tensor, evidence: torch.Tensor) -> torch.Tensor:
        """The logarithm of the odds of change.

        Args:
            before, after: (N, 3, rows, cols); sides are multiples of `ALIGNMENT`.
            evidence: (N, 2, rows, cols), 0 to 1.

        Returns:
            (N, rows, cols) float32.
        """
        count = len(before)
        both = self.encode(torch.cat([before, after]))
        known, found = torch.relu(self.evidence(evidence)), []
        for level, (maps, difference) in enumerate(zip(both, self.differences)):
            known = functional.avg_pool2d(known, 2) if level else known
            one, two = maps[:count], maps[count:]
            found.append(torch.relu(difference(torch.cat([torch.abs(one - two), 0.5 * (one + two), known], 1))))
        values = self.decoders[-1](found[-1])
        for level in range(len(found) - 2, -1, -1):
            risen = functional.interpolate(self.rises[level](values), scale_factor=2, mode="bilinear", align_corners=False)
            values = self.decoders[level](torch.relu(risen + found[level]))
        return self.last(values)[:, 0].float()

    @classmethod
    def random(cls, seed: int = 0, **settings) -> ChangeNetwork:
        """Untrained, always the same for a seed."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return cls(**settings).eval()
