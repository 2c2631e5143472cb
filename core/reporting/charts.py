"""Charts of tie points and their errors as inline SVG: vectors in place, coverage, heat map, histogram, polar scatter."""
from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..language import tr
from .frame import MapFrame, nice, number, tick_text, ticks
from .pictures import colour_ramp, png_uri
from .svg import circle, clipped, drawing, image, path, rect, text

#: Upper limits of the residual classes in pixels; the last class is everything above.
BREAKS = (0.25, 0.5, 1.0, 2.0)
#: More arrows than this hide each other and swell the page; an even random share is drawn then.
MOST_ARROWS = 1500
_MAP_WIDTH, _MAP_HEIGHT, _LEFT, _TOP, _LEGEND_WIDTH = 1000, 620, 30, 8, 860
_HALF_WIDTH = 520  # of a chart that stands beside another
_TITLE_ROOM, _TITLE_LETTERS, _UNUSED_LETTERS = 130, 25, 8  # of a legend: of its title, and of its last entry
_CROSS = "m-3 -3l6 6m0 -6l-6 6"


def vector_plot(xy, dxy, residual, inlier, extent, scale: float | None = None, unit: str = "", residual_unit: str = "px",
                breaks: Sequence[float] = BREAKS, label: str = "") -> str:
    """Tie points in place, each with its displacement as an exaggerated arrow, coloured by residual.

    Args:
        xy: (N, 2) map positions, the tails of the arrows.
        dxy: (N, 2) displacements in map units.
        residual: (N,) lengths in ``residual_unit``; NaN where unknown.
        inlier: (N,) bool; points that are not used are crosses with a grey arrow.
        extent: (xmin, ymin, xmax, ymax), map units.
        scale: how many times longer than in the map the arrows are drawn; None: so that most are well visible.
        unit, residual_unit: names for the legend.
        breaks: four upper limits of the residual classes.
        label: what the residuals are, for the legend; empty: errors.
    """
    label = label or tr("error")
    xy, dxy = (np.asarray(values, dtype=np.float64).reshape(-1, 2) for values in (xy, dxy))
    residual, inlier = np.asarray(residual, dtype=np.float64).ravel(), np.asarray(inlier, dtype=bool).ravel()
    # Some room around the extent, so that arrows at its border stay whole.
    xmin, ymin, xmax, ymax = MapFrame.fitted(extent, 0, 0, 1, 1).extent
    pad = 0.04 * max(xmax - xmin, ymax - ymin)
    frame = MapFrame.fitted((xmin - pad, ymin - pad, xmax + pad, ymax + pad), _LEFT, _TOP, _MAP_WIDTH - _LEFT - 10, _MAP_HEIGHT)
    shown = np.flatnonzero(np.isfinite(xy).all(axis=1) & np.isfinite(dxy).all(axis=1))
    total = len(shown)
    if total > MOST_ARROWS:
        shown = np.sort(np.random.default_rng(0).permutation(shown)[:MOST_ARROWS])
    if scale is None:
        scale = _exaggeration(dxy[shown][inlier[shown]] if inlier[shown].any() else dxy[shown], frame)
    tails, steps = frame.place(xy), dxy * [1.0, -1.0] * frame.scale * scale
    classes = np.searchsorted(breaks, residual, side="left")
    (left, top), (right, bottom) = frame.place([(xmin, ymax), (xmax, ymin)])
    parts = [rect(left, top, right - left, bottom - top, "inner")]
    for i in sorted(shown, key=lambda i: (inlier[i], residual[i] if inlier[i] else 0.0)):  # the worst on top
        kind = f"c{classes[i]}" if inlier[i] and math.isfinite(residual[i]) else "cx"
        hint = [tr("shift {length}", length=f"{number(math.hypot(*dxy[i]))} {unit}".rstrip())]
        hint += [f"{label} {number(residual[i])} {residual_unit}"] if math.isfinite(residual[i]) else []
        hint += [] if inlier[i] else [tr("not used")]
        parts.append(path(_arrow(tails[i], steps[i], crossed=not inlier[i]), f"arrow {kind}", ", ".join(hint)))
    width = max(frame.left + frame.width + 10, _LEGEND_WIDTH)
    legend = [_lengths(frame, width, scale, unit),
              _classes(frame, tr("{label} in {unit}", label=label, unit=residual_unit), breaks, not inlier[shown].all())]
    height = frame.top + frame.height + 90
    if len(shown) < total:
        said = tr("{part} of {whole} tie points are drawn, chosen evenly at random.", part=len(shown), whole=total)
        legend.append(text(_LEFT, height + 12, said, "soft"))
        height += 24
    said = tr("Map of {count} tie points with arrows, drawn {times} times longer than in the map", count=total, times=number(scale, 1))
    return drawing(width, height, clipped(frame.left, frame.top, frame.width, frame.height, "".join(parts)) + frame.svg() + "".join(legend),
                   said)


