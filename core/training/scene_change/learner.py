"""CorrFusionNet as what the loop trains."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from ...errors import OptionError
from ...models.corrfusion import legend as legends
from ...models.corrfusion import weights
from ...models.corrfusion.network import CorrFusionNet, Seen
from ...models.corrfusion.weights import SceneModel
from ...scene_change.predictor import prepared, resampled
from .. import clipping
from . import begin, validation
from .augmentation import augmented
from .objective import OBJECTIVES, Pupil, class_loss, decay
from .pairs import Pairs
from .settings import OPTIMISERS, Settings

_MOMENTUM, _DECAY = 0.9, 1e-4


@dataclass(frozen=True)
class Sample:
    """A pair of tiles, (side, side, 3) uint8, and its classes from 0."""

    before: np.ndarray
    after: np.ndarray
    labels: tuple[int, int]


class SceneLearner:
    """See `core.training.learner.Learner`.

    Args:
        pairs: to train on; held_out: of other places, to validate on. May be empty where settings name classes and nothing is drawn.
        settings: of the training.

    Attributes:
        settings: with the classes of the data, where they named none.
        legend: of the classes.

    Raises:
        OptionError: a setting is none of those there are, or the parts of the data have other classes.
        ModelError: the weights to begin with cannot be used, or there is no such network.
    """

    def __init__(self, pairs: Pairs, held_out: Pairs, settings: Settings):
        for name, known in (("objective", OBJECTIVES), ("optimiser", OPTIMISERS)):
            if getattr(settings, name) not in known:
                raise OptionError(f"There is no {name} '{getattr(settings, name)}'.", f"Choose one of: {', '.join(known)}.")
        if settings.objective == "corrfusion" and not settings.fusion:
            raise OptionError("The objective corrfusion needs the fusion.", "Choose another objective, such as plain.")
        if settings.batch < 2:
            raise OptionError(f"Batches of {settings.batch} pairs have no variance.", "Give at least 2.")
        told = {part.legend.text() for part in (pairs, held_out) if len(part)} | ({settings.classes} if settings.classes else set())
        if len({legends.parse(text).names for text in told}) != 1:
            raise OptionError(f"The data have {len(told)} lists of classes.", "Give data of one list, and settings that name the same.")
        self.legend = legends.parse(settings.classes or pairs.legend.text())
        self.settings = settings = replace(settings, classes=self.legend.text())
        self._pairs, self._held_out = pairs, held_out
        self.checksum = sum(part.checksum for part in (pairs, held_out) if len(part))
        self._begin, self.preprocessing = begin.begin(settings, self.legend)
        self._weights = _weights(pairs, len(self.legend)) if settings.balanced and len(pairs) else None

    def blank(self) -> Pupil:
        """Weights to begin with."""
        return Pupil(copy.deepcopy(self._begin), self.settings.objective)

    def initial(self) -> Pupil:
        """Random, or of the model the settings name."""
        return self.blank()

    def model(self, pupil: Pupil) -> SceneModel:
        """A trained network with what belongs to it."""
        return SceneModel(pupil.network, self.preprocessing, self.legend, self.settings.ground)

    def about(self) -> dict:
        """What else a card says."""
        return {"classes": list(self.legend.names), "ground_m": self.settings.ground}

    def save(self, path: Path, network: Pupil) -> None:
        """See `weights.save`."""
        weights.save(path, self.model(network), self.settings.half)

    def parameters(self, network: Pupil) -> Iterable[torch.nn.Parameter]:
        """All."""
        return network.parameters()

    def optimiser(self, parameters: Iterable[torch.nn.Parameter]) -> torch.optim.Optimizer:
        """Of the settings."""
        if self.settings.optimiser == "nesterov":
            return torch.optim.SGD(parameters, self.settings.rate, _MOMENTUM, nesterov=True)
        return torch.optim.AdamW(parameters, self.settings.rate, weight_decay=_DECAY)

    def clip(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        """By norm; with Nesterov's momentum not at all, as published."""
        if self.settings.optimiser != "nesterov":
            clipping.by_norm(parameters)

    def draw(self, rng: np.random.Generator, number: int = 0) -> Sample:
        """The pair whose turn it is: each once in an epoch, in an order of the epoch's own."""
        epoch, place = divmod(number, len(self._pairs))
        index = int(np.random.default_rng([self.settings.seed, 2, epoch]).permutation(len(self._pairs))[place])
        before, after = self._shown(self._pairs, index)
        if self.settings.turned:
            before, after = augmented(before, after, rng, self.settings.jitter)
        return Sample(before, after, tuple(int(labels[index]) for labels in self._pairs.labels))

    def _shown(self, pairs: Pairs, index: int) -> tuple[np.ndarray, np.ndarray]:
        tiles, side = pairs.pair(index), self.settings.side
        return tuple(resampled(tile, side) if side and len(tile) != side else np.asarray(tile) for tile in tiles)

    def loss(self, network: Pupil, samples: Sequence[Sample], device, share: float) -> torch.Tensor:
        """Classes of both dates, what relates the dates, and the decay of dense layers."""
        tiles = (np.stack([getattr(sample, name) for sample in samples]) for name in ("before", "after"))
        shown = (torch.from_numpy(prepared(some, self.preprocessing)).to(device).contiguous(memory_format=torch.channels_last)
                 for some in tiles)
        labels = tuple(torch.tensor([sample.labels[date] for sample in samples], device=device) for date in range(2))
        balance = None if self._weights is None else tuple(one.to(device) for one in self._weights)
        seen = self._seen(network.network, tuple(shown))
        relation = network.relation(seen, labels[0] == labels[1], self.settings.correlation)
        return class_loss(seen, labels, balance) + relation + decay(network.network)

    def _seen(self, network: CorrFusionNet, shown: tuple[torch.Tensor, torch.Tensor]) -> Seen:
        if not self.settings.bfloat:
            return network(*shown)
        with torch.autocast(shown[0].device.type, torch.bfloat16):
            features = tuple(branch(images) for branch, images in zip(network.branches, shown))
        # How far pairs are apart is squared and summed: not in a short type.
        return network.fused(tuple(one.float() for one in features))

    def checks(self, alive: Callable[[], None]) -> list[Sample]:
        """Pairs that are not trained on, as they are."""
        count = len(self._held_out)
        spread = np.unique(np.linspace(0, count - 1, self.settings.checks or count).astype(np.int64)) if count else ()
        found = []
        for index in spread:
            alive()
            labels = tuple(int(labels[index]) for labels in self._held_out.labels)
            found.append(Sample(*self._shown(self._held_out, int(index)), labels))
        if not found:
            raise OptionError("There are no pairs to validate with.", "Give some that are not trained on.")
        return found

    def validate(self, network: Pupil, samples: Sequence[Sample], device, alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """See `validation.figures`."""
        tiles = [np.stack([getattr(sample, name) for sample in samples]) for name in ("before", "after")]
        labels = tuple(np.array([sample.labels[date] for sample in samples]) for date in range(2))
        return validation.figures(self.model(network), *tiles, labels, device, alive)

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """The accuracies for the log."""
        shown = (f"{name} {value:.3f}" for name, value in zip(validation.FIGURES, figures["all"]))
        agree = f"; gate {figures['gate'][0]:.3f}" if "gate" in figures else ""
        return ", ".join(shown) + agree


def _weights(pairs: Pairs, classes: int) -> tuple[torch.Tensor, ...]:
    """(classes,) of both dates: inverse to how often a class occurs, 1 on average over the pairs; 0 for what does not occur."""
    counts = [np.bincount(labels, minlength=classes) for labels in pairs.labels]
    return tuple(torch.tensor(np.where(one > 0, one.sum() / np.maximum(one, 1) / (one > 0).sum(), 0.0), dtype=torch.float32)
                 for one in counts)
