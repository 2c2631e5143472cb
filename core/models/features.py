"""Dense features of images of any size."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from .channels import channels
from .descriptors import ALIGNMENT, STRIDE, DenseDescriptor, weighted

_TILE_PX = 640                # at most; what the network makes of a tile then stays near the processor
#: Pixels around a tile that the network has to see for its features to be those of the whole image.
HALO_PX = 36


@dataclass(frozen=True)
class FeatureMap:
    """Features of the cells of an image; cell (0, 0) is its first `STRIDE` x `STRIDE` pixels.

    Attributes:
        descriptors: (C, rows, cols) of unit length, 0 where not valid.
        reliability: (rows, cols) 0 to 1, 0 where not valid.
    """

    descriptors: torch.Tensor
    reliability: torch.Tensor

    @cached_property
    def weighted(self) -> torch.Tensor:
        """(C + 1, rows, cols) for `correlate`; see `descriptors.weighted`."""
        return weighted(self.descriptors, self.reliability[None])


class Features:
    """A network ready to describe images.

    Args:
        network: in evaluation mode, on ``device``.
        device: where it runs.
        half: the type convolutions are computed in; None for full precision. See `device.half`.
    """

    def __init__(self, network: DenseDescriptor, device: torch.device, half: torch.dtype | None = None):
        self.network, self.device, self._half = network.to(device, memory_format=torch.channels_last).eval(), device, half

    def __call__(self, image: np.ndarray, valid: np.ndarray, noise: float | None = None, rim: int = 0) -> FeatureMap:
        """The features of grey values (rows, cols), where they are valid (rows, cols) bool; in tiles that fit together exactly.

        Parts of a larger image that are to fit together need the same ``noise``; see `channels`. ``rim`` pixels along the border of the
        image are not asked for: features are 0 there.
        """
        rows, cols = image.shape
        count = self.network.settings["channels"]
        described = torch.zeros((count, -(-rows // STRIDE), -(-cols // STRIDE)), device=self.device)
        trusted = torch.zeros(described.shape[1:], device=self.device)
        seen = [_between(valid.any(axis), 0) for axis in (1, 0)]
        asked = [_between(valid.any(axis), max(rim - HALO_PX, 0)) for axis in (1, 0)]
        if not all(asked):
            return FeatureMap(described, trusted)
        (first, last), (begin, end) = seen
        whole = channels(image[first:last, begin:end], valid[first:last, begin:end], noise)
        (top, bottom), (left, right) = asked
        described_part, trusted_part = self._tiled(torch.from_numpy(
            _padded(whole[:, top - first : bottom - first, left - begin : right - begin])))
        height, width = (min(part, total - start // STRIDE) for part, total, start in
                         zip(described_part.shape[1:], described.shape[1:], (top, left)))
        area = (slice(top // STRIDE, top // STRIDE + height), slice(left // STRIDE, left // STRIDE + width))
        described[(slice(None), *area)] = described_part[:, :height, :width]
        trusted[area] = trusted_part[:height, :width]
        for total, axis in ((rows, 1), (cols, 2)) if rim else ():
            for edge in (slice(0, -(-rim // STRIDE)), slice((total - rim) // STRIDE, None)):
                described[(slice(None),) * axis + (edge,)] = 0
                trusted[(slice(None),) * (axis - 1) + (edge,)] = 0
        return FeatureMap(described, trusted)

    def _tiled(self, whole: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        rows, cols = whole.shape[1:]
        described = torch.empty((self.network.settings["channels"], rows // STRIDE, cols // STRIDE), device=self.device)
        trusted = torch.empty(described.shape[1:], device=self.device)
        for top, bottom in _even(rows):
            for left, right in _even(cols):
                first = max(top - HALO_PX, 0), max(left - HALO_PX, 0)
                last = min(bottom + HALO_PX, rows), min(right + HALO_PX, cols)
                one, two = self._run(whole[:, first[0] : last[0], first[1] : last[1]])
                inner = tuple(slice((start - begin) // STRIDE, (end - begin) // STRIDE)
                              for start, end, begin in ((top, bottom, first[0]), (left, right, first[1])))
                outer = tuple(slice(start // STRIDE, end // STRIDE) for start, end in ((top, bottom), (left, right)))
                described[(slice(None), *outer)] = one[(slice(None), *inner)]
                trusted[outer] = two[inner]
        return described, trusted

    @torch.inference_mode()
    def _run(self, tile: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        images = tile[None].to(self.device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, self._half, enabled=self._half is not None):
            described, trusted = self.network(images)
        return described[0], trusted[0, 0]


def _between(known: np.ndarray, rim: int) -> tuple[int, int] | None:
    """Begin, a multiple of `ALIGNMENT`, and end of what is known (N,) bool farther than ``rim`` from both ends; None where nothing is."""
    at = np.flatnonzero(known)
    first, last = max(rim, int(at[0]) if len(at) else len(known)), min(len(known) - rim, int(at[-1]) + 1 if len(at) else 0)
    return (first // ALIGNMENT * ALIGNMENT, last) if first < last else None


def _even(total: int) -> list[tuple[int, int]]:
    """Begin and end of tiles of nearly one size along a side of so many pixels, a multiple of `ALIGNMENT`, as they are."""
    side = -(-total // (-(-total // _TILE_PX) * ALIGNMENT)) * ALIGNMENT
    return [(start, min(start + side, total)) for start in range(0, total, side)]


def _padded(images: np.ndarray) -> np.ndarray:
    """Channels (6, rows, cols) with sides that are multiples of `ALIGNMENT`."""
    rows, cols = images.shape[1:]
    return np.pad(images, ((0, 0), (0, -rows % ALIGNMENT), (0, -cols % ALIGNMENT)))