def class_names(breaks: Sequence[float]) -> list[str]:
    """What the residual classes c0, c1, ... between these limits are called."""
    return [tr("up to {last:g}", last=breaks[0]), *(tr("{first:g} to {last:g}", first=a, last=b) for a, b in zip(breaks, breaks[1:])),
            tr("above {value}", value=f"{breaks[-1]:g}")]


def title_room(title: str) -> int:
    """Drawing units that the title of a legend takes before its first colour."""
    return _TITLE_ROOM if len(title) <= _TITLE_LETTERS else round(6.6 * len(title)) + 12


def coverage(xy, extent, cells: int | None = None) -> str:
    """How many tie points lie in each cell of the extent; cells without any are pale.

    Args:
        xy: (N, 2) map positions.
        extent: (xmin, ymin, xmax, ymax), map units.
        cells: number of cells along the longer side; None: 3 to 12 by the number of points.
    """
    frame = MapFrame.fitted(extent, _LEFT, _TOP, _HALF_WIDTH - _LEFT - 10, 400)
    counts = coverage_counts(xy, extent, cells)
    width, height = frame.width / counts.shape[1], frame.height / counts.shape[0]
    most = max(int(counts.max()), 1)
    parts = []
    for (row, col), count in np.ndenumerate(counts):
        x, y = frame.left + col * width, frame.top + row * height
        parts.append(rect(x, y, width, height, "cell", opacity=0.15 + 0.45 * count / most) if count else rect(x, y, width, height, "none"))
        if min(width, height) > 22:
            parts.append(text(x + width / 2, y + height / 2 + 4, count, "mid"))
    return drawing(frame.left + frame.width + 10, frame.top + frame.height + 26, "".join(parts) + frame.svg(),
                   tr("Map of the number of tie points per cell"))


def coverage_counts(xy, extent, cells: int | None = None) -> np.ndarray:
    """Number of tie points per cell, (rows, cols), first row north; arguments as in `coverage`."""
    xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    xy = xy[np.isfinite(xy).all(axis=1)]
    # With fewer than about three points a cell, empty cells are mere chance.
    cells = cells or int(np.clip(np.sqrt(len(xy) / 3), 3, 12))
    xmin, ymin, xmax, ymax = MapFrame.fitted(extent, 0, 0, 1, 1).extent
    side = max(xmax - xmin, ymax - ymin) / cells
    cols, rows = max(1, round((xmax - xmin) / side)), max(1, round((ymax - ymin) / side))
    counts, _, _ = np.histogram2d(xy[:, 1], xy[:, 0], bins=(rows, cols), range=((ymin, ymax), (xmin, xmax)))
    return counts[::-1].astype(int)


def heat_map(grid_values, extent, unit: str = "") -> str:
    """A grid of values in colour with its colour bar; NaN stays empty.

    Args:
        grid_values: (rows, cols) float, first row north; NaN where nothing is known.
        extent: (xmin, ymin, xmax, ymax), map units, of the grid's outer edges.
        unit: of the values.
    """
    values = np.asarray(grid_values, dtype=np.float64)
    known = np.isfinite(values)
    low, high = (float(values[known].min()), float(values[known].max())) if known.any() else (0.0, 0.0)
    low = 0.0 if 0.0 <= low < 0.5 * high else low  # a length is best read from zero
    share = (np.where(known, values, low) - low) / (high - low) if high > low else np.zeros_like(values)
    ramp = colour_ramp()
    rgba = np.dstack([ramp[np.rint(share * 255).astype(np.uint8)], np.where(known, 255, 0).astype(np.uint8)])
    frame = MapFrame.fitted(extent, _LEFT, _TOP, _MAP_WIDTH - _LEFT - 10, _MAP_HEIGHT)
    bottom, long = frame.top + frame.height + 40, 300.0
    parts = [image(frame.left, frame.top, frame.width, frame.height, png_uri(rgba)), frame.svg(),
             image(frame.left, bottom, long, 14, png_uri(ramp[None, ::4])), rect(frame.left, bottom, long, 14, "frame")]
    marks = ticks(low, high, 5)
    for value in marks:
        x = frame.left + long * (value - low) / (high - low)
        parts += [path(f"M{x:.1f} {bottom + 14:.1f}v4", "axis"), text(x, bottom + 31, tick_text(value, marks[1] - marks[0]), "soft mid")]
    note = tr("no values") if not known.any() else unit if len(marks) else tr("{value} everywhere", value=f"{number(low)} {unit}")
    parts.append(text(frame.left + long + 14, bottom + 12, note))
    return drawing(max(frame.left + frame.width + 10, _HALF_WIDTH), bottom + 38, "".join(parts), tr("Map of the values in colour"))


