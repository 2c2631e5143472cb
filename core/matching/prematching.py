"""First pairs of cells by their features: each with the one most like it, as far as that one stands out.

Source: Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import AlignmentError, OptionError
from ..geometry.point_set import PairedSets

#: Thresholds are lowered by this much at a time.
STEP = 0.01
# More than so many pairs are kept, and more than this share of them is selected at first; the rest follows in so many steps.
_PAIRS, _SHARE, _STAGES = 128, 0.5, 10
# What more pairs would bring does not pay for their square.
_MOST = 2000


@dataclass(frozen=True, eq=False)
class Prematches:
    """N pairs of cells, in order of the target's.

    Attributes:
        target, reference: (N,) numbers of cells; the same reference cell may be in several pairs.
        quality: (N,) how distinctive the nearest was among all cells.
        sets: places and distances of these cells alone, for registration: the target is what moves.
    """

    target: np.ndarray
    reference: np.ndarray
    quality: np.ndarray
    sets: PairedSets


def prematch(distance: np.ndarray, target_xy: np.ndarray, reference_xy: np.ndarray, more_than: int = _PAIRS, at_most: int = _MOST,
             swapped: bool = False) -> Prematches:
    """Pairs of each target cell and the nearest reference cell, the more distinctive ones.

    Args:
        distance: (M, N) of features, target by reference; rows and columns without any finite number take no part.
        target_xy: (M, 2) normalised places of target cells; reference_xy: (N, 2).
        more_than: the threshold of quality is lowered until more pairs than this reach it, or all.
        at_most: of more pairs that reach it the most distinctive are kept; among equals an even choice.
        swapped: read distances among the pairs with their two indices exchanged, as the reference implementation does by a slip.

    Raises:
        AlignmentError: fewer than three target cells or two reference cells take part.
        OptionError: ``swapped`` with a table that is not square or not finite everywhere.
    """
    finite = np.isfinite(distance)
    rows, cols = np.flatnonzero(finite.any(axis=1)), np.flatnonzero(finite.any(axis=0))
    if len(rows) < 3 or len(cols) < 2:
        raise AlignmentError(f"Features can be compared in {len(rows)} cells of the target and {len(cols)} of the reference only.",
                             "Choose an overlap with more data.")
    whole = (len(rows), len(cols)) == distance.shape
    if swapped and not (whole and len(rows) == len(cols)):
        raise OptionError("The exchanged table of distances needs equally many cells on both sides, all with data.", "Leave it out.")
    found, quality = nearest(distance if whole else distance[np.ix_(rows, cols)])
    kept = np.flatnonzero(quality >= threshold(quality, more_than))
    if len(kept) > at_most:
        shuffled = kept[np.random.default_rng(0).permutation(len(kept))]
        kept = np.sort(shuffled[np.argsort(-quality[shuffled], kind="stable")[:at_most]])
    target, reference = rows[kept], cols[found[kept]]
    among = distance[np.ix_(reference, target)] if swapped else distance[np.ix_(target, reference)]
    return Prematches(target, reference, quality[kept], _sets(np.asarray(target_xy)[target], np.asarray(reference_xy)[reference], among))


def nearest(distance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Column (M,) of the least distance of each row, and its quality (M,): the second least over the least, 1 or more.

    Where the least is 0 the quality is the largest of those that are finite; it is 1 where the second is 0 too.

    Args:
        distance: (M, N), finite, N at least 2.
    """
    column = distance.argmin(axis=1)
    least, second = np.partition(distance, 1, axis=1)[:, :2].T
    exact = least == 0
    with np.errstate(over="ignore"):
        quality = np.divide(second, least, out=np.ones(len(least)), where=~exact)
    endless = exact & (second > 0) | ~np.isfinite(quality)
    quality[endless] = quality[~endless].max(initial=1.0)
    return column, quality


def threshold(quality: np.ndarray, more_than: float) -> float:
    """Where lowering from the largest quality by `STEP` at a time first leaves more than so many at or above it; the least if none does.

    Args:
        quality: (N,), N at least 1; more_than: 0 or more.
    """
    ordered, wanted = np.sort(quality)[::-1], int(more_than)
    if len(ordered) <= wanted:
        return float(ordered[-1])
    top, enough = float(ordered[0]), float(ordered[wanted])
    steps = np.ceil((top - enough) / STEP)
    # The quotient may be rounded up past a whole number, and the product down to just above what is to be reached.
    if steps > 0 and top - STEP * (steps - 1) <= enough:
        steps -= 1
    return min(top - STEP * steps, enough)


def _sets(source_xy: np.ndarray, destination_xy: np.ndarray, distance: np.ndarray) -> PairedSets:
    """Paired sets with the thresholds by which their inliers grow."""
    found, quality = nearest(distance)
    start, least = threshold(quality, _SHARE * len(quality)), float(quality.min())
    return PairedSets(source_xy, destination_xy, distance, found, quality, start, least, (start - least) / _STAGES)
