"""``python -m tiepoint.core.training.tile_encoder.preparation TILES LAYERS OUT``: what the shipped encoder learns from.

TILES is a folder of UC Merced, with a folder for each class; LAYERS what `core.training.layers.prepare` has made of the open imagery. OUT
gets ``train`` and ``validate``; of the test nothing is read, but ``split.json`` names its tiles too, for the training of hash networks.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from ...errors import TiepointError
from ...retrieval import class_folders
from ..layers import stack as stacks
from .tiles import UNKNOWN, Tiles, joined

#: Numbers of UC Merced's tiles -> part. Those that follow one another can be of one photograph: parts are ranges, the test lies apart.
RANGES = {"train": range(32), "validate": range(32, 35), "test": range(36, 60)}
#: Side of the tiles that are kept, pixels: more than the encoder sees, so that parts of them can be cut out.
SIDE = 192
#: Part -> what it holds, for a card.
CLASSED = {part: [f"UC Merced land use, tiles {numbers[0]} to {numbers[-1]} of each class"] for part, numbers in RANGES.items()
           if part != "test"}
SOURCES = {**CLASSED, "train": [*CLASSED["train"], "the open imagery that core/training/layers/prepare.py names, without classes"]}
_OPTICAL, _OVERLAP, _SKIPPED = "optical", 2, ("ucmerced", "generated")
# What gives red first; the others begin with blue.
_RED_FIRST, _COLOURS = "naip", 3


def classed(folder: Path, part: str) -> Tiles:
    """The tiles of a part of UC Merced."""
    archive = class_folders.listed(folder)
    chosen = [index for index, file in enumerate(archive.files) if class_folders.number_of(file) in RANGES[part]]
    images = np.stack([class_folders.read(archive.folder / archive.files[index], SIDE).transpose(1, 2, 0) for index in chosen])
    return Tiles(images, archive.labels[chosen], np.arange(len(chosen)), archive.classes)


def split(archive: class_folders.Archive) -> dict[str, tuple[str, ...]]:
    """Files of each part of UC Merced."""
    return {part: tuple(file for file in archive.files if class_folders.number_of(file) in numbers) for part, numbers in RANGES.items()}


def unclassed(stack: stacks.Stack) -> Tiles:
    """Overlapping tiles of the optical layers of places; every three layers are a date."""
    optical = [index for index, kind in enumerate(stack.kinds) if kind == _OPTICAL]
    dates = [optical[first : first + _COLOURS] for first in range(0, len(optical), _COLOURS)]
    images, places, count = [], [], 0
    for layers, valid in zip(stack.layers, stack.valid):
        rows, cols = valid.shape
        side = min(SIDE, rows, cols)
        for top in _starts(rows, side):
            for left in _starts(cols, side):
                window = np.s_[top : top + side, left : left + side]
                if not valid[window].all():
                    continue
                for date in dates:
                    bands = [layers[index][window] for index in date]
                    bands = bands[:: 1 if stack.name.startswith(_RED_FIRST) else -1] if len(bands) == _COLOURS else bands[:1] * _COLOURS
                    images.append(cv2.resize(np.dstack(bands), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR))
                    places.append(count)
                count += 1
    return Tiles(np.array(images, np.uint8).reshape(-1, SIDE, SIDE, 3), np.full(len(images), UNKNOWN), np.array(places, np.int64))


def _starts(length: int, side: int) -> Sequence[int]:
    """Where windows begin that overlap by half and fill a length."""
    count = max(1, -(-(length - side) * _OVERLAP // side) + 1)
    return np.unique(np.linspace(0, length - side, count).astype(int)).tolist()


def prepare(tiles: Path, layers: Path, out: Path) -> dict[str, int]:
    """Write the tiles; returns part -> how many.

    Raises:
        OptionError: there are no tiles or layers.
    """
    open_tiles = [unclassed(stack) for stack in stacks.load_folder(layers) if stack.name not in _SKIPPED]
    parts = {"train": {"ucmerced": classed(tiles, "train"), "open": joined([one for one in open_tiles if len(one)])},
             "validate": {"ucmerced": classed(tiles, "validate")}}
    for part, files in parts.items():
        (out / part).mkdir(parents=True, exist_ok=True)
        for name, found in files.items():
            found.save(out / part / f"{name}.npz")
    (out / "split.json").write_text(class_folders.split_text(split(class_folders.listed(tiles))), encoding="utf-8")
    return {part: sum(map(len, files.values())) for part, files in parts.items()}


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the tiles; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.tile_encoder.preparation", description=__doc__.splitlines()[0])
    parser.add_argument("tiles", type=Path)
    parser.add_argument("layers", type=Path, help="folder of stacks, such as LAYERS/train")
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    try:
        written = prepare(given.tiles, given.layers, given.out)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("; ".join(f"{part}: {count} tiles" for part, count in written.items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
