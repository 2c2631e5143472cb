"""Scene change."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class SceneChange(TiepointAlgorithm):
    """Tells the land use of two dates tile by tile."""

    JOB = "scenechange"
    TAGS = ("change detection", "classification", "corrfusionnet", "deep learning", "from-to", "grad-cam", "land cover", "land use",
            "monitoring", "multitemporal", "scene classification", "transition", "urban")
    STYLES: ClassVar[dict[str, str]] = {"output": "scenes", "classes_before": "classes", "classes_after": "classes",
                                       "transitions": "transitions", "gradcam": "attention"}
    GROUP = ("change", "Change detection")
