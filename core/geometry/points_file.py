"""GCP files of the QGIS Georeferencer (``.points``)."""
from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np

from ..errors import GeometryError

_HEADER = ("mapX", "mapY", "sourceX", "sourceY", "enable", "dX", "dY", "residual")
# Beyond what the Georeferencer knows and skips: with them a warp gives these points the same pull as the fit they come from.
_EXTRA = ("weight", "footprint")
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
        weight: (N,) pull of a point in a fit, an inverse variance up to a factor; footprint: (N,) side of the
            area a point was measured on, map units; each or None.
    """

    map_xy: np.ndarray
    source_xy: np.ndarray
    enabled: np.ndarray
    crs: str | None = None
    residual_xy: np.ndarray | None = None
    weight: np.ndarray | None = None
    footprint: np.ndarray | None = None


def write_points(path: str, table: GcpTable) -> None:
    """Write a ``.points`` file that the Georeferencer loads; OSError where it cannot be written."""
    residual = np.zeros_like(table.map_xy) if table.residual_xy is None else np.nan_to_num(table.residual_xy)
    with open(path, "w", encoding="utf-8", newline="") as file:
        if table.crs:
            file.write(f"#CRS: {' '.join(table.crs.split())}\n")
        writer = csv.writer(file, lineterminator="\n")
        extra = [name for name in _EXTRA if getattr(table, name) is not None]
        writer.writerow([*_HEADER, *extra])
        more = np.stack([getattr(table, name) for name in extra], 1) if extra else np.zeros((len(residual), 0))
        for place, source, enabled, error, others in zip(table.map_xy, table.source_xy, table.enabled, residual, more):
            writer.writerow([*(repr(float(v)) for v in (*place, *source)), int(enabled),
                             *(repr(float(v)) for v in (*error, float(np.hypot(*error)), *others))])


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
    for number, line in enumerate(rows[has_header:], 1):
        parts = line.split(separator)
        try:
            values = [float(parts[columns[name]]) for name in ("mapx", "mapy", "sourcex", "sourcey")]
            enabled = float(parts[columns["enable"]]) != 0 if "enable" in columns and len(parts) > columns["enable"] else True
            more = [float(parts[columns[name]]) if name in columns and len(parts) > columns[name] else np.nan
                    for name in ("dx", "dy", *_EXTRA)]
        except (KeyError, IndexError, ValueError) as problem:
            raise GeometryError(f"Point {number} of the GCP file {path} is not mapX, mapY, sourceX, sourceY.",
                                "Give a .points file of the Georeferencer.") from problem
        points.append((*values, enabled, *more))
    if not points:
        raise GeometryError(f"The GCP file {path} holds no points.", "Give a .points file of the Georeferencer.")
    table = np.array(points, dtype=np.float64)
    if not np.isfinite(table[:, :4]).all():
        raise GeometryError(f"The GCP file {path} has coordinates that are not finite numbers.", "Remove these points from the file.")
    residual, weight, footprint = (part if np.isfinite(part).all() else None for part in (table[:, 5:7], table[:, 7], table[:, 8]))
    return GcpTable(table[:, :2], table[:, 2:4], table[:, 4] != 0, crs, residual, weight, footprint)
