"""Pairs dealt out to training, validation and test."""
from __future__ import annotations

import numpy as np

from ...errors import OptionError

#: Shares of training, validation and test, as published.
SHARES = (0.7, 0.1, 0.2)
Split = tuple[np.ndarray, np.ndarray, np.ndarray]


def random_split(count: int, seed: int = 0, shares: tuple[float, float, float] = SHARES) -> Split:
    """Numbers of pairs, each in one part, at random: the first two parts are rounded down, the test is what remains.

    Tiles beside each other show the same fields and roofs; where positions are known, `block_split` measures more honestly.

    Raises:
        OptionError: a part is empty.
    """
    order = np.random.default_rng(seed).permutation(count)
    first = int(_checked(shares)[0] * count)
    second = first + int(shares[1] * count)
    return _whole((order[:first], order[first:second], order[second:]))


def block_split(positions: np.ndarray, block: int, seed: int = 0, shares: tuple[float, float, float] = SHARES) -> Split:
    """The same by blocks of the land, each of which lies in one part as a whole.

    Args:
        positions: (N, 2) columns and rows of the tiles.
        block: side of a block, tiles.
        seed: of the order of blocks.
        shares: of the tiles; reached to within one block.

    Raises:
        OptionError: there are too few blocks.
    """
    if block < 1:
        raise OptionError(f"Blocks of {block} tiles cannot be made.", "Give at least 1.")
    _, which, sizes = np.unique(np.floor_divide(positions, block), axis=0, return_inverse=True, return_counts=True)
    if len(sizes) < 3:
        raise OptionError(f"{len(positions)} tiles lie in {len(sizes)} blocks of {block} tiles.", "Give smaller blocks.")
    wanted, parts = np.array(_checked(shares)) * len(positions), np.empty(len(sizes), np.int64)
    held = np.zeros(3)
    for one in np.random.default_rng(seed).permutation(len(sizes)):
        # The part that lacks the largest share of what it is to have.
        parts[one] = int(((wanted - held) / np.maximum(wanted, 1e-9)).argmax())
        held[parts[one]] += sizes[one]
    return _whole(tuple(np.flatnonzero(parts[which.ravel()] == part) for part in range(3)))


def _checked(shares: tuple[float, float, float]) -> tuple[float, float, float]:
    if len(shares) != 3 or min(shares) < 0 or abs(sum(shares) - 1.0) > 1e-6:
        raise OptionError(f"{shares} are no shares of training, validation and test.", "Give three numbers that add up to 1.")
    return shares


def _whole(split: Split) -> Split:
    if not all(map(len, split)):
        raise OptionError(f"Training, validation and test would have {', '.join(str(len(part)) for part in split)} pairs.",
                          "Give more pairs, or other shares.")
    return tuple(np.sort(part) for part in split)
