"""Dense features of images of any size."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from .channels import channels
from .descriptors import ALIGNMENT, STRIDE, DenseDescriptor, weighted

_TILE_PX = 1024
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

    def __call__(self, image: np.ndarray, valid: np.ndarray, noise: float | None = None) -> FeatureMap:
        """The features of grey values (rows, cols), where they are valid (rows, cols) bool; in tiles that fit together exactly.

        Parts of a larger image that are to fit together need the same ``noise``; see `channels`.
        """
        rows, cols = image.shape
        count = self.network.settings["channels"]
        described = torch.zeros((count, -(-rows // STRIDE), -(-cols // STRIDE)), device=self.device)
        trusted = torch.zeros(described.shape[1:], device=self.device)
        if not valid.any():
            return FeatureMap(described, trusted)
        seen_rows, seen_cols = np.flatnonzero(valid.any(1)), np.flatnonzero(valid.any(0))
        top, left = (int(seen[0]) // ALIGNMENT * ALIGNMENT for seen in (seen_rows, seen_cols))
        bottom, right = int(seen_rows[-1]) + 1, int(seen_cols[-1]) + 1
        whole = _padded(channels(image[top:bottom, left:right], valid[top:bottom, left:right], noise))
        described_part, trusted_part = self._tiled(torch.from_numpy(whole))
        height, width = (min(part, total - start // STRIDE) for part, total, start in
                         zip(described_part.shape[1:], described.shape[1:], (top, left)))
        area = (slice(top // STRIDE, top // STRIDE + height), slice(left // STRIDE, left // STRIDE + width))
        described[(slice(None), *area)] = described_part[:, :height, :width]
        trusted[area] = trusted_part[:height, :width]
        return FeatureMap(described, trusted)

    def _tiled(self, whole: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        rows, cols = whole.shape[1:]
        described = torch.empty((self.network.settings["channels"], rows // STRIDE, cols // STRIDE), device=self.device)
        trusted = torch.empty(described.shape[1:], device=self.device)
        for top in range(0, rows, _TILE_PX):
            for left in range(0, cols, _TILE_PX):
                first = max(top - HALO_PX, 0), max(left - HALO_PX, 0)
                last = min(top + _TILE_PX + HALO_PX, rows), min(left + _TILE_PX + HALO_PX, cols)
                one, two = self._run(whole[:, first[0] : last[0], first[1] : last[1]])
                inner = tuple(slice((start - begin) // STRIDE, (min(start + _TILE_PX, total) - begin) // STRIDE)
                              for start, begin, total in ((top, first[0], rows), (left, first[1], cols)))
                outer = tuple(slice(start // STRIDE, min(start + _TILE_PX, total) // STRIDE)
                              for start, total in ((top, rows), (left, cols)))
                described[(slice(None), *outer)] = one[(slice(None), *inner)]
                trusted[outer] = two[inner]
        return described, trusted

    @torch.inference_mode()
    def _run(self, tile: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        images = tile[None].to(self.device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, self._half, enabled=self._half is not None):
            described, trusted = self.network(images)
        return described[0], trusted[0, 0]


def _padded(images: np.ndarray) -> np.ndarray:
    """Channels (6, rows, cols) with sides that are multiples of `ALIGNMENT`."""
    rows, cols = images.shape[1:]
    return np.pad(images, ((0, 0), (0, -rows % ALIGNMENT), (0, -cols % ALIGNMENT)))
