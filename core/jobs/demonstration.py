"""A window of a report that shows how the matcher works, where it can show that."""
from __future__ import annotations

import numpy as np

from ..matching.demonstration import Demonstrating, Demonstration
from ..matching.pair import Backward
from ..matching.refinement import window_px
from ..models.stretch import stretched
from .alignment import Alignment

_TRIED = 3                    # windows; the others of a refinement look alike
_AGREES_PX = 1.5              # from the tie point: a window that ends there has found what the tie point tells


def demonstrated(alignment: Alignment, table: dict) -> dict | None:
    """What `reporting.demonstration` shows: a typical window on its way from the placement, or from the coarse stages.

    Args:
        alignment: what is shown of.
        table: columns of its tie points.

    Returns:
        A record, with ``place``: the tie point's number, and ``refined``: whether it begins after the coarse stages; None where the
        matcher has nothing to show.
    """
    matcher, used = alignment.matcher, np.flatnonzero(table["inlier"])
    if not isinstance(matcher, Demonstrating) or not len(used):
        return None
    scores = alignment.refinement.measurement.scores[used]
    typical = used[np.argsort(np.abs(scores - np.median(scores)), kind="stable")[:_TRIED]]
    # From the placement the way is longest; where that is too far for a window, the coarse stages have brought it nearer.
    last = None
    for refined, index in ((refined, int(index)) for refined in (False, True) for index in typical):
        found, apart = _shown(alignment, alignment.placed.coarse.backward if refined else alignment.placed.begun, index)
        if found is not None:
            why = found.why or (f"it ends {apart:.1f} px from where the tie point was found" if apart > _AGREES_PX else "")
            last = found, index, why, refined
            if not why:
                break
    if last is None:
        return None
    found, index, why, refined = last
    image, template = (stretched(*seen).astype(np.uint8) for seen in (found.image, found.template))
    return {"image": image, "template": template, "trace": found.trace, "image_maps": found.image_maps,
            "template_maps": found.template_maps, "why": why, "place": int(table["id"][index]), "refined": refined}


def _shown(alignment: Alignment, begun: Backward, index: int) -> tuple[Demonstration | None, float]:
    """A window, and how far from what its tie point tells it ends, pixels."""
    pair, measured = alignment.pair, alignment.refinement.measurement
    centre, scale = measured.reference_xy[index], alignment.refinement.scale
    x0, y0, x1, y1 = pair.region
    size = window_px(float(np.sqrt((x1 - x0) * (y1 - y0))) / scale)
    found = alignment.matcher.demonstrate(pair, centre, scale, begun, size)
    if found is None:
        return None, np.inf
    middle = np.array([(size - 1) / 2.0, (size - 1) / 2.0, 1.0])
    end = found.trace[-1][1] @ middle
    moved = end[:2] / end[2] - (found.trace[0][1] @ middle)[:2]
    apart = begun((centre + moved * scale)[None])[0] - measured.nominal_xy[index]
    return found, float(np.hypot(*apart)) / scale
