"""Find tie points."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class FindTiepoints(TiepointAlgorithm):
    """Finds tie points without writing a raster."""

    JOB = "findtiepoints"
    TAGS = ("control points", "gcp", "georeference", "keypoints", "match", "matching", "coregistration")
    STYLES: ClassVar[dict[str, str]] = {"output": "tiepoints", "shift_lines": "shift_lines"}
