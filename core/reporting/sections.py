"""The parts of a registration report, each from the record of the job; a part is None where the record has nothing for it."""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..language import mark, told, tr
from . import charts, matches, pictures, wording
from .demonstration import demonstration_html, outcome
from .frame import nice, number
from .page import Section, escape, figure, table
from .record import Points, ce90_px, extent_of, pixels_per_unit, text

# Limits for the text of encoded pictures, so that a page stays below three megabytes.
_OVERVIEW_BYTES, _CROPS_BYTES, _MATCHES_BYTES = 950_000, 1_050_000, 400_000
_WORST = 8
_INPUTS = {"name": mark("File"), "crs": mark("Coordinate system"), "pixel_size": mark("Pixel size"), "size": mark("Size"),
           "dtype": mark("Data type"), "bands": mark("Matched bands")}
_STAYS, _IS_MOVED = mark("Reference (stays)"), mark("Target (is moved)")


def overview(record: Mapping) -> Section | None:
    """Reference and target compared by slider, flicker, checkerboard and edges."""
    images = record.get("pictures") or {}
    titles = ((("before", tr("Target before")), ("after", tr("Target after"))) if images.get("after") is not None else
              (("before", tr("Target")),))
    moved = {title: images[key] for key, title in titles if images.get(key) is not None}
    if images.get("reference") is None or not moved:
        return None
    return Section(tr("Reference and target"), tr(wording.OVERVIEW),
                   pictures.viewer(images["reference"], moved, most_bytes=_OVERVIEW_BYTES))


def details(record: Mapping) -> Section | None:
    """Crops at several places."""
    crops = record.get("crops")
    return Section(tr("Details"), tr(wording.DETAILS), pictures.crop_rows(crops, most_bytes=_CROPS_BYTES)) if crops else None


def correspondences(record: Mapping, points: Points) -> Section | None:
    """Reference and target beside each other, joined by lines between the tie points."""
    found = record.get("matches")
    if not found or not points.count or any(len(found[name]) != points.count for name in ("reference_xy", "target_xy")):
        return None
    error = np.full(points.count, np.nan) if points.error is None else points.error
    if points.residual is not None:
        # A point that is not used took no part in the fit: its residual is held out by itself.
        error = np.where(points.used | np.isfinite(error), error, points.residual)
    label = tr(wording.HELD_OUT_ERROR if points.loo is not None else wording.RESIDUAL)
    return Section(tr("Matches"), tr(wording.MATCHES), matches.match_drawing(
        found["reference"], found["target"], found["reference_xy"], found["target_xy"], points.used, error, points.score, points.id, label,
        _MATCHES_BYTES))


def demonstration(record: Mapping) -> Section | None:
    """How one window found its place, where the method goes there in steps."""
    found = record.get("demonstration")
    if not found:
        return None
    said = tr(wording.REFINED if found["refined"] else wording.PLACED, place=found["place"])
    return Section(tr("How a window found its place"), f"{said} {outcome(found)}", demonstration_html(found))


def vectors(record: Mapping, points: Points, measured: bool = False) -> Section | None:
    """Arrows in place; ``measured``: nothing was moved, colours show the length of the displacement."""
    extent = extent_of(record, points)
    if points.map_xy is None or points.dxy is None or extent is None:
        return None
    used = points.used & np.isfinite(points.dxy).all(axis=1)
    html = figure(_arrows(record, points, np.s_[:], points.dxy, extent, measured), tr(wording.ALL_SHIFT))
    if used.sum() >= 3:
        median = np.median(points.dxy[used], axis=0)
        rest = points.dxy[used] - median
        spread = float(np.percentile(np.hypot(*rest.T), 90))
        # Arrows that all look the same hide the local part, which is what a transform beyond a shift is for.
        if 0 < spread < 0.5 * float(np.hypot(*median)):
            html += figure(_arrows(record, points, used, rest, extent, measured), tr(wording.LOCAL_SHIFT))
    colour = wording.LENGTH if measured else wording.RESIDUAL if points.loo is None else wording.HELD_OUT_ERROR
    return Section(tr("Displacement") if measured else tr("Tie points and their shifts"), tr(wording.ARROWS[colour]), html)


def held_out(record: Mapping, points: Points) -> Section | None:
    """Histogram and scatter of the held-out errors; of the fit's residuals where no others are known."""
    unit, parts, sentences = text(record, "map_unit"), [], [tr(wording.FIT)]
    title, name = (tr("Residuals"), wording.RESIDUAL) if points.loo is None else (tr("Held-out errors"), wording.HELD_OUT_ERROR)
    if points.error is not None:
        # Held-out figures say nothing about residuals of the fit: no marks there.
        marks = (("RMSE", record.get("rmse_px")), ("CE90", ce90_px(record))) if points.loo is not None else ()
        chart = charts.histogram(points.error[points.used], "px", [one for one in marks if one[1] is not None], tr(name))
        parts.append(figure(chart, tr(wording.HISTOGRAM[name])))
    if points.loo_dxy is not None:
        dx, dy = points.loo_dxy[points.used].T
        parts.append(figure(charts.scatter(dx, dy, record.get("ce90"), unit), tr(wording.SCATTER)))
    if not parts:
        return None
    if points.loo is not None or points.loo_dxy is not None:
        sentences = [tr(wording.HELD_OUT), tr(wording.CE90)]
    if points.loo is not None and points.residual is not None:
        fit = points.residual[points.used]
        fit = fit[np.isfinite(fit)]
        sentences += [tr(wording.FIT_RMSE, rmse=number(np.sqrt(np.mean(fit ** 2))))] if len(fit) else []
    ratio = pixels_per_unit(record)
    sentences += [tr(wording.PIXEL, length=wording.length(1 / ratio, unit))] if ratio else []
    return Section(title, " ".join(sentences), f'<div class="pair">{"".join(parts)}</div>')


