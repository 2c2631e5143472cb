"""Page of a training of a scene-change model: its curve, how right it is on the test, and which classes it mixes up."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import sections, wording
from .curve import curves
from .page import Page, Section, figure, table
from .scene_change import transitions

_CURVE = ("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean "
          "that it learns its tiles by heart: train fewer steps, or on more tiles. Kept is what validated best.")
_VALIDATED = "Of the tiles kept for validation: both classes right, and the mean of the shares of either date."
_CONFUSION = ("Rows are the truth, columns what was found; on the diagonal it was right. Tiles, and their share of the row. Classes that "
              "do not occur are left out.")
_DATA = "What it was trained, validated and tested on; no tile is in two of them."
_TEST = {"OA_T1": ("Class before right", ""), "OA_T2": ("Class after right", ""),
         "OA_BI": ("Change right", "Whether the class has changed at all."), "OA_TR": ("Transition right", "Both classes are right."),
         "KAPPA_T1": ("Kappa before", "Agreement beyond chance, up to 1."), "KAPPA_T2": ("Kappa after", "The same of the later date.")}


def scene_training_page(record: Mapping) -> Page:
    """The report of a training.

    Args:
        record: as for `core.reporting.training.training_page`, and results: of the job; confusion: (classes, classes) counts of both
            dates; names: of the classes; kept: step of the model.
    """
    results, curve = record["results"], record["curve"]
    what = f"Of {results['TEST_PLACES']} tiles of the test." if results["TEST_PLACES"] else "Of the validation: there is no test."
    figures = [(title, f"{results[name]:.3f}" if name.startswith("KAPPA") else f"{results[name]:.1%}", f"{what} {why}".strip())
               for name, (title, why) in _TEST.items()]
    figures += [("Steps", str(record["steps"]), f"Updates of the network; kept is step {record['kept']}."),
                ("Begun with", record["start"], ""),
                ("Tiles", f"{record['places']}, {record['validation_places']} and {results['TEST_PLACES']}",
                 "Trained on, kept for validation, and for the test."),
                ("Time", wording.duration(record["seconds"]), "")]
    tables = "".join(f"<h3>{when}</h3>{transitions(counts, record['names'], 'truth / found', True)}"
                     for when, counts in zip(("Before", "After"), record["confusion"]))
    parts = (_curve(curve), Section("Which classes are mixed up", _CONFUSION, tables),
             Section("Tiles", _DATA, table(("Use", "From", "Tiles", "Dates", "Classes"), record["data"], numeric=(2, 3))),
             sections.repeat(record))
    return Page(title=record["title"], summary=figures, notes=list(record["warnings"]), sections=[part for part in parts if part],
                footer="Tiepoint")


def _curve(curve: Sequence[Mapping]) -> Section:
    steps = [line["step"] for line in curve]
    shares = {name: [line["all"][index] for line in curve] for name, index in (("transition", 0), ("classes", 1))}
    charts = (figure(curves(steps, shares, "share of tiles right"), _VALIDATED),
              figure(curves(steps, {"loss": [line["loss"] for line in curve]}, "loss", zero=False), "Mean loss since the point before."))
    return Section("Curve", _CURVE, f'<div class="pair">{"".join(charts)}</div>')
