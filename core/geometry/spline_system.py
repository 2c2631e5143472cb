"""The equations of a thin-plate spline: what splines through the same points share, whatever their penalty.

With P the affine terms, K the kernel and S = diag(sqrt w): S P = (Q1 Q2)(R 0)', and Q2' S K S Q2 is positive semidefinite (Wahba 1990,
doi:10.1137/1.9781611970128, section 2.4). Its eigenvectors, where they are known, solve it for any penalty. Q2 is never formed, so
that all but the eigenvectors costs no more than the kernel.
"""
from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve, eigh
from scipy.linalg.lapack import dpotri
from scipy.spatial.distance import cdist

from .contrasts import Contrasts

# Least penalty, relative: keeps the system solvable where points coincide and moves the spline by some millionths of a pixel.
LEAST_PENALTY = 3e-11
_TINY = 1e-300


def kernel(squared_distance: np.ndarray) -> np.ndarray:
    """r^2 log r of r^2, 0 at r = 0."""
    found = np.log(np.maximum(squared_distance, _TINY))
    found *= squared_distance
    found *= 0.5
    return found


class SplineSystem(Contrasts):
    """The equations of splines through the same points.

    Args:
        nodes: (N, 2) normalised control points, at least three that are not on a line.
        weights: (N,) of mean 1.
    """

    def __init__(self, nodes: np.ndarray, weights: np.ndarray):
        self.nodes, self.weights, self.count, self.root = nodes, weights, len(nodes), np.sqrt(weights)[:, None]
        terms = np.column_stack([nodes, np.ones(self.count)]) * self.root
        super().__init__(terms)
        self.energy = kernel(cdist(nodes, nodes, "sqeuclidean"))

    def part(self, chosen: np.ndarray) -> SplineSystem:
        """The equations of some of the points, by their indices."""
        return SplineSystem(self.nodes[chosen], self.weights[chosen])

    def _inner(self) -> np.ndarray:
        """(N - 3, N - 3) Q2' S K S Q2."""
        weighted = self.energy * (self.root * self.root.T)
        return self.apart(self.apart(weighted)[1].T)[1]

    @cached_property
    def spectrum(self) -> tuple[np.ndarray, np.ndarray]:
        """(N - 3,) eigenvalues of the inner matrix, 0 or more, and the (N, N - 3) places of its eigenvectors: Q2 U."""
        energy, vectors = eigh(self._inner(), overwrite_a=True, check_finite=False)
        return np.maximum(energy, 0.0), self.bent(vectors)

    def solve(self, values: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients (N, 2) and affine part (3, 2) of the spline through values (N, 2)."""
        penalty, weighted = max(penalty, LEAST_PENALTY), values * self.root
        inner = self.residuals(weighted, penalty)
        coefficients = inner * self.root
        plane = self.apart(weighted - self.energy @ coefficients * self.root - penalty * inner)[0]
        return coefficients, np.linalg.solve(self.triangle, plane)

    def residuals(self, weighted: np.ndarray, penalty: float) -> np.ndarray:
        """(N, c) weighted residuals over the penalty, of weighted values (N, c): G v, see `influence`."""
        if self.count == 3:
            return np.zeros_like(weighted)
        if "spectrum" in self.__dict__:
            energy, vectors = self.spectrum
            return vectors @ ((vectors.T @ weighted) / (energy + penalty)[:, None])
        return self.bent(cho_solve(self._factor(penalty), self.apart(weighted)[1]))

    def influence(self, penalty: float) -> np.ndarray:
        """(N, N) matrix G with weighted residuals = penalty G weighted values; (I - smoother) / penalty."""
        if self.count == 3:
            return np.zeros((3, 3))
        if "spectrum" in self.__dict__:
            energy, vectors = self.spectrum
            part = vectors / np.sqrt(energy + penalty)
            return part @ part.T
        inverse, _ = dpotri(self._factor(penalty)[0], lower=True, overwrite_c=True)
        inverse = np.tril(inverse)
        inverse += np.tril(inverse, -1).T
        return self.bent(self.bent(inverse).T)

    def _factor(self, penalty: float):
        inner = self._inner()
        inner[np.diag_indices_from(inner)] += penalty
        return cho_factor(inner, lower=True, overwrite_a=True)
