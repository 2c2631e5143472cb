"""Find similar tiles: those of an index that look like examples."""
from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..errors import OptionError, OutputError, RasterError
from ..options.option import parse_extent
from ..options.retrieval import FindSimilarTilesOptions
from ..progress import Progress, Steps
from ..raster.io import write_raster
from ..retrieval import index_file
from ..retrieval.index import Index
from ..retrieval.plainness import is_even
from ..retrieval.ranking import Examples, similarity
from ..retrieval.search import Conditions, Found, search, selected
from .solving import together
from .tile_gallery import write_gallery
from .tile_heat import heat_map
from .tile_query import Coders, Query, gather

_LAYER = "similar"
_EVEN = "even ground, such as open water, snow or a border without data, has no features to compare, and what is found says little."
_MERGED = "Of such tiles that touch each other only the best is listed; FEATURELESS = keep lists all."


def findsimilartiles(options: FindSimilarTilesOptions, progress: Progress) -> dict:
    """Find tiles of ``options.index`` and write what the options ask for.

    Returns:
        The results declared in ``FindSimilarTilesOptions.RESULTS``.

    Raises:
        TiepointError: bad input, no model, or nothing fulfils the conditions; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started = time.monotonic()
    progress.step(0.0, "Opening the index")
    if options.gallery and Path(options.gallery).suffix.lower() not in (".html", ".htm", ".png"):
        raise OutputError(f"The gallery {options.gallery} is neither a page nor a picture.", "Let its name end in .html or .png.")
    index = index_file.load(options.index)
    if not len(index):
        raise OptionError(f"The index {options.index} holds no tile.", "Build it anew.")
    coders = Coders(options, index)
    with together(options, "output", "gallery", "heatmap") as written:
        query = gather(options, index, coders, Steps(progress, 0.0, 0.4))
        examples = query.examples(options.combination)
        warnings = _warnings(options, query)
        for warning in warnings:
            progress.log(warning, "warning")
        found, searched = _found(options, index, query, examples, Steps(progress, 0.4, 0.6))
        if len(found.rows) < options.count:
            progress.log(f"{len(found.rows)} tiles are found, not {options.count}: no more of the {searched} that were searched fulfil the "
                         "conditions.", "warning")
        alike = similarity(found.scores, examples.bits)
        if "heatmap" in written:
            values, grid, tags = heat_map(options, index, query, examples, coders, Steps(progress, 0.6, 0.8))
            write_raster(written["heatmap"], values, grid, nodata=-1.0, descriptions=("similarity",), tags=tags)
        more = {"rank": np.arange(1, len(found.rows) + 1, dtype=np.int32), "distance": found.distances.astype(np.int32),
                "similarity": np.round(alike.astype(float), 4)}
        index_file.write_footprints(written["output"], _LAYER, index, found.rows, more, Steps(progress, 0.8, 0.85))
        results = {"FOUND": len(found.rows), "EXAMPLES": len(query.positive), "FEATURELESS_EXAMPLES": query.even, "SEARCHED": searched,
                   "BEST_SOURCE": index.sources[index.source[found.rows[0]]].path, "BEST_DISTANCE": int(found.distances[0]),
                   "BEST_SIMILARITY": float(alike[0])}
        if "gallery" in written:
            write_gallery(written["gallery"], Path(options.gallery).suffix.lower(), index, query, found, alike, asdict(options),
                          time.monotonic() - started, warnings, Steps(progress, 0.85, 1.0))
    progress.step(1.0, "Done")
    return results


def _warnings(options: FindSimilarTilesOptions, query: Query) -> list[str]:
    """What makes a search say little."""
    if not query.even:
        return []
    count = len(query.positive)
    if query.even < count:
        note = f"There is nothing to see in {query.even} of the {count} examples: {_EVEN}"
    elif count == 1:
        note = f"There is nothing to see in the example: {_EVEN}"
    else:
        note = f"There is nothing to see in any of the examples: {_EVEN}"
    if options.featureless == "auto":
        note += f" {_MERGED}"
    return [note]


def _found(options: FindSimilarTilesOptions, index: Index, query: Query, examples: Examples, progress: Progress) -> tuple[Found, int]:
    """Results, at least one, and how many tiles were searched."""
    rows = selected(index, options.date_from.strip(), options.date_to.strip(), options.sources,
                    parse_extent(options.extent) if options.extent else None)
    if options.featureless == "leave-out":
        rows = np.arange(len(index)) if rows is None else rows
        rows = rows[~is_even(index.detail[rows])]
        if not len(rows):
            raise OptionError("In no tile that could be searched there is anything to see.", "Let FEATURELESS be keep.")
    searched = len(index) if rows is None else len(rows)
    if not searched:
        raise OptionError("No tile of the index fulfils the conditions of date, raster and area.",
                          "Check DATE_FROM, DATE_TO, SOURCES and EXTENT.")
    progress.step(0.1, f"Searching {searched} tiles")
    conditions = Conditions(rows, np.array(query.rows, np.int64), query.around, options.exclude_radius, options.exclude_same_place,
                            options.max_distance, options.spread, options.diversity, options.merge_neighbours,
                            options.featureless == "auto" and query.even > 0, options.engine)
    found = search(index, examples, options.count, conditions, lambda: progress.step(0.5, f"Searching {searched} tiles"))
    if not len(found.rows):
        raise RasterError(f"None of the {searched} tiles that were searched fulfils the conditions.",
                          "Allow a larger MAX_DISTANCE, or a smaller EXCLUDE_RADIUS.")
    return found, searched
