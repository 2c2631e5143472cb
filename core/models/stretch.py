"""Values of any range become 0 to 255, as networks for photographs expect them."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Values between these percentiles become 0 to 255.
_PERCENTILES = (2.0, 98.0)
# More values than this say nothing new, and sorting them takes eight bytes each twice over.
_MOST_VALUES = 1 << 24


@dataclass(frozen=True)
class Stretch:
    """``low`` becomes 0 and ``high`` 255; what lies outside is cut off. Where they are equal all becomes the middle."""

    low: float
    high: float

    @classmethod
    def of(cls, image: np.ndarray, valid: np.ndarray) -> Stretch:
        """Between percentiles of what is valid; of every few rows and columns of an image above 16 million pixels.

        Args:
            image: (..., rows, cols) of any range, finite where valid.
            valid: (rows, cols) bool.
        """
        step = int(np.ceil(np.sqrt(max(image.size / _MOST_VALUES, 1.0))))
        values = image[..., ::step, ::step][..., valid[::step, ::step]].astype(np.float64)
        low, high = np.percentile(values, _PERCENTILES) if values.size else (0.0, 0.0)
        if low == high and values.size:
            # A line on a blank sheet is still something to see.
            low, high = values.min(), values.max()
        return cls(float(low), float(high))

    def __call__(self, image: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """Float32 of the same shape, 0 to 255; what is not valid becomes 0."""
        if not self.high > self.low:
            return np.full(image.shape, 127.5, np.float32)
        # Subtract in float64: large integers a step apart are one float32.
        scaled = (np.where(valid, image, self.low).astype(np.float64) - self.low) * (255.0 / (self.high - self.low))
        return np.clip(scaled, 0.0, 255.0).astype(np.float32)


def stretched(image: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(rows, cols) float32, 0 to 255 between percentiles of what is valid; the middle where all of that is equal."""
    return Stretch.of(image, valid)(image, valid)
