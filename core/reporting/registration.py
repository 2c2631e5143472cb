"""Pages of the registration jobs: what was aligned or measured, how well, and how to repeat it."""
from __future__ import annotations

from collections.abc import Mapping

from ..language import told, tr
from . import sections, wording
from .page import Page, Section
from .record import Points, ce90_px, text


def registration_page(record: Mapping) -> Page:
    """The report of a co-registration or of found tie points.

    Args:
        record: any of these; a missing key or None is left out of the page.
            title, verdict (``good|usable|poor``), verdict_reason, method, method_reason, transform, transform_reason, version, command,
            map_unit: text; seconds: float; warnings: list of text.
            candidates: dicts with id, rmse_px, reason.
            tie_points: dict of arrays over N points: map_xy (N, 2); dxy_map (N, 2), the move from target to reference; residual,
            loo_residual (N,) pixels; loo_dxy_map (N, 2), held-out error vectors in map units; inlier, enabled (N,) bool; id (N,);
            score (N,) 0 to 1.
            rmse_px, rmse, rmse_raw_px, ce90, ce90_px: float, ``_px`` in pixels of the coarser raster, else in map units.
            median_shift: (dx, dy) and extent: (xmin, ymin, xmax, ymax), map units.
            reference, target: dicts with name, crs, pixel_size, size (width, height), dtype; further keys are shown as they are.
            pictures: dict of uint8 arrays of one size: reference, before, after. crops: dicts with label, reference, before, after.
            matches: dict of uint8 pictures reference, target (as it came) and of reference_xy, target_xy (N, 2), the tie points in their
            pixels.
            demonstration: of `demonstration_html` and `outcome`, with place, the number of the tie point, and refined, whether it begins
            after the coarse stages.
    """
    points, unit = Points(record), text(record, "map_unit")
    figures = [
        (tr("Held-out RMSE"), wording.both(record.get("rmse_px"), record.get("rmse"), unit), tr(wording.RMSE)),
        (tr("Held-out CE90"), wording.both(ce90_px(record), record.get("ce90"), unit), tr(wording.CE90)),
        (tr("Held-out RMSE, raw"), wording.length(record.get("rmse_raw_px"), "px"), tr(wording.RAW))]
    parts = (sections.overview(record), sections.details(record), sections.correspondences(record, points),
             sections.demonstration(record), sections.vectors(record, points), sections.held_out(record, points),
             sections.coverage(record, points), sections.worst(record, points), sections.candidates(record), sections.inputs(record),
             sections.repeat(record))
    return _page(record, tr("Co-registration report"), wording.ALIGNED, figures + _common_figures(record, points), parts)


def assessment_page(record: Mapping) -> Page:
    """The report of a measured misalignment; nothing was warped.

    Args:
        record: as for `registration_page`; rmse_px, rmse and ce90 are of the measured displacements; pictures and crops have no ``after``;
            heat_map: (rows, cols) float, length of the displacement in map units, first row north, NaN where not known, over ``extent``.
    """
    points, unit = Points(record), text(record, "map_unit")
    figures = [
        (tr("Misalignment, RMSE"), wording.both(record.get("rmse_px"), record.get("rmse"), unit), tr(wording.MISALIGNMENT)),
        (tr("Misalignment, CE90"), wording.both(ce90_px(record), record.get("ce90"), unit), tr(wording.MISALIGNMENT_CE90))]
    parts = (sections.heat(record), sections.vectors(record, points, measured=True), sections.displacements(record, points),
             sections.overview(record), sections.details(record), sections.correspondences(record, points),
             sections.coverage(record, points), sections.candidates(record), sections.inputs(record), sections.repeat(record))
    return _page(record, tr("Alignment assessment"), wording.MEASURED, figures + _common_figures(record, points), parts)


def _common_figures(record: Mapping, points: Points) -> list[tuple[str, str, str]]:
    used, median = int(points.used.sum()), record.get("median_shift")
    count = tr("{part} of {whole}", part=used, whole=points.count) if used < points.count else str(points.count)
    return [
        (tr("Tie points used"), count if points.count else "", tr(wording.COUNT)),
        (tr("Median shift"), "" if median is None else wording.shift(median, text(record, "map_unit")), tr(wording.MEDIAN)),
        (tr("Matching method"), wording.title_of(text(record, "method")), told(text(record, "method_reason"))),
        (tr("Transform"), wording.title_of(text(record, "transform")), told(text(record, "transform_reason"))),
        (tr("Time"), "" if record.get("seconds") is None else wording.duration(float(record["seconds"])), "")]


def _page(record: Mapping, title: str, meanings: Mapping[str, str], figures: list[tuple[str, str, str]],
          parts: tuple[Section | None, ...]) -> Page:
    verdict = text(record, "verdict")
    meaning = told(text(record, "verdict_reason")) or tr(meanings.get(verdict, ""))
    return Page(title=text(record, "title") or title, verdict=verdict, verdict_text=meaning,
                summary=[card for card in figures if card[1]], notes=[told(warning) for warning in record.get("warnings") or ()],
                sections=[part for part in parts if part is not None], footer=f"Tiepoint {text(record, 'version')}".rstrip())
