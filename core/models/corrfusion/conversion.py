"""CorrFusionNet as its authors publish it: a checkpoint of TensorFlow 1, ``model.ckpt.index`` and ``model.ckpt.data-*``, with VGG-16.

Variables are called ``dense1_t1/kernel``, ``squezze_t1/kernel`` (so spelt), ``weights_t1`` and so on; the second copy of a backbone has
the names of the first with a number at the end of one of their parts. What the published code trains last has ``bn3_t1``: there the
block is built but does not act, so it is read as a network without fusion.
"""
from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError
from .. import assembly, tensorflow_checkpoint
from . import backbones
from .network import TILE_PX, CorrFusionNet
from .weights import FAMILY

_DATES = {"t1": "before", "t2": "after"}
_CONVOLUTION = re.compile(r"(.*?)block(\d)_conv(\d)(_\d+)?/(kernel|bias)")
_LAYERS = {"dense1": "dense1", "dense2": "dense2", "squezze": "fusion.squeeze", "squeeze": "fusion.squeeze",
           "excitation": "fusion.excite", "bn": "fusion.norm"}
_LAYER = re.compile(rf"(?:.*/)?({'|'.join(_LAYERS)})_(t[12])/(kernel|bias|gamma|beta|moving_mean|moving_variance)")
_HEAD = re.compile(r"(?:.*/)?weights_(t[12])")
_PARTS = {"kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
          "moving_variance": "running_var"}
# Positions of VGG-16's convolutions among its layers, by block and number.
_PLACES = dict(zip([(block, layer) for block, count in enumerate((2, 2, 3, 3, 3), 1) for layer in range(1, count + 1)],
                   (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)))
_INERT = re.compile(r"(?:.*/)?bn3_t1/")
_HINT = "Give the folder that holds model.ckpt.index and model.ckpt.data-00000-of-00001 of a network with VGG-16."


def is_published(folder: Path) -> bool:
    """Whether a folder holds one checkpoint and nothing that other networks are published as."""
    return Path(folder).is_dir() and len(list(Path(folder).glob(f"*{tensorflow_checkpoint.INDEX}"))) == 1


def files(folder: Path) -> list[Path]:
    """All files that `read` reads, in order of their names; ModelError where there is not one checkpoint."""
    index = _index(Path(folder))
    return sorted([index, *index.parent.glob(index.stem + ".data-*")])


def read(folder: Path) -> CorrFusionNet:
    """The network of a folder or of an ``.index`` file; widths and classes are those of its tensors.

    Raises:
        ModelError: there is no checkpoint, it is damaged, or it holds another network.
    """
    index = _index(Path(folder))
    variables = {name: value for name, value in tensorflow_checkpoint.read(index).items() if value.dtype.kind == "f"}
    return of_variables(variables, index.stem)


def of_variables(variables: Mapping[str, np.ndarray], source: str) -> CorrFusionNet:
    """The network of variables by their names; ``source`` is named where they are not all there."""
    fusion = not any(_INERT.match(name) for name in variables)
    found = {**_backbones(variables), **_dense(variables, fusion)}
    head, dense = found.get("before.head.weight"), found.get("before.dense1.weight")
    if head is None or dense is None or dense.ndim != 2 or head.ndim != 2:
        raise ModelError(f"{source} holds no CorrFusionNet.", _HINT)
    squeezed = found.get("before.fusion.squeeze.weight")
    settings = {"backbone": "vgg16", "classes": len(head), "fusion": fusion, "average": dense.shape[1] == 512, "side": TILE_PX,
                "width": len(dense), "ratio": len(dense) // len(squeezed) if fusion and squeezed is not None else 2, "inert": True}
    flat = math.prod(backbones.maps_of("vgg16", TILE_PX))
    if not settings["average"] and dense.shape[1] == flat:
        for date in _DATES.values():
            name = f"{date}.dense1.weight"
            if name in found and found[name].shape[1] == flat:
                found[name] = _by_channels(found[name])
    return assembly.assembled(FAMILY, settings, found, source)


def _index(path: Path) -> Path:
    if path.suffix == tensorflow_checkpoint.INDEX:
        return path
    found = sorted(path.glob(f"*{tensorflow_checkpoint.INDEX}"))
    if len(found) != 1:
        raise ModelError(f"{path.name} holds {len(found)} checkpoints instead of one.", _HINT)
    return found[0]


def _backbones(variables: Mapping[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """Convolutions of both copies, (rows, cols, in, out) to (out, in, rows, cols)."""
    copies: dict[tuple[str, str], dict[str, torch.Tensor]] = {}
    for name, value in variables.items():
        match = _CONVOLUTION.fullmatch(name)
        if match and (int(match[2]), int(match[3])) in _PLACES:
            place = _PLACES[int(match[2]), int(match[3])]
            turned = torch.from_numpy(value)
            turned = turned.permute(3, 2, 0, 1) if turned.ndim == 4 else turned
            copies.setdefault((match[1], match[4] or ""), {})[f"features.{place}.{_PARTS[match[5]]}"] = turned
    # The first copy has the shorter names, or those that come first.
    ordered = sorted(copies, key=lambda key: (len(key[0]) + len(key[1]), key))
    return {f"{date}.backbone.{name}": value for date, key in zip(_DATES.values(), ordered) for name, value in copies[key].items()}


def _dense(variables: Mapping[str, np.ndarray], fusion: bool) -> dict[str, torch.Tensor]:
    """Layers behind the backbones, (in, out) to (out, in)."""
    found = {}
    for name, value in variables.items():
        tensor, match, head = torch.from_numpy(value), _LAYER.fullmatch(name), _HEAD.fullmatch(name)
        if head:
            found[f"{_DATES[head[1]]}.head.weight"] = tensor.T
        elif match and (fusion or not _LAYERS[match[1]].startswith("fusion")):
            turned = tensor.T if match[3] == "kernel" and tensor.ndim == 2 else tensor
            found[f"{_DATES[match[2]]}.{_LAYERS[match[1]]}.{_PARTS[match[3]]}"] = turned
    return found


def _by_channels(weight: torch.Tensor) -> torch.Tensor:
    """Weights of maps flattened as (rows, cols, channels) to those of maps flattened as (channels, rows, cols)."""
    channels, rows, cols = backbones.maps_of("vgg16", TILE_PX)
    return weight.reshape(len(weight), rows, cols, channels).permute(0, 3, 1, 2).flatten(1)
