"""Page of a series: what has become of each raster."""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from . import sections, wording
from .charts import histogram
from .page import Page, Section, figure, table

_COLUMNS = ("Raster", "State", "RMSE, px", "RMSE, map units", "CE90, map units", "Shift x", "Shift y", "Tie points", "Method", "Transform",
            "Why not")
_TEXT = ("RMSE and CE90 are held-out errors: of tie points that were left out of the fit. Aligned rasters are good up to 0.75 px, usable "
         "up to 2 px, else poor. Refused: the evidence does not support an alignment. Failed: it could not be read, or another error.")
_ENOUGH = 4                   # aligned rasters, to draw how their errors are spread


def series_page(record: Mapping, rows: Sequence[Mapping]) -> Page:
    """The report of a series.

    Args:
        record: reference, command: text; seconds: float.
        rows: dicts with the fields of ``jobs.series_table.Row``, as text.
    """
    aligned = [row for row in rows if row["state"] == "aligned"]
    errors = [float(row["rmse_px"]) for row in aligned]
    counts = {state: sum(row["state"] == state for row in rows) for state in ("aligned", "refused", "failed")}
    figures = [("Rasters", str(len(rows)), ""), *((state.capitalize(), str(count), "") for state, count in counts.items())]
    if errors:
        figures.append(("Worst RMSE", f"{max(errors):.2f} px", "The largest held-out error of the aligned."))
    figures += [("Reference", os.path.basename(record["reference"]), ""), ("Time", wording.duration(record["seconds"]), "Of the last run.")]
    lines = [(os.path.basename(row["target"]), row["verdict"] or row["state"], row["rmse_px"], row["rmse"], row["ce90"], row["shift_x"],
              row["shift_y"], row["tiepoints"], row["method"], row["transform"], row["reason"]) for row in rows]
    parts = [Section("Rasters", _TEXT, table(_COLUMNS, lines, numeric=range(2, 8)))]
    if len(errors) >= _ENOUGH:
        parts.append(Section("Errors", "", figure(histogram(errors, "px", label="held-out RMSE", counted="rasters"))))
    parts += [part for part in (sections.repeat(record),) if part]
    return Page(title=f"Series on {os.path.basename(record['reference'])}", summary=figures, sections=parts, footer="Tiepoint")
