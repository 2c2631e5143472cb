"""What the options of a scene-change training name to learn from: chunks, folders of tiles, or polygons on two rasters."""
from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import OptionError
from ..language import mark
from ..models.corrfusion import legend as legends
from ..options.scene_training import TrainSceneChangeData
from ..progress import Progress
from ..raster.class_polygons import class_map, read_classes
from ..raster.colours import colours
from ..raster.io import open_raster
from ..raster.metres import pixel_metres
from ..raster.window import Window
from ..scene_change.predictor import resampled
from ..training.scene_change import pairs, tile_folder
from ..training.scene_change.chunk import Chunk
from ..training.scene_change.pairs import Pairs
from ..training.scene_change.split import Split, block_split, random_split
from ..training.scene_change.unread import TileFiles
from ..training.scene_change.windows import dominating
from .common_grid import common_grid, lay_by_pixels
from .scene_pair import ScenePair

_BLOCKS, _LARGEST_BLOCK = 20, 8
_COVERED = 0.5                # share of a tile that its class has to cover
_MOST_BYTES = 2**32           # of the tiles of rasters, which are held
_USES = mark("training"), mark("validation"), mark("test")


@dataclass(frozen=True)
class SceneData:
    """Pairs of tiles that are learned from.

    Attributes:
        parts: to train on, to validate on, and for the test, which may be empty.
        source: where they come from; files: that are not to be overwritten.
        ground: side of a tile, metres; 0: not known.
    """

    parts: tuple[Pairs, Pairs, Pairs]
    source: str
    files: tuple[str, ...] = ()
    ground: float = 0.0

    @property
    def places(self) -> tuple[int, int]:
        """How many pairs are trained on, and how many are kept for validation."""
        return len(self.parts[0]), len(self.parts[1])

    @property
    def rows(self) -> list[tuple[str, str, int, int, str]]:
        """(use, source, pairs, dates, classes that occur on either date) of every part."""
        return [(use, self.source, len(part), 2, ", ".join(part.legend.names[index] for index in np.unique(np.concatenate(part.labels))))
                for use, part in zip(_USES, self.parts) if len(part)]


def gather(options: TrainSceneChangeData, side: int, seed: int, progress: Progress) -> SceneData:
    """Read everything the options name.

    Args:
        options: chunks, folders or polygons.
        side: of the tiles as the network sees them; those of files and rasters are resampled to it.
        seed: of everything random.
        progress: told at least once a second.

    Raises:
        TiepointError: nothing is named, or too much, or it cannot be used.
        Cancelled: from ``progress``.
    """
    progress.step(0.0, "Reading the tiles")
    check(options)
    if options.chunks:
        data = _of_chunks(Path(options.chunks), options, seed, progress)
    elif options.tiles_before:
        data = _of_tiles(options, side, seed, progress)
    else:
        data = _of_polygons(options, side, seed, progress)
    counts = ", ".join(f"{len(part)} for the {use}" for use, part in zip(_USES, data.parts))
    progress.log(f"Pairs of tiles: {counts}; {len(data.parts[0].legend)} classes.")
    return data


def check(options: TrainSceneChangeData) -> None:
    """Raise OptionError where not exactly one kind of data is named, or half of one."""
    groups = ({"CHUNKS": options.chunks}, {"TILES_BEFORE": options.tiles_before, "TILES_AFTER": options.tiles_after},
              {"POLYGONS": options.polygons, "FIELD_BEFORE": options.field_before, "FIELD_AFTER": options.field_after,
               "BEFORE": options.before, "AFTER": options.after})
    named = [group for group in groups if any(group.values())]
    hint = "Give CHUNKS, or TILES_BEFORE and TILES_AFTER, or POLYGONS with both fields and rasters."
    if not named:
        raise OptionError("There is nothing to train on.", hint)
    if len(named) > 1:
        raise OptionError(f"{' and '.join(next(name for name in group if group[name]) for group in named)} are different kinds of data.",
                          hint)
    missing = [name for name, value in named[0].items() if not value]
    if missing:
        raise OptionError(f"{missing[0]} is missing.", hint)


def _of_chunks(folder: Path, options: TrainSceneChangeData, seed: int, progress: Progress) -> SceneData:
    if not folder.is_dir():
        raise OptionError(f"There is no folder {folder}.", "Check CHUNKS.")
    legend = pairs.legend_of(folder)
    files = tuple(str(path) for path in sorted(folder.rglob("*.npz")))
    if any((folder / name).is_dir() for name in pairs.PARTS["train"]):
        there = any((folder / name).is_dir() for name in pairs.PARTS["test"])
        parts = (*pairs.load_parts(folder), pairs.load_part(folder, "test") if there else Pairs((), legend))
        return SceneData(parts, str(folder), files, options.ground)
    whole = pairs.load(folder, legend)
    return SceneData(_divided(whole, None, options, seed, progress), str(folder), files, options.ground)


