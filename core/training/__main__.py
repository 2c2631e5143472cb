"""``python -m tiepoint.core.training KIND DATA OUT``: train a network on prepared layers, or go on with it."""
from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from ..errors import TiepointError
from ..progress import Silent
from .kinds import KINDS, Kind
from .layers.stack import load_parts
from .loop import train


class _Log(Silent):
    """A Progress that writes the curve to stdout."""

    def log(self, message: str, level: str = "info") -> None:
        sys.stdout.write(message + "\n")
        sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training", description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in KINDS.values():
        _add(kinds.add_parser(kind.id, help=kind.architecture), kind)
    given = parser.parse_args(arguments)
    kind = KINDS[given.kind]
    settings = kind.settings(**{field.name: getattr(given, field.name) for field in fields(kind.settings)})
    try:
        train(kind.learner(*load_parts(given.data), settings), given.out, given.seconds, given.device, _Log(), given.workers, given.fit)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _add(parser: argparse.ArgumentParser, kind: Kind) -> None:
    """The arguments of a kind, made from its settings."""
    parser.add_argument("data", type=Path, help="folder with the folders train and validate")
    parser.add_argument("out", type=Path, help="folder of the checkpoint; a training found there goes on")
    parser.add_argument("--seconds", type=float, default=3600.0, help="time budget")
    parser.add_argument("--fit", action="store_true", help="shorten the schedule to what the time allows")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=1, help="threads that draw samples")
    for field in fields(kind.settings):
        flag = "--" + field.name.replace("_", "-")
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(flag, type=type(field.default), default=field.default)


if __name__ == "__main__":
    sys.exit(main())
