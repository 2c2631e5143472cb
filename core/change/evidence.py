"""Evidence of change that a network is given beside two images: what radiometry says, what learned features say, and what both say.

Learned features have been trained for much longer than a network of change can be, to know a place again in another season and by another
sensor. What they find unlike at several scales, and where they find anything to hold on to, is known before anything is learned of change.
"""
from __future__ import annotations

import numpy as np

from .block import Block
from .both import Both
from .deep import LEAST_DISTANCE
from .discount import shifts
from .smoothing import reach as smoothed_reach
from .source import ALIGNED_PX

#: Pixels that are averaged before features are looked at.
SCALES = (2, 4)
#: Which of the maps is what radiometry and learned features say together.
BOTH = 3
_SIGMA_CELLS, _SMOOTHED_CELLS = 1.0, 3


def margin(both: Both, reach: int) -> int:
    """Pixels around a block that have a say in its evidence and in that of so many pixels around it, a multiple of `ALIGNED_PX`."""
    return max(_margins(both, reach))


def maps(both: Both, block: Block, reach: int, tolerant: Both | None = None) -> np.ndarray:
    """(K, rows, cols) float32, 0 to 1, of the inner part and ``reach`` pixels around it; 0 where not valid.

    0: how far radiometry is from noise; 1: the same as far as misregistration does not explain it; 2: the same in units of what it reaches
    without change of structure; 3: `Both`, 0.5 at its threshold; then for each scale distance of features, the reliability of whichever
    date has more of it, and by how much that is.

    Args:
        both: of the whole; tolerant: the same with a tolerance of misregistration, if there is one.
        block: with `margin`.
        reach: pixels, a multiple of `ALIGNED_PX`.
    """
    chosen = tolerant or both
    first, *others = _margins(chosen, reach)
    part = block.within(first)
    found = chosen.radiometry.magnitude(part)
    straight = _cut(both.radiometry.magnitude(part), part, reach) if tolerant else None
    around, found = (_cut(values, part, reach) for values in (both.around(found, part), found))
    straight = found if straight is None else straight
    known = around / np.float32(both.unit)
    maps_of = [straight, found, known / (1.0 + known)]
    structure, moved = both.structure.structure, shifts(chosen.structure.tolerance)
    for scale, needed in zip(SCALES, others):
        part = block.within(needed)
        cells = structure.cells(structure.images(part), scale, moved)
        if scale == SCALES[0]:
            ratio = _cut(cells.evened(part.shape), part, reach) / np.float32(LEAST_DISTANCE)
            maps_of.append(_of_threshold(both.judged(found, np.stack([around, ratio])), both.threshold))
        unlike = cells.smooth(_SIGMA_CELLS, _SMOOTHED_CELLS)
        one, two = cells.reliable
        maps_of += [_cut(cells.pixels(values, part.shape), part, reach) for values in (
            unlike / (unlike + np.float32(LEAST_DISTANCE)), np.maximum(one, two), np.abs(one - two))]
    return np.where(block.within(reach).valid, np.nan_to_num(np.stack(maps_of)), np.float32(0)).astype(np.float32)


def _margins(both: Both, reach: int) -> tuple[int, ...]:
    """Pixels around a block that radiometry and features at each of the scales need, multiples of `ALIGNED_PX`."""
    structure = both.structure.structure
    needed = both.radiometry.margin + smoothed_reach(both.sigma), *(
        structure.seen(scale, _SMOOTHED_CELLS) if number else structure.margin for number, scale in enumerate(SCALES))
    return tuple(-(-(reach + margin) // ALIGNED_PX) * ALIGNED_PX for margin in needed)


def _cut(values: np.ndarray, block: Block, margin: int) -> np.ndarray:
    """Values (rows, cols) of a block where it has no more margin than this."""
    return values[tuple(slice(max(part.start - margin, 0), part.stop + margin) for part in block.inner)]


def _of_threshold(magnitude: np.ndarray, threshold: float) -> np.ndarray:
    """Magnitudes that are 0.5 at the threshold; ratios of odds stay as they are."""
    threshold = min(max(threshold, 1e-3), 1.0 - 1e-3)
    odds = magnitude / np.maximum(1.0 - magnitude, np.float32(1e-6)) * np.float32((1.0 - threshold) / threshold)
    return odds / (1.0 + odds)
