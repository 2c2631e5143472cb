"""Co-register a series."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class CoregisterSeries(TiepointAlgorithm):
    """Aligns many rasters with one reference."""

    JOB = "coregisterseries"
    TAGS = ("align", "batch", "coregistration", "co-registration", "image registration", "series", "stack", "time series", "warp")
    CANCELLED = "Cancelled: the rasters that were aligned before stay, with their table; RESUME goes on."
