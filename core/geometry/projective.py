"""Homography."""
from __future__ import annotations

import numpy as np
from scipy.optimize import least_squares

from ..errors import GeometryError
from .linear import Linear, denormalise, require_invertible
from .points import as_points, correspondences, normalisation, require_plane

# Third homogeneous coordinate, 1 at the centre of the points, below which a point counts as on or beyond the horizon.
_HORIZON = 1e-9


def _project(matrix: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Homogeneous product divided by its third coordinate; NaN on and beyond the horizon."""
    third = xy @ matrix[2, :2] + matrix[2, 2]
    third = np.where(third > _HORIZON, third, np.nan)
    return (xy @ matrix[:2, :2].T + matrix[:2, 2]) / third[:, None]


class Projective(Linear):
    """Homography: a plane seen in perspective. The third homogeneous coordinate is positive on the points' side of the horizon.

    Source: Hartley, Zisserman 2004, doi:10.1017/CBO9780511811685, algorithms 4.2 and 4.3 with the error in the destination.
    """

    id = "projective"
    min_points = 4
    parameters = 8

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None) -> Projective:
        """Weighted least squares of the destination error; raises GeometryError for fewer than four or degenerate points."""
        source, destination, weight = correspondences(source_xy, destination_xy, weights, 4, "A projective transform")
        frames = normalisation(source, weight), normalisation(destination, weight)
        source, destination = (source - frames[0][0]) / frames[0][1], (destination - frames[1][0]) / frames[1][1]
        require_plane(source, "A projective transform")
        matrix = _direct(source, destination, weight)
        third = source @ matrix[2, :2] + matrix[2, 2]
        if (third <= 0).any():
            raise GeometryError("A projective transform of these points has its horizon between them.",
                                "Check the points for gross errors or choose an affine transform.")
        require_invertible(matrix, "A projective transform")
        if len(source) > 4:
            matrix = _refine(matrix, source, destination, weight)
        return cls(_signed(denormalise(matrix, *frames), frames[0][0]))

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2); NaN on and beyond the horizon."""
        return _project(self.matrix, as_points(xy))

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2), exact; NaN on and beyond the horizon."""
        points = as_points(xy)
        # The inverse matrix keeps the sign that tells the two sides of the horizon apart; it loses digits where coordinates
        # are large, and one Newton step brings them back.
        found = _project(np.linalg.inv(self.matrix), points)
        return found + np.linalg.solve(self.jacobian(found), (points - self.forward(found))[:, :, None])[:, :, 0]

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""
        points = as_points(xy)
        third = points @ self.matrix[2, :2] + self.matrix[2, 2]
        image = self.forward(points)
        return (self.matrix[None, :2, :2] - image[:, :, None] * self.matrix[None, None, 2, :2]) / third[:, None, None]

    def tangent(self, xy) -> np.ndarray:
        """(N, 2, 8) derivative by the parameters."""
        points = as_points(xy)
        third = points @ self.matrix[2, :2] + self.matrix[2, 2]
        third /= np.abs(third).mean()
        image = self.forward(points)
        (centre, scale), (image_centre, image_scale) = normalisation(points), normalisation(image)
        return _derivative((points - centre) / scale, (image - image_centre) / image_scale, third)


def _signed(matrix: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """The matrix scaled so that the third coordinate of a point inside is 1."""
    return matrix / (matrix[2, :2] @ inside + matrix[2, 2])


def _direct(source: np.ndarray, destination: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Direct linear transform of normalised points, third coordinate 1 at the origin."""
    root = np.sqrt(weight)
    homogeneous = np.column_stack([source, np.ones(len(source))]) * root[:, None]
    zero = np.zeros_like(homogeneous)
    rows = np.vstack([np.hstack([homogeneous, zero, -destination[:, :1] * homogeneous]),
                      np.hstack([zero, homogeneous, -destination[:, 1:] * homogeneous])])
    _, values, right = np.linalg.svd(rows, full_matrices=True)
    values = np.concatenate([values, np.zeros(9 - len(values))])
    matrix = right[-1].reshape(3, 3)
    # Three of four points on a line leave more than one solution, or one that is not invertible.
    if not values[-2] > 1e-7 * values[0] or not abs(matrix[2, 2]) > 1e-9:
        raise GeometryError(f"A projective transform is not determined by these {len(source)} points: too many lie on one line.",
                            "Add points away from that line or choose an affine transform.")
    return matrix / matrix[2, 2]


def _derivative(source: np.ndarray, image: np.ndarray, third: np.ndarray) -> np.ndarray:
    """(N, 2, 8) derivative of the image by the first eight entries of the matrix."""
    count = len(source)
    derivative = np.zeros((count, 2, 8))
    terms = np.column_stack([source, np.ones(count)]) / third[:, None]
    derivative[:, 0, :3] = terms
    derivative[:, 1, 3:6] = terms
    derivative[:, :, 6:] = -image[:, :, None] * terms[:, None, :2]
    return derivative


def _refine(matrix: np.ndarray, source: np.ndarray, destination: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Levenberg-Marquardt on the weighted destination error."""
    root = np.sqrt(weight)[:, None]

    def unpacked(parameters):
        candidate = np.append(parameters, 1.0).reshape(3, 3)
        third = source @ candidate[2, :2] + 1.0
        return third, (source @ candidate[:2, :2].T + candidate[:2, 2]) / third[:, None]

    def residuals(parameters):
        return ((unpacked(parameters)[1] - destination) * root).ravel()

    def derivative(parameters):
        third, image = unpacked(parameters)
        return (_derivative(source, image, third) * root[:, :, None]).reshape(-1, 8)

    found = least_squares(residuals, matrix.ravel()[:8], derivative, method="lm", xtol=1e-14, ftol=1e-14, gtol=1e-14)
    refined = np.append(found.x, 1.0).reshape(3, 3)
    good = np.isfinite(refined).all() and (source @ refined[2, :2] + 1.0 > 0).all()
    return refined if good else matrix
