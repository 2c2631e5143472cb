"""Weights of the dense descriptor in a safetensors file, with what builds the network."""
from __future__ import annotations

import json
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes

from ..errors import ModelError
from .descriptors import DenseDescriptor

_KIND, _ABOUT = "dense-descriptor", "about"


def save(path: str | Path, network: DenseDescriptor) -> None:
    """Write a network, the same bytes for the same weights."""
    tensors = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    # Several entries of metadata are written in a random order, and a file of the library's own may be read by its owner alone.
    Path(path).write_bytes(to_bytes(tensors, {_ABOUT: json.dumps({"kind": _KIND, "settings": network.settings}, sort_keys=True)}))


def load(path: str | Path) -> DenseDescriptor:
    """The network of a file, on the CPU; ModelError where it is none."""
    try:
        with safe_open(path, "pt") as file:
            tensors, about = {name: file.get_tensor(name) for name in file.keys()}, _about(file.metadata() or {})
        if about.get("kind") != _KIND:
            raise ValueError(f"it is {about.get('kind') or 'of unknown kind'}, not {_KIND}")
        network = DenseDescriptor(**about["settings"])
        network.load_state_dict(tensors)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(f"{path} holds no weights of the dense matcher: {error}.", "Give a file that training it has written.") from error
    return network.eval()


def _about(metadata: dict[str, str]) -> dict:
    """What a file says about itself; the first weights said it in two entries."""
    if _ABOUT in metadata:
        return json.loads(metadata[_ABOUT])
    return {**metadata, **({"settings": json.loads(metadata["settings"])} if "settings" in metadata else {})}
