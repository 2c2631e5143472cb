"""``python -m tiepoint.core.training KIND DATA OUT``: train a network on prepared layers, or go on with it."""
from __future__ import annotations

import argparse
import sys

from . import command
from .kinds import KINDS


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training", description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in KINDS.values():
        command.add(kinds.add_parser(kind.id, help=kind.architecture), kind.settings(), "folder with the folders train and validate")
    given = parser.parse_args(arguments)
    chosen = KINDS[given.kind]
    return command.run(given, chosen.settings(), lambda data, settings: chosen.learner(*chosen.load(data), settings))


if __name__ == "__main__":
    sys.exit(main())
