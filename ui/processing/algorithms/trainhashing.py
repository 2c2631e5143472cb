"""Train hash model."""
from __future__ import annotations

from .training import TrainingAlgorithm


class TrainHashing(TrainingAlgorithm):
    """Trains codes for similar-tile search on tiles of classes, on polygons, or on rasters without any classes."""

    JOB = "trainhashing"
    TAGS = ("classes", "deep hashing", "deep learning", "image retrieval", "machine learning", "metric learning", "milan", "model",
            "network", "samples", "self-supervised", "similar", "similarity search", "supervised", "train", "weights")
    GROUP = ("retrieval", "Similar tiles")
    KEEPS_PATHS = True
