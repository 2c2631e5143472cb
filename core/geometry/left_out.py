"""Residuals of points that are left out of a linear fit together with those around them, for many groups at once."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .points import solve_positive

#: (indices to leave out together, positions among them whose residual is wanted)
Group = tuple[np.ndarray, np.ndarray]
# Numbers held at a time in the systems of groups of one size.
_CHUNK = 1 << 21


def residuals_left_out(groups: list[Group], count: int, systems: Callable[[np.ndarray], np.ndarray],
                       values: Callable[[np.ndarray], np.ndarray], least: float) -> np.ndarray:
    """(count, 2) residuals of points without their group; NaN where the others do not determine the fit, or none is wanted.

    Args:
        groups: what is left out.
        count: of points.
        systems: of groups (G, k), positive definite matrices (G, m, m).
        values: of groups (G, k), right-hand sides (G, m, c); m times c is 2 k, point by point.
        least: see `solve_positive`.
    """
    held = np.full((count, 2), np.nan)
    sizes = np.array([len(block) for block, _ in groups], dtype=int)
    for size in np.unique(sizes[sizes > 0]):
        alike = np.flatnonzero(sizes == size)
        step = max(1, _CHUNK // (4 * int(size) ** 2))
        for part in (alike[start : start + step] for start in range(0, len(alike), step)):
            blocks = np.array([groups[index][0] for index in part])
            solved = solve_positive(systems(blocks), values(blocks), least).reshape(len(part), size, 2)
            row = np.repeat(np.arange(len(part)), [len(groups[index][1]) for index in part])
            place = np.concatenate([groups[index][1] for index in part])
            held[blocks[row, place]] = solved[row, place]
    return held
