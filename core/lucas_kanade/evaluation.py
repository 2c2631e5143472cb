"""How far off the corners are that estimators find, over samples whose corners are known."""
from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..errors import OptionError
from ..language import mark
from ..outputs import atomic
from .corners import corner_error
from .sample import Sample

#: Input (192, 192, 3) and template (128, 128, 3), float32 0 to 1, to the homography (3, 3) from template to input, None where it fails.
Estimator = Callable[[np.ndarray, np.ndarray], "np.ndarray | None"]

#: Pixels of the input.
THRESHOLDS = (1, 3, 5, 10, 20)
ALL = mark("all")
#: Of the columns of `table`.
HEADER = [mark("estimator"), mark("group"), mark("samples"), *(f"< {threshold} px" for threshold in THRESHOLDS), mark("median px"),
          mark("mean px"), mark("failed"), mark("s / sample")]
#: Where the published baseline has every corner when it fails.
_FAILED_AT = 1000.0


@dataclass(frozen=True, eq=False)
class Evaluation:
    """One estimator over N samples.

    Attributes:
        names: (N,) of the samples.
        groups: (N,) of each sample, such as its modality; may be empty.
        errors: (N,) mean distance of the four corners from where they belong, pixels of the input; infinite where it fails.
        corners: (N, 4, 2) where they belong.
        seconds: (N,) of wall time.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    errors: np.ndarray
    corners: np.ndarray
    seconds: np.ndarray

    @property
    def published_errors(self) -> np.ndarray:
        """(N,) errors in which a failure has all corners at (1000, 1000), as the published baseline counts it."""
        failed = np.linalg.norm(self.corners - _FAILED_AT, axis=-1).mean(-1)
        return np.where(np.isfinite(self.errors), self.errors, failed)


def evaluate(estimators: Mapping[str, Estimator], samples: Iterable[Sample], groups: Mapping[str, str] | None = None,
             progress: Callable[[int], None] = lambda count: None) -> dict[str, Evaluation]:
    """Let every estimator see every sample once; none of them is told the corners.

    Args:
        estimators: by name.
        samples: may be drawn while they are asked for.
        groups: name of a sample -> its group.
        progress: called with the number of samples that are done.

    Raises:
        OptionError: there are no samples.
    """
    names, corners = [], []
    errors, seconds = ({name: [] for name in estimators} for _ in range(2))
    for sample in samples:
        names.append(sample.name)
        corners.append(sample.corners)
        for name, estimate in estimators.items():
            begun = time.perf_counter()
            found = estimate(sample.input, sample.template)
            seconds[name].append(time.perf_counter() - begun)
            errors[name].append(error_of(found, sample.corners))
        progress(len(names))
    if not names:
        raise OptionError("There are no samples to evaluate on.", "Give one sample at least.")
    grouped = tuple((groups or {}).get(name, "") for name in names)
    return {name: Evaluation(tuple(names), grouped, np.array(errors[name]), np.array(corners), np.array(seconds[name]))
            for name in estimators}


def error_of(matrix: np.ndarray | None, corners: np.ndarray) -> float:
    """Mean distance of the four corners in pixels of the input; infinite where there is no homography, or it maps a corner nowhere."""
    if matrix is None:
        return float("inf")
    with np.errstate(all="ignore"):
        error = float(corner_error(matrix, corners))
    return error if np.isfinite(error) else float("inf")


def shares(errors: np.ndarray, thresholds: Iterable[float] = THRESHOLDS) -> list[float]:
    """Share of errors (N,) below each threshold."""
    return [float(np.mean(errors < threshold)) for threshold in thresholds]


def summary(evaluation: Evaluation) -> dict[str, dict]:
    """For all samples and for each group, by its name.

    Returns:
        dicts with samples, failed: counts; shares: list by THRESHOLDS; median, mean: px, the mean of those that did not fail, either None
        where it is not finite; seconds: mean of a sample.
    """
    whole = np.ones(len(evaluation.names), bool)
    members = {ALL: whole, **{name: np.array([group == name for group in evaluation.groups])
                              for name in dict.fromkeys(evaluation.groups) if name}}
    return {name: _row(evaluation.errors[which], evaluation.seconds[which]) for name, which in members.items()}


def _row(errors: np.ndarray, seconds: np.ndarray) -> dict:
    finite, median = errors[np.isfinite(errors)], float(np.median(errors))
    return {"samples": len(errors), "failed": int(len(errors) - len(finite)), "shares": shares(errors),
            "median": median if np.isfinite(median) else None, "mean": float(finite.mean()) if len(finite) else None,
            "seconds": float(seconds.mean())}


def table(evaluations: Mapping[str, Evaluation]) -> list[list[str]]:
    """The summaries of estimators, a row with the columns of HEADER for each of them and group."""
    rows = []
    for name, evaluation in evaluations.items():
        for group, row in summary(evaluation).items():
            figures = [mark("none") if row[key] is None else f"{row[key]:.3f}" for key in ("median", "mean")]
            rows.append([name, group, str(row["samples"]), *(f"{share:.1%}" for share in row["shares"]), *figures, str(row["failed"]),
                         f"{row['seconds']:.3f}"])
    return rows


def markdown(evaluations: Mapping[str, Evaluation]) -> str:
    """`table` as Markdown."""
    lines = [HEADER, ["---", "---", *["---:"] * (len(HEADER) - 2)], *table(evaluations)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def write_json(path: str | os.PathLike, evaluations: Mapping[str, Evaluation]) -> None:
    """Write the summaries of estimators; OutputError where that fails."""
    held = {"thresholds_px": THRESHOLDS, "estimators": {name: summary(evaluation) for name, evaluation in evaluations.items()}}
    with atomic(path) as partial, open(partial, "w", encoding="utf-8") as file:
        json.dump(held, file, indent=1, allow_nan=False)


def write_errors(path: str | os.PathLike, evaluation: Evaluation, compat: bool = False) -> None:
    """Write a line for each sample: its name and its error in pixels.

    Args:
        path: of the text file.
        evaluation: what is written.
        compat: failures as published, see `Evaluation.published_errors`; else they are ``inf``.

    Raises:
        OutputError: the file cannot be written.
    """
    errors = evaluation.published_errors if compat else evaluation.errors
    with atomic(path) as partial, open(partial, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{name} {error:.6f}\n" for name, error in zip(evaluation.names, errors))
