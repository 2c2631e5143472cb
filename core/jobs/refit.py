"""Refit: what 'Warp raster by tie points' would go by, without writing anything; residuals: what can be told of it at once."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from ..errors import OptionError
from ..options.registration import WarpInputs
from ..options.review import RefitOptions, ResidualsOptions
from ..progress import Progress
from ..raster.io import open_raster
from ..raster.raster import Raster
from .control import ControlPoints, fit, from_gcps, from_layer, residuals_of


def refit(options: RefitOptions, progress: Progress) -> dict:
    """Fit the transform of the options to the enabled tie points.

    Returns:
        The results declared in ``RefitOptions.RESULTS``, and of all points, in the order of the layer or file, RESIDUALS and
        LOO_RESIDUALS: pixels of the coarser raster; None where there is none.

    Raises:
        TiepointError: bad input or tie points that determine no transform.
    """
    progress.step(0.0, "Fitting")
    with _opened(options) as (points, target, reference):
        fitted = fit(points, options.transform, 0, target, reference)
    progress.step(1.0, "Fitted")
    return {**fitted.results(), "RESIDUALS": _known(fitted.residuals), "LOO_RESIDUALS": _known(fitted.loo_residuals)}


def residuals(options: ResidualsOptions, progress: Progress) -> dict:
    """What `refit` says of single points, where it chooses the transform of the options; it takes a tenth of the time.

    Returns:
        RESIDUALS and LOO_RESIDUALS, see `refit`.

    Raises:
        TiepointError: bad input or tie points that determine no transform.
    """
    if options.transform == "auto":
        raise OptionError("Residuals are those of one transform.", "Give TRANSFORM.")
    progress.step(0.0, "Fitting")
    with _opened(options) as (points, target, reference):
        found = residuals_of(points, options.transform, target, reference)
    return dict(zip(("RESIDUALS", "LOO_RESIDUALS"), map(_known, found)))


@contextmanager
def _opened(options: WarpInputs) -> Iterator[tuple[ControlPoints, Raster, Raster | None]]:
    """The points, the target and the reference."""
    if bool(options.tiepoints) == bool(options.gcps_file) or options.solution:
        raise OptionError("A refit goes by tie points.", "Give exactly one of TIEPOINTS and GCPS_FILE.")
    with ExitStack() as stack:
        target = stack.enter_context(open_raster(options.target))
        reference = stack.enter_context(open_raster(options.reference)) if options.reference else None
        yield from_gcps(options.gcps_file, target, reference) if options.gcps_file else from_layer(options.tiepoints), target, reference


def _known(values: np.ndarray) -> list[float | None]:
    return [round(float(value), 4) if np.isfinite(value) else None for value in values]
