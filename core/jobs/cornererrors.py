"""``python -m tiepoint.core.jobs.cornererrors SAMPLES OUT``: estimators of homographies compared over a folder of samples.

SAMPLES is a folder that ``python -m tiepoint.core.lucas_kanade generate`` has written.
"""
from __future__ import annotations

import argparse
import fnmatch
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ..errors import ModelError, OptionError, OutputError, TiepointError
from ..lucas_kanade import clkn_baseline, estimators, evaluation, keypoint_baseline, sample_folder
from ..lucas_kanade.corners import unmoved
from ..lucas_kanade.evaluation import Estimator, Evaluation
from ..models import clkn_weights, deep_lk_weights
from ..models import device as devices
from ..models.deep_lk import DeepLK
from ..models.store import find
from ..outputs import atomic
from ..reporting.corner_errors import corner_error_page, error_histogram
from ..reporting.distribution import cumulative
from ..reporting.page import write_page
from ..reporting.svg_file import write_svg

_EVERY = 100


def _unmoved(image: np.ndarray, template: np.ndarray) -> np.ndarray:
    return unmoved()


def _network(given: argparse.Namespace) -> DeepLK:
    return deep_lk_weights.load(find(given.model, "deep-lk"))[0]


def _regression(given: argparse.Namespace) -> Estimator:
    # Where LK is to begin without networks, these are still to be seen alone.
    how = "simple" if given.guess == "simple" else "multi"
    return estimators.regressed(_network(given), devices.choose(given.device), how)


def _deep_lk(given: argparse.Namespace) -> Estimator:
    return estimators.homographies(estimators.placing(
        estimators.learned(_network(given), devices.choose(given.device), given.guess, given.compat)))


def _clkn(given: argparse.Namespace) -> Estimator:
    return clkn_baseline.estimator(clkn_weights.load(find(given.clkn_model, "clkn"))[0], devices.choose(given.device))


#: By the names they have in files and charts: what makes them from the command line.
ESTIMATORS: dict[str, Callable[[argparse.Namespace], Estimator]] = {
    "unmoved": lambda given: _unmoved, "keypoints": lambda given: keypoint_baseline.estimate,
    "intensities": lambda given: estimators.homographies(estimators.intensities()), "regression": _regression, "deep-lk": _deep_lk,
    "clkn": _clkn}
#: Tasks of models, and the estimators that need one.
LEARNED = {"deep-lk": ("regression", "deep-lk"), "clkn": ("clkn",)}


def write_results(folder: Path, evaluations: Mapping[str, Evaluation], compat: bool = False, command: str = "") -> None:
    """Write what an evaluation has found.

    ``NAME_errors.txt`` and ``NAME_histogram.svg`` of each estimator; ``cumulative.svg``, ``cumulative_log.svg``, ``summary.md``,
    ``summary.json`` and the page ``report.html`` of all.

    Args:
        folder: made where it does not exist.
        evaluations: by name of the estimator.
        compat: failures in ``NAME_errors.txt`` as the published baseline counts them.
        command: what repeats it, for the page.

    Raises:
        OutputError: something cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}.", "Choose another folder.") from error
    errors = {name: found.errors for name, found in evaluations.items()}
    for name, found in evaluations.items():
        evaluation.write_errors(folder / f"{name}_errors.txt", found, compat)
        write_svg(folder / f"{name}_histogram.svg", error_histogram(found.errors))
    write_svg(folder / "cumulative.svg", cumulative(errors))
    write_svg(folder / "cumulative_log.svg", cumulative(errors, logarithmic=True))
    evaluation.write_json(folder / "summary.json", evaluations)
    with atomic(folder / "summary.md") as partial, open(partial, "w", encoding="utf-8", newline="\n") as file:
        file.write(evaluation.markdown(evaluations))
    write_page(folder / "report.html", corner_error_page(errors, evaluation.HEADER, evaluation.table(evaluations), command))


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, evaluate, write; the exit status."""
    given = _parser().parse_args(arguments)
    try:
        chosen = {name: ESTIMATORS[name](given) for name in given.estimators or _possible(given)}
        samples = sample_folder.load(given.samples, given.stretch, given.most)
        found = evaluation.evaluate(chosen, samples, _grouped(sample_folder.names(given.samples), given.group), _tell)
        command = shlex.join(["python", "-m", "tiepoint.core.jobs.cornererrors", *(sys.argv[1:] if arguments is None else arguments)])
        write_results(given.out, found, given.compat, command)
    except TiepointError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(evaluation.markdown(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepoint.core.jobs.cornererrors", description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=Path, metavar="SAMPLES", help="folder of samples: input, template and label")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for tables, charts and the page")
    parser.add_argument("--estimators", nargs="+", choices=ESTIMATORS, metavar="NAME",
                        help=f"of {', '.join(ESTIMATORS)}; default: all that have the model they need")
    parser.add_argument("--model", default="", metavar="ID|FILE", help="of Deep Lucas-Kanade; default: the first one that is here")
    parser.add_argument("--clkn-model", default="", metavar="ID|FILE", help="of CLKN; default: the first one that is here")
    parser.add_argument("--guess", default=estimators.BEST, choices=estimators.BEGINNINGS,
                        help="where Deep Lucas-Kanade begins (%(default)s)")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--group", nargs=2, action="append", default=[], metavar=("NAME", "PATTERN"),
                        help="samples whose names match, such as '*_map_*', have figures of their own; may be given again")
    parser.add_argument("--stretch", action="store_true", help="stretch the templates, as published for GoogleMap")
    parser.add_argument("--most", type=int, help="how many samples, the first ones; default: all")
    parser.add_argument("--compat", action="store_true", help="count failures as the published baseline does, corners at (1000, 1000); the "
                                                                 "steps of Deep Lucas-Kanade as published")
    return parser


def _possible(given: argparse.Namespace) -> list[str]:
    """All estimators; without those that need a model where none is asked for and there is none."""
    names = list(ESTIMATORS)
    for (task, needing), model in zip(LEARNED.items(), (given.model, given.clkn_model)):
        try:
            find(model, task)
        except ModelError as error:
            if model:
                raise
            sys.stderr.write(f"Without {' and '.join(needing)}: {error}\n")
            names = [name for name in names if name not in needing]
    return names


def _grouped(names: Sequence[str], patterns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Name of a sample -> the first group whose pattern it matches; OptionError where a group has none."""
    groups = {name: next((group for group, pattern in patterns if fnmatch.fnmatchcase(name, pattern)), "") for name in names}
    for group, pattern in patterns:
        if group not in groups.values():
            raise OptionError(f"No sample is of the group '{group}': none matches '{pattern}'.", "Check the pattern.")
    return groups


def _tell(count: int) -> None:
    if count % _EVERY == 0:
        sys.stderr.write(f"{count} samples\n")


if __name__ == "__main__":
    sys.exit(main())
