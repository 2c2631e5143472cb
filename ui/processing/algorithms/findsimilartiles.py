"""Find similar tiles."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class FindSimilarTiles(TiepointAlgorithm):
    """Finds tiles of an index that look like examples."""

    JOB = "findsimilartiles"
    TAGS = ("content-based image retrieval", "cbir", "deep hashing", "deep learning", "hamming", "like", "milan", "query", "retrieval",
            "search", "similar", "tiles")
    STYLES: ClassVar[dict[str, str]] = {"output": "similar", "heatmap": "magnitude"}
    GROUP = ("retrieval", "Similar tiles")
    KEEPS_PATHS = True
