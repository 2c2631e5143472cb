"""Build tile index."""
from __future__ import annotations

from typing import ClassVar

from ..algorithm import TiepointAlgorithm


class BuildTileIndex(TiepointAlgorithm):
    """Turns the tiles of rasters into an index that can be searched."""

    JOB = "buildtileindex"
    TAGS = ("archive", "content-based image retrieval", "cbir", "deep hashing", "deep learning", "embedding", "index", "milan", "search",
            "similar", "tiles")
    STYLES: ClassVar[dict[str, str]] = {"output": "tileindex"}
    GROUP = ("retrieval", "Similar tiles")
    KEEPS_PATHS = True
    CANCELLED = "Cancelled: no index was written. What has been encoded is kept beside it; the same again goes on."
