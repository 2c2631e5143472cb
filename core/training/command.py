"""The command line of a training, made from its settings."""
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from dataclasses import fields, replace
from pathlib import Path

from ..errors import TiepointError
from ..progress import Silent
from .learner import Learner
from .loop import train


class Log(Silent):
    """A Progress that writes the curve to stdout."""

    def log(self, message: str, level: str = "info") -> None:
        """Write a line."""
        sys.stdout.write(message + "\n")
        sys.stdout.flush()


def add(parser: argparse.ArgumentParser, settings, data: str, unasked: Collection[str] = ()) -> None:
    """The arguments of a training.

    Args:
        parser: gets them.
        settings: a frozen dataclass, whose values are the defaults.
        data: what the folder of the data is.
        unasked: names of settings that are no arguments.
    """
    parser.add_argument("data", type=Path, help=data)
    parser.add_argument("out", type=Path, help="folder of the checkpoint; a training found there goes on")
    add_limits(parser)
    parser.add_argument("--fit", action="store_true", help="shorten the schedule to what the time allows")
    for name, default in ((field.name, getattr(settings, field.name)) for field in fields(settings) if field.name not in unasked):
        flag = "--" + name.replace("_", "-")
        if isinstance(default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=default)
        else:
            parser.add_argument(flag, type=type(default), default=default)


def add_limits(parser: argparse.ArgumentParser) -> None:
    """How long is trained, and on what."""
    parser.add_argument("--seconds", type=float, default=3600.0, help="time budget")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=1, help="threads that draw samples")


def settings_of(given: argparse.Namespace, settings):
    """The settings with what was told of them; see `add`."""
    return replace(settings, **{field.name: getattr(given, field.name) for field in fields(settings) if hasattr(given, field.name)})


def run(given: argparse.Namespace, settings, learner: Callable[[Path, object], Learner]) -> int:
    """Train as told.

    Args:
        given: the arguments of `add`.
        settings: those of `add`.
        learner: makes it of the folder of the data and the settings.

    Returns:
        The exit status.
    """
    try:
        train(learner(given.data, settings_of(given, settings)), given.out, given.seconds, given.device, Log(), given.workers, given.fit)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
