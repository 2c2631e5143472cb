"""Where tiles are, whatever the coordinate systems of their rasters: how far from each other, and whether they show the same ground."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .index import Index
from .source import LONGITUDES, Source

_EARTH_M = 6_371_000.8
_ON_EARTH = -1
#: Share of the smaller of two tiles from which on they show the same place: less is the rounding of turned grids.
_SHARED = 0.1


@dataclass(frozen=True, eq=False)
class Places:
    """Rectangles on the ground.

    Attributes:
        boxes: (N, 4) west, south, east, north in degrees, or pixels of a raster without CRS; NaN where not known.
        group: (N,) -1 on the Earth, else the number of that raster, which tells nothing of other rasters.
    """

    boxes: np.ndarray
    group: np.ndarray

    def __getitem__(self, part) -> Places:
        return Places(self.boxes[part], self.group[part])

    def __len__(self) -> int:
        return len(self.group)

    def distances(self, number: int, others: Places) -> np.ndarray:
        """(M,) metres (pixels, in a raster without CRS) from the middle of one of these places to others; infinite where not known."""
        one, many = _middle(self.boxes[number][None]), _middle(others.boxes)
        if self.group[number] == _ON_EARTH:
            (west, south), (east, north) = np.radians(one).T, np.radians(many).T
            # Haversine.
            half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
            found = 2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
        else:
            found = np.hypot(*(many - one).T)
        return np.where((others.group == self.group[number]) & np.isfinite(found), found, np.inf)

    def shared(self, number: int, others: Places) -> np.ndarray:
        """(M,) bool: which of others show the place of one of these, on whatever raster."""
        one, many = self.boxes[number], others.boxes
        sides = np.minimum(one[2:], many[:, 2:]) - np.maximum(one[:2], many[:, :2])
        area = np.prod(np.maximum(sides, 0), axis=1)
        smaller = np.minimum(np.prod(one[2:] - one[:2]), np.prod(many[:, 2:] - many[:, :2], axis=1))
        with np.errstate(invalid="ignore"):
            return (others.group == self.group[number]) & (area > _SHARED * smaller)


def of_tiles(index: Index, rows: np.ndarray) -> Places:
    """Places of tiles of an index."""
    rows = np.asarray(rows)
    boxes, numbers = index.boxes(rows), index.source[rows]
    placeless = np.array([not source.crs for source in index.sources], bool)[numbers] if len(index.sources) else np.zeros(0, bool)
    windows = index.windows[rows].astype(float)
    boxes[placeless] = np.concatenate([windows[:, :2], windows[:, :2] + windows[:, 2:]], 1)[placeless]
    return Places(boxes, np.where(placeless, numbers, _ON_EARTH))


def of_windows(source: Source, windows: np.ndarray, number: int) -> Places:
    """Places of windows (N, 4) of a raster; ``number``: of it in the index, where it is there."""
    windows = np.asarray(windows, float).reshape(-1, 4)
    if not source.crs:
        return Places(np.concatenate([windows[:, :2], windows[:, :2] + windows[:, 2:]], 1), np.full(len(windows), number))
    corners = source.corners(windows, LONGITUDES)
    return Places(np.concatenate([corners.min(1), corners.max(1)], 1), np.full(len(windows), _ON_EARTH))


def joined(parts: list[Places]) -> Places:
    """All places of several."""
    return Places(np.concatenate([part.boxes for part in parts]).reshape(-1, 4), np.concatenate([part.group for part in parts]))


def _middle(boxes: np.ndarray) -> np.ndarray:
    return 0.5 * (boxes[:, :2] + boxes[:, 2:])
