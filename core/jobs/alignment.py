"""The tie points and the transform of a pair, or a refusal that says why."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from ..errors import AlignmentError, GeometryError
from ..geometry.consistency import consistent
from ..geometry.robust import fit_robust
from ..geometry.selection import Choice, choose_transform
from ..geometry.tps import ThinPlateSpline
from ..matching.fields import FIELDS
from ..matching.grid import grid_points, overlap
from ..matching.phase import Phase
from ..matching.placement import Placement
from ..matching.refinement import Refinement, refine, stages, window_px
from ..methods import TRANSFORMS
from ..progress import Progress, Silent, Steps
from .matchers import Matchers
from .pair import RasterPair

#: Errors of tie points are alike over this share of the side of the area each was measured on.
CORRELATED = 0.25
_SAMPLE = 64
_BIAS_PX = 0.03               # what resampling and peak finding may shift all tie points by alike: no held-out point shows it
_CONTRADICTION_PX = 3.0       # from its neighbours: the matcher has dropped all worse than half of it where they are dense
_AGREED_PX = {"dense": 0.6, "sift": 1.0}    # figure of the sample below which dearer candidates need not be tried
_CLOSE_PX = 1.0               # below which a matcher is taken to have found the place
_AFFINE_PX = 3.0              # at the scale of a stage: what an affine may miss of a coarse estimate that is smoothed to it
# Times the spread, before matchers are compared: 1.2 is two deviations of one that is estimated from 64 points. Local distortion is in
# every spread; keypoints, which lie unevenly, must be better beyond doubt, and learned features, which are dearer, clearly.
_DOUBT = {"sift": 1.2, "dense": 1.1}
_TRUST = {"sift": 1.2, "dense": 0.67}       # the same where nothing agrees within a pixel: there features err less by what has changed
_AMBIGUOUS = 0.7              # a second place whose agreement is this share of the best makes the best doubtful
_PROMISING = 2                # unconfirmed places that are tried at full resolution
_PLACES = 24                  # along a side of the region, at which the claim is made
_GOOD_PX, _USABLE_PX = 0.75, 2.0
_HINT = "Check that both show the same ground; give MAX_OFFSET or EXTENT, other bands, or another METHOD."


@dataclass(frozen=True)
class Alignment:
    """What `align` found; positions in working pixels.

    Attributes:
        pair: the pair, possibly on a coarser working grid than at first.
        method: id of the matching method used; reason: why it.
        refinement: the measurement behind it.
        choice: the transform, nominal to reference, with its held-out accuracy.
        candidates: what was tried, for the report.
        verdict: good, usable or poor.
    """

    pair: RasterPair
    method: str
    reason: str
    refinement: Refinement
    choice: Choice
    candidates: list
    verdict: str


def align(pair: RasterPair, method: str, transform: str, spacing: float | None, progress: Progress,
          matchers: Matchers | None = None) -> Alignment:
    """Find the target's place, the best matcher, the tie points and the transform.

    Args:
        pair: the two rasters.
        method: id of a matcher or ``auto``.
        transform: id of a transform or ``auto``.
        spacing: of the tie-point grid in working pixels, None = automatic.
        progress: 0 to 1 over all of it.
        matchers: what is used, None = with the shipped weights.

    Raises:
        AlignmentError: the evidence does not support an alignment.
        ModelError: the weights of the dense matcher cannot be used.
    """
    matchers = matchers or Matchers()
    for placed, coarse, found_by, told in _placed(pair, method, matchers, Steps(progress, 0.0, 0.3)):
        progress.log(f"Placed by {told}: {coarse.evidence.agreeing} of {coarse.evidence.cells} independent areas agree.")
        matcher, reason, table = _best_matcher(placed, method, matchers, coarse, Steps(progress, 0.3, 0.45))
        progress.log(reason)
        fine = _refined(placed, matcher, coarse, found_by, spacing, Steps(progress, 0.45, 0.95))
        if fine.evidence.convincing:
            break
        progress.log("Full resolution does not confirm that place.")
    else:
        _refuse(fine)
    pair = placed
    chosen = fine.measurement.select(fine.kept)
    candidates = TRANSFORMS.ids() if transform == "auto" else (transform,)
    progress.step(0.96, "Fitting the transform")
    try:
        choice = choose_transform(chosen.nominal_xy, chosen.reference_xy, chosen.weights, candidates, _mean_spacing(chosen.reference_xy),
                                  pair.seed, pair.target_region, threshold=_CONTRADICTION_PX,
                                  correlation=CORRELATED * chosen.footprint, places=fine.backward(overlap(pair, fine.backward, _PLACES)),
                                  compared=True)
    except GeometryError as error:
        raise AlignmentError(f"The {len(chosen)} tie points do not support a transform: {error.message}", error.hint or _HINT) from error
    progress.log(choice.reason)
    rmse, ce90 = (float(np.hypot(error, _BIAS_PX)) for error in (choice.accuracy.rmse, choice.accuracy.ce90))
    choice = replace(choice, accuracy=replace(choice.accuracy, rmse=rmse, ce90=ce90))
    return Alignment(pair, matcher.id, reason, fine, choice, table, verdict(choice.accuracy.rmse))


def verdict(rmse_px: float) -> str:
    """Verdict on a held-out RMSE in pixels of the coarser raster."""
    return "good" if rmse_px <= _GOOD_PX else "usable" if rmse_px <= _USABLE_PX else "poor"


def _placed(pair: RasterPair, method: str, matchers: Matchers, progress: Progress) -> Iterator[tuple[RasterPair, Refinement, str, str]]:
    """Placements that independent areas of the rasters confirm, the cheapest search first; raises AlignmentError where there is none."""
    attempts, best, any_found, promising = _attempts(pair, method, matchers), None, False, []
    for index, (placer, thorough) in enumerate(attempts):
        part = Steps(progress, index / len(attempts), (index + 1) / len(attempts), "Searching the target's place")
        placements = placer.place(pair, Steps(part, 0.0, 0.5), thorough)
        checked = []
        for number, placement in enumerate(placements):
            share = Steps(part, 0.5 + 0.5 * number / len(placements), 0.5 + 0.5 * (number + 1) / len(placements), "Checking a place")
            checked.append((_check(pair, placer, placement, share), placement))
        checked = sorted(checked, key=lambda item: (-item[0].evidence.share, item[0].evidence.log10_chance))
        if checked and (best is None or checked[0][0].evidence.log10_chance < best.evidence.log10_chance):
            best = checked[0][0]
        convincing = [item for item in checked if item[0].evidence.convincing]
        if convincing:
            _refuse_ambiguous(pair, convincing)
            any_found = True
            yield _settled(pair, placer, *convincing[0])
        promising += [(placer, *item) for item in checked if item[0].evidence.promising]
    if any_found:
        return
    # Small rasters have few independent areas at a coarse stage: full resolution, which has more, decides.
    promising.sort(key=lambda item: item[1].evidence.log10_chance)
    for placer, found, placement in promising[:_PROMISING]:
        yield _settled(pair, placer, found, placement)
    if promising:
        return
    said = "nothing could be matched" if best is None else (
        f"only {best.evidence.agreeing} of {best.evidence.cells} independent areas agree on a place, no more than chance would give")
    _refuse_repetition(best)
    raise AlignmentError(f"The rasters cannot be aligned: {said}.", _HINT)


def _refined(pair: RasterPair, matcher, coarse: Refinement, found_by: str, spacing: float | None, progress: Progress) -> Refinement:
    """Tie points at full resolution.

    What one matcher took for distortion at the coarse stages may be leaning roofs or changed fields that misled it: another one, which
    agrees better, starts from the affine part and looks at the coarse stages itself.
    """
    if matcher.id != found_by:
        chosen = coarse.measurement.select(coarse.kept)
        try:
            plain = fit_robust("affine", chosen.reference_xy, chosen.nominal_xy, _AFFINE_PX * coarse.scale, chosen.weights, pair.seed)
        except GeometryError:
            plain = None
        if plain is not None:
            found = refine(pair, matcher, plain.transform.forward, progress, spacing, complete=True)
            if found.evidence.convincing:
                return found
    return refine(pair, matcher, coarse.backward, progress, spacing, scales=[1.0], rough=False, complete=True)


def _settled(pair: RasterPair, placer, found: Refinement, placement: Placement) -> tuple[RasterPair, Refinement, str, str]:
    """A placement on the working grid it asks for: (pair, refinement, id of the matcher, what is told)."""
    factor = float(np.sqrt(abs(np.linalg.det(placement.matrix[:2, :2]))))
    told = f"{placer.title}, {placement.source}"
    if not pair.has_prior and factor > 1.3:
        return *_on_coarser_grid(pair, placer, placement, factor), placer.id, told
    return pair, found, placer.id, told


def _attempts(pair: RasterPair, method: str, matchers: Matchers) -> list:
    """(matcher, thorough) in the order they are tried."""
    if method == "sift":
        return [(matchers.sift, False)]
    if method in ("phase", "dense"):
        chosen = getattr(matchers, method)
        return [(chosen, False), (chosen, True)]
    cheap = [(matchers.phase, False), (matchers.sift, False)] if pair.has_prior else [(matchers.sift, False), (matchers.phase, False)]
    return [*cheap, (matchers.dense, False), (matchers.dense, True), (matchers.phase, True)]


def _check(pair: RasterPair, placer, placement: Placement, progress: Progress) -> Refinement:
    """A placement refined at the coarse stages."""
    scales = [scale for scale in stages(pair) if scale > 1.0] or [1.0]
    return refine(pair, placer, placement.backward, progress, scales=scales, repeat=True)


def _refuse_ambiguous(pair: RasterPair, convincing: list) -> None:
    """Raise AlignmentError where two different places are confirmed about equally."""
    x0, y0, x1, y1 = pair.region
    points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [(x0 + x1) / 2, (y0 + y1) / 2]])
    best = convincing[0][0]
    for other, _ in convincing[1:]:
        apart = float(np.median(np.hypot(*(other.backward(points) - best.backward(points)).T)))
        if apart > 0.02 * max(x1 - x0, y1 - y0) and other.evidence.share > _AMBIGUOUS * best.evidence.share:
            raise AlignmentError(f"The rasters match equally well at two places {apart:.0f} pixels apart: the texture repeats itself.",
                                 "Give a smaller MAX_OFFSET, or an EXTENT around the right place.")


def _refuse_repetition(found: Refinement | None) -> None:
    """Raise AlignmentError where a pattern fits at many places."""
    if found is not None and found.evidence.period:
        raise AlignmentError(f"The texture repeats itself every {found.evidence.period:.0f} pixels: many places fit equally well.",
                             "Use other bands, or rasters that show more than the pattern.")


def _on_coarser_grid(pair: RasterPair, placer, placement: Placement, factor: float) -> tuple[RasterPair, Refinement]:
    """The pair on a working grid of the target's true pixel size, and its refinement there."""
    coarser = pair.coarsened(factor)
    ratio = coarser.grid.width / pair.grid.width
    matrix = np.diag([ratio, ratio, 1.0]) @ placement.matrix @ np.diag([pair.nominal_scale / coarser.nominal_scale] * 2 + [1.0])
    return coarser, _check(coarser, placer, Placement(matrix, placement.height, placement.contrast), Silent())


