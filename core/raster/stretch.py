"""Grey values brought to a fixed range, by percentiles of a sample."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import RasterError
from .raster import Raster

SAMPLE_SIDE = 1024


@dataclass(frozen=True)
class Statistics:
    """Statistics of a sample of one band, over pixels with data.

    Attributes:
        low, high: percentiles between which the band is stretched; equal only where the band is constant.
        minimum, maximum, mean, std: of the sample.
        valid_share: share of pixels that carry data, 0 to 1.
    """

    low: float
    high: float
    minimum: float
    maximum: float
    mean: float
    std: float
    valid_share: float

    @property
    def is_constant(self) -> bool:
        """Whether all sampled pixels have the same value."""
        return self.minimum == self.maximum


def sample_pixels(raster: Raster, bands=None, longest_side: int = SAMPLE_SIDE) -> tuple[np.ndarray, np.ndarray]:
    """The whole raster read small: (bands, rows, cols) and (rows, cols) bool. Never more than ``longest_side`` pixels a side."""
    grid = raster.grid
    scaled = grid.scaled(max(1.0, max(grid.width, grid.height) / longest_side))
    return raster.read(bands, shape=(scaled.height, scaled.width))


def sample_statistics(raster: Raster, band: int, low: float = 2.0, high: float = 98.0, longest_side: int = SAMPLE_SIDE) -> Statistics:
    """Statistics of one band from an overview read.

    Args:
        raster: an open raster.
        band: number from 1.
        low, high: percentiles, 0 to 100.
        longest_side: size of the sample in pixels.

    Raises:
        RasterError: no pixel carries data, or no such band.
    """
    array, valid = sample_pixels(raster, band, longest_side)
    return statistics(array[0], valid, low, high, f"Band {band} of {raster.path}")


def statistics(band: np.ndarray, valid: np.ndarray, low: float = 2.0, high: float = 98.0, name: str = "The raster") -> Statistics:
    """Statistics of an array (rows, cols) where ``valid``. Raises RasterError where nothing is."""
    values = band[valid & np.isfinite(band)].astype(np.float64)
    if not values.size:
        raise RasterError(f"{name} holds no data: every pixel is nodata.", "Choose another band or raster, or check its nodata value.")
    bottom, top = np.percentile(values, [low, high])
    if bottom == top:
        # More than the percentiles' share has one value; a line on a blank sheet is still something to see.
        bottom, top = values.min(), values.max()
    return Statistics(float(bottom), float(top), float(values.min()), float(values.max()), float(values.mean()), float(values.std()),
                      values.size / band.size)


def to_float01(array: np.ndarray, valid: np.ndarray, low: float, high: float) -> np.ndarray:
    """float32 values cut to 0 ... 1 for ``low`` ... ``high``; 0 where not valid, and everywhere where both are equal."""
    if not high > low:
        return np.zeros(array.shape, np.float32)
    # Subtract in float64: large integers a step apart are one float32.
    scaled = ((array.astype(np.float64) - low) * (1.0 / (high - low))).astype(np.float32)
    np.clip(scaled, 0.0, 1.0, out=scaled)
    return np.where(valid, scaled, np.float32(0))


def to_uint8(array: np.ndarray, valid: np.ndarray, low: float, high: float) -> np.ndarray:
    """uint8 values 1 ... 255 for ``low`` ... ``high``; 0 where not valid."""
    stretched = np.rint(to_float01(array, valid, low, high) * np.float32(254)).astype(np.uint8) + np.uint8(1)
    return np.where(valid, stretched, np.uint8(0))
