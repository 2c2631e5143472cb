"""Which keypoints of two images are the same place, by their descriptors.

The rules, by id:

* ``mean-gap``: the nearest is nearer than the second nearest by more than that is on the mean (Lan et al. 2021,
  doi:10.11947/j.AGCS.2021.20200048). It sorts relatively: some are kept of any two images, however little they have in common.
* ``ratio``: the nearest is nearer than ``ratio`` times the second nearest (Lowe 2004, doi:10.1023/B:VISI.0000029664.99615.94).
* ``mutual``: each is the nearest of the other, as D2-Net is evaluated (Dusmanu et al. 2019, arXiv:1905.03561).
* ``both``: ``mutual`` and ``mean-gap``. ``mutual-ratio``: ``mutual`` and ``ratio``.

Where there is no second nearest, nothing can be said of the gap: only ``mutual`` keeps such keypoints.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from ..errors import OptionError
from ..progress import Progress
from .nearest import ENTRIES, Nearest, nearest

#: Ids of the rules; the first is that of the reference.
RULES = ("mean-gap", "ratio", "mutual", "both", "mutual-ratio")
#: Of ``ratio`` and ``mutual-ratio``.
RATIO = 0.8
# Gaps that differ by less are the same: what rounding leaves.
_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of keypoints, in the order of the first.

    Attributes:
        index: (M, 2) int64, number in the first and in the second image.
        distance: (M,) float64, between their unit descriptors, 0 to 2.
        score: (M,) 0 to 1, cosine of the angle between them, 0 where that is negative.
    """

    index: np.ndarray
    distance: np.ndarray
    score: np.ndarray

    def __len__(self) -> int:
        return len(self.index)


def pair(first, second, rule: str = RULES[0], ratio: float = RATIO, device: torch.device | str = "cpu", first_xy=None, second_xy=None,
         reach: float | None = None, entries: int = ENTRIES, progress: Progress | None = None) -> Pairs:
    """Pair descriptors.

    Args:
        first, second: (N1, C) and (N2, C) unit descriptors.
        rule: one of RULES.
        ratio: of the distances, above 0, at most 1.
        device, first_xy, second_xy, reach, entries, progress: see `nearest`.

    Raises:
        OptionError: there is no such rule or ratio.
        ModelError: the descriptors are no unit vectors of one length.
    """
    _check(rule, ratio)
    return select(nearest(first, second, device, first_xy, second_xy, reach, entries, progress), rule, ratio)


def select(found: Nearest, rule: str = RULES[0], ratio: float = RATIO) -> Pairs:
    """The pairs of nearest neighbours that a rule keeps; none is an answer."""
    _check(rule, ratio)
    kept = found.index >= 0
    rows = np.arange(len(kept))
    if rule in ("mutual", "both", "mutual-ratio"):
        kept &= found.back[found.index] == rows if len(found.back) else False
    if rule in ("ratio", "mutual-ratio"):
        kept &= np.isfinite(found.second) & (found.first < ratio * found.second)
    if rule in ("mean-gap", "both"):
        kept &= distinct(found.first, found.second)
    index = np.stack([rows[kept], found.index[kept]], axis=1)
    distance = found.first[kept]
    return Pairs(index, distance, np.clip(1.0 - 0.5 * distance**2, 0.0, 1.0))


def distinct(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(N,) bool: whose second distance exceeds the first by more than that is on the mean over all that have both."""
    known = np.isfinite(second)
    gap = np.where(known, second, 0.0) - np.where(known, first, 0.0)
    return known & (gap > gap[known].mean() + _SAME) if known.any() else known


def _check(rule: str, ratio: float) -> None:
    if rule not in RULES:
        raise OptionError(f"There is no rule '{rule}'.", f"Choose one of: {', '.join(RULES)}.")
    if not 0.0 < ratio <= 1.0:
        raise OptionError(f"A ratio of {ratio:g} is none.", "Give one above 0 and at most 1.")