def _best_matcher(pair: RasterPair, method: str, matchers: Matchers, coarse: Refinement, progress: Progress):
    """The matcher whose tie points agree best on a sample of windows at full resolution: (matcher, reason, table)."""
    tried = [Phase(field) for field in FIELDS] if method in ("auto", "phase") else []
    tried += [matchers.dense] if method in ("auto", "dense") else []
    tried += [matchers.sift] if method in ("auto", "sift") else []
    if len(tried) == 1:
        return tried[0], f"Method {method}, as asked.", []
    area = (pair.region[2] - pair.region[0]) * (pair.region[3] - pair.region[1])
    size = window_px(np.sqrt(area))
    centres = grid_points(pair, coarse.backward, np.sqrt(area / _SAMPLE), size)
    rows = []
    for index, matcher in enumerate(tried):
        if rows and min(row[0][0] for row in rows) < _AGREED_PX.get(matcher.id, 0.0):
            continue
        part = Steps(progress, index / len(tried), (index + 1) / len(tried), f"Trying {matcher.title}")
        measured = matcher.measure(pair, centres, 1.0, coarse.backward, size, part)
        rows.append((_sampled(measured, centres, coarse, size), matcher))
    factors = _DOUBT if min(row[0][0] for row in rows) < _CLOSE_PX else _TRUST
    rows.sort(key=lambda row: row[0][0] * factors.get(row[1].id, 1.0))
    (error, spread, kept), matcher = rows[0]
    table = [{"id": row[1].title, "spread_px": row[0][1], "kept": row[0][2]} for row in rows]
    told = "; ".join(f"{row[1].title} {row[0][2]} points, spread {row[0][1]:.2f} px" for row in rows)
    return matcher, f"Method {matcher.title}: its tie points agree best on a sample ({told}).", table


