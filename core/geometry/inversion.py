"""Inverse of a smooth mapping by Newton's method, all points at once."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

# In normalised units: a hundred-millionth of a pixel on a raster of ten thousand pixels, well above rounding.
_TOLERANCE = 1e-12
_ACCEPTED = 1e-10
_STEPS = 60


def newton_inverse(mapping: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]], values: np.ndarray, start: np.ndarray,
                   orientation: float) -> np.ndarray:
    """Points where a mapping takes given values.

    Args:
        mapping: points (N, 2) to values (N, 2) and Jacobian (N, 2, 2), everything of order 1.
        values: (N, 2) wanted values.
        start: (N, 2) first guess.
        orientation: sign of the Jacobian determinant where the mapping does not fold; a solution of the other sign is refused.

    Returns:
        (N, 2); NaN where the damped Newton iteration does not converge.
    """
    points = start.copy()
    solved = np.full(values.shape, np.nan)
    active = np.flatnonzero(np.isfinite(values).all(axis=1) & np.isfinite(start).all(axis=1))
    image, jacobian = mapping(points[active])
    error = np.abs(image - values[active]).max(axis=1)
    for _ in range(_STEPS):
        # Values far outside are large numbers: their rounding sets the tolerance.
        magnitude = np.maximum(1.0, np.abs(values[active]).max(axis=1))
        done = error <= _TOLERANCE * magnitude
        determinant = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
        accepted = done & (determinant * orientation > 0)
        solved[active[accepted]] = points[active[accepted]]
        going = ~done & np.isfinite(error) & (np.abs(determinant) > 1e-12)
        if not going.any():
            break
        active, image, jacobian, error, determinant = active[going], image[going], jacobian[going], error[going], determinant[going]
        lack = values[active] - image
        step = np.stack([jacobian[:, 1, 1] * lack[:, 0] - jacobian[:, 0, 1] * lack[:, 1],
                         jacobian[:, 0, 0] * lack[:, 1] - jacobian[:, 1, 0] * lack[:, 0]], axis=1) / determinant[:, None]
        points[active], image, jacobian, new_error, moved = _damped(mapping, points[active], values[active], step, image, jacobian, error)
        # No step makes it better: at the limit of rounding this is the solution, elsewhere there is none.
        magnitude = np.maximum(1.0, np.abs(values[active]).max(axis=1))
        determinant = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
        stuck = ~moved
        accepted = stuck & (new_error <= _ACCEPTED * magnitude) & (determinant * orientation > 0)
        solved[active[accepted]] = points[active[accepted]]
        active, image, jacobian, error = active[moved], image[moved], jacobian[moved], new_error[moved]
    return solved


def _damped(mapping, points, values, step, image, jacobian, error):
    """Take each step, halved up to six times, where it lowers the error; tells which points moved."""
    points, image, jacobian, error = points.copy(), image.copy(), jacobian.copy(), error.copy()
    moved = np.zeros(len(points), dtype=bool)
    waiting = np.arange(len(points))
    factor = 1.0
    for _ in range(7):
        trial = points[waiting] + factor * step[waiting]
        trial_image, trial_jacobian = mapping(trial)
        trial_error = np.abs(trial_image - values[waiting]).max(axis=1)
        better = trial_error < error[waiting]
        chosen = waiting[better]
        points[chosen], image[chosen], jacobian[chosen], error[chosen] = (trial[better], trial_image[better], trial_jacobian[better],
                                                                          trial_error[better])
        moved[chosen] = True
        waiting = waiting[~better]
        factor *= 0.5
        if len(waiting) == 0:
            break
    return points, image, jacobian, error, moved
