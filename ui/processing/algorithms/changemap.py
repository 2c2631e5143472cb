"""Change map."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class ChangeMap(TiepointAlgorithm):
    """Finds where two rasters of one place differ."""

    JOB = "changemap"
    TAGS = ("change detection", "cva", "difference", "disaster", "ir-mad", "land cover", "mad", "monitoring", "multitemporal",
            "time series")
    STYLES: ClassVar[dict[str, str]] = {"output": "change_mask", "magnitude": "magnitude", "polygons": "changes"}
    GROUP = ("change", "Change detection")
