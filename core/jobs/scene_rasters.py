"""Classes of two dates and transitions as rasters of one pixel a tile."""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from affine import Affine

from ..models.corrfusion.legend import Legend
from ..raster.grid import Grid
from ..raster.io import RasterWriter
from ..scene_change.scan import Scan
from ..scene_change.transition import FROM, codes

NODATA = 0
_CLEAR = (0, 0, 0, 0)
_UNCHANGED = 0.75             # how much of the colour of what has not changed is white


def grid_of(found: Scan, pixels: Grid) -> Grid:
    """The grid of the cells of a scan of images that lie on a grid."""
    rows, cols = found.before.shape
    transform = pixels.transform * Affine.translation(found.inset, found.inset) * Affine.scale(found.stride)
    return Grid(transform, cols, rows, pixels.crs)


def write_rasters(written: Mapping[str, str], found: Scan, cells: Grid, legend: Legend, tags: dict) -> None:
    """Write those of ``classes_before``, ``classes_after`` and ``transitions`` that have a path; see `RasterWriter` for the errors."""
    classes = {NODATA: _CLEAR, **{number: (*colour, 255) for number, colour in enumerate(legend.colours, 1)}}
    for name, labels, told in (("classes_before", found.before, "class before"), ("classes_after", found.after, "class after")):
        if name in written:
            _write(written[name], labels, cells, classes, told, tags)
    if "transitions" in written:
        _write(written["transitions"], codes(found.before, found.after), cells, transition_colours(legend),
               f"transition ({FROM} x class before + class after)", tags)


def transition_colours(legend: Legend) -> dict[int, tuple[int, int, int, int]]:
    """RGBA by code: the colour of the class after, pale where it was the same before."""
    found = {NODATA: _CLEAR}
    for before in range(1, len(legend) + 1):
        for after, colour in enumerate(legend.colours, 1):
            shown = np.array(colour) + (_UNCHANGED * (255 - np.array(colour)) if before == after else 0)
            found[FROM * before + after] = (*np.rint(shown).astype(int).tolist(), 255)
    return found


def _write(path: str, values: np.ndarray, cells: Grid, colours: dict, told: str, tags: dict) -> None:
    with RasterWriter(path, cells, bands=1, dtype=values.dtype, nodata=NODATA, descriptions=(told,), tags=tags, colours=colours) as writer:
        writer.write(values[None], cells.window)
