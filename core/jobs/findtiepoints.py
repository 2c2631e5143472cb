"""Find tie points: the matching half of co-registration."""
from __future__ import annotations

import time

from ..options.registration import FindTiepointsOptions
from ..progress import Progress, Steps
from . import layer, report
from .gcp import write_gcps
from .solving import columns, figures, solved, together


def findtiepoints(options: FindTiepointsOptions, progress: Progress) -> dict:
    """Match ``options.target`` with ``options.reference`` and write the tie points.

    Returns:
        The results declared in ``FindTiepointsOptions.RESULTS``.

    Raises:
        TiepointError: bad input, or no alignment the evidence supports; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    started = time.monotonic()
    with (together(options, "output", "gcps", "shift_lines", "report") as written,
          solved(options, Steps(progress, 0.0, 0.95)) as alignment):
        results, table, crs = figures(alignment), columns(alignment), alignment.pair.grid.crs
        layer.write_points(written["output"], table, crs)
        if "shift_lines" in written:
            layer.write_shift_lines(written["shift_lines"], table, crs)
        if "gcps" in written:
            write_gcps(written["gcps"], table, alignment.pair, crs)
        if "report" in written:
            report.write_registration(written["report"], "findtiepoints", options, alignment, table, results, time.monotonic() - started)
    progress.step(1.0, "Done")
    return results
