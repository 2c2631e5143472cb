"""Evaluate similar-tile search: codes of tiles whose classes are known, asked for each other."""
from __future__ import annotations

import json
import math
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..errors import OptionError
from ..language import mark, tr
from ..options.hashing import EvaluateSearchOptions
from ..outputs import atomic, refuse_unwritable
from ..progress import Progress, Steps
from ..reporting.command import qgis_command
from ..reporting.figure import write_png
from ..reporting.page import write_page
from ..reporting.query_gallery import sheet
from ..reporting.search import search_page
from ..retrieval import class_folders
from ..retrieval.coder import Coder, load_coder
from ..retrieval.evaluation import RECALLS, Evaluation
from ..training.hashing.preparation import seen
from . import search_training, tile_sets
from .search_codes import write_codes
from .search_gallery import galleries
from .search_rounds import SAME, TRAIN, Asked, Round, asked_of, mistaken, rounds_of
from .tile_sets import Chosen, TileSet

_JOB, _AT_ONCE = "evaluatesearch", 32
_ARCHIVES = {SAME: mark("the queries, each without itself"), TRAIN: mark("what was trained on"),
             "all": mark("every tile that is no query")}
_FOLDED = {**_ARCHIVES, SAME: mark("the fold, each query without itself"), TRAIN: mark("the other folds")}


def evaluatesearch(options: EvaluateSearchOptions, progress: Progress) -> dict:
    """Ask codes for tiles of the same class and write what is found.

    Returns:
        The results declared in ``EvaluateSearchOptions.RESULTS``.

    Raises:
        TiepointError: bad input, no model, or too few tiles; nothing is written then.
        Cancelled: from ``progress``; nothing is written then.
    """
    progress.step(0.0, "Opening the model")
    tile_sets.check(options, classless=False)
    written = {name: getattr(options, name) for name in ("report", "gallery", "output", "codes") if getattr(options, name)}
    for path in written.values():
        refuse_unwritable(path)
    if "gallery" in written and not options.galleries:
        raise OptionError("GALLERY is wanted, but GALLERIES is 0.", "Give at least 1.")
    coder = load_coder(options.model, options.encoder, options.device)
    tiles = tile_sets.gather(options, coder.side, coder.ground or 0.0, 0, Steps(progress, 0.0, 0.1))
    parts = class_folders.read_split(options.split) if options.split else None
    warnings = _warnings(coder, options, parts)
    rounds = rounds_of(options, tiles, parts)
    features, hashed = _coded(coder, tiles, rounds, options, Steps(progress, 0.1, 0.9))
    found = asked_of(rounds, hashed, features, tiles.labels, options.count, lambda: progress.step(0.92, "Comparing codes"))
    for warning in warnings:
        progress.log(warning, "warning")
    names = _FOLDED if options.folds else _ARCHIVES
    for name, one in found.items():
        progress.log(_told(one, names[name]))
    progress.step(0.95, "Writing")
    first = next(iter(found.values()))
    queries = np.concatenate([one.queries for one in rounds])
    labels = tiles.labels
    shown = galleries(first.nearest, Chosen(tiles.tiles, queries), tiles.tiles, (labels[queries], labels), tiles.classes, options.galleries)
    shares = mistaken(first.nearest, queries, labels, len(tiles.classes))
    results = _results(found)
    with ExitStack() as stack:
        if "output" in written:
            partial = stack.enter_context(atomic(options.output, tiles.files))
            Path(partial).write_text(_text(found, results, tiles, coder, shares), encoding="utf-8")
        if "codes" in written:
            write_codes(options.codes, tiles, queries, np.concatenate([codes[one.queries] for one, codes in zip(rounds, hashed)]))
        if "gallery" in written:
            write_png(options.gallery, sheet(shown), tiles.files)
        if "report" in written:
            command = qgis_command(_JOB, asdict(options))
            about = [(tr("Model"), coder.model), (tr("Encoder"), coder.encoder.id), (tr("Bits"), coder.bits), (tr("Tiles"), tiles.source),
                     (tr("Queries"), options.part if parts else tr("all")), (tr("Archive"), options.archive),
                     (tr("Folds"), options.folds or tr("none")),
                     *([(tr("Networks"), tr("one for each fold, trained on the others"))] if options.retrain else [])]
            compared = [(tr(names[name]), one.rounds, one.whole, one.deviations) for name, one in found.items()]
            write_page(options.report, search_page({"title": tr("How right the search is"), "command": command, "warnings": warnings,
                                                    "evaluation": first.whole, "names": tiles.classes, "recalls": RECALLS,
                                                    "galleries": shown, "about": about, "archives": compared,
                                                    "shares": shares}), tiles.files)
    progress.step(1.0, "Done")
    return results


