"""Whether agreement between tie points can be chance: the question on which a refusal rests."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from ..errors import GeometryError
from ..geometry.robust import fit_robust
from .measurement import Measurement
from .repetition import period
from .voting import CELL, Elected

_RADIUS_PX = 2.5              # how near a displacement must be to what other parts say, at the least
_RADIUS = 0.12                # the same in shares of the reach, for local distortion
_WITNESSES, _LEAST_WITNESSES = 10, 4
_SHARE = 0.4                  # of the parts, that agree with those around them
_LEAST_SHARE = 0.2            # of the parts, that agree with one affine
_TOGETHER_SHARE = 0.25        # the same, where all windows together elect one
_STIFF, _SUPPLE = -12.5, -20.0     # logarithm of the chance of as many on an affine, and of a smaller share around
_LEAST_KEPT = 12              # points, without which nothing is believed: fewer do not tell whether the texture repeats itself
_LEAST_CHANCE = 1e-300        # that a logarithm is taken of


@dataclass(frozen=True)
class Evidence:
    """How strongly independent parts of the overlap agree.

    Attributes:
        cells: independent parts that were looked at.
        agreeing: parts whose displacement is what parts that share no pixel with them say it should be.
        share: agreeing / cells.
        log10_chance: logarithm of the probability that unrelated rasters agree so well.
        on_affine: parts that agree with one affine map of everything; log10_affine_chance: the same logarithm for them.
        elected: what all windows say together; None where they were not asked.
        kept: points that agree with their neighbours and were found again.
        period: working pixels after which the texture repeats itself, so that other places fit as well; 0 where it does not.
    """

    cells: int
    agreeing: int
    share: float
    log10_chance: float
    kept: int = 0
    period: float = 0.0
    on_affine: int = 0
    log10_affine_chance: float = 0.0
    elected: Elected | None = None

    @property
    def convincing(self) -> bool:
        """Whether an alignment may be built on it: many parts agree with those around them, or enough with one stiff map.

        A supple map follows whatever a search has picked; among 200 unrelated pairs the best of many places reached 1e-10.5 with a third
        of the parts, and 1e-11.4 on an affine.
        """
        beyond = self.log10_chance < (-8.0 if self.share >= _SHARE else _SUPPLE)
        around = self.agreeing >= 7 and self.share >= 0.15 and beyond
        stiff = self.on_affine >= max(8, _LEAST_SHARE * self.cells) and self.log10_affine_chance < _STIFF
        told = self.kept >= _LEAST_KEPT and not self.period
        if self.elected is None:
            return (around or stiff) and told
        together = self.on_affine >= max(8, _TOGETHER_SHARE * self.cells)
        return (around or stiff or together) and self.elected.convincing and told

    @property
    def promising(self) -> bool:
        """Whether more independent parts, at a finer scale, are worth asking."""
        hopeless = self.elected is not None and self.elected.hopeless
        return self.agreeing >= 4 and min(self.log10_chance, self.log10_affine_chance) < -2.5 and not self.period and not hopeless


def weigh(measurement: Measurement, kept: np.ndarray, scale: float) -> Evidence:
    """The evidence of the kept points.

    Measurements whose windows overlap see the same pixels and agree by themselves, and a flexible map agrees with what it was fitted
    to. So one point is taken from each part as large as a window, and its displacement is predicted from points at least a window
    away: in unrelated rasters it is then anywhere within the reach of the search.

    Args:
        measurement: all that was measured.
        kept: (M,) bool, which of it agrees with its neighbours.
        scale: working pixels per patch pixel.
    """
    if len(measurement) == 0:
        return Evidence(0, 0, 0.0, 0.0)
    cell, chosen = _parts(measurement, kept)
    # parts where nothing was sharp enough to measure count as disagreeing
    cells = max(len(chosen), int(round(len(chosen) * measurement.tried / max(len(measurement), 1))))
    radius = near_px(measurement, scale)
    agrees = kept[chosen] & (_deviation(measurement, chosen, kept, cell) <= radius)
    agreeing = int(agrees.sum())
    chance = min(np.pi * radius**2 / (2.0 * measurement.reach) ** 2, 0.5)
    straight = _on_affine(measurement, chosen, kept, scale)
    on_affine = int(straight[chosen].sum())
    # Three parts fix an affine and agree with it by themselves.
    tails = (_log10_tail(agreeing, cells, chance), _log10_tail(on_affine - 3, cells - 3, chance))
    # Whatever agrees is asked: of a pattern hardly a point may be kept though many lie on an affine.
    repeats = period(measurement, kept, scale) or period(measurement, straight, scale)
    return Evidence(cells, agreeing, agreeing / max(cells, 1), tails[0], int(kept.sum()), repeats, on_affine, tails[1])


def near_px(measurement: Measurement, scale: float) -> float:
    """How near what others say a displacement has to be to agree, working pixels."""
    return max(_RADIUS_PX * scale, _RADIUS * measurement.reach)


def _log10_tail(agreeing: int, cells: int, chance: float) -> float:
    """Logarithm of the probability that at least so many of some cells agree."""
    return float(np.log10(max(bdtrc(agreeing - 1, cells, chance), _LEAST_CHANCE))) if agreeing > 0 and cells > 0 else 0.0


def parts_on_affine(measurement: Measurement, kept: np.ndarray, scale: float) -> int:
    """How many independent parts lie on the affine map that most of the kept points agree on; see `weigh`."""
    chosen = _parts(measurement, kept)[1]
    return int(_on_affine(measurement, chosen, kept, scale)[chosen].sum())


def _on_affine(measurement: Measurement, chosen: np.ndarray, kept: np.ndarray, scale: float) -> np.ndarray:
    """(M,) bool, what lies on the affine map through kept points that most of the chosen lie on."""
    good, radius, best = measurement.select(kept), near_px(measurement, scale), np.zeros(len(measurement), bool)
    for tolerance in (radius, 2.0 * radius):
        try:
            fit = fit_robust("affine", good.reference_xy, good.nominal_xy, tolerance, good.weights, 0)
        except GeometryError:
            continue
        near = np.hypot(*(fit.transform.forward(measurement.reference_xy) - measurement.nominal_xy).T) <= radius
        if near[chosen].sum() > best[chosen].sum():
            best = near
    return best


def _parts(measurement: Measurement, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part (M, 2) each point lies in, and one point of each part: the best of those kept, or the best."""
    cell = np.floor(measurement.reference_xy / (CELL * measurement.footprint)).astype(np.int64)
    order = np.lexsort((-measurement.scores, ~kept))                    # the kept, best first
    _, first = np.unique(cell[order], axis=0, return_index=True)
    return cell, order[np.sort(first)]


