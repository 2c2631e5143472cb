"""Networks that are made of settings, in a safetensors file with these and with what images are to be prepared by."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from ..errors import ModelError
from . import conversion, tensors
from .preprocessing import Preprocessing

_AGAIN = "Import what was published again, or train anew."
# Counts batches of a training.
_COUNTED = "num_batches_tracked"


@dataclass(frozen=True)
class Family:
    """Networks of one kind.

    Attributes:
        kind: what their files call themselves; name: what a person calls them.
        make: a network of settings, which it keeps as ``settings``.
        ranges: of the settings: type, smallest, largest, or for a text all it can be; a network of absurd ones would never be done being
            made.
    """

    kind: str
    name: str
    make: Callable[..., nn.Module]
    ranges: Mapping[str, tuple]


def values(network: nn.Module, half: bool = False) -> dict[str, torch.Tensor]:
    """The tensors of a network as they are kept; ``half``: kernels as float16, what normalises stays float32."""
    kept = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items() if not name.endswith(_COUNTED)}
    return {name: value.half() if half and value.ndim > 1 else value for name, value in kept.items()}


def content(family: Family, network: nn.Module, preprocessing: Preprocessing, half: bool = False, more: Mapping | None = None) -> bytes:
    """The file of a network, the same bytes for the same weights; ``more`` is what it says of itself beside what all say."""
    about = {"kind": family.kind, "settings": network.settings, "preprocessing": asdict(preprocessing), **(more or {})}
    return tensors.content(values(network, half), about)


def load(family: Family, path: Path) -> tuple[nn.Module, Preprocessing]:
    """The network of a file, float32 on the CPU, and how its images are prepared.

    Raises:
        ModelError: the file is damaged, or holds another network or none.
    """
    about = tensors.about(path)
    settings, told = about.get("settings"), about.get("preprocessing")
    if about.get("kind") != family.kind or not isinstance(settings, dict) or not isinstance(told, dict):
        raise ModelError(f"{path.name} holds no weights of {family.name}.", _AGAIN)
    try:
        preprocessing = Preprocessing(**told)
    except (TypeError, ValueError) as error:
        raise ModelError(f"{path.name} does not say how images are to be prepared: {error}.", _AGAIN) from error
    return assembled(family, settings, tensors.read(path), path.name), preprocessing


def assembled(family: Family, settings: Mapping, found: Mapping[str, torch.Tensor], source: str) -> nn.Module:
    """A network with the tensors of a file in the place of its own, which are never allocated.

    Args:
        settings: those that are left out are what they are by default.
        found: tensors by name, of any precision.
        source: name of the file, for the message.

    Raises:
        ModelError: a setting is out of its range; a tensor is missing, has another shape or holds what is no number or no variance.
    """
    for name, value in settings.items():
        wanted, *limits = family.ranges.get(name, (type(None), 0, 0))
        if type(value) is not wanted or not (value in limits if wanted is str else limits[0] <= value <= limits[1]):
            raise ModelError(f"{source} holds no weights of {family.name}: its setting {str(name)[:40]} is {str(value)[:40]}.", _AGAIN)
    with torch.device("meta"):
        network = family.make(**settings)
    wanted = network.state_dict()
    shapes = {name: tuple(value.shape) for name, value in wanted.items() if not name.endswith(_COUNTED)}
    fitted = conversion.fitting(found, shapes, source)
    if any(name.endswith("running_var") and bool((value < 0).any()) for name, value in fitted.items()):
        raise ModelError(f"{source} holds variances below 0.", "The file is damaged: get it again.")
    # Copied: what is read lies in the file itself, which Windows would not let anybody replace.
    fitted = {name: value.clone() for name, value in fitted.items()}
    counts = {name: torch.zeros((), dtype=torch.long) for name in wanted.keys() - shapes.keys()}
    network.load_state_dict({**fitted, **counts}, assign=True)
    return network.eval()
