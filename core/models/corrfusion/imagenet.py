"""Weights of backbones that were trained on ImageNet, for a training to begin with."""
from __future__ import annotations

import torch

from ...errors import ModelError
from .. import conversion, store, tensors
from ..preprocessing import Preprocessing
from . import backbones

TASK = "imagenet"


def load(backbone: str, model: str = "") -> tuple[dict[str, torch.Tensor], Preprocessing]:
    """Tensors that a backbone can begin with, and how the images were prepared that they have seen.

    Args:
        backbone: name of one of `backbones.BACKBONES`.
        model: id or file; empty: the one published for the backbone.

    Raises:
        ModelError: there is none, or it is of another network.
    """
    wanted = model or backbones.IMAGENET.get(backbone, "")
    if not wanted:
        raise ModelError(f"No weights of the backbone {backbone} are published.", f"They are of: {', '.join(backbones.IMAGENET)}.")
    path = store.find(wanted, TASK)
    found = conversion.fitting(tensors.read(path), backbones.shapes(backbone), path.name)
    try:
        return found, Preprocessing(**tensors.about(path)["preprocessing"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path.name} does not say how images are to be prepared: {error}.", "Import the published file again.") from error
