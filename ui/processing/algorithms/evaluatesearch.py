"""Evaluate similar-tile search."""
from __future__ import annotations

from ..algorithm import TiepointAlgorithm


class EvaluateSearch(TiepointAlgorithm):
    """Tells how right a search by codes is, on tiles whose classes are known."""

    JOB = "evaluatesearch"
    TAGS = ("accuracy", "average precision", "benchmark", "classes", "gallery", "hashing", "image retrieval", "map", "precision", "recall",
            "similar", "similarity search", "test", "validation")
    GROUP = ("retrieval", "Similar tiles")
    KEEPS_PATHS = True
