"""Canonical correlation of the features of two dates.

Sources: Andrew, Arora, Bilmes, Livescu 2013, ICML (deep canonical correlation); Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328. The code
published with the latter returns the slope of the correlation for a loss of its opposite, which made it smaller; here slopes are derived.
"""
from __future__ import annotations

import torch

RIDGE, _TINY = 1e-4, 1e-12


def correlations(one: torch.Tensor, other: torch.Tensor, ridge: float = RIDGE) -> torch.Tensor:
    """(K,) float64 canonical correlations of features (N, K) and (N, L), K <= L, largest first; 0 to 1 but for the ridge.

    They are the singular values of the covariance of whitened features. With N <= K they are all 1 whatever the features: they tell, and
    teach, something only where a batch is larger than the features are many.

    Args:
        one, other: features of N pairs.
        ridge: added to variances.
    """
    one, other = (features.double() - features.double().mean(0) for features in (one, other))
    count = len(one) - 1
    mixed = one.T @ other / count
    for features in (one, other):
        variance = features.T @ features / count
        lower = torch.linalg.cholesky(variance + ridge * torch.eye(len(variance), dtype=variance.dtype, device=variance.device))
        # The factor differs from the root by a rotation, which singular values do not see.
        mixed = torch.linalg.solve_triangular(lower, mixed, upper=False).T
    return torch.linalg.svdvals(mixed)


def canonical_correlation(one: torch.Tensor, other: torch.Tensor, ridge: float = RIDGE) -> torch.Tensor:
    """Root of the sum of squared canonical correlations, at most the root of the number of features: what a training watches."""
    return (correlations(one, other, ridge).square().sum() + _TINY).sqrt()


def correlation_loss(one: torch.Tensor, other: torch.Tensor, ridge: float = RIDGE) -> torch.Tensor:
    """The loss of deep canonical correlation: the opposite of the sum of correlations."""
    return -correlations(one, other, ridge).sum()
