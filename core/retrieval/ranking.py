"""How well tiles answer to examples: distances weighed by certainty, several positive and negative examples.

What a hash network says of a tile, h in (0, 1) for each bit, is more than the bits q it is rounded to: |1 - 2 h| tells how sure it is of
a bit. The bits in which a code b differs are weighed by that,

    D(h, b) = K sum_k |1 - 2 h_k| [b_k != q_k] / sum_k |1 - 2 h_k|,

which is the Hamming distance where h is sure of all bits alike, and K / 2 on average for a code drawn by lot. For one example it orders
codes as the squared distance ||h - b||^2 does, as both are linear in b with the weights 1 - 2 h. It needs the codes alone on the archive's
side (asymmetric distance: Gordo et al. 2014, doi:10.1109/TPAMI.2013.101), and parts tiles that are equally many bits away.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bits import unpack

COMBINATIONS = ("mean", "nearest")
#: How much likeness to a negative example counts against a tile, as a share of what likeness to a positive one counts for.
NEGATIVE_WEIGHT = 0.5
_AT_ONCE = 2**16


@dataclass(frozen=True)
class Examples:
    """What is searched for.

    Attributes:
        positive: (P, K) float in 0 to 1, P > 0; negative: (Q, K), Q may be 0.
        combination: of several. ``mean``: the mean of the distances, which as they are linear in the code is the distance to one example
            between them (the centroid of Rocchio's feedback); ``nearest``: the smallest distance, for examples that do not look alike.
    """

    positive: np.ndarray
    negative: np.ndarray
    combination: str = "mean"

    @property
    def bits(self) -> int:
        """K."""
        return self.positive.shape[1]


def weighed_distances(hashed: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """(Q, N) float32, bits, 0 to K: D above of what was said, (Q, K), and packed codes (N, bytes)."""
    weights = 1.0 - 2.0 * np.asarray(hashed, np.float32)
    bits = weights.shape[1]
    scale = bits / np.maximum(np.abs(weights).sum(1), 1e-9)
    found = np.empty((len(weights), len(codes)), np.float32)
    for first in range(0, len(codes), _AT_ONCE):
        ones = unpack(codes[first : first + _AT_ONCE], bits).astype(np.float32)
        found[:, first : first + len(ones)] = np.maximum(-weights, 0).sum(1)[:, None] + weights @ ones.T
    return np.maximum(found * scale[:, None].astype(np.float32), 0)


def scores(examples: Examples, codes: np.ndarray) -> np.ndarray:
    """(N,) float32, smaller is better: distance to the positive examples in bits, more where negative ones are near.

    A tile no nearer to the negative examples than a code drawn by lot, half of the bits, loses nothing; one equal to them loses a quarter
    of the bits (`NEGATIVE_WEIGHT`).
    """
    reduce = np.mean if examples.combination == "mean" else np.min
    found = reduce(weighed_distances(examples.positive, codes), 0)
    if len(examples.negative):
        near = reduce(weighed_distances(examples.negative, codes), 0)
        found = found + np.float32(NEGATIVE_WEIGHT) * np.maximum(np.float32(0.5 * examples.bits) - near, 0)
    return found.astype(np.float32)


def similarity(found: np.ndarray, bits: int) -> np.ndarray:
    """(N,) float32, 0 to 1, of scores: the share of bits that agree, weighed by certainty."""
    return np.clip(1.0 - np.asarray(found, np.float32) / np.float32(bits), 0.0, 1.0)
