"""Assess alignment: how badly two rasters are misaligned, and where."""
from __future__ import annotations

import time

import numpy as np
from affine import Affine

from ..errors import OptionError
from ..options.registration import AssessAlignmentOptions
from ..progress import Progress, Steps
from ..raster.grid import Grid
from ..raster.io import write_raster
from . import layer, report
from .alignment import verdict
from .displacement import displacement, overlap
from .solving import columns, figures, solved, together

_HEAT_CELLS = 256


def assessalignment(options: AssessAlignmentOptions, progress: Progress) -> dict:
    """Measure the displacements between two georeferenced rasters; nothing is warped.

    Returns:
        The results declared in ``AssessAlignmentOptions.RESULTS``; RMSE and CE90 are of the misalignment itself.

    Raises:
        TiepointError: bad input, or nothing that could be matched.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started = time.monotonic()
    with (together(options, "output", "shift_lines", "heatmap", "report") as written,
          solved(options, Steps(progress, 0.0, 0.9)) as alignment):
        pair = alignment.pair
        if not pair.has_prior:
            raise OptionError("The target has no position that could be assessed: it has no CRS.", "Use 'Co-register raster' to place it.")
        table = columns(alignment)
        length = displacement(alignment) * pair.pixel_size
        rmse = float(np.sqrt((length**2).mean()))
        results = {**figures(alignment), "RMSE": rmse, "RMSE_PX": rmse / pair.pixel_size, "CE90": float(np.percentile(length, 90)),
                   "VERDICT": verdict(rmse / pair.pixel_size)}
        results.pop("TRANSFORM_USED")
        crs = pair.grid.crs
        heat, grid = _heat(alignment)
        if "heatmap" in written:
            write_raster(written["heatmap"], heat[None].astype(np.float32), grid, nodata=float("nan"), descriptions=("displacement",))
        if "output" in written:
            layer.write_points(written["output"], table, crs)
        if "shift_lines" in written:
            layer.write_shift_lines(written["shift_lines"], table, crs)
        if "report" in written:
            report.write_assessment(written["report"], options, alignment, table, results, heat, grid, time.monotonic() - started)
    progress.step(1.0, "Done")
    return results


def _heat(alignment) -> tuple[np.ndarray, Grid]:
    """Length of the fitted displacement in map units over the overlap, NaN where a raster has no data, and its grid."""
    pair = alignment.pair
    x0, y0, x1, y1 = overlap(pair)
    step = max(x1 - x0, y1 - y0) / _HEAT_CELLS
    cols, rows = max(1, int((x1 - x0) / step)), max(1, int((y1 - y0) / step))
    x, y = np.meshgrid(x0 + (np.arange(cols) + 0.5) * step, y0 + (np.arange(rows) + 0.5) * step)
    points = np.stack([x.ravel(), y.ravel()], 1)
    moved = np.hypot(*(alignment.choice.fit.transform.forward(points) - points).T) * pair.pixel_size
    heat = np.where(pair.usable(points, lambda xy: xy), moved, np.nan).reshape(rows, cols)
    transform = pair.grid.transform * Affine.translation(x0, y0) * Affine.scale(step)
    return heat, Grid(transform, cols, rows, pair.grid.crs)