def _sampled(measured, centres: np.ndarray, coarse: Refinement, size: int) -> tuple[float, float, int]:
    """(figure to compare by, held-out spread, points that agree) of a sample, in working pixels.

    The spread is that of leave-one-out residuals about a smooth map, of one point near each centre, so that a method with many points
    close together is not judged by how they agree with each other. The figure is the spread over the root of the share of centres
    where anything agrees: many precise points are better than few.
    """
    displacement = measured.nominal_xy - coarse.backward(measured.reference_xy)
    kept = consistent(measured.reference_xy, displacement, measured.weights, 2.0) if len(measured) >= 8 else np.zeros(len(measured), bool)
    if kept.sum() < 8:
        return np.inf, np.inf, int(kept.sum())
    chosen = measured.select(kept)
    distance, nearest = cKDTree(chosen.reference_xy).query(centres)
    nearest = np.unique(nearest[distance < size / 2])
    if len(nearest) < 8:
        return np.inf, np.inf, int(kept.sum())
    try:
        smooth = ThinPlateSpline.fit(chosen.reference_xy[nearest], chosen.nominal_xy[nearest], chosen.weights[nearest], smoothing="auto")
    except GeometryError:
        return np.inf, np.inf, int(kept.sum())
    residual = np.sort(np.ravel(smooth.loo_residuals()))
    spread = float(np.sqrt((residual[: int(np.ceil(0.9 * len(residual)))] ** 2).mean()))
    return spread / np.sqrt(len(nearest) / len(centres)), spread, int(kept.sum())


def _refuse(fine: Refinement) -> None:
    """Raise AlignmentError for tie points that are not beyond chance."""
    evidence = fine.evidence
    raise AlignmentError(f"The evidence does not support an alignment: {evidence.agreeing} of {evidence.cells} independent areas agree "
                         f"({int(fine.kept.sum())} of {fine.measurement.tried} tie points).", _HINT)


def _mean_spacing(xy: np.ndarray) -> float:
    """Typical distance between neighbouring points."""
    extent = np.ptp(xy, axis=0)
    return float(np.sqrt(max(extent.prod(), 1.0) / max(len(xy), 1)))
