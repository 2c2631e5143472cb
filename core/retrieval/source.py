"""A raster of an index: which file, what state it was in, and how its tiles were made."""
from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

import numpy as np
from affine import Affine

from ..raster.colours import Colouring
from ..raster.grid import IDENTITY, Grid
from ..raster.io import map_points
from .tiles import Layout

LONGITUDES = "EPSG:4326"
_CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])


@dataclass(frozen=True)
class Source:
    """One raster.

    Attributes:
        path: absolute.
        state: size in bytes and time of the last change, "" where it is no file: tells whether it has changed.
        date: YYYY-MM-DD, or empty.
        crs: WKT or None; transform: six numbers; width, height: pixels.
        size, stride: of its tiles, pixels.
        bands, limits: see `core.raster.colours.Colouring`.
        skipped: tiles that were left out for lack of data.
        assigned: whether somebody has assigned ``crs`` to it, as its file has another or none.
    """

    path: str
    state: str
    date: str
    crs: str | None
    transform: tuple[float, ...]
    width: int
    height: int
    size: int
    stride: int
    bands: tuple[int, ...]
    limits: tuple[float, float] | None = None
    skipped: int = 0
    assigned: bool = False

    @property
    def grid(self) -> Grid:
        """Where its pixels lie."""
        return Grid(Affine(*self.transform), self.width, self.height, self.crs)

    @property
    def layout(self) -> Layout:
        """Where its tiles lie."""
        return Layout(self.width, self.height, self.size, self.stride)

    @property
    def key(self) -> str:
        """Equal for two records of the same file in the same state, cut into the same tiles, shown in the same way."""
        return json.dumps([os.path.realpath(self.path), self.state, self.size, self.stride, self.bands, self.limits])

    def colouring(self, made: Colouring) -> Colouring:
        """A colouring of the raster with the limits that were found when its tiles were made."""
        return made if made.table is not None else Colouring(self.bands, self.limits)

    def corners(self, windows: np.ndarray, crs: str | None) -> np.ndarray:
        """(N, 4, 2) map positions in a CRS of the corners of windows (N, 4): col, row, width, height.

        A raster without a position lies as QGIS shows it: x to the right, y upwards from its upper edge. NaN where a raster without CRS
        is to be placed in one, or a corner has no place in it.
        """
        windows = np.asarray(windows, np.float64)
        places = (windows[:, None, :2] + _CORNERS * windows[:, None, 2:]).reshape(-1, 2)
        if not self.crs:
            if crs:
                return np.full((len(windows), 4, 2), np.nan)
            found = places * [1, -1] if self.grid.transform == IDENTITY else self.grid.to_map(places)
        else:
            found = map_points(self.crs, crs or self.crs)(self.grid.to_map(places))
        return found.reshape(-1, 4, 2)

    def record(self) -> str:
        """Everything as JSON text, which older versions read where nothing was assigned."""
        return json.dumps({name: value for name, value in asdict(self).items() if name != "assigned" or value})


def from_record(text: str) -> Source:
    """The inverse of `Source.record`."""
    values = json.loads(text)
    for name in ("transform", "bands", "limits"):
        values[name] = tuple(values[name]) if values[name] is not None else None
    return Source(**values)


def state_of(path: str) -> str:
    """What tells whether a file has changed: its size and the time of its last change; empty where it is no file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"
