"""Tie-point layers from GCP files of the Georeferencer, and back."""
from __future__ import annotations

from contextlib import ExitStack

import numpy as np

from ..errors import OptionError
from ..geometry.points_file import GcpTable, write_points
from ..options.review import ExportPointsOptions, ImportPointsOptions
from ..outputs import atomic
from ..progress import Progress
from ..raster.io import map_points, open_raster
from . import layer
from .control import from_gcps

#: What the layer calls the method of points that no matcher has found.
METHOD = "imported"


def importpoints(options: ImportPointsOptions, progress: Progress) -> dict:
    """Write the points of ``options.gcps_file`` as a tie-point layer of ``options.target``.

    Returns:
        The results declared in ``ImportPointsOptions.RESULTS``.

    Raises:
        TiepointError: bad input; nothing is written then.
    """
    if not options.gcps_file:
        raise OptionError("GCPS_FILE is missing.", "Give a .points file of the Georeferencer.")
    progress.step(0.0, "Reading the GCP file")
    with ExitStack() as stack:
        target = stack.enter_context(open_raster(options.target))
        reference = stack.enter_context(open_raster(options.reference)) if options.reference else None
        points, grid = from_gcps(options.gcps_file, target, reference), target.grid
    count, source, true = len(points.source_xy), points.source_xy, points.destination_xy
    if points.georeferenced:
        own = map_points(points.crs, grid.crs)(source) if points.crs and grid.crs else source
        pixels, nominal, shift = grid.to_pixel(own), source, true - source
    else:
        pixels, nominal, shift = source, source * [1.0, -1.0], np.full((count, 2), np.nan)
    unknown, enabled = np.full(count, np.nan), points.enabled.astype(bool)
    layer.write_points(options.output, {
        "id": np.arange(1, count + 1, dtype=np.int32), "target_px": pixels[:, 0], "target_py": pixels[:, 1],
        "target_x": nominal[:, 0], "target_y": nominal[:, 1], "reference_x": true[:, 0], "reference_y": true[:, 1],
        "dx": shift[:, 0], "dy": shift[:, 1], "shift": np.hypot(*shift.T), "score": unknown, "residual": unknown,
        "loo_residual": unknown, "inlier": enabled, "enabled": enabled, "method": np.full(count, METHOD, dtype=object),
        "weight": np.ones(count) if points.weights is None else points.weights,
        "footprint": unknown if points.footprints is None else points.footprints,
    }, points.crs)
    progress.step(1.0, "Done")
    return {"TIEPOINT_COUNT": count}


def exportpoints(options: ExportPointsOptions, progress: Progress) -> dict:
    """Write the rows of ``options.tiepoints``, enabled or not, as a GCP file for ``options.target``.

    Returns:
        The results declared in ``ExportPointsOptions.RESULTS``.

    Raises:
        TiepointError: bad input; nothing is written then.
    """
    if not options.tiepoints:
        raise OptionError("TIEPOINTS is missing.", "Give a tie-point layer.")
    progress.step(0.0, "Reading the tie points")
    with open_raster(options.target) as target:
        grid = target.grid
    columns, crs = layer.read_points(options.tiepoints)
    pixels = np.stack([columns["target_px"], columns["target_py"]], 1).astype(float)
    if not np.isfinite(pixels).all():
        raise OptionError(f"{int((~np.isfinite(pixels).all(1)).sum())} tie points have no position in the target.",
                          "Delete them, or place them again.")
    true = np.stack([columns["reference_x"], columns["reference_y"]], 1)
    known = {name: values if np.isfinite(values).all() else None for name, values in
             (("weight", columns["weight"]), ("footprint", columns["footprint"]))}
    with atomic(options.output, [options.tiepoints, options.target]) as partial:
        write_points(partial, GcpTable(true, grid.to_map(pixels), columns["enabled"] != 0, crs, **known))
    progress.step(1.0, "Done")
    return {"TIEPOINT_COUNT": len(true)}
