"""From which class to which: codes of rasters, and tables."""
from __future__ import annotations

import csv
import io

import numpy as np

from ..models.corrfusion.legend import Legend

#: A code is this times the class before, plus the class after; classes count from 1, 0 is what is not known.
FROM = 100


def codes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """uint16 of labels from 1 of any shape: ``100 * before + after``; 0 where one of them is 0."""
    before, after = (labels.astype(np.uint16) for labels in (before, after))
    return np.where((before > 0) & (after > 0), FROM * before + after, 0).astype(np.uint16)


def counts(before: np.ndarray, after: np.ndarray, classes: int) -> np.ndarray:
    """(classes, classes) int64: how many places went from the class of the row to that of the column; labels from 1, 0 is left out."""
    known = (before > 0) & (after > 0)
    index = (before[known].astype(np.int64) - 1) * classes + after[known].astype(np.int64) - 1
    return np.bincount(index, minlength=classes**2).reshape(classes, classes)


def change_rate(before: np.ndarray, after: np.ndarray) -> float:
    """Share of the places known on both dates whose labels differ; 0 where there are none."""
    known = (before > 0) & (after > 0)
    return float((before[known] != after[known]).mean()) if known.any() else 0.0


def as_csv(table: np.ndarray, legend: Legend) -> str:
    """A table with names and sums; ``table`` as of `counts`, or areas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["from / to", *legend.names, "sum"])
    for name, row in zip(legend.names, table):
        writer.writerow([name, *row.tolist(), row.sum().item()])
    writer.writerow(["sum", *table.sum(0).tolist(), table.sum().item()])
    return text.getvalue()
