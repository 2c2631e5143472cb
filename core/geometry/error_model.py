"""What tie points say about the true displacement everywhere: universal kriging with uncertain covariance.

A held-out residual is the error of the transform plus the error of the tie point, and where tie points are good the latter is most of
it. Subtracting a noise estimate fails just there. This model separates the two by their correlation in space: the displacement is a
trend plus a Gaussian field of Matern covariance (smoothness 5/2) plus independent noise; range, variance and noise are not estimated
once but averaged over by their restricted likelihood. It then knows, at any place, the most likely true displacement and how far off
that can be, and with it the error of any transform. Source: Diggle, Ribeiro 2007, doi:10.1007/978-0-387-48536-2, chapters 6 and 7.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, eigh, solve_triangular
from scipy.linalg.blas import dtrmm
from scipy.spatial.distance import cdist
from scipy.special import chdtri

from .contrasts import Contrasts
from .points import mean_spacing, normalisation, thin

# Points that decide on the covariance, and points that the prediction uses.
_COVARIANCE_POINTS = 250
_PREDICTION_POINTS = 800
# Signal to noise variance, decades; and ranges between the spacing of the points and more than the extent.
_RATIOS = 10.0 ** np.arange(-3.0, 8.1, 0.5)
_RANGES = 9
_SHORTEST = 1.5
_LONGEST = 6.0
# A field of less than this many times the range of correlated noise cannot be told from it.
_ABOVE_NOISE = 3.0
# Share of the noise variance that overlapping windows do not have in common.
_INDEPENDENT = 0.05
# Prior probability that the transform's trend is all there is.
_NO_FIELD = 0.5


def matern(distance: np.ndarray) -> np.ndarray:
    """Matern correlation of smoothness 5/2 at a distance in units of the range."""
    scaled = np.sqrt(5.0) * distance
    return (1.0 + scaled + scaled ** 2 / 3.0) * np.exp(-scaled)


@dataclass(frozen=True, eq=False)
class ErrorModel:
    """Posterior of the displacement at M places, for E ranges times T variance ratios and each of the two coordinates.

    Attributes:
        mean: (E, T, M, 2) expected displacement.
        variance: (E, T, M) of the true displacement, in units of the noise variance.
        noise: (E, T, 2) noise variance per coordinate.
        probability: (E, T, 2), sums to 1 over E and T.
        used: indices of the tie points behind it.
        held_residual: (E, T, n, 2) residual of each used point predicted from the others.
        held_variance: (E, T, n) of it, in units of the noise variance.
    """

    mean: np.ndarray
    variance: np.ndarray
    noise: np.ndarray
    probability: np.ndarray
    used: np.ndarray
    held_residual: np.ndarray
    held_variance: np.ndarray

    def square_errors(self, displacement: np.ndarray) -> np.ndarray:
        """(E, T, 2) expected mean squared error of a displacement (M, 2) claimed at the places."""
        bias = np.stack([((displacement[:, axis] - self.mean[..., axis]) ** 2).mean(axis=2) for axis in range(2)], axis=2)
        return bias + self.variance.mean(axis=2)[:, :, None] * self.noise

    def typical(self, displacement: np.ndarray) -> list[tuple[int, int]]:
        """For each coordinate the (range, ratio) whose mean squared error is the median of the posterior."""
        errors, chosen = self.square_errors(displacement), []
        for axis in range(2):
            values, weights = errors[:, :, axis].ravel(), self.probability[:, :, axis].ravel()
            order = np.argsort(values, kind="stable")
            middle = order[min(int(np.searchsorted(np.cumsum(weights[order]), 0.5)), len(order) - 1)]
            chosen.append((int(middle // errors.shape[1]), int(middle % errors.shape[1])))
        return chosen


def error_model(source: np.ndarray, displacement: np.ndarray, weights: np.ndarray, places: np.ndarray, slopes: bool,
                tolerance: float, correlation: float = 0.0) -> ErrorModel | None:
    """Fit the model.

    Args:
        source: (N, 2) tie points; displacement: (N, 2); weights: (N,) inverse variances up to a factor, positive.
        places: (M, 2) where to predict.
        slopes: the trend is affine; constant otherwise.
        tolerance: noise that tie points of accepted quality hardly exceed, units of the displacement. It tells noise from a
            distortion too fine for the points to resolve.
        correlation: distance, source units, over which the noise of neighbouring points is alike (it falls to 0.6), as that of
            overlapping correlation windows is; 0 for independent noise.

    Returns:
        None where no residual degree of freedom is left.
    """
    terms = 3 if slopes else 1
    if len(source) <= terms:
        return None
    centre, scale = normalisation(source)
    nodes, where = (source - centre) / scale, (places - centre) / scale
    shortest = max(_SHORTEST * mean_spacing(nodes), _ABOVE_NOISE * correlation / scale)
    ranges = np.geomspace(shortest, max(_LONGEST, shortest), _RANGES)
    used = thin(source, _COVARIANCE_POINTS)
    if len(used) < len(source):
        # The likely ranges from a part of the points, the prediction from more of them.
        rough = _posterior(nodes[used], displacement[used], weights[used], where[:1], slopes, ranges, tolerance, correlation / scale, used)
        likely = rough.probability.sum(axis=(1, 2)) / 2.0
        best = np.argsort(-likely, kind="stable")[:3]
        ranges = ranges[np.sort(best[likely[best] > 0.05])]
        used = thin(source, _PREDICTION_POINTS)
    return _posterior(nodes[used], displacement[used], weights[used], where, slopes, ranges, tolerance, correlation / scale, used)


class _Whitening:
    """The matrix S, lower triangular, that makes the noise independent and of equal variance: S' S is the inverse of its covariance."""

    def __init__(self, nodes: np.ndarray, weights: np.ndarray, correlation: float):
        self._root, self._lower = np.sqrt(weights / weights.mean())[:, None], None
        if correlation > 0:
            shared = (1.0 - _INDEPENDENT) * np.exp(-0.5 * cdist(nodes, nodes, "sqeuclidean") / correlation ** 2)
            shared[np.diag_indices_from(shared)] = 1.0
            self._lower = np.asfortranarray(solve_triangular(cholesky(shared, lower=True), np.diag(self._root[:, 0]), lower=True))

    def __call__(self, values: np.ndarray, transposed: bool = False) -> np.ndarray:
        """S v of values (N, c), or S' v."""
        return self._root * values if self._lower is None else dtrmm(1.0, self._lower, values, lower=1, trans_a=int(transposed))


