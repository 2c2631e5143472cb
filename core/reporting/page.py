"""A report page: what it says, and how it becomes one HTML file that needs nothing else."""
from __future__ import annotations

import html
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language import language, mark, tr
from ..outputs import atomic
from .theme import CSS, SCRIPT

# The page may load nothing from anywhere, whatever text finds its way into it.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_VERDICTS = (mark("good"), mark("usable"), mark("poor"))
# Characters that HTML cannot hold, as a file name may carry them: controls and halves of surrogate pairs.
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)), "\ufffd")


@dataclass(frozen=True)
class Section:
    """One part of a page.

    Attributes:
        title: heading, plain text.
        text: plain text before the figures; an empty line starts a new paragraph.
        html: ready HTML, as made by this room; whatever came from a user is escaped in it already.
    """

    title: str
    text: str = ""
    html: str = ""


@dataclass(frozen=True)
class Page:
    """What a report says. All text is plain and escaped when written.

    Attributes:
        title: heading of the page.
        verdict: ``good``, ``usable`` or ``poor`` (coloured), any other word, or empty.
        summary: figures as (label, value) or (label, value, sentence that explains it).
        notes: warnings.
        sections: parts in order.
        verdict_text: what the verdict means, one sentence.
        footer: one line at the end.
    """

    title: str
    verdict: str = ""
    summary: Sequence[tuple[str, ...]] = ()
    notes: Sequence[str] = ()
    sections: Sequence[Section] = ()
    verdict_text: str = ""
    footer: str = ""


def write_page(path: str | os.PathLike, page: Page, inputs: Iterable[str | os.PathLike] = ()) -> None:
    """Write a page as one UTF-8 HTML file; it appears whole or not at all.

    Args:
        path: the file; an existing one is replaced.
        page: what it says.
        inputs: files that must not be overwritten.

    Raises:
        OutputError: the file cannot be written, or it is one of the inputs.
    """
    text = page_html(page)
    with atomic(path, inputs) as partial, open(partial, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def page_html(page: Page) -> str:
    """The page as HTML text."""
    body = [f"<h1>{escape(page.title)}</h1>", _verdict(page), _notes(page.notes), _figures(page.summary)]
    body += [_section(section) for section in page.sections]
    if page.footer:
        body.append(f"<footer>{escape(page.footer)}</footer>")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + f"\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")


def escape(text: object) -> str:
    """Plain text as HTML, safe between tags and in quoted attributes."""
    return html.escape(str(text).translate(_UNPRINTABLE), quote=True)


def table(header: Sequence[str], rows: Iterable[Sequence[object]], numeric: Iterable[int] = ()) -> str:
    """An HTML table of plain values.

    Args:
        header: titles of the columns.
        rows: values by row; everything is escaped.
        numeric: indices of columns set flush right.
    """
    numeric = set(numeric)

    def line(tag: str, cells: Sequence[object]) -> str:
        kinds = [' class="n"' if i in numeric else "" for i in range(len(cells))]
        return "<tr>" + "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>" for kind, cell in zip(kinds, cells)) + "</tr>"

    return (f'<div class="scroll"><table><thead>{line("th", header)}</thead><tbody>'
            + "".join(line("td", row) for row in rows) + "</tbody></table></div>")


def figure(content: str, caption: str = "") -> str:
    """A figure of ready HTML with a plain caption."""
    return f"<figure>{content}" + (f"<figcaption>{escape(caption)}</figcaption>" if caption else "") + "</figure>"


def _verdict(page: Page) -> str:
    if not page.verdict:
        return ""
    kind = page.verdict if page.verdict in _VERDICTS else "other"
    return f'<div class="verdict"><b class="{kind}">{escape(tr(page.verdict))}</b><p>{escape(page.verdict_text)}</p></div>'


def _notes(notes: Sequence[str]) -> str:
    return '<ul class="notes">' + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>" if notes else ""


def _figures(summary: Sequence[tuple[str, ...]]) -> str:
    if not summary:
        return ""
    cards = []
    for label, value, *why in summary:
        sentence = f'<dd class="why">{escape(why[0])}</dd>' if why and why[0] else ""
        cards.append(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd>{sentence}</div>")
    return '<dl class="figures">' + "".join(cards) + "</dl>"


def _section(section: Section) -> str:
    paragraphs = "".join(f"<p>{escape(part.strip())}</p>" for part in section.text.split("\n\n") if part.strip())
    return f"<section><h2>{escape(section.title)}</h2>{paragraphs}{section.html}</section>"
