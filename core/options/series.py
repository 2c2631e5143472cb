"""Options of the co-registration of a series."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import MatchingOptions, ReferenceOption, WritingOptions


@dataclass(frozen=True)
class SeriesTargets:
    """What is aligned."""

    targets: tuple[str, ...] = option((), "rasters", "Rasters to align", (
        "The rasters that are moved, or folders of them: any CRS, pixel size, data type, band count and rotation. The reference itself "
        "is left out."), optional=True, folders=True)


@dataclass(frozen=True)
class CoregisterSeriesOptions(WritingOptions, MatchingOptions, SeriesTargets, ReferenceOption):
    """Co-register a series: align many rasters with one reference."""

    target_band: int | None = option(None, "integer", "Target band", (
        "Band of every raster to match with, from 1. Empty: chosen automatically."), minimum=1, optional=True, advanced=True)
    resume: bool = option(False, "boolean", "Go on with a series", (
        "Leave out what the output folder's table calls aligned or refused, where raster, reference and options are the same as then."))
    tiepoints: bool = option(False, "boolean", "Write tie points", "NAME_tiepoints.gpkg beside every aligned raster.", advanced=True)
    solutions: bool = option(False, "boolean", "Write solutions", (
        "NAME_solution.json beside every aligned raster: its transform, for 'Warp raster by tie points'."), advanced=True)
    reports: bool = option(False, "boolean", "Write reports", "NAME_report.html beside every aligned raster.", advanced=True)
    output: str = option("", "folder_output", "Output folder", (
        "Gets NAME.tif for every raster that could be aligned, and the tables summary.csv and summary.html, which say of each whether it "
        "was, how accurately, and why not. It may not be a folder of the rasters to align."))
    RESULTS: ClassVar[tuple[Result, ...]] = (
        Result("OUTPUT_LAYERS", "layers", "Aligned rasters"),
        Result("ALIGNED_COUNT", "number", "Number of rasters that were aligned, now or before"),
        Result("REFUSED_COUNT", "number", "Number of rasters whose alignment the evidence does not support"),
        Result("FAILED_COUNT", "number", "Number of rasters that could not be read, or failed otherwise"),
        Result("SKIPPED_COUNT", "number", "Number of those that were left out as they had been done before"),
        Result("WORST_RMSE_PX", "number", "Largest held-out RMSE of the aligned, in pixels of the coarser raster"),
        Result("SUMMARY", "string", "Table of the series (CSV)"),
        Result("REPORT", "string", "Page of the series (HTML)"),
    )
