"""How unlike each cell of one image is to each of another, by network features at three scales.

Source: Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import ModelError
from .cells import Cells

#: Finest cells to a side of a cell of each tap, and what its distance counts; the published factor is the root of 2, cut short.
FACTORS, WEIGHTS = (1, 2, 4), (1.414, 1.0, 1.0)


def feature_distance(target_taps: Sequence, reference_taps: Sequence, target_valid: np.ndarray | None = None,
                     reference_valid: np.ndarray | None = None) -> np.ndarray:
    """(M, N) float64 distance of each of M finest cells of the target to each of N of the reference.

    Each tap of each image is divided by its own standard deviation over all channels and cells, so that contrast makes no difference.
    Cells of coarser taps stand for all the finest cells in them.

    Args:
        target_taps, reference_taps: three arrays (channels, rows, cols), (C2, rows / 2, cols / 2) and (C3, rows / 4, cols / 4) each.
        target_valid, reference_valid: (rows, cols) bool of the finest cells; others have an infinite distance to all. None: all are valid.

    Raises:
        ModelError: shapes do not belong together, or a feature of a valid cell is not finite.
    """
    target, target_cells, target_used = _described(target_taps, target_valid, "target")
    reference, reference_cells, reference_used = _described(reference_taps, reference_valid, "reference")
    total = np.zeros((target_cells.count, reference_cells.count))
    for one, two, factor, weight in zip(target, reference, FACTORS, WEIGHTS):
        if one.shape[1] != two.shape[1]:
            raise ModelError(f"Target and reference have {one.shape[1]} and {two.shape[1]} channels.", "Describe both by the same network.")
        distance = weight * euclidean(one, two)
        if factor > 1:
            distance = distance[:, reference_cells.coarser(factor)].take(target_cells.coarser(factor), axis=0)
        total += distance
    total[~target_used] = np.inf
    total[:, ~reference_used] = np.inf
    return total


def euclidean(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(M, N) Euclidean distances of rows (M, C) and (N, C), by their inner products; exactly 0 between equal rows."""
    squared = -2.0 * first @ second.T
    squared += (first**2).sum(axis=1)[:, None]
    squared += (second**2).sum(axis=1)
    np.maximum(squared, 0.0, out=squared)
    # What rounding leaves of equal rows would be their least distance, and the ratio of the next to it a matter of chance.
    one, two = _labels(first, second)
    squared[one[:, None] == two] = 0.0
    return np.sqrt(squared, out=squared)


def _labels(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(M,) and (N,) numbers that are the same for equal rows."""
    # Adding 0 makes -0 and 0 the same bytes.
    rows = np.ascontiguousarray(np.vstack([first, second])) + 0.0
    labels = np.unique(rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel(), return_inverse=True)[1].reshape(-1)
    return labels[:len(first)], labels[len(first):]


def _described(taps: Sequence, valid: np.ndarray | None, title: str) -> tuple[list[np.ndarray], Cells, np.ndarray]:
    """Each tap as (cells, channels) of unit deviation, its finest cells, and which of them are valid (count,)."""
    taps = [np.asarray(tap, dtype=np.float64) for tap in taps]
    shapes = [tap.shape for tap in taps]
    if len(taps) != len(FACTORS) or any(tap.ndim != 3 for tap in taps):
        raise ModelError(f"The features of the {title} have the shapes {shapes}.", "Give (channels, rows, cols) at three scales.")
    cells = Cells(*shapes[0][1:])
    if any(shape[1:] != (cells.rows // factor, cells.cols // factor) for shape, factor in zip(shapes, FACTORS)):
        raise ModelError(f"The features of the {title} have the shapes {shapes}.", "Give each scale at half the one before.")
    used = np.ones((cells.rows, cells.cols), bool) if valid is None else np.asarray(valid, dtype=bool)
    if used.shape != (cells.rows, cells.cols):
        raise ModelError(f"The validity of the {title} has the shape {used.shape} instead of {(cells.rows, cells.cols)}.",
                         "Give it for every finest cell.")
    return [_normalised(tap, used, factor, title) for tap, factor in zip(taps, FACTORS)], cells, used.ravel()


def _normalised(tap: np.ndarray, used: np.ndarray, factor: int, title: str) -> np.ndarray:
    """(cells, channels) over its standard deviation; rows of cells without any valid finest cell are 0 and have no say in it."""
    held = used.reshape(tap.shape[1], factor, tap.shape[2], factor).any(axis=(1, 3)).ravel()
    rows = np.where(held[:, None], tap.reshape(len(tap), -1).T, 0.0)
    if not np.isfinite(rows).all():
        raise ModelError(f"Some features of the {title} are not finite.", "Look at the network's weights and at the image's values.")
    deviation = float(rows[held].std()) if held.any() else 0.0
    return rows / deviation if deviation > 0 else rows
