"""Deep Lucas-Kanade as its authors publish it: for each data set a folder of checkpoints of TensorFlow, of which our network is made.

``level_one``, ``level_two``, ``level_three`` (or each with ``_regular``) hold ``epoch_Ninput_full`` and ``epoch_Ntemplate_full``, and
``regression_original``, ``regression_stage_1`` to ``regression_stage_3`` hold ``epoch_N``, each as ``.index`` and ``.data-*``.
"""
from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch

from ..errors import ModelError
from . import assembly, tensorflow_checkpoint
from .deep_lk import INPUT_PX, DeepLK
from .deep_lk_weights import FAMILY

_LEVELS, _REGULAR = ("level_one", "level_two", "level_three"), "_regular"
_STAGES, _ORIGINAL = ("regression_stage_1", "regression_stage_2", "regression_stage_3"), "regression_original"
_BRANCHES = ("input", "template")
_VARIABLE = re.compile(r"(\w+)/(\w+)/\.ATTRIBUTES/VARIABLE_VALUE")
_PARTS = {"kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
          "moving_variance": "running_var"}
_FLATTENED, _FLATTENED_PX = "conv_final_pre", INPUT_PX // 32
_HINT = "Give the folder of one data set, which holds level_one, level_two and level_three."


def is_published(folder: Path) -> bool:
    """Whether a folder is that of one data set."""
    return any(os.path.isdir(folder / (name + kind)) for name in _LEVELS for kind in ("", _REGULAR))


def checkpoints(folder: Path, regular: bool | None = None, epochs: Mapping[str, int] | None = None) -> dict[str, Path]:
    """The checkpoints that a network is made of: the name of its part -> the ``.index`` file.

    Args:
        folder: of one data set.
        regular: the maps are convolutions; None: only where there is nothing else.
        epochs: name of a folder in it -> epoch; of the others the last is taken.

    Raises:
        ModelError: one is missing, or the folder cannot be read. Networks that guess may be missing: three stages, else the original one,
            else none are taken.
    """
    if regular is None:
        regular = is_published(folder) and not os.path.isdir(folder / _LEVELS[0])
    epochs = epochs or {}
    found, missing = {}, []
    for number, level in enumerate(_LEVELS):
        name = level + (_REGULAR if regular else "")
        of = {branch: _epochs(folder / name, f"{branch}_full") for branch in _BRANCHES}
        last = max(of["input"].keys() & of["template"].keys(), default=None)
        for branch in _BRANCHES:
            epoch = epochs.get(name, last)
            if epoch not in of[branch]:
                missing.append(f"{name}/epoch_{'N' if epoch is None else epoch}{branch}_full.index")
            else:
                found[f"{branch}.levels.{number}"] = of[branch][epoch]
    stages = [name for name in _STAGES if _epochs(folder / name)]
    stages = stages if len(stages) == len(_STAGES) else [_ORIGINAL] if _epochs(folder / _ORIGINAL) else []
    for number, name in enumerate(stages):
        of = _epochs(folder / name)
        epoch = epochs.get(name, max(of))
        if epoch not in of:
            missing.append(f"{name}/epoch_{epoch}.index")
        else:
            found[f"regression.{number}"] = of[epoch]
    if missing:
        raise ModelError(f"{folder.name} lacks {', '.join(missing)}.", _HINT)
    return found


def files(folder: Path) -> list[Path]:
    """All files that `read` reads, in order of their names; ModelError where one is missing."""
    indices = checkpoints(folder).values()
    data = (path for index in indices for path in index.parent.glob(index.stem + ".data-*"))
    return sorted((*indices, *data), key=lambda path: path.relative_to(folder).as_posix())


def read(folder: Path, regular: bool | None = None, epochs: Mapping[str, int] | None = None) -> DeepLK:
    """The network of a published folder; its widths are those of the tensors. For the arguments see `checkpoints`.

    Raises:
        ModelError: a checkpoint is missing, damaged, or holds another network.
    """
    indices = checkpoints(folder, regular, epochs)
    parts = {part: _renamed(tensorflow_checkpoint.read(path)) for part, path in indices.items()}
    found = {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}
    guesses = sum(part.startswith("regression") for part in parts)
    forged = "regular" not in indices["input.levels.0"].parent.name
    settings = {"width": _width(found, "input.levels.0.conv1_pre", folder), "special": forged, "scrambled": forged, "regressions": guesses}
    for number in range(guesses):
        # Ours may guess in other units than published.
        found |= {f"regression.{number}.scale": torch.ones(8), f"regression.{number}.offset": torch.zeros(8)}
    if guesses:
        settings |= {"regression_width": _width(found, "regression.0.conv1a", folder),
                     "hidden": _width(found, f"regression.0.{_FLATTENED}", folder)}
    return assembly.assembled(FAMILY, settings, found, folder.name)


def _epochs(folder: Path, branch: str = "") -> dict[int, Path]:
    """Epoch -> index file."""
    try:
        paths = list(folder.iterdir()) if os.path.isdir(folder) else []
    except OSError as error:
        raise ModelError(f"{folder} cannot be read: {error.strerror or error}.", "Choose a folder you may read.") from error
    named = re.compile(rf"epoch_(\d{{1,9}}){branch}\.index")
    return {int(match[1]): path for path in paths for match in [named.fullmatch(path.name)] if match}


def _renamed(variables: Mapping[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """Our names and layouts; what is no variable of a layer, such as the state of an optimiser, is left out."""
    found = {}
    for key, value in variables.items():
        match = _VARIABLE.fullmatch(key)
        if match and match[2] in _PARTS:
            found[f"{match[1]}.{_PARTS[match[2]]}"] = _turned(match[1], torch.from_numpy(value)) if match[2] == "kernel" else (
                torch.from_numpy(value))
    return found


def _turned(layer: str, kernel: torch.Tensor) -> torch.Tensor:
    """Kernels (rows, cols, in, out) and (in, out) to (out, in, ...); in of the layer behind the flattened maps is (rows, cols, in)."""
    if kernel.ndim == 4:
        return kernel.permute(3, 2, 0, 1)
    if kernel.ndim != 2:
        return kernel
    if layer == _FLATTENED and len(kernel) % _FLATTENED_PX**2 == 0:
        return kernel.reshape(_FLATTENED_PX, _FLATTENED_PX, -1, kernel.shape[1]).permute(3, 2, 0, 1).flatten(1)
    return kernel.T


def _width(found: Mapping[str, torch.Tensor], layer: str, folder: Path) -> int:
    """How many channels come out of a layer."""
    weight = found.get(f"{layer}.weight")
    if weight is None or weight.ndim < 2:
        raise ModelError(f"{folder.name} lacks the tensor {layer}.weight.", "It holds another network.")
    return len(weight)
