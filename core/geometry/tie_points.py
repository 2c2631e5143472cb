"""Tie points: matches with everything that was found out about them."""
from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from ..errors import GeometryError
from .matches import Matches
from .points import as_points


@dataclass(frozen=True, eq=False)
class TiePoints:
    """Corresponding points of target and reference, arrays of equal length.

    Attributes:
        target_xy: (N, 2) target pixels; reference_xy: (N, 2) reference pixels.
        score: (N,) of the matcher, larger is better.
        residual: (N,) length of the fit residual, reference pixels; NaN where unknown.
        loo_residual: (N,) the same with the point itself left out of the fit.
        inlier: (N,) bool, kept by the robust fit.
        enabled: (N,) bool, not switched off by the user.
        method: id of the method that found them.
    """

    target_xy: np.ndarray
    reference_xy: np.ndarray
    score: np.ndarray
    residual: np.ndarray
    loo_residual: np.ndarray
    inlier: np.ndarray
    enabled: np.ndarray
    method: str = ""

    def __post_init__(self):
        object.__setattr__(self, "target_xy", as_points(self.target_xy, "target points"))
        object.__setattr__(self, "reference_xy", as_points(self.reference_xy, "reference points"))
        for name, kind in (("score", float), ("residual", float), ("loo_residual", float), ("inlier", bool), ("enabled", bool)):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=kind).reshape(-1))
        lengths = {field.name: len(getattr(self, field.name)) for field in fields(self) if field.name != "method"}
        if len(set(lengths.values())) > 1:
            raise GeometryError(f"The parts of the tie points differ in length: {lengths}.", "Give every part for every point.")
        if not (np.isfinite(self.target_xy).all() and np.isfinite(self.reference_xy).all()):
            raise GeometryError("Some tie points have coordinates that are not finite numbers.", "Remove the points without coordinates.")

    @classmethod
    def from_matches(cls, matches: Matches, method: str = "") -> TiePoints:
        """Tie points of which nothing but the match is known: all inliers, all enabled, residuals NaN."""
        count = len(matches)
        unknown, yes = np.full(count, np.nan), np.ones(count, dtype=bool)
        return cls(matches.target_xy, matches.reference_xy, matches.scores, unknown, unknown, yes, yes, method)

    def __len__(self) -> int:
        return len(self.score)

    @property
    def used(self) -> np.ndarray:
        """(N,) bool: inlier and enabled."""
        return self.inlier & self.enabled

    def select(self, mask) -> TiePoints:
        """The tie points of a boolean mask (N,) or of indices."""
        return replace(self, **{field.name: getattr(self, field.name)[mask] for field in fields(self) if field.name != "method"})
