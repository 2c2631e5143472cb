"""Samples as tensors."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from .sample import Sample


def images(samples: Sequence[Sample], device) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs (N, bands, 192, 192) and templates (N, bands, 128, 128)."""
    stacked = (np.stack(shown) for shown in ([one.input for one in samples], [one.template for one in samples]))
    inputs, templates = (torch.from_numpy(values).to(device).contiguous(memory_format=torch.channels_last) for values in stacked)
    return inputs, templates


def truth(samples: Sequence[Sample], device) -> torch.Tensor:
    """(N, 3, 3) float64, template to input pixels."""
    return torch.from_numpy(np.stack([one.homography for one in samples])).to(device)
