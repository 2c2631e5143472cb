"""Train scene-change model."""
from __future__ import annotations

from .training import TrainingAlgorithm


class TrainSceneChange(TrainingAlgorithm):
    """Trains a model of land use of two dates on labelled tiles or polygons of the user."""

    JOB = "trainscenechange"
    TAGS = ("change detection", "classification", "corrfusionnet", "deep learning", "land cover", "land use", "machine learning", "model",
            "network", "samples", "supervised", "train", "weights")
    GROUP = ("change", "Change detection")
