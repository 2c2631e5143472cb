"""Co-register raster."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class Coregister(TiepointAlgorithm):
    """Finds tie points, fits a transform, writes the aligned raster."""

    JOB = "coregister"
    TAGS = ("align", "alignment", "coregistration", "co-registration", "gcp",
            "georeference", "image registration", "match", "shift", "warp")
    STYLES: ClassVar[dict[str, str]] = {"tiepoints": "tiepoints"}
