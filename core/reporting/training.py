"""Page of a training: how well the model does now and did before, on what, and how to repeat it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import sections, wording
from .curve import curves
from .page import Page, Section, figure, table

_CURVE = ("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean "
          "that it learns its places by heart: train fewer steps, or on more rasters.")
_PAIRS = "By what is shown in the two. With few samples of a pair its share says little."


def training_page(record: Mapping) -> Page:
    """The report of a training.

    Args:
        record: title, command, start: text; found, measured: what the shares are, in short and in full; seconds: float; steps, places,
            validation_places: int; warnings: list of text; curve: list of dicts with step, loss (or None) and, by pair of modalities and
            for ``all``, the shares within 1 and 3 px; data: list of (name, places, layers, kinds) of what was trained on and validated on.
    """
    curve: Sequence[Mapping] = record["curve"]
    before, after, measured = curve[0], curve[-1], f"{record['measured'].capitalize()}."
    figures = [
        (f"{record['found'].capitalize()} within 1 px", _change(before["all"][0], after["all"][0]), f"{measured} Before and after."),
        (f"{record['found'].capitalize()} within 3 px", _change(before["all"][1], after["all"][1]), "The same, less exactly."),
        ("Steps", str(record["steps"]), "Updates of the network."),
        ("Begun with", record["start"], ""),
        ("Places", f"{record['places']} and {record['validation_places']}", "Trained on, and kept for validation."),
        ("Time", wording.duration(record["seconds"]), "")]
    parts = (_curve(curve, record["found"], measured), _pairs(before, after), _data(record["data"]), sections.repeat(record))
    return Page(title=record["title"], summary=figures, notes=list(record["warnings"]), sections=[part for part in parts if part],
                footer="Tiepoint")


def _change(before: float, after: float) -> str:
    return f"{before:.1%} to {after:.1%}"


def _curve(curve: Sequence[Mapping], found: str, measured: str) -> Section:
    steps = [line["step"] for line in curve]
    shares = {f"within {px} px": [line["all"][index] for line in curve] for index, px in enumerate((1, 3))}
    charts = (figure(curves(steps, shares, f"share of {found}"), measured),
              figure(curves(steps, {"loss": [line["loss"] for line in curve]}, "loss", zero=False), "Mean loss since the point before."))
    return Section("Curve", _CURVE, f'<div class="pair">{"".join(charts)}</div>')


def _pairs(before: Mapping, after: Mapping) -> Section:
    names = [name for name, value in after.items() if isinstance(value, (list, tuple)) and name != "all"]
    rows = [(name, *(f"{line[name][index]:.0%}" for index in (0, 1) for line in (before, after))) for name in names if name in before]
    header = ("Pair", "1 px before", "1 px after", "3 px before", "3 px after")
    return Section("By pair of kinds", _PAIRS, table(header, rows, numeric=(1, 2, 3, 4)))


def _data(data: Sequence[Sequence]) -> Section:
    return Section("Layers", "What it was trained and validated on; the places of the two have no pixel in common.",
                   table(("Use", "From", "Places", "Layers", "Kinds"), data, numeric=(2, 3)))
