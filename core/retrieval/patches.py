"""Tiles beside each other that show the same: a lake is one result, not one for each of its tiles."""
from __future__ import annotations

from collections.abc import Callable, Iterator

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
# Tiles that are looked at together: a fraction of a second.
_AT_ONCE = 20_000


def firsts(places: Places, codes: np.ndarray, most_bits: int, even: np.ndarray | None = None,
           alive: Callable[[], None] = lambda: None) -> np.ndarray:
    """Which tiles are the first of their patch.

    A patch is what hangs together by tiles that touch or overlap, on whatever raster, and whose codes differ in few bits, or in both of
    which there is nothing to see.

    Args:
        places: of tiles, best first; codes: (N, bytes) of them.
        most_bits: in which neighbours may differ.
        even: (N,) bool, in which there is nothing to see; None: that does not matter.
        alive: called between parts of the work.

    Returns:
        (N,) bool.
    """
    rows = np.flatnonzero(np.isfinite(places.boxes).all(1))
    one, other = _touching(places[rows], alive)
    alive()
    far = np.bitwise_count(words(codes[rows[one]]) ^ words(codes[rows[other]])).sum(1, dtype=np.int64)
    joined = far <= most_bits
    if even is not None:
        joined |= even[rows[one]] & even[rows[other]]
    one, other = one[joined], other[joined]
    alive()
    count, patch = connected_components(coo_array((np.ones(len(one), np.int8), (one, other)), shape=(len(rows),) * 2), directed=False)
    _, first = np.unique(patch, return_index=True)
    found = np.ones(len(places), bool)
    found[rows] = False
    found[rows[first[:count]]] = True
    return found


def _touching(places: Places, alive: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of all pairs of places that touch; places of other groups never do."""
    pairs = [np.empty((2, 0), np.int64)]
    for group in np.unique(places.group):
        mine = np.flatnonzero(places.group == group)
        boxes = places.boxes[mine]
        reach = _TOUCH * (boxes[:, 2:] - boxes[:, :2])
        wider = np.concatenate([boxes[:, :2] - reach, boxes[:, 2:] + reach], 1)
        tree = shapely.STRtree(np.concatenate([part for _, part in _shapes(boxes, alive)]))
        for first, part in _shapes(wider, alive):
            # What the tree compares are bounds, which is all there is of boxes.
            one, other = tree.query(part)
            one += first
            pairs.append(mine[np.stack([one, other])[:, one < other]])
    return tuple(np.concatenate(pairs, 1))


def _shapes(boxes: np.ndarray, alive: Callable[[], None]) -> Iterator[tuple[int, np.ndarray]]:
    """Number of the first, and geometries, of some boxes at a time."""
    for first in range(0, len(boxes), _AT_ONCE):
        alive()
        yield first, shapely.box(*boxes[first : first + _AT_ONCE].T)
