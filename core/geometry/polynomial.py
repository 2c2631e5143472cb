"""Polynomials of the second and third order in x and y."""
from __future__ import annotations

import numpy as np

from ..errors import GeometryError
from .inversion import newton_inverse
from .linear import both_axes
from .points import as_points, correspondences, normalisation


class Polynomial:
    """Base of the polynomials; everything inside is in normalised coordinates.

    Attributes:
        coefficients: (terms, 2), of the terms x^i y^j with i + j up to the degree.
        source_frame, destination_frame: centre (2,) and scale of the normalised coordinates.
    """

    id = ""
    degree = 0
    min_points = 0
    parameters = 0

    def __init__(self, coefficients, source_frame, destination_frame):
        self.coefficients = np.array(coefficients, dtype=np.float64)
        self.source_frame = np.array(source_frame[0], dtype=np.float64), float(source_frame[1])
        self.destination_frame = np.array(destination_frame[0], dtype=np.float64), float(destination_frame[1])
        if self.coefficients.shape != (self.min_points, 2) or not np.isfinite(self.coefficients).all():
            raise GeometryError(f"The {self.id} transform needs {self.min_points} pairs of finite coefficients.",
                                "Fit it again from tie points.")
        self._start = _affine_part(self._value)

    @classmethod
    def _exponents(cls) -> list[tuple[int, int]]:
        return [(total - j, j) for total in range(cls.degree + 1) for j in range(total + 1)]

    @classmethod
    def _terms(cls, xy: np.ndarray) -> np.ndarray:
        return np.column_stack([xy[:, 0] ** i * xy[:, 1] ** j for i, j in cls._exponents()])

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None) -> Polynomial:
        """Weighted least squares from (N, 2) points; raises GeometryError where they do not determine the polynomial."""
        title = f"A polynomial of order {cls.degree}"
        source, destination, weight = correspondences(source_xy, destination_xy, weights, cls.min_points, title)
        frames = normalisation(source, weight), normalisation(destination, weight)
        design = cls._terms((source - frames[0][0]) / frames[0][1])
        root = np.sqrt(weight)[:, None]
        values = np.linalg.svd(design * root, compute_uv=False)
        if not values[-1] > 1e-7 * values[0]:
            raise GeometryError(f"{title} is not determined by these {len(source)} points: they lie on one curve of that order.",
                                "Add points elsewhere or choose a simpler transform.")
        coefficients = np.linalg.lstsq(design * root, (destination - frames[1][0]) / frames[1][1] * root, rcond=None)[0]
        return cls(coefficients, *frames)

    def _value(self, normalised: np.ndarray) -> np.ndarray:
        return self._terms(normalised) @ self.coefficients

    def _value_and_jacobian(self, normalised: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y = normalised.T
        by_x = np.column_stack([i * x ** max(i - 1, 0) * y ** j for i, j in self._exponents()])
        by_y = np.column_stack([j * x ** i * y ** max(j - 1, 0) for i, j in self._exponents()])
        return self._value(normalised), np.stack([by_x @ self.coefficients, by_y @ self.coefficients], axis=2)

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2)."""
        (centre, scale), (out_centre, out_scale) = self.source_frame, self.destination_frame
        return self._value((as_points(xy) - centre) / scale) * out_scale + out_centre

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2) by Newton's method from the affine part; NaN where it does not converge."""
        (centre, scale), (out_centre, out_scale) = self.source_frame, self.destination_frame
        values = (as_points(xy) - out_centre) / out_scale
        linear, offset = self._start[:2].T, self._start[2]
        start = np.linalg.solve(linear, (values - offset).T).T
        return newton_inverse(self._value_and_jacobian, values, start, float(np.sign(np.linalg.det(linear)))) * scale + centre

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""
        (centre, scale), (_, out_scale) = self.source_frame, self.destination_frame
        return self._value_and_jacobian((as_points(xy) - centre) / scale)[1] * (out_scale / scale)

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, parameters) derivative of the destination by the parameters."""
        centre, scale = self.source_frame
        return both_axes(self._terms((as_points(xy) - centre) / scale))

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""
        return {"transform": self.id, "coefficients": self.coefficients.tolist(),
                "source_frame": [self.source_frame[0].tolist(), self.source_frame[1]],
                "destination_frame": [self.destination_frame[0].tolist(), self.destination_frame[1]]}

    @classmethod
    def from_dict(cls, record: dict) -> Polynomial:
        """The transform of a record of `to_dict`."""
        return cls(record["coefficients"], record["source_frame"], record["destination_frame"])


def _affine_part(mapping) -> np.ndarray:
    """(3, 2) least-squares affine approximation of a mapping over the square that normalised points fill."""
    axis = np.linspace(-1.5, 1.5, 7)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    part = np.linalg.lstsq(np.column_stack([grid, np.ones(len(grid))]), mapping(grid), rcond=None)[0]
    values = np.linalg.svd(part[:2], compute_uv=False)
    if not values[-1] > 1e-9 * values[0]:
        raise GeometryError("The polynomial maps the plane onto a line.", "Check that the points differ in both rasters.")
    return part


class Polynomial2(Polynomial):
    """Quadratic polynomial in x and y."""

    id = "polynomial2"
    degree = 2
    min_points = 6
    parameters = 12


class Polynomial3(Polynomial):
    """Cubic polynomial in x and y."""

    id = "polynomial3"
    degree = 3
    min_points = 10
    parameters = 20
