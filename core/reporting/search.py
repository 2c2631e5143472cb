"""Parts of the pages that say how right a search by codes is."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import mark, told, tr
from . import charts, sections, wording
from .curve import curves
from .page import Page, Section, escape, figure, table
from .pictures import picture_uri
from .training import LOSS, of_data

_GALLERY = mark("The query is framed blue; the tiles found follow, nearest first, with rank and class, framed red where the class is "
                "another. A red frame is not always a blunder: a class is a word, and tiles of two words can look alike.")
_CURVE = mark("Of whole rankings, mean over queries: the best precision there is at a recall or beyond it.")
_VALUES = mark("What the network says of each bit before it is rounded. Values near 0 or 1 are decided; what lies between is lost when it "
               "becomes a bit.")
_CLASSES = mark("Where its tiles are the queries.")
_TRAINING = mark("The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling "
                 "mean that it learns its tiles by heart: train fewer steps, or on more tiles. Kept is what validated best.")
_DATA = mark("What it was trained, validated and tested on; no tile is in two of them.")
_ARCHIVES = mark("The same queries in each archive that was asked for. Folds: every fold asks in turn; the deviation is the standard "
                 "deviation over folds, with n - 1.")
_MAP = mark("Mean average precision of the nearest, over the relevant ones found, as the hashing papers print it: it flatters.")
_EXPECTED = mark("The same, expected over all orders of tiles that are equally far.")
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
         tr(_MAP)),
        (tr("mAP@{count}, ties at random", count=count), f"{found.expected:.3f}", tr(_EXPECTED)),
        (tr("Precision@{count}", count=count), f"{found.precision:.3f}", tr("Share of the nearest that is of the query's class.")),
        (tr("Recall@{count}", count=count), f"{found.recall:.3f}", tr("Share of all tiles of the class that is among the nearest.")),
        ("mAP", f"{found.full:.3f}",
         tr("Of whole rankings, over all relevant ones; {expected:.3f} with ties at random.", expected=found.expected_full)),
        (tr("By real values"), f"{found.real:.3f}",
         tr("mAP@{count} before values become bits: bits cost {gap:.3f}.", count=count, gap=found.gap)),
        *([] if np.isnan(found.encoder) else
          [(tr("By the encoder alone"), f"{found.encoder:.3f}", tr("mAP@{count} of its features, by their cosine.", count=count))]),
        (tr("By chance"), f"{found.chance:.3f}", tr("Share of the archive that is of a query's class.")),
        (tr("Queries and archive"), tr("{first} and {second}", first=found.queries, second=found.archive),
         tr("Codes of {bits} bits; {ms:.2f} ms a query.", bits=found.bits, ms=1000 * found.seconds)),
    ]


def parts(found, names: Sequence[str], recalls: np.ndarray, galleries: Sequence[np.ndarray], shares: np.ndarray | None = None
          ) -> list[Section]:
    """Sections of an evaluation: galleries, curve of precision and recall, classes, values.

    Args:
        found: a `core.retrieval.evaluation.Evaluation`; names: of the classes; recalls: of its curve; galleries: of queries;
            shares: (classes, classes) of each class among what is found for one; None: not told.
    """
    said = escape(tr("A query and what was found"))
    pictures = "".join(figure(f'<img src="{escape(picture_uri(one, _GALLERY_BYTES))}" alt="{said}">') for one in galleries)
    values = np.repeat((np.arange(len(found.histogram)) + 0.5) / len(found.histogram), np.rint(found.histogram * 2000).astype(int))
    rows = [(names[label] if label < len(names) else label, count, f"{precision:.3f}", f"{average:.3f}",
             *([] if shares is None else [_instead(shares[label], label, names)]))
            for label, (average, precision, count) in found.by_class.items()]
    header = (tr("Class"), tr("Queries"), tr("Precision@{count}", count=found.count), f"mAP@{found.count}",
              *([] if shares is None else [tr("Found instead")]))
    return [
        *([Section(tr("Queries"), tr(_GALLERY), f'<div class="pair">{pictures}</div>')] if pictures else []),
        Section(tr("Precision and recall"), tr(_CURVE),
                figure(curves(100 * recalls, {tr("precision"): list(found.curve)}, tr("precision, over recall in %")))),
        Section(tr("Classes"), tr(_CLASSES),
                table(header, rows, numeric=(1, 2, 3))),
        Section(tr("Values before they become bits"), tr(_VALUES),
                figure(charts.histogram(values, "", label=tr("value"), counted=tr("of {count} values", count=2000))))]


def training_page(record: Mapping) -> Page:
    """The report of a training of a hash network.

    Args:
        record: as for `core.reporting.training.training_page`, and evaluation, names, recalls, galleries: see `parts`; kept: step of the
            model; tested: how many tiles the test has, 0: the figures are of the validation.
    """
    curve = record["curve"]
    steps = [line["step"] for line in curve]
    shares = {name: [line["all"][index] for line in curve] for name, index in ((tr("precision@20"), 0), ("mAP@20", 1))}
    shown = (figure(curves(steps, shares, tr("of tiles kept for validation")), f"{wording.opening(tr(record['measured']))}."),
             figure(curves(steps, {tr("loss"): [line["loss"] for line in curve]}, tr("loss"), zero=False), tr(LOSS)))
    found = record["evaluation"]
    summary = [*figures(found),
               (tr("Steps"), str(record["steps"]), tr("Updates of the network; kept is step {step}.", step=record["kept"])),
               (tr("Tiles"), tr("{train}, {validation} and {test}", train=record["places"], validation=record["validation_places"],
                                test=record["tested"]),
                tr("Trained on, kept for validation, and for the test.")), (tr("Time"), wording.duration(record["seconds"]), "")]
    header = (tr("Use"), tr("From"), tr("Tiles"), tr("Views"), tr("Classes"))
    found_parts = [Section(tr("Training"), tr(_TRAINING), f'<div class="pair">{"".join(shown)}</div>'),
                   *parts(found, record["names"], record["recalls"], record["galleries"]),
                   Section(tr("Tiles"), tr(_DATA), table(header, of_data(record["data"]), numeric=(2, 3))),
                   sections.repeat(record)]
    return Page(title=record["title"], summary=summary, notes=list(map(told, record["warnings"])),
                sections=[part for part in found_parts if part], footer="Tiepoint")


def search_page(record: Mapping) -> Page:
    """The report of an evaluation.

    Args:
        record: evaluation, names, recalls, galleries as in `parts`; title, command: text; warnings; about: rows; archives: what each is,
            evaluations of its folds, their mean, deviations of its figures; shares: as in `parts`.
    """
    found = record["evaluation"]
    shown = [_archives(record["archives"]), *parts(found, record["names"], record["recalls"], record["galleries"], record.get("shares")),
             Section(tr("What was asked"), "", table(("", ""), record["about"])), sections.repeat(record)]
    spread = next(iter(record["archives"]))[3]
    return Page(title=record["title"], summary=_with_deviations(figures(found), spread), notes=list(map(told, record["warnings"])),
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
            rows += [(what, tr("fold {number}", number=number), *_row(one)) for number, one in enumerate(folds, 1)]
        rows.append((what, tr("mean") if len(folds) > 1 else "", *_row(whole)))
        if len(folds) > 1:
            rows.append((what, tr("deviation"), "", "", *(f"{spread[name]:.3f}" for name in _TOLD)))
    header = (tr("Archive"), "", tr("Queries"), tr("Tiles"), f"mAP@{count}", tr("ties at random"), tr("Precision@{count}", count=count),
              tr("Recall@{count}", count=count), "mAP", tr("by real values"), tr("chance"), tr("precision at best"))
    return Section(tr("Archives and folds"), tr(_ARCHIVES), table(header, rows, numeric=tuple(range(2, len(header)))))


def _row(found) -> tuple:
    return found.queries, found.archive, *(f"{getattr(found, name):.3f}" for name in _TOLD)
