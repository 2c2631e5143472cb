"""What a search for similar tiles is given as examples: an area of a raster, a picture, tiles of the index."""
from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyogrio

from ..errors import GridError, ModelError, OptionError, RasterError, TiepointError
from ..language import mark
from ..options.option import parse_extent
from ..options.retrieval import FindSimilarTilesOptions
from ..progress import Progress
from ..raster.colours import Colouring, colouring
from ..raster.grid import IDENTITY
from ..raster.io import open_raster
from ..raster.metres import pixel_metres
from ..raster.raster import Raster
from ..raster.window import Window
from ..retrieval.bits import unpack
from ..retrieval.coder import Coder, load_coder
from ..retrieval.index import Index
from ..retrieval.places import Places, joined, of_tiles, of_windows
from ..retrieval.plainness import detail, is_even
from ..retrieval.ranking import Examples
from ..retrieval.source import Source, state_of
from ..retrieval.tiles import cut
from .assigned_crs import AssignedCRS

#: What tiles are that are shown.
EXAMPLE, UNWANTED = mark("example"), mark("not wanted")
_ONE_TILE = 1.5               # sides of an area in tiles up to which it is one tile
_MOST_ALONG = 6               # tiles along either side of an area that are looked at
_SAME = 0.5                   # share of the smaller of two windows of one raster from which on they are the same tile
_NEEDED = ("tile", "source", "col", "row")


@dataclass
class Query:
    """Examples.

    Attributes:
        positive, negative: what the model says of them, (bits,) each.
        rows: tiles of the index that they are.
        places: of the positive ones.
        shown: (raster, window, title) of each, for pictures of them.
        raster: path of the first example's raster.
        detail: how much there is to see in each positive one, see `core.retrieval.plainness`.
    """

    positive: list[np.ndarray] = field(default_factory=list)
    negative: list[np.ndarray] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    places: list[Places] = field(default_factory=list)
    shown: list[tuple[str, tuple[int, int, int, int], str]] = field(default_factory=list)
    raster: str = ""
    detail: list[int] = field(default_factory=list)

    def examples(self, combination: str) -> Examples:
        """For `search`."""
        bits = len(self.positive[0])
        return Examples(np.stack(self.positive), np.array(self.negative, np.float32).reshape(-1, bits), combination)

    @property
    def even(self) -> int:
        """In how many positive examples there is nothing to see."""
        return int(is_even(np.array(self.detail)).sum())

    @property
    def around(self) -> Places:
        """Places of all positive examples."""
        return joined(self.places)


class Coders:
    """The coder of an index, loaded when it is needed first."""

    def __init__(self, options: FindSimilarTilesOptions, index: Index):
        self._options, self._index, self._coder = options, index, None

    def get(self) -> Coder:
        """The coder; ModelError where it is not here, or is not the one the index was made with."""
        if self._coder is None:
            settings = self._index.settings
            self._coder = _loaded(self._options.model, settings, self._options.device)
            settings.check(self._coder, self._options.index)
        return self._coder


def gather(options: FindSimilarTilesOptions, index: Index, coders: Coders, progress: Progress) -> Query:
    """Read the examples that the options name.

    Raises:
        OptionError: none is named, or they are no tiles of the index. RasterError: they cannot be read or hold no data.
        ModelError: the index's model is not here. Cancelled: from ``progress``.
    """
    query = Query()
    if options.query_raster and not options.query_extent:
        raise OptionError("QUERY_RASTER is given without QUERY_EXTENT.", "Give the area that is searched for, or the whole as QUERY_IMAGE.")
    if options.query_extent and not options.query_raster:
        raise OptionError("QUERY_EXTENT is given without QUERY_RASTER.", "Give the raster on which the area is looked at.")
    systems = AssignedCRS(options.assigned_crs)
    if options.query_extent:
        _add_area(query, options.query_raster, options.query_extent, index, coders.get(), systems, progress)
    if options.query_image:
        _add_area(query, options.query_image, "", index, coders.get(), systems, progress)
    for layer, wanted in ((options.query_tiles, True), (options.negative_tiles, False)):
        if layer:
            _add_tiles(query, layer, wanted, index, coders, progress)
    if not query.positive:
        raise OptionError("Nothing says what is searched for.",
                          "Give QUERY_EXTENT on a QUERY_RASTER, a QUERY_IMAGE, or QUERY_TILES of the index.")
    return query


def ground_of(index: Index) -> float:
    """Side of the index's tiles on the ground, metres: the median of its rasters; 0 where none has a CRS."""
    sides = [source.size * pixel_metres(source.grid) for source in index.sources[:256] if source.crs]
    sides = [side for side in sides if side]
    return float(np.median(sides)) if sides else 0.0


