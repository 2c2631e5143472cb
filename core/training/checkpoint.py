"""The state of a training in one safetensors file: network, optimiser, step, settings and what it is trained on."""
from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ..errors import OptionError

T = TypeVar("T")

_NETWORK, _OPTIMISER = "network.", "optimiser."


def save(path: Path, network: torch.nn.Module, optimiser: torch.optim.Optimizer, step: int, settings: dict, data: int = 0) -> None:
    """Write the state beside the old one and put it in its place; ``data`` is a checksum of what it learns from."""
    tensors = {_NETWORK + name: value for name, value in network.state_dict().items()}
    for index, state in optimiser.state_dict()["state"].items():
        tensors |= {f"{_OPTIMISER}{index}.{name}": torch.as_tensor(value) for name, value in state.items()}
    partial = path.with_suffix(".partial")
    save_file({name: value.detach().cpu().contiguous() for name, value in tensors.items()}, partial,
              {"step": str(step), "settings": json.dumps(settings), "data": str(data)})
    partial.replace(path)


def load(path: Path, network: torch.nn.Module, optimiser: torch.optim.Optimizer) -> int:
    """Set network and optimiser to a saved state; returns its step.

    Raises:
        OptionError: the file is no checkpoint of this network.
    """
    try:
        with safe_open(path, "pt") as file:
            tensors, step = {name: file.get_tensor(name) for name in file.keys()}, int(file.metadata()["step"])
        network.load_state_dict({name[len(_NETWORK):]: value for name, value in tensors.items() if name.startswith(_NETWORK)})
        state: dict[int, dict] = {}
        for name, value in tensors.items():
            if name.startswith(_OPTIMISER):
                index, key = name[len(_OPTIMISER):].split(".")
                state.setdefault(int(index), {})[key] = value
        optimiser.load_state_dict({**optimiser.state_dict(), "state": state})
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise _unknown(path, error) from error
    return step


def settings(path: Path, kind: type[T]) -> tuple[T, int]:
    """The settings a checkpoint was trained with, a ``kind``, and the checksum of its data (0: not known).

    Raises:
        OptionError: the file is no checkpoint.
    """
    try:
        with safe_open(path, "pt") as file:
            about = file.metadata()
        return kind(**json.loads(about["settings"])), int(about.get("data", 0))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise _unknown(path, error) from error


def _unknown(path: Path, error: Exception) -> OptionError:
    return OptionError(f"{path} is no checkpoint of this training: {error}.", "Choose another folder, or remove the file.")
