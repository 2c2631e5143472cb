"""Pairs of tiles to learn from, of any number of chunks."""
from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ...errors import OptionError
from ...models.corrfusion import legend as legends
from ...models.corrfusion.legend import WUHAN, Legend
from . import chunk
from .chunk import Chunk
from .unread import Picked

#: In the folder of the data: the legend, as `Legend.text` writes it. Without it the classes are those of Wuhan.
CLASSES = "classes.txt"
#: Part of the data -> names its folder may have, ours and the published one.
PARTS = {"train": ("train", "trn"), "validate": ("validate", "val"), "test": ("test", "tst")}
_LOOKED_AT = 16               # tiles that a checksum is of


@dataclass(frozen=True)
class Pairs:
    """Pairs of tiles of one size.

    Attributes:
        chunks: that hold them.
        legend: of their classes.
    """

    chunks: tuple[Chunk, ...]
    legend: Legend

    def __len__(self) -> int:
        return sum(map(len, self.chunks))

    def pair(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """The tiles (side, side, 3) uint8 of both dates of a pair."""
        which = int(np.searchsorted(self._ends, index, side="right"))
        one, place = self.chunks[which], index - (int(self._ends[which - 1]) if which else 0)
        return one.before[place], one.after[place]

    def tiles(self, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(N, side, side, 3) uint8 of both dates of some pairs."""
        before, after = zip(*map(self.pair, indices))
        return np.stack(before), np.stack(after)

    @cached_property
    def labels(self) -> tuple[np.ndarray, np.ndarray]:
        """(N,) int64 of both dates, from 0."""
        return tuple(np.concatenate([one.labels[date] for one in self.chunks] or [np.empty(0, np.int64)]) for date in range(2))

    def chosen(self, indices: np.ndarray) -> Pairs:
        """Some of the pairs, in the order of their numbers; tiles stay where they are."""
        indices, found, first = np.sort(indices), [], 0
        for one in self.chunks:
            part = indices[(indices >= first) & (indices < first + len(one))] - first
            if len(part):
                found.append(Chunk(Picked(one.before, part), Picked(one.after, part), tuple(labels[part] for labels in one.labels)))
            first += len(one)
        return Pairs(tuple(found), self.legend)

    @property
    def side(self) -> int:
        """Of the tiles, pixels; 0 where there are none."""
        return self.chunks[0].before.shape[1] if self.chunks else 0

    @cached_property
    def checksum(self) -> int:
        """A number that differs for other pairs; of all labels and some tiles."""
        found = zlib.crc32(self.legend.text().encode())
        for part in self.labels:
            found = zlib.crc32(part.tobytes(), found)
        for index in np.linspace(0, len(self) - 1, min(_LOOKED_AT, len(self))).astype(int):
            for tile in self.pair(index):
                found = zlib.crc32(np.ascontiguousarray(tile), found)
        return found

    @cached_property
    def _ends(self) -> np.ndarray:
        return np.cumsum([len(one) for one in self.chunks])


def load(folder: Path, legend: Legend) -> Pairs:
    """All chunks of a folder, in order of the numbers in their names.

    Raises:
        OptionError: there are none, one is damaged, or their tiles differ in size.
    """
    paths = sorted(folder.glob(f"*{chunk.SUFFIX}"), key=lambda path: ([int(part) for part in path.stem.split("-") if part.isdigit()], path))
    found = tuple(part for part in (chunk.read(path, len(legend)) for path in paths) if len(part))
    sides = {part.before.shape[1] for part in found}
    if not found:
        raise OptionError(f"There are no pairs of tiles in {folder}.", "Give a folder with files START-END.npz.")
    if len(sides) > 1:
        raise OptionError(f"Tiles in {folder} have sides of {', '.join(map(str, sorted(sides)))} px.", "Give tiles of one size.")
    return Pairs(found, legend)


def legend_of(folder: Path) -> Legend:
    """The legend of data; OptionError where its file is none."""
    path = folder / CLASSES
    return legends.parse(path.read_text(encoding="utf-8").strip()) if path.is_file() else WUHAN


def load_part(folder: Path, part: str) -> Pairs:
    """One of the `PARTS` of data; OptionError where it is not there."""
    folder = Path(folder)
    there = next((folder / name for name in PARTS[part] if (folder / name).is_dir()), None)
    if there is None:
        raise OptionError(f"{folder} has no folder {PARTS[part][0]}.", f"Data have the folders {', '.join(PARTS)}.")
    return load(there, legend_of(folder))


def load_parts(folder: Path) -> tuple[Pairs, Pairs]:
    """What to train on, and to validate on."""
    return load_part(folder, "train"), load_part(folder, "validate")
