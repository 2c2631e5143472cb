"""Pictures of examples and of what was found, in rows: as one picture, and as a page."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ..language import told, tr
from . import sections, wording
from .lettering import drawable
from .page import Page, Section, escape
from .pictures import picture_uri

#: Frames, red, green, blue.
EXAMPLE, RIGHT, WRONG, UNWANTED = (22, 104, 179), (26, 127, 66), (214, 39, 40), (150, 150, 150)
_GAP, _LINE, _FRAME, _INK, _GROUND = 10, 16, 3, (30, 35, 48), 255
_EACH_BYTES, _ALL_BYTES = 40_000, 4_000_000
_MISSING = (200, 200, 200)


@dataclass(frozen=True, eq=False)
class Cell:
    """A picture with lines below it.

    Attributes:
        picture: (rows, cols, 3) uint8, or None where there is none to show.
        lines: of text.
        frame: its colour, or None.
    """

    picture: np.ndarray | None
    lines: tuple[str, ...] = ()
    frame: tuple[int, int, int] | None = None


def contact_sheet(rows: Sequence[tuple[str, Sequence[Cell]]], columns: int = 5, side: int = 160) -> np.ndarray:
    """All cells under the headings of their parts, so many in a row, as one RGB picture of white ground.

    Args:
        rows: (heading, cells) of every part; columns: cells in a row; side: of a cell's picture, pixels.
    """
    width = _GAP + columns * (side + _GAP)
    strips = []
    for heading, cells in rows:
        if heading:
            strips.append(_text_strip(heading, width))
        for first in range(0, len(cells), columns):
            strips.append(_strip(cells[first : first + columns], side, width))
    return np.vstack([*strips, np.full((_GAP, width, 3), _GROUND, np.uint8)])


def gallery_html(cells: Sequence[Cell], side: int = 160) -> str:
    """HTML of pictures in rows that fit the window."""
    share = max(4_000, min(_EACH_BYTES, _ALL_BYTES // max(len(cells), 1)))
    parts = []
    for cell in cells:
        frame = f"outline:{_FRAME}px solid rgb{cell.frame};outline-offset:-{_FRAME}px;" if cell.frame else ""
        shown = (f'<img style="display:block;width:100%;aspect-ratio:1;object-fit:contain;{frame}" '
                 f'src="{picture_uri(cell.picture, share)}" alt="{escape("".join(cell.lines[:1]))}">' if cell.picture is not None else
                 '<div style="aspect-ratio:1;background:var(--faint);display:grid;place-items:center">'
                 f"{escape(tr('not there'))}</div>")
        caption = "<br>".join(escape(line) for line in cell.lines)
        parts.append(f'<figure style="margin:0">{shown}<figcaption style="overflow-wrap:anywhere">{caption}</figcaption></figure>')
    return f'<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax({side}px,1fr));gap:12px">{"".join(parts)}</div>'


def similar_page(record: Mapping) -> Page:
    """The contact sheet of a search as a page.

    Args:
        record: title, command, model: text; examples, found: cells; total: how many were found; searched: tiles; seconds: float; warnings.
    """
    figures = [(tr("Found"), str(record["total"]), ""), (tr("Index"), tr("{count} tiles", count=record["searched"]), ""),
               (tr("Model"), record["model"], ""), (tr("Time"), wording.duration(float(record["seconds"])), "")]
    left = record["total"] - len(record["found"])
    said = tr("The first {count} are shown.", count=len(record["found"])) if left else ""
    parts = (Section(tr("Examples"), "", gallery_html(record["examples"])),
             Section(tr("Similar tiles"), said, gallery_html(record["found"])), sections.repeat(record))
    return Page(title=record["title"], summary=figures, notes=list(map(told, record["warnings"])),
                sections=[part for part in parts if part], footer="Tiepoint")


def _strip(cells: Sequence[Cell], side: int, width: int) -> np.ndarray:
    lines = max((len(cell.lines) for cell in cells), default=0)
    strip = np.full((_GAP + side + lines * _LINE, width, 3), _GROUND, np.uint8)
    for number, cell in enumerate(cells):
        left = _GAP + number * (side + _GAP)
        box = strip[_GAP : _GAP + side, left : left + side]
        if cell.picture is None:
            box[:] = _MISSING
            _write(strip, tr("not there"), left + 8, _GAP + side // 2, side)
        else:
            _place(box, cell.picture)
        if cell.frame:
            cv2.rectangle(strip, (left, _GAP), (left + side - 1, _GAP + side - 1), cell.frame, _FRAME)
        for line, text in enumerate(cell.lines):
            _write(strip, text, left, _GAP + side + (line + 1) * _LINE - 4, side)
    return strip


def _place(box: np.ndarray, picture: np.ndarray) -> None:
    """A picture in the middle of a square, its sides in proportion."""
    side = len(box)
    scale = side / max(picture.shape[:2])
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    shown = cv2.resize(np.ascontiguousarray(picture), size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    top, left = (side - shown.shape[0]) // 2, (side - shown.shape[1]) // 2
    box[top : top + shown.shape[0], left : left + shown.shape[1]] = shown


def _text_strip(text: str, width: int) -> np.ndarray:
    strip = np.full((_GAP + 22, width, 3), _GROUND, np.uint8)
    cv2.putText(strip, drawable(text, width // 10), (_GAP, _GAP + 14), cv2.FONT_HERSHEY_SIMPLEX, 0.55, _INK, 1, cv2.LINE_AA)
    return strip


def _write(strip: np.ndarray, text: str, left: int, base: int, side: int) -> None:
    cv2.putText(strip, drawable(text, side // 7), (left, base), cv2.FONT_HERSHEY_SIMPLEX, 0.38, _INK, 1, cv2.LINE_AA)
