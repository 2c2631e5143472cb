"""How right classes of two dates are, and where they are wrong.

Source: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328 (overall accuracies); Cohen 1960, doi:10.1177/001316446002000104 (kappa).
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ..errors import OptionError


@dataclass(frozen=True)
class Accuracy:
    """Shares of pairs of tiles, 0 to 1.

    Attributes:
        before, after: whose class of that date is right (OA_t1, OA_t2).
        change: of which it is right whether the class has changed (OA_bi).
        transition: whose classes of both dates are right (OA_tr); never above the other three.
        kappa_before, kappa_after: agreement beyond chance, -1 to 1.
        f1_before, f1_after: mean over the classes that occur, in the truth or in what was found, of the harmonic mean of precision and
            recall.
    """

    before: float
    after: float
    change: float
    transition: float
    kappa_before: float
    kappa_after: float
    f1_before: float
    f1_after: float

    @property
    def mean(self) -> float:
        """Of both dates; the best training is that with the highest."""
        return 0.5 * (self.before + self.after)


def accuracy(found: tuple[np.ndarray, np.ndarray], truth: tuple[np.ndarray, np.ndarray], classes: int) -> Accuracy:
    """Compare classes with the truth.

    Args:
        found, truth: classes of both dates, (N,) each, from 0.
        classes: how many there are.

    Raises:
        OptionError: there is nothing to compare, or the numbers differ.
    """
    right = [one == other for one, other in zip(found, truth)]
    changed = (found[0] != found[1]) == (truth[0] != truth[1])
    tables = [confusion(one, other, classes) for one, other in zip(found, truth)]
    return Accuracy(float(right[0].mean()), float(right[1].mean()), float(changed.mean()), float((right[0] & right[1]).mean()),
                    *map(kappa, tables), *map(macro_f1, tables))


def confusion(found: np.ndarray, truth: np.ndarray, classes: int) -> np.ndarray:
    """(classes, classes) int64 counts; rows are the truth, columns what was found.

    Raises:
        OptionError: there is nothing to compare, the numbers differ, or a class does not exist.
    """
    found, truth = np.asarray(found), np.asarray(truth)
    if found.shape != truth.shape or found.ndim != 1 or not found.size:
        raise OptionError(f"{found.shape} classes cannot be compared with {truth.shape}.", "Give as many of both, and at least one.")
    if min(found.min(), truth.min()) < 0 or max(found.max(), truth.max()) >= classes:
        raise OptionError(f"There are classes beyond {classes}.", "Give labels of the legend.")
    return np.bincount(truth.astype(np.int64) * classes + found, minlength=classes**2).reshape(classes, classes)


def by_rows(table: np.ndarray) -> np.ndarray:
    """(classes, classes) float64: of each class of the truth, the shares that were found as each; rows without any are 0.

    The published code divides columns by the sums of rows.
    """
    return table / np.maximum(table.sum(1, keepdims=True), 1)


def kappa(table: np.ndarray) -> float:
    """Cohen's kappa of counts (classes, classes); 1 where all is one class and right."""
    total = table.sum()
    agreed, chance = np.trace(table) / total, float(table.sum(0) @ table.sum(1)) / float(total) ** 2
    return 1.0 if chance >= 1.0 else float((agreed - chance) / (1.0 - chance))


def macro_f1(table: np.ndarray) -> float:
    """Mean F1 over the classes that occur in counts (classes, classes)."""
    there = table.sum(0) + table.sum(1)
    return float((2.0 * np.diag(table)[there > 0] / there[there > 0]).mean())


def summary(runs: Sequence[Accuracy]) -> dict[str, tuple[float, float]]:
    """Mean and deviation (of the sample; 0 of a single one) of every figure over repeated runs.

    Raises:
        OptionError: there are no runs.
    """
    if not runs:
        raise OptionError("There are no runs to summarise.", "Train at least once.")
    figures = {name: np.array([asdict(run)[name] for run in runs]) for name in asdict(runs[0])}
    return {name: (float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else 0.0) for name, values in figures.items()}