def _coded(coder: Coder, tiles: TileSet, rounds: list[Round], options: EvaluateSearchOptions, progress: Progress
           ) -> tuple[np.ndarray, list[np.ndarray]]:
    """(N, F) features of all tiles that are needed, and (N, bits) by the network of each round."""
    needed = np.unique(np.concatenate([part for one in rounds for part in (one.queries, *one.archives.values(), one.others)
                                       if part is not None]))
    chosen = Chosen(tiles.tiles, needed)
    features = np.zeros((len(tiles), coder.features_count), np.float32)
    if options.retrain:
        views = search_training.VIEWS
        values = np.zeros((len(tiles), views, coder.features_count), np.float32)
        values[needed] = seen(chosen, coder.encoder, views, options.seed, coder.device, Steps(progress, 0.0, 0.6))
        features = values[:, 0]
        return features, search_training.hashed_by_folds(coder.hashing, values, tiles.labels, tiles.names, tiles.classes,
                                                         [one.others for one in rounds], coder.device, Steps(progress, 0.6, 1.0))
    for first in range(0, len(needed), _AT_ONCE):
        progress.step(first / len(needed), f"Looking at tiles: {first} of {len(needed)}")
        some = np.stack([chosen[at] for at in range(first, min(first + _AT_ONCE, len(needed)))])
        features[needed[first : first + _AT_ONCE]] = coder.features(some)
    return features, [coder.hashed(features)] * len(rounds)


def _warnings(coder: Coder, options: EvaluateSearchOptions, parts: dict | None) -> list[str]:
    """What makes the figures better than they are."""
    trained = str(coder.hashing.training.get("split_sha256", ""))
    if options.retrain:
        return ["Hash networks are trained anew for each fold, their encoder is not: if it was trained on these tiles, figures flatter."]
    if parts is None:
        return ["Without a split file nobody knows whether the model was trained on these tiles: if so, the figures flatter."] if (
            trained) else []
    warnings = [] if options.part == "test" else [f"The queries are of the part {options.part}: the model may have been trained on them."]
    if trained and trained != class_folders.split_digest(parts):
        warnings.append("The model was trained on another split than this: tiles of its test may have been trained on.")
    return warnings


def _told(one: Asked, archive: str) -> str:
    """One line for the log."""
    found, spread = one.whole, one.deviations
    many = len(one.rounds) > 1
    average, precision = (f" ± {spread[name]:.3f}" if many else "" for name in ("mean_average_precision", "precision"))
    best = f" of at best {found.best:.3f}" if found.best < 1 else ""
    return (f"{found.queries} queries{f' in {len(one.rounds)} folds' if many else ''}, archive: {archive} ({found.archive} tiles): "
            f"mAP@{found.count} {found.mean_average_precision:.3f}{average} ({found.expected:.3f} with ties at random), precision "
            f"{found.precision:.3f}{precision}{best}, by chance {found.chance:.3f}; {1000 * found.seconds:.2f} ms a query.")


def _results(found: dict[str, Asked]) -> dict:
    first = next(iter(found.values()))
    trained, nothing = found.get(TRAIN), math.nan
    return {**_figures(first.whole), "TRAIN_ARCHIVE_MAP": trained.whole.mean_average_precision if trained else nothing,
            "TRAIN_ARCHIVE_PRECISION": trained.whole.precision if trained else nothing,
            "MAP_DEVIATION": first.deviations["mean_average_precision"], "PRECISION_DEVIATION": first.deviations["precision"]}


def _figures(found: Evaluation) -> dict:
    return {"QUERIES": found.queries, "ARCHIVE_TILES": found.archive, "BITS": found.bits, "MAP": found.mean_average_precision,
            "EXPECTED_MAP": found.expected, "PRECISION": found.precision, "RECALL": found.recall, "FULL_MAP": found.full,
            "REAL_MAP": found.real, "ENCODER_MAP": found.encoder, "CHANCE": found.chance}


def _known(figures: dict) -> dict:
    """Small letters; without what is not known."""
    return {name.lower(): value for name, value in figures.items() if not isinstance(value, float) or math.isfinite(value)}


def _text(archives: dict[str, Asked], results: dict, tiles: TileSet, coder: Coder, shares: np.ndarray) -> str:
    """All figures as JSON."""
    found = next(iter(archives.values())).whole
    told = {**_known(results),
            "count": found.count, "model": coder.model, "encoder": coder.encoder.id, "expected_full_map": found.expected_full,
            "seconds_per_query": found.seconds, "decided": found.decided, "activation": [round(float(one), 4) for one in found.activation],
            "histogram": [round(float(one), 5) for one in found.histogram],
            "curve": [{"recall": round(float(at), 3), "precision": round(float(value), 5)} for at, value in zip(RECALLS, found.curve)],
            "classes": {tiles.classes[label]: {"map": average, "precision": precision, "queries": count,
                                               "found": {tiles.classes[other]: round(float(shares[label, other]), 4)
                                                         for other in np.flatnonzero(shares[label])}}
                        for label, (average, precision, count) in found.by_class.items()},
            "archives": {name: {**_known(_figures(one.whole)), "deviations": _known(one.deviations),
                                "folds": [_known(_figures(each)) for each in one.rounds] if len(one.rounds) > 1 else []}
                         for name, one in archives.items()}}
    return json.dumps(told, indent=1) + "\n"
