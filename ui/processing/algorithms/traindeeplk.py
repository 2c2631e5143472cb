"""Train Deep Lucas-Kanade."""
from __future__ import annotations

from .training import TrainingAlgorithm


class TrainDeepLK(TrainingAlgorithm):
    """Trains the networks of Deep Lucas-Kanade on rasters or samples of the user."""

    JOB = "traindeeplk"
    TAGS = (*TrainingAlgorithm.TAGS, "homography", "template", "lucas-kanade", "multimodal")
