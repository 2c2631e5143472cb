"""Page of an evaluation: how far off the corners are that estimators of homographies find."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import mark, tr
from . import charts
from .distribution import cumulative
from .page import Page, Section, escape, figure, table

_ALL = mark("How many samples have an error below each limit. A line that ends lower than the others at the right is of an estimator that "
            "fails, or is far off, more often; one that rises earlier is more exact where it succeeds.")
_ERROR = mark("The error of a sample is the mean distance of the template's four corners from where they belong, in pixels of the input.")
_GROUPS = mark("The median is of all samples, the mean of those in which something was found; seconds are of one sample.")


def corner_error_page(errors: Mapping[str, np.ndarray], header: Sequence[str], rows: Sequence[Sequence[object]], command: str = "") -> Page:
    """The page of estimators that were compared on the same samples.

    Args:
        errors: name of the estimator -> (N,) pixels, infinite where it failed.
        header, rows: a table of their figures, the first two columns of which are text.
        command: what repeats the evaluation.
    """
    pair = (figure(cumulative(errors), tr("All limits.")), figure(cumulative(errors, logarithmic=True), tr("Small ones in more detail.")))
    each = "".join(f"<h3>{escape(name)}</h3>{figure(error_histogram(values), failures(values))}" for name, values in errors.items())
    count = max((len(values) for values in errors.values()), default=0)
    parts = [Section(tr("Share of samples"), tr(_ALL), f'<div class="pair">{"".join(pair)}</div>'),
             Section(tr("Figures"), tr(_GROUPS), table(*_translated(header, rows), numeric=range(2, len(header)))),
             Section(tr("How often each error occurs"), "", each)]
    if command:
        parts.append(Section(tr("Repeat this run"), "", f"<pre>{escape(command)}</pre>"))
    summary = [(tr("{name}, within 1 px", name=name), f"{np.mean(values < 1.0):.1%}") for name, values in errors.items()]
    return Page(tr("Corner errors"), summary=[(tr("Samples"), str(count), tr(_ERROR)), *summary], sections=parts, footer="Tiepoint")


def _translated(header: Sequence[str], rows: Sequence[Sequence[object]]) -> tuple[list[str], list[list[str]]]:
    return [tr(title) for title in header], [[tr(str(cell)) for cell in row] for row in rows]


def error_histogram(errors: np.ndarray) -> str:
    """Chart of the errors (N,) in pixels that are finite, with their median."""
    finite = errors[np.isfinite(errors)]
    marks = [(tr("median"), float(np.median(finite)))] if len(finite) else ()
    return charts.histogram(finite, "px", marks, tr("corner error"), tr("samples"))


def failures(errors: np.ndarray) -> str:
    """What a histogram does not show."""
    failed = int(np.count_nonzero(~np.isfinite(errors)))
    if not failed:
        return tr("{count} samples.", count=len(errors))
    return tr("Without {part} of {whole} samples in which nothing was found.", part=failed, whole=len(errors))
