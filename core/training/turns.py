"""Parts of a network that are trained one after the other."""
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ..errors import OptionError


def chosen(named: str, parts: Sequence[str]) -> tuple[str, ...]:
    """Some of the parts, in their order.

    Args:
        named: ids separated by commas, in any order; empty: all.
        parts: ids of all there are.

    Raises:
        OptionError: an id is none of them.
    """
    wanted = {name.strip() for name in named.split(",")} - {""}
    unknown = sorted(wanted - set(parts))
    if unknown:
        raise OptionError(f"There is no part '{unknown[0]}' to train.", f"Choose some of: {', '.join(parts)}.")
    return tuple(part for part in parts if part in wanted or not wanted)


def turn(shares: Mapping[str, float], named: Sequence[str], share: float) -> tuple[str, float]:
    """Whose turn it is.

    Args:
        shares: of every part in a schedule, relative to each other.
        named: the parts that are trained, at least one.
        share: of the schedule that is done, 0 to 1.

    Returns:
        (id, how much of this part's turn is done, 0 to 1).
    """
    total, before = sum(shares[part] for part in named), 0.0
    for part in named[:-1]:
        length = shares[part] / total
        if share < before + length:
            return part, min(max((share - before) / length, 0.0), 1.0)
        before += length
    return named[-1], min(max((share - before) / (1.0 - before), 0.0), 1.0)


def falling(done: float) -> float:
    """Share of the highest learning rate where so much of a turn is done, 0 to 1: it rises at once, falls as a cosine and never ends."""
    return min(1.0, done / 0.03 + 0.05) * 0.5 * (1 + math.cos(math.pi * done)) + 2e-3
