"""Curves over the steps of a training as inline SVG."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import tr
from .frame import number, tick_text, ticks
from .svg import circle, drawing, path, text

_LEFT, _TOP, _WIDTH, _HEIGHT = 52, 40, 450, 230


def curves(steps: Sequence[float], series: Mapping[str, Sequence[float | None]], label: str, zero: bool = True) -> str:
    """Lines over steps, with their names above.

    Args:
        steps: (N,) increasing.
        series: name -> (N,) values; None where there is none.
        label: of the vertical axis.
        zero: whether that axis begins at zero.
    """
    steps = np.asarray(steps, dtype=np.float64)
    lines = {name: np.array([np.nan if value is None else value for value in values], dtype=np.float64) for name, values in series.items()}
    known = np.concatenate([values[np.isfinite(values)] for values in lines.values()])
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    low = 0.0 if zero else low
    pad = 0.05 * (high - low) or 0.5
    low, high = low if zero else low - pad, high + pad
    first, last = float(steps.min()), max(float(steps.max()), float(steps.min()) + 1.0)
    bottom = _TOP + _HEIGHT

    def place(x, y):
        return _LEFT + _WIDTH * (x - first) / (last - first), bottom - _HEIGHT * (y - low) / (high - low)

    parts = []
    marks = ticks(low, high, 4)
    for value in marks:
        _, y = place(first, value)
        parts += [path(f"M{_LEFT} {y:.1f}h{_WIDTH}", "ring"), text(_LEFT - 7, y + 4, tick_text(value, marks[1] - marks[0]), "soft end")]
    marks = ticks(first, last, 5)
    for value in marks:
        x, _ = place(value, low)
        parts += [path(f"M{x:.1f} {bottom}v5", "axis"), text(x, bottom + 19, tick_text(value, marks[1] - marks[0]), "soft mid")]
    for index, (name, values) in enumerate(lines.items()):
        kind, at = f"arrow c{(0, 3, 1, 4, 2)[index % 5]}", [place(x, y) for x, y in zip(steps, values) if np.isfinite(y)]
        if at:
            parts.append(path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at), kind, name))
            parts += [circle(x, y, 2.5, "dot") for x, y in at]
        across = _LEFT + 8 + 220 * index
        shown = tr("{name}: {value} at the end", name=name, value=number(values[np.isfinite(values)][-1])) if at else name
        parts += [path(f"M{across} 14h22", f"{kind} key"), text(across + 30, 18, shown)]
    parts += [path(f"M{_LEFT} {bottom}h{_WIDTH}M{_LEFT} {_TOP}v{_HEIGHT}", "axis"), text(_LEFT, bottom + 38, tr("step"))]
    parts.append(text(14, _TOP + _HEIGHT / 2, label, "mid", upwards=True))
    return drawing(520, bottom + 46, "".join(parts), tr("Curve of {label} over {count:.0f} steps", label=label, count=last))
