"""How right a network is on pairs it was not trained on."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...models.corrfusion.weights import SceneModel
from ...scene_change.accuracy import Accuracy, accuracy, confusion
from ...scene_change.predictor import Predictor
from .pairs import Pairs

#: What the figures are: accuracies of both dates at once, their mean, of each date, and of whether there is a change; kappa and F1 of each.
FIGURES = ("OA_tr", "mean of OA_t1 and OA_t2", "OA_t1", "OA_t2", "OA_bi", "kappa_t1", "kappa_t2", "F1_t1", "F1_t2")
#: The same without the mean, by their names in `Accuracy`.
NAMED = {"OA_t1": "before", "OA_t2": "after", "OA_bi": "change", "OA_tr": "transition", "kappa_t1": "kappa_before",
         "kappa_t2": "kappa_after", "F1_t1": "f1_before", "F1_t2": "f1_after"}
_BATCH = 32


@dataclass(frozen=True)
class Evaluation:
    """A model on pairs whose classes are known.

    Attributes:
        accuracy: shares of pairs.
        confusion: (classes, classes) counts of both dates, rows are the truth; `accuracy.by_rows` makes shares of them.
        gate: mean of how far pairs agree; NaN where the network does not compare dates.
        pairs: how many.
    """

    accuracy: Accuracy
    confusion: tuple[np.ndarray, np.ndarray]
    gate: float
    pairs: int


def evaluate(model: SceneModel, pairs: Pairs, device="cpu", alive: Callable[[], None] = lambda: None) -> Evaluation:
    """A model on all pairs, a few of which are in memory at a time."""
    predictor, found, gates = Predictor(model, device), ([], []), []
    for first in range(0, len(pairs), _BATCH):
        alive()
        seen = predictor(*pairs.tiles(np.arange(first, min(first + _BATCH, len(pairs)))), _BATCH)
        for kept, classes in zip(found, seen.classes):
            kept.append(classes)
        gates.append(seen.gate)
    classes, count = tuple(np.concatenate(one) for one in found), len(model.legend)
    tables = tuple(confusion(one, truth, count) for one, truth in zip(classes, pairs.labels))
    return Evaluation(accuracy(classes, pairs.labels, count), tables, float(np.concatenate(gates).mean()), len(pairs))


def figures(model: SceneModel, before: np.ndarray, after: np.ndarray, labels: tuple[np.ndarray, np.ndarray], device,
            alive: Callable[[], None]) -> dict[str, tuple[float, ...]]:
    """`FIGURES` under ``all``, and the mean ``gate`` where there is one.

    Args:
        model: to look with.
        before, after: (N, side, side, 3) uint8; labels: (N,) of both dates, from 0.
        device: where it runs; alive: called before every batch.
    """
    seen = Predictor(model, device)(before, after, _BATCH, alive)
    right = accuracy(seen.classes, labels, len(model.legend))
    values = (right.transition, right.mean, right.before, right.after, right.change, right.kappa_before, right.kappa_after,
              right.f1_before, right.f1_after)
    found = {"all": tuple(round(value, 4) for value in values)}
    return {**found, "gate": (round(float(seen.gate.mean()), 4),)} if np.isfinite(seen.gate).all() else found
