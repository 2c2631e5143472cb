"""Two pictures and cells that show the same."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sample:
    """Two pictures and cells that show the same.

    Attributes:
        reference, target: (3, size, size) float32, 0 to 255, red, green, blue.
        reference_cells, target_cells: (N, 2) int64 rows and columns of cells of TRAINING_STRIDE pixels that correspond.
        kinds: modality of each.
    """

    reference: np.ndarray
    target: np.ndarray
    reference_cells: np.ndarray
    target_cells: np.ndarray
    kinds: tuple[str, str] = ("photograph", "photograph")
