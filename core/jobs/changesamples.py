"""``python -m tiepoint.core.jobs.changesamples DATA OUT``: samples of change to train the change network on.

DATA is a folder with the imagery `core.training.pixel_change.sources` names; what it lacks is left out. OUT gets ``train`` and
``validate``, of different places. A part that is there is kept, so that what was stopped goes on.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..change import view
from ..change.array_source import ArraySource
from ..change.both import TwoWitnesses
from ..change.discount import MOST_PX
from ..errors import TiepointError
from ..outputs import atomic
from ..progress import Silent
from ..training.pixel_change import samples
from ..training.pixel_change.archive import Archive
from ..training.pixel_change.generated import generated
from ..training.pixel_change.pair import Pair
from ..training.pixel_change.samples import Samples
from ..training.pixel_change.sources import SOURCES

_SIDE = 256
_PART = 25                    # samples of a file
_GENERATED = 0.38             # share of samples
_ALLOWED, _ALLOWED_ANYWAY = 0.6, 0.25     # share of samples that allow for the misregistration there is, or for some where there is none
_NOTICED_PX = 0.4
#: First seed of the samples of either part; they never meet.
_SEEDS = {"train": 10_000, "validate": 5_000_000}


def seen(pair: Pair, witnesses: TwoWitnesses, rng: np.random.Generator) -> Samples | None:
    """What the network sees of a pair, with a tolerance that is drawn; None where nothing is seen that has changed."""
    source = ArraySource(pair.before, pair.after, side=pair.truth.shape[0])
    found = view.fit(source, witnesses, Silent())
    if not isinstance(found, view.View):
        return None
    block = next(iter(source.blocks()))
    if pair.misregistration > _NOTICED_PX:
        tolerance = pair.misregistration * rng.uniform(1.0, 1.5) if rng.random() < _ALLOWED else 0.0
    else:
        tolerance = rng.uniform(0.5, 2.0) if rng.random() < _ALLOWED_ANYWAY else 0.0
    evidence = found.evidence(block, 0, found.tolerant(min(tolerance, MOST_PX)))
    return samples.of(pair.source, *found.images(block), evidence, pair.truth)


def drawing(folder: Path, validate: bool) -> Callable[[int], Pair]:
    """What makes the pair of a seed."""
    archives = [archive for archive in (Archive(folder, source) for source in SOURCES if source.validate is validate) if len(archive)]
    share = np.array([archive.source.share for archive in archives])

    def draw(seed: int) -> Pair:
        rng = np.random.default_rng([seed, 90])
        if not archives or rng.random() < _GENERATED:
            return generated(seed, _SIDE)
        return archives[int(rng.choice(len(archives), p=share / share.sum()))].pair(seed, _SIDE)

    return draw


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the samples; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.changesamples", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the imagery")
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--train", type=int, default=800, help="samples to train on")
    parser.add_argument("--validate", type=int, default=125, help="samples to validate on")
    given = parser.parse_args(arguments)
    try:
        witnesses = TwoWitnesses()
        for part in ("validate", "train"):
            draw = drawing(given.data, part == "validate")
            (given.out / part).mkdir(parents=True, exist_ok=True)
            for first in range(0, getattr(given, part), _PART):
                path = given.out / part / f"{first:05d}.npz"
                if path.exists():
                    continue
                found = []
                for seed in range(_SEEDS[part] + first, _SEEDS[part] + min(first + _PART, getattr(given, part))):
                    sample = seen(draw(seed), witnesses, np.random.default_rng([seed, 93]))
                    found += [sample] if sample is not None else []
                with atomic(str(path)) as partial:
                    samples.joined(found).save(partial)
                sys.stdout.write(f"{part} {first + len(found)}\n")
                sys.stdout.flush()
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
