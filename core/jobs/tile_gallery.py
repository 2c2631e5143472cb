"""Pictures of examples and of the tiles that were found."""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import numpy as np

from ..errors import RasterError
from ..language import tr
from ..progress import Progress
from ..raster.colours import colouring
from ..raster.io import open_raster
from ..raster.window import Window
from ..reporting.command import qgis_command
from ..reporting.figure import write_png
from ..reporting.gallery import EXAMPLE, UNWANTED, Cell, contact_sheet, similar_page
from ..reporting.page import write_page
from ..retrieval.index import Index
from ..retrieval.search import Found
from ..retrieval.tiles import cut
from . import tile_query
from .tile_query import Query

_SIDE = 192
_MOST = 200
_MOST_EXAMPLES = 40


def write_gallery(path: str, suffix: str, index: Index, query: Query, found: Found, alike: np.ndarray, options: Mapping, seconds: float,
                  warnings: Sequence[str], progress: Progress) -> None:
    """Write a contact sheet, as a PNG where ``suffix`` says so, else as a page; the first 200 results.

    Raises:
        OutputError: it cannot be written. Cancelled: from ``progress``.
    """
    rows = found.rows[:_MOST]
    asked = query.shown[:_MOST_EXAMPLES]
    wanted = [(raster, window) for raster, window, _ in asked]
    wanted += [(index.sources[index.source[row]].path, tuple(index.windows[row].tolist())) for row in rows]
    shown = _pictures(wanted, index, progress)
    examples = [Cell(picture, (tr(title), os.path.basename(raster)), EXAMPLE if title == tile_query.EXAMPLE else UNWANTED)
                for picture, (raster, _, title) in zip(shown, asked)]
    results = []
    for number, (picture, row) in enumerate(zip(shown[len(asked) :], rows)):
        source = index.sources[index.source[row]]
        told = tr("{rank}: {similarity:.3f}, {distance} bits", rank=number + 1, similarity=alike[number], distance=found.distances[number])
        results.append(Cell(picture, tuple(filter(None, (told, os.path.basename(source.path), source.date)))))
    if suffix == ".png":
        write_png(path, contact_sheet([(tr("Examples"), examples), (tr("Similar tiles"), results)]))
        return
    write_page(path, similar_page({
        "title": tr("Similar tiles in {index}", index=os.path.basename(options["index"])), "examples": examples, "found": results,
        "total": len(found.rows), "searched": len(index), "seconds": seconds,
        "model": tr("{model}, {bits} bits", model=index.settings.model, bits=index.settings.bits),
        "command": qgis_command("findsimilartiles", options), "warnings": warnings}))


def _pictures(wanted: list[tuple[str, tuple]], index: Index, progress: Progress) -> list[np.ndarray | None]:
    """(rows, cols, 3) of (raster, window) each; None where a raster is no longer there. Every raster is opened once."""
    known = {source.path: source for source in index.sources}
    shown: list[np.ndarray | None] = [None] * len(wanted)
    done = 0
    for path in dict.fromkeys(raster for raster, _ in wanted):
        mine = [number for number, (raster, _) in enumerate(wanted) if raster == path]
        try:
            with open_raster(path) as raster:
                source = known.get(path)
                made = colouring(raster, source.bands if source else (), source.limits if source else None)
                for number in mine:
                    progress.step(done / len(wanted), f"Drawing tile {done + 1} of {len(wanted)}")
                    done += 1
                    tiles, _ = cut(raster, made, [Window(*wanted[number][1])], _SIDE)
                    shown[number] = np.ascontiguousarray(np.moveaxis(tiles[0], 0, -1))
        except RasterError as error:
            progress.log(f"No picture of tiles of {path}: {error}", "warning")
    return shown
