"""Page of a training of a scene-change model: its curve, how right it is on the test, and which classes it mixes up."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import mark, told, tr
from . import sections, wording
from .curve import curves
from .page import Page, Section, escape, figure, table
from .scene_change import transitions
from .training import LOSS, of_data

_CURVE = mark("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean "
              "that it learns its tiles by heart: train fewer steps, or on more tiles. Kept is what validated best.")
_VALIDATED = mark("Of the tiles kept for validation: both classes right, and the mean of the shares of either date.")
_CONFUSION = mark("Rows are the truth, columns what was found; on the diagonal it was right. Tiles, and their share of the row. Classes "
                  "that do not occur are left out.")
_DATA = mark("What it was trained, validated and tested on; no tile is in two of them.")
_TEST = {"OA_T1": (mark("Class before right"), ""), "OA_T2": (mark("Class after right"), ""),
         "OA_BI": (mark("Change right"), mark("Whether the class has changed at all.")),
         "OA_TR": (mark("Transition right"), mark("Both classes are right.")),
         "KAPPA_T1": (mark("Kappa before"), mark("Agreement beyond chance, up to 1.")),
         "KAPPA_T2": (mark("Kappa after"), mark("The same of the later date."))}


def scene_training_page(record: Mapping) -> Page:
    """The report of a training.

    Args:
        record: as for `core.reporting.training.training_page`, and results: of the job; confusion: (classes, classes) counts of both
            dates; names: of the classes; kept: step of the model.
    """
    results, curve = record["results"], record["curve"]
    what = (tr("Of {count} tiles of the test.", count=results["TEST_PLACES"]) if results["TEST_PLACES"] else
            tr("Of the validation: there is no test."))
    figures = [(tr(title), f"{results[name]:.3f}" if name.startswith("KAPPA") else f"{results[name]:.1%}", f"{what} {tr(why)}".strip())
               for name, (title, why) in _TEST.items()]
    figures += [(tr("Steps"), str(record["steps"]), tr("Updates of the network; kept is step {step}.", step=record["kept"])),
                (tr("Begun with"), tr(record["start"]), ""),
                (tr("Tiles"), tr("{train}, {validation} and {test}", train=record["places"], validation=record["validation_places"],
                                 test=results["TEST_PLACES"]),
                 tr("Trained on, kept for validation, and for the test.")),
                (tr("Time"), wording.duration(record["seconds"]), "")]
    tables = "".join(f"<h3>{escape(when)}</h3>{transitions(counts, record['names'], tr('truth / found'), True)}"
                     for when, counts in zip((tr("Before"), tr("After")), record["confusion"]))
    header = (tr("Use"), tr("From"), tr("Tiles"), tr("Dates"), tr("Classes"))
    parts = (_curve(curve), Section(tr("Which classes are mixed up"), tr(_CONFUSION), tables),
             Section(tr("Tiles"), tr(_DATA), table(header, of_data(record["data"]), numeric=(2, 3))), sections.repeat(record))
    return Page(title=record["title"], summary=figures, notes=list(map(told, record["warnings"])),
                sections=[part for part in parts if part], footer="Tiepoint")


def _curve(curve: Sequence[Mapping]) -> Section:
    steps = [line["step"] for line in curve]
    shares = {name: [line["all"][index] for line in curve] for name, index in ((tr("transition"), 0), (tr("classes"), 1))}
    charts = (figure(curves(steps, shares, tr("share of tiles right")), tr(_VALIDATED)),
              figure(curves(steps, {tr("loss"): [line["loss"] for line in curve]}, tr("loss"), zero=False), tr(LOSS)))
    return Section(tr("Curve"), tr(_CURVE), f'<div class="pair">{"".join(charts)}</div>')
