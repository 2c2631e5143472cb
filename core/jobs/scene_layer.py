"""Tiles of two dates as a vector layer: what they were and what they have become."""
from __future__ import annotations

import numpy as np
import pyogrio
import shapely

from ..errors import OutputError
from ..models.corrfusion.legend import Legend
from ..outputs import atomic, disk_full, is_full
from ..progress import Progress
from ..raster.grid import NO_CRS, Grid
from ..scene_change.scan import Scan
from ..scene_change.transition import codes

#: Columns. Classes count from 1; ``transition`` is 100 times the class before plus the class after; the others are described where a user
#: reads of them, in `core.options.scene_change`.
FIELDS = ("id", "class_before", "class_after", "name_before", "name_after", "probability_before", "probability_after", "changed",
          "transition", "gate", "confidence")
_AT_ONCE = 16384


def write_tiles(path: str, found: Scan, cells: Grid, legend: Legend, progress: Progress) -> None:
    """Write the tiles that were looked at, row by row, as polygons.

    Args:
        path: GeoPackage to write.
        found: in the tiles.
        cells: their grid.
        legend: of the classes.
        progress: of the writing.

    Raises:
        OutputError: the layer cannot be written; nothing is left behind.
        Cancelled: from ``progress``; nothing is left behind.
    """
    rows, cols = np.nonzero(found.before)
    with atomic(path) as partial:
        for first in range(0, len(rows), _AT_ONCE):
            progress.step(first / len(rows), "Writing the tiles")
            part = slice(first, first + _AT_ONCE)
            shapes = _outlines(rows[part], cols[part], cells)
            try:
                # GeoPackage 1.2 is the newest that GDAL 3.6 reads without a warning.
                pyogrio.raw.write(partial, shapely.to_wkb(shapes), _columns(found, rows[part], cols[part], first, legend), list(FIELDS),
                                  driver="GPKG", layer="tiles", geometry_type="Polygon", crs=cells.crs or NO_CRS, append=first > 0,
                                  **({} if first else {"dataset_options": {"VERSION": "1.2"}}))
            except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pyogrio.errors.GeometryError) as error:
                if is_full(path):
                    raise disk_full(path) from error
                raise OutputError(f"{path} cannot be written: {error}.", "Check the folder and the space on the disk.") from error


def _outlines(rows: np.ndarray, cols: np.ndarray, cells: Grid) -> np.ndarray:
    """(N,) polygons of cells in map coordinates."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    places = np.stack([cols, rows], 1)[:, None] + corners
    return shapely.polygons(cells.to_map(places.reshape(-1, 2)).reshape(-1, 4, 2))


def _columns(found: Scan, rows: np.ndarray, cols: np.ndarray, first: int, legend: Legend) -> list[np.ndarray]:
    names = np.array(legend.names, object)
    labels = [one[rows, cols].astype(np.int32) for one in (found.before, found.after)]
    likely = [chances[label - 1, rows, cols] for chances, label in zip(found.probabilities, labels)]
    return [np.arange(first + 1, first + 1 + len(rows), dtype=np.int32), *labels, *(names[label - 1] for label in labels), *likely,
            found.changed[rows, cols], codes(*labels).astype(np.int32), found.gate[rows, cols], found.confidence[rows, cols]]
