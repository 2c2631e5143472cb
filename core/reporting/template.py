"""Page of one template that was placed in its input."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import mark, tr
from .demonstration import demonstration_html, outcome
from .frame import number
from .page import Page, Section, escape, figure, table
from .pictures import picture_uri

_CORNERS = (mark("top left"), mark("top right"), mark("bottom right"), mark("bottom left"))
_BYTES = 600_000
_RESIDUAL = mark("Mean square difference between the finest maps of template and input: at the guess, and at what was found.")
_ALIGNED = mark("The input as the homography brings it onto the template, the template, and both in alternating squares.")


def template_page(title: str, told: Mapping, shown: Mapping, aligned: np.ndarray, cards: Sequence[tuple[str, ...]] = (),
                  command: str = "") -> Page:
    """The page.

    Args:
        title: heading.
        told: corners and initial_corners: (4, 2) top left, top right, bottom right, bottom left, pixels of the input; kept_initial: bool;
            iterations: by level; residuals: at the guess and at what was found, or None where the template did not lie on the input.
        shown: see `demonstration_html` and `outcome`.
        aligned: uint8 picture of input and template on each other.
        cards: (label, value) of what else is known.
        command: what repeats it.
    """
    before, after = (tr("unknown") if value is None else number(value) for value in told["residuals"])
    steps = ", ".join(tr("level {level}: {count}", level=level, count=count) for level, count in told["iterations"].items())
    summary = [(tr("Outcome"), tr("guess kept") if told["kept_initial"] else tr("aligned"), outcome(shown)),
               (tr("Residual"), tr("{before} to {after}", before=before, after=after), tr(_RESIDUAL)),
               (tr("Iterations"), steps, ""), *cards]
    rows = [(tr(name), *(f"{value:.3f}" for value in (*begun, *found)))
            for name, begun, found in zip(_CORNERS, told["initial_corners"], told["corners"])]
    header = (tr("Corner"), tr("x of the guess (px)"), tr("y of the guess (px)"), "x (px)", "y (px)")
    sections = [
        Section(tr("Input and template"), tr(_ALIGNED), figure(
            f'<img class="plain" src="{picture_uri(aligned, _BYTES)}" alt="{escape(tr("Input and template on each other"))}">')),
        Section(tr("How it went"), outcome(shown), demonstration_html(shown)),
        Section(tr("Corners of the template in the input"), "", table(header, rows, numeric=range(1, 5)))]
    if command:
        sections.append(Section(tr("Repeat this run"), "", f"<pre>{escape(command)}</pre>"))
    return Page(title, summary=[card for card in summary if card[1]], sections=sections, footer="Tiepoint")
