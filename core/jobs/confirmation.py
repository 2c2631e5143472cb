"""Tie points at full resolution that confirm the place a search has found."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..errors import AlignmentError, GeometryError, RasterError, RepetitionError
from ..geometry.robust import fit_robust
from ..matching.refinement import Refinement, refine, stages
from ..progress import Progress, Steps
from ..raster.band_pairs import BandPair
from ..raster.bands import listed
from .band_choice import best_bands
from .choosing import Chosen, best_matcher
from .matchers import Matchers
from .pair import RasterPair
from .placing import HINT, Placed, placements, refuse_repetition

_AFFINE_PX = 3.0              # at the scale of a stage: what an affine may miss of a coarse estimate that is smoothed to it
_NEARLY_FINE = 1.5            # a stage below it shows hardly more than full resolution


def confirmed(pair: RasterPair, method: str, spacing: float | None, matchers: Matchers, bands: list[BandPair],
              progress: Progress) -> tuple[Placed, Chosen, Refinement]:
    """Place, matcher and tie points in the first bands, or where these show too little in those that differ most from them.

    Args:
        bands: see `align`; the others as there.

    Raises:
        AlignmentError: the evidence does not support an alignment.
    """
    try:
        return _first(placements(pair, method, matchers, Steps(progress, 0.0, 0.3)), method, spacing, matchers, bands,
                          Steps(progress, 0.3, 0.95))
    except RepetitionError:
        raise
    except AlignmentError as error:
        if len(bands) == 1:
            raise
        one, other = map(listed, bands[1])
        progress.log(error.message)
        progress.log(f"Bands {one} and {other} are tried.")
        try:
            found = placements(pair.in_bands(bands[1]), method, matchers, Steps(progress, 0.3, 0.5), quick=True)
            return _first(found, method, spacing, matchers, bands, Steps(progress, 0.5, 0.95))
        except (AlignmentError, RasterError):
            raise error from None


def _first(places: Iterator[Placed], method: str, spacing: float | None, matchers: Matchers, bands: list[BandPair],
               progress: Progress) -> tuple[Placed, Chosen, Refinement]:
    """The first place that tie points at full resolution confirm.

    Raises:
        AlignmentError: there is none.
        RepetitionError: the texture repeats itself.
    """
    for placed in places:
        evidence = placed.coarse.evidence
        progress.log(f"Placed by {placed.told}: {evidence.agreeing} of {evidence.cells} independent areas agree.")
        if len(bands) > 1:
            placed = replace(placed, pair=best_bands(placed.pair, bands, matchers, placed.coarse, Steps(progress, 0.0, 0.05)))
            one, other = map(listed, placed.pair.bands)
            progress.log(f"Matched are bands {one} of the reference and {other} of the target, the best of {len(bands)} pairs.")
        best = best_matcher(placed.pair, method, matchers, placed.coarse, Steps(progress, 0.05, 0.25))
        progress.log(best.reason)
        fine = _refined(placed, best, spacing, Steps(progress, 0.25, 1.0))
        if fine.evidence.convincing:
            return placed, best, fine
        refuse_repetition(fine)
        progress.log("Full resolution does not confirm that place.")
    evidence = fine.evidence
    raise AlignmentError(f"The evidence does not support an alignment: {evidence.agreeing} of {evidence.cells} independent areas agree "
                         f"({int(fine.kept.sum())} of {fine.measurement.tried} tie points).", HINT)


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
