"""GCP files of the QGIS Georeferencer (``.points``)."""
from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np

from ..errors import GeometryError

_HEADER = ("mapX", "mapY", "sourceX", "sourceY", "enable", "dX", "dY", "residual")
_OLD_NAMES = {"pixelx": "sourcex", "pixely": "sourcey"}


@dataclass(frozen=True, eq=False)
class GcpTable:
    """Ground control points.

    Attributes:
        map_xy: (N, 2) map coordinates in ``crs``.
        source_xy: (N, 2) positions in the image as the Georeferencer shows it: map coordinates of the layer where it is
            georeferenced, else pixels with y negative downwards.
        enabled: (N,) bool.
        crs: WKT of ``map_xy``, or None.
        residual_xy: (N, 2) residuals in pixels, or None.
    """

    map_xy: np.ndarray
    source_xy: np.ndarray
    enabled: np.ndarray
    crs: str | None = None
    residual_xy: np.ndarray | None = None


def write_points(path: str, table: GcpTable) -> None:
    """Write a ``.points`` file that the Georeferencer loads; OSError where it cannot be written."""
    residual = np.zeros_like(table.map_xy) if table.residual_xy is None else np.nan_to_num(table.residual_xy)
    with open(path, "w", encoding="utf-8", newline="") as file:
        if table.crs:
            file.write(f"#CRS: {' '.join(table.crs.split())}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        for place, source, enabled, error in zip(table.map_xy, table.source_xy, table.enabled, residual):
            writer.writerow([*(repr(float(v)) for v in (*place, *source)), int(enabled),
                             *(repr(float(v)) for v in (*error, float(np.hypot(*error))))])


def read_points(path: str) -> GcpTable:
    """Read a ``.points`` file, of this or an older QGIS, separated by commas, tabs or semicolons.

    Raises:
        GeometryError: the file cannot be read or holds no points.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = [line for line in file.read().splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise GeometryError(f"The GCP file {path} cannot be read.", "Give a .points file of the Georeferencer.") from error
    crs = next((line.split(":", 1)[1].strip() or None for line in lines if line.lower().startswith("#crs:")), None)
    rows = [line for line in lines if not line.startswith("#")]
    if not rows:
        raise GeometryError(f"The GCP file {path} holds no points.", "Give a .points file of the Georeferencer.")
    separator = max(("\t", ",", ";"), key=rows[0].count)
    names = [_OLD_NAMES.get(name.strip().lower(), name.strip().lower()) for name in rows[0].split(separator)]
    has_header = "mapx" in names
    if not has_header:
        names = [name.lower() for name in _HEADER]
    columns, points = {name: index for index, name in enumerate(names)}, []
    with_residual = "dx" in columns and "dy" in columns
    for number, line in enumerate(rows[has_header:], 1):
        parts = line.split(separator)
        try:
            values = [float(parts[columns[name]]) for name in ("mapx", "mapy", "sourcex", "sourcey")]
            enabled = float(parts[columns["enable"]]) != 0 if "enable" in columns and len(parts) > columns["enable"] else True
            error = [float(parts[columns[name]]) if with_residual and len(parts) > columns[name] else np.nan for name in ("dx", "dy")]
        except (KeyError, IndexError, ValueError) as problem:
            raise GeometryError(f"Point {number} of the GCP file {path} is not mapX, mapY, sourceX, sourceY.",
                                "Give a .points file of the Georeferencer.") from problem
        points.append((*values, enabled, *error))
    if not points:
        raise GeometryError(f"The GCP file {path} holds no points.", "Give a .points file of the Georeferencer.")
    table = np.array(points, dtype=np.float64)
    if not np.isfinite(table[:, :4]).all():
        raise GeometryError(f"The GCP file {path} has coordinates that are not finite numbers.", "Remove these points from the file.")
    known = np.isfinite(table[:, 5:]).all()
    return GcpTable(table[:, :2], table[:, 2:4], table[:, 4] != 0, crs, table[:, 5:] if known else None)
