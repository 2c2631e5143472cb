"""Page of a training: how well the model does now and did before, on what, and how to repeat it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import mark, told, tr
from . import sections, wording
from .curve import curves
from .page import Page, Section, figure, table

_CURVE = mark("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean "
              "that it learns its places by heart: train fewer steps, or on more rasters.")
_PAIRS = mark("By what is shown in the two. With few samples of a pair its share says little.")
_DATA = mark("What it was trained and validated on; the places of the two have no pixel in common.")
#: Of a chart of the loss.
LOSS = mark("Mean loss since the point before.")


def training_page(record: Mapping) -> Page:
    """The report of a training.

    Args:
        record: title, command, start: text; found, measured: what the shares are, in short and in full; seconds: float; steps, places,
            validation_places: int; warnings: list of text; curve: list of dicts with step, loss (or None) and, by pair of modalities and
            for ``all``, the shares within 1 and 3 px; data: list of (name, places, layers, kinds) of what was trained on and validated on.
    """
    curve: Sequence[Mapping] = record["curve"]
    before, after, measured = curve[0], curve[-1], f"{wording.opening(tr(record['measured']))}."
    found = wording.opening(tr(record["found"]))
    figures = [
        (tr("{found} within {limit} px", found=found, limit=1), _change(before["all"][0], after["all"][0]),
         f"{measured} {tr('Before and after.')}"),
        (tr("{found} within {limit} px", found=found, limit=3), _change(before["all"][1], after["all"][1]), tr("The same, less exactly.")),
        (tr("Steps"), str(record["steps"]), tr("Updates of the network.")),
        (tr("Begun with"), tr(record["start"]), ""),
        (tr("Places"), tr("{first} and {second}", first=record["places"], second=record["validation_places"]),
         tr("Trained on, and kept for validation.")),
        (tr("Time"), wording.duration(record["seconds"]), "")]
    parts = (_curve(curve, tr(record["found"]), measured), _pairs(before, after), _data(record["data"]), sections.repeat(record))
    return Page(title=record["title"], summary=figures, notes=list(map(told, record["warnings"])),
                sections=[part for part in parts if part], footer="Tiepoint")


def of_data(rows: Sequence[Sequence]) -> list[list]:
    """Rows of what was trained on, with their words in the language of the page."""
    return [[tr(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _change(before: float, after: float) -> str:
    return tr("{before} to {after}", before=f"{before:.1%}", after=f"{after:.1%}")


def _curve(curve: Sequence[Mapping], found: str, measured: str) -> Section:
    steps = [line["step"] for line in curve]
    shares = {tr("within {limit} px", limit=px): [line["all"][index] for line in curve] for index, px in enumerate((1, 3))}
    charts = (figure(curves(steps, shares, tr("share of {found}", found=found)), measured),
              figure(curves(steps, {tr("loss"): [line["loss"] for line in curve]}, tr("loss"), zero=False), tr(LOSS)))
    return Section(tr("Curve"), tr(_CURVE), f'<div class="pair">{"".join(charts)}</div>')


def _pairs(before: Mapping, after: Mapping) -> Section:
    names = [name for name, value in after.items() if isinstance(value, (list, tuple)) and name != "all"]
    rows = [(name, *(f"{line[name][index]:.0%}" for index in (0, 1) for line in (before, after))) for name in names if name in before]
    header = (tr("Pair"), tr("1 px before"), tr("1 px after"), tr("3 px before"), tr("3 px after"))
    return Section(tr("By pair of kinds"), tr(_PAIRS), table(header, rows, numeric=(1, 2, 3, 4)))


def _data(data: Sequence[Sequence]) -> Section:
    header = (tr("Use"), tr("From"), tr("Places"), tr("Layers"), tr("Kinds"))
    return Section(tr("Layers"), tr(_DATA), table(header, of_data(data), numeric=(2, 3)))
