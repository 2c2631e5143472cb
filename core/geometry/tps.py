"""Thin-plate spline: smooth local warp with its affine part and smoothing."""
from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.spatial.distance import cdist

from ..errors import GeometryError
from .inversion import newton_inverse
from .left_out import Group, residuals_left_out
from .linear import require_invertible
from .points import as_points, correspondences, normalisation, require_plane, solve_positive, solve_positive_last, thin
from .smoothing import choose_penalty
from .spline_system import LEAST_PENALTY, SplineSystem, kernel

# Above this many points a fit keeps an even selection: the dense system grows with the cube.
MAX_POINTS = 2000
# Kernel values held at a time when a spline is evaluated (8 bytes each): few enough to stay near the processor.
_CHUNK = 1 << 15


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

    def __init__(self, nodes, weights, coefficients, affine, smoothing, source_frame, destination_frame,
                 system: SplineSystem | None = None):
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
        if system is not None:
            self._system = system
        self._start = self._affine_trend()

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
        system = SplineSystem(nodes, weight)
        penalty = choose_penalty(system, values) if smoothing == "auto" else float(smoothing) * len(nodes)
        coefficients, affine = system.solve(values, penalty)
        return cls(nodes, weight, coefficients, affine, penalty / len(nodes), *frames, system)

    def smoother(self, factor: float) -> ThinPlateSpline:
        """The spline of ``factor`` times the smoothing through what this one is fitted to: the values follow from its own residuals."""
        smoothing = max(self.smoothing, 1e-9) * factor
        root = np.sqrt(self.weights)[:, None]
        values = self._at_nodes() + _penalty(self.smoothing, len(self.nodes)) * self.coefficients / root**2
        coefficients, affine = self._system.solve(values, smoothing * len(self.nodes))
        return ThinPlateSpline(self.nodes, self.weights, coefficients, affine, smoothing, self.source_frame, self.destination_frame,
                               self._system)

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
    def _system(self) -> SplineSystem:
        return SplineSystem(self.nodes, self.weights)

    @cached_property
    def _influence(self) -> np.ndarray:
        """See `SplineSystem.influence`."""
        return self._system.influence(_penalty(self.smoothing, len(self.nodes)))

    def loo_residuals(self) -> np.ndarray:
        """(N, 2) destination minus prediction at each control point without that point; NaN where it cannot be left out.

        At equal penalty this is exact, without a second fit: Wahba 1990, theorem 4.2.1; Rippa 1999, doi:10.1023/A:1018975909870.
        """
        return self.held_out([(np.array([i]), np.array([0])) for i in range(len(self.nodes))])

    def blocked_residuals(self, labels) -> np.ndarray:
        """(N, 2) destination minus prediction at each control point without all points of its label (N,); exact like `loo_residuals`."""
        labels = np.asarray(labels)
        return self.held_out([(block, np.arange(len(block))) for block in (np.flatnonzero(labels == label) for label in np.unique(labels))])

    def held_out(self, groups: list[Group]) -> np.ndarray:
        """(N, 2) residuals of control points from the spline without them, at equal penalty.

        Args:
            groups: what is left out together.
        """
        root = np.sqrt(self.weights)[:, None]
        weighted, influence = self.coefficients / root, self._influence
        # Without a group the rest must still determine the affine part: only then its system is regular.
        left = [(block, wanted) for block, wanted in groups if len(root) - len(block) >= 3]
        least = 1e-9 * np.abs(np.diag(influence)).max()

        def without(blocks: np.ndarray, last: bool) -> np.ndarray:
            systems = influence[blocks[:, :, None], blocks[:, None]], weighted[blocks], least
            return solve_positive_last(*systems)[:, None] if last else solve_positive(*systems)

        held = residuals_left_out(left, len(root), without)
        return held / root * self.destination_frame[1]

    def _at_nodes(self) -> np.ndarray:
        """(N, 2) normalised values at the control points."""
        return self.nodes @ self.affine[:2] + self.affine[2] + self._system.energy @ self.coefficients

    def _affine_trend(self) -> np.ndarray:
        """(3, 2) least-squares affine approximation at the control points, where the spline's own affine part can be far off."""
        terms = np.column_stack([self.nodes, np.ones(len(self.nodes))])
        trend = np.linalg.lstsq(terms, self._at_nodes(), rcond=None)[0]
        require_invertible(trend[:2], "A thin-plate spline")
        return trend

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
            with np.errstate(divide="ignore"):
                logarithm = np.log(squared)
            logarithm[squared == 0] = 0.0
            squared *= 0.5
            squared *= logarithm
            result[part] += squared @ self.coefficients
            # d(r^2 log r) = (x - x_i)(log r^2 + 1) dx; the two parts of x - x_i are summed separately.
            logarithm += 1.0
            sums = logarithm @ moments
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
    return max(smoothing * count, LEAST_PENALTY)


