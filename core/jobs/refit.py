"""Refit: what 'Warp raster by tie points' would go by, without writing anything."""
from __future__ import annotations

from contextlib import ExitStack

import numpy as np

from ..errors import OptionError
from ..options.review import RefitOptions
from ..progress import Progress
from ..raster.io import open_raster
from .control import fit, from_gcps, from_layer


def refit(options: RefitOptions, progress: Progress) -> dict:
    """Fit the transform of the options to the enabled tie points.

    Returns:
        The results declared in ``RefitOptions.RESULTS``, and of all points, in the order of the layer or file, RESIDUALS and
        LOO_RESIDUALS: pixels of the coarser raster; None where there is none.

    Raises:
        TiepointError: bad input or tie points that determine no transform.
    """
    if bool(options.tiepoints) == bool(options.gcps_file) or options.solution:
        raise OptionError("A refit goes by tie points.", "Give exactly one of TIEPOINTS and GCPS_FILE.")
    progress.step(0.0, "Fitting")
    with ExitStack() as stack:
        target = stack.enter_context(open_raster(options.target))
        reference = stack.enter_context(open_raster(options.reference)) if options.reference else None
        points = from_gcps(options.gcps_file, target, reference) if options.gcps_file else from_layer(options.tiepoints)
        fitted = fit(points, options.transform, 0, target, reference)
    progress.step(1.0, "Fitted")
    return {**fitted.results(), "RESIDUALS": _known(fitted.residuals), "LOO_RESIDUALS": _known(fitted.loo_residuals)}


def _known(values: np.ndarray) -> list[float | None]:
    return [round(float(value), 4) if np.isfinite(value) else None for value in values]
