"""Translation."""
from __future__ import annotations

import numpy as np

from .linear import Linear
from .points import as_points, correspondences


class Shift(Linear):
    """Translation by a constant vector."""

    id = "shift"
    min_points = 1
    parameters = 2

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None) -> Shift:
        """Weighted mean displacement of (N, 2) points; raises GeometryError without points."""
        source, destination, weight = correspondences(source_xy, destination_xy, weights, 1, "A shift")
        matrix = np.eye(3)
        matrix[:2, 2] = np.average(destination - source, axis=0, weights=weight)
        return cls(matrix)

    @property
    def vector(self) -> np.ndarray:
        """(2,) displacement."""
        return self.matrix[:2, 2]

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative by the parameters."""
        return np.broadcast_to(np.eye(2), (len(as_points(xy)), 2, 2)).copy()
