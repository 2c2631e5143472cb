"""What a report says in words: one sentence for every figure, and how numbers are written."""
from __future__ import annotations

import math

from ..language import mark, tr
from ..methods import CHANGE_METHODS, MATCHERS, TRANSFORMS
from .frame import number

ALIGNED = {
    "good": mark("The target now lies on the reference well enough to compare the two pixel by pixel, where tie points were found."),
    "usable": mark("The target now lies on the reference well enough to view and to map from; small objects may still be off by about a "
                   "pixel."),
    "poor": mark("The alignment is not reliable: look at the pictures and errors below before using the result."),
}
MEASURED = {
    "good": mark("The two rasters lie on each other closely enough to be compared pixel by pixel as they are."),
    "usable": mark("The two rasters are close enough to view together; co-register them before comparing them pixel by pixel."),
    "poor": mark("The two rasters do not lie on each other; co-register them before using them together."),
}

RMSE = mark("The error to expect between tie points: root mean square, in pixels of the coarser raster, of tie points left out of the fit.")
CE90 = mark("Circular error, 90 %: nine of ten held-out errors are shorter than this.")
RAW = mark("Root mean square of all held-out differences, before outliers and the measuring noise of the tie points are accounted for.")
MISALIGNMENT = mark("How far the rasters lie apart: root mean square of the measured displacements, in pixels of the coarser raster.")
MISALIGNMENT_CE90 = mark("Circular error, 90 %: nine of ten measured displacements are shorter than this.")
MEDIAN = mark("The move of the target that the middle tie point asks for, along x and y of the map.")
COUNT = mark("Places found in both rasters; those that contradict their neighbours, or are switched off, are not used.")

OVERVIEW = mark("Drag the line to compare the reference on its left with the target on its right; lines and edges that run on across it "
                "are aligned. Flicker shows both in turn, and what jumps is not aligned.")
DETAILS = mark("Details at several places. Cyan lines are edges of the reference: where the target is aligned they follow its own edges. "
               "Press a target picture to see the reference in its place.")
MATCHES = mark("Lines join what was found to be the same place in both; the target is shown as it came. Lines that begin beside each "
               "other should end beside each other; one that does not is a wrong match. Errors of a few pixels are too small to be seen "
               "here: the colours tell them. Rest the pointer on a line for its number, error and score.")
PLACED = mark("The template is the window of the reference at tie point {place}, the input is what the target shows there before anything "
              "was refined.")
REFINED = mark("The template is the window of the reference at tie point {place}, the input is what the target shows there after the "
               "coarse stages.")
# What arrows and errors of tie points are.
LENGTH, RESIDUAL, HELD_OUT_ERROR = mark("length"), mark("residual of the fit"), mark("held-out error")
ARROWS = {
    LENGTH: mark("Each arrow starts at a tie point and shows the way the target would have to move to meet the reference, drawn longer "
                   "than it is; its colour is its length. Neighbouring arrows should resemble each other."),
    RESIDUAL: mark(
        "Each arrow starts at a tie point and shows the way the target has to move to meet the reference, drawn longer than it is; its "
        "colour is its residual of the fit. Neighbouring arrows should resemble each other."),
    HELD_OUT_ERROR: mark(
        "Each arrow starts at a tie point and shows the way the target has to move to meet the reference, drawn longer than it is; its "
        "colour is its held-out error. Neighbouring arrows should resemble each other."),
}
ALL_SHIFT = mark("The whole shift, with map coordinates along the edges.")
LOCAL_SHIFT = mark("The same without the median shift and the points that are not used, so that rotation, scale and local distortion show.")
HELD_OUT = mark("Held-out means that each tie point was predicted by a transform fitted without it, so this is the error to expect "
                "between the tie points, not how well the fit follows them.")
FIT = mark("These are residuals of the fit: they show how well it follows its own tie points and are smaller than the error elsewhere.")
FIT_RMSE = mark("For comparison, the residuals of the fit itself have an RMSE of {rmse} px; a flexible fit can make them as small as it "
                "likes, so they are no measure of accuracy.")
HISTOGRAM = {
    RESIDUAL: mark("How many tie points have which residual of the fit; a long tail to the right means places that fit badly."),
    HELD_OUT_ERROR: mark("How many tie points have which held-out error; a long tail to the right means places that fit badly."),
}
SCATTER = mark("Direction of the held-out errors, x to the right, y up; a cloud beside the centre means a shift that is left over.")
DISPLACEMENTS = mark("How many places are displaced how far.")
DIRECTIONS = mark("Direction of the displacements, x to the right, y up; a tight cloud beside the centre means that one shift would "
                  "repair most of it.")
HEAT = mark("Length of the displacement between the two rasters, smoothed between the measured places; empty where nothing was measured.")
COVERAGE = mark("Number of used tie points in each part of the area: {share:.0%} of the {cells} cells have some.")
UNCOVERED = mark("In the pale cells nothing was measured, and the errors of this report say nothing about them.")
PIXEL = mark("One pixel is {length}.")
WORST = mark("Used tie points with the largest held-out errors: the first places to check, and to switch off in the tie-point layer where "
             "they are wrong.")
CANDIDATES = mark("What was tried; the smallest held-out error wins, and a simpler candidate wins where the difference is small.")
REPEAT = mark("The same inputs and this command give the same result; options that are not named have their defaults.")


def length(value: float | None, unit: str) -> str:
    """A length with its unit; empty where it is not known."""
    return "" if value is None or not math.isfinite(value) else f"{number(value)} {unit}".rstrip()


def both(pixels: float | None, map_length: float | None, map_unit: str) -> str:
    """A length in pixels and, in brackets, in map units; empty where neither is known."""
    first, second = length(pixels, "px"), length(map_length, map_unit)
    return f"{first} ({second})" if first and second else first or second


def shift(xy, unit: str) -> str:
    """A displacement by component with signs; empty where it is not known."""
    x, y = (float(value) for value in xy)
    if not (math.isfinite(x) and math.isfinite(y)):
        return ""
    x_text, y_text = (f"{'+' if value >= 0 else chr(0x2212)}{number(abs(value))}" for value in (x, y))
    return f"x {x_text}, y {y_text} {unit}".rstrip()


def duration(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 59.5:
        return f"{number(seconds, 2)} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def opening(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def title_of(method_id: str) -> str:
    """What a person calls a method or transform; the id itself where it is not in the lists."""
    for registry in (MATCHERS, TRANSFORMS, CHANGE_METHODS):
        if method_id in registry.ids():
            return tr(registry.get(method_id).title)
    return method_id
