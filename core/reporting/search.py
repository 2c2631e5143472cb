"""Parts of the pages that say how right a search by codes is."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from . import charts, sections, wording
from .curve import curves
from .page import Page, Section, escape, figure, table
from .pictures import picture_uri

_GALLERY = ("The query is framed blue; the tiles found follow, nearest first, with rank and class, framed red where the class is another. "
            "A red frame is not always a blunder: a class is a word, and tiles of two words can look alike.")
_CURVE = "Of whole rankings, mean over queries: the best precision there is at a recall or beyond it."
_VALUES = ("What the network says of each bit before it is rounded. Values near 0 or 1 are decided; what lies between is lost when it "
           "becomes a bit.")
_CLASSES = "Where its tiles are the queries."
_TRAINING = ("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean "
             "that it learns its tiles by heart: train fewer steps, or on more tiles. Kept is what validated best.")
_DATA = "What it was trained, validated and tested on; no tile is in two of them."
_ARCHIVES = ("The same queries in each archive that was asked for. Folds: every fold asks in turn; the deviation is the standard deviation "
             "over folds, with n - 1.")
_GALLERY_BYTES = 400_000
# Figures of an evaluation in the order of the first six cards, and what it could be.
_CARDS = 6
# Classes that are found instead of the right one: so many are named, each from this share on.
_INSTEAD, _WORTH = 3, 0.03
_TOLD = ("mean_average_precision", "expected", "precision", "recall", "full", "real", "chance", "best")


def figures(found) -> list[tuple[str, str, str]]:
    """Cards of a `core.retrieval.evaluation.Evaluation`."""
    count = found.count
    return [
        (f"mAP@{count}", f"{found.mean_average_precision:.3f}",
         "Mean average precision of the nearest, over the relevant ones found, as the hashing papers print it: it flatters."),
        (f"mAP@{count}, ties at random", f"{found.expected:.3f}", "The same, expected over all orders of tiles that are equally far."),
        (f"Precision@{count}", f"{found.precision:.3f}", "Share of the nearest that is of the query's class."),
        (f"Recall@{count}", f"{found.recall:.3f}", "Share of all tiles of the class that is among the nearest."),
        ("mAP", f"{found.full:.3f}", f"Of whole rankings, over all relevant ones; {found.expected_full:.3f} with ties at random."),
        ("By real values", f"{found.real:.3f}", f"mAP@{count} before values become bits: bits cost {found.gap:.3f}."),
        *([] if np.isnan(found.encoder) else
          [("By the encoder alone", f"{found.encoder:.3f}", f"mAP@{count} of its features, by their cosine.")]),
        ("By chance", f"{found.chance:.3f}", "Share of the archive that is of a query's class."),
        ("Queries and archive", f"{found.queries} and {found.archive}",
         f"Codes of {found.bits} bits; {1000 * found.seconds:.2f} ms a query."),
    ]


def parts(found, names: Sequence[str], recalls: np.ndarray, galleries: Sequence[np.ndarray], shares: np.ndarray | None = None
          ) -> list[Section]:
    """Sections of an evaluation: galleries, curve of precision and recall, classes, values.

    Args:
        found: a `core.retrieval.evaluation.Evaluation`; names: of the classes; recalls: of its curve; galleries: of queries;
            shares: (classes, classes) of each class among what is found for one; None: not told.
    """
    pictures = "".join(figure(f'<img src="{escape(picture_uri(one, _GALLERY_BYTES))}" alt="A query and what was found">')
                       for one in galleries)
    values = np.repeat((np.arange(len(found.histogram)) + 0.5) / len(found.histogram), np.rint(found.histogram * 2000).astype(int))
    rows = [(names[label] if label < len(names) else label, count, f"{precision:.3f}", f"{average:.3f}",
             *([] if shares is None else [_instead(shares[label], label, names)]))
            for label, (average, precision, count) in found.by_class.items()]
    header = ("Class", "Queries", f"Precision@{found.count}", f"mAP@{found.count}", *([] if shares is None else ["Found instead"]))
    return [
        *([Section("Queries", _GALLERY, f'<div class="pair">{pictures}</div>')] if pictures else []),
        Section("Precision and recall", _CURVE,
                figure(curves(100 * recalls, {"precision": list(found.curve)}, "precision, over recall in %"))),
        Section("Classes", _CLASSES,
                table(header, rows, numeric=(1, 2, 3))),
        Section("Values before they become bits", _VALUES,
                figure(charts.histogram(values, "", label="value", counted="of 2000 values")))]


def training_page(record: Mapping) -> Page:
    """The report of a training of a hash network.

    Args:
        record: as for `core.reporting.training.training_page`, and evaluation, names, recalls, galleries: see `parts`; kept: step of the
            model; tested: how many tiles the test has, 0: the figures are of the validation.
    """
    curve = record["curve"]
    steps = [line["step"] for line in curve]
    shares = {name: [line["all"][index] for line in curve] for name, index in (("precision@20", 0), ("mAP@20", 1))}
    shown = (figure(curves(steps, shares, "of tiles kept for validation"), f"{record['measured'].capitalize()}."),
             figure(curves(steps, {"loss": [line["loss"] for line in curve]}, "loss", zero=False), "Mean loss since the point before."))
    found = record["evaluation"]
    summary = [*figures(found), ("Steps", str(record["steps"]), f"Updates of the network; kept is step {record['kept']}."),
               ("Tiles", f"{record['places']}, {record['validation_places']} and {record['tested']}",
                "Trained on, kept for validation, and for the test."), ("Time", wording.duration(record["seconds"]), "")]
    found_parts = [Section("Training", _TRAINING, f'<div class="pair">{"".join(shown)}</div>'),
                   *parts(found, record["names"], record["recalls"], record["galleries"]),
                   Section("Tiles", _DATA, table(("Use", "From", "Tiles", "Views", "Classes"), record["data"], numeric=(2, 3))),
                   sections.repeat(record)]
    return Page(title=record["title"], summary=summary, notes=list(record["warnings"]), sections=[part for part in found_parts if part],
                footer="Tiepoint")


def search_page(record: Mapping) -> Page:
    """The report of an evaluation.

    Args:
        record: evaluation, names, recalls, galleries as in `parts`; title, command: text; warnings; about: rows; archives: what each is,
            evaluations of its folds, their mean, deviations of its figures; shares: as in `parts`.
    """
    found = record["evaluation"]
    shown = [_archives(record["archives"]), *parts(found, record["names"], record["recalls"], record["galleries"], record.get("shares")),
             Section("What was asked", "", table(("", ""), record["about"])), sections.repeat(record)]
    spread = next(iter(record["archives"]))[3]
    return Page(title=record["title"], summary=_with_deviations(figures(found), spread), notes=list(record["warnings"]),
                sections=[part for part in shown if part], footer="Tiepoint")


def _instead(shares: np.ndarray, label: int, names: Sequence[str]) -> str:
    """The other classes that are found most often, with their shares."""
    wrong = [int(one) for one in np.argsort(-shares, kind="stable") if one != label and shares[one] >= _WORTH][:_INSTEAD]
    return ", ".join(f"{names[one]} {shares[one]:.0%}" for one in wrong)


def _with_deviations(cards: Sequence[tuple[str, str, str]], spread: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """Cards of means over folds, with what they vary."""
    told = {at: spread[name] for at, name in enumerate(_TOLD[:_CARDS]) if not np.isnan(spread[name])}
    return [(label, f"{value} ± {told[at]:.3f}" if at in told else value, text) for at, (label, value, text) in enumerate(cards)]


def _archives(archives: Sequence[tuple]) -> Section | None:
    """What was found in each archive, fold by fold; nothing where there was one archive and no fold."""
    if len(archives) < 2 and len(archives[0][1]) < 2:
        return None
    count = archives[0][2].count
    rows = []
    for what, folds, whole, spread in archives:
        if len(folds) > 1:
            rows += [(what, f"fold {number}", *_row(one)) for number, one in enumerate(folds, 1)]
        rows.append((what, "mean" if len(folds) > 1 else "", *_row(whole)))
        if len(folds) > 1:
            rows.append((what, "deviation", "", "", *(f"{spread[name]:.3f}" for name in _TOLD)))
    header = ("Archive", "", "Queries", "Tiles", f"mAP@{count}", "ties at random", f"Precision@{count}", f"Recall@{count}", "mAP",
              "by real values", "chance", "precision at best")
    return Section("Archives and folds", _ARCHIVES, table(header, rows, numeric=tuple(range(2, len(header)))))


def _row(found) -> tuple:
    return found.queries, found.archive, *(f"{getattr(found, name):.3f}" for name in _TOLD)
