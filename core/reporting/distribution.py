"""How errors are distributed, compared: the share below every limit as inline SVG, a line for each of several estimators."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language import tr
from .frame import number, tick_text, ticks
from .svg import drawing, path, text

#: Least limit of a logarithmic axis.
LEAST = 0.1
_LEFT, _WIDTH, _HEIGHT, _LINE = 58, 440, 260, 18
_STEPS = 400
_COLOURS = (0, 3, 1, 4, 2)


def cumulative(series: Mapping[str, Sequence[float]], unit: str = "px", limit: float = 20.0, logarithmic: bool = False,
               label: str = "", marked: float = 1.0) -> str:
    """Lines that rise from 0 to at most 100 %: the share of errors below each limit.

    Args:
        series: name -> (N,) errors >= 0, infinite where something failed, which counts as above every limit; NaN is left out.
        unit: of the errors.
        limit: right end of the axis.
        logarithmic: whether the axis is, from LEAST on.
        label: what the errors are, for the axis; empty: corner errors.
        marked: the limit whose share stands beside the names.
    """
    label = label or tr("corner error")
    errors = {name: np.sort(values[~np.isnan(values)]) for name, values in
              ((name, np.asarray(values, dtype=np.float64).ravel()) for name, values in series.items())}
    limits = np.geomspace(LEAST, limit, _STEPS + 1) if logarithmic else np.linspace(0.0, limit, _STEPS + 1)
    top = 12 + _LINE * len(errors)
    bottom = top + _HEIGHT

    def across(value):
        share = np.log(value / LEAST) / np.log(limit / LEAST) if logarithmic else value / limit
        return _LEFT + _WIDTH * share

    parts = []
    for percent in range(0, 101, 20):
        y = bottom - _HEIGHT * percent / 100
        parts += [path(f"M{_LEFT} {y:.1f}h{_WIDTH}", "ring"), text(_LEFT - 7, y + 4, f"{percent}%", "soft end")]
    for value in _marks(limit, logarithmic):
        parts += [path(f"M{across(value):.1f} {bottom}v5", "axis"), text(across(value), bottom + 19, f"{value:g}", "soft mid")]
    if (LEAST if logarithmic else 0.0) < marked < limit:
        parts.append(path(f"M{across(marked):.1f} {top}V{bottom}", "mark"))
    for index, (name, values) in enumerate(errors.items()):
        kind, count = f"arrow c{_COLOURS[index % len(_COLOURS)]}", max(len(values), 1)
        places = zip(across(limits), bottom - _HEIGHT * np.searchsorted(values, limits, side="left") / count)
        parts.append(path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places), f"{kind} wide", name))
        said = tr("{name}: {share:.1%} below {limit}", name=name, share=np.searchsorted(values, marked) / count,
                  limit=f"{number(marked, 1)} {unit}".rstrip())
        parts += [path(f"M{_LEFT} {10 + _LINE * index}h22", f"{kind} key"), text(_LEFT + 30, 14 + _LINE * index, said)]
    parts += [path(f"M{_LEFT} {bottom}h{_WIDTH}M{_LEFT} {top}v{_HEIGHT}", "axis"),
              text(_LEFT, bottom + 38, tr("{label} below ({unit})", label=label, unit=unit) if unit else tr("{label} below", label=label)),
              text(14, top + _HEIGHT / 2, tr("share of samples"), "mid", upwards=True)]
    return drawing(520, bottom + 46, "".join(parts),
                   tr("Share of samples below each {label} of {names}", label=label, names=", ".join(errors)))


def _marks(limit: float, logarithmic: bool) -> list[float]:
    if not logarithmic:
        return [float(tick_text(value, limit / 5)) for value in ticks(0.0, limit, 6)]
    decades = 10.0 ** np.arange(np.floor(np.log10(LEAST)), np.ceil(np.log10(limit)) + 1)
    return [value for value in np.outer(decades, (1, 2, 5)).ravel() if LEAST * (1 - 1e-9) <= value <= limit * (1 + 1e-9)]
