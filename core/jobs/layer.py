"""Tie points as vector layers: written as GeoPackage, read from anything."""
from __future__ import annotations

import os

import numpy as np
import pyogrio
import shapely

from ..errors import OptionError, OutputError
from ..outputs import atomic, disk_full, is_full
from ..raster.grid import NO_CRS

#: Columns of a tie-point layer. Positions are map units of the layer's CRS; residuals are pixels of the coarser raster;
#: ``weight`` is the pull of a point in a fit, an inverse variance up to a factor; ``footprint`` the side of the area it was measured
#: on: the errors of nearer ones are alike.
FIELDS = ("id", "target_px", "target_py", "target_x", "target_y", "reference_x", "reference_y", "dx", "dy", "shift", "score", "residual",
          "loo_residual", "inlier", "enabled", "method", "weight", "footprint")
_LEAST_FIELDS = ("target_px", "target_py")


def write_points(path: str, columns: dict, crs: str | None) -> None:
    """A point layer at ``reference_x, reference_y``.

    Args:
        path: GeoPackage to write.
        columns: the arrays of FIELDS, equal in length.
        crs: WKT of the reference, or None.
    """
    _write(path, shapely.points(columns["reference_x"], columns["reference_y"]), columns, "Point", crs)


def write_shift_lines(path: str, columns: dict, crs: str | None) -> None:
    """Lines from the target's position to the reference's; points without a target position are left out."""
    known = np.isfinite(columns["dx"])
    ends = np.stack([np.stack([columns[f"{end}_x"], columns[f"{end}_y"]], 1) for end in ("target", "reference")], 1)
    kept = {name: values[known] for name, values in columns.items()}
    _write(path, shapely.linestrings(ends[known]), kept, "LineString", crs)


def read_points(path: str) -> tuple[dict, str | None]:
    """Columns of a tie-point layer and its CRS.

    The geometry overrides ``reference_x, reference_y``, so that a point dragged on the canvas counts where it is now. Raises
    OptionError for a layer that is not one of tie points.
    """
    if not os.path.exists(path.split("|")[0]):
        raise OptionError(f"The tie-point layer {path} does not exist.", "Check the path.")
    try:
        meta, _, geometry, values = pyogrio.raw.read(path.split("|")[0])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise OptionError(f"The tie-point layer {path} cannot be read.", "Give a layer made by 'Find tie points'.") from error
    columns = {name.lower(): column for name, column in zip(meta["fields"], values)}
    missing = [name for name in _LEAST_FIELDS if name not in columns]
    if missing or geometry is None:
        raise OptionError(f"The layer {path} is not a tie-point layer: it has no {', '.join(missing) or 'geometry'}.",
                          "Give a layer made by 'Find tie points', or a .points file as GCPS_FILE.")
    shapes = shapely.from_wkb(geometry)
    if len(shapes) and not np.isin(shapely.get_type_id(shapes), (0, 4)).all():
        raise OptionError(f"The layer {path} does not hold points only.", "Give the point layer made by 'Find tie points'.")
    columns["reference_x"], columns["reference_y"] = (f(shapely.centroid(shapes)).astype(float) for f in (shapely.get_x, shapely.get_y))
    count = len(shapes)
    for name, default in (("target_x", np.nan), ("target_y", np.nan), ("dx", np.nan), ("footprint", np.nan), ("weight", 1.0),
                          ("enabled", 1)):
        column = columns.get(name, np.full(count, default))
        if column.dtype == object:
            column = np.array([default if value is None else value for value in column])
        columns[name] = column.astype(float)
    return columns, meta["crs"]


def _write(path: str, shapes, columns: dict, kind: str, crs: str | None) -> None:
    data = [np.asarray(columns[name]) for name in FIELDS]
    with atomic(path) as partial:
        try:
            # GeoPackage 1.2 is the newest that GDAL 3.6 reads without a warning.
            pyogrio.raw.write(partial, shapely.to_wkb(shapes), data, list(FIELDS), driver="GPKG", layer="tiepoints", geometry_type=kind,
                              crs=crs or NO_CRS, dataset_options={"VERSION": "1.2"})
        except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pyogrio.errors.GeometryError) as error:
            if is_full(path):
                raise disk_full(path) from error
            raise OutputError(f"{path} cannot be written: {error}.", "Check the folder and the space on the disk.") from error
