"""Polygons that somebody has given classes, and what they say of pixels."""
from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from ..errors import OptionError
from .grid import Grid
from .mask import ignored_pixels, read_polygons
from .window import Window


def read_classes(path: str | os.PathLike, fields: Sequence[str], crs: str | None) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Polygons and what some of their fields say.

    Args:
        path: anything GDAL reads.
        fields: names, in any case.
        crs: WKT to transform to; None to take the coordinates as they are.

    Returns:
        (N,) shapely geometries, and for each field (N,) texts, empty where it says nothing.

    Raises:
        OptionError: there is no such field. RasterError: the file cannot be read, or holds no polygon.
    """
    path = os.fspath(path)
    shapes, kept = read_polygons(path, crs, indices=True)
    try:
        meta, _, _, columns = pyogrio.raw.read(path, read_geometry=False)
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        raise OptionError(f"The fields of {path} cannot be read ({' '.join(str(error).split())}).", "Choose a polygon layer.") from error
    table = {name.lower(): column for name, column in zip(meta["fields"], columns)}
    found = []
    for name in fields:
        if name.lower() not in table:
            raise OptionError(f"The polygons have no field '{name}'.", f"They have: {', '.join(meta['fields']) or 'none'}.")
        found.append(np.array([_text(value) for value in table[name.lower()][kept]], object))
    return shapes, tuple(found)


def class_map(shapes: np.ndarray, labels: np.ndarray, grid: Grid, window: Window) -> np.ndarray:
    """(rows, cols) uint8 labels of the pixels of a window; 0 where no polygon lies, the higher label where several do.

    Args:
        shapes: (N,) geometries in the grid's CRS.
        labels: (N,) 0 to 255; polygons of label 0 are left out.
        grid: where the pixels lie; window: part of it.
    """
    found = np.zeros(window.shape, np.uint8)
    near = shapely.intersects(shapes, grid.window_grid(window).footprint)
    for label in np.unique(labels[near & (labels > 0)]):
        found[ignored_pixels(shapes[near & (labels == label)], grid, window)] = label
    return found


def _text(value: object) -> str:
    """A class as it is called: whole numbers without a point."""
    if value is None or value != value:
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        value = int(value)
    return str(value).strip()
