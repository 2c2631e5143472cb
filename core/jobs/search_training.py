"""Hash networks that are trained anew for the folds of an evaluation, so that none codes what it was trained on."""
from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import torch

from ..models.hashing.weights import HashModel
from ..progress import Progress, Steps
from ..training.hashing.features import Features
from ..training.hashing.learner import HashLearner
from ..training.hashing.settings import Settings
from ..training.loop import train

#: Views of a tile that is trained on.
VIEWS = 4
_UNLIMITED_S = 1e9


class _Quiet:
    """Passes steps on; what each training says of itself is not told."""

    def __init__(self, parent: Progress):
        self._parent = parent

    def step(self, fraction: float, message: str = "") -> None:
        self._parent.step(fraction, message)

    def log(self, message: str, level: str = "info") -> None:
        """Nothing."""


def settings_of(model: HashModel) -> Settings:
    """How a model was trained, as far as its file says; by default where it does not."""
    known = {field.name for field in fields(Settings)}
    told = {name: value for name, value in model.training.items() if name in known}
    shape = {name: value for name, value in model.network.settings.items() if name != "features"}
    return replace(Settings(), **{**told, **shape})


def hashed_by_folds(model: HashModel, values: np.ndarray, labels: np.ndarray, names: Sequence[str], classes: tuple[str, ...],
                    others: Sequence[np.ndarray], device: torch.device, progress: Progress) -> list[np.ndarray]:
    """(N, bits) of all tiles by a network for each fold, trained on the other folds to the end of its schedule.

    Args:
        model: whose settings are taken. values: (N, views, features) of all tiles. labels: (N,). names: of tiles. classes: names.
        others: numbers of the tiles each is trained on. device: where. progress: told at least once a second.

    Raises:
        OptionError: a fold leaves one class only. Cancelled: from ``progress``.
    """
    settings, found = settings_of(model), []
    for number, chosen in enumerate(others):
        told = Steps(progress, number / len(others), (number + 1) / len(others), f"Training for fold {number + 1} of {len(others)}")
        held = Features(values[chosen], labels[chosen], tuple(names[one] for one in chosen), classes, model.encoder,
                        model.encoder_checksum)
        # Nothing is chosen by a validation, so none of what is asked later has a say: the last step is taken.
        learner = HashLearner(held, held, settings)
        with tempfile.TemporaryDirectory(prefix="tiepoint-") as folder:
            network = train(learner, Path(folder), _UNLIMITED_S, device, _Quiet(told)).network
        with torch.inference_mode():
            found.append(network(torch.from_numpy(np.ascontiguousarray(values[:, 0])).to(device)).float().cpu().numpy())
        told.step(1.0)
    return found
