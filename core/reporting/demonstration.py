"""How one template found its place: the steps as an animation, and the maps on which they were taken."""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..language import mark, told, tr
from .animation import alignment_frames, animation_html
from .feature_maps import feature_map_picture
from .page import escape, figure
from .pictures import picture_uri

# A page may hold this besides all else: with the animation's own limit less than one and a half megabytes.
_MAPS_BYTES, _MAPS_WIDTH = 400_000, 1200
_ANIMATION = mark("Left the input with the outline of the template, whose upper edge is red; right what lies below the outline and the "
                  "template in alternating squares: where lines run on from square to square, they agree.")
_MAPS = mark("What the networks make of both, the finest level first; each map has colours of its own. The solver goes through them from "
             "right to left, and makes the differences between those of the input and of the template as small as it can.")


def demonstration_html(record: Mapping) -> str:
    """Animation and maps, each with its caption.

    Args:
        record: image, template: uint8 pictures; trace: level and homography (3, 3) of each step, see `alignment_frames`; image_maps,
            template_maps: (rows, cols) floats of each level, the finest first.
    """
    shown = (record["image"], record["template"])
    frames = alignment_frames(*shown, record["trace"])
    maps = picture_uri(maps_picture(record), _MAPS_BYTES)
    picture = f'<img class="plain" src="{maps}" alt="{escape(tr("Maps of input and template"))}">'
    return animation_html(frames, tr(_ANIMATION)) + figure(picture, tr(_MAPS))


def maps_picture(record: Mapping) -> np.ndarray:
    """`feature_map_picture` of a record of `demonstration_html`."""
    return feature_map_picture(record["image"], record["template"], record["image_maps"], record["template_maps"], _MAPS_WIDTH)


def outcome(record: Mapping) -> str:
    """In a sentence, how far the template's corners moved from the guess, or why they did not.

    Args:
        record: of `demonstration_html`, with why: what spoke against what was found, empty if nothing did.
    """
    rows, cols = record["template"].shape[:2]
    corners = np.array([[0, 0, 1], [cols - 1, 0, 1], [cols - 1, rows - 1, 1], [0, rows - 1, 1]], np.float64)
    begin, end = (corners @ np.float64(record["trace"][index][1]).T for index in (0, -1))
    with np.errstate(all="ignore"):
        moved = np.linalg.norm(end[:, :2] / end[:, 2:] - begin[:, :2] / begin[:, 2:], axis=1).mean()
    count = len(record["trace"]) - 1
    steps = tr("{count} steps moved the template's corners by {distance:.1f} px on average.", count=count, distance=moved)
    if not record["why"]:
        return steps
    return f"{steps} {tr('This was not believed, and the guess kept: {reason}.', reason=told(record['why']))}"
