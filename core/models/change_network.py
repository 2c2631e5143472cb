"""A small siamese network: two dates of one place to the probability of change of every pixel."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

#: Bands of either date, see `core.change.view`.
BANDS = 3
#: Maps of evidence that the network is given beside the two images, see `core.change.evidence`.
EVIDENCE = 10
#: Sides of images have to be multiples of this many pixels, and tiles to start at one.
ALIGNMENT = 16
#: Pixels around a pixel that have a say in it.
REACH_PX = 192
_FINEST = 2                   # pixels to a side of the finest cells
_GROWTH = (1, 2, 3, 4)        # channels of the levels, in widths


class _Block(nn.Module):
    """Two convolutions beside a short cut."""

    def __init__(self, width: int):
        super().__init__()
        self.first, self.second = (nn.Conv2d(width, width, 3, padding=1) for _ in range(2))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.second(torch.relu(self.first(values))) + values)


class ChangeNetwork(nn.Module):
    """One encoder for both dates, their differences beside the evidence at four scales, a decoder back to every pixel.

    The finest cells are two pixels wide, the coarsest sixteen. Dates can be exchanged: only the size of differences and the mean of both
    are looked at. There is no normalisation over the image, so that tiles fit together.

    Args:
        width: channels of the finest cells; there are 2, 3 and 4 times as many at half, a quarter and an eighth of their resolution.
        evidence: maps of evidence; there is no other number.

    Attributes:
        settings: what it was made with.
    """

    def __init__(self, width: int = 32, evidence: int = EVIDENCE):
        super().__init__()
        self.settings = {"width": width, "evidence": evidence}
        counts = [width * growth for growth in _GROWTH]
        cells = _FINEST**2
        self.entries = nn.ModuleList(nn.Conv2d(inside, out, 3, padding=1) for inside, out in zip([BANDS * cells, *counts], counts))
        self.encoders = nn.ModuleList(_Block(count) for count in counts)
        self.known = nn.ModuleList(nn.Conv2d(evidence * (1 if level else cells), count, 3, padding=1)
                                   for level, count in enumerate(counts))
        self.differences = nn.ModuleList(nn.Conv2d(3 * count, count, 1) for count in counts)
        self.decoders = nn.ModuleList(_Block(count) for count in counts)
        self.rises = nn.ModuleList(nn.Conv2d(above, count, 1) for count, above in zip(counts, counts[1:]))
        self.last = nn.Conv2d(width, cells, 3, padding=1)
        with torch.no_grad():
            self.last.bias.fill_(-2.0)

    def encode(self, images: torch.Tensor) -> list[torch.Tensor]:
        """Maps of one date at four scales, (N, 3, rows, cols) with sides that are multiples of `ALIGNMENT`."""
        found, values = [], functional.pixel_unshuffle(images, _FINEST)
        for level, (entry, encoder) in enumerate(zip(self.entries, self.encoders)):
            values = functional.avg_pool2d(values, 2) if level else values
            values = encoder(torch.relu(entry(values)))
            found.append(values)
        return found

    def forward(self, before: torch.Tensor, after: torch.Tensor, evidence: torch.Tensor) -> torch.Tensor:
        """The logarithm of the odds of change.

        Args:
            before, after: (N, 3, rows, cols); sides are multiples of `ALIGNMENT`.
            evidence: (N, `EVIDENCE`, rows, cols), 0 to 1.

        Returns:
            (N, rows, cols) float32.
        """
        count, found = len(before), []
        for level, maps in enumerate(self.encode(torch.cat([before, after]))):
            seen = functional.avg_pool2d(evidence, _FINEST * 2**level) if level else functional.pixel_unshuffle(evidence, _FINEST)
            one, two = maps[:count], maps[count:]
            both = torch.cat([torch.abs(one - two), 0.5 * (one + two), torch.relu(self.known[level](seen))], 1)
            found.append(torch.relu(self.differences[level](both)))
        values = self.decoders[-1](found[-1])
        for level in range(len(found) - 2, -1, -1):
            risen = functional.interpolate(self.rises[level](values), scale_factor=2, mode="bilinear", align_corners=False)
            values = self.decoders[level](torch.relu(risen + found[level]))
        return functional.pixel_shuffle(self.last(values), _FINEST)[:, 0].float()

    @classmethod
    def random(cls, seed: int = 0, **settings) -> ChangeNetwork:
        """Untrained, always the same for a seed."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return cls(**settings).eval()
