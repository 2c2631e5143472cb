"""``python -m tiepoint.core.training.deep_lk SAMPLES OUT --preset google-earth``: the published training, or go on with it.

SAMPLES is a folder of samples of the published form, or one with the folders train and validate, each of them such a folder; see
core/lucas_kanade/sample_folder.py. Every part is trained in a folder of its own and leaves PART.safetensors, with which the next one
begins.
"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ...errors import TiepointError
from ...models.card import as_text
from ..card import card
from ..command import Log, add_limits
from ..kinds import KINDS
from ..loop import train
from . import sample_files, schedules
from .published import NETWORK, PublishedLearner, begun_with, settings, weights_of

FAILED, INTERRUPTED = 1, 130
_LICENCE = "as the samples it was trained on allow"


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.deep_lk", description=__doc__.splitlines()[0])
    parser.add_argument("data", metavar="SAMPLES", type=Path, help="folder of samples, or with the folders train and validate")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of the parts; a training found there goes on")
    parser.add_argument("--preset", choices=schedules.PRESETS, required=True)
    parser.add_argument("--part", choices=(*schedules.PUBLISHED_PARTS, schedules.ORIGINAL), action="append",
                        help="only this one; may be given several times; default: all but the last")
    parser.add_argument("--start", default="", help="model that the first part begins with")
    parser.add_argument("--special", action=argparse.BooleanOptionalAction, default=True, help="maps of eigenvalues, not of a convolution")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--checks", type=int, default=96, help="samples that validate it")
    for name in ("width", "regression_width", "hidden"):
        parser.add_argument("--" + name.replace("_", "-"), type=int, default=NETWORK[name])
    add_limits(parser)
    given = parser.parse_args(arguments)
    try:
        _train(given)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _train(given: argparse.Namespace) -> None:
    """All parts in turn; one that is complete is passed over."""
    end, progress = time.monotonic() + given.seconds, Log()
    files = sample_files.parts(given.data, given.seed, schedules.preset(given.preset).stretched)
    parts = [part for part in (*schedules.PUBLISHED_PARTS, schedules.ORIGINAL) if part in (given.part or schedules.PUBLISHED_PARTS)]
    more = {name: getattr(given, name) for name in ("special", "seed", "checks", "width", "regression_width", "hidden")}
    for part in parts:
        told = settings(given.preset, part, len(files[0].names), begun_with(given.out, part, given.start), **more)
        learner = PublishedLearner(told, files)
        progress.log(f"{part}: {told.steps} steps of {told.batch} samples.")
        trained = train(learner, given.out / part, end - time.monotonic(), given.device, progress, given.workers)
        if trained.step < told.steps:
            progress.log(f"{part}: {trained.step} steps are done; the same again goes on.")
            return
        learner.save(weights_of(given.out, part), trained.network)
        data = {"samples": {use: len(one.names) for use, one in zip(("train", "validate"), files)}}
        about = card(trained, KINDS["deep-lk"], told, f"Deep Lucas-Kanade, {given.preset}, {part}", data, _command(given, part), _LICENCE)
        weights_of(given.out, part).with_suffix(".json").write_text(as_text(about), encoding="utf-8")


def _command(given: argparse.Namespace, part: str) -> str:
    """That repeats a part."""
    sizes = f"--width {given.width} --regression-width {given.regression_width} --hidden {given.hidden}"
    maps = "" if given.special else " --no-special"
    return (f"python -m tiepoint.core.training.deep_lk SAMPLES OUT --preset {given.preset} --part {part} --seed {given.seed} {sizes}{maps}")


if __name__ == "__main__":
    sys.exit(main())
