"""Corners of a template and the homographies they tell: NumPy, float64."""
from __future__ import annotations

import numpy as np

from ..models.deep_lk import INSET_PX, TEMPLATE_PX

_ORDER = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def template_corners(side: int = TEMPLATE_PX) -> np.ndarray:
    """(4, 2) top left, top right, bottom right, bottom left: centres of the outermost pixels."""
    return _ORDER * (side - 1)


def unmoved(compat: bool = False) -> np.ndarray:
    """(3, 3) homography of a template that lies in the middle of the input.

    Args:
        compat: as published, the corners at 32 and 160 instead of 159.
    """
    there = _ORDER * (TEMPLATE_PX if compat else TEMPLATE_PX - 1) + INSET_PX
    return homography(template_corners(), there)


def homography(template_xy: np.ndarray, input_xy: np.ndarray) -> np.ndarray:
    """(3, 3) with h33 = 1, of four points (4, 2) each."""
    template, there = (np.asarray(points, np.float64) for points in (template_xy, input_xy))
    rows = np.zeros((8, 8))
    (x, y), (u, v) = template.T, there.T
    rows[0::2, 0], rows[0::2, 1], rows[0::2, 2] = x, y, 1.0
    rows[1::2, 3], rows[1::2, 4], rows[1::2, 5] = x, y, 1.0
    rows[0::2, 6], rows[0::2, 7], rows[1::2, 6], rows[1::2, 7] = -x * u, -y * u, -x * v, -y * v
    return np.append(np.linalg.solve(rows, there.reshape(-1)), 1.0).reshape(3, 3)


def mapped(matrix: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Positions (..., N, 2) through homographies (..., 3, 3)."""
    points = np.asarray(xy, np.float64)
    found = np.concatenate([points, np.ones_like(points[..., :1])], -1) @ np.swapaxes(np.asarray(matrix, np.float64), -1, -2)
    return found[..., :2] / found[..., 2:]


def corner_error(matrix: np.ndarray, input_xy: np.ndarray, side: int = TEMPLATE_PX) -> np.ndarray:
    """Mean distance (...,) of the four corners of homographies (..., 3, 3) from where they belong (..., 4, 2), pixels of the input."""
    return np.linalg.norm(mapped(matrix, template_corners(side)) - input_xy, axis=-1).mean(-1)
