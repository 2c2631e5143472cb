"""Import model."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class ImportModel(TiepointAlgorithm):
    """Brings weights from a file or a folder into the folder of models."""

    JOB = "importmodel"
    TAGS = ("air-gapped", "checkpoint", "convert", "deep learning", "install", "model", "network", "offline", "weights")
    GROUP = ("models", "Models")
