"""Thin-plate spline: smooth local warp with its affine part and smoothing."""
from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve, qr
from scipy.spatial.distance import cdist
from scipy.special import xlogy

from ..errors import GeometryError
from .inversion import newton_inverse
from .linear import require_invertible
from .points import as_points, correspondences, normalisation, require_plane, solve_positive, thin
from .smoothing import choose_penalty

# Above this many points a fit keeps an even selection: the dense system grows with the cube.
MAX_POINTS = 2000
# Kernel values held at a time when a spline is evaluated (8 bytes each).
_CHUNK = 1 << 20
# Least penalty, relative: keeps the system solvable where points coincide and moves the spline by less than a millionth of a pixel.
_LEAST_PENALTY = 1e-11


def kernel(squared_distance: np.ndarray) -> np.ndarray:
    """r^2 log r of r^2, 0 at r = 0."""
    return 0.5 * xlogy(squared_distance, squared_distance)


class ThinPlateSpline:
    """Minimiser of the mean weighted squared residual plus ``smoothing`` times the bending energy, in normalised coordinates.

    ``f(x) = affine(x) + sum_i coefficients_i r_i^2 log r_i``. The normalised coordinates make ``smoothing`` free of units, the
    mean makes it independent of the number of points. Sources: Bookstein 1989, doi:10.1109/34.24792; Wahba 1990,
    doi:10.1137/1.9781611970128, section 2.4.

    Attributes:
        nodes: (N, 2) normalised control points.
        weights: (N,) weights of mean 1.
        coefficients: (N, 2); affine: (3, 2) for x, y, 1.
        smoothing: the value used, 0 or more.
    """

    id = "tps"
    min_points = 3

    def __init__(self, nodes, weights, coefficients, affine, smoothing, source_frame, destination_frame):
        self.nodes = as_points(nodes, "control points")
        self.weights = np.array(weights, dtype=np.float64)
        self.coefficients = np.array(coefficients, dtype=np.float64)
        self.affine = np.array(affine, dtype=np.float64)
        self.smoothing = float(smoothing)
        self.source_frame = np.array(source_frame[0], dtype=np.float64), float(source_frame[1])
        self.destination_frame = np.array(destination_frame[0], dtype=np.float64), float(destination_frame[1])
        count = len(self.nodes)
        if self.weights.shape != (count,) or self.coefficients.shape != (count, 2) or self.affine.shape != (3, 2):
            raise GeometryError("The parts of the thin-plate spline do not belong together.", "Fit it again from tie points.")
        self._start = _affine_trend(self)

    @classmethod
    def fit(cls, source_xy, destination_xy, weights=None, smoothing="auto", max_points: int = MAX_POINTS) -> ThinPlateSpline:
        """Penalised weighted least squares.

        Args:
            source_xy, destination_xy: (N, 2).
            weights: (N,) inverse variances up to a factor, or None.
            smoothing: 0 interpolates; larger is smoother, towards the affine fit; "auto" is chosen by generalised cross-validation.
            max_points: above this the points are thinned evenly.

        Raises:
            GeometryError: fewer than three points, collinear or not finite points, or a negative smoothing.
        """
        title = "A thin-plate spline"
        source, destination, weight = correspondences(source_xy, destination_xy, weights, 3, title)
        if smoothing != "auto" and not (np.isfinite(smoothing) and smoothing >= 0):
            raise GeometryError(f"The smoothing of a thin-plate spline cannot be {smoothing}.", "Use 0 or more, or 'auto'.")
        chosen = thin(source, max_points)
        source, destination, weight = source[chosen], destination[chosen], weight[chosen]
        weight = weight / weight.mean()
        frames = normalisation(source, weight), normalisation(destination, weight)
        nodes, values = (source - frames[0][0]) / frames[0][1], (destination - frames[1][0]) / frames[1][1]
        require_plane(nodes, title)
        penalty = choose_penalty(nodes, values, weight, kernel) if smoothing == "auto" else float(smoothing) * len(nodes)
        coefficients, affine = _solve(nodes, values, weight, penalty)
        return cls(nodes, weight, coefficients, affine, penalty / len(nodes), *frames)

    @property
    def control_xy(self) -> np.ndarray:
        """(N, 2) control points in source coordinates."""
        return self.nodes * self.source_frame[1] + self.source_frame[0]

    @cached_property
    def parameters(self) -> float:
        """Effective number of parameters of both coordinates: twice the trace of the smoother, from 6 to 2N."""
        count = len(self.nodes)
        return 2.0 * float(count - _penalty(self.smoothing, count) * np.trace(self._influence))

    @property
    def leverage(self) -> np.ndarray:
        """(N,) share of its own value in the prediction at each control point, 0 to 1: the diagonal of the smoother."""
        return 1.0 - _penalty(self.smoothing, len(self.nodes)) * np.diag(self._influence)

    @cached_property
    def _influence(self) -> np.ndarray:
        """(N, N) matrix G with weighted residuals = penalty G weighted values; (I - smoother) / penalty."""
        root = np.sqrt(self.weights)
        _, bending, factor = _reduced(self.nodes, self.weights, _penalty(self.smoothing, len(self.nodes)))
        return bending @ cho_solve(factor, bending.T) if len(root) > 3 else np.zeros((3, 3))

    def loo_residuals(self) -> np.ndarray:
        """(N, 2) destination minus prediction at each control point without that point; NaN where it cannot be left out.

        At equal penalty this is exact, without a second fit: Wahba 1990, theorem 4.2.1; Rippa 1999, doi:10.1023/A:1018975909870.
        """
        return self.held_out([(np.array([i]), np.array([0])) for i in range(len(self.nodes))])

    def blocked_residuals(self, labels) -> np.ndarray:
        """(N, 2) destination minus prediction at each control point without all points of its label (N,); exact like `loo_residuals`."""
        labels = np.asarray(labels)
        return self.held_out([(block, np.arange(len(block))) for block in (np.flatnonzero(labels == label) for label in np.unique(labels))])

    def held_out(self, groups) -> np.ndarray:
        """(N, 2) residuals of control points from the spline without them, at equal penalty.

        Args:
            groups: pairs of indices to leave out together, and of positions among them whose residual is wanted.
        """
        root = np.sqrt(self.weights)[:, None]
        weighted, influence = self.coefficients / root, self._influence
        held, least = np.full(self.coefficients.shape, np.nan), 1e-9 * np.abs(np.diag(influence)).max()
        for block, wanted in groups:
            # Without the block the rest must still determine the affine part: only then this is regular.
            solved = solve_positive(influence[np.ix_(block, block)], weighted[block], least) if len(root) - len(block) >= 3 else None
            if solved is not None:
                held[block[wanted]] = solved[wanted]
        return held / root * self.destination_frame[1]

    def _value(self, normalised: np.ndarray) -> np.ndarray:
        result = normalised @ self.affine[:2] + self.affine[2]
        for part in _chunks(len(normalised), len(self.nodes)):
            result[part] += kernel(cdist(normalised[part], self.nodes, "sqeuclidean")) @ self.coefficients
        return result

    def _value_and_jacobian(self, normalised: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        result = normalised @ self.affine[:2] + self.affine[2]
        jacobian = np.empty((len(normalised), 2, 2))
        moments = np.hstack([self.coefficients, self.nodes[:, :1] * self.coefficients, self.nodes[:, 1:] * self.coefficients])
        for part in _chunks(len(normalised), len(self.nodes)):
            squared = cdist(normalised[part], self.nodes, "sqeuclidean")
            logarithm = np.log(np.where(squared > 0, squared, 1.0))
            result[part] += (0.5 * squared * logarithm) @ self.coefficients
            # d(r^2 log r) = (x - x_i)(log r^2 + 1) dx; the two parts of x - x_i are summed separately.
            sums = (logarithm + 1.0) @ moments
            jacobian[part, :, 0] = normalised[part, :1] * sums[:, :2] - sums[:, 2:4]
            jacobian[part, :, 1] = normalised[part, 1:] * sums[:, :2] - sums[:, 4:]
        return result, jacobian + self.affine[:2].T

    def forward(self, xy) -> np.ndarray:
        """Destination (N, 2) of source points (N, 2)."""
        (centre, scale), (out_centre, out_scale) = self.source_frame, self.destination_frame
        return self._value((as_points(xy) - centre) / scale) * out_scale + out_centre

    def inverse(self, xy) -> np.ndarray:
        """Source (N, 2) of destination points (N, 2) by Newton's method from the affine trend; NaN where it does not converge."""
        (centre, scale), (out_centre, out_scale) = self.source_frame, self.destination_frame
        values = (as_points(xy) - out_centre) / out_scale
        start = np.linalg.solve(self._start[:2].T, (values - self._start[2]).T).T
        orientation = float(np.sign(np.linalg.det(self._start[:2])))
        return newton_inverse(self._value_and_jacobian, values, start, orientation) * scale + centre

    def jacobian(self, xy) -> np.ndarray:
        """(N, 2, 2) derivative of the destination by the source."""
        (centre, scale), (_, out_scale) = self.source_frame, self.destination_frame
        return self._value_and_jacobian((as_points(xy) - centre) / scale)[1] * (out_scale / scale)

    def to_dict(self) -> dict:
        """JSON-able record, read by `from_dict`."""
        return {"transform": self.id, "nodes": self.nodes.tolist(), "weights": self.weights.tolist(),
                "coefficients": self.coefficients.tolist(), "affine": self.affine.tolist(), "smoothing": self.smoothing,
                "source_frame": [self.source_frame[0].tolist(), self.source_frame[1]],
                "destination_frame": [self.destination_frame[0].tolist(), self.destination_frame[1]]}

    @classmethod
    def from_dict(cls, record: dict) -> ThinPlateSpline:
        """The transform of a record of `to_dict`."""
        return cls(record["nodes"], record["weights"], record["coefficients"], record["affine"], record["smoothing"],
                   record["source_frame"], record["destination_frame"])


def _chunks(count: int, width: int):
    """Slices of ``count`` rows so that rows times width stays bounded."""
    step = max(1, _CHUNK // max(width, 1))
    return (slice(start, min(start + step, count)) for start in range(0, count, step))


def _penalty(smoothing: float, count: int) -> float:
    return max(smoothing * count, _LEAST_PENALTY)


def _reduced(nodes: np.ndarray, weights: np.ndarray, penalty: float):
    """Affine range and bending space of the weighted system, and the factor of the latter (None for three points).

    With P the affine terms, K the kernel and S = diag(sqrt w): S P = (Q1 Q2)(R 0)', factor of Q2' S K S Q2 + penalty I,
    which is positive definite (Wahba 1990, section 2.4).
    """
    root = np.sqrt(weights)
    terms = np.column_stack([nodes, np.ones(len(nodes))]) * root[:, None]
    full, triangle = qr(terms)
    bending = full[:, 3:]
    if bending.shape[1] == 0:
        return (full[:, :3], triangle[:3]), bending, None
    energy = kernel(cdist(nodes, nodes, "sqeuclidean")) * (root[:, None] * root)
    inner = bending.T @ energy @ bending
    inner[np.diag_indices_from(inner)] += penalty
    return (full[:, :3], triangle[:3]), bending, cho_factor(inner, lower=True)


def _solve(nodes: np.ndarray, values: np.ndarray, weights: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (N, 2) and affine part (3, 2)."""
    penalty = max(penalty, _LEAST_PENALTY)
    root = np.sqrt(weights)[:, None]
    (plane, triangle), bending, factor = _reduced(nodes, weights, penalty)
    weighted = values * root
    inner = bending @ cho_solve(factor, bending.T @ weighted) if factor is not None else np.zeros_like(weighted)
    coefficients = inner * root
    energy = kernel(cdist(nodes, nodes, "sqeuclidean")) @ coefficients * root
    affine = np.linalg.solve(triangle, plane.T @ (weighted - energy - penalty * inner))
    return coefficients, affine


def _affine_trend(spline: ThinPlateSpline) -> np.ndarray:
    """(3, 2) least-squares affine approximation of the spline at its control points, where its own affine part can be far off."""
    terms = np.column_stack([spline.nodes, np.ones(len(spline.nodes))])
    trend = np.linalg.lstsq(terms, spline._value(spline.nodes), rcond=None)[0]
    require_invertible(trend[:2], "A thin-plate spline")
    return trend
