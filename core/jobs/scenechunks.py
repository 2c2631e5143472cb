"""``python -m tiepoint.core.jobs.scenechunks OUT``: chunks of pairs of tiles, made of folders of tiles or of polygons on two rasters.

OUT gets the folders train, validate and test with files START-END.npz as published with CorrFusionNet, and the legend: the parts that
'Train scene-change model' would train on, validate with and test on.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..errors import OutputError, TiepointError
from ..options.option import described, from_record
from ..options.scene_training import TrainSceneChangeData
from ..outputs import atomic, output_error
from ..progress import Progress, Silent
from ..training.scene_change import chunk
from ..training.scene_change.pairs import CLASSES, PARTS, Pairs
from .scene_data import gather

#: Side of the published tiles, pixels.
SIDE_PX = 200
_TYPES = {"integer": int, "number": float}
# What is chunks already; what a model keeps and chunks do not.
_UNASKED = ("chunks", "ground")


def write(options: TrainSceneChangeData, out: Path, side: int = SIDE_PX, seed: int = 0, length: int = chunk.LENGTH,
          progress: Progress | None = None) -> dict[str, int]:
    """Write chunks of what the options name.

    Args:
        options: folders or polygons.
        out: gets a folder for each part, and the legend; nothing of an older one may be there.
        side: of the tiles, pixels; others are resampled.
        seed: of the division into parts.
        length: pairs of a file.
        progress: told at least once a second.

    Returns:
        Part -> how many pairs.

    Raises:
        TiepointError: there is nothing to write, it cannot be used, or OUT is not empty.
        Cancelled: from ``progress``.
    """
    progress = progress or Silent()
    if out.exists() and any(out.iterdir()):
        raise OutputError(f"The folder {out} is not empty.", "Give a new one: chunks of other tiles must not lie between these.")
    parts = gather(options, side, seed, progress).parts
    done, total, written = 0, sum(map(len, parts)), {}
    try:
        for name, part in zip(PARTS, parts):
            chunk.write(out / name, _told(part, progress, done, total), length)
            written[name] = len(part)
            done += len(part)
        with atomic(out / CLASSES) as partial:
            Path(partial).write_text(parts[0].legend.text() + "\n", encoding="utf-8")
    except OSError as error:
        raise output_error(str(out), error) from error
    return written


def _told(part: Pairs, progress: Progress, done: int, total: int) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """The pairs of a part, as `chunk.write` wants them."""
    for index in range(len(part)):
        progress.step((done + index) / total, f"Writing pair {done + index + 1} of {total}")
        yield *part.pair(index), *(int(labels[index]) for labels in part.labels)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the chunks; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.scenechunks", description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")
    asked = [(name, option) for name, _, option in described(TrainSceneChangeData) if name not in _UNASKED]
    for name, option in asked:
        parser.add_argument(f"--{name.replace('_', '-')}", type=_TYPES.get(option.kind, str), metavar=option.kind.upper(),
                            help=option.help.replace("%", "%%").replace("SIDE", "--side"))
    parser.add_argument("--side", type=int, default=SIDE_PX, help="side of the tiles, pixels")
    parser.add_argument("--seed", type=int, default=0, help="of the division into parts")
    given = parser.parse_args(arguments)
    try:
        options = from_record(TrainSceneChangeData, {name: getattr(given, name) for name, _ in asked})
        written = write(options, given.out, given.side, given.seed)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("; ".join(f"{part}: {pairs} pairs" for part, pairs in written.items()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
