"""Weights of D2-Net in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from safetensors import SafetensorError

from ..errors import ModelError
from . import tensors
from .d2net import D2Net
from .preprocessing import Preprocessing

_KIND = "d2net"


def save(path: str | Path, network: D2Net, preprocessing: Preprocessing) -> None:
    """Write a network, the same bytes for the same weights."""
    values = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    Path(path).write_bytes(tensors.content(values, {"kind": _KIND, "preprocessing": asdict(preprocessing)}))


def load(path: str | Path) -> tuple[D2Net, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared; ModelError where it is none."""
    try:
        about, values = tensors.about(Path(path)), tensors.of_safetensors(Path(path))
        if about.get("kind") != _KIND:
            raise ValueError(f"it is {about.get('kind') or 'of unknown kind'}, not {_KIND}")
        network = D2Net(tuple(len(values[f"features.{index}.bias"]) for index in (0, 5, 10, 17)))
        network.load_state_dict(values)
        return network.eval(), Preprocessing(**about["preprocessing"])
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        why = error.message.rstrip(".") if isinstance(error, ModelError) else error
        raise ModelError(f"{path} holds no weights of D2-Net: {why}.", "Give a file that training it has written, or a published one.") from error
