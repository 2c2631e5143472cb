"""``python -m tiepoint.core.training.scene_change.preparation TILES OUT``: the data that the shipped model learns from.

TILES is a folder of UC Merced, with a folder for each class; OUT gets ``train``, ``validate`` and ``test``, of different tiles and scenes.
"""
from __future__ import annotations

import argparse
import sys
from itertools import chain
from pathlib import Path

from ...errors import TiepointError
from . import archive, chunk, general, generated
from .pairs import CLASSES

#: Side of tiles, pixels; of a pixel, metres: a tile of UC Merced as a whole.
SIDE_PX, PIXEL_M = 128, 0.6
_SEEDS = {"train": 2000, "validate": 7000, "test": 8000}
_FEWER = 6                    # scenes of the other parts


def prepare(tiles: Path, out: Path, scenes: int = 60, draws: int = 6, seed: int = 0) -> dict[str, int]:
    """Write the data.

    Args:
        tiles: folder of UC Merced.
        out: gets a folder for each part, and the legend.
        scenes: that are generated to train on; a sixth as many for each other part.
        draws: pairs of each tile; half of them changed.
        seed: of everything random.

    Returns:
        Part -> files.

    Raises:
        OptionError: there are no tiles. OutputError: the folder cannot be written to.
    """
    written = {}
    for part, first in _SEEDS.items():
        count = scenes if part == "train" else -(-scenes // _FEWER)
        drawn = archive.samples(archive.tiles(tiles, part), SIDE_PX, draws, seed)
        written[part] = len(chunk.write(out / part, chain(drawn, generated.samples(range(first, first + count), SIDE_PX, PIXEL_M))))
    (out / CLASSES).write_text(general.LEGEND.text() + "\n", encoding="utf-8")
    return written


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the data; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.scene_change.preparation", description=__doc__.splitlines()[0])
    parser.add_argument("tiles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scenes", type=int, default=60, help="generated scenes to train on")
    parser.add_argument("--draws", type=int, default=6, help="pairs of each tile")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    try:
        written = prepare(given.tiles, given.out, given.scenes, given.draws, given.seed)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("; ".join(f"{part}: {files} files" for part, files in written.items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
