"""The dense matcher as what the loop trains."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError
from ...models import weights
from ...models.descriptors import STRIDE, DenseDescriptor
from ...models.preprocessing import Preprocessing
from ...models.store import find
from ..clipping import by_norm
from ..layers.stack import Stack, checksum
from . import validation
from .objective import objective, stacked, surface
from .sample import Sample, draw
from .settings import Settings

PREPROCESSING = Preprocessing("any", note=(
    "one band of any range; locally normalised grey values, validity and directions of edges (core/models/channels.py)"))
_MOST_PAIRS = 20              # of modalities that the log names


class DenseLearner:
    """See `core.training.learner.Learner`.

    Args:
        stacks: to train on; held_out: of other places, to validate on.
        settings: of the training.
    """

    preprocessing = PREPROCESSING
    clip = staticmethod(by_norm)

    def __init__(self, stacks: list[Stack], held_out: list[Stack], settings: Settings):
        self.settings, self._stacks, self._held_out = settings, stacks, held_out
        self.checksum = checksum([*stacks, *held_out])

    def blank(self) -> DenseDescriptor:
        """Random weights."""
        return DenseDescriptor(self.settings.channels, self.settings.width)

    def initial(self) -> DenseDescriptor:
        """Random, or of the model the settings name; ModelError where that cannot be used."""
        return initial(self.settings)

    def save(self, path: Path, network: DenseDescriptor) -> None:
        """See `weights.save`."""
        weights.save(path, network)

    def parameters(self, network: DenseDescriptor) -> Iterable[torch.nn.Parameter]:
        """All."""
        return network.parameters()

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """See `draw`."""
        return draw(self._stacks, rng, self.settings.side, self.settings.reach, self.settings.cross_modal)

    def loss(self, network: DenseDescriptor, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """See `objective`."""
        reference, target, offsets = stacked(samples, device)
        return objective(network, surface(network, reference, target, self.settings), offsets / STRIDE)

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """See `validation.checks`."""
        return validation.checks(self._held_out, self.settings, alive)

    def validate(self, network: DenseDescriptor, samples: Sequence[Sample], device,
                 alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """Shares of windows found within 1 px and 3 px."""
        return validation.validate(network, samples, self.settings, device, alive)

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """The shares for the log."""
        shown = {"all": figures["all"]} if len(figures) > _MOST_PAIRS else figures
        return "within 1 px, 3 px: " + ", ".join(f"{key} {near:.0%} {far:.0%}" for key, (near, far) in shown.items())


def initial(settings: Settings) -> DenseDescriptor:
    """The network a training begins with: random, or of the model the settings name; ModelError where that cannot be used."""
    if not settings.start:
        return DenseDescriptor(settings.channels, settings.width)
    network = weights.load(find(settings.start, "dense"))
    wanted = {"channels": settings.channels, "width": settings.width}
    if network.settings != wanted:
        has, asked = (f"{one['channels']} channels and a width of {one['width']}" for one in (network.settings, wanted))
        raise ModelError(f"The model {settings.start} has {has}, not {asked}.", "Leave CHANNELS and WIDTH empty, or train from scratch.")
    return network
