"""What a matcher sees of two rasters: patches on a common working grid."""
from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

#: Vectorised map from working positions in the reference to nominal working positions of the target, both (N, 2).
Backward = Callable[[np.ndarray], np.ndarray]


class Pair(Protocol):
    """Two rasters on one working grid, whose pixel is that of the coarser raster.

    Working positions are corner-based pixels of that grid, in the reference. The *nominal* position of a target pixel is where its
    own georeferencing puts it on the working grid; a ``Backward`` map says which nominal position shows what a reference position
    shows. ``scale`` is working pixels per pixel of a patch.

    Attributes:
        region: (x0, y0, x1, y1) part of the working grid that is looked at.
        target_region: (x0, y0, x1, y1) nominal extent of the target.
        overview_scale: the scale at which the whole region is held in memory.
        has_prior: whether the nominal positions mean anything: False for a target without CRS.
        max_shift: largest misplacement looked for, in working pixels.
        seed: of everything random.
    """

    region: tuple[float, float, float, float]
    target_region: tuple[float, float, float, float]
    overview_scale: float
    has_prior: bool
    max_shift: float
    seed: int

    def reference(self, centres: np.ndarray, size: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
        """Patches (N, size, size) float32 of the reference around working positions (N, 2), and where they are valid."""

    def target(self, centres: np.ndarray, size: int, scale: float, backward: Backward) -> tuple[np.ndarray, np.ndarray]:
        """Patches of the target seen through a backward map around working positions of the reference."""

    def usable(self, centres: np.ndarray, backward: Backward) -> np.ndarray:
        """Whether both rasters carry data at working positions (N, 2) and no mask covers them: (N,) bool."""
