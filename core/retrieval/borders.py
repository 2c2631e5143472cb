"""Borders that a raster does not declare: black or white where it was turned, cut or stitched, and no data."""
from __future__ import annotations

import cv2
import numpy as np

# So near to black or white in all bands, as a compression with losses leaves it.
_BLACK, _WHITE = 2, 253
# Part of a side over which an area has to be solid, and share of a tile from which on it is a border.
_SOLID, _LEAST, _FEWEST = 8, 1.0 / 32, 3


def border(values: np.ndarray) -> np.ndarray | None:
    """Where values are a border; None: nowhere.

    A border is solid, all bands the least or the most that their type holds, as wide as an eighth of the tile at least, and reaches its
    edge: shadows and roofs are neither. One band alone tells nothing: water can be black in it.

    Args:
        values: (bands, rows, cols) of a raster.

    Returns:
        (rows, cols) bool.
    """
    if len(values) < _FEWEST or values.dtype.kind not in "iuf":
        return None
    edges = [values[:, 0], values[:, -1], values[:, :, 0], values[:, :, -1]]
    if not any(bare.any() for edge in edges for bare in _bare(edge)):
        return None
    found = np.zeros(values.shape[1:], bool)
    for bare in _bare(values):
        width = max(3, min(bare.shape) // _SOLID) | 1
        solid = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, np.ones((width, width), np.uint8), borderType=cv2.BORDER_CONSTANT,
                                 borderValue=0)
        _, parts = cv2.connectedComponents(solid & bare)
        reaching = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
        found |= np.isin(parts, reaching[reaching > 0])
    return found if found.mean() >= _LEAST else None


def _bare(values: np.ndarray) -> tuple[np.ndarray, ...]:
    """Where all bands are black, and where they are white."""
    if values.dtype == np.uint8:
        return (values <= _BLACK).all(0), (values >= _WHITE).all(0)
    black = (values == 0).all(0)
    return (black,) if values.dtype.kind == "f" else (black, (values == np.iinfo(values.dtype).max).all(0))
