"""Which tiles a step sees."""
from __future__ import annotations

import numpy as np

from ...errors import OptionError

#: Tiles of each class in a batch of ``batch-hard``, and fewest classes where there are so many.
EACH, FEWEST = 4, 8


def groups_of(labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Numbers of the tiles of each label that occurs, in order; OptionError where there are fewer than two."""
    found = tuple(np.flatnonzero(labels == label) for label in np.unique(labels))
    if len(found) < 2:
        raise OptionError(f"Triplets need tiles of two classes, there is {len(found)}.", "Give tiles of more classes.")
    return found


def parity(groups: tuple[np.ndarray, ...], count: int, rng: np.random.Generator) -> np.ndarray:
    """Triplets of one pair of classes, at random, as published.

    Args:
        groups: of `groups_of`. count: triplets. rng: of everything random.

    Returns:
        (3 count,) anchors and then positives, others of the same class, and then negatives of another. Of a class with too few, some
        occur more than once; an anchor is its own positive only where it is alone.
    """
    own, other = rng.choice(len(groups), 2, replace=False)
    members = rng.permutation(groups[own])
    half = min(count, max(1, len(members) // 2))
    rest = members[half:] if len(members) > 1 else members
    return np.concatenate([_filled(part, count, rng) for part in (members[:half], rest, rng.permutation(groups[other]))])


def batch_hard(groups: tuple[np.ndarray, ...], count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) tiles, `EACH` of as many classes as fit; of a class with fewer, some occur more than once."""
    classes = max(2, -(-count // EACH))
    chosen = rng.permutation(len(groups))[:classes] if classes <= len(groups) else _filled(rng.permutation(len(groups)), classes, rng)
    return np.concatenate([_filled(rng.permutation(groups[one]), EACH, rng) for one in chosen])[:count]


def scarce(groups: tuple[np.ndarray, ...], count: int) -> int:
    """Classes with fewer tiles than triplets of `parity` want, 2 count."""
    return sum(len(members) < 2 * count for members in groups)


def _filled(members: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """The first ``count`` of members; where there are fewer, with more of them drawn again."""
    if len(members) >= count:
        return members[:count]
    return np.concatenate([members, rng.choice(members, count - len(members))])
