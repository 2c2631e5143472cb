"""The three losses of MiLaN: a metric of triplets, bits pushed from the middle, and as many on as off.

Source: Roy, Sangineto, Demir, Sebe 2019, arXiv:1904.01258, and the code published with it.
"""
from __future__ import annotations

import torch
from torch.nn import functional

from ...models.hashing.hash_network import embedded


def metric_loss(anchors: torch.Tensor, positives: torch.Tensor, negatives: torch.Tensor, alpha: float) -> torch.Tensor:
    """Mean of what a positive is farther than its negative, by squared distance, plus the margin ``alpha``; (N, bits) of length 1."""
    near, far = ((anchors - other).square().sum(1) for other in (positives, negatives))
    return functional.relu(near - far + alpha).mean()


def hardest_loss(codes: torch.Tensor, labels: torch.Tensor, alpha: float) -> torch.Tensor:
    """The same of every code with the farthest of its class and the nearest of another.

    Args:
        codes: (N, bits) of length 1. labels: (N,). alpha: margin.

    Source: Hermans, Beyer, Leibe 2017, arXiv:1703.07737.
    """
    distances = (2.0 - 2.0 * codes @ codes.T).clamp_min(0.0)
    same = labels[:, None] == labels[None]
    farthest = torch.where(same, distances, -1.0).amax(1)
    nearest = torch.where(same, 5.0, distances).amin(1)
    # Without another class in the batch there is nothing to keep away from.
    known = (~same).any(1)
    return (functional.relu(farthest - nearest + alpha) * known).sum() / known.sum().clamp_min(1)


def push(hashed: torch.Tensor) -> torch.Tensor:
    """How far bits are from 0.5: mean over codes and bits of the squares; 0.25 where all are on or off."""
    return (hashed - 0.5).square().sum(1).mean() / hashed.shape[1]


def balance_loss(hashed: torch.Tensor, balance: str) -> torch.Tensor:
    """How far from half the bits are on.

    Args:
        hashed: (N, bits) 0 to 1.
        balance: ``sample``: of each code, as published; ``bit``: of each bit over the codes; ``both``: the mean of the two.
    """
    sample = (hashed.mean(1) - 0.5).square().mean()
    bit = (hashed.mean(0) - 0.5).square().mean()
    return {"sample": sample, "bit": bit, "both": 0.5 * (sample + bit)}[balance]


def total(metric: torch.Tensor, hashed: torch.Tensor, beta: float, gamma: float, balance: str) -> torch.Tensor:
    """What is to become small: the metric, less ``beta`` times `push`, plus ``gamma`` times the balance."""
    return metric - beta * push(hashed) + gamma * balance_loss(hashed, balance)


def triplets_loss(hashed: torch.Tensor, alpha: float, beta: float, gamma: float, balance: str) -> torch.Tensor:
    """`total` of (3 N, bits): anchors, then positives, then negatives."""
    return total(metric_loss(*embedded(hashed).chunk(3), alpha), hashed, beta, gamma, balance)


def batch_loss(hashed: torch.Tensor, labels: torch.Tensor, alpha: float, beta: float, gamma: float, balance: str) -> torch.Tensor:
    """`total` of (N, bits) of ``labels`` (N,), with the hardest triplets."""
    return total(hardest_loss(embedded(hashed), labels, alpha), hashed, beta, gamma, balance)
