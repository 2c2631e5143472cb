"""Maps of images of any size, on which Deep Lucas-Kanade aligns."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from .channels import channels
from .deep_lk import RECEPTIVE, RGB, DeepLK, Pyramid
from .stretch import stretched

#: Pixels around a place that have a say in its maps: what the networks see, and over what grey values are normalised.
MARGIN_PX = RECEPTIVE[3] + 48
_TILE_PX = 512
_HALO_PX = RECEPTIVE[3]       # a multiple of 4, as tiles have to begin
_ALIGNMENT = 4


@dataclass(frozen=True)
class Seen:
    """An image as the networks want it.

    Attributes:
        bands: (bands, rows, cols) float32, sides multiples of 4.
        valid: (rows, cols) bool, of the same sides.
    """

    bands: np.ndarray
    valid: np.ndarray


def seen(image: np.ndarray, valid: np.ndarray, bands: int) -> Seen:
    """What networks that want so many bands see of grey values (rows, cols): those of `channels`, or red, green and blue alike."""
    rows, cols = image.shape
    around = ((0, -rows % _ALIGNMENT), (0, -cols % _ALIGNMENT))
    prepared = np.repeat(stretched(image, valid)[None] / 255.0, RGB, 0) if bands == RGB else channels(image, valid)
    return Seen(np.pad(prepared.astype(np.float32), ((0, 0), *around)), np.pad(valid, around))


@torch.inference_mode()
def maps(branch: Pyramid, image: Seen, device: torch.device) -> list[torch.Tensor]:
    """Maps (1, 1, rows, cols) of levels 1, 2, 3, in tiles that fit together exactly.

    Args:
        branch: of a `DeepLK`, in evaluation mode, on ``device``.
        image: what is seen.
        device: where the network is.
    """
    rows, cols = image.valid.shape
    whole = torch.from_numpy(image.bands)[None]
    found = [torch.zeros((1, 1, rows >> level, cols >> level), device=device) for level in range(3)]
    for top in range(0, rows, _TILE_PX):
        for left in range(0, cols, _TILE_PX):
            inner = (slice(top, min(top + _TILE_PX, rows)), slice(left, min(left + _TILE_PX, cols)))
            if not image.valid[inner].any():
                continue
            first = max(top - _HALO_PX, 0), max(left - _HALO_PX, 0)
            last = min(top + _TILE_PX + _HALO_PX, rows), min(left + _TILE_PX + _HALO_PX, cols)
            part = whole[..., first[0] : last[0], first[1] : last[1]].to(device).contiguous(memory_format=torch.channels_last)
            for level, (one, into) in enumerate(zip(branch(part), found)):
                there = tuple(slice(side.start >> level, side.stop >> level) for side in inner)
                here = tuple(slice((side.start - begin) >> level, (side.stop - begin) >> level) for side, begin in zip(inner, first))
                into[(..., *there)] = one[(..., *here)]
    return found


def ready(network: DeepLK, device: torch.device) -> DeepLK:
    """The network on a device, in the layout that is fast there."""
    return network.to(device, memory_format=torch.channels_last).eval()
