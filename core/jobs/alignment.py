"""The tie points and the transform of a pair, or a refusal that says why."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import AlignmentError, GeometryError, RasterError, RepetitionError
from ..geometry.dominant import PLANES
from ..geometry.robust import fit_robust
from ..geometry.selection import Choice, choose_transform
from ..matching.grid import overlap
from ..matching.matcher import Matcher
from ..matching.refinement import Refinement, refine, stages
from ..methods import TRANSFORMS
from ..progress import Progress, Steps
from ..raster.band_pairs import BandPair
from ..raster.bands import listed
from .band_choice import best_bands
from .choosing import Chosen, best_matcher
from .matchers import Matchers
from .pair import RasterPair
from .placing import HINT, Placed, placements

#: Errors of tie points are alike over this share of the side of the area each was measured on.
CORRELATED = 0.25
_BIAS_PX = 0.03               # what resampling and peak finding may shift all tie points by alike: no held-out point shows it
# Of the noise of single tie points: how far other light, season or sensor moves all of them alike; and, for a transform that follows them,
# those of one neighbourhood. Measured on pairs with known truth.
_ALIKE, _ALIKE_NEAR = 0.8, 1.5
_CONTRADICTION_PX = 3.0       # from its neighbours: the matcher has dropped all worse than half of it where they are dense
_AFFINE_PX = 3.0              # at the scale of a stage: what an affine may miss of a coarse estimate that is smoothed to it
_NEARLY_FINE = 1.5            # a stage below it shows hardly more than full resolution
_PLACES = 24                  # along a side of the region, at which the claim is made
_GOOD_PX, _USABLE_PX = 0.75, 2.0


@dataclass(frozen=True)
class Alignment:
    """What `align` found; positions in working pixels.

    Attributes:
        pair: the pair, possibly on a coarser working grid than at first.
        matcher: the matching method used; reason: why it.
        refinement: the measurement behind it.
        choice: the transform, nominal to reference, with its held-out accuracy.
        candidates: what was tried, for the report.
        verdict: good, usable or poor.
        placed: the place that all began from.
    """

    pair: RasterPair
    matcher: Matcher
    reason: str
    refinement: Refinement
    choice: Choice
    candidates: list
    verdict: str
    placed: Placed

    @property
    def method(self) -> str:
        """Id of the matching method used."""
        return self.matcher.id


def align(pair: RasterPair, method: str, transform: str, spacing: float | None, progress: Progress,
          matchers: Matchers | None = None, bands: list[BandPair] | None = None) -> Alignment:
    """Find the target's place, the best matcher, the tie points and the transform.

    Args:
        pair: the two rasters.
        method: id of a matcher or ``auto``.
        transform: id of a transform or ``auto``.
        spacing: of the tie-point grid in working pixels, None = automatic.
        progress: 0 to 1 over all of it.
        matchers: what is used, None = with the shipped weights.
        bands: pairs of bands that may be matched with each other, that of ``pair`` first; None = that alone.

    Raises:
        AlignmentError: the evidence does not support an alignment.
        ModelError: the weights of the dense matcher cannot be used.
    """
    matchers = matchers or Matchers()
    for path, found in pair.doubtful:
        progress.log(f"{path} holds the value {found.value:.6g} in {100 * found.share:.2g} % of the pixels, far from all others. If that "
                     "is no data, declare it (gdal_edit.py -a_nodata); it is compared like anything else until then.", "warning")
    placed, best, fine = _measured(pair, method, spacing, matchers, bands or [pair.bands], progress)
    pair = placed.pair
    chosen = fine.measurement.select(fine.kept)
    candidates = TRANSFORMS.ids() if transform == "auto" else (transform,)
    progress.step(0.96, "Fitting the transform")
    try:
        choice = choose_transform(chosen.nominal_xy, chosen.reference_xy, chosen.weights, candidates, _mean_spacing(chosen.reference_xy),
                                  pair.seed, pair.target_region, threshold=_CONTRADICTION_PX,
                                  correlation=CORRELATED * chosen.footprint, places=fine.backward(overlap(pair, fine.backward, _PLACES)),
                                  compared=True)
    except GeometryError as error:
        raise AlignmentError(f"The {len(chosen)} tie points do not support a transform: {error.message}", error.hint or HINT) from error
    progress.log(choice.reason)
    choice = of_measured(choice)
    return Alignment(pair, best.matcher, best.reason, fine, choice, best.table, verdict(choice.accuracy.rmse), placed)


def _measured(pair: RasterPair, method: str, spacing: float | None, matchers: Matchers, bands: list[BandPair],
              progress: Progress) -> tuple[Placed, Chosen, Refinement]:
    """Place, matcher and tie points in the first bands, or where they show too little in those that differ most from them."""
    try:
        return _confirmed(pair, method, spacing, matchers, bands, Steps(progress, 0.0, 0.95))
    except RepetitionError:
        raise
    except AlignmentError as error:
        if len(bands) == 1:
            raise
        one, other = map(listed, bands[1])
        progress.log(error.message)
        progress.log(f"Bands {one} and {other} are tried.")
        try:
            return _confirmed(pair.in_bands(bands[1]), method, spacing, matchers, bands, Steps(progress, 0.5, 0.95))
        except (AlignmentError, RasterError):
            raise error from None


def _confirmed(pair: RasterPair, method: str, spacing: float | None, matchers: Matchers, bands: list[BandPair],
               progress: Progress) -> tuple[Placed, Chosen, Refinement]:
    """The first place that tie points at full resolution confirm; AlignmentError where there is none."""
    for placed in placements(pair, method, matchers, Steps(progress, 0.0, 0.3)):
        evidence = placed.coarse.evidence
        progress.log(f"Placed by {placed.told}: {evidence.agreeing} of {evidence.cells} independent areas agree.")
        if len(bands) > 1:
            placed = replace(placed, pair=best_bands(placed.pair, bands, matchers, placed.coarse, Steps(progress, 0.3, 0.35)))
            one, other = map(listed, placed.pair.bands)
            progress.log(f"Matched are bands {one} of the reference and {other} of the target, the best of {len(bands)} pairs.")
        best = best_matcher(placed.pair, method, matchers, placed.coarse, Steps(progress, 0.35, 0.5))
        progress.log(best.reason)
        fine = _refined(placed, best, spacing, Steps(progress, 0.5, 1.0))
        if fine.evidence.convincing:
            return placed, best, fine
        progress.log("Full resolution does not confirm that place.")
    evidence = fine.evidence
    raise AlignmentError(f"The evidence does not support an alignment: {evidence.agreeing} of {evidence.cells} independent areas agree "
                         f"({int(fine.kept.sum())} of {fine.measurement.tried} tie points).", HINT)


def of_measured(choice: Choice) -> Choice:
    """A fit to measured tie points with, in its accuracy, what moves many of them alike: no held-out point shows it."""
    accuracy = choice.accuracy
    unseen = np.hypot(_BIAS_PX, (_ALIKE if choice.id in PLANES else _ALIKE_NEAR) * accuracy.noise)
    rmse, ce90 = (float(np.hypot(error, unseen)) for error in (accuracy.rmse, accuracy.ce90))
    return replace(choice, accuracy=replace(accuracy, rmse=rmse, ce90=ce90))


def verdict(rmse_px: float) -> str:
    """Verdict on a held-out RMSE in pixels of the coarser raster."""
    return "good" if rmse_px <= _GOOD_PX else "usable" if rmse_px <= _USABLE_PX else "poor"


def _refined(placed: Placed, best: Chosen, spacing: float | None, progress: Progress) -> Refinement:
    """Tie points at full resolution.

    What one matcher took for distortion at the coarse stages may be leaning roofs or changed fields that misled it: another one, which
    agrees better, starts from the affine part and looks at the coarse stages itself.
    """
    pair, coarse, matcher = placed.pair, placed.coarse, best.matcher
    if matcher.id != placed.by:
        chosen = coarse.measurement.select(coarse.kept)
        try:
            plain = fit_robust("affine", chosen.reference_xy, chosen.nominal_xy, _AFFINE_PX * coarse.scale, chosen.weights, pair.seed)
        except GeometryError:
            plain = None
        if plain is not None:
            scales = [scale for scale in stages(pair) if scale > _NEARLY_FINE or scale == 1.0]
            found = refine(pair, matcher, plain.transform.forward, progress, spacing, scales, complete=True)
            if found.evidence.convincing:
                return found
    return refine(pair, matcher, coarse.backward, progress, spacing, scales=[1.0], rough=False, complete=True,
                  sample=best.sample)


def _mean_spacing(xy: np.ndarray) -> float:
    """Typical distance between neighbouring points."""
    extent = np.ptp(xy, axis=0)
    return float(np.sqrt(max(extent.prod(), 1.0) / max(len(xy), 1)))
