"""Co-register raster: find tie points, fit a transform, write the aligned raster."""
from __future__ import annotations

import time
from pathlib import Path

from ..geometry.solution import Solution
from ..options.registration import CoregisterOptions
from ..outputs import refuse_inputs, refuse_unwritable
from ..progress import Progress, Steps
from ..raster.bands import listed
from . import layer, report
from .gcp import write_gcps
from .solving import columns, figures, solved, together
from .warping import Warping, write_warped


def coregister(options: CoregisterOptions, progress: Progress) -> dict:
    """Align ``options.target`` with ``options.reference`` and write what the options ask for.

    Returns:
        The results declared in ``CoregisterOptions.RESULTS``.

    Raises:
        TiepointError: bad input, or no alignment the evidence supports; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started = time.monotonic()
    refuse_inputs(options.output, [options.reference, options.target])
    refuse_unwritable(options.output)
    with together(options, "tiepoints", "gcps", "solution", "report") as written, solved(options, Steps(progress, 0.0, 0.6)) as alignment:
        pair, results, table = alignment.pair, figures(alignment), columns(alignment)
        crs, transform = pair.grid.crs, alignment.choice.fit.transform
        if "tiepoints" in written:
            layer.write_points(written["tiepoints"], table, crs)
        if "gcps" in written:
            write_gcps(written["gcps"], table, pair, crs)
        if "solution" in written:
            solution = Solution(transform, {"georeferenced": pair.has_prior, "scale": pair.nominal_scale}, pair.grid.to_dict(),
                                pair.target_raster.grid.to_dict(), alignment.choice.accuracy.to_dict(), alignment.method)
            Path(written["solution"]).write_text(solution.to_json(), encoding="utf-8")
        if "report" in written:
            report.write_registration(written["report"], "coregister", options, alignment, table, results, time.monotonic() - started)
        tags = {"METHOD": results["METHOD_USED"], "TRANSFORM": results["TRANSFORM_USED"], "RMSE_PX": f"{results['RMSE_PX']:.4f}",
                "CE90": f"{results['CE90']:.6g}", "TIEPOINTS": results["TIEPOINT_COUNT"], "VERDICT": results["VERDICT"],
                "REFERENCE": options.reference, "REFERENCE_BANDS": listed(pair.bands[0]), "TARGET_BANDS": listed(pair.bands[1]),
                "SEED": options.seed}
        warping = Warping(pair.grid, transform, pair.nominal, pair.target_pixels)
        write_warped(warping, pair.target_raster, pair.reference_raster.grid, options, tags, [options.reference, options.target],
                     Steps(progress, 0.6, 1.0))
    return results
