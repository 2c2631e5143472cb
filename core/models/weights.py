"""Weights of the dense descriptor in a safetensors file, with what builds the network."""
from __future__ import annotations

import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ..errors import ModelError
from .descriptors import DenseDescriptor

_KIND = "dense-descriptor"


def save(path: str | Path, network: DenseDescriptor) -> None:
    """Write a network."""
    tensors = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    save_file(tensors, path, {"kind": _KIND, "settings": json.dumps(network.settings)})


def load(path: str | Path) -> DenseDescriptor:
    """The network of a file, on the CPU; ModelError where it is none."""
    try:
        with safe_open(path, "pt") as file:
            tensors, about = {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}
        if about.get("kind") != _KIND:
            raise ValueError(f"it is {about.get('kind') or 'of unknown kind'}, not {_KIND}")
        network = DenseDescriptor(**json.loads(about["settings"]))
        network.load_state_dict(tensors)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(f"{path} holds no weights of the dense matcher: {error}.", "Give a file that training it has written.") from error
    return network.eval()
