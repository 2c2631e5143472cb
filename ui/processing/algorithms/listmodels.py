"""List models."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class ListModels(TiepointAlgorithm):
    """Lists the models there are, and which of them are here."""

    JOB = "listmodels"
    TAGS = ("checkpoint", "deep learning", "installed", "licence", "license", "model", "network", "offline", "weights")
    GROUP = ("models", "Models")
