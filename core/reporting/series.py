"""Page of a series: what has become of each raster."""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ..language import mark, told, tr
from . import sections, wording
from .charts import histogram
from .page import Page, Section, figure, table

_COLUMNS = (mark("Raster"), mark("State"), mark("RMSE, px"), mark("RMSE, map units"), mark("CE90, map units"), mark("Shift x"),
            mark("Shift y"), mark("Tie points"), mark("Method"), mark("Transform"), mark("Why not"))
_TEXT = mark("RMSE and CE90 are held-out errors: of tie points that were left out of the fit. Aligned rasters are good up to 0.75 px, "
             "usable up to 2 px, else poor. Refused: the evidence does not support an alignment. Failed: it could not be read, or another "
             "error.")
# What has become of a raster, and what the number of such is called.
_STATES = {mark("aligned"): mark("Aligned"), mark("refused"): mark("Refused"), mark("failed"): mark("Failed")}
_ENOUGH = 4                   # aligned rasters, to draw how their errors are spread


def series_page(record: Mapping, rows: Sequence[Mapping]) -> Page:
    """The report of a series.

    Args:
        record: reference, command: text; seconds: float.
        rows: dicts with the fields of ``jobs.series_table.Row``, as text.
    """
    aligned = [row for row in rows if row["state"] == "aligned"]
    errors = [float(row["rmse_px"]) for row in aligned]
    counts = {title: sum(row["state"] == state for row in rows) for state, title in _STATES.items()}
    figures = [(tr("Rasters"), str(len(rows)), ""), *((tr(title), str(count), "") for title, count in counts.items())]
    if errors:
        figures.append((tr("Worst RMSE"), f"{max(errors):.2f} px", tr("The largest held-out error of the aligned.")))
    figures += [(tr("Reference"), os.path.basename(record["reference"]), ""),
                (tr("Time"), wording.duration(record["seconds"]), tr("Of the last run."))]
    lines = [(os.path.basename(row["target"]), tr(row["verdict"] or row["state"]), row["rmse_px"], row["rmse"], row["ce90"], row["shift_x"],
              row["shift_y"], row["tiepoints"], row["method"], row["transform"], told(row["reason"])) for row in rows]
    parts = [Section(tr("Rasters"), tr(_TEXT), table([tr(title) for title in _COLUMNS], lines, numeric=range(2, 8)))]
    if len(errors) >= _ENOUGH:
        parts.append(Section(tr("Errors"), "", figure(histogram(errors, "px", label=tr("held-out RMSE"), counted=tr("rasters")))))
    parts += [part for part in (sections.repeat(record),) if part]
    title = tr("Series on {reference}", reference=os.path.basename(record["reference"]))
    return Page(title=title, summary=figures, sections=parts, footer="Tiepoint")
