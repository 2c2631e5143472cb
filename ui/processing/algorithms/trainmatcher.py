"""Train matcher."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class TrainMatcher(TiepointAlgorithm):
    """Adapts the network of a matching method to rasters of the user."""

    JOB = "trainmatcher"
    TAGS = ("deep learning", "fine-tune", "finetune", "machine learning", "model", "network", "self-supervised", "train", "weights")
    GROUP = ("models", "Models")
    CANCELLED = "Cancelled: no model was written. What has been learned is kept in the folder of the training; the same again goes on."