def _posterior(nodes, displacement, weights, where, slopes, ranges, tolerance, correlation, used) -> ErrorModel:
    """All quantities in the eigenbasis of the contrasts, where every variance ratio is a diagonal matrix.

    With S the whitening of the noise, X the trend, S X = (Q1 Q2)(R 0)' and Q2' S K S' Q2 = U D U', the covariance of the contrasts
    U' Q2' S y is noise (ratio D + I).
    """
    count, ratios = len(nodes), np.concatenate([[0.0], _RATIOS])
    whiten = _Whitening(nodes, weights, correlation)
    trend = np.column_stack([np.ones(count), nodes] if slopes else [np.ones(count)])
    free = trend.shape[1]
    trend_there = np.column_stack([np.ones(len(where)), where] if slopes else [np.ones(len(where))])
    parted = Contrasts(whiten(trend))
    # Generalised least-squares prediction of the trend: H S y, by as many rows as it has terms.
    solved = np.linalg.solve(parted.triangle, parted.flat().T)
    hat, weighted = trend_there @ solved, whiten(displacement)
    base, contrasts, trend_variance = hat @ weighted, parted.apart(weighted)[1], (hat ** 2).sum(axis=1)
    between, there = cdist(nodes, nodes), cdist(where, nodes)
    # Median of the posterior of a variance in units of its estimate: twice as much for one degree of freedom, 1 for many.
    uncertainty = (count - free) / chdtri(count - free, 0.5)
    parts = [[] for _ in range(6)]
    for length in ranges:
        covariance, across = whiten(whiten(matern(between / length)).T), whiten(matern(there.T / length)).T
        energy, vectors = eigh(parted.apart(parted.apart(covariance)[1].T)[1], overwrite_a=True, check_finite=False)
        energy = np.maximum(energy, 0.0)
        contrast = vectors.T @ contrasts
        basis = parted.bent(vectors)
        seen = trend_there @ (solved @ covariance)
        lever = (across - seen) @ basis
        own = 1.0 - 2.0 * (across * hat).sum(axis=1) + (seen * hat).sum(axis=1)
        spread = 1.0 + ratios[:, None] * energy
        quadratic = (1.0 / spread) @ contrast ** 2
        noise = np.maximum(quadratic / (count - free), 1e-300)
        # Restricted log likelihood with the noise variance profiled out, and a prior against noise beyond the tolerance.
        likelihood = -0.5 * np.log(spread).sum(axis=1)[:, None] - 0.5 * (count - free) * np.log(noise)
        likelihood = likelihood - 2.0 * np.log1p(noise / tolerance ** 2)
        # Predictions of left-out points from the inverse covariance P of the points: (P y)_i / P_ii, of variance 1 / P_ii.
        plain = whiten(basis, transposed=True)
        precision = ((plain ** 2) @ (1.0 / spread).T).T
        shrunk = (contrast.T[None] / spread[:, None]).reshape(-1, len(energy)).T           # (n, ratios x 2)
        drawn = (lever @ shrunk).reshape(len(where), len(ratios), 2).transpose(1, 0, 2)
        parts[0].append(base + ratios[:, None, None] * drawn)
        parts[1].append(ratios[:, None] * own + trend_variance - ratios[:, None] ** 2 * ((1.0 / spread) @ (lever ** 2).T))
        parts[2].append(noise * uncertainty)
        parts[3].append(likelihood)
        parts[4].append((plain @ shrunk).reshape(count, len(ratios), 2).transpose(1, 0, 2) / precision[:, :, None])
        parts[5].append(1.0 / precision)
    mean, variance, noise, likelihood, held, held_variance = (np.stack(part) for part in parts)
    prior = np.full(len(ratios), np.log((1.0 - _NO_FIELD) / len(_RATIOS)))
    prior[0] = np.log(_NO_FIELD)
    posterior = likelihood + prior[None, :, None]
    probability = np.exp(posterior - posterior.max(axis=(0, 1)))
    probability /= probability.sum(axis=(0, 1))
    return ErrorModel(mean, np.maximum(variance, 0.0), noise, probability, used, held, held_variance)
