"""Who asks whom in an evaluation of a search: one round, or one for each fold, each with the archives that are asked for."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import OptionError
from ..options.hashing import EvaluateSearchOptions
from ..retrieval import folds
from ..retrieval.evaluation import Coded, Evaluation, evaluate
from . import tile_sets
from .tile_sets import TileSet

SAME, TRAIN, ALL, BOTH = "same", "train", "all", "both"


@dataclass(frozen=True)
class Round:
    """Tiles that ask.

    Attributes:
        queries: (Q,) numbers of tiles.
        others: (R,) numbers of the tiles of the other folds; none without folds.
        archives: name -> numbers of the tiles that are searched; None: the queries, each without itself.
    """

    queries: np.ndarray
    others: np.ndarray
    archives: dict[str, np.ndarray | None]


@dataclass(frozen=True)
class Asked:
    """What was found in one archive.

    Attributes:
        rounds: evaluations, one for each fold; whole: their mean. deviations: of its figures over folds, NaN without.
        nearest: (queries of all rounds) numbers of the tiles found, nearest first.
    """

    rounds: tuple[Evaluation, ...]
    whole: Evaluation
    deviations: dict[str, float]
    nearest: list[np.ndarray]


def rounds_of(options: EvaluateSearchOptions, tiles: TileSet, parts: dict | None) -> list[Round]:
    """The rounds that the options ask for.

    Raises:
        OptionError: options contradict each other, or there are too few tiles.
    """
    if options.folds == 1:
        raise OptionError("FOLDS is 1.", "Give 2 or more, or 0 for none.")
    if options.retrain and not options.folds:
        raise OptionError("RETRAIN is about folds, of which there are none.", "Give FOLDS too, such as 5.")
    asked = _numbers(tiles, parts, options.part if parts else ALL)
    wanted = (SAME, TRAIN) if options.archive == BOTH else (options.archive,)
    if not options.folds:
        found = [Round(asked, np.empty(0, np.int64), {name: None if name == SAME else np.setdiff1d(_numbers(tiles, parts, name), asked)
                                                      for name in wanted})]
    else:
        if tiles.positions is None:
            dealt = folds.by_class(tiles.labels[asked], options.folds, options.seed if options.shuffled else None)
        else:
            dealt = folds.by_block(tiles.positions[asked], options.folds, options.seed)
        found = []
        for fold in range(options.folds):
            mine, others = asked[dealt == fold], asked[dealt != fold]
            archives = {SAME: None, TRAIN: others, ALL: np.setdiff1d(np.arange(len(tiles)), mine)}
            found.append(Round(mine, others, {name: archives[name] for name in wanted}))
    for one in found:
        for searched in one.archives.values():
            if not len(one.queries) or len(one.queries if searched is None else searched) < (2 if searched is None else 1):
                raise OptionError(f"{len(one.queries)} tiles ask {'each other' if searched is None else f'{len(searched)} others'}.",
                                  "Choose another PART or ARCHIVE, or give more tiles.")
    return found


def asked_of(rounds: Sequence[Round], hashed: Sequence[np.ndarray], features: np.ndarray, labels: np.ndarray, count: int,
             alive) -> dict[str, Asked]:
    """What every round finds, by archive.

    Args:
        rounds: see `rounds_of`.
        hashed: (N, bits) of all tiles by the network of each round; features: (N, F) of all; labels: (N,).
        count: ranks that are looked at; alive: called every few hundred queries.
    """
    found = {}
    for name in rounds[0].archives:
        evaluations, nearest = [], []
        for one, codes in zip(rounds, hashed):
            searched = one.archives[name]
            told = evaluate(_coded(codes, features, labels, one.queries),
                            None if searched is None else _coded(codes, features, labels, searched), count, alive)
            evaluations.append(told)
            nearest += list((one.queries if searched is None else searched)[told.nearest])
        found[name] = Asked(tuple(evaluations), folds.mean(evaluations), folds.deviations(evaluations), nearest)
    return found


def mistaken(nearest: Sequence[np.ndarray], asked: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """(classes, classes) share of each class among what is found for queries of a class; rows of classes that were not asked are 0.

    Args:
        nearest: of every query the numbers of the tiles found. asked: (Q,) numbers of the queries. labels: (N,) of all tiles.
        classes: how many there are.
    """
    counts = np.zeros((classes, classes))
    for query, found in zip(asked, nearest):
        np.add.at(counts[labels[query]], labels[found], 1.0)
    return counts / np.maximum(counts.sum(1, keepdims=True), 1)


def _coded(hashed: np.ndarray, features: np.ndarray, labels: np.ndarray, numbers: np.ndarray) -> Coded:
    return Coded(hashed[numbers], features[numbers], labels[numbers])


def _numbers(tiles: TileSet, parts: dict | None, part: str) -> np.ndarray:
    """Numbers of the tiles of a part."""
    if part in (ALL, SAME):
        return np.arange(len(tiles))
    if parts is None:
        raise OptionError(f"The archive is to be {part}, but there is no SPLIT that says what that is.", "Give the split file, or FOLDS.")
    return tile_sets.numbers_of(tiles, parts[part])
