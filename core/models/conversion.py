"""How tensors of upstream files become ours: one table of names and shapes for each network."""
from __future__ import annotations

import math
import re
from collections.abc import Mapping

import torch

from ..errors import ModelError
from .corrfusion import backbones
from .vgg import CONVOLUTIONS

Tensors = Mapping[str, torch.Tensor]

_LAYER = re.compile(r"(conv\d_\d)[_./](kernel|weight|bias)")
_D2NET = re.compile(r"dense_feature_extraction\.model\.(\d+\.(?:weight|bias))")


def _shapes(last: str) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the convolutions of VGG-16 up to one of them."""
    names = list(CONVOLUTIONS)
    return {name: shape for index, inside, out in map(CONVOLUTIONS.get, names[: names.index(last) + 1])
            for name, shape in ((f"features.{index}.weight", (out, inside, 3, 3)), (f"features.{index}.bias", (out,)))}


#: Name of the conversion -> names and shapes of what comes out.
SHAPES = {"vgg16": _shapes("conv5_1"), "d2net": _shapes("conv4_3")}
# Name of the conversion of torchvision's file -> backbone that it is all of, but for the classes.
_WHOLE = {"vgg16-features": "vgg16", **{name: name for name in backbones.IMAGENET if name != "vgg16"}}


def convert(conversion: str, tensors: Tensors, source: str) -> dict[str, torch.Tensor]:
    """Our tensors (float32) of an upstream file's; what is not needed is left out.

    Args:
        conversion: a key of SHAPES or one of those of backbones, or ``none``: everything is kept as it is.
        tensors: by name, of the file.
        source: name of the file, for the message.

    Raises:
        ModelError: a tensor is missing, has another shape or holds what is no number.
    """
    if conversion == "none":
        return {name: value.contiguous() for name, value in tensors.items()}
    if conversion in _WHOLE:
        return fitting(backbones.renamed(tensors), backbones.shapes(_WHOLE[conversion]), source)
    if conversion not in SHAPES:
        raise ModelError(f"There is no conversion '{conversion}'.", f"The conversions are: {', '.join((*SHAPES, *_WHOLE))}, none.")
    return fitting(_RENAMED[conversion](tensors), SHAPES[conversion], source)


def fitting(tensors: Tensors, shapes: Mapping[str, tuple[int, ...]], source: str) -> dict[str, torch.Tensor]:
    """Those of the tensors that a network has, float32, in its order; ModelError where one is missing, of another shape or no number."""
    missing = [name for name in shapes if name not in tensors]
    if missing:
        raise ModelError(f"{source} lacks {len(missing)} of {len(shapes)} tensors: {_listed(missing)}.", "It holds another network.")
    wrong = [f"{name} is {_size(tensors[name].shape)} instead of {_size(shape)}" for name, shape in shapes.items()
             if tuple(tensors[name].shape) != shape]
    if wrong:
        raise ModelError(f"{source} holds tensors of other shapes: {_listed(wrong)}.", "It holds another network.")
    found = {name: tensors[name].to(torch.float32).contiguous() for name in shapes}
    bad = [name for name, value in found.items() if not bool(torch.isfinite(value).all())]
    if bad:
        raise ModelError(f"{source} holds values that are no numbers, in {_listed(bad)}.", "The file is damaged: get it again.")
    return found


def size_of(conversion: str) -> int | None:
    """Bytes of the tensors that come out; None where that depends on the file."""
    shapes = backbones.shapes(_WHOLE[conversion]) if conversion in _WHOLE else SHAPES.get(conversion)
    return None if shapes is None else 4 * sum(map(math.prod, shapes.values()))


def _vgg16(tensors: Tensors) -> dict[str, torch.Tensor]:
    """Torchvision's names as they are; the paper's ``conv1_1`` renamed, and kernels (rows, cols, in, out) turned to weights."""
    renamed = {}
    for name, value in tensors.items():
        match = _LAYER.fullmatch(name)
        if match is None:
            renamed[name] = value
        elif match[1] in CONVOLUTIONS:
            turned = match[2] == "kernel" and value.ndim == 4
            part = "bias" if match[2] == "bias" else "weight"
            renamed[f"features.{CONVOLUTIONS[match[1]][0]}.{part}"] = value.permute(3, 2, 0, 1) if turned else value
    return renamed


def _d2net(tensors: Tensors) -> dict[str, torch.Tensor]:
    """D2-Net's names become torchvision's, whose layers they number; all that a file of VGG-16 may be called will do as well."""
    return _vgg16({_D2NET.sub(r"features.\1", name): value for name, value in tensors.items()})


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "a single value"


def _listed(names: list[str]) -> str:
    """The first few of many."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


_RENAMED = {"vgg16": _vgg16, "d2net": _d2net}
