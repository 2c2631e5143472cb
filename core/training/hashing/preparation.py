"""``python -m tiepoint.core.training.hashing.preparation TILES DATA``: features of the tiles of an archive, and how it is divided.

TILES is a folder with a folder for each class, or with names as UC Merced and AID have them. DATA gets ``train.npz``, ``validate.npz``,
``test.npz`` and ``split.json``.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...errors import OptionError, TiepointError
from ...models.hashing import encoders
from ...models.hashing.encoders import Encoder
from ...progress import Progress, Silent
from ...retrieval import class_folders
from ...retrieval.class_folders import Archive
from ..tile_encoder.views import view
from .features import Features

_AT_ONCE = 32
#: Of a view, at least so much of the side of a tile is seen; so much does the light vary.
SMALLEST, JITTER = 0.6, 0.3
SPLIT = "split.json"


def viewed(tile: np.ndarray, views: int, number: int, seed: int) -> np.ndarray:
    """(views, 3, side, side) uint8 of a tile (3, side, side): as it is, then as it might as well have been."""
    image, side = np.ascontiguousarray(tile.transpose(1, 2, 0)), tile.shape[1]
    others = [view(image, side, np.random.default_rng([seed, 4, number, one]), SMALLEST, JITTER).transpose(2, 0, 1)
              for one in range(1, views)]
    return np.stack([tile, *others])


def seen(tiles: Sequence | np.ndarray, encoder: Encoder, views: int, seed: int, device="cpu",
         progress: Progress | None = None) -> np.ndarray:
    """(N, views, features) float32 of tiles, each (3, side, side) uint8; a sequence may read them one by one."""
    progress, network = progress or Silent(), encoder.on(device)
    found = np.empty((len(tiles), views, encoder.features), np.float32)
    for first in range(0, len(tiles), max(1, _AT_ONCE // views)):
        numbers = range(first, min(len(tiles), first + max(1, _AT_ONCE // views)))
        progress.step(first / len(tiles), f"Looking at tiles: {first} of {len(tiles)}")
        shown = np.concatenate([viewed(tiles[number], views, number, seed) for number in numbers])
        found[numbers.start : numbers.stop] = network(shown, _AT_ONCE).reshape(len(numbers), views, -1)
    return found


class Files:
    """Tiles of an archive, read when they are looked at.

    Args:
        archive: of tiles; numbers: of some of them; side: they are resampled to, pixels.
    """

    def __init__(self, archive: Archive, numbers: Sequence[int], side: int):
        self._archive, self._numbers, self._side = archive, numbers, side

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: int) -> np.ndarray:
        if at >= len(self):
            raise IndexError(at)
        return class_folders.read(self._archive.folder / self._archive.files[self._numbers[at]], self._side)


def part_of(archive: Archive, files: Sequence[str], encoder: Encoder, encoder_file: str, views: int, seed: int, ground: float,
            split: str, device="cpu", progress: Progress | None = None) -> Features:
    """The features of some files of an archive.

    Args:
        archive: of tiles; files: of it.
        encoder: sees them; encoder_file: where it lies, for models that nobody calls by an id.
        views: of each tile, the first as it is. seed: of the others.
        ground: side of a tile, metres; 0: that of the encoder's training.
        split: sha256 of the split file.
        device: where the encoder runs; progress: is told.
    """
    numbers = class_folders.chosen(archive, files)
    values = seen(Files(archive, numbers, encoder.side), encoder, views, seed, device, progress)
    return Features(values, archive.labels[numbers], tuple(files), archive.classes, encoder.id, encoder.checksum, encoder_file,
                    ground or encoder.ground_m, split)


def prepare(tiles: Path, out: Path, model: str = "", views: int = 16, split: Path | None = None, seed: int = 0, ground: float = 0.0,
            device="cpu") -> dict[str, int]:
    """Write the features of an archive.

    Args:
        tiles: the archive. out: folder to write to.
        model: id or file of the encoder; empty: the one that ships.
        views: of each tile to train on. split: a split file; None: half, a tenth and the rest, in order of names.
        seed: of the views. ground, device: see `part_of`.

    Returns:
        Part -> how many tiles.

    Raises:
        TiepointError: there are no tiles, no encoder, or the split is of another archive.
    """
    archive, encoder = class_folders.listed(tiles), encoders.load(model)
    parts = class_folders.read_split(split) if split else class_folders.divided(archive)
    digest = class_folders.split_digest(parts)
    out.mkdir(parents=True, exist_ok=True)
    (out / SPLIT).write_text(class_folders.split_text(parts), encoding="utf-8")
    if not parts["train"] or not parts["validate"]:
        raise OptionError("There is nothing to train on, or to validate on.", "Give a split with both.")
    for part, files in parts.items():
        if files:
            part_of(archive, files, encoder, model if Path(model).is_file() else "", views if part == "train" else 1, seed, ground, digest,
                    device).save(out / f"{part}.npz")
    return {part: len(files) for part, files in parts.items()}


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the features; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.hashing.preparation", description=__doc__.splitlines()[0])
    parser.add_argument("tiles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--encoder", default="", help="id or file; empty: the one that ships")
    parser.add_argument("--views", type=int, default=16, help="of each tile to train on")
    parser.add_argument("--split", type=Path, help="split file; without: half, a tenth and the rest of each class, in order of names")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ground", type=float, default=0.0, help="side of a tile, metres")
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args(arguments)
    try:
        written = prepare(given.tiles, given.out, given.encoder, given.views, given.split, given.seed, given.ground, given.device)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("; ".join(f"{part}: {count} tiles" for part, count in written.items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
