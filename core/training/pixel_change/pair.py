"""Two images of one place of which it is known where they differ."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: What is known of a pixel. UNKNOWN is between two real dates: most likely unchanged, but nobody has looked. IGNORED has changed so
#: little that nobody could tell.
UNCHANGED, CHANGED, UNKNOWN, IGNORED = 0, 1, 2, 255


@dataclass(frozen=True)
class Pair:
    """Two images of one place.

    Attributes:
        source: where they come from.
        before: (B1, rows, cols) float32; after: (B2, rows, cols) float32.
        truth: (rows, cols) uint8, see `UNCHANGED`.
        misregistration: pixels.
    """

    source: str
    before: np.ndarray
    after: np.ndarray
    truth: np.ndarray
    misregistration: float = 0.0
