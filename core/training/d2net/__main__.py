"""``python -m tiepoint.core.training.d2net DATA OUT``: train D2-Net as published, on photographs with depth, or go on with it.

DATA is a folder as core/training/d2net/megadepth.py describes it. The defaults are the published settings.
"""
from __future__ import annotations

import argparse
import sys

from .. import command
from .photographs import PUBLISHED, UNASKED, PhotographLearner


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train; returns the exit status."""
    parser = argparse.ArgumentParser(prog="tiepoint.core.training.d2net", description=__doc__.splitlines()[0])
    command.add(parser, PUBLISHED, "folder with train.txt, valid.txt, scenes, and the photographs", UNASKED)
    return command.run(parser.parse_args(arguments), PUBLISHED, PhotographLearner)


if __name__ == "__main__":
    sys.exit(main())