def number_of(index: Index, path: str) -> int | None:
    """Which raster of an index a path is; None: none of them."""
    real = os.path.realpath(path)
    return next((number for number, source in enumerate(index.sources) if os.path.realpath(source.path) == real), None)


def as_source(raster: Raster, shown: Colouring, size: int, stride: int) -> Source:
    """An open raster as one of an index."""
    grid = raster.grid
    return Source(raster.path, state_of(raster.path), "", grid.crs, tuple(float(value) for value in tuple(grid.transform)[:6]), grid.width,
                  grid.height, size, stride, shown.bands, shown.limits)


def tile_side(raster: Raster, index: Index, number: int | None) -> int | None:
    """Pixels of a raster that a tile of the index spans: as it was cut, else as much ground; None where that is not known."""
    if number is not None:
        return index.sources[number].size
    ground, metres = ground_of(index), pixel_metres(raster.grid)
    return max(1, round(ground / metres)) if ground and metres else None


def windows_of(area: Window, size: int, whole: Window) -> list[Window]:
    """The tiles that an area is looked at in: one in its middle, or so many that they cover it evenly, inside the raster where they fit."""
    columns = _spaced(area.col, area.width, size, whole.width)
    return [Window(col, row, size, size) for row in _spaced(area.row, area.height, size, whole.height) for col in columns]


def _loaded(wanted: str, settings, device: str) -> Coder:
    names = [wanted] if wanted else [name for name in dict.fromkeys((settings.given, settings.model)) if name]
    for number, name in enumerate(names):
        try:
            return load_coder(name, "", device)
        except ModelError:
            if number + 1 == len(names):
                raise
    raise ModelError("The index does not say which model it was made with.", "Give MODEL.")


