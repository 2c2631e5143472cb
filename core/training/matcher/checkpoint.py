"""The state of a training in one safetensors file: network, optimiser, step and settings."""
from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ...errors import OptionError

_NETWORK, _OPTIMISER = "network.", "optimiser."


def save(path: Path, network: torch.nn.Module, optimiser: torch.optim.Optimizer, step: int, settings: dict) -> None:
    """Write the state beside the old one and put it in its place."""
    tensors = {_NETWORK + name: value for name, value in network.state_dict().items()}
    for index, state in optimiser.state_dict()["state"].items():
        tensors |= {f"{_OPTIMISER}{index}.{name}": torch.as_tensor(value) for name, value in state.items()}
    partial = path.with_suffix(".partial")
    save_file({name: value.detach().cpu().contiguous() for name, value in tensors.items()}, partial,
              {"step": str(step), "settings": json.dumps(settings)})
    partial.replace(path)


def load(path: Path, network: torch.nn.Module, optimiser: torch.optim.Optimizer) -> tuple[int, dict]:
    """Set network and optimiser to a saved state; returns (step, settings).

    Raises:
        OptionError: the file is no checkpoint of this network.
    """
    try:
        with safe_open(path, "pt") as file:
            tensors, about = {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}
        step, settings = int(about["step"]), json.loads(about["settings"])
        network.load_state_dict({name[len(_NETWORK):]: value for name, value in tensors.items() if name.startswith(_NETWORK)})
        state: dict[int, dict] = {}
        for name, value in tensors.items():
            if name.startswith(_OPTIMISER):
                index, key = name[len(_OPTIMISER):].split(".")
                state.setdefault(int(index), {})[key] = value
        optimiser.load_state_dict({**optimiser.state_dict(), "state": state})
    except (OSError, SafetensorError, KeyError, ValueError, RuntimeError) as error:
        raise OptionError(f"{path} is no checkpoint of this training: {error}.", "Choose another folder, or remove the file.") from error
    return step, settings


def settings(path: Path) -> dict:
    """The settings a checkpoint was trained with."""
    with safe_open(path, "pt") as file:
        return json.loads(file.metadata()["settings"])
