"""What a matcher measured around the points of a tie-point grid."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Measurement:
    """M measured correspondences, in working pixels.

    Attributes:
        reference_xy: (M, 2) positions in the reference.
        nominal_xy: (M, 2) nominal positions of the target that show the same place.
        scores: (M,) 0 to 1.
        tried: how many grid points were looked at.
        reach: largest offset from the expected position that could have been found, in working pixels.
        footprint: side of the area one correspondence was measured on, in working pixels: nearer ones are not independent.
        rivals: (M, 2) from what was measured to the second best offset, in working pixels, or None where there is no such thing.
    """

    reference_xy: np.ndarray
    nominal_xy: np.ndarray
    scores: np.ndarray
    tried: int
    reach: float
    footprint: float
    rivals: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.scores)

    def select(self, mask: np.ndarray) -> Measurement:
        """The correspondences chosen by a mask or by indices."""
        return Measurement(self.reference_xy[mask], self.nominal_xy[mask], self.scores[mask], self.tried, self.reach, self.footprint,
                           None if self.rivals is None else self.rivals[mask])
