"""Tiles in folds, each of which is asked in turn while the others are the archive, and what was found over all of them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..errors import OptionError
from .evaluation import Evaluation

#: Figures of an `Evaluation` of which folds have a mean and a deviation.
FIGURES = ("mean_average_precision", "expected", "precision", "recall", "full", "expected_full", "real", "encoder", "chance", "best")
_BLOCKS_EACH, _BLOCK_SIDES = 3, (8, 4, 2, 1)


def by_class(labels: np.ndarray, count: int, seed: int | None = None) -> np.ndarray:
    """(N,) numbers of folds, of each class as many tiles in every fold, to within one.

    Args:
        labels: (N,). count: folds.
        seed: of the order of tiles; None: in their own, as neighbours can be of one photograph, which is then not asked for itself.

    Raises:
        OptionError: a fold would have fewer than two tiles.
    """
    rng = None if seed is None else np.random.default_rng(seed)
    found = np.empty(len(labels), np.int64)
    for place, label in enumerate(np.unique(labels)):
        members = np.flatnonzero(labels == label)
        members = members if rng is None else rng.permutation(members)
        # Small classes do not all end in the first folds.
        found[members] = (np.arange(len(members)) * count // len(members) + place) % count
    return _checked(found, count)


def by_block(positions: np.ndarray, count: int, seed: int = 0) -> np.ndarray:
    """(N,) numbers of folds by blocks of the land, as tiles beside each other show the same fields and roofs.

    Args:
        positions: (N, 2) columns and rows in units of tiles. count: folds. seed: of the order of blocks.

    Raises:
        OptionError: a fold would have fewer than two tiles.
    """
    sides = (side for side in _BLOCK_SIDES if len(np.unique(positions // side, axis=0)) >= _BLOCKS_EACH * count)
    _, which, sizes = np.unique(positions // next(sides, 1), axis=0, return_inverse=True, return_counts=True)
    held, folds = np.zeros(count, np.int64), np.empty(len(sizes), np.int64)
    for block in np.random.default_rng(seed).permutation(len(sizes)):
        folds[block] = int(held.argmin())
        held[folds[block]] += sizes[block]
    return _checked(folds[which.ravel()], count)


def mean(found: Sequence[Evaluation]) -> Evaluation:
    """One evaluation of several folds: figures are means over folds, what is told by class or recall is weighed by queries.

    ``nearest`` is left empty, as every fold has an archive of its own.
    """
    if len(found) == 1:
        return found[0]
    weights = np.array([one.queries for one in found], float)
    weights /= weights.sum()
    classes: dict[int, tuple[float, float, int]] = {}
    for label in sorted({label for one in found for label in one.by_class}):
        rows = np.array([one.by_class[label] for one in found if label in one.by_class], float)
        averaged = (rows[:, :2] * rows[:, 2:]).sum(0) / rows[:, 2].sum()
        classes[label] = (float(averaged[0]), float(averaged[1]), int(rows[:, 2].sum()))
    figures = {name: float(np.mean([getattr(one, name) for one in found])) for name in FIGURES}
    blended = {name: np.average([getattr(one, name) for one in found], axis=0, weights=weights)
               for name in ("curve", "activation", "histogram", "decided", "seconds")}
    return replace(found[0], **figures, **{**blended, "decided": float(blended["decided"]), "seconds": float(blended["seconds"])},
                   queries=sum(one.queries for one in found), archive=round(float(np.mean([one.archive for one in found]))),
                   by_class=classes, nearest=np.empty((0, found[0].count), np.int64))


def deviations(found: Sequence[Evaluation]) -> dict[str, float]:
    """Standard deviation over folds of each of `FIGURES`, with n - 1; NaN of one."""
    return {name: float(np.std([getattr(one, name) for one in found], ddof=1)) if len(found) > 1 else float("nan") for name in FIGURES}


def _checked(folds: np.ndarray, count: int) -> np.ndarray:
    smallest = int(np.bincount(folds, minlength=count).min())
    if smallest < 2:
        raise OptionError(f"{len(folds)} tiles make no {count} folds: one would have {smallest}.", "Give fewer FOLDS, or more tiles.")
    return folds
