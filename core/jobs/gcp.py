"""Tie points as a GCP file of the Georeferencer."""
from __future__ import annotations

import numpy as np

from ..geometry.points_file import GcpTable, write_points
from .pair import RasterPair


def write_gcps(path: str, table: dict, pair: RasterPair, crs: str | None) -> None:
    """Write the tie points of ``solving.columns`` as a ``.points`` file.

    The source columns are what the Georeferencer shows for the target: map coordinates of a georeferenced raster, pixels counted
    downwards as negative numbers of any other (`grid.PLAIN`).
    """
    used = table["inlier"]
    pixels = np.stack([table["target_px"], table["target_py"]], 1)[used]
    grid = pair.target_raster.grid
    source = grid.to_map(pixels)
    reference = np.stack([table["reference_x"], table["reference_y"]], 1)[used]
    write_points(path, GcpTable(reference, source, table["enabled"][used], crs, weight=table["weight"][used],
                                footprint=table["footprint"][used]))
