"""Residuals of points that are left out of a linear fit together with those around them, for many groups at once."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

#: (indices to leave out together, positions among them whose residual is wanted)
Group = tuple[np.ndarray, np.ndarray]
# Numbers held at a time in the systems of groups of one size.
_CHUNK = 1 << 21


def residuals_left_out(groups: list[Group], count: int, residuals: Callable[[np.ndarray, bool], np.ndarray]) -> np.ndarray:
    """(count, 2) residuals of points without their group; NaN where the others do not determine the fit, or none is wanted.

    Args:
        groups: what is left out.
        count: of points.
        residuals: of groups (G, k), of all their points (G, k, 2); if it is told so, (G, 1, 2) of the last ones are enough.
    """
    held = np.full((count, 2), np.nan)
    sizes = np.array([len(block) for block, _ in groups], dtype=int)
    for size in np.unique(sizes[sizes > 0]):
        alike = np.flatnonzero(sizes == size)
        step = max(1, _CHUNK // (4 * int(size) ** 2))
        for part in (alike[start : start + step] for start in range(0, len(alike), step)):
            blocks, wanted = np.array([groups[index][0] for index in part]), [groups[index][1] for index in part]
            if all(len(places) == 1 for places in wanted):
                last = np.argsort(np.arange(size) == np.array(wanted), axis=1, kind="stable")
                blocks = np.take_along_axis(blocks, last, axis=1)
                held[blocks[:, -1]] = residuals(blocks, True)[:, -1]
            else:
                row, place = np.repeat(np.arange(len(part)), [len(places) for places in wanted]), np.concatenate(wanted)
                held[blocks[row, place]] = residuals(blocks, False)[row, place]
    return held
