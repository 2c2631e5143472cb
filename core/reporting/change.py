"""Page of a change map: what has changed, how that was told, and how to repeat it."""
from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np

from ..language import mark, told, tr
from . import charts, pictures, sections, wording
from .frame import number
from .page import Page, Section, figure

_RED = np.array([214, 39, 40], np.float32)
_OVERLAY = 0.6                # how much of a changed pixel's colour is red
_PICTURES_BYTES = 1_200_000
_COMPARE = mark("Drag the line to compare the raster before on its left with the other picture on its right. 'Changed' is the raster after "
                "with the changed pixels in red.")
_MAGNITUDE = mark("Evidence of change, from 0 to 1; empty where one of the two carries no data or an area was to be ignored. Pixels above "
                  "the threshold have changed.")
_HISTOGRAM = mark("How many pixels of the map above have which magnitude. Change that stands out is a tail to the right, well away from "
                  "the bulk that has not changed; where there is no gap, the threshold decides much.")
_SHARE = mark("Of the pixels that carry data in both rasters.")
_AREA = mark("In square map units.")
_AREAS = mark("Changed pixels that touch each other, corners included.")
_THRESHOLD = mark("Magnitude above which a pixel has changed.")
_MISREGISTRATION = mark("Root mean square, in pixels of the map. What is misregistered looks changed along its edges.")
_TOLERANCE = mark("Differences that a shift so small explains are not counted.")


def change_page(record: Mapping) -> Page:
    """The report of a change map.

    Args:
        record: title, command: text; method: ids joined by +; notes: list of text, what was done; before, after: dicts as those of
            registration reports; pictures: before and after, uint8 of one size; magnitude: (rows, cols) float 0 to 1, NaN where nothing is
            known, over extent (xmin, ymin, xmax, ymax); changed: (rows, cols) bool, the mask at that size; threshold, area, share,
            tolerance_px, seconds: float; misregistration_px: float or None; regions: int.
    """
    known = record["misregistration_px"] is not None
    figures = [
        (tr("Changed"), f"{record['share']:.2%}", tr(_SHARE)),
        (tr("Changed area"), f"{record['area']:.6g}", tr(_AREA)),
        (tr("Changed areas"), str(record["regions"]), tr(_AREAS)),
        (tr("Threshold"), number(record["threshold"], 3), tr(_THRESHOLD)),
        (tr("Method"), _methods(record["method"]), ""),
        (tr("Misregistration"), wording.length(record["misregistration_px"], "px") if known else tr("not known"), tr(_MISREGISTRATION)),
        (tr("Tolerance"), f"{number(record['tolerance_px'])} px" if record["tolerance_px"] else tr("none"), tr(_TOLERANCE)),
        (tr("Time"), wording.duration(float(record["seconds"])), "")]
    values = record["magnitude"]
    chart = charts.histogram(values, "", [(tr("threshold"), record["threshold"])], tr("magnitude"), tr("pixels"))
    parts = (Section(tr("Before, after and changed"), tr(_COMPARE), _viewer(record)),
             Section(tr("Magnitude"), tr(_MAGNITUDE), figure(charts.heat_map(values, record["extent"]))),
             Section(tr("Histogram"), tr(_HISTOGRAM), figure(chart)),
             Section(tr("What was done"), "\n\n".join(map(told, record["notes"]))),
             sections.inputs({"reference": record["before"], "target": record["after"]}, (mark("Before"), mark("After"))),
             sections.repeat(record))
    return Page(title=record["title"], summary=figures, sections=[part for part in parts if part], footer="Tiepoint")


def _viewer(record: Mapping) -> str:
    before, after = record["pictures"]["before"], record["pictures"]["after"]
    moved = {tr("After"): after, tr("Changed"): _overlaid(after, record["changed"])}
    return pictures.viewer(before, moved, tr("Before"), ("slider", "flicker"), _PICTURES_BYTES)


def _methods(ids: str) -> str:
    """Titles of the methods, whose ids are joined by +."""
    titles = [wording.title_of(method) for method in ids.split("+")]
    return reduce(lambda first, second: tr("{first} and {second}", first=first, second=second), titles)


def _overlaid(picture: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """The picture as RGB, its changed pixels reddened."""
    rgb = (picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)).astype(np.float32)
    rgb[changed] += _OVERLAY * (_RED - rgb[changed])
    return np.rint(rgb).astype(np.uint8)
