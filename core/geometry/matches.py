"""What a matcher returns."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import GeometryError
from .points import as_points


@dataclass(frozen=True, eq=False)
class Matches:
    """Corresponding points of two images, equal in number.

    Attributes:
        target_xy, reference_xy: (N, 2) float64 pixels (col, row), outer corner of the first pixel at 0, 0.
        scores: (N,) float64, larger is better; the range is the matcher's.
    """

    target_xy: np.ndarray
    reference_xy: np.ndarray
    scores: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "target_xy", as_points(self.target_xy, "target points"))
        object.__setattr__(self, "reference_xy", as_points(self.reference_xy, "reference points"))
        object.__setattr__(self, "scores", np.asarray(self.scores, dtype=np.float64).reshape(-1))
        if not len(self.target_xy) == len(self.reference_xy) == len(self.scores):
            raise GeometryError(f"Matches of {len(self.target_xy)} target points, {len(self.reference_xy)} reference points and "
                                f"{len(self.scores)} scores do not belong together.", "Give the same number of each.")

    def __len__(self) -> int:
        return len(self.scores)

    def select(self, mask) -> Matches:
        """The matches of a boolean mask (N,) or of indices."""
        return Matches(self.target_xy[mask], self.reference_xy[mask], self.scores[mask])
