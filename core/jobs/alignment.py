"""The tie points and the transform of a pair, or a refusal that says why."""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import AlignmentError, GeometryError
from ..geometry.dominant import PLANES
from ..geometry.selection import Choice, choose_transform
from ..matching.grid import overlap
from ..matching.matcher import Matcher
from ..matching.refinement import Refinement
from ..methods import TRANSFORMS
from ..progress import Progress
from ..raster.band_pairs import BandPair
from .confirmation import confirmed
from .matchers import Matchers
from .pair import RasterPair
from .placing import HINT, Placed

#: Errors of tie points are alike over this share of the side of the area each was measured on.
CORRELATED = 0.25
_BIAS_PX = 0.03               # what resampling and peak finding may shift all tie points by alike: no held-out point shows it
# Of the noise of single tie points: how far other light, season or sensor moves all of them alike; and, for a transform that follows them,
# those of one neighbourhood. Measured on pairs with known truth.
_ALIKE, _ALIKE_NEAR = 0.8, 1.5
_CONTRADICTION_PX = 3.0       # from its neighbours: the matcher has dropped all worse than half of it where they are dense
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
    placed, best, fine = confirmed(pair, method, spacing, matchers, bands or [pair.bands], progress)
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


def of_measured(choice: Choice) -> Choice:
    """A fit to measured tie points with, in its accuracy, what moves many of them alike: no held-out point shows it."""
    accuracy = choice.accuracy
    unseen = np.hypot(_BIAS_PX, (_ALIKE if choice.id in PLANES else _ALIKE_NEAR) * accuracy.noise)
    rmse, ce90 = (float(np.hypot(error, unseen)) for error in (accuracy.rmse, accuracy.ce90))
    return replace(choice, accuracy=replace(accuracy, rmse=rmse, ce90=ce90))


def verdict(rmse_px: float) -> str:
    """Verdict on a held-out RMSE in pixels of the coarser raster."""
    return "good" if rmse_px <= _GOOD_PX else "usable" if rmse_px <= _USABLE_PX else "poor"


def _mean_spacing(xy: np.ndarray) -> float:
    """Typical distance between neighbouring points."""
    extent = np.ptp(xy, axis=0)
    return float(np.sqrt(max(extent.prod(), 1.0) / max(len(xy), 1)))
