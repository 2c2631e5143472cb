"""``python -m tiepoint.core.training.scene_change DATA OUT``: the same training with several seeds, each judged on the test once.

Says the mean and the deviation of every figure over the runs; the same again goes on where it was stopped.
"""
from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ...errors import TiepointError
from .. import command
from .learner import SceneLearner
from .pairs import load_part, load_parts
from .repeats import repeated
from .settings import Settings
from .validation import NAMED

_RUNS = 3
_UNASKED = ("seed",)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train, say what came of it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.scene_change", description=__doc__.splitlines()[0])
    command.add(parser, Settings(), "folder with the folders train, validate and test", _UNASKED)
    parser.add_argument("--runs", type=int, default=_RUNS, help="how many; their seeds count from 0")
    given = parser.parse_args(arguments)
    if given.runs < 1:
        parser.error("--runs has to be at least 1")
    settings = command.settings_of(given, Settings())
    try:
        parts, test = load_parts(given.data), load_part(given.data, "test")
        found = repeated(lambda seed: SceneLearner(*parts, replace(settings, seed=seed)), Path(given.out), range(given.runs), test,
                         given.seconds, given.device, command.Log(), given.workers, given.fit)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    sys.stdout.write(f"Of {given.runs} runs on {len(test)} pairs of the test, mean and deviation:\n")
    for name, field in NAMED.items():
        mean, deviation = found.summary[field]
        sys.stdout.write(f"{name:9} {mean:.4f} +- {deviation:.4f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
