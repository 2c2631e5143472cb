"""What a matcher measured around the points of a tie-point grid."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

_COLUMNS = ("reference_xy", "nominal_xy", "scores", "weights", "centres", "rivals")


@dataclass(frozen=True)
class Measurement:
    """M measured correspondences, in working pixels.

    Attributes:
        reference_xy: (M, 2) positions in the reference.
        nominal_xy: (M, 2) nominal positions of the target that show the same place.
        scores: (M,) 0 to 1.
        weights: (M,) inverse variances of the positions, up to a factor.
        tried: how many grid points were looked at.
        reach: largest offset from the expected position that could have been found, in working pixels.
        footprint: side of the area one correspondence was measured on, in working pixels: nearer ones are not independent.
        centres: (M, 2) grid points they were measured around, or None where they were not.
        rivals: (M, 2) from what was measured to the second best offset, in working pixels, (0, 0) where there is none,
            or None where nothing is known of it.
    """

    reference_xy: np.ndarray
    nominal_xy: np.ndarray
    scores: np.ndarray
    weights: np.ndarray
    tried: int
    reach: float
    footprint: float
    centres: np.ndarray | None = None
    rivals: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.scores)

    def select(self, mask: np.ndarray) -> Measurement:
        """The correspondences chosen by a mask or by indices."""
        return replace(self, **{name: None if getattr(self, name) is None else getattr(self, name)[mask] for name in _COLUMNS})

    def joined(self, other: Measurement) -> Measurement:
        """These correspondences and those of another measurement of the same grid."""
        columns = {name: None if getattr(self, name) is None else np.concatenate([getattr(self, name), getattr(other, name)])
                   for name in _COLUMNS}
        return replace(self, **columns)
