"""Where a template lies, guessed by networks that see all of it at once.

Source: Zhao, Huang, Zhang 2021, arXiv:2104.11693: three networks, each of which sees the template where those before it put it.
"""
from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from ..errors import ModelError
from ..models.deep_lk import INPUT_PX, INSET_PX, DeepLK
from . import warp
from .corners import unmoved

#: How a guess is made: nothing has moved; by one network; by all there are.
GUESSES = ("vanilla", "simple", "multi")


@torch.inference_mode()
def guess(network: DeepLK, inputs: torch.Tensor, templates: torch.Tensor, how: str = "multi", compat: bool = False) -> np.ndarray:
    """Homographies (N, 3, 3) float64, template to input pixels.

    Args:
        network: with regression networks, unless nothing is to have moved.
        inputs: (N, bands, 192, 192); templates: (N, bands, 128, 128); as the network wants them.
        how: one of `GUESSES`.
        compat: see `unmoved`.

    Raises:
        ModelError: the network cannot guess.
    """
    if how not in GUESSES:
        raise ModelError(f"There is no guess '{how}'.", f"Choose one of: {', '.join(GUESSES)}.")
    if how == "vanilla":
        return np.repeat(unmoved(compat)[None], len(inputs), 0)
    if not network.regression:
        raise ModelError("The model has no networks that guess a place.", "Choose the guess vanilla, or another model.")
    return stages(network, inputs, templates, 1 if how == "simple" else len(network.regression))[-1].cpu().numpy()


def stages(network: DeepLK, inputs: torch.Tensor, templates: torch.Tensor, count: int) -> list[torch.Tensor]:
    """Homographies (N, 3, 3) float64 after each of the first ``count`` networks: every one acts after those before it."""
    found: list[torch.Tensor] = []
    for regression in network.regression[:count]:
        placed = on_canvas(templates, found[-1] if found else None)
        step = entries_matrix(regression(network.canvas(placed, inputs)))
        found.append(step @ found[-1] if found else step)
        found[-1] = found[-1] / found[-1][:, 2:, 2:]
    return found


def on_canvas(templates: torch.Tensor, matrix: torch.Tensor | None = None) -> torch.Tensor:
    """Templates (N, bands, 128, 128) on canvases of the size of the input, 0 around them.

    Args:
        matrix: (N, 3, 3) template to input pixels; None: in the middle.
    """
    if matrix is None:
        around = INPUT_PX - INSET_PX - templates.shape[-1]
        return functional.pad(templates, (INSET_PX, around, INSET_PX, around))
    xy = warp.grid(INPUT_PX, INPUT_PX, templates.device, torch.float64)
    seen, _ = warp.sample(templates, warp.apply(torch.linalg.inv(matrix.detach()), xy))
    return seen.view(len(templates), -1, INPUT_PX, INPUT_PX)


def entries_matrix(entries: torch.Tensor) -> torch.Tensor:
    """(N, 8) h11 to h32 as (N, 3, 3) float64 with h33 = 1."""
    return functional.pad(entries.to(torch.float64), (0, 1), value=1.0).view(-1, 3, 3)