def displacements(record: Mapping, points: Points) -> Section | None:
    """Histogram and scatter of measured displacements."""
    if points.dxy is None:
        return None
    unit, dxy = text(record, "map_unit"), points.dxy[points.used]
    marks = [(name, record[key]) for name, key in (("RMSE", "rmse"), ("CE90", "ce90")) if record.get(key) is not None]
    parts = (figure(charts.histogram(np.hypot(*dxy.T), unit, marks, tr("displacement")), tr(wording.DISPLACEMENTS)),
             figure(charts.scatter(*dxy.T, record.get("ce90"), unit, tr("displacements")), tr(wording.DIRECTIONS)))
    return Section(tr("How far and in which direction"), f"{tr(wording.MISALIGNMENT)} {tr(wording.MISALIGNMENT_CE90)}",
                   f'<div class="pair">{"".join(parts)}</div>')


def heat(record: Mapping) -> Section | None:
    """Heat map of the displacement."""
    extent, values = record.get("extent"), record.get("heat_map")
    if values is None or extent is None:
        return None
    return Section(tr("Where they are misaligned"), tr(wording.HEAT), figure(charts.heat_map(values, extent, text(record, "map_unit"))))


def coverage(record: Mapping, points: Points) -> Section | None:
    """Where tie points are and where not."""
    extent = extent_of(record, points)
    if points.map_xy is None or extent is None:
        return None
    used = points.map_xy[points.used]
    counts = charts.coverage_counts(used, extent)
    share = float((counts > 0).mean())
    said = [tr(wording.COVERAGE, share=share, cells=counts.size), *([tr(wording.UNCOVERED)] if share < 1 else [])]
    return Section(tr("Coverage"), " ".join(said), figure(charts.coverage(used, extent)))


def worst(record: Mapping, points: Points) -> Section | None:
    """The used tie points with the largest held-out errors."""
    if points.map_xy is None or points.loo is None or points.count < 2 * _WORST:
        return None
    error = np.where(points.used & np.isfinite(points.loo), points.loo, -1.0)
    order = [i for i in np.argsort(-error, kind="stable")[:_WORST] if error[i] >= 0]
    names = np.arange(1, points.count + 1) if points.id is None else points.id
    digits = 6 if np.nanmax(np.abs(points.map_xy)) <= 360 else 1
    rows = [(names[i], *(f"{value:.{digits}f}" for value in points.map_xy[i]), number(error[i])) for i in order]
    header = ("id", "x", "y", tr("held-out error (px)"))
    return Section(tr("Tie points to check"), tr(wording.WORST), table(header, rows, numeric=(1, 2, 3)))


def candidates(record: Mapping) -> Section | None:
    """What was tried and how it did."""
    tried = record.get("candidates")
    if not tried:
        return None
    chosen, rows = {text(record, "method"), text(record, "transform")}, []
    for item in tried:
        name = wording.title_of(text(item, "id"))
        rows.append((tr("{name} (chosen)", name=name) if text(item, "id") in chosen else name, wording.length(item.get("rmse_px"), ""),
                     told(text(item, "reason"))))
    return Section(tr("Candidates"), tr(wording.CANDIDATES),
                   table((tr("Candidate"), tr("Held-out RMSE (px)"), tr("Remark")), rows, numeric=(1,)))


def inputs(record: Mapping, titles: tuple[str, str] = (_STAYS, _IS_MOVED)) -> Section | None:
    """The two rasters side by side; ``titles``: marked texts."""
    pair = [(tr(title), record[key]) for key, title in zip(("reference", "target"), titles) if record.get(key)]
    if not pair:
        return None
    keys = dict.fromkeys((*_INPUTS, *(key for _, side in pair for key in side)))
    rows = [(tr(_INPUTS[key]) if key in _INPUTS else key.replace("_", " ").capitalize(),
             *(_property(side.get(key), key) for _, side in pair))
            for key in keys if any(side.get(key) is not None for _, side in pair)]
    return Section(tr("Inputs"), "", table(("", *(title for title, _ in pair)), rows))


def repeat(record: Mapping) -> Section | None:
    """The command line that gives the same result."""
    command = text(record, "command")
    return Section(tr("Repeat this run"), tr(wording.REPEAT), f"<pre>{escape(command)}</pre>") if command else None


def _arrows(record: Mapping, points: Points, which, dxy: np.ndarray, extent, measured: bool) -> str:
    """Vector plot of some of the points, coloured by error, or by length where the displacement itself is what was measured."""
    unit, ratio, used = text(record, "map_unit"), pixels_per_unit(record), points.used[which]
    if not measured:
        error = np.full(points.count, np.nan) if points.error is None else points.error
        return charts.vector_plot(points.map_xy[which], dxy, error[which], used, extent, unit=unit)
    lengths = np.hypot(*dxy.T) * (ratio or 1.0)
    known = lengths[used & np.isfinite(lengths)]
    long = float(np.percentile(known, 95)) if len(known) else 0.0
    # Classes in pixels stay the same from report to report, unless much would fall into the last one.
    breaks = charts.BREAKS if long == 0 or ratio and long <= charts.BREAKS[-1] else tuple(nice(long / 4) * np.arange(1, 5))
    return charts.vector_plot(points.map_xy[which], dxy, lengths, used, extent, unit=unit, residual_unit="px" if ratio else unit,
                              breaks=breaks, label=tr(wording.LENGTH))


def _property(value: object, key: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (tuple, list, np.ndarray)):
        return " × ".join(_property(part, key) for part in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)
