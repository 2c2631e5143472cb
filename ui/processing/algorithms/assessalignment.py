"""Assess alignment."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class AssessAlignment(TiepointAlgorithm):
    """Measures how badly two rasters are misaligned, and where."""

    JOB = "assessalignment"
    TAGS = ("accuracy", "ce90", "displacement", "error", "misregistration", "offset", "quality", "rmse", "shift")
    STYLES: ClassVar[dict[str, str]] = {"output": "tiepoints", "shift_lines": "shift_lines", "heatmap": "heatmap"}
