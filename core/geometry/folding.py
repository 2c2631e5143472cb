"""Folding and local scale of a transform, from its Jacobian on a grid."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Folding:
    """What the Jacobian says over an extent.

    Attributes:
        share: of the places where the transform folds over or has no value, 0 to 1.
        min_scale, max_scale: least and largest local scale in any direction; NaN where there is no value anywhere.
    """

    share: float
    min_scale: float
    max_scale: float

    def __bool__(self) -> bool:
        return self.share > 0.0


def folds(transform, extent, step: float | None = None) -> Folding:
    """Whether a transform folds within an extent: true where the Jacobian determinant changes its sign.

    Args:
        transform: any transform with a ``jacobian``.
        extent: x_min, y_min, x_max, y_max in source coordinates.
        step: distance of the places looked at; None for 33 along the longer side.
    """
    jacobian = transform.jacobian(grid_points(extent, step))
    finite = np.isfinite(jacobian).all(axis=(1, 2))
    determinant = np.linalg.det(np.where(finite[:, None, None], jacobian, 0.0))
    if not finite.any():
        return Folding(1.0, float("nan"), float("nan"))
    # A mirrored raster is no fold: the sign that most places have is the right one.
    sign = 1.0 if (determinant[finite] > 0).mean() >= 0.5 else -1.0
    good = determinant * sign > 0
    scales = np.linalg.svd(jacobian[finite], compute_uv=False)
    return Folding(float(1.0 - good.mean()), float(scales[:, 1].min()), float(scales[:, 0].max()))


def grid_points(extent, step: float | None = None, most: int = 33) -> np.ndarray:
    """(M, 2) regular places over an extent x_min, y_min, x_max, y_max, its border included; at most 1000 along a side."""
    x_min, y_min, x_max, y_max = (float(value) for value in extent)
    longest = max(x_max - x_min, y_max - y_min)
    step = longest / (most - 1) if step is None else max(float(step), longest / 1000.0)
    step = step if step > 0 else 1.0
    x = np.linspace(x_min, x_max, int(np.ceil((x_max - x_min) / step - 1e-9)) + 1)
    y = np.linspace(y_min, y_max, int(np.ceil((y_max - y_min) / step - 1e-9)) + 1)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
