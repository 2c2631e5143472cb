"""The dense matcher with one of its parts taken away."""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from safetensors import safe_open
from tiepoint.core.matching import dense
from tiepoint.core.matching.phase import Phase
from tiepoint.core.models import weights
from tiepoint.core.models.descriptors import DenseDescriptor
from tiepoint.core.models.features import Features
from tiepoint.core.models.store import find

FULL = "full"
_SURE = 30.0                   # whose sigmoid is 1


@dataclass(frozen=True)
class Variant:
    """One row of the table.

    Attributes:
        title: what is different.
        network: the descriptor, None where phase correlation is measured.
        refined: whether surfaces at full resolution have a say.
    """

    title: str
    network: DenseDescriptor | None
    refined: bool = True

    def matcher(self):
        """What measures windows."""
        return Phase("orientation") if self.network is None else dense.Dense(Features(self.network, torch.device("cpu")))

    @contextmanager
    def active(self) -> Iterator[None]:
        """Inside, matchers are without the part."""
        if self.refined:
            yield
        else:
            with mock.patch.object(dense, "boxes", lambda one, _two, reach: np.zeros((len(one), 2 * reach + 3, 2 * reach + 3), np.float32)):
                yield


def variants(full: Path | None, base: Path | None, nocross: Path | None, norel: Path | None, seed: int = 0) -> list[Variant]:
    """What is compared; files are weights or checkpoints, None: of ``full`` the shipped ones, of the others nothing."""
    shipped = _network(full or find("", "dense"))
    torch.manual_seed(seed)
    untrained = DenseDescriptor(**shipped.settings).eval()
    found = [Variant(FULL, shipped), Variant("without refinement at full resolution", shipped, refined=False),
             Variant("its reliability ignored", _all_alike(_network(full or find("", "dense")))),
             Variant("untrained network", untrained), Variant("untrained, without refinement", untrained, refined=False)]
    for title, path in (("short training", base), ("short training, no cross-modal augmentation", nocross),
                        ("short training, no reliability", norel)):
        if path:
            found.append(Variant(title, _network(path)))
            found.append(Variant(f"{title}, without refinement", found[-1].network, refined=False))
    return [*found, Variant("phase correlation alone", None)]


def _network(path: Path) -> DenseDescriptor:
    """The network of a file of weights, or of a checkpoint of its training."""
    with safe_open(path, "pt") as file:
        about, tensors = file.metadata(), {name: file.get_tensor(name) for name in file.keys()}
    if "kind" in about:
        return weights.load(path)
    settings = json.loads(about["settings"])
    network = DenseDescriptor(settings["channels"], settings["width"])
    network.load_state_dict({name.removeprefix("network."): value for name, value in tensors.items() if name.startswith("network.")})
    return network.eval() if settings["reliable"] else _all_alike(network.eval())


def _all_alike(network: DenseDescriptor) -> DenseDescriptor:
    """The same network, all of whose cells are trusted alike."""
    with torch.no_grad():
        network.reliability.weight.zero_()
        network.reliability.bias.fill_(_SURE)
    return network