def _of_tiles(options: TrainSceneChangeData, side: int, seed: int, progress: Progress) -> SceneData:
    found = tile_folder.listed(Path(options.tiles_before), Path(options.tiles_after))
    before, after = (TileFiles(paths, side) for paths in zip(*found.paths))
    whole = Pairs((Chunk(before, after, found.labels),), found.legend)
    return SceneData(_divided(whole, found.positions, options, seed, progress), f"{options.tiles_before} and {options.tiles_after}",
                     ground=options.ground)


def _of_polygons(options: TrainSceneChangeData, side: int, seed: int, progress: Progress) -> SceneData:
    size = options.tile_size or side
    with ExitStack() as stack:
        before, after = (stack.enter_context(open_raster(path)) for path in (options.before, options.after))
        lay_by_pixels(before, after, False)
        shapes, fields = read_classes(options.polygons, (options.field_before, options.field_after), before.grid.crs)
        names = sorted({text for field in fields for text in field if text}, key=_in_order)
        if len(names) < 2:
            raise OptionError(f"The fields {options.field_before} and {options.field_after} name {len(names)} of the two classes that are "
                              "needed.", "Give polygons of two classes or more.")
        legend = legends.named(names)
        numbers = {"": 0, **{name: number for number, name in enumerate(names, 1)}}
        labels = [np.array([numbers[text] for text in field]) for field in fields]
        pair = ScenePair(before, after, (colours(before, ()), colours(after, ())), common_grid(before, after))
        for told in pair.told:
            progress.log(told)
        rows, cols = pair.grid.window.shape
        tiles, classes, positions = ([], []), ([], []), []
        for number, top in enumerate(range(0, rows - size + 1, size)):
            strip = Window(0, top, cols, size)
            progress.step(top / rows, "Cutting out tiles")
            found = [dominating(class_map(shapes, one, pair.grid, strip), size, size, _COVERED)[0] for one in labels]
            known = np.flatnonzero((found[0] > 0) & (found[1] > 0)) if cols >= size else ()
            for col in known:
                progress.step(top / rows)
                *images, valid = pair.look(top, int(col) * size, size, size)
                if valid.all():
                    for image, into in zip(images, tiles):
                        into.append(resampled(np.ascontiguousarray(image.transpose(1, 2, 0)), side))
                    for one, into in zip(found, classes):
                        into.append(int(one[col]) - 1)
                    positions.append((int(col), number))
            if 6 * side**2 * len(positions) > _MOST_BYTES:
                raise OptionError(f"More than {len(positions)} tiles of {side} px cannot be held.", "Give fewer polygons, or a lower SIDE.")
    if not positions:
        raise OptionError(f"No tile of {size} px is covered to {_COVERED:.0%} by one class on both dates.",
                          "Give a smaller TILE_SIZE, larger polygons, or both classes for each of them.")
    whole = Pairs((Chunk(*map(np.stack, tiles), tuple(np.array(one, np.int64) for one in classes)),), legend)
    parts = _divided(whole, np.array(positions, np.int64), options, seed, progress)
    return SceneData(parts, options.polygons, (options.polygons, options.before, options.after),
                     options.ground or size * pixel_metres(pair.grid))


def _divided(whole: Pairs, positions: np.ndarray | None, options: TrainSceneChangeData, seed: int,
             progress: Progress) -> tuple[Pairs, Pairs, Pairs]:
    """Training, validation and test: by blocks of the land where positions are known."""
    if positions is None:
        progress.log("Nothing tells where the tiles lie: they are divided at random, and tiles beside each other may lie in different "
                     "parts, which makes the figures look better than they are.", "warning")
        split = random_split(len(whole), seed)
    else:
        split = _blocks(positions, options.block, seed)
    return tuple(whole.chosen(part) for part in split)


def _blocks(positions: np.ndarray, block: int | None, seed: int) -> Split:
    sides = (2**power for power in range(int(np.log2(_LARGEST_BLOCK)), 0, -1))
    many = (side for side in sides if len(np.unique(positions // side, axis=0)) >= _BLOCKS)
    return block_split(positions, block or next(many, 1), seed)


def _in_order(name: str) -> tuple:
    """Numbers by value, then names by the alphabet."""
    return (0, int(name), "") if name.isdigit() else (1, 0, name)
