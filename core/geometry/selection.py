"""Choice of the transform by held-out error."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.special import stdtrit

from ..errors import GeometryError
from ..methods import TRANSFORMS
from .accuracy import Accuracy, assess, check_places
from .consistency import consistent
from .dominant import AGREE_PX, PLANES, Dominant, ground_plane, unrelated
from .error_model import error_model
from .folding import Folding, folds
from .heldout import checker_blocks, held_out
from .points import as_points, mean_spacing
from .robust import Fit, drop_spline_outliers, supported
from .tps import ThinPlateSpline
from .transform import Transform

# Where points are dense their errors may be alike over short distances, and a flexible transform could follow them. Unless it is
# known how far that goes, each point is predicted without those nearer than this many mean spacings. Fewer points than this are
# taken to be independent.
_LEFT_OUT = 1.1
_DENSE = 60
# A more flexible transform must lower the held-out squared error by this share, and by so much that chance does it less often than
# this. Not one in twenty: a transform too stiff costs pixels, one too flexible some hundredths.
_LEAST_GAIN = 0.03
_SIGNIFICANCE = 0.933
# Held-out residuals, destination units (pixels), below which a transform is right and a more flexible one describes rounding.
_EXACT = 0.05
# Error in pixels that a more flexible transform must take away: matching is no better.
_SAME = 0.03
# Held-out residuals, pixels, above which displacements are too rough for a distortion of the picture: of points left out one by one, and
# with all whose errors are alike.
_ROUGH, _ROUGH_APART = 1.0, 1.4
# Share of the variance about an affine that a spline leaves of points left out: where things lean it leaves more, of a distortion less.
_UNTOLD = 0.035
# Times the distance over which errors are alike: from there on windows share no pixels.
_WINDOW = 4.0
# Times that distance, from where on `unrelated` displacements have nothing in common.
_UNRELATED = 6.0
# Times that distance, up to which points can have been misled together.
_MISLED = 3.0
# Times the points near a plane that were not all fitted to it, for one that goes by the most points.
_CLEARLY = 1.2
# Probability that the ground is another level, from which on it is told.
_WORTH_TELLING = 0.05
# Deviations of a rough field of displacements beyond which a point says nothing about a plane.
_FAR = 3.0
# Multiplications, a few seconds, that leaving points out with all around them is worth.
_EFFORT = 1e10
# Points below which a spline has to be asked for.
_FEW = 10
# Times the threshold, while points are sorted; and the share of the most points won that is enough.
_THRESHOLD_FACTORS = (1.0, 2.0, 4.0, 8.0)
_NEARLY_ALL = 0.95
# Smoothing is raised tenfold this often before a folding spline is given up.
_UNFOLDING_STEPS = 5
# Times the smoothing of cross-validation, tried where errors are alike and it smooths too little.
_SMOOTHER = (8.0, 64.0, 512.0, 4096.0)


@dataclass(frozen=True, eq=False)
class Choice:
    """The transform chosen.

    Attributes:
        fit: fitted to all accepted points.
        id: of the transform.
        accuracy: held-out.
        table: one record per candidate: id, title, rmse, rmse_raw, ce90, parameters, folds, note.
        reason: one sentence why this one.
        loo_residuals: (N,) length of each point's leave-one-out residual; for points not accepted, of the plain residual.
    """

    fit: Fit
    id: str
    accuracy: Accuracy
    table: tuple[dict, ...]
    reason: str
    loo_residuals: np.ndarray


def choose_transform(source_xy, destination_xy, weights=None, candidates: Sequence[str] | None = None, spacing: float | None = None,
                     seed: int = 0, extent=None, threshold: float = 1.5, correlation: float | None = None,
                     places=None, compared: bool = False, trusted: bool = False) -> Choice:
    """Fit every candidate to the same points and take the simplest that none beats significantly.

    Points that contradict their neighbours are set aside first; all candidates are then judged on the same points, so that a stiff
    transform cannot look good by calling a distortion outliers.

    Args:
        source_xy, destination_xy: (N, 2).
        weights: (N,) inverse variances up to a factor, or None; points of weight 0 are left out.
        candidates: ids of transforms; None for all.
        spacing: of the tie points, source units, or None.
        seed: kept for methods that draw at random; the choice itself is deterministic.
        extent: x_min, y_min, x_max, y_max in source coordinates where the transform will be used; None for that of the points.
        threshold: deviation from the neighbours beyond which a point is wrong, destination units.
        correlation: distance, source units, over which the errors of neighbouring points are alike, about a quarter of the
            correlation window of a matcher; 0 for independent errors; None where that is not known.
        places: (K, 2) source positions, evenly spread, that the accuracy is about; None for all of the extent.
        compared: the points have been compared with their neighbours before, by a matcher that knew the distortion better than can be
            told from them alone; only those that all others farther away contradict are set aside then.
        trusted: every point of positive weight is right; none is compared with its neighbours.

    Raises:
        GeometryError: no candidate can be fitted, or all of them fold.
    """
    source, destination = as_points(source_xy, "source points"), as_points(destination_xy, "destination points")
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64).reshape(-1)
    if not len(source) == len(destination) == len(weight):
        raise GeometryError(f"There are {len(source)} source points, {len(destination)} destination points and {len(weight)} weights.",
                            "Give the same number of each.")
    accepted = weight > 0
    if not (compared or trusted):
        accepted = _like_neighbours(source, destination, weight, threshold)
        accepted = _without_outliers(source, destination, weight, threshold, accepted)
    if not accepted.any():
        raise GeometryError(f"None of the {len(source)} tie points moves as its neighbours do.",
                            "The points are wrong, or too sparse for the distortion.")
    choose = partial(_chosen, source, destination, weight, spacing=spacing, extent=extent, threshold=threshold, correlation=correlation,
                     places=places)
    found, ground, apart = choose(accepted, candidates), None, None
    rough = bool(correlation) and _rough(found, source, destination, weight, _radius(source, correlation))
    if rough and not _followed(found) and unrelated(source[accepted], destination[accepted], _WINDOW * correlation):
        ground = _ground(found, source, destination, weight, _WINDOW * correlation, candidates, seed)
        if ground is None and found.id not in PLANES and any(name in PLANES for name in candidates or PLANES):
            # What windows share with those next to them is no distortion here: what bends has to foresee points farther away.
            apart = _UNRELATED * correlation
            found = choose(accepted, candidates, radius=apart)
    if ground is None and compared and correlation:
        alike = accepted & supported(source, destination, weight, _MISLED * correlation, threshold)
        if not (alike == accepted).all():
            found = choose(alike, candidates, radius=apart)
    if ground is None and rough and found.id in PLANES:
        near = found.fit.inliers & _near_plane(found)
        return replace(choose(near, [found.id]), table=found.table, reason=found.reason)
    if ground is None:
        return found
    choice = choose(ground.inliers, [ground.transform.id])
    figures = replace(choice.accuracy, rmse=float(np.hypot(choice.accuracy.rmse, ground.error)),
                      ce90=float(np.hypot(choice.accuracy.ce90, ground.error)))
    reason = (f"{TRANSFORMS.get(choice.id).title} of the ground: {int(ground.inliers.sum())} of {int(accepted.sum())} tie points, all over "
              "the overlap, agree on it; others differ by pixels even from their neighbours, as roofs and "
              "trees do that lean differently in the two."
              + (f" It may be another level {ground.gap:.0f} px apart (probability {ground.doubt:.0%})." if ground.doubt > _WORTH_TELLING
                 else ""))
    return replace(choice, accuracy=figures, table=found.table, reason=reason)


def fit_trusted(transform_id: str, source_xy, destination_xy, weights=None, spacing: float | None = None,
                correlation: float | None = None) -> tuple[Transform, np.ndarray]:
    """What `choose_transform` makes of points that are all right where this is the only candidate, without its accuracy.

    Args:
        transform_id: of the candidate.
        source_xy, destination_xy, weights, spacing, correlation: see `choose_transform`; every weight is positive.

    Returns:
        The transform and (N,) lengths of leave-one-out residuals.

    Raises:
        GeometryError: it cannot be fitted, or folds.
    """
    source, destination = as_points(source_xy, "source points"), as_points(destination_xy, "destination points")
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64).reshape(-1)
    transform, folding, _ = _fit(transform_id, source, destination, weight, _bounds(check_places(source, spacing)[0]),
                                 _radius(source, correlation) if correlation else 0.0)
    if folding:
        raise GeometryError(f"{TRANSFORMS.get(transform_id).title} folds over at {folding.share:.1%} of the extent.",
                            "Choose a simpler transform, or switch wrong tie points off.")
    return transform, np.sqrt((held_out(transform, source, destination, weight, radius=0.0) ** 2).sum(axis=1))


def _rough(choice: Choice, source, destination, weight, radius: float) -> bool:
    """Whether points differ from what others say more than a distorted picture would."""
    if choice.accuracy.rmse_raw > _ROUGH:
        return True
    points = choice.fit.inliers
    apart = held_out(choice.fit.transform, source[points], destination[points], weight[points], radius=radius, effort=_EFFORT)
    return _mean_square(apart) > _ROUGH_APART**2


def _mean_square(held: np.ndarray, weight=1.0) -> float:
    """Mean squared length of residuals (N, 2), as far as they are known; NaN if none is."""
    square = weight * (held**2).sum(axis=1)
    return float(np.nanmean(square)) if np.isfinite(square).any() else float("nan")


def _followed(choice: Choice) -> bool:
    """Whether a spline through the others tells nearly all of where a left-out point is displaced to, as it does of a fine distortion."""
    raw = {row["id"]: row["rmse_raw"] for row in choice.table}
    return bool(raw.get("tps") and raw.get("affine") and raw["tps"] ** 2 <= _UNTOLD * raw["affine"] ** 2)


def _near_plane(choice: Choice) -> np.ndarray:
    """(N,) bool: points whose residuals are not far beyond those of most, which would drag a plane along and tell nothing of it."""
    residual = choice.fit.residuals
    return residual <= max(AGREE_PX, _FAR * float(np.median(residual[choice.fit.inliers])) / 1.1774)


def _ground(choice: Choice, source, destination, weight, window: float, candidates, seed: int) -> Dominant | None:
    """The plane to prefer where tie points differ roughly from what was chosen; None where there is no reason to."""
    points, residual = choice.fit.inliers, choice.fit.residuals
    found = ground_plane(source[points], destination[points], weight[points], window, candidates or PLANES, seed)
    if found is None or not found.everywhere:
        return None
    if choice.id in PLANES and found.inliers.sum() < _CLEARLY * (residual[points] <= AGREE_PX).sum():
        return None
    inliers = points.copy()
    inliers[points] = found.inliers
    return replace(found, inliers=inliers)


def _chosen(source, destination, weight, accepted, candidates, spacing, extent, threshold, correlation, places,
            radius: float | None = None) -> Choice:
    """The choice for the accepted points; see `choose_transform`. Points nearer than ``radius`` are left out together."""
    points = source[accepted], destination[accepted], weight[accepted]
    places = check_places(points[0], spacing, extent) if places is None else (as_points(places), 1.0)
    area = _bounds(places[0]) if extent is None else tuple(extent)
    radius = _radius(points[0], correlation) if radius is None else radius
    table, fitted = [], []
    for transform_id in sorted(candidates or TRANSFORMS.ids(), key=TRANSFORMS.ids().index):
        row = {"id": transform_id, "title": TRANSFORMS.get(transform_id).title, "rmse": None, "rmse_raw": None, "ce90": None,
               "parameters": None, "folds": None, "note": ""}
        table.append(row)
        try:
            transform, folding, note = _fit(transform_id, *points, area, radius if correlation else 0.0)
        except GeometryError as error:
            row["note"] = error.message
            continue
        row.update(parameters=float(transform.parameters), folds=folding.share, note=note)
        if folding:
            row["note"] = f"folds over at {folding.share:.1%} of the extent"
            continue
        held = held_out(transform, *points, radius=0.0)
        apart = held if radius <= 0 else held_out(transform, *points, radius=radius, effort=_EFFORT)
        fitted.append((transform, row, held, apart))
    if not fitted:
        notes = "; ".join(f"{row['title']}: {row['note'].rstrip('.')}" for row in table)
        raise GeometryError(f"No transform fits the {int(accepted.sum())} accepted tie points: {notes}.",
                            "Add tie points or choose a simpler transform.")
    best, reason = _simplest(fitted, checker_blocks(points[0], _block_size(points[0])), points[2])
    judge = partial(_assessed, fitted, points, places, threshold=threshold, correlation=correlation or 0.0, extent=extent, spacing=spacing)
    assessed = judge(best)
    simpler = next((index for index in range(best) if assessed[index].rmse <= assessed[best].rmse), best)
    if simpler != best:
        titles = [fitted[index][1]["title"] for index in (simpler, best)]
        reason = f"{titles[0]}: as near to the true displacement as {titles[1]}, which follows the points closer"
        best, assessed = simpler, judge(simpler)
    transform, _, held, _ = fitted[best]
    for (_, row, *_), one in zip(fitted, assessed):
        row.update({name: one.to_dict()[name] for name in ("rmse", "rmse_raw", "ce90")})
    figures = assessed[best]
    residual = np.sqrt(((transform.forward(source) - destination) ** 2).sum(axis=1))
    loo = residual.copy()
    loo[accepted] = np.sqrt((held ** 2).sum(axis=1))
    refused = [f"{row['title']} {row['note']}" for row in table if row["folds"]]
    reason = "; ".join([reason, *refused]) + f". {int(accepted.sum())} of {len(source)} tie points agree with their neighbours."
    return Choice(Fit(transform, accepted, residual), transform.id, figures, tuple(table), reason, loo)


def _assessed(fitted: list, points, places, best: int, threshold: float, correlation: float, extent, spacing) -> list[Accuracy]:
    """Accuracy of all fitted candidates, by one model of the displacement between the points."""
    chosen = fitted[best][0]
    # The trend of the model is that of the transform chosen: a constant for a shift, an affine about a projective one, else affine.
    base = chosen if chosen.id == "projective" else None
    moved = points[1] - (points[0] if base is None else base.forward(points[0]))
    model = error_model(points[0], moved, points[2], places[0], chosen.id != "shift", threshold, correlation)
    return [assess(candidate, *points[:2], held, points[2], spacing, extent, threshold, correlation, model, places, base)
            for candidate, _, held, _ in fitted]


def _like_neighbours(source, destination, weight, threshold: float) -> np.ndarray:
    """(N,) bool: points that move as their neighbours do.

    Where points are sparse for the distortion right ones deviate from their neighbours by more than the threshold. It is raised
    while that wins many more points; wrong ones, scattered at random, are not won.
    """
    levels = []
    for factor in _THRESHOLD_FACTORS:
        levels.append(consistent(source, destination - source, weight, factor * threshold))
        if levels[-1].sum() >= _NEARLY_ALL * np.count_nonzero(weight > 0):
            break
    most = max(int(level.sum()) for level in levels)
    return next(level for level in levels if level.sum() >= _NEARLY_ALL * most)


def _without_outliers(source, destination, weight, threshold: float, accepted: np.ndarray) -> np.ndarray:
    """(N,) bool: the accepted points without those that a spline through the others contradicts."""
    accepted = accepted.copy()
    for _ in range(5):
        rows = np.flatnonzero(accepted)
        if len(rows) < 10:
            break
        try:
            kept = drop_spline_outliers(source[rows], destination[rows], weight[rows], threshold)
        except GeometryError:
            break
        accepted[rows[~kept]] = False
        if kept.all():
            break
    return accepted


def _radius(source: np.ndarray, correlation: float | None) -> float:
    """Distance within which points are left out together when candidates are compared."""
    if correlation is not None:
        return 2.0 * correlation
    return _LEFT_OUT * mean_spacing(source) if len(source) >= _DENSE else 0.0


def _fit(transform_id: str, source, destination, weight, extent, radius: float) -> tuple[object, Folding, str]:
    """The transform, smoothed for points ``radius`` away if that is not 0, how it folds, and what had to be done about that."""
    cls = TRANSFORMS.load(transform_id)
    transform = cls.fit(source, destination, weight)
    if cls is ThinPlateSpline and radius:
        transform = _smoothed(transform, source, destination, weight, radius)
    folding = folds(transform, extent)
    if not folding or cls is not ThinPlateSpline:
        return transform, folding, ""
    smoothing = max(transform.smoothing, 1e-9)
    for _ in range(_UNFOLDING_STEPS):
        smoothing *= 10.0
        smoother = cls.fit(source, destination, weight, smoothing=smoothing)
        if not folds(smoother, extent):
            return smoother, folds(smoother, extent), f"smoothed to {smoothing:.1g} so that it does not fold"
    return transform, folding, ""


def _smoothed(spline: ThinPlateSpline, source, destination, weight, radius: float) -> ThinPlateSpline:
    """The spline with the smoothing, at least the present one, that best predicts points from those that do not share their errors."""
    splines = (spline, *(spline.smoother(factor) for factor in _SMOOTHER))
    return min(splines, key=lambda one: _mean_square(held_out(one, source, destination, weight, radius=radius, effort=_EFFORT), weight))


def _bounds(places: np.ndarray) -> tuple[float, float, float, float]:
    (x_min, y_min), (x_max, y_max) = places.min(axis=0), places.max(axis=0)
    return float(x_min), float(y_min), float(x_max), float(y_max)


def _block_size(source: np.ndarray) -> float:
    return float(np.ptp(source, axis=0).max()) / 5.0


def _simplest(fitted: list, blocks: np.ndarray, weight: np.ndarray) -> tuple[int, str]:
    """Index of the simplest candidate that no more flexible one beats, and why."""
    best, compared = 0, []
    for other in range(1, len(fitted)):
        gain, certainty = _gain(fitted[best][3], fitted[other][3], blocks, weight)
        # With hardly more points than parameters every held-out error is luck.
        enough = len(blocks) >= max(2 * fitted[other][0].min_points, _FEW if fitted[other][0].id == "tps" else 0)
        certain = certainty > float(stdtrit(max(blocks.max(), 1), _SIGNIFICANCE))
        better = enough and certain and gain > _LEAST_GAIN and _matters(fitted[best][3], fitted[other][3])
        compared.append((best, other, gain, better))
        if better:
            best = other
    title = TRANSFORMS.get(fitted[best][0].id).title
    if len(fitted) == 1:
        return best, f"{title}, the only candidate left"
    won = [entry for entry in compared if entry[3] and entry[1] == best]
    if won:
        simpler, _, gain, _ = won[0]
        return best, f"{title}: its held-out squared error is {gain:.0%} below that of {TRANSFORMS.get(fitted[simpler][0].id).title}"
    return best, f"{title}: none of the more flexible transforms has a significantly smaller held-out error"


def _matters(simple: np.ndarray, flexible: np.ndarray) -> bool:
    """Whether held-out residuals (N, 2) are larger than what resampling and peak finding leave of themselves, and differ by as much."""
    both = np.isfinite(simple).all(axis=1) & np.isfinite(flexible).all(axis=1)
    if not both.any():
        return False
    before, after = ((held[both] ** 2).sum(axis=1).mean() for held in (simple, flexible))
    return bool(before > _EXACT**2 and before - after > _SAME**2)


def _gain(simple: np.ndarray, flexible: np.ndarray, blocks: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Share by which the flexible transform's weighted held-out squared error is smaller, and that difference in its standard errors."""
    both = np.isfinite(simple).all(axis=1) & np.isfinite(flexible).all(axis=1)
    if both.sum() < 2:
        return 0.0, 0.0
    simple_square, flexible_square = (weight[both] * (held[both] ** 2).sum(axis=1) for held in (simple, flexible))
    labels = np.unique(blocks[both], return_inverse=True)[1].reshape(-1)
    sums = np.bincount(labels, simple_square - flexible_square)
    if len(sums) < 2:
        return 0.0, 0.0
    # Blocks differ in their number of points: a ratio estimate, whose residuals are the sums less what their size explains.
    sizes = np.bincount(labels)
    mean = sums.sum() / sizes.sum()
    spread = np.sqrt(((sums - mean * sizes) ** 2).sum() * len(sums) / (len(sums) - 1))
    return float(sums.sum() / max(simple_square.sum(), 1e-300)), float(sums.sum() / max(spread, 1e-300))
