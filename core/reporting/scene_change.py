"""Page of the land use of two dates: maps, what has become of what, and how to repeat it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import mark, told, tr
from . import pictures, sections, wording
from .frame import number
from .page import Page, Section, escape, table

_RED = np.array([214, 39, 40], np.float32)
_OVERLAY = 0.45               # how much of a changed tile's colour is red
_PICTURES_BYTES = 1_200_000
_COMPARE = mark("Drag the line to compare the raster before on its left with the other picture on its right. 'Changed' is the raster after "
                "with the tiles in red whose class has changed.")
_MAPS = mark("The class of each tile on both dates; white where none was looked at.")
_TABLE = mark("How many tiles went from the class of the row to that of the column. On the diagonal nothing has changed. Classes that were "
              "not found on either date are left out.")
_MOST = mark("The changes that occur most often.")
_MOST_ROWS = 12
_GATE = mark("Mean of how far the network finds the dates to agree, 0 to 1, where the class is the same, and where it is not.")
_CONFIDENCE = mark("Mean of the product of both classes' probabilities: low where the network is not sure.")
_SKIPPED = mark("Whole tiles that were left out for lack of data.")
_AREA = mark("In square map units.")


def scene_page(record: Mapping) -> Page:
    """The report of a scene change.

    Args:
        record: title, command, model: text; notes: list of text, what was done; before, after: dicts as those of registration reports;
            pictures: before and after, uint8 RGB of one size; maps: before and after, RGB, and changed, 0 nothing looked at, 1 unchanged,
            2 changed, of that size; names, colours: of the classes; table: (classes, classes) counts; results: of the job; gate: (mean of
            unchanged, of changed), None where not known; confidence: float; seconds: float.
    """
    results = record["results"]
    same, other = (tr("none") if value is None else number(value, 2) for value in record["gate"])
    figures = [
        (tr("Changed"), f"{results['CHANGED_SHARE']:.2%}",
         tr("{part} of {whole} tiles.", part=results["CHANGED_TILES"], whole=results["TILES"])),
        (tr("Changed area"), f"{results['CHANGED_AREA']:.6g}", tr(_AREA)),
        (tr("Tile"), f"{results['TILE_SIZE_USED']} px", tr("One every {stride} px.", stride=results["STRIDE_USED"])),
        (tr("Left out"), str(results["SKIPPED"]), tr(_SKIPPED)),
        (tr("Confidence"), number(record["confidence"], 2), tr(_CONFIDENCE)),
        (tr("Gate"), tr("{first} and {second}", first=same, second=other), tr(_GATE)),
        (tr("Network"), record["model"], ""),
        (tr("Time"), wording.duration(float(record["seconds"])), "")]
    parts = (Section(tr("Before, after and changed"), tr(_COMPARE), _viewer(record)),
             Section(tr("Classes"), tr(_MAPS), _maps(record)),
             Section(tr("From which class to which"), tr(_TABLE), transitions(record["table"], record["names"])),
             _most(record["table"], record["names"]),
             Section(tr("What was done"), "\n\n".join(map(told, record["notes"]))),
             sections.inputs({"reference": record["before"], "target": record["after"]}, (mark("Before"), mark("After"))),
             sections.repeat(record))
    return Page(title=record["title"], summary=figures, sections=[part for part in parts if part], footer="Tiepoint")


def transitions(counts: np.ndarray, names: Sequence[str], corner: str = "", shares: bool = False) -> str:
    """HTML of a table (classes, classes), without classes that do not occur, with sums; ``shares``: of each row, beside the counts.

    ``corner`` says what rows and columns are; empty: from which class to which.
    """
    there = np.flatnonzero(counts.sum(0) + counts.sum(1))

    def shown(value: int, whole: int) -> object:
        return f"{value} ({value / whole:.0%})" if shares and value else value or ""

    rows = [(names[row], *(shown(int(value), int(counts[row].sum())) for value in counts[row, there]), int(counts[row].sum()))
            for row in there]
    rows.append((tr("sum"), *(int(value) for value in counts[:, there].sum(0)), int(counts.sum())))
    return table((corner or tr("from / to"), *(names[index] for index in there), tr("sum")), rows, numeric=range(1, len(there) + 2))


def _most(counts: np.ndarray, names: Sequence[str]) -> Section | None:
    changes = counts * ~np.eye(len(counts), dtype=bool)
    order = [index for index in np.argsort(-changes, axis=None, kind="stable")[:_MOST_ROWS] if changes.flat[index]]
    rows = [(names[index // len(counts)], names[index % len(counts)], int(changes.flat[index]), f"{changes.flat[index] / counts.sum():.1%}")
            for index in order]
    header = (tr("From"), tr("To"), tr("Tiles"), tr("Share of all"))
    return Section(tr("Most frequent changes"), tr(_MOST), table(header, rows, numeric=(2, 3))) if rows else None


def _viewer(record: Mapping) -> str:
    before, after = record["pictures"]["before"], record["pictures"]["after"]
    shown = after.astype(np.float32)
    changed = record["maps"]["changed"] == 2
    shown[changed] += _OVERLAY * (_RED - shown[changed])
    moved = {tr("After"): after, tr("Changed"): np.rint(shown).astype(np.uint8)}
    return pictures.viewer(before, moved, tr("Before"), ("slider", "flicker"), _PICTURES_BYTES)


def _maps(record: Mapping) -> str:
    """Both maps under a line that is dragged, and the colours of the classes that occur."""
    counts = record["table"]
    there = np.flatnonzero(counts.sum(0) + counts.sum(1))
    swatches = "".join(
        f'<span style="display:inline-block;margin-right:1.2em"><span style="display:inline-block;width:1em;height:1em;margin-right:.4em;'
        f'border:1px solid #888;vertical-align:-.15em;background:rgb{tuple(map(int, record["colours"][index]))}"></span>'
        f'{escape(record["names"][index])}</span>' for index in there)
    return pictures.slider(record["maps"]["before"], record["maps"]["after"], (tr("Before"), tr("After"))) + f"<p>{swatches}</p>"
