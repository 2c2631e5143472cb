"""Tie points of a known mapping, with noise and outliers that are known too."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

EXTENT = 1000.0


@dataclass(frozen=True)
class Scene:
    """Tie points (source, destination), their true mapping, the spacing of the grid, and independent check points."""

    source: np.ndarray
    destination: np.ndarray
    truth: Callable
    spacing: float
    outliers: np.ndarray
    check: np.ndarray

    def error(self, transform) -> np.ndarray:
        """Radial error of a transform at the check points."""
        return np.sqrt(((transform.forward(self.check) - self.truth(self.check)) ** 2).sum(axis=1))

    def rmse(self, transform) -> float:
        """True root mean square error of a transform."""
        return float(np.sqrt((self.error(transform) ** 2).mean()))


def smooth_warp(rng, amplitude: float, correlation: float) -> Callable:
    """Displacement field of this RMS length per coordinate: a sum of waves about four correlation lengths long."""
    angle, length = rng.uniform(0, 2 * np.pi, 8), 4 * correlation * EXTENT / rng.uniform(0.6, 1.2, 8)
    waves = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (2 * np.pi / length)[:, None]
    phase, weight = rng.uniform(0, 2 * np.pi, 8), rng.normal(size=(8, 2))
    weight *= amplitude * np.sqrt(2) / np.sqrt((weight ** 2).sum(axis=0))
    return lambda xy: np.sin(xy @ waves.T + phase) @ weight


@pytest.fixture
def scene():
    """Factory of a Scene; kind is ``shift``, ``affine`` or ``warp``."""
    def make(seed, count, noise, kind="warp", amplitude=5.0, correlation=1 / 3, outliers=0.0, reach=40.0) -> Scene:
        rng = np.random.default_rng(seed)
        side = int(np.ceil(np.sqrt(count)))
        spacing = EXTENT / side
        middle = (np.arange(side) + 0.5) * spacing
        grid = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2) + rng.uniform(-0.35, 0.35, (side * side, 2)) * spacing
        source = grid[rng.permutation(side * side)[:count]]
        if kind == "shift":
            def truth(xy):
                return xy + np.array([12.3, -7.1])
        elif kind == "affine":
            matrix = np.eye(2) + rng.normal(0, 0.01, (2, 2))

            def truth(xy):
                return xy @ matrix.T + np.array([5.0, 3.0])
        else:
            warp = smooth_warp(rng, amplitude, correlation)

            def truth(xy):
                return xy + warp(xy)
        destination = truth(source) + rng.normal(0, noise, source.shape)
        wrong = rng.random(count) < outliers
        destination[wrong] = source[wrong] + rng.uniform(-reach, reach, (wrong.sum(), 2))
        wrong &= np.sqrt(((destination - truth(source)) ** 2).sum(axis=1)) > max(3.0, 6 * noise)
        middle = (np.arange(25) + 0.5) * EXTENT / 25
        check = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2)
        return Scene(source, destination, truth, spacing, wrong, check)
    return make
