"""The table of a series: what has become of each raster."""
from __future__ import annotations

import csv
import dataclasses
import os
from collections.abc import Sequence
from dataclasses import dataclass

from ..outputs import atomic

ALIGNED, REFUSED, FAILED = "aligned", "refused", "failed"


@dataclass(frozen=True)
class Row:
    """One raster.

    Attributes:
        target: its path; output: name of the aligned file in the folder of the series, also where it could not be made.
        state: aligned, refused (the evidence does not support an alignment) or failed (anything else); reason: why it was not aligned.
        verdict, method, transform, tiepoints, rmse_px, rmse, ce90, shift_x, shift_y: the results of 'coregister'; empty where it was not
            aligned.
        seconds: it took.
        signature: of the raster, the reference and the options; the same again would give the same.
    """

    target: str
    output: str
    state: str
    reason: str = ""
    verdict: str = ""
    method: str = ""
    transform: str = ""
    tiepoints: str = ""
    rmse_px: str = ""
    rmse: str = ""
    ce90: str = ""
    shift_x: str = ""
    shift_y: str = ""
    seconds: str = ""
    signature: str = ""


FIELDS = tuple(field.name for field in dataclasses.fields(Row))


def write_table(path: str, rows: Sequence[Row]) -> None:
    """Write the table as CSV, whole or not at all; OutputError where it cannot be written."""
    with atomic(path) as partial, open(partial, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows([getattr(row, name) for name in FIELDS] for row in rows)


def read_table(path: str) -> dict[str, Row]:
    """Rows of a table by target; empty where there is none, or it is none of a series."""
    if not os.path.exists(path):
        return {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            records = list(csv.DictReader(file))
        rows = [Row(**{name: record[name] or "" for name in FIELDS}) for record in records]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, TypeError):
        return {}
    return {row.target: row for row in rows}
