"""How similar every tile of a raster is to examples, as a raster."""
from __future__ import annotations

import numpy as np

from ..errors import RasterError
from ..options.retrieval import FindSimilarTilesOptions
from ..progress import Progress
from ..raster.colours import colouring
from ..raster.grid import Grid
from ..retrieval.encoding import encode
from ..retrieval.heat import NODATA, heat
from ..retrieval.index import Index
from ..retrieval.ranking import Examples, scores, similarity
from ..retrieval.source import Source, state_of
from ..retrieval.tiles import layout
from ..retrieval.unfinished import Unfinished
from .assigned_crs import AssignedCRS
from .tile_query import Coders, Query, as_source, number_of, tile_side


def heat_map(options: FindSimilarTilesOptions, index: Index, query: Query, examples: Examples, coders: Coders, progress: Progress
             ) -> tuple[np.ndarray, Grid, dict]:
    """(cells, their grid, tags) of ``options.heatmap_raster``, or of the first example's raster.

    A raster of the index that has not changed, or is no longer there, is known already; another is encoded in tiles as those of the index.

    Raises:
        RasterError: it cannot be read or no tile holds data. Cancelled: from ``progress``.
    """
    path = options.heatmap_raster or query.raster
    number = number_of(index, path)
    if number is not None and state_of(index.sources[number].path) in ("", index.sources[number].state):
        source, rows = index.sources[number], np.flatnonzero(index.source == number)
        windows, codes = index.windows[rows], index.codes[rows]
    else:
        source, windows, codes = _encoded(path, index, number, coders, AssignedCRS(options.assigned_crs), progress)
    if not len(codes):
        raise RasterError(f"No tile of {path} holds enough data for a heat map.", "Choose another HEATMAP_RASTER.")
    values, grid = heat(source, windows, similarity(scores(examples, codes), examples.bits))
    return values, grid, {"MODEL": index.settings.model, "RASTER": path, "TILE_SIZE_PX": source.size, "STRIDE_PX": source.stride,
                          "NODATA": NODATA}


def _encoded(path: str, index: Index, number: int | None, coders: Coders, systems: AssignedCRS, progress: Progress
             ) -> tuple[Source, np.ndarray, np.ndarray]:
    coder = coders.get()
    with systems.open(path, None if number is None else index.sources[number]) as raster:
        bands = index.settings.bands
        shown = colouring(raster, bands if not bands or max(bands) <= raster.count else ())
        size = tile_side(raster, index, number) or index.settings.size or coder.side
        laid = layout(raster.grid, size, _stride(index, size))
        source = as_source(raster, shown, laid.size, laid.stride)
    with Unfinished("", "heat map", index.settings.bits) as kept:
        failed = encode([source], coder, kept, index.settings.least_valid, progress)
        if failed:
            raise failed[0]
        windows, codes, _ = kept.tiles(source.key)
    return source, windows, codes


def _stride(index: Index, size: int) -> int:
    """As dense as the index's own tiles."""
    shares = [source.stride / source.size for source in index.sources[:256]]
    return max(1, round(size * float(np.median(shares))))
