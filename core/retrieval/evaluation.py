"""How right a search by codes is, on tiles whose classes are known."""
from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import accuracy
from .distances import euclidean, hamming, order

#: Levels of recall at which precision is told.
RECALLS = np.linspace(0.0, 1.0, 21)
_AT_ONCE, _BINS = 256, 20


@dataclass(frozen=True)
class Coded:
    """Tiles as codes.

    Attributes:
        hashed: (N, bits) float32, 0 to 1. features: (N, F) of the encoder; None: not compared. labels: (N,) int64.
    """

    hashed: np.ndarray
    features: np.ndarray | None
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Evaluation:
    """What a search finds; every figure is a mean over queries, 0 to 1.

    Attributes:
        count: ranks that are looked at. queries, archive, bits: how many.
        mean_average_precision, precision, recall: of the first ``count``, see `core.retrieval.accuracy`.
        expected: of the first, over all orders of what is equally far. full, expected_full: of whole rankings.
        real: the first by the real values, before they become bits; encoder: by the cosine of features, NaN where there are none.
        chance: share of the archive that is relevant. best: precision that a perfect order would have, less than 1 where a class has fewer
            tiles than ranks are looked at.
        curve: precision at `RECALLS`.
        by_class: label -> (mean average precision, precision, queries).
        activation: (bits,) share of codes in which each bit is on. decided: mean distance of values from 0.5, twice.
        histogram: shares of values in twenty bins of 0 to 1.
        seconds: for a query, distances and ranking.
        nearest: (queries, at most ``count``) numbers in the archive, nearest first.
    """

    count: int
    queries: int
    archive: int
    bits: int
    mean_average_precision: float
    precision: float
    recall: float
    expected: float
    full: float
    expected_full: float
    real: float
    encoder: float
    chance: float
    best: float
    curve: np.ndarray
    by_class: dict[int, tuple[float, float, int]]
    activation: np.ndarray
    decided: float
    histogram: np.ndarray
    seconds: float
    nearest: np.ndarray

    @property
    def gap(self) -> float:
        """What becoming bits costs: mean average precision by real values less that by bits."""
        return self.real - self.mean_average_precision


def evaluate(queries: Coded, archive: Coded | None = None, count: int = 20, alive: Callable[[], None] = lambda: None) -> Evaluation:
    """Every query asks the archive.

    Args:
        queries: at least one. archive: in which they are not; None: the queries themselves, each of which is left out of its answer.
        count: ranks that are looked at; where the archive has fewer, all of it.
        alive: called every few hundred queries.
    """
    stored, own = (queries, np.arange(len(queries))) if archive is None else (archive, None)
    size = len(stored) - (own is not None)
    count = max(1, min(count, size))
    codes, kept = queries.hashed > 0.5, stored.hashed > 0.5
    found = {name: [] for name in ("average", "precision", "recall", "expected", "full", "expected_full", "real", "encoder", "total")}
    curves, nearest, seconds = [], [], 0.0
    for first in range(0, len(queries), _AT_ONCE):
        alive()
        part = slice(first, first + _AT_ONCE)
        mine = None if own is None else own[part]
        started = time.perf_counter()
        distance = hamming(codes[part], kept)
        ranked = order(distance, mine)
        seconds += time.perf_counter() - started
        labels = queries.labels[part, None]
        relevant = stored.labels[ranked] == labels
        total = relevant.sum(1)
        found["average"].append(accuracy.average_precision(relevant[:, :count]))
        found["precision"].append(accuracy.precision(relevant, count))
        found["recall"].append(accuracy.recall(relevant, total, count))
        found["full"].append(accuracy.full_average_precision(relevant, total))
        found["total"].append(total)
        curves.append(accuracy.precision_at_recalls(relevant, total, RECALLS) * (total > 0).sum())
        sorted_distance = np.take_along_axis(distance, ranked, 1)
        found["expected"].append([accuracy.expected_average_precision(*row, count) for row in zip(sorted_distance, relevant)])
        found["expected_full"].append([accuracy.expected_full_average_precision(*row) for row in zip(sorted_distance, relevant)])
        for name, one, other in (("real", queries.hashed, stored.hashed), ("encoder", queries.features, stored.features)):
            if one is not None and other is not None:
                seen = stored.labels[order(euclidean(one[part], other), mine)[:, :count]] == labels
                found[name].append(accuracy.average_precision(seen))
        nearest.append(ranked[:, :count])
    values = {name: np.concatenate(parts) if parts else np.array([np.nan]) for name, parts in found.items()}
    asked = max(int((values["total"] > 0).sum()), 1)
    by_class = {int(label): (float(values["average"][where].mean()), float(values["precision"][where].mean()), int(where.sum()))
                for label in np.unique(queries.labels) for where in [queries.labels == label]}
    return Evaluation(
        count, len(queries), len(stored), queries.hashed.shape[1], *(float(values[name].mean()) for name in
        ("average", "precision", "recall", "expected", "full", "expected_full", "real", "encoder")),
        float(values["total"].mean() / max(size, 1)), float(np.minimum(values["total"], count).mean() / count),
        np.nansum(curves, 0) / asked, by_class, codes.mean(0),
        float(2 * np.abs(queries.hashed - 0.5).mean()), np.histogram(queries.hashed, _BINS, (0.0, 1.0))[0] / queries.hashed.size,
        seconds / len(queries), np.concatenate(nearest))
