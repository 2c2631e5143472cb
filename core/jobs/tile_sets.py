"""Tiles whose classes or places are known, from what options name: folders of classes, polygons on rasters, rasters alone."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import OptionError
from ..options.hashing import LabelledTiles
from ..progress import Progress
from ..retrieval import class_folders
from ..training.hashing.preparation import Files
from ..training.scene_change.split import block_split
from . import tile_rasters

_BLOCKS, _BLOCK_SIDES = 20, (8, 4, 2, 1)


@dataclass(frozen=True)
class TileSet:
    """Tiles.

    Attributes:
        tiles: N of them, each (3, side, side) uint8; read when they are looked at, where they are files.
        labels: (N,) int64 numbers of classes; of places where no classes are known.
        classes: names; none: labels are places.
        names: of the tiles: of files, relative to their folder; else raster, column and row.
        positions: (N, 2) int64 columns and rows in units of tiles; None: files, of which nobody knows where they lie.
        source: where they come from; files: rasters and layers that are not to be overwritten.
        ground: side of a tile, metres; 0: not known.
    """

    tiles: Sequence
    labels: np.ndarray
    classes: tuple[str, ...]
    names: tuple[str, ...]
    positions: np.ndarray | None
    source: str
    files: tuple[str, ...] = ()
    ground: float = 0.0

    def __len__(self) -> int:
        return len(self.labels)


def check(options: LabelledTiles, classless: bool) -> None:
    """Raise OptionError where not exactly one kind of tiles is named, or half of one.

    Args:
        options: see `LabelledTiles`; classless: rasters alone will do.
    """
    hint = "Give TILES, or RASTERS with POLYGONS and FIELD" + (", or RASTERS alone to train without classes." if classless else ".")
    if options.tiles and (options.rasters or options.polygons):
        raise OptionError("TILES and RASTERS are different kinds of data.", hint)
    if not options.tiles and not options.rasters:
        raise OptionError("POLYGONS need the RASTERS they lie on." if options.polygons else "There are no tiles.", hint)
    if bool(options.polygons) != bool(options.field):
        raise OptionError(f"{'FIELD' if options.polygons else 'POLYGONS'} is missing.", hint)
    if options.rasters and not options.polygons and not classless:
        raise OptionError("Without POLYGONS the classes of tiles are not known.", hint)


def gather(options: LabelledTiles, side: int, ground: float, seed: int, progress: Progress) -> TileSet:
    """Everything the options name.

    Args:
        options: see `check`.
        side: of the tiles as the encoder sees them, pixels; ground: of those it was trained on, metres, 0: not known.
        seed: of everything random.
        progress: told at least once a second.

    Raises:
        TiepointError: it cannot be used. Cancelled: from ``progress``.
    """
    if options.tiles:
        archive = class_folders.listed(options.tiles)
        progress.log(f"{len(archive)} tiles of {len(archive.classes)} classes.")
        return TileSet(Files(archive, range(len(archive)), side), archive.labels, archive.classes, archive.files, None, options.tiles)
    found = tile_rasters.labelled(options, side, ground, progress) if options.polygons else tile_rasters.placed(
        options, side, ground, seed, progress)
    what = f"of {len(found.classes)} classes" if found.classes else f"of {len(np.unique(found.labels))} places"
    progress.log(f"{len(found.labels)} tiles of {found.ground:.4g} m, {what}." if found.ground else f"{len(found.labels)} tiles, {what}.")
    return TileSet(found.tiles, found.labels, found.classes, found.names, found.positions, found.source, found.files, found.ground)


def divided(tiles: TileSet, shares: tuple[float, float, float], shuffled: bool, seed: int,
            tell: Callable[[str, str], None] = lambda message, level: None) -> dict[str, tuple[str, ...]]:
    """Names of the tiles of each part: files class by class, tiles of rasters by blocks of the land.

    Raises:
        OptionError: there are too few.
    """
    if tiles.positions is None:
        archive = class_folders.Archive(Path(tiles.source), tiles.names, tiles.labels, tiles.classes)
        parts = class_folders.divided(archive, shares, seed if shuffled else None)
    else:
        blocks = (side for side in _BLOCK_SIDES if len(np.unique(tiles.positions // side, axis=0)) >= _BLOCKS)
        split = block_split(tiles.positions, next(blocks, 1), seed, shares)
        parts = {part: tuple(tiles.names[index] for index in chosen) for part, chosen in zip(class_folders.PARTS, split)}
    if not parts["validate"]:
        raise OptionError("There are no tiles for the validation.", "Give more tiles, or a larger VALIDATION_SHARE.")
    if not parts["test"]:
        tell("There is no test: the figures are of the validation, by which the model was chosen.", "warning")
    return parts


def numbers_of(tiles: TileSet, names: Sequence[str]) -> np.ndarray:
    """Numbers of tiles by their names; OptionError where one is not there."""
    places = {name: index for index, name in enumerate(tiles.names)}
    absent = [name for name in names if name not in places]
    if absent:
        raise OptionError(f"{tiles.source} lacks {len(absent)} tiles of the split, such as {absent[0]}.", "Give what was split.")
    return np.array([places[name] for name in names], np.int64)


class Chosen:
    """Some tiles of a sequence.

    Args:
        tiles: all; numbers: of those.
    """

    def __init__(self, tiles: Sequence, numbers: Sequence[int]):
        self._tiles, self._numbers = tiles, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: int) -> np.ndarray:
        if at >= len(self):
            raise IndexError(at)
        return self._tiles[int(self._numbers[at])]
