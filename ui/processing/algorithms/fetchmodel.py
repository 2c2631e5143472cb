"""Fetch model."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class FetchModel(TiepointAlgorithm):
    """Fetches published weights."""

    JOB = "fetchmodel"
    TAGS = ("checkpoint", "deep learning", "download", "install", "mirror", "model", "network", "proxy", "resume", "weights")
    GROUP = ("models", "Models")
    CANCELLED = "Cancelled: no model was written. What has come is kept; the same again goes on from there."
