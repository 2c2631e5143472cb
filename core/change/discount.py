"""Differences that a small shift explains are no change."""
from __future__ import annotations

from .method import Detector


def discounted(detector: Detector, tolerance: float) -> Detector:
    """The detector, with magnitudes that allow for misregistration.

    Args:
        detector: any.
        tolerance: how far a pixel of one date may lie from where it belongs, pixels, 0 to 8; 0 returns the detector as it is.
    """
    raise NotImplementedError
