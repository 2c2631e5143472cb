"""Weights of the dense descriptor in a safetensors file, with what builds the network."""
from __future__ import annotations

from pathlib import Path

from safetensors import SafetensorError

from ..errors import ModelError
from . import tensors
from .descriptors import DenseDescriptor

_KIND = "dense-descriptor"


def save(path: str | Path, network: DenseDescriptor) -> None:
    """Write a network, the same bytes for the same weights."""
    values = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    # A file that the library writes itself may be read by its owner alone.
    Path(path).write_bytes(tensors.content(values, {"kind": _KIND, "settings": network.settings}))


def load(path: str | Path) -> DenseDescriptor:
    """The network of a file, on the CPU; ModelError where it is none."""
    try:
        about = tensors.about(Path(path))
        if about.get("kind") != _KIND:
            raise ValueError(f"it is {about.get('kind') or 'of unknown kind'}, not {_KIND}")
        network = DenseDescriptor(**about["settings"])
        network.load_state_dict(tensors.of_safetensors(Path(path)))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        why = error.message.rstrip(".") if isinstance(error, ModelError) else error
        raise ModelError(f"{path} holds no weights of the dense matcher: {why}.", "Give a file that training it has written.") from error
    return network.eval()
