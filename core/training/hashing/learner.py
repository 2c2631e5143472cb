"""The hash network as what the loop trains."""
from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from ...errors import ModelError, OptionError
from ...language import mark
from ...models import store
from ...models.hashing import weights
from ...models.hashing.hash_network import BITS, HashNetwork
from ...models.hashing.weights import HashModel
from ...models.preprocessing import Preprocessing
from ...retrieval import accuracy, distances
from .. import limits
from . import samplers
from .features import Features
from .objective import batch_loss, triplets_loss
from .settings import BALANCES, SAMPLERS, Settings

#: What `validate` finds.
FIGURES = mark("tiles not trained on ask for each other: precision of the 20 nearest codes, mean average precision of the 20 nearest "
               "codes, as published, the same by the real values before they become bits, mean distance of the values from 0.5, twice")
_COUNT, _LARGEST = 20, 2000
_BETAS = (0.5, 0.9)
_BETWEEN = "; "
_LIMITS = {"bits": BITS, "hidden": (1, 8192), "narrow": (1, 8192), "alpha": (0.0, 4.0), "beta": (0.0, 100.0), "gamma": (0.0, 100.0),
           "batch": (6, 8192), "steps": (1, 10**8), "rate": (1e-8, 1.0)}


class HashLearner:
    """See `core.training.learner.Learner`.

    Args:
        features: to train on; held_out: to validate on. May be empty where settings say how many features there are and nothing is drawn.
        settings: of the training.

    Attributes:
        settings: with the number of features.

    Raises:
        OptionError: a setting makes no sense, or there are fewer than two classes or places.
        ModelError: the weights to begin with cannot be used.
    """

    preprocessing = Preprocessing("RGB", note="by its encoder")

    def __init__(self, features: Features | Sequence, held_out: Features | Sequence, settings: Settings):
        for name, known in (("sampler", SAMPLERS), ("balance", BALANCES)):
            if getattr(settings, name) not in known:
                raise OptionError(f"There is no {name} '{getattr(settings, name)}'.", f"Choose one of: {', '.join(known)}.")
        limits.check(settings, _LIMITS)
        if settings.batch % 3:
            raise OptionError(f"BATCH is {settings.batch}, no multiple of 3.", "Triplets have three parts: choose such as 90.")
        if len(features):
            if settings.features not in (0, features.values.shape[2]):
                raise OptionError(f"The encoder makes {features.values.shape[2]} features, not {settings.features}.", "Leave FEATURES out.")
            settings = replace(settings, features=features.values.shape[2], encoder=features.encoder, encoder_sha256=features.checksum,
                               encoder_file=features.encoder_file, classes=_BETWEEN.join(features.classes), ground=features.ground,
                               split=features.split)
        self.settings, self._features, self._held_out = settings, features, held_out
        self.checksum = sum(part.digest for part in (features, held_out) if len(part))
        self._groups = samplers.groups_of(features.labels) if len(features) else ()
        self._begin = _begin(settings) if settings.features else None
        # The same for all samples of a step.
        self._chosen = functools.lru_cache(8)(self._choose)

    @property
    def scarce(self) -> int:
        """Classes with too few tiles for triplets that have each tile once."""
        return samplers.scarce(self._groups, self.settings.batch // 3) if self.settings.sampler == "parity" else 0

    def blank(self) -> HashNetwork:
        """Whatever its weights."""
        return copy.deepcopy(self._begin)

    def initial(self) -> HashNetwork:
        """Random, or of the model the settings name."""
        return self.blank()

    def model(self, network: HashNetwork) -> HashModel:
        """A trained network with what belongs to it."""
        given = self.settings
        kept = {name: getattr(given, name) for name in ("sampler", "balance", "alpha", "beta", "gamma", "batch", "steps", "rate",
                                                        "constant", "seed")}
        classes = tuple(given.classes.split(_BETWEEN)) if given.classes else ()
        return HashModel(network, given.encoder, given.encoder_sha256, given.encoder_file, classes, given.ground,
                         {**kept, "split_sha256": given.split})

    def save(self, path: Path, network: HashNetwork) -> None:
        """See `weights.save`."""
        weights.save(path, self.model(network), self.settings.half)

    def parameters(self, network: HashNetwork) -> Iterable[torch.nn.Parameter]:
        """All."""
        return network.parameters()

    def optimiser(self, parameters: Iterable[torch.nn.Parameter]) -> torch.optim.Optimizer:
        """Adam, as published."""
        return torch.optim.Adam(parameters, self.settings.rate, betas=_BETAS)

    def clip(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        """Not at all, as published."""

    def draw(self, rng: np.random.Generator, number: int = 0) -> tuple[np.ndarray, int]:
        """Features and label of one code of a step; what a step sees is chosen for the whole of it."""
        step, at = divmod(number, self.settings.batch)
        index = int(self._chosen(step)[at])
        views = self._features.values[index]
        return views[int(rng.integers(len(views)))], int(self._features.labels[index])

    def _choose(self, step: int) -> np.ndarray:
        """Numbers of the tiles of a step."""
        rng, batch = np.random.default_rng([self.settings.seed, 3, step]), self.settings.batch
        return samplers.parity(self._groups, batch // 3, rng) if self.settings.sampler == "parity" else samplers.batch_hard(
            self._groups, batch, rng)

    def loss(self, network: HashNetwork, samples: Sequence[tuple[np.ndarray, int]], device, share: float) -> torch.Tensor:
        """The three losses of triplets, or of the hardest ones there are."""
        given = self.settings
        hashed = network(torch.from_numpy(np.stack([values for values, _ in samples])).to(device))
        if given.sampler == "parity":
            return triplets_loss(hashed, given.alpha, given.beta, given.gamma, given.balance)
        labels = torch.tensor([label for _, label in samples], device=device)
        return batch_loss(hashed, labels, given.alpha, given.beta, given.gamma, given.balance)

    def checks(self, alive: Callable[[], None]) -> list[Features]:
        """What is validated with: tiles that are not trained on."""
        if not len(self._held_out):
            raise OptionError("There are no tiles to validate with.", "Give some that are not trained on.")
        return [self._held_out]

    @torch.inference_mode()
    def validate(self, network: HashNetwork, samples: Sequence[Features], device,
                 alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
        """See `FIGURES`; every tile asks for the others. Where labels are places, a tile's other views are what is to be found."""
        alive()
        held = samples[0]
        if held.classes:
            chosen = np.unique(np.linspace(0, len(held) - 1, min(len(held), _LARGEST)).astype(int))
            values, labels = held.plain[chosen], held.labels[chosen]
        else:
            chosen = np.unique(np.linspace(0, len(held) - 1, min(len(held), _LARGEST // held.values.shape[1])).astype(int))
            values = held.values[chosen].reshape(-1, held.values.shape[2])
            labels = np.repeat(held.labels[chosen], held.values.shape[1])
        hashed = network.eval()(torch.from_numpy(values).to(device)).cpu().numpy()
        own, found = np.arange(len(labels)), []
        count = max(1, min(_COUNT, len(labels) - 1))
        for measured in (distances.hamming(hashed > 0.5, hashed > 0.5), distances.euclidean(hashed, hashed)):
            alive()
            relevant = labels[distances.order(measured, own)[:, :count]] == labels[:, None]
            found.append((float(accuracy.precision(relevant, count).mean()), float(accuracy.average_precision(relevant).mean())))
        (precision, bits), (_, real) = found
        return {"all": (precision, bits, real, float(2 * np.abs(hashed - 0.5).mean()))}

    def told(self, figures: dict[str, tuple[float, ...]]) -> str:
        """For the log."""
        return "precision@20 {:.3f}, mAP@20 {:.3f}, by real values {:.3f}, bits decided to {:.2f}".format(*figures["all"])


def _begin(settings: Settings) -> HashNetwork:
    """Random weights, or those of the model the settings name, which must have been trained on the same encoder."""
    if not settings.start:
        torch.manual_seed(settings.seed)
        return HashNetwork(**settings.network)
    model = weights.load(store.find(settings.start, weights.KIND))
    if model.network.settings != settings.network:
        raise ModelError(f"The hash model {settings.start} has other settings than {settings.network}.",
                         "Give the same bits and widths, or another model to start from.")
    if model.encoder_checksum != settings.encoder_sha256:
        raise ModelError(f"The hash model {settings.start} was trained on the encoder {model.encoder}, not on {settings.encoder}.",
                         "Choose its own encoder.")
    return model.network
