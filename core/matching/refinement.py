"""From a placement to tie points: coarse to fine, each stage seen through the estimate of the one before."""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.spatial import cKDTree

from ..errors import GeometryError
from ..geometry.points import mean_spacing
from ..geometry.robust import fit_robust
from ..progress import Progress, Steps
from .agreement import TOLERANCE_PX, Agreement, agreement
from .evidence import Evidence, weigh
from .grid import grid_points, overlap, overlap_area
from .measurement import Measurement
from .pair import Backward, Pair
from .voting import Votes, Voting, elect

#: Places of a sample that tells whether and how everything agrees.
SAMPLE_POINTS = 64
_COARSE_PX = 256              # longest side at the first stage
_COARSE_POINTS = 144
_POINTS, _FEWER = 450, 2.0    # in the overlap; and by what they are divided at most, where windows farther apart show enough
_MOST_POINTS = 5000
_CLEAR, _SURE, _SMALL_WINDOW_PX = 0.85, 0.95, 64
_AGREED, _LEAST_AGREED = 0.6, 36    # of a sample, for it to say where all points are to be looked for; and at least
_STRAIGHT_PX = 0.5            # from an affine, that explains a sample
_PROBE_PX = np.array([4.6, -3.7])   # a deliberate error that a real match undoes and an artefact of the grid follows
_REPEAT_PX = 0.7
_PART, _NEARLY_ALL = 3, 0.97  # of the points, in turn, are looked at again; the others too unless so many of them come back
_NEAR_PX = 8
_PLACES = 16                  # along a side, at which an estimate is made an affine
_HOLE = 1.5                   # of the spacing: farther from the next


@dataclass(frozen=True)
class Refinement:
    """Result of `refine`.

    Attributes:
        measurement: everything measured at the last stage.
        kept: (M,) bool, consistent with its neighbours and repeatable.
        backward: smooth map through what was kept, reference to nominal.
        evidence: how far from chance the kept ones are.
        scale: working pixels per patch pixel of the last stage.
    """

    measurement: Measurement
    kept: np.ndarray
    backward: Backward
    evidence: Evidence
    scale: float


def window_px(extent_px: float) -> int:
    """Side of the correlation window for an overlap of this many pixels."""
    return 32 if extent_px < 112 else 64 if extent_px < 240 else 96 if extent_px < 700 else 128


def stages(pair: Pair) -> list[float]:
    """Scales from coarse to the working pixel: halved while the overview serves, then full resolution."""
    extent = _extent(pair)
    scale, scales = max(extent / _COARSE_PX, 1.0), []
    while scale > 1.2 * pair.overview_scale:
        scales.append(scale)
        scale /= 2.0
    if pair.overview_scale > 1.2:
        scales.append(pair.overview_scale)
    return [*scales, 1.0]


def sample_points(pair: Pair, backward: Backward, scale: float) -> tuple[np.ndarray, int]:
    """Working positions (N, 2) of a sample of windows all over the overlap, and their side in patch pixels."""
    area = overlap_area(pair, backward)
    size = window_px(np.sqrt(area) / scale)
    return grid_points(pair, backward, _spacing(area, scale, size, None, SAMPLE_POINTS), size * scale), size