def _deviation(measurement: Measurement, chosen: np.ndarray, kept: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """(C,) distance of each chosen displacement from the plane through those of the nearest parts, seen by kept points a window away."""
    xy, deviation = measurement.reference_xy[chosen], np.full(len(chosen), np.inf)
    witness = np.flatnonzero(kept)
    if len(np.unique(cell[witness], axis=0)) <= _LEAST_WITNESSES:
        return deviation
    # Rotation and scale of the whole are no distortion: one affine map, too stiff to follow any part, is taken out.
    middle, steady = xy.mean(0), chosen[kept[chosen]]
    whole = np.c_[np.ones(len(measurement)), (measurement.reference_xy - middle) / measurement.footprint]
    displacement = measurement.nominal_xy - whole @ np.linalg.lstsq(whole[steady], measurement.nominal_xy[steady], rcond=None)[0]
    part = np.unique(cell[witness], axis=0, return_inverse=True)[1].reshape(-1)
    for place, at in enumerate(xy):
        distance = np.hypot(*(measurement.reference_xy[witness] - at).T)
        far = np.flatnonzero(distance >= measurement.footprint)
        far = far[np.argsort(distance[far], kind="stable")]
        far = far[np.sort(np.unique(part[far], return_index=True)[1])][:_WITNESSES]      # the nearest point of each part
        if len(far) < _LEAST_WITNESSES:
            continue
        others = witness[far]
        offset = (measurement.reference_xy[others] - at) / measurement.footprint
        design = np.c_[np.ones(len(others)), offset]
        penalty = np.diag([0.0, 0.5, 0.5])                               # a plane is not extrapolated from a line of points
        plane = np.linalg.solve(design.T @ design + penalty, design.T @ displacement[others])
        deviation[place] = float(np.hypot(*(displacement[chosen[place]] - plane[0])))
    return deviation
