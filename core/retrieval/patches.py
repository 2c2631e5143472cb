"""Tiles beside each other that show the same: a lake is one result, not one for each of its tiles."""
from __future__ import annotations

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .bits import words
from .places import Places

#: Share of the bits in which codes of neighbours may differ that are taken for the same.
ALIKE = 1.0 / 16
# Tiles touch where they are nearer than this share of a side: grids of turned rasters are rounded.
_TOUCH = 0.02


def firsts(places: Places, codes: np.ndarray, most_bits: int, even: np.ndarray | None = None) -> np.ndarray:
    """Which tiles are the first of their patch.

    A patch is what hangs together by tiles that touch or overlap, on whatever raster, and whose codes differ in few bits, or in both of
    which there is nothing to see.

    Args:
        places: of tiles, best first; codes: (N, bytes) of them.
        most_bits: in which neighbours may differ.
        even: (N,) bool, in which there is nothing to see; None: that does not matter.

    Returns:
        (N,) bool.
    """
    rows = np.flatnonzero(np.isfinite(places.boxes).all(1))
    one, other = _touching(places[rows])
    far = np.bitwise_count(words(codes[rows[one]]) ^ words(codes[rows[other]])).sum(1, dtype=np.int64)
    joined = far <= most_bits
    if even is not None:
        joined |= even[rows[one]] & even[rows[other]]
    one, other = one[joined], other[joined]
    count, patch = connected_components(coo_array((np.ones(len(one), np.int8), (one, other)), shape=(len(rows),) * 2), directed=False)
    _, first = np.unique(patch, return_index=True)
    found = np.ones(len(places), bool)
    found[rows] = False
    found[rows[first[:count]]] = True
    return found


def _touching(places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of all pairs of places that touch; places of other groups never do."""
    pairs = [np.empty((2, 0), np.int64)]
    for group in np.unique(places.group):
        mine = np.flatnonzero(places.group == group)
        boxes = places.boxes[mine]
        reach = _TOUCH * (boxes[:, 2:] - boxes[:, :2])
        wider = np.concatenate([boxes[:, :2] - reach, boxes[:, 2:] + reach], 1)
        found = shapely.STRtree(shapely.box(*boxes.T)).query(shapely.box(*wider.T), predicate="intersects")
        pairs.append(mine[found[:, found[0] < found[1]]])
    return tuple(np.concatenate(pairs, 1))
