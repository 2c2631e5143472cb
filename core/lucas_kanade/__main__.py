"""``python -m tiepoint.core.lucas_kanade generate mscoco|google-earth|google-map FOLDER OUT``: samples of the published sets."""
from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import OptionError, TiepointError
from . import published, sample_folder
from .sample import Sample

FAILED, INTERRUPTED = 1, 130
_PAIRS = {"google-earth": published.GOOGLE_EARTH, "google-map": published.GOOGLE_MAP}
SETS = ("mscoco", *_PAIRS)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, do what it says; the exit status."""
    given = _parser().parse_args(arguments)
    try:
        return given.run(given)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepoint.core.lucas_kanade", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, add, run, told in _COMMANDS:
        command = commands.add_parser(name, help=told, description=told)
        add(command)
        command.set_defaults(run=run)
    return parser


def _add_generate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", choices=SETS, help="by whose protocol")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="of the original pictures")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the samples: input, template and label")
    parser.add_argument("--seed", type=int, default=0, help="of the windows and corners (%(default)s)")
    parser.add_argument("--validation", action="store_true", help="the samples that validate instead of those to train on")
    parser.add_argument("--most", type=int, help="how many samples; default: all")
    parser.add_argument("--endings", nargs=2, metavar=("INPUT", "TEMPLATE"),
                        help="of the names of the two pictures of a pair, without the suffix; default: "
                             + ", ".join(f"{name} {pairs.input_ending} {pairs.template_ending}" for name, pairs in _PAIRS.items()))
    parser.add_argument("--window", type=int, help="side of a window in the pictures of pairs, pixels; default: "
                                                   + ", ".join(f"{name} {pairs.window}" for name, pairs in _PAIRS.items()))


def _generate(given: argparse.Namespace) -> int:
    if given.seed < 0 or given.most is not None and given.most < 1:
        raise OptionError(f"A seed of {given.seed} and {given.most} samples cannot be.", "Give a seed from 0 and a sample at least.")
    if given.out.resolve() == given.folder.resolve():
        raise OptionError(f"{given.out} is no folder for samples.", "Choose another one than that of the pictures.")
    count = 0
    for sample in itertools.islice(_samples(given), given.most):
        if not count:
            sample_folder.create(given.out)
        sample_folder.write(given.out, sample)
        count += 1
    if not count:
        raise OptionError(f"No sample came of {given.folder}.", "Give pictures in colours.")
    sys.stdout.write(f"{given.out}: {count} samples\n")
    return 0


def _samples(given: argparse.Namespace) -> Iterator[Sample]:
    if given.set not in _PAIRS:
        if given.endings or given.window is not None:
            raise OptionError(f"Samples of {given.set} are of one picture each.", "Leave out --endings and --window.")
        return published.of_coco(given.folder, given.seed, given.validation)
    endings = tuple(given.endings) if given.endings else None
    return published.of_pairs(given.folder, published.own_pairs(_PAIRS[given.set], endings, given.window), given.seed, given.validation)


#: Name, what adds its arguments, what does it, and what it does.
_COMMANDS: tuple[tuple[str, Callable, Callable[[argparse.Namespace], int], str], ...] = (
    ("generate", _add_generate, _generate, "Samples of a published set from the pictures that it was made of, or from one's own."),
)

if __name__ == "__main__":
    sys.exit(main())
