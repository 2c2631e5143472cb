"""Page of an evaluation: how far off the corners are that estimators of homographies find."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from . import charts
from .distribution import cumulative
from .page import Page, Section, escape, figure, table

_ALL = ("How many samples have an error below each limit. A line that ends lower than the others at the right is of an estimator that "
        "fails, or is far off, more often; one that rises earlier is more exact where it succeeds.")
_ERROR = "The error of a sample is the mean distance of the template's four corners from where they belong, in pixels of the input."
_GROUPS = "The median is of all samples, the mean of those in which something was found; seconds are of one sample."


def corner_error_page(errors: Mapping[str, np.ndarray], header: Sequence[str], rows: Sequence[Sequence[object]], command: str = "") -> Page:
    """The page of estimators that were compared on the same samples.

    Args:
        errors: name of the estimator -> (N,) pixels, infinite where it failed.
        header, rows: a table of their figures, the first two columns of which are text.
        command: what repeats the evaluation.
    """
    pair = (figure(cumulative(errors), "All limits."), figure(cumulative(errors, logarithmic=True), "Small ones in more detail."))
    each = "".join(f"<h3>{escape(name)}</h3>{figure(error_histogram(values), failures(values))}" for name, values in errors.items())
    count = max((len(values) for values in errors.values()), default=0)
    parts = [Section("Share of samples", _ALL, f'<div class="pair">{"".join(pair)}</div>'),
             Section("Figures", _GROUPS, table(header, rows, numeric=range(2, len(header)))),
             Section("How often each error occurs", "", each)]
    if command:
        parts.append(Section("Repeat this run", "", f"<pre>{escape(command)}</pre>"))
    summary = [(f"{name}, within 1 px", f"{np.mean(values < 1.0):.1%}") for name, values in errors.items()]
    return Page("Corner errors", summary=[("Samples", str(count), _ERROR), *summary], sections=parts, footer="Tiepoint")


def error_histogram(errors: np.ndarray) -> str:
    """Chart of the errors (N,) in pixels that are finite, with their median."""
    finite = errors[np.isfinite(errors)]
    return charts.histogram(finite, "px", [("median", float(np.median(finite)))] if len(finite) else (), "corner error", "samples")


def failures(errors: np.ndarray) -> str:
    """What a histogram does not show."""
    failed = int(np.count_nonzero(~np.isfinite(errors)))
    return f"Without {failed} of {len(errors)} samples in which nothing was found." if failed else f"{len(errors)} samples."
