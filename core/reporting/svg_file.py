"""A chart as a file of its own, which programs read that know no style sheet of a page."""
from __future__ import annotations

import os
import re
from collections.abc import Iterable

from ..errors import OutputError
from ..outputs import atomic
from .theme import CSS

_OPENING = re.compile(r'<svg class="chart" viewBox="0 0 (\d+) (\d+)" style="[^"]*"')
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\(--(\w+)\)")
_FONT = "12px sans-serif"


def write_svg(path: str | os.PathLike, chart: str, inputs: Iterable[str | os.PathLike] = ()) -> None:
    """Write a chart of this room as an SVG file in the light colours of a page; raises OutputError where that is not possible."""
    content = svg_text(chart)
    with atomic(path, inputs) as partial, open(partial, "w", encoding="utf-8", newline="\n") as file:
        file.write(content)


def svg_text(chart: str) -> str:
    """The content of the file; OutputError where ``chart`` is no drawing of `svg.drawing`."""
    opening = _OPENING.match(chart)
    if not opening:
        raise OutputError("What is to be written is no chart.", "Report this as a defect.")
    width, height = opening.groups()
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'style="font:{_FONT}"')
    inside = chart[opening.end() :]
    end = inside.index(">") + 1
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{inside[:end]}<style>{_style()}</style>{ground}{inside[end:]}\n'


def _style() -> str:
    """The rules of charts, with the values of the light theme in place of its variables."""
    colours = dict(re.findall(r"--(\w+):([^;}]+)", CSS.split("@media")[0]))
    rules = []
    for selectors, body in _RULE.findall(CSS.split("@media print")[0]):
        chosen = [one.strip().replace(".chart ", "") for one in selectors.split(",") if one.strip().startswith((".chart ", ".c"))]
        chosen = [one for one in chosen if re.fullmatch(r"text|\.[a-z]+\d?t?", one)]
        if chosen:
            rules.append(f"{','.join(chosen)}{{{_VARIABLE.sub(lambda found: colours[found[1]], body)}}}")
    return "".join(rules)
