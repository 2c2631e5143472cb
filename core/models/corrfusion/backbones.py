"""The networks that CorrFusionNet can see tiles through."""
from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import torch
from torch import nn

from ...errors import ModelError
from .densenet121 import DenseNet121
from .inception_v3 import InceptionV3
from .resnet50 import ResNet50
from .slim import Slim
from .vgg16 import Vgg16

#: Name -> class: a module without classes, (N, 3, rows, cols) to (N, ``channels``, rows, cols).
BACKBONES: Mapping[str, type[nn.Module]] = {
    "vgg16": Vgg16, "resnet50": ResNet50, "inceptionv3": InceptionV3, "densenet121": DenseNet121, "slim": Slim}
#: Name -> id of the model whose weights, trained on ImageNet, it can begin with.
IMAGENET = {"vgg16": "vgg16-features-torchvision", "resnet50": "resnet50-torchvision", "inceptionv3": "inceptionv3-torchvision",
            "densenet121": "densenet121-torchvision"}
# Older files of DenseNet: ``norm.1`` for ``norm1``.
_DOTTED = re.compile(r"(.*denselayer\d+\.(?:norm|relu|conv))\.((?:[12])\.(?:weight|bias|running_mean|running_var))")
_COUNTED = "num_batches_tracked"


def make(name: str) -> nn.Module:
    """A backbone, whatever its weights; ModelError where there is none of that name."""
    if name not in BACKBONES:
        raise ModelError(f"There is no backbone '{name}'.", f"Choose one of: {', '.join(BACKBONES)}.")
    return BACKBONES[name]()


@functools.lru_cache(None)
def shapes(name: str) -> Mapping[str, tuple[int, ...]]:
    """Names and shapes of the tensors of a backbone, as its files have them."""
    with torch.device("meta"):
        return {key: tuple(value.shape) for key, value in make(name).state_dict().items() if not key.endswith(_COUNTED)}


@functools.lru_cache(None)
def maps_of(name: str, side: int) -> tuple[int, int, int]:
    """(channels, rows, cols) that a backbone makes of square images; ModelError where these are too small for it."""
    with torch.device("meta"):
        try:
            found = make(name).eval()(torch.empty(1, 3, side, side))
        except RuntimeError as error:
            raise ModelError(f"The backbone {name} cannot see images of {side} pixels.", "Give larger tiles.") from error
    if not found.numel():
        raise ModelError(f"The backbone {name} cannot see images of {side} pixels.", "Give larger tiles.")
    return tuple(found.shape[1:])


def renamed(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Torchvision's names as they are today."""
    return {_DOTTED.sub(r"\1\2", name): value for name, value in tensors.items()}
