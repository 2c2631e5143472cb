"""How well tiles answer to examples: expected distances, several positive and negative examples.

What a hash network says of a tile, h in (0, 1) for each bit, is more than the bits it is rounded to. Taken as the probability that the
bit is 1, the number of bits in which a code b is expected to differ is

    E(h, b) = sum_k |h_k - b_k| = sum_k h_k + sum_k b_k (1 - 2 h_k),

which orders codes as the squared distance ||h - b||^2 does, as both are linear in b. It needs the codes alone on the archive's side
(asymmetric distance: Gordo et al. 2014, doi:10.1109/TPAMI.2013.101), and parts tiles that are equally many bits away.
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
        combination: of several. ``mean``: the mean of the distances, which is the distance to the mean of what was said (as the centroid of
            Rocchio's feedback); ``nearest``: the smallest distance, for examples that look different from each other.
    """

    positive: np.ndarray
    negative: np.ndarray
    combination: str = "mean"

    @property
    def bits(self) -> int:
        """K."""
        return self.positive.shape[1]


def expected_distances(hashed: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """(Q, N) float32: expected number of differing bits of what was said, (Q, K), and packed codes (N, bytes)."""
    hashed = np.asarray(hashed, np.float32)
    found = np.empty((len(hashed), len(codes)), np.float32)
    for first in range(0, len(codes), _AT_ONCE):
        bits = unpack(codes[first : first + _AT_ONCE], hashed.shape[1]).astype(np.float32)
        found[:, first : first + len(bits)] = hashed.sum(1)[:, None] + (1.0 - 2.0 * hashed) @ bits.T
    return found


def scores(examples: Examples, codes: np.ndarray) -> np.ndarray:
    """(N,) float32, smaller is better: distance to the positive examples in bits, more where negative ones are near.

    A tile no nearer to the negative examples than a code drawn by lot, half of the bits, loses nothing; one equal to them loses a quarter
    of the bits (`NEGATIVE_WEIGHT`).
    """
    reduce = np.mean if examples.combination == "mean" else np.min
    found = reduce(expected_distances(examples.positive, codes), 0)
    if len(examples.negative):
        near = reduce(expected_distances(examples.negative, codes), 0)
        found = found + np.float32(NEGATIVE_WEIGHT) * np.maximum(np.float32(0.5 * examples.bits) - near, 0)
    return found.astype(np.float32)


def similarity(found: np.ndarray, bits: int) -> np.ndarray:
    """(N,) float32, 0 to 1, of scores: the share of bits expected to agree."""
    return np.clip(1.0 - np.asarray(found, np.float32) / np.float32(bits), 0.0, 1.0)