def refine(pair: Pair, matcher, backward: Backward, progress: Progress, spacing: float | None = None,
           scales: list[float] | None = None, rough: bool = True, repeat: bool = True,
           complete: bool = False, quick: bool = False, sample: Measurement | None = None) -> Refinement:
    """Tie points near an estimate.

    Args:
        pair: the rasters.
        matcher: has ``measure`` and ``repeatable``: whether its windows can be measured again from another start.
        backward: where to start, reference to nominal.
        spacing: of the final grid in working pixels, None = automatic.
        scales: stages, default all down to full resolution.
        rough: the start may be wrong by a rotation or scale, so that at first only one affine is believed.
        repeat: measure the last stage again from a deliberate error and drop what does not come back.
        complete: look once more, close to where the others say they are, for points that were not found. They count for the map, not
            as evidence.
        quick: a coarse grid at every stage: enough to tell whether there is anything to refine.
        sample: what has been measured from the start at some places at the last of the scales.
    """
    scales = scales or stages(pair)
    # The last stage is looked at twice, at first in a sample; as a check of coarse ones once is enough.
    runs = [(scale, _COARSE_POINTS, False) for scale in scales[:-1]]
    runs += [(scales[-1], _POINTS, True)] if quick and runs else [(scales[-1], SAMPLE_POINTS, False), (scales[-1], _POINTS, True)]
    area = overlap_area(pair, backward)
    measurement, kept, clear, sure, reach, most, bent = None, None, False, False, None, len(runs) + 2, not rough
    apart, followed = 0.0, False
    for index, (scale, points, last) in enumerate(runs):
        part = Steps(progress, index / most, (index + 1) / most, f"Matching at 1:{scale:.3g}")
        size = window_px(np.sqrt(area) / scale)
        if last and followed:
            apart = 0.0
        if last and clear:
            size = min(size, _SMALL_WINDOW_PX)        # where everything agrees, small windows follow local distortion better
        if points == SAMPLE_POINTS and sample is not None:
            measurement = sample
        else:
            wanted = spacing if last and scale == scales[-1] else None
            distance = _spacing(area, scale, size, wanted, min(points, _COARSE_POINTS) if quick else points, apart)
            centres = grid_points(pair, backward, distance, size * scale)
            centres = _at_most(centres, _MOST_POINTS)
            measurement = matcher.measure(pair, centres, scale, backward, size, part, reach)
        asked = None
        if isinstance(matcher, Voting) and measurement is not sample:
            asked = partial(_asked, pair, matcher, _at_most(centres, _COARSE_POINTS), scale, backward, bent, size, Steps(part, 1.0, 1.0))
        agreed = agreement(measurement, backward, scale, rough, pair.seed, asked)
        kept, fitted = agreed.kept, agreed.smooth(measurement, pair.seed)
        if points == SAMPLE_POINTS and not (agreed.elected and agreed.elected.hopeless):
            fitted = fitted and _settled(measurement, kept, fitted, matcher.settled_px is None, scale, pair.seed)
            # Where few agree, or are asked at all, every one is needed, and so it is at last to follow local distortion.
            apart = matcher.apart if _agreed(measurement, kept) and not quick else 0.0
            if fitted is None:
                runs.insert(index + 1, (scale, _POINTS, False))
                followed = True
                if agreed.elected:
                    backward, bent = agreed.elected.backward, False
                continue
        reach = matcher.settled_px if points == SAMPLE_POINTS else None if not last else reach
        if fitted is None or (agreed.elected and agreed.elected.hopeless):
            evidence = weigh(measurement, kept if fitted else kept & False, scale)
            evidence = replace(evidence, elected=agreed.elected)
            return Refinement(measurement, kept & False, backward, evidence, scale)
        clear = scale == scales[-1] and kept.sum() >= _CLEAR * measurement.tried
        if last and repeat and matcher.repeatable:
            part = Steps(progress, (index + 1) / most, 0.95 if complete else 1.0, "Checking the tie points")
            sure = kept.sum() >= _SURE * measurement.tried
            check = _checked if sure else _repeats
            kept[kept] = check(pair, matcher, measurement.select(kept), backward, scale, size, part, reach)
        if kept.sum() >= 3:
            backward, bent = fitted, not agreed.stiff
        rough = False
    evidence = replace(weigh(measurement, kept, scales[-1]), elected=agreed.elected)
    if evidence.elected is None and not evidence.convincing and asked and evidence.agreeing:
        evidence = replace(evidence, elected=elect(asked()))
    if complete and evidence.convincing and matcher.repeatable:
        part = Steps(progress, 0.95, 1.0, "Looking again where nothing was found")
        measurement, kept = _completed(pair, matcher, measurement, replace(agreed, kept=kept), centres, size, scale, part, sure)
    progress.step(1.0)
    return Refinement(measurement, kept, backward, evidence, scale)


def _asked(pair: Pair, matcher: Voting, centres: np.ndarray, scale: float, backward: Backward, bent: bool, size: int,
           progress: Progress) -> Votes:
    """What windows say of every offset from an estimate, or from the affine next to one that is bent to them: they would confirm it."""
    if bent:
        places = overlap(pair, backward, _PLACES)
        affine = np.linalg.lstsq(np.column_stack([np.ones(len(places)), places]), backward(places), rcond=None)[0]
        return matcher.votes(pair, centres, scale, lambda xy: affine[0] + np.asarray(xy, np.float64) @ affine[1:], size, progress)
    return matcher.votes(pair, centres, scale, backward, size, progress)


def _settled(measurement: Measurement, kept: np.ndarray, fitted: Backward, leaning: bool, scale: float, seed: int) -> Backward | None:
    """The map that says where all points are to be looked for, if a sample tells: most of it has to agree.

    Windows that lean towards where they begin (``leaning``) would bear the mark of a spline through the sample, all nearby ones the same:
    they begin from an affine, where one explains the sample.
    """
    if not leaning:
        return fitted if _agreed(measurement, kept) else None
    if kept.sum() < max(_LEAST_AGREED, _CLEAR * measurement.tried):
        return None
    chosen = measurement.select(kept)
    try:
        affine = fit_robust("affine", chosen.reference_xy, chosen.nominal_xy, TOLERANCE_PX * scale, chosen.weights, seed)
    except GeometryError:
        return None
    explained = np.count_nonzero(affine.residuals <= _STRAIGHT_PX * scale) >= _CLEAR * len(chosen)
    return affine.transform.forward if explained else None


