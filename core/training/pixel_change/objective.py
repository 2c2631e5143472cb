"""What the change network is to make small, and how right it is."""
from __future__ import annotations

import torch
from torch.nn import functional

from .pair import CHANGED, IGNORED, UNKNOWN

_OVERLAP = 0.5                # weight of what the overlap lacks


def objective(odds: torch.Tensor, truth: torch.Tensor, trimmed: float) -> torch.Tensor:
    """Cross-entropy of pixels, and what the overlap of found and true change lacks of a whole.

    Pixels between two real dates may have changed without anybody knowing: the share ``trimmed`` of them, of each sample, that is most
    at odds with no change has no say. Source of the overlap: Milletari, Navab, Ahmadi 2016, doi:10.1109/3DV.2016.79.

    Args:
        odds: (N, rows, cols) logarithms of the odds of change.
        truth: (N, rows, cols) uint8, see `pair`.
        trimmed: 0 to 1.
    """
    wanted = (truth == CHANGED).to(odds.dtype)
    weight = (truth != IGNORED).to(odds.dtype)
    pixels = functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none")
    with torch.no_grad():
        for index in range(len(truth)):
            unknown = truth[index] == UNKNOWN
            count = int(unknown.sum())
            if count and trimmed > 0:
                worst = pixels[index][unknown].topk(max(1, int(count * trimmed))).values[-1]
                weight[index][unknown & (pixels[index] >= worst)] = 0.0
    crossed = (pixels * weight).sum() / weight.sum().clamp(min=1.0)
    found = torch.sigmoid(odds) * weight
    both = (found * wanted).sum((1, 2))
    overlap = (2 * both + 1.0) / (found.sum((1, 2)) + (wanted * weight).sum((1, 2)) + 1.0)
    # Where nothing has changed, a single wrong pixel would be a whole lack.
    some = (wanted.sum((1, 2)) > 0).to(odds.dtype)
    return crossed + _OVERLAP * ((1.0 - overlap) * some).sum() / some.sum().clamp(min=1.0)
