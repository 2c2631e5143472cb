"""Options of the registration jobs: one frozen dataclass each, with its results."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..methods import MATCHERS, TRANSFORMS
from .option import Result, option

RESAMPLINGS = ("nearest", "bilinear", "cubic", "lanczos")
HTML = "HTML files (*.html)"
POINTS = "GCP files (*.points)"
JSON = "JSON files (*.json)"

_METHOD_HELP = "How tie points are found. " + " ".join(f"{spec.id}: {spec.summary}" for spec in MATCHERS) + (
    " auto: the candidates run on a sample, the best held-out accuracy wins and the reason is logged.")
_TRANSFORM_HELP = "What is fitted to the tie points. " + " ".join(f"{spec.id}: {spec.summary}" for spec in TRANSFORMS) + (
    " auto: the simplest one that the held-out error supports.")

_FIT_RESULTS = (
    Result("SUCCESS", "boolean", "Aligned"),
    Result("METHOD_USED", "string", "Matching method used"),
    Result("TRANSFORM_USED", "string", "Transform used"),
    Result("TIEPOINT_COUNT", "number", "Number of tie points used"),
    Result("RMSE_PX", "number", "Held-out RMSE in pixels of the coarser raster"),
    Result("RMSE", "number", "Held-out RMSE in map units"),
    Result("CE90", "number", "Held-out circular error, 90 %, in map units"),
    Result("MEDIAN_SHIFT_X", "number", "Median shift in x, map units"),
    Result("MEDIAN_SHIFT_Y", "number", "Median shift in y, map units"),
    Result("VERDICT", "string", "Verdict: good (held-out RMSE <= 0.75 px), usable (<= 2 px) or poor"),
)


@dataclass(frozen=True)
class ReferenceOption:
    """What rasters are aligned with."""

    reference: str = option("", "raster", "Reference raster", "The raster that stays where it is.")


@dataclass(frozen=True)
class TargetOption:
    """What is aligned."""

    target: str = option("", "raster", "Raster to align", (
        "The raster that is moved: any CRS, pixel size, data type, band count and rotation. Without a CRS it is searched for in EXTENT, "
        "or in the whole reference."))


@dataclass(frozen=True)
class MatchingOptions:
    """How tie points are found and what is fitted to them."""

    method: str = option("auto", "enum", "Matching method", _METHOD_HELP, choices=("auto", *MATCHERS.ids()))
    transform: str = option("auto", "enum", "Transform", _TRANSFORM_HELP, choices=("auto", *TRANSFORMS.ids()))
    extent: str = option("", "extent", "Area to use", "Only this part of the reference is used; a target without CRS is searched here.",
                         optional=True)
    mask: str = option("", "polygons", "Areas to ignore", "Polygons of water, cloud or other areas where no tie point may lie.",
                       optional=True)
    max_offset: float | None = option(None, "number", "Largest expected misplacement", (
        "In map units of the reference. Empty: found automatically."), minimum=0.0, optional=True, advanced=True, unit="map")
    spacing: int | None = option(None, "integer", "Tie-point spacing", (
        "Distance of the tie-point grid in pixels of the coarser raster. Empty: automatic."),
        minimum=8, maximum=4096, optional=True, advanced=True)
    reference_band: int = option(0, "band", "Reference band", "Band to match with, from 1. Empty: chosen automatically.", minimum=0,
                                 optional=True, advanced=True, parent="reference")
    target_band: int = option(0, "band", "Target band", "Band to match with, from 1. Empty: chosen automatically.", minimum=0,
                              optional=True, advanced=True, parent="target")
    model: str = option("", "text", "Model", (
        "Weights of the matching method: the id of a model or the path of a file. Empty: what 'List models' shows for it."),
        optional=True, advanced=True)
    device: str = option("auto", "enum", "Device", "Where networks run: auto takes CUDA when it is there.",
                         choices=("auto", "cpu", "cuda"), advanced=True)
    compat: bool = option(False, "boolean", "As published", (
        "Published methods keep the slips of their reference implementations, to compare with these. They align worse."), advanced=True)
    seed: int = option(0, "integer", "Random seed", "Same seed, same input: same result.", minimum=0, advanced=True)


@dataclass(frozen=True)
class PairOptions(MatchingOptions, TargetOption, ReferenceOption):
    """What every job on a reference and a target can be told."""


@dataclass(frozen=True)
class WritingOptions:
    """How a warped raster is written."""

    output_grid: str = option("target", "enum", "Output grid", (
        "target: keep the target's pixel size. reference: snap exactly to the reference grid."), choices=("target", "reference"))
    resampling: str = option("cubic", "enum", "Resampling", "Paletted rasters are always resampled with nearest.", choices=RESAMPLINGS)
    keep_pixels: bool = option(False, "boolean", "Keep the original pixels", (
        "Where the transform is a shift, similarity or affine: write the original pixels with a corrected geotransform, no resampling."),
        advanced=True)
    creation_options: str = option("", "text", "Creation options", "GeoTIFF creation options as NAME=VALUE|NAME=VALUE.", optional=True,
                                   advanced=True)


@dataclass(frozen=True)
class CoregisterOptions(WritingOptions, PairOptions):
    """Co-register raster: find tie points, fit a transform, write the aligned raster."""

    output: str = option("", "raster_output", "Aligned raster", "GeoTIFF in the reference's CRS.")
    tiepoints: str = option("", "points_output", "Tie points", "Point layer at the reference positions.", optional=True)
    gcps: str = option("", "file_output", "GCP file", "A .points file for the Georeferencer.", optional=True, file_filter=POINTS)
    solution: str = option("", "file_output", "Solution", "JSON with the fitted transform, reusable for sister rasters.", optional=True,
                           file_filter=JSON)
    report: str = option("", "file_output", "Report", "HTML page with figures of merit, residuals and before/after pictures.",
                         optional=True, file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = _FIT_RESULTS


@dataclass(frozen=True)
class FindTiepointsOptions(PairOptions):
    """Find tie points: as co-register, without writing a raster."""

    output: str = option("", "points_output", "Tie points", "Point layer in the reference's CRS, at the reference positions.")
    gcps: str = option("", "file_output", "GCP file", "A .points file for the Georeferencer.", optional=True, file_filter=POINTS)
    shift_lines: str = option("", "lines_output", "Shift lines", "Lines from the target position to the reference position.",
                              optional=True)
    report: str = option("", "file_output", "Report", "HTML page with figures of merit and residuals.", optional=True, file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = _FIT_RESULTS


@dataclass(frozen=True)
class WarpInputs:
    """What is warped, and by what."""

    target: str = option("", "raster", "Raster to warp", "The raster the tie points were measured in, or a sister raster of it.")
    tiepoints: str = option("", "points", "Tie points", (
        "Tie-point layer, edited by hand or not; rows with enabled = false are ignored."), optional=True)
    gcps_file: str = option("", "file", "GCP file", "A .points file, instead of a layer.", optional=True, file_filter=POINTS)
    solution: str = option("", "file", "Solution", "A solution JSON, instead of tie points.", optional=True, file_filter=JSON)
    transform: str = option("auto", "enum", "Transform", _TRANSFORM_HELP, choices=("auto", *TRANSFORMS.ids()))
    reference: str = option("", "raster", "Reference raster", "Gives the CRS and, with OUTPUT_GRID = reference, the grid.", optional=True)


@dataclass(frozen=True)
class WarpOptions(WritingOptions, WarpInputs):
    """Warp raster by tie points: apply tie points, a GCP file or a solution to a raster."""

    seed: int = option(0, "integer", "Random seed", "Same seed, same input: same result.", minimum=0, advanced=True)
    output: str = option("", "raster_output", "Warped raster", "GeoTIFF in the CRS of the reference or of the tie points.")
    RESULTS: ClassVar[tuple[Result, ...]] = tuple(r for r in _FIT_RESULTS if r.name != "METHOD_USED")


@dataclass(frozen=True)
class AssessAlignmentOptions(PairOptions):
    """Assess alignment: measure how badly two rasters are misaligned, and where; nothing is warped."""

    output: str = option("", "points_output", "Displacements", "Point layer of the measured displacements.", optional=True)
    shift_lines: str = option("", "lines_output", "Shift lines", "Lines from the target position to the reference position.",
                              optional=True)
    heatmap: str = option("", "raster_output", "Heat map", "Raster of the displacement's length in map units.", optional=True)
    report: str = option("", "file_output", "Report", "HTML page with figures, vectors and heat map.", optional=True, file_filter=HTML)
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("SUCCESS", "boolean", "Measured"),
        Result("METHOD_USED", "string", "Matching method used"),
        Result("TIEPOINT_COUNT", "number", "Number of measured displacements"),
        Result("RMSE_PX", "number", "Misalignment, RMSE in pixels of the coarser raster"),
        Result("RMSE", "number", "Misalignment, RMSE in map units"),
        Result("CE90", "number", "Misalignment, circular error 90 %, in map units"),
        Result("MEDIAN_SHIFT_X", "number", "Median shift in x, map units"),
        Result("MEDIAN_SHIFT_Y", "number", "Median shift in y, map units"),
        Result("VERDICT", "string", "Verdict on the misalignment: good (<= 0.75 px), usable (<= 2 px) or poor"),
    )
