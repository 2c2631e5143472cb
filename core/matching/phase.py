"""Phase correlation as a matcher: local, sub-pixel, on a tie-point grid."""
from __future__ import annotations

import numpy as np

from ..progress import Progress
from .correlation import hann, peaks, surfaces
from .fields import parts
from .measurement import Measurement
from .pair import Backward, Pair
from .placement import Placement, place

_BATCH = 32
_LEAST_VALID = 0.45           # share of a window's weight that must lie on data
_LEAST_SCORE = 0.08           # sharpness below which a peak is no better than its rival
# The error of a peak in pixels is about the noise of the surface over the height of the peak, which its rival tells: measured on
# generated pairs as one minus the score. What parallax, change or shadow add does not show in the score.
_SYSTEMATIC_PX = 0.1


class Phase:
    """Windows of a field are correlated by phase; see `correlation` and `fields`.

    Args:
        field: one of `fields.FIELDS`.
    """

    id = "phase"
    repeatable = True

    def __init__(self, field: str = "orientation"):
        self.field = field

    @property
    def title(self) -> str:
        """Name for the log."""
        return f"phase ({self.field})"

    def place(self, pair: Pair, progress: Progress, thorough: bool) -> list[Placement]:
        """Placements to try, best first: by shift alone, or with ``thorough`` over rotations and scales too."""
        return place(pair, progress, thorough)

    def measure(self, pair: Pair, centres: np.ndarray, scale: float, backward: Backward, size: int, progress: Progress,
                reach: int | None = None) -> Measurement:
        """Offsets of windows around working positions.

        Args:
            centres: (N, 2) working positions in the reference.
            scale: working pixels per patch pixel.
            backward: the current estimate, reference to nominal.
            size: window side in patch pixels.
            reach: largest offset looked for, patch pixels; None = what the window allows.
        """
        reach = reach or int(0.3 * size)
        weight = hann(size) ** 2                                  # both patches of a pair are weighted
        weight /= weight.sum()
        line = np.arange(size) + 0.5 - size / 2
        places, middles, offsets, scores, rivals = [], [], [], [], []
        for start in range(0, len(centres), _BATCH):
            progress.step(start / max(len(centres), 1))
            batch = centres[start : start + _BATCH]
            one, one_valid = pair.reference(batch, size, scale)
            two, two_valid = pair.target(batch, size, scale, backward)
            both = one_valid & two_valid
            shares = both * weight
            share = shares.sum((1, 2))
            enough = share >= _LEAST_VALID
            if not enough.any():
                continue
            chosen = np.flatnonzero(enough)
            fields = [(parts(self.field, one[i], both[i]), parts(self.field, two[i], both[i])) for i in chosen]
            surface = sum(surfaces(np.stack([a[part] for a, _ in fields]), np.stack([b[part] for _, b in fields]))
                          for part in range(len(fields[0][0])))
            found = peaks(surface, reach)
            good = found.scores > _LEAST_SCORE
            # What is measured is the offset of what can be seen, which at the edge of the data is not around the centre.
            middle = np.stack([shares.sum(1) @ line, shares.sum(2) @ line], 1)[chosen] / share[chosen, None] * scale
            places.append(batch[chosen][good])
            middles.append((batch[chosen] + middle)[good])
            offsets.append(found.offsets[good] * scale)
            scores.append(found.scores[good])
            rivals.append(found.rivals[good] * scale)
        if not places:
            empty = np.zeros((0, 2))
            return Measurement(empty, empty, np.zeros(0), np.zeros(0), len(centres), reach * scale, size * scale, empty, empty)
        reference_xy = np.concatenate(middles)
        nominal_xy = backward(reference_xy + np.concatenate(offsets))
        scores = np.concatenate(scores)
        weights = 1.0 / (_SYSTEMATIC_PX**2 + (1.0 - scores) ** 2)
        return Measurement(reference_xy, nominal_xy, scores, weights, len(centres), reach * scale, size * scale,
                           np.concatenate(places), np.concatenate(rivals))
