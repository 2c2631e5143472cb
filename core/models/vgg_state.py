"""Weights of VGG-16 as others name and lay them out, made the state of `Vgg16`.

What was loaded is given, so that nothing here reads files: a state of torchvision (``features.0.weight``), one named after the layers of
the paper (``conv1_1.weight``), or kernels and biases of TensorFlow (``conv1_1``: kernel rows x cols x in x out, and bias).
"""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch

from ..errors import ModelError
from .vgg import CONVOLUTIONS


def state_of(arrays: Mapping) -> dict[str, torch.Tensor]:
    """The state for `Vgg16.load_state_dict`, float32 on the CPU.

    Args:
        arrays: name to array or tensor, or to a pair (kernel, bias); an open npz file is one too. What is not needed is ignored.

    Raises:
        ModelError: names every array that is missing or has the wrong shape.
    """
    read = next((reader for reader, name in ((_by_index, "features."), (_by_layer, "conv1_1."), (_by_pair, "conv1_1"))
                 if any(str(key).startswith(name) for key in arrays)), _by_index)
    state, faults = {}, []
    for layer, (index, width, wide) in CONVOLUTIONS.items():
        for part, shape in (("weight", (wide, width, 3, 3)), ("bias", (wide,))):
            try:
                name, value = read(arrays, layer, index, part)
            except KeyError as error:
                faults.append(f"{error.args[0]} is missing")
                continue
            if tuple(value.shape) != shape:
                faults.append(f"{name} has the shape {tuple(value.shape)} instead of {shape}")
            elif not bool(torch.isfinite(value).all()):
                faults.append(f"{name} is not finite")
            else:
                state[f"features.{index}.{part}"] = value
    if faults:
        raise ModelError(f"These are no weights of VGG-16 up to conv5_1: {'; '.join(faults)}.",
                         "Give the convolutional weights of VGG-16 without batch normalisation.")
    return state


def _by_index(arrays: Mapping, layer: str, index: int, part: str) -> tuple[str, torch.Tensor]:
    """As torchvision names them."""
    name = f"features.{index}.{part}"
    return name, _tensor(_found(arrays, name))


def _by_layer(arrays: Mapping, layer: str, index: int, part: str) -> tuple[str, torch.Tensor]:
    """As the paper and Caffe name them."""
    name = f"{layer}.{part}"
    return name, _tensor(_found(arrays, name))


def _by_pair(arrays: Mapping, layer: str, index: int, part: str) -> tuple[str, torch.Tensor]:
    """As TensorFlow lays them out."""
    pair = _found(arrays, layer)
    if len(pair) != 2:
        raise KeyError(f"the bias of {layer}")
    value = _tensor(pair[0 if part == "weight" else 1])
    return f"{layer} ({part})", value.permute(3, 2, 0, 1).contiguous() if part == "weight" and value.ndim == 4 else value


def _found(arrays: Mapping, name: str):
    if name not in arrays:
        raise KeyError(name)
    return arrays[name]


def _tensor(values) -> torch.Tensor:
    tensor = values.detach() if isinstance(values, torch.Tensor) else torch.from_numpy(np.array(values, dtype=np.float32))
    return tensor.to("cpu", torch.float32).clone()
