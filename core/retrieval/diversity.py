"""Lists of results that do not show one thing many times."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .bits import hamming


def apart(candidates: np.ndarray, count: int, near: Callable[[int, np.ndarray], np.ndarray]) -> np.ndarray:
    """The best of ordered candidates of which none is near a better one.

    Args:
        candidates: (N,) rows, best first.
        count: how many are wanted.
        near: ``(row, rows) -> (M,) bool``, which of ``rows`` are near ``row``.

    Returns:
        (M,) rows in order, M <= count.
    """
    kept: list[int] = []
    left = np.asarray(candidates)
    while len(left) and len(kept) < count:
        kept.append(int(left[0]))
        left = left[1:][~near(kept[-1], left[1:])]
    return np.array(kept, np.int64)


def varied(codes: np.ndarray, scores: np.ndarray, count: int, share: float, bits: int) -> np.ndarray:
    """Positions of the results chosen one by one, each for being good and unlike those before it.

    Maximal marginal relevance (Carbonell, Goldstein 1998, doi:10.1145/290941.291025): the next one has the smallest
    ``(1 - share) * score - share * (bits in which it differs from the most alike one chosen before)``.

    Args:
        codes: (N, bytes) of the candidates, best first.
        scores: (N,) in bits, smaller is better.
        count: how many are wanted.
        share: 0: by score alone; 1: by difference alone, after the first.
        bits: of a code.

    Returns:
        (min(count, N),) positions; equal ones by position.
    """
    count = min(count, len(codes))
    if not count:
        return np.empty(0, np.int64)
    chosen = [0]
    unlike = np.full(len(codes), np.float32(bits))
    left = np.ones(len(codes), bool)
    while len(chosen) < count:
        left[chosen[-1]] = False
        unlike = np.minimum(unlike, hamming(codes, codes[chosen[-1]]).astype(np.float32))
        merit = np.where(left, (1.0 - share) * scores - share * unlike, np.inf)
        chosen.append(int(np.argmin(merit)))
    return np.array(chosen, np.int64)
