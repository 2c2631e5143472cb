"""Which measured points agree: with one affine, or with their neighbours."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..errors import GeometryError
from ..geometry.consistency import consistent
from ..geometry.heldout import held_out
from ..geometry.robust import fit_robust
from ..geometry.tps import ThinPlateSpline
from .evidence import near_px, parts_on_affine
from .measurement import Measurement
from .pair import Backward
from .voting import CELL, Elected, Votes, elect

#: At the scale of a stage, in its pixels: what noise moves a point by.
TOLERANCE_PX = 1.5
_LEAST_FOR_SPLINE = 20
_MOST = 0.6                   # of what was looked at: where so much agrees with its neighbours they are believed
_MANY = 0.35                  # of what was looked at: fewer points bend an affine to what is wrong alike
_FIXED = 3                    # points fix an affine and agree with it by themselves
_FREER = 2                    # parts more that an affine takes in than a similarity, by its two parameters


@dataclass(frozen=True)
class Agreement:
    """What a measurement says.

    Attributes:
        kept: (M,) bool, which points agree.
        stiff: only one affine of everything is believed, and only a similarity where few points agree.
        elected: what windows say together, if they were asked.
    """

    kept: np.ndarray
    stiff: bool
    elected: Elected | None = None

    def smooth(self, measurement: Measurement, seed: int) -> Backward | None:
        """A map through the kept points, reference to nominal; None where there are too few."""
        chosen = measurement.select(self.kept)
        if len(chosen) < 6:
            return None
        try:
            if self.stiff or len(chosen) < _LEAST_FOR_SPLINE:
                known = "affine" if len(chosen) >= _MANY * measurement.tried else "similarity"
                return fit_robust(known, chosen.reference_xy, chosen.nominal_xy, 1e9, chosen.weights, seed).transform.forward
            return ThinPlateSpline.fit(chosen.reference_xy, chosen.nominal_xy, chosen.weights, smoothing="auto").forward
        except GeometryError:
            return None


def agreement(measurement: Measurement, backward: Backward, scale: float, rough: bool, seed: int,
              votes: Callable[[], Votes] | None = None) -> Agreement:
    """What agrees: with one affine at first, with the neighbours afterwards.

    Where few points do, those that are wrong alike bend what is supple, and are looked for around themselves at the next stage. So one
    affine is kept to until more independent parts are where those around them say than on it.

    Args:
        measurement: what was measured.
        backward: from where it was looked for.
        scale: working pixels per patch pixel.
        rough: the start may be wrong by a rotation or scale: one affine is all there is.
        seed: of the random sampling.
        votes: asks the windows for all they know, where few are sure of their own place.
    """
    count = len(measurement)
    if count < 6:
        return Agreement(np.zeros(count, bool), rough)
    if rough or count < _LEAST_FOR_SPLINE:
        return _stiff(measurement, scale, seed, votes)
    displacement = measurement.nominal_xy - backward(measurement.reference_xy)
    supple = consistent(measurement.reference_xy, displacement, measurement.weights, TOLERANCE_PX * scale)
    if supple.sum() >= _MOST * measurement.tried:
        return Agreement(supple, False)
    stiff = _stiff(measurement, scale, seed, votes)
    straight = parts_on_affine(measurement, stiff.kept, scale) - _FIXED
    return stiff if straight > _foreseen(measurement, supple, scale) else Agreement(supple, False)


def _foreseen(measurement: Measurement, kept: np.ndarray, scale: float) -> int:
    """Independent parts that a spline through the kept points of all others, a window away, foresees."""
    chosen = measurement.select(kept)
    try:
        spline = ThinPlateSpline.fit(chosen.reference_xy, chosen.nominal_xy, chosen.weights, smoothing="auto")
        off = held_out(spline, chosen.reference_xy, chosen.nominal_xy, chosen.weights, radius=measurement.footprint)
    except GeometryError:
        return 0
    near = np.hypot(*off.T) <= near_px(measurement, scale)                   # NaN, not foreseen at all, is not near
    _, part = np.unique(np.floor(chosen.reference_xy / (CELL * measurement.footprint)), axis=0, return_inverse=True)
    return int((np.bincount(part.reshape(-1), near) > 0.5 * np.bincount(part.reshape(-1))).sum())


def _stiff(measurement: Measurement, scale: float, seed: int, votes: Callable[[], Votes] | None) -> Agreement:
    """Points near one affine: the one most of them agree on, or what windows elect, if more independent parts are near that."""
    kept = _on_affine(measurement, scale, seed)
    if votes is None or kept.sum() >= _MOST * measurement.tried:
        return Agreement(kept, True)
    elected = elect(votes())
    if elected is None:
        return Agreement(kept, True)
    off = np.hypot(*(elected.backward(measurement.reference_xy) - measurement.nominal_xy).T)
    near = off <= 2.0 * TOLERANCE_PX * scale
    if parts_on_affine(measurement, near, scale) + _FREER >= parts_on_affine(measurement, kept, scale):
        kept = near
    return Agreement(kept, True, elected)


def _on_affine(measurement: Measurement, scale: float, seed: int) -> np.ndarray:
    """(M,) bool: points near the affine map that most agree on."""
    try:
        return fit_robust("affine", measurement.reference_xy, measurement.nominal_xy, 2.0 * TOLERANCE_PX * scale, measurement.weights,
                          seed).inliers
    except GeometryError:
        return np.zeros(len(measurement), bool)