def histogram(values, unit: str = "", marks: Sequence[tuple[str, float]] = (), label: str = "", counted: str = "") -> str:
    """How often each error occurs; the last bar takes everything beyond the axis.

    Args:
        values: (N,) lengths >= 0; NaN is left out.
        unit: of the values.
        marks: (name, value) of figures drawn as labelled lines, e.g. RMSE and CE90.
        label: what the values are, for the axis; empty: errors.
        counted: what has them; empty: tie points.
    """
    label, counted = label or tr("error"), counted or tr("tie points")
    values = np.asarray(values, dtype=np.float64).ravel()
    values = values[np.isfinite(values)]
    marks = sorted(((name, float(value)) for name, value in marks if math.isfinite(value)), key=lambda mark: mark[1])
    # A few gross errors must not squeeze all others into the first bar.
    reach = max([float(np.percentile(values, 98)) if len(values) else 0.0, *(1.25 * value for _, value in marks)]) or 1.0
    step = nice(reach / 12)
    bins = max(1, math.ceil(reach / step * (1 - 1e-9)))
    edges = np.arange(bins + 1) * step
    counts, _ = np.histogram(values, bins=edges)
    beyond = int((values > edges[-1]).sum())
    names = [tr("{first} to {last}", first=tick_text(a, step), last=tick_text(b, step)) for a, b in zip(edges, edges[1:])]
    if beyond:
        counts, names = np.append(counts, beyond), [*names, tr("above {value}", value=tick_text(edges[-1], step))]
    left, top, width, height = 52, 16 + 18 * len(marks), 450, 230
    bottom, bar, most = top + height, width / len(counts), max(int(counts.max()), 1)
    parts = []
    for count in ticks(0, most, 4):
        if count == round(count):
            y = bottom - height * count / most
            parts += [path(f"M{left} {y:.1f}h{width}", "ring"), text(left - 7, y + 4, f"{count:.0f}", "soft end")]
    for i, (count, name) in enumerate(zip(counts, names)):
        tall = height * count / most
        parts.append(rect(left + i * bar + 0.5, bottom - tall, bar - 1, tall, "bar", f"{name} {unit}: {count}"))
    axis = ticks(0, edges[-1], 6)
    for value in axis:
        x = left + value * bar / step
        parts += [path(f"M{x:.1f} {bottom}v5", "axis"), text(x, bottom + 19, tick_text(value, axis[1]), "soft mid")]
    for i, (name, value) in enumerate(marks):
        x, y = left + value * bar / step, 14 + 18 * i
        parts += [path(f"M{x:.1f} {y + 4}V{bottom}", "mark"), text(x, y, f"{name} {number(value)} {unit}".rstrip(), "mid halo")]
    title = tr("{label} ({unit})", label=label, unit=unit) if unit else label
    parts += [path(f"M{left} {bottom}h{width}", "axis"), text(left, bottom + 38, title)]
    parts.append(text(14, top + height / 2, counted, "mid", upwards=True))
    if beyond:
        parts.append(text(left + width, bottom + 38, tr("last bar: {count} {range}", count=beyond, range=names[-1]), "soft end"))
    return drawing(_HALF_WIDTH, bottom + 46, "".join(parts),
                   tr("Histogram of {title} of {count} {what}", title=title, count=len(values), what=counted))


