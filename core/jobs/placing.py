"""Where the target lies: placements that independent areas of the rasters confirm, the cheapest search first."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..errors import AlignmentError, RepetitionError
from ..matching.matcher import Matcher
from ..matching.pair import Backward
from ..matching.placement import Placement
from ..matching.refinement import Refinement, refine, sample_points, stages
from ..matching.voting import Voting, elect
from ..progress import Progress, Silent, Steps
from .matchers import Matchers
from .pair import RasterPair

HINT = "Check that both show the same ground; give MAX_OFFSET or EXTENT, other bands, or another METHOD."
_AMBIGUOUS = 0.7              # a second place whose agreement is this share of the best makes the best doubtful
_SAME = 0.02                  # of the region's side: how far apart two findings of one place are
_WORTH, _ELECTED = 0.6, 2     # of the most support: places worth a closer look, and how many at most
_PROMISING = 2                # unconfirmed places that are tried at full resolution


@dataclass(frozen=True)
class Placed:
    """A place to begin with.

    Attributes:
        pair: on the working grid that the place asks for.
        coarse: the refinement there at the coarse stages.
        begun: where that began, reference to nominal.
        by: id of the matcher that found it.
        told: how, for the log.
    """

    pair: RasterPair
    coarse: Refinement
    begun: Backward
    by: str
    told: str


def placements(pair: RasterPair, method: str, matchers: Matchers, progress: Progress, quick: bool = False) -> Iterator[Placed]:
    """Places to begin with, most likely first, found as far as they are asked for.

    Args:
        pair: the two rasters.
        method: id of a matcher or ``auto``.
        matchers: what is used.
        quick: leave out the searches over rotations and scales where there are others.

    Raises:
        AlignmentError: there is none.
        RepetitionError: two are equally good, or the texture repeats itself at one and none is better.
    """
    attempts, best, any_found, promising = _attempts(pair, method, matchers), None, False, []
    if quick:
        attempts = [(attempt, thorough) for attempt, thorough in attempts if not thorough] or attempts
    for index, (attempt, thorough) in enumerate(attempts):
        placer = matchers.first(attempt)                     # made when its turn comes
        part = Steps(progress, index / len(attempts), (index + 1) / len(attempts), "Searching the target's place")
        found = placer.place(pair, Steps(part, 0.0, 0.4), thorough)
        if len(found) > 1 and isinstance(placer, Voting):
            found = _elected(pair, placer, found, Steps(part, 0.4, 0.5))
        checked = []
        for number, placement in enumerate(found):
            share = Steps(part, 0.5 + 0.5 * number / len(found), 0.5 + 0.5 * (number + 1) / len(found), "Checking a place")
            checked.append((_check(pair, placer, placement, share), placement))
        checked = sorted(checked, key=lambda item: (-item[0].evidence.share, item[0].evidence.log10_chance))
        if checked and (best is None or checked[0][0].evidence.log10_chance < best.evidence.log10_chance):
            best = checked[0][0]
        convincing = [item for item in checked if item[0].evidence.convincing]
        if convincing:
            _refuse_ambiguous(pair, convincing)
            any_found = True
            yield _settled(pair, placer, *convincing[0])
        else:
            for one, _ in checked:
                refuse_repetition(one)
        promising += [(placer, *item) for item in checked if item[0].evidence.promising]
    if any_found:
        return
    # Small rasters have few independent areas at a coarse stage: full resolution, which has more, decides.
    promising.sort(key=lambda item: item[1].evidence.log10_chance)
    for item in promising[:_PROMISING]:
        yield _settled(pair, *item)
    if promising:
        return
    said = "nothing could be matched" if best is None or not best.evidence.cells else (
        f"only {best.evidence.agreeing} of {best.evidence.cells} independent areas agree on a place, too few to be sure of it")
    raise AlignmentError(f"The rasters cannot be aligned: {said}.", HINT)


def _elected(pair: RasterPair, placer: Voting, found: list[Placement], progress: Progress) -> list[Placement]:
    """What the windows at each placement make of it together: the places with the most support, each once."""
    voted, scale = [], _coarse(pair)[0]
    for index, placement in enumerate(found):
        centres, size = sample_points(pair, placement.backward, scale)
        part = Steps(progress, index / len(found), (index + 1) / len(found), "Comparing places")
        elected = elect(placer.votes(pair, centres, scale, placement.backward, size, part))
        if elected is not None:
            voted.append((elected.support, replace(placement, matrix=placement.matrix_after(elected.move))))
    voted.sort(key=lambda item: -item[0])
    kept = []
    for support, placement in voted:
        if support >= _WORTH * voted[0][0] and all(_apart(pair, placement.backward, one.backward) > _SAME for one in kept):
            kept.append(placement)
    return kept[:_ELECTED] or found


def _apart(pair: RasterPair, one: Backward, other: Backward) -> float:
    """How far two maps put the region apart, as a share of its side."""
    x0, y0, x1, y1 = pair.region
    points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [(x0 + x1) / 2, (y0 + y1) / 2]])
    return float(np.median(np.hypot(*(other(points) - one(points)).T))) / max(x1 - x0, y1 - y0)


def _settled(pair: RasterPair, placer: Matcher, found: Refinement, placement: Placement) -> Placed:
    """A placement on the working grid it asks for."""
    factor = float(np.sqrt(abs(np.linalg.det(placement.matrix[:2, :2]))))
    told = f"{placement.by or placer.title}, {placement.source}"
    if not pair.has_prior and factor > 1.3:
        return Placed(*_on_coarser_grid(pair, placer, placement, factor), placer.id, told)
    return Placed(pair, found, placement.backward, placer.id, told)


def _attempts(pair: RasterPair, method: str, matchers: Matchers) -> list[tuple[str, bool]]:
    """(method, thorough) in the order they are tried."""
    if method != "auto":
        return [(method, thorough) for thorough in matchers.first(method).searches]
    matchers.require_named()
    cheap = [("phase", False), ("sift", False)] if pair.has_prior else [("sift", False), ("phase", False)]
    return [*cheap, ("dense", False), ("dense", True), ("phase", True)]


def _check(pair: RasterPair, placer: Matcher, placement: Placement, progress: Progress) -> Refinement:
    """A placement refined at the coarse stages; fewer windows cost less, a coarser grid of places to look for keypoints does not."""
    return refine(pair, placer, placement.backward, progress, scales=_coarse(pair), repeat=True, quick=placer.repeatable)


def _coarse(pair: RasterPair) -> list[float]:
    """The scales of the stages before full resolution; that where there are none."""
    return [scale for scale in stages(pair) if scale > 1.0] or [1.0]


def _refuse_ambiguous(pair: RasterPair, convincing: list) -> None:
    """Raise RepetitionError where two different places are confirmed about equally."""
    x0, y0, x1, y1 = pair.region
    best = convincing[0][0]
    for other, _ in convincing[1:]:
        apart = _apart(pair, best.backward, other.backward)
        if apart > _SAME and other.evidence.share > _AMBIGUOUS * best.evidence.share:
            raise RepetitionError(f"The rasters match equally well at two places {apart * max(x1 - x0, y1 - y0):.0f} pixels apart: the "
                                 "texture repeats itself.",
                                 "Give a smaller MAX_OFFSET, or an EXTENT around the right place.")


def refuse_repetition(found: Refinement) -> None:
    """Raise RepetitionError where a pattern fits at many places: another place, or another method, is then no better."""
    if found.evidence.period:
        raise RepetitionError(f"The texture repeats itself every {found.evidence.period:.0f} pixels: many places fit equally well.",
                             "Use other bands, or rasters that show more than the pattern.")


def _on_coarser_grid(pair: RasterPair, placer, placement: Placement, factor: float) -> tuple[RasterPair, Refinement, Backward]:
    """The pair on a working grid of the target's true pixel size, its refinement there, and where that began."""
    coarser = pair.coarsened(factor)
    ratio = coarser.grid.width / pair.grid.width
    matrix = np.diag([ratio, ratio, 1.0]) @ placement.matrix @ np.diag([pair.nominal_scale / coarser.nominal_scale] * 2 + [1.0])
    there = Placement(matrix, placement.height, placement.contrast)
    return coarser, _check(coarser, placer, there, Silent()), there.backward
