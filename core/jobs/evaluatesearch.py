"""Evaluate similar-tile search: codes of tiles whose classes are known, asked for each other."""
from __future__ import annotations

import json
import math
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..errors import OptionError
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
from ..retrieval.evaluation import RECALLS, Coded, Evaluation, evaluate
from . import tile_sets
from .search_gallery import galleries
from .tile_sets import Chosen, TileSet

_JOB, _AT_ONCE = "evaluatesearch", 32


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
    written = {name: getattr(options, name) for name in ("report", "gallery", "output") if getattr(options, name)}
    for path in written.values():
        refuse_unwritable(path)
    coder = load_coder(options.model, options.encoder, options.device)
    tiles = tile_sets.gather(options, coder.side, coder.ground or 0.0, 0, Steps(progress, 0.0, 0.1))
    parts = class_folders.read_split(options.split) if options.split else None
    warnings = _warnings(coder, options, parts)
    asked = _numbers(tiles, parts, options.part if parts else "all")
    searched = None if options.archive == "same" else np.setdiff1d(_numbers(tiles, parts, options.archive), asked)
    if len(asked) < 2 and searched is None or not len(asked) or searched is not None and not len(searched):
        raise OptionError(f"{len(asked)} tiles ask {'each other' if searched is None else f'{len(searched)} others'}.",
                          "Choose another PART or ARCHIVE, or give more tiles.")
    queries = _coded(coder, tiles, asked, Steps(progress, 0.1, 0.5))
    archive = None if searched is None else _coded(coder, tiles, searched, Steps(progress, 0.5, 0.9))
    found = evaluate(queries, archive, options.count, lambda: progress.step(0.92, "Comparing codes"))
    for warning in warnings:
        progress.log(warning, "warning")
    progress.log(f"{found.queries} queries: mAP@{found.count} {found.mean_average_precision:.3f} ({found.expected:.3f} with ties at "
                 f"random), precision {found.precision:.3f}, by chance {found.chance:.3f}.")
    progress.step(0.95, "Writing")
    kept = asked if searched is None else searched
    shown = galleries(found.nearest, Chosen(tiles.tiles, asked), Chosen(tiles.tiles, kept), (tiles.labels[asked], tiles.labels[kept]),
                      tiles.classes, options.galleries)
    results = _results(found)
    with ExitStack() as stack:
        if "output" in written:
            partial = stack.enter_context(atomic(options.output, tiles.files))
            Path(partial).write_text(_text(found, results, tiles, coder), encoding="utf-8")
        if "gallery" in written:
            if not shown:
                raise OptionError("GALLERY is wanted, but GALLERIES is 0.", "Give at least 1.")
            write_png(options.gallery, sheet(shown), tiles.files)
        if "report" in written:
            command = qgis_command(_JOB, asdict(options))
            about = [("Model", coder.model), ("Encoder", coder.encoder.id), ("Bits", coder.bits), ("Tiles", tiles.source),
                     ("Queries", options.part if parts else "all"), ("Archive", options.archive)]
            write_page(options.report, search_page({"title": "How right the search is", "command": command, "warnings": warnings,
                                                    "evaluation": found, "names": tiles.classes, "recalls": RECALLS, "galleries": shown,
                                                    "about": about}), tiles.files)
    progress.step(1.0, "Done")
    return results


def _numbers(tiles: TileSet, parts: dict | None, part: str) -> np.ndarray:
    """Numbers of the tiles of a part."""
    if part in ("all", "same"):
        return np.arange(len(tiles))
    if parts is None:
        raise OptionError(f"The archive is to be {part}, but there is no SPLIT that says what that is.", "Give the split file.")
    return tile_sets.numbers_of(tiles, parts[part])


def _coded(coder: Coder, tiles: TileSet, numbers: np.ndarray, progress: Progress) -> Coded:
    """Codes and features of tiles."""
    features = np.empty((len(numbers), coder.features_count), np.float32)
    chosen = Chosen(tiles.tiles, numbers)
    for first in range(0, len(numbers), _AT_ONCE):
        progress.step(first / len(numbers), f"Looking at tiles: {first} of {len(numbers)}")
        some = np.stack([chosen[at] for at in range(first, min(first + _AT_ONCE, len(numbers)))])
        features[first : first + _AT_ONCE] = coder.features(some)
    return Coded(coder.hashed(features), features, tiles.labels[numbers])


def _warnings(coder: Coder, options: EvaluateSearchOptions, parts: dict | None) -> list[str]:
    """What makes the figures better than they are."""
    trained = str(coder.hashing.training.get("split_sha256", ""))
    if parts is None:
        return ["Without a split file nobody knows whether the model was trained on these tiles: if so, the figures flatter."] if (
            trained) else []
    warnings = [] if options.part == "test" else [f"The queries are of the part {options.part}: the model may have been trained on them."]
    if trained and trained != class_folders.split_digest(parts):
        warnings.append("The model was trained on another split than this: tiles of its test may have been trained on.")
    return warnings


def _results(found: Evaluation) -> dict:
    return {"QUERIES": found.queries, "ARCHIVE_TILES": found.archive, "BITS": found.bits, "MAP": found.mean_average_precision,
            "EXPECTED_MAP": found.expected, "PRECISION": found.precision, "RECALL": found.recall, "FULL_MAP": found.full,
            "REAL_MAP": found.real, "ENCODER_MAP": found.encoder, "CHANCE": found.chance}


def _text(found: Evaluation, results: dict, tiles: TileSet, coder: Coder) -> str:
    """All figures as JSON."""
    told = {**{name.lower(): value for name, value in results.items() if not isinstance(value, float) or math.isfinite(value)},
            "count": found.count, "model": coder.model, "encoder": coder.encoder.id, "expected_full_map": found.expected_full,
            "seconds_per_query": found.seconds, "decided": found.decided, "activation": [round(float(one), 4) for one in found.activation],
            "histogram": [round(float(one), 5) for one in found.histogram],
            "curve": [{"recall": round(float(at), 3), "precision": round(float(value), 5)} for at, value in zip(RECALLS, found.curve)],
            "classes": {tiles.classes[label]: {"map": average, "precision": precision, "queries": count}
                        for label, (average, precision, count) in found.by_class.items()}}
    return json.dumps(told, indent=1) + "\n"
