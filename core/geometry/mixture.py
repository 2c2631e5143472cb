"""Steps of expectation maximisation on a Gaussian mixture whose centres move smoothly.

N points of a source are the centres, N points of a destination are what was observed, and a uniform component takes what is no
observation of any centre. Sources: Myronenko, Song 2010, doi:10.1109/TPAMI.2010.46 (the mixture and its steps); Yang, Dan, Yang 2018,
doi:10.1109/ACCESS.2018.2853100 (the prior from an assignment).
"""
from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.spatial.distance import cdist

# Least posterior mass that is divided by. Below it a centre has no say in the fit whatever its target.
_LEAST_MASS = 1e-9


def gaussian_basis(xy: np.ndarray, width: float) -> np.ndarray:
    """(N, N) radial basis G = exp(-r^2 / (2 width^2)) of points (N, 2)."""
    return np.exp(cdist(xy, xy, "sqeuclidean") / (-2.0 * width**2))


def initial_variance(source_xy: np.ndarray, destination_xy: np.ndarray) -> float:
    """Half the mean squared distance over all pairs of a source point (M, 2) and a destination point (N, 2)."""
    # About the mean of each set, so that large coordinates cancel before they are squared.
    apart = source_xy.mean(axis=0) - destination_xy.mean(axis=0)
    return 0.5 * float(source_xy.var(axis=0).sum() + destination_xy.var(axis=0).sum() + apart @ apart)


def prior_of(assignment: np.ndarray, confidence: float) -> np.ndarray:
    """(N, N) prior probability of the centre (row) of each observation (column); columns add up to 1.

    Args:
        assignment: (N,) column of each row, a permutation.
        confidence: in the assignment, 0 to 1; the other rows share what is left.
    """
    count = len(assignment)
    prior = np.full((count, count), (1.0 - confidence) / count)
    prior[np.arange(count), assignment] = 1.0
    return prior / prior.sum(axis=0)


def posterior_of(prior: np.ndarray, squared: np.ndarray, variance: float, outliers: float, area: float = 1.0) -> np.ndarray:
    """(M, N) probability P that each observation (column) is one of each centre (row); the columns' rest is for outliers.

    Args:
        prior: (M, N); squared: (M, N) squared distances.
        variance: of an observation along an axis.
        outliers: share of observations that belong to no centre, 0 to 1.
        area: factor of the uniform component; 2 pi variance makes it a density like the Gaussians.
    """
    weight = np.exp(squared / (-2.0 * variance))
    weight *= prior
    weight *= 1.0 - outliers
    weight /= weight.sum(axis=0) + outliers * area / prior.shape[1]
    return weight


def coefficients_of(basis: np.ndarray, posterior: np.ndarray, destination_xy: np.ndarray, source_xy: np.ndarray,
                    penalty: float) -> np.ndarray:
    """(N, 2) coefficients A of the displacement G A that brings the centres to what they were observed at.

    They solve (diag(P 1) G + penalty I) A = P X - diag(P 1) Y. With A = S B and S the root of diag(P 1) this is the symmetric positive
    definite system (S G S + penalty I) B = S^-1 P X - S Y, which stays regular where a centre has no mass.

    Args:
        basis: (N, N) G; posterior: (N, N) P; destination_xy: (N, 2) X; source_xy: (N, 2) Y.
        penalty: above 0, weight of smoothness times variance.
    """
    root = np.sqrt(posterior.sum(axis=1))[:, None]
    system = basis * root * root.T
    system[np.diag_indices_from(system)] += penalty
    wanted = posterior @ destination_xy / np.maximum(root, np.sqrt(_LEAST_MASS)) - root * source_xy
    return root * cho_solve(cho_factor(system, lower=True, overwrite_a=True, check_finite=False), wanted, check_finite=False)
