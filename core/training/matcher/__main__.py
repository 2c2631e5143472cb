"""``python -m tiepoint.core.training.matcher``: train the dense matcher on prepared stacks, or go on with it."""
from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from ...errors import TiepointError
from ...progress import Silent
from ..loop import train
from .learner import DenseLearner
from .settings import Settings
from ..layers.stack import load_parts


class _Log(Silent):
    """A Progress that writes the curve to stdout."""

    def log(self, message: str, level: str = "info") -> None:
        sys.stdout.write(message + "\n")
        sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.matcher", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the folders train and validate")
    parser.add_argument("out", type=Path, help="folder of the checkpoint; a training found there goes on")
    parser.add_argument("--seconds", type=float, default=3600.0, help="time budget")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=1, help="threads that draw samples")
    for field in fields(Settings):
        flag = "--" + field.name.replace("_", "-")
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(flag, type=type(field.default), default=field.default)
    given = parser.parse_args(arguments)
    settings = Settings(**{field.name: getattr(given, field.name) for field in fields(Settings)})
    try:
        train(DenseLearner(*load_parts(given.data), settings), given.out, given.seconds, given.device, _Log(), given.workers)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
