"""CLKN as what the loop trains."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError
from ...lucas_kanade import clkn_baseline, warp
from ...models import clkn_weights
from ...models.clkn import Clkn
from ...models.preprocessing import Preprocessing
from ...models.store import find
from .. import limits
from ..clipping import by_value
from ..layers.stack import Stack, checksum
from . import batch, validation
from .clkn_objective import corner_squares, moved, nearer
from .clkn_settings import LIMITS, Settings
from .objective import displaced
from .sample import Sample, draw

#: What a network that begins with random weights is shown.
OWN = Preprocessing("RGB", 1.0 / 255.0)
_COARSEST = 8                 # pixels of the image that a pixel of the coarsest map is
_MOST_GRADIENT = 1.0
_BATCH = 8


class ClknLearner:
    """See `core.training.learner.Learner`.

    Args:
        stacks: to train on; held_out: of other places, to validate on.
        settings: of the training.

    Raises:
        OptionError: the settings make no sense.
        ModelError: the weights to begin with cannot be used.
    """

    def __init__(self, stacks: list[Stack], held_out: list[Stack], settings: Settings):
        limits.check(settings, LIMITS)
        self._levels = [int(part.split("-")[1]) for part in settings.chosen]
        self.settings, self._stacks, self._held_out = settings, stacks, held_out
        self.checksum = checksum([*stacks, *held_out])
        self._begin, self.preprocessing = begin(settings)

    def blank(self) -> Clkn:
        """Random weights."""
        return copy.deepcopy(self._begin)

    def initial(self) -> Clkn:
        """Random, or of the model the settings name."""
        return copy.deepcopy(self._begin)

    def save(self, path: Path, network: Clkn) -> None:
        """See `clkn_weights.save`."""
        clkn_weights.save(path, network, self.preprocessing)

    def parameters(self, network: Clkn) -> Iterable[torch.nn.Parameter]:
        """Those of the levels that are trained."""
        return [values for level in self._levels for values in network.levels[level - 1].parameters()]

    def clip(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        """Each number, as published."""
        by_value(parameters, _MOST_GRADIENT)

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """See `sample.draw`."""
        return draw(self._stacks, rng, self.settings.reach, True, self.settings.cross_modal)

    def loss(self, network: Clkn, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """How much less nearer than wanted the corners come on the level whose turn it is; the others are frozen."""
        level = self.settings.level(share)
        network.eval()
        network.levels[level - 1].train()
        scenes, templates = (network(shown, level) for shown in batch.images(samples, device))
        truth = batch.truth(samples, device)
        generator, scale = torch.Generator().manual_seed(samples[0].noise), clkn_baseline.fineness(level)
        change = torch.rand((len(samples), 4, 2), generator=generator, dtype=torch.float64) * 2 - 1
        off = displaced(*templates.shape[2:], change.to(truth) * self.settings.reach / _COARSEST)
        start = warp.to_level(truth, scale) @ off
        found = moved(templates, scenes, start, self.settings.iterations)
        before, after = (corner_squares(warp.of_level(matrix, scale), truth) for matrix in (start, found))
        return nearer(before, after).mean()

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Samples of places that are not trained on, the same for the same seed."""
        found = []
        for index in range(self.settings.checks):
            alive()
            rng = np.random.default_rng([self.settings.seed, 1, index])
            found.append(draw(self._held_out, rng, self.settings.reach, True, self.settings.cross_modal))
        return found

    @torch.inference_mode()
    def validate(self, network: Clkn, samples: Sequence[Sample], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """Share of samples whose corners come to lie within 1, 3 and 5 px, from the guess that nothing has moved."""
        network.eval()
        found: dict[str, list[tuple[float, ...]]] = {}
        for first in range(0, len(samples), _BATCH):
            alive()
            some = samples[first : first + _BATCH]
            for sample, matrix in zip(some, clkn_baseline.find(network, *batch.images(some, device), alive=alive)):
                validation.note(found, sample, matrix)
        return validation.shares(found)

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """See `validation.told`."""
        return validation.told(figures)


def begin(settings: Settings) -> tuple[Clkn, Preprocessing]:
    """The network a training begins with and what it is to be shown; ModelError where its weights cannot be used."""
    if not settings.start:
        return Clkn.random(settings.seed, width=settings.width), OWN
    network, preprocessing = clkn_weights.load(find(settings.start, "clkn"))
    if network.settings["width"] != settings.width:
        raise ModelError(f"The model {settings.start} has a width of {network.settings['width']}, not {settings.width}.",
                         "Choose the same, or train from scratch.")
    return network, preprocessing
