"""Several surfaces that tell where a window belongs, made one: each as far as it agrees with the others.

Learned features are trusted; a sharper surface, of edges or of grey values, may tell nothing at all of a pair (one sensor sees the inverse
of the other). So each is a mixture: with a probability that is estimated from the pair's windows it tells the place, else it says nothing.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

#: Logarithm of the probability ratio for a standard deviation of a surface, on places kept from training.
SHARPNESS = 0.5
_PRIOR_WINDOWS = 8.0          # the prior counts as much as so many windows
_ROUNDS = 2


def fused(logits: np.ndarray, surfaces: Sequence[np.ndarray], priors: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Log probabilities (N, k, k) of offsets, up to a constant, and the part of them (N, k, k) that has the shape of a sharp peak.

    Args:
        logits: (N, k, k) log probabilities up to a constant by what is trusted.
        surfaces: of each of the others (N, k, k), in standard deviations.
        priors: probability that a surface tells the place, before the windows are looked at.
    """
    trusted = _normal(logits)
    told = [_normal(SHARPNESS * surface) * surface[0].size for surface in surfaces]        # over that of no knowledge
    shares, certain = list(priors), [np.ones(len(logits))] * len(told)
    for _ in range(_ROUNDS):
        for index, one in enumerate(told):
            others = trusted.copy()
            for other, (ratio, share) in enumerate(zip(told, shares)):
                if other != index:
                    others *= share * ratio + (1.0 - share)
            agreement = (others * one).sum((1, 2)) / others.sum((1, 2))
            certain[index] = shares[index] * agreement / (shares[index] * agreement + 1.0 - shares[index])
            shares[index] = float((_PRIOR_WINDOWS * priors[index] + certain[index].sum()) / (_PRIOR_WINDOWS + len(logits)))
    sharp = SHARPNESS * sum(weight[:, None, None] * surface for weight, surface in zip(certain, surfaces))
    return logits + sum(np.log(share * ratio + (1.0 - share)) for ratio, share in zip(told, shares)), sharp


def _normal(logits: np.ndarray) -> np.ndarray:
    chance = np.exp(logits - logits.max((1, 2), keepdims=True))
    return chance / chance.sum((1, 2), keepdims=True)
