"""Options of what the review of an alignment asks for: those of the warp that it prepares."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .option import Result, option
from .registration import POINTS, WarpInputs, WarpOptions


@dataclass(frozen=True)
class RefitOptions(WarpInputs):
    """Refit: what a warp would go by."""

    RESULTS: ClassVar[tuple[Result, ...]] = WarpOptions.RESULTS


@dataclass(frozen=True)
class ResidualsOptions(WarpInputs):
    """Residuals: what a fit of one transform says of each tie point."""

    RESULTS: ClassVar[tuple[Result, ...]] = ()


@dataclass(frozen=True)
class ImportPointsOptions(WarpInputs):
    """Import points: a GCP file becomes a tie-point layer."""

    output: str = option("", "points_output", "Tie points", "Point layer at the reference positions.")
    RESULTS: ClassVar[tuple[Result, ...]] = (Result("TIEPOINT_COUNT", "number", "Number of tie points"),)


@dataclass(frozen=True)
class ExportPointsOptions(WarpInputs):
    """Export points: a tie-point layer becomes a GCP file."""

    output: str = option("", "file_output", "GCP file", "A .points file for the Georeferencer.", file_filter=POINTS)
    RESULTS: ClassVar[tuple[Result, ...]] = ImportPointsOptions.RESULTS
