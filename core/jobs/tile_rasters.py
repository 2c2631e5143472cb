"""Tiles cut from rasters: of the classes of polygons, or of places that several rasters show."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import GridError, OptionError, RasterError
from ..options.hashing import LabelledTiles
from ..options.retrieval import parse_bands
from ..progress import Progress, Steps
from ..raster.class_polygons import class_map, read_classes
from ..raster.colours import colouring
from ..raster.io import map_points
from ..raster.metres import pixel_metres
from ..raster.window import Window
from ..retrieval.tiles import Layout, cut, layout, size_of
from ..training.scene_change.windows import dominating
from .assigned_crs import AssignedCRS
from .raster_files import raster_files

_COVERED, _VALID = 0.5, 0.8
_MOST_BYTES = 2**32           # of the tiles, which are held
# Tiles of a further raster are moved by this part of their side, so that overlapping ones are of one place.
_MOVED = 0.25
_FAR = 1_000_000              # columns between rasters whose land is divided together


@dataclass(frozen=True)
class Cut:
    """Tiles of rasters, see `core.jobs.tile_sets.TileSet`."""

    tiles: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]
    names: tuple[str, ...]
    positions: np.ndarray
    source: str
    files: tuple[str, ...]
    ground: float


class _Found:
    """Tiles as they are found."""

    def __init__(self, side: int):
        self._side = side
        self.tiles: list[np.ndarray] = []
        self.labels: list[int] = []
        self.names: list[str] = []
        self.positions: list[tuple[int, int]] = []

    def add(self, tile: np.ndarray, label: int, name: str, position: tuple[int, int]) -> None:
        """One more; OptionError where there are too many to be held."""
        for kept, value in zip((self.tiles, self.labels, self.names, self.positions), (tile, label, name, position)):
            kept.append(value)
        if 3 * self._side**2 * len(self.tiles) > _MOST_BYTES:
            raise OptionError(f"More than {len(self.tiles)} tiles of {self._side} px cannot be held.", "Give fewer rasters or polygons.")

    def whole(self, classes: tuple[str, ...], source: str, files: Sequence[str], ground: float) -> Cut:
        """All of them."""
        return Cut(np.stack(self.tiles), np.array(self.labels, np.int64), classes, tuple(self.names),
                   np.array(self.positions, np.int64), source, tuple(files), ground)


def labelled(options: LabelledTiles, side: int, ground: float, progress: Progress) -> Cut:
    """Tiles that one class of the polygons covers more than half; see `core.jobs.tile_sets.gather`."""
    paths, names, found, metres, systems = _paths(options), {}, _Found(side), [], AssignedCRS(options.assigned_crs)
    for number, path in enumerate(paths):
        told = Steps(progress, number / len(paths), (number + 1) / len(paths))
        with systems.open(path) as raster:
            shapes, (texts,) = read_classes(options.polygons, (options.field,), raster.grid.crs)
            for text in sorted(set(texts) - {""}, key=_in_order):
                names.setdefault(text, len(names) + 1)
            if len(names) > 255:
                raise OptionError(f"FIELD {options.field} names {len(names)} classes.", "Choose a field with at most 255.")
            labels = np.array([names.get(text, 0) for text in texts])
            tiles, shown = _layout(options, raster, side, ground), colouring(raster, _bands(options))
            metres.append(tiles.size * pixel_metres(raster.grid))
            for top, windows in _rows(tiles):
                told.step(top / tiles.height, f"Cutting {Path(path).name} into tiles")
                strip = Window(0, top, tiles.width, tiles.size)
                found_labels = dominating(class_map(shapes, labels, raster.grid, strip), tiles.size, 1, _COVERED)[0]
                # The last of a row or column may overlap the one before, which may be in another part.
                known = [window for window in windows
                         if found_labels[window.col] and not (window.col % tiles.size or window.row % tiles.size)]
                for window, tile, valid in _cut(raster, shown, known, side):
                    told.step(top / tiles.height)
                    if valid >= _VALID:
                        found.add(tile, int(found_labels[window.col]) - 1, f"{Path(path).name} {window.col} {window.row}",
                                  (window.col // tiles.size + _FAR * number, window.row // tiles.size))
    classes = tuple(names)
    if len(classes) < 2 or len(set(found.labels)) < 2:
        raise OptionError(f"{len(found.labels)} tiles of {len(set(found.labels))} classes were found.",
                          "Give larger polygons of two classes or more, or a smaller TILE_SIZE.")
    return found.whole(classes, options.polygons, (options.polygons, *paths), _ground(metres))


def placed(options: LabelledTiles, side: int, ground: float, seed: int, progress: Progress) -> Cut:
    """Tiles of places: what several rasters show of the same ground, and tiles that overlap by three quarters, are of one place."""
    paths, found, metres, systems = _paths(options), _Found(side), [], AssignedCRS(options.assigned_crs)
    # Of every raster that began places: CRS, middle of each place on the map, number of the first, side of a tile in map units.
    begun: list[tuple[str | None, np.ndarray, int, np.ndarray]] = []
    count = 0
    for number, path in enumerate(paths):
        told = Steps(progress, number / len(paths), (number + 1) / len(paths))
        rng = np.random.default_rng([seed, number])
        with systems.open(path) as raster:
            grid, tiles, shown = raster.grid, _layout(options, raster, side, ground), colouring(raster, _bands(options))
            metres.append(tiles.size * pixel_metres(grid))
            windows: list[tuple[Window, int, tuple[int, int]]] = []
            free = np.ones(tiles.shape, bool)
            own = np.array([(window.col, window.row) for _, row in _rows(tiles) for window in row]) + tiles.size / 2
            for crs, middles, first, positions in begun:
                try:
                    pixels = grid.to_pixel(map_points(crs, grid.crs)(middles))
                except GridError:
                    continue
                corners = np.round(pixels - tiles.size / 2)
                inside = (corners >= 0).all(1) & (corners + tiles.size <= (grid.width, grid.height)).all(1)
                for index in np.flatnonzero(inside):
                    window = Window(int(corners[index, 0]), int(corners[index, 1]), tiles.size, tiles.size)
                    windows.append((window, first + int(index), tuple(positions[index])))
                    free &= ~(np.abs(own - pixels[index]).max(1) < tiles.size).reshape(tiles.shape)
            columns = tiles.shape[1]
            fresh = [(window, at) for at, window in enumerate(window for _, row in _rows(tiles) for window in row)
                     if free[at // columns, at % columns]]
            positions = np.array([(window.col // tiles.size + _FAR * number, window.row // tiles.size) for window, _ in fresh],
                                 np.int64).reshape(-1, 2)
            windows += [(window, count + index, tuple(positions[index])) for index, (window, _) in enumerate(fresh)]
            if grid.crs and fresh:
                middles = grid.to_map(np.array([(window.col, window.row) for window, _ in fresh]) + tiles.size / 2)
                begun.append((grid.crs, middles, count, positions))
            count += len(fresh)
            for at, (window, place, position) in enumerate(windows):
                told.step(at / len(windows), f"Cutting {Path(path).name} into tiles")
                for moved in dict.fromkeys((window, _moved(window, tiles, rng))):
                    for _, tile, valid in _cut(raster, shown, [moved], side):
                        if valid >= _VALID:
                            found.add(tile, place, f"{Path(path).name} {moved.col} {moved.row} {place}", position)
    if len(set(found.labels)) < 2:
        raise RasterError(f"{len(set(found.labels))} places with enough data were found.", "Give larger rasters, or a smaller TILE_SIZE.")
    return found.whole((), ", ".join(Path(path).name for path in paths[:5]), paths, _ground(metres))


def _paths(options: LabelledTiles) -> list[str]:
    named, listed = raster_files(options.rasters)
    return [*named, *listed]


def _bands(options: LabelledTiles) -> tuple[int, ...]:
    return parse_bands(options.bands) if options.bands else ()


def _layout(options: LabelledTiles, raster, side: int, ground: float) -> Layout:
    """Tiles side by side: ones that overlap would be in two parts of a split."""
    size, _ = size_of(options.tile_size, ground or None, side, raster.grid)
    return layout(raster.grid, size, size)


def _rows(tiles: Layout) -> Iterator[tuple[int, list[Window]]]:
    """Tiles row by row: (upper edge, windows)."""
    rows: dict[int, list[Window]] = {}
    for _, windows in tiles.groups():
        for window in windows:
            rows.setdefault(window.row, []).append(window)
    yield from rows.items()


def _cut(raster, shown, windows: list[Window], side: int) -> Iterator[tuple[Window, np.ndarray, float]]:
    """(window, tile, share of it that carries data); a few at a time, since what lies between them is read too."""
    for window in windows:
        tiles, valid = cut(raster, shown, [window], side)
        yield window, tiles[0], float(valid[0])


def _moved(window: Window, tiles: Layout, rng: np.random.Generator) -> Window:
    """A tile a quarter of its side away, inside the raster; the same where there is no room."""
    step, starts = max(1, int(_MOVED * tiles.size)), []
    for start, length in ((window.col, tiles.width), (window.row, tiles.height)):
        ways = [start + way for way in (-step, step) if 0 <= start + way <= length - tiles.size]
        starts.append(int(rng.choice(ways)) if ways else start)
    return Window(*starts, tiles.size, tiles.size)


def _ground(metres: list[float]) -> float:
    """The middle of what is known of sides of tiles; 0 where nothing is."""
    known = [value for value in metres if value > 0]
    return float(np.median(known)) if known else 0.0


def _in_order(name: str) -> tuple:
    """Numbers by value, then names by the alphabet."""
    return (0, int(name), "") if name.isdigit() else (1, 0, name)