def _add_area(query: Query, path: str, extent: str, index: Index, coder: Coder, systems: AssignedCRS, progress: Progress) -> None:
    """An area of a raster, or all of it."""
    progress.step(0.1, "Looking at the example")
    number = number_of(index, path)
    with systems.open(path, None if number is None else index.sources[number]) as raster:
        if number is not None and index.sources[number].state == state_of(path):
            known = index.sources[number]
            shown = known.colouring(colouring(raster, known.bands, known.limits))
        else:
            shown = colouring(raster, index.settings.bands if len(index.settings.bands) <= raster.count else ())
        size = tile_side(raster, index, number)
        area = _pixels(raster, extent) if extent else raster.grid.window
        if size is None and not extent:
            # A picture that lies nowhere: all of it is what is looked for.
            side = min(area.width, area.height)
            windows = [Window((area.width - side) // 2, (area.height - side) // 2, side, side)]
        else:
            size = min(size or index.settings.size or coder.side, raster.grid.width, raster.grid.height)
            windows = windows_of(area, size, raster.grid.window)
        tiles, valid = cut(raster, shown, windows, coder.side)
        kept = np.flatnonzero(valid >= index.settings.least_valid)
        if not len(kept):
            raise RasterError(f"What is searched for on {path} holds no data ({valid.max():.0%} of its pixels do).",
                              "Choose an area with data.")
        windows = [windows[one] for one in kept]
        boxes = np.array([(w.col, w.row, w.width, w.height) for w in windows])
        query.positive += list(coder.hashed(coder.features(tiles[kept], lambda: progress.step(0.1))))
        query.detail += detail(tiles[kept]).tolist()
        source = as_source(raster, shown, boxes[0, 2], boxes[0, 2])
    query.places.append(of_windows(source, boxes, -2 if number is None else number))
    query.shown += [(path, tuple(box.tolist()), EXAMPLE) for box in boxes]
    query.raster = query.raster or path
    if number is not None:
        query.rows += _same(index, number, boxes)


def _pixels(raster: Raster, extent: str) -> Window:
    """The pixels of a raster in an extent of its CRS."""
    xmin, ymin, xmax, ymax = parse_extent(extent)
    corners = np.array([[xmin, ymin], [xmax, ymin], [xmax, ymax], [xmin, ymax]])
    grid = raster.grid
    # As QGIS shows a raster without a position.
    places = corners * [1, -1] if not grid.crs and grid.transform == IDENTITY else grid.to_pixel(corners)
    low, high = np.floor(places.min(0) + 1e-6).astype(int), np.ceil(places.max(0) - 1e-6).astype(int)
    area = Window(int(low[0]), int(low[1]), int(max(high[0] - low[0], 1)), int(max(high[1] - low[1], 1))).intersect(grid.window)
    if area.is_empty:
        left, bottom, right, top = grid.bounds
        raise GridError(f"QUERY_EXTENT {extent} lies outside {raster.path}, which covers {left:g},{bottom:g},{right:g},{top:g}.",
                        "Draw the area on the query raster.")
    return area


def _spaced(start: int, length: int, size: int, limit: int) -> list[int]:
    if length <= _ONE_TILE * size:
        starts = [start + (length - size) / 2]
    else:
        starts = np.linspace(start, start + length - size, min(_MOST_ALONG, int(np.ceil(length / size - 0.25))))
    return [int(np.clip(round(float(one)), 0, max(limit - size, 0))) for one in starts]


def _same(index: Index, number: int, boxes: np.ndarray) -> list[int]:
    """Rows that are windows (N, 4) of a raster of the index, or nearly."""
    rows = np.flatnonzero(index.source == number)
    mine = index.windows[rows].astype(float)
    found = np.zeros(len(rows), bool)
    for box in boxes.astype(float):
        shared = np.minimum(mine[:, :2] + mine[:, 2:], box[:2] + box[2:]) - np.maximum(mine[:, :2], box[:2])
        smaller = np.minimum(mine[:, 2] * mine[:, 3], box[2] * box[3])
        found |= np.prod(np.maximum(shared, 0), axis=1) > _SAME * smaller
    return rows[found].tolist()


def _add_tiles(query: Query, layer: str, wanted: bool, index: Index, coders: Coders, progress: Progress) -> None:
    rows = _rows(layer, "QUERY_TILES" if wanted else "NEGATIVE_TILES", index)
    progress.step(0.2, "Looking at the tiles that are given")
    said, details = _said(rows, index, coders, progress)
    (query.positive if wanted else query.negative).extend(said)
    query.rows += rows.tolist()
    if wanted:
        query.detail += details.tolist()
        query.places.append(of_tiles(index, rows))
        query.raster = query.raster or index.sources[index.source[rows[0]]].path
    title = EXAMPLE if wanted else UNWANTED
    query.shown += [(index.sources[index.source[row]].path, tuple(index.windows[row].tolist()), title) for row in rows]


def _rows(layer: str, name: str, index: Index) -> np.ndarray:
    """Rows of an index that features are."""
    try:
        meta, _, _, values = pyogrio.raw.read(layer.split("|")[0], read_geometry=False)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise OptionError(f"{name} {layer} cannot be read.", "Give tiles of the index or of earlier results.") from error
    columns = {column.lower(): one for column, one in zip(meta["fields"], values)}
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise OptionError(f"{name} are no tiles of an index: they have no {missing[0]}.", "Give tiles of the index or of earlier results.")
    if not len(columns["tile"]):
        raise OptionError(f"{name} holds no tile.", "Select some, or leave it empty.")
    order = np.argsort(index.tile, kind="stable")
    ids = np.array([-1 if value is None else value for value in columns["tile"]], float).astype(np.int64)
    at = np.searchsorted(index.tile[order], ids)
    rows = order[np.minimum(at, len(order) - 1)]
    for number, row in enumerate(rows):
        told = [columns[column][number] for column in _NEEDED]
        known = [int(index.tile[row]), index.sources[index.source[row]].path, *index.windows[row, :2].tolist()]
        if told != known:
            raise OptionError(f"Tile {ids[number]} of {name} ({os.path.basename(str(told[1]))}) is not in the index.",
                              "Give tiles of this index, or of results that were found in it as it is now.")
    return rows


def _said(rows: np.ndarray, index: Index, coders: Coders, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Of tiles, (N, bits) what the model says of them, where they can be looked at again, else their bits; (N,) their detail."""
    said, details = unpack(index.codes[rows], index.settings.bits).astype(np.float32), index.detail[rows].copy()
    try:
        coder = coders.get()
    except TiepointError as error:
        progress.log(f"The tiles that are given are compared by their codes alone: {error}")
        return said, details
    for number in np.unique(index.source[rows]):
        mine = np.flatnonzero(index.source[rows] == number)
        source = index.sources[number]
        if source.state != state_of(source.path):
            continue
        with open_raster(source.path) as raster:
            shown = source.colouring(colouring(raster, source.bands, source.limits))
            for one in mine:
                tiles, _ = cut(raster, shown, _windows(index.windows[rows[one]][None]), coder.side)
                said[one], details[one] = coder.hashed(coder.features(tiles))[0], detail(tiles)[0]
                progress.step(0.2)
    return said, details


def _windows(boxes: np.ndarray) -> Sequence[Window]:
    return [Window(*(int(value) for value in box)) for box in boxes]
