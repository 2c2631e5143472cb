"""Transforms that are one 3x3 matrix, and of these similarity and affine."""
from __future__ import annotations

import numpy as np

from ..errors import GeometryError
from .points import as_points, correspondences, normalisation, require_plane


class Linear:
    """Base of the transforms given by a 3x3 matrix, source to destination, in homogeneous coordinates.

    Attributes:
        matrix: (3, 3) float64, read-only.
    """

    id = ""
    min_points = 0
    parameters = 0

    def __init__(self, matrix):
        self.matrix = np.array(matrix, dtype=np.float64)
        if self.matrix.shape != (3, 3) or not np.isfinite(self.matrix).all():
            raise GeometryError(f"The {self.id} transform needs a finite 3x3 matrix.", "Fit it again from tie points.")
        self.matrix.setflags(write=False)

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2)."""
        return as_points(xy) @ self.matrix[:2, :2].T + self.matrix[:2, 2]

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2), exact."""
        # Subtracting the offset first keeps the precision that inverting it would lose.
        return np.linalg.solve(self.matrix[:2, :2], (as_points(xy) - self.matrix[:2, 2]).T).T

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""
        return np.broadcast_to(self.matrix[:2, :2], (len(as_points(xy)), 2, 2)).copy()

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, parameters) derivative of the destination by the parameters, up to a change of parameters."""
        raise NotImplementedError

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""
        return {"transform": self.id, "matrix": self.matrix.tolist()}

    @classmethod
    def from_dict(cls, record: dict) -> Linear:
        """The transform of a record of `to_dict`."""
        return cls(record["matrix"])


def require_invertible(matrix: np.ndarray, title: str) -> None:
    """Raise GeometryError where a matrix between normalised coordinates maps the plane onto a line or a point."""
    values = np.linalg.svd(matrix, compute_uv=False)
    if not values[-1] > 1e-9 * values[0]:
        raise GeometryError(f"{title} would map the plane onto a line.", "Check that the points differ in both rasters.")


def denormalise(matrix: np.ndarray, source: tuple[np.ndarray, float], destination: tuple[np.ndarray, float]) -> np.ndarray:
    """The 3x3 matrix between plain coordinates of one between normalised coordinates (centre, scale)."""
    (source_centre, source_scale), (destination_centre, destination_scale) = source, destination
    inner = np.array([[1.0, 0.0, -source_centre[0]], [0.0, 1.0, -source_centre[1]], [0.0, 0.0, source_scale]]) / source_scale
    outer = np.array([[destination_scale, 0.0, destination_centre[0]], [0.0, destination_scale, destination_centre[1]], [0.0, 0.0, 1.0]])
    return outer @ matrix @ inner


def _normalised(source_xy, destination_xy, weights, minimum, title):
    source, destination, weight = correspondences(source_xy, destination_xy, weights, minimum, title)
    source_frame, destination_frame = normalisation(source, weight), normalisation(destination, weight)
    return ((source - source_frame[0]) / source_frame[1], (destination - destination_frame[0]) / destination_frame[1], weight,
            source_frame, destination_frame)


class Similarity(Linear):
    """Translation, rotation and one scale; no reflection. Closed form of Umeyama 1991, doi:10.1109/34.88573, as complex regression."""

    id = "similarity"
    min_points = 2
    parameters = 4

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None) -> Similarity:
        """Weighted least squares from (N, 2) points; raises GeometryError for fewer than two distinct points."""
        source, destination, weight, source_frame, destination_frame = _normalised(source_xy, destination_xy, weights, 2, "A similarity")
        z, w = source[:, 0] + 1j * source[:, 1], destination[:, 0] + 1j * destination[:, 1]
        power = float((weight * np.abs(z) ** 2).sum())
        # Normalised points have power 2N; it is nearly 0 only where all of them coincide.
        if not power > 1e-6 * len(z):
            raise GeometryError(f"A similarity is not determined: all {len(z)} points coincide.", "Add points at other places.")
        factor = (weight * np.conj(z) * w).sum() / power
        matrix = np.array([[factor.real, -factor.imag, 0.0], [factor.imag, factor.real, 0.0], [0.0, 0.0, 1.0]])
        if not abs(factor) > 1e-9:
            raise GeometryError("A similarity would map all points onto one.", "Check that the points differ in both rasters.")
        return cls(denormalise(matrix, source_frame, destination_frame))

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, 4) derivative by the parameters."""
        points = as_points(xy)
        centre, scale = normalisation(points)
        x, y = ((points - centre) / scale).T
        one, zero = np.ones_like(x), np.zeros_like(x)
        return np.stack([np.stack([x, -y, one, zero], axis=1), np.stack([y, x, zero, one], axis=1)], axis=1)


class Affine(Linear):
    """Translation, rotation, two scales and shear."""

    id = "affine"
    min_points = 3
    parameters = 6

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None) -> Affine:
        """Weighted least squares from (N, 2) points; raises GeometryError for fewer than three or for collinear points."""
        title = "An affine transform"
        source, destination, weight, source_frame, destination_frame = _normalised(source_xy, destination_xy, weights, 3, title)
        require_plane(source, title)
        root = np.sqrt(weight)[:, None]
        design = np.column_stack([source, np.ones(len(source))])
        rows = np.linalg.lstsq(design * root, destination * root, rcond=None)[0].T
        require_invertible(rows[:, :2], title)
        return cls(denormalise(np.vstack([rows, [0.0, 0.0, 1.0]]), source_frame, destination_frame))

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, 6) derivative by the parameters."""
        points = as_points(xy)
        centre, scale = normalisation(points)
        return both_axes(np.column_stack([(points - centre) / scale, np.ones(len(points))]))


def both_axes(design: np.ndarray) -> np.ndarray:
    """(N, 2, 2p) derivative where x and y have the same p terms (N, p) and parameters of their own."""
    count, terms = design.shape
    stacked = np.zeros((count, 2, 2 * terms))
    stacked[:, 0, :terms] = design
    stacked[:, 1, terms:] = design
    return stacked
