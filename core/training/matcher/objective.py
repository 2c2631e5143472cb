"""What the dense matcher is trained for: the surface of agreement is highest at the true offset."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from ...models import device as devices
from ...models.descriptors import STRIDE, DenseDescriptor, correlate, weighted
from .sample import Sample
from .settings import Settings


def stacked(samples: Sequence[Sample], device) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """(reference (N, 6, size, size), target, offsets (N, 2) in pixels) on a device."""
    arrays = (np.stack([getattr(sample, name) for sample in samples]).astype(np.float32) for name in ("reference", "target", "offset"))
    return tuple(torch.from_numpy(array).to(device) for array in arrays)


def surface(network: DenseDescriptor, reference: torch.Tensor, target: torch.Tensor, settings: Settings) -> torch.Tensor:
    """Agreement of the middle of the references with the targets, as from `correlate`."""
    images = torch.cat([reference, target]).contiguous(memory_format=torch.channels_last)
    with torch.autocast(images.device.type, torch.bfloat16, enabled=settings.half and devices.is_fast_in_bfloat16(images.device)):
        both, trust = network(images)
    if not settings.reliable:
        trust = (both.detach().abs().sum(1, keepdim=True) > 0).to(both.dtype)
    (one, two), (first, second) = both.chunk(2), trust.chunk(2)
    cells = settings.size // STRIDE
    edge = (one.shape[-1] - cells) // 2
    middle = slice(edge, edge + cells)
    line = torch.hann_window(cells + 2, periodic=False, device=one.device)[1:-1]                 # without zero rows
    return correlate(weighted(one[..., middle, middle], first[..., middle, middle]), weighted(two, second), torch.outer(line, line))


def objective(network: DenseDescriptor, agreement: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the surface against the true offset, shared between the four cells around it.

    Args:
        agreement: (N, k, k) from `surface`.
        offsets: (N, 2) x, y in cells.
    """
    count, span = agreement.shape[:2]
    chance = torch.log_softmax(agreement.reshape(count, -1) * torch.exp(network.sharpness), dim=1).reshape(count, span, span)
    place = (offsets + (span - 1) // 2).clamp(0, span - 1.001)
    low, part = place.floor().long(), place - place.floor()
    index, loss = torch.arange(count, device=agreement.device), 0.0
    for dx in (0, 1):
        for dy in (0, 1):
            weight = (part[:, 0] if dx else 1 - part[:, 0]) * (part[:, 1] if dy else 1 - part[:, 1])
            loss = loss - weight * chance[index, low[:, 1] + dy, low[:, 0] + dx]
    return loss.mean()


def peak(agreement: np.ndarray) -> np.ndarray:
    """(N, 2) x, y of the highest value of surfaces (N, k, k) from the middle, in cells, by parabolas through the neighbours."""
    count, span = agreement.shape[:2]
    row, col = np.divmod(agreement.reshape(count, -1).argmax(1), span)
    index, found = np.arange(count), []
    for position, across in ((col, False), (row, True)):
        inner = position.clip(1, span - 2)
        before, at, after = (agreement[index, inner + step, col] if across else agreement[index, row, inner + step] for step in (-1, 0, 1))
        curve = before - 2 * at + after
        shift = np.where((position == inner) & (curve < 0), 0.5 * (before - after) / np.where(curve < 0, curve, -1.0), 0.0)
        found.append(position + shift.clip(-0.5, 0.5) - span // 2)
    return np.stack(found, 1)
