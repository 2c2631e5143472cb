"""D2-Net as what the loop trains."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError
from ...models import d2net_weights
from ...models.d2net import TRAINING_STRIDE, D2Net
from ...models.preprocessing import Preprocessing
from ...models.store import find
from ..clipping import by_norm
from ..layers.stack import Stack, checksum
from . import validation
from .objective import choice_loss, triplet_loss
from .sample import Sample, draw
from .settings import Settings

#: What a network that begins with random weights is shown: -1 to 1.
OWN = Preprocessing("RGB", 1.0 / 127.5, (1.0, 1.0, 1.0))
_MOST_PAIRS = 20              # of modalities that the log names


class D2NetLearner:
    """See `core.training.learner.Learner`.

    Args:
        stacks: to train on; held_out: of other places, to validate on.
        settings: of the training.

    Attributes:
        preprocessing: of pictures, as the weights want it.

    Raises:
        ModelError: the weights to begin with cannot be used.
    """

    clip = staticmethod(by_norm)

    def __init__(self, stacks: list[Stack], held_out: list[Stack], settings: Settings):
        self.settings, self._stacks, self._held_out = settings, stacks, held_out
        self.checksum = checksum([*stacks, *held_out])
        self._begin, self.preprocessing = begin(settings)

    def blank(self) -> D2Net:
        """Random weights."""
        return D2Net.random(self.settings.seed, self.settings.widths)

    def initial(self) -> D2Net:
        """Random, or of the model the settings name."""
        return copy.deepcopy(self._begin)

    def save(self, path: Path, network: D2Net) -> None:
        """See `d2net_weights.save`."""
        d2net_weights.save(path, network, self.preprocessing)

    def parameters(self, network: D2Net) -> Iterable[torch.nn.Parameter]:
        """All, or those of conv4_3."""
        return network.convolutions()[-1].parameters() if self.settings.last_only else network.parameters()

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """See `draw`."""
        return self._drawn(self._stacks, rng)

    def _drawn(self, stacks: list[Stack], rng: np.random.Generator) -> Sample:
        given = self.settings
        return draw(stacks, rng, given.size, given.turn, given.zoom, given.stride, given.cross_modal)

    def loss(self, network: D2Net, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """The mean over the pairs of the published loss, and at the beginning of choosing among all cells."""
        warmth, losses = self.settings.warmth(share), []
        for sample, (first, second) in zip(samples, features(network, samples, self.preprocessing, self.settings, device)):
            there = sample.target_cells if self.settings.between else np.floor(sample.target_cells + 0.5).astype(np.int64)
            cells = [torch.from_numpy(one).to(device) for one in (sample.reference_cells, there)]
            loss = triplet_loss(first, second, *cells, self.settings.safe)
            losses.append(loss + warmth * choice_loss(first, second, *cells) if warmth else loss)
        return torch.stack(losses).mean()

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Pairs of places that are not trained on, the same for the same seed."""
        found = []
        for index in range(self.settings.checks):
            alive()
            generator = np.random.default_rng([self.settings.seed, 1, index])
            found.append(self._drawn(self._held_out, generator))
        return found

    def validate(self, network: D2Net, samples: Sequence[Sample], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """Mean matching accuracy within 1, 3, 5 and 10 px."""
        return validation.validate(network, samples, self.preprocessing, device, alive)

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """The accuracies for the log."""
        shown = {"all": figures["all"]} if len(figures) > _MOST_PAIRS else figures
        return f"MMA at {', '.join(map(str, validation.WITHIN_PX))} px: " + "; ".join(
            f"{key} {' '.join(f'{value:.0%}' for value in values)}" for key, values in shown.items())


def features(network: D2Net, samples: Sequence[Sample], preprocessing: Preprocessing, settings: Settings,
             device) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Features (C, rows, cols) of both pictures of samples, as the network is trained."""
    pictures = np.stack([preprocessing(picture) for sample in samples for picture in (sample.reference, sample.target)])
    images = torch.from_numpy(pictures).to(device).contiguous(memory_format=torch.channels_last)
    found = (network.coarse(images) if settings.stride == TRAINING_STRIDE else network(images, rectified=False)).float()
    found = torch.relu(found) if settings.rectified else found
    return list(zip(found[0::2], found[1::2]))


def begin(settings: Settings) -> tuple[D2Net, Preprocessing]:
    """The network a training begins with and what it is to be shown; ModelError where its weights cannot be used."""
    if not settings.start:
        return D2Net.random(settings.seed, settings.widths), OWN
    network, preprocessing = d2net_weights.load(find(settings.start, "d2net"))
    if network.widths != settings.widths:
        raise ModelError(f"The model {settings.start} has {network.widths[0]} channels in its first block, not {settings.width}.",
                         "Leave WIDTH empty, or train from scratch.")
    return network, preprocessing
