"""Weights of D2-Net in a safetensors file, with what images are to be prepared by."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import torch

from ..errors import ModelError
from . import tensors
from .d2net import D2Net
from .preprocessing import Preprocessing

_KIND = "d2net"
# The first convolution of each block, whose channels tell how wide the network is.
_FIRST = (0, 5, 10, 17)


def save(path: str | Path, network: D2Net, preprocessing: Preprocessing) -> None:
    """Write a network, the same bytes for the same weights."""
    values = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    Path(path).write_bytes(tensors.content(values, {"kind": _KIND, "preprocessing": asdict(preprocessing)}))


def load(path: str | Path) -> tuple[D2Net, Preprocessing]:
    """The network of a file, on the CPU, and how its images are prepared; ModelError where it is none."""
    path = Path(path)
    about, values = tensors.about(path), tensors.read(path)
    if not about.get("preprocessing"):
        raise ModelError(f"{path.name} does not say how images are to be prepared.", "Import the published file again.")
    try:
        network = D2Net(tuple(values[f"features.{index}.weight"].shape[0] for index in _FIRST))
        wanted = network.state_dict()
        network.load_state_dict({name: values[name].float() for name in wanted})
        preprocessing = Preprocessing(**about["preprocessing"])
    except (KeyError, IndexError, RuntimeError, TypeError, ValueError) as error:
        said = str(error).strip().splitlines()[-1].strip().rstrip(".")
        raise ModelError(f"{path.name} holds no weights of D2-Net: {said}.", "Import the published file again.") from error
    if not all(bool(torch.isfinite(value).all()) for value in wanted.values()):
        raise ModelError(f"{path.name} holds values that are no numbers.", "The file is damaged: get it again.")
    return network.eval(), preprocessing
