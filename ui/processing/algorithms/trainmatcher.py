"""Train matcher."""
from __future__ import annotations

from .training import TrainingAlgorithm


class TrainMatcher(TrainingAlgorithm):
    """Adapts the network of a matching method to rasters of the user."""

    JOB = "trainmatcher"