def scatter(dx, dy, ce90: float | None = None, unit: str = "", label: str = "") -> str:
    """Error vectors around zero, x right and y up, with the circle that holds nine in ten.

    Args:
        dx, dy: (N,) components in ``unit``; NaN is left out.
        ce90: radius of the circle in ``unit``; None or NaN: no circle.
        unit: of the components and the radius.
        label: what the vectors are; empty: held-out errors.
    """
    label = label or tr("held-out error vectors")
    vectors = np.column_stack([np.asarray(values, dtype=np.float64).ravel() for values in (dx, dy)])
    vectors = vectors[np.isfinite(vectors).all(axis=1)]
    lengths = np.hypot(*vectors.T)
    ring = float(ce90) if ce90 is not None and math.isfinite(ce90) else 0.0
    reach = max(float(np.percentile(lengths, 97)) if len(lengths) else 0.0, 1.3 * ring) * 1.05 or 1.0
    x0, y0, radius = _HALF_WIDTH / 2, 190.0, 175.0
    scale = radius / reach
    rings = [value for value in ticks(0, reach, 4) if value > 0]
    parts = [circle(x0, y0, value * scale, "ring") for value in rings]
    parts.append(path(f"M{x0 - radius} {y0}h{2 * radius}M{x0} {y0 - radius}v{2 * radius}", "ring"))
    beyond = lengths > reach
    places = vectors * (np.where(beyond, reach, lengths) / np.where(lengths > 0, lengths, 1.0))[:, None] * [scale, -scale] + [x0, y0]
    if len(places) > MOST_ARROWS:
        places = places[np.sort(np.random.default_rng(0).permutation(len(places))[:MOST_ARROWS])]
    parts += [circle(x, y, 2.5, "dot") for x, y in places]
    if ring:
        name = f"CE90 {number(ring)} {unit}".rstrip()
        parts += [circle(x0, y0, ring * scale, "ce90"), text(x0, y0 - ring * scale - 6, name, "ce90t mid halo")]
    if len(vectors):
        x, y = vectors.mean(axis=0) * [scale, -scale] + [x0, y0]
        parts.append(path(f"M{x - 7:.1f} {y:.1f}h14M{x:.1f} {y - 7:.1f}v14", "ink wide"))
    for value in rings:
        aside = value * scale * math.sqrt(0.5)
        parts.append(text(x0 + aside + 3, y0 + aside + 12, tick_text(value, rings[0]), "soft halo"))
    said = tr("cross: mean; {count} outside, drawn on the rim", count=int(beyond.sum())) if beyond.any() else tr("cross: mean")
    parts += [text(8, 382, said, "soft"), text(_HALF_WIDTH - 8, 382, tr("rings in {unit}", unit=unit) if unit else "", "soft end")]
    return drawing(_HALF_WIDTH, 392, "".join(parts), tr("Scatter of {count} {what}", count=len(vectors), what=label))


def _exaggeration(dxy: np.ndarray, frame: MapFrame) -> float:
    """1, 2, 5, 10 ... times (or a fraction) that brings the long arrows to about 45 drawing units."""
    lengths = np.hypot(*dxy.T) * frame.scale if len(dxy) else np.zeros(1)
    long = float(np.percentile(lengths, 90))
    return nice(45.0 / long) if long > 0 else 1.0


def _arrow(tail: np.ndarray, step: np.ndarray, crossed: bool) -> str:
    """Path of an arrow from ``tail``; a dot where it would be too short to see."""
    x, y = tail
    cross = f"M{x:.1f} {y:.1f}{_CROSS}" if crossed else ""
    length = float(np.hypot(*step))
    if length < 1.5:
        return f"M{x:.1f} {y:.1f}h.01{cross}"
    u, v = step / length * min(7.0, 0.45 * length)
    (tip_x, tip_y), barbs = tail + step, ((-0.87 * u + 0.5 * v, -0.87 * v - 0.5 * u), (-0.87 * u - 0.5 * v, -0.87 * v + 0.5 * u))
    head = "".join(f"M{tip_x:.1f} {tip_y:.1f}l{a:.1f} {b:.1f}" for a, b in barbs)
    return f"M{x:.1f} {y:.1f}l{step[0]:.1f} {step[1]:.1f}{head}{cross}"


def _lengths(frame: MapFrame, width: float, scale: float, unit: str) -> str:
    """Legend of the arrows' length and of the map's scale."""
    y = frame.top + frame.height + 52
    arrow, bar = nice(90.0 / (frame.scale * scale)), nice(160.0 / frame.scale)
    drawn, right = arrow * frame.scale * scale, width - 10 - bar * frame.scale
    long = f"{number(arrow, 1)} {unit}".rstrip()
    said = (tr("shift of {length}, drawn {times} times longer", length=long, times=number(scale, 1)) if scale != 1 else
            tr("shift of {length}, drawn to scale", length=long))
    return (path(_arrow(np.array([_LEFT, y - 4.0]), np.array([drawn, 0.0]), crossed=False), "arrow ink wide")
            + text(_LEFT + drawn + 10, y, said)
            + path(f"M{right:.1f} {y - 9:.1f}v5h{bar * frame.scale:.1f}v-5", "ink wide")
            + text(right - 8, y, tr("map {length}", length=f"{number(bar, 1)} {unit}".rstrip()), "end"))


def _classes(frame: MapFrame, title: str, breaks: Sequence[float], rejected: bool) -> str:
    """Legend of the residual classes."""
    y = frame.top + frame.height + 78
    names = class_names(breaks)
    parts, room = [text(_LEFT, y, title, "soft")], title_room(title)
    unused = tr("not used")
    step = 118 if room == _TITLE_ROOM and len(unused) <= _UNUSED_LETTERS else 102
    for i, name in enumerate(names):
        x = _LEFT + room + step * i
        parts += [path(f"M{x} {y - 4:.1f}h22", f"key c{i}"), text(x + 28, y, name)]
    if rejected:
        x = _LEFT + room + step * len(names)
        parts += [path(f"M{x + 8} {y - 4:.1f}{_CROSS}", "arrow cx"), text(x + 20, y, unused)]
    return "".join(parts)