def _agreed(measurement: Measurement, kept: np.ndarray) -> bool:
    """Whether enough of a sample agree."""
    return bool(kept.sum() >= max(_LEAST_AGREED, _AGREED * measurement.tried))


def _completed(pair: Pair, matcher, measurement: Measurement, agreed: Agreement, centres: np.ndarray, size: int, scale: float,
               progress: Progress, holes: bool) -> tuple[Measurement, np.ndarray]:
    """The measurement and what is kept of it after another, closer look at the places of a grid without a kept point.

    Args:
        holes: only at those without one near.
    """
    kept = agreed.kept
    found = {tuple(centre) for centre in measurement.centres[kept]}
    missing = np.array([centre for centre in centres if tuple(centre) not in found]).reshape(-1, 2)
    if holes and len(missing):
        alone = cKDTree(measurement.centres[kept]).query(missing)[0] > _HOLE * mean_spacing(centres)
        missing = missing[alone]
    smooth = agreed.smooth(measurement, pair.seed)
    if smooth is None or not len(missing):
        return measurement, kept
    again = matcher.measure(pair, missing, scale, smooth, size, Steps(progress, 0.0, 0.5), _NEAR_PX)
    again = again.select(_repeats(pair, matcher, again, smooth, scale, size, Steps(progress, 0.5, 1.0)))
    found |= {tuple(centre) for centre in again.centres}
    rest = measurement.select(~kept)
    rest = rest.select(np.array([tuple(centre) not in found for centre in rest.centres], bool))
    good = measurement.select(kept).joined(again)
    agreeing = agreement(good, smooth, scale, agreed.stiff, pair.seed).kept
    agreeing[: int(kept.sum())] = True
    return good.joined(rest), np.concatenate([agreeing, np.zeros(len(rest), bool)])


def _repeats(pair: Pair, matcher, measurement: Measurement, backward: Backward, scale: float, size: int, progress: Progress,
             reach: int | None = None) -> np.ndarray:
    """Which points are found again when the search starts from a place that is wrong by a known shift."""
    if len(measurement) == 0:
        return np.zeros(0, bool)
    shift = _PROBE_PX * scale
    again = matcher.measure(pair, measurement.centres, scale, lambda xy: backward(xy + shift), size, progress, reach)
    found = {tuple(centre): moved for centre, moved in zip(again.centres, again.nominal_xy - again.reference_xy)}
    repeats = np.zeros(len(measurement), bool)
    for index, (centre, moved) in enumerate(zip(measurement.centres, measurement.nominal_xy - measurement.reference_xy)):
        other = found.get(tuple(centre))
        repeats[index] = other is not None and np.hypot(*(other - moved)) <= _REPEAT_PX * scale
    return repeats


def _checked(pair: Pair, matcher, measurement: Measurement, backward: Backward, scale: float, size: int, progress: Progress,
             reach: int | None) -> np.ndarray:
    """Which points are found again; the rest is not looked at once more where of every third point nearly all are."""
    every = np.arange(len(measurement)) % _PART == 0
    repeats = np.ones(len(measurement), bool)
    repeats[every] = _repeats(pair, matcher, measurement.select(every), backward, scale, size, Steps(progress, 0.0, 1.0 / _PART), reach)
    if np.count_nonzero(every) < _LEAST_AGREED or repeats[every].mean() < _NEARLY_ALL:
        rest = Steps(progress, 1.0 / _PART, 1.0)
        repeats[~every] = _repeats(pair, matcher, measurement.select(~every), backward, scale, size, rest, reach)
    return repeats


def _extent(pair: Pair) -> float:
    x0, y0, x1, y1 = pair.region
    return max(x1 - x0, y1 - y0)


def _spacing(area: float, scale: float, size: int, wanted: float | None, points: int, apart: float = 0.0) -> float:
    """Working pixels between points: what was wanted, or so that there are so many; fewer if they are nearer than ``apart`` of a window."""
    if wanted:
        return float(wanted)
    close = np.sqrt(area / points)
    return float(max(np.clip(apart * size * scale, close, np.sqrt(_FEWER) * close), 0.125 * size * scale))


def _at_most(points: np.ndarray, count: int) -> np.ndarray:
    return points if len(points) <= count else points[np.linspace(0, len(points) - 1, count).astype(int)]
