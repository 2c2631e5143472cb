"""What algorithms that train a model have in common."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class TrainingAlgorithm(TiepointAlgorithm):
    """Writes a model, or leaves what has been learned in a folder."""

    TAGS = ("deep learning", "fine-tune", "finetune", "machine learning", "model", "network", "self-supervised", "train", "weights")
    GROUP = ("models", "Models")
    CANCELLED = "Cancelled: no model was written. What has been learned is kept in the folder of the training; the same again goes on."
