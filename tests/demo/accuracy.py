"""The true error of a co-registration at check points, measured from outside: where did each of the target's own pixels go?"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio

# Added to the coordinates, so that no place has the value of an empty pixel.
OFFSET, NODATA = 1000.0, -9999.0


def coordinate_raster(target: Path, path: Path) -> Path:
    """Write a sister raster of the target whose two bands hold x and y of its own pixel centres, plus OFFSET."""
    with rasterio.open(target) as source:
        profile = {"driver": "GTiff", "width": source.width, "height": source.height, "count": 2, "dtype": "float32", "nodata": NODATA,
                   "crs": source.crs, "transform": source.transform}
        rows, cols = np.indices(source.shape, dtype=np.float32)
    with rasterio.open(path, "w", **profile) as sister:
        sister.write(np.stack([cols, rows]) + np.float32(0.5 + OFFSET))
    return path


def found_places(warped: Path, places: np.ndarray) -> np.ndarray:
    """(N, 2) target pixels that a warped coordinate raster shows at (N, 2) places in its CRS; NaN where it shows none."""
    with rasterio.open(warped) as source:
        values = source.read().astype(np.float64)
        values[:, source.dataset_mask() == 0] = np.nan
        inverse = ~source.transform
    cols, rows = (inverse * tuple(places.T))
    return np.column_stack([_bilinear(band - OFFSET, cols - 0.5, rows - 0.5) for band in values])


def summary(errors: np.ndarray) -> dict[str, float]:
    """RMSE, median, circular error of 90 % and largest length of (N, 2) errors."""
    lengths = np.hypot(*errors.T)
    return {"rmse": float(np.sqrt((lengths**2).mean())), "median": float(np.median(lengths)), "ce90": float(np.percentile(lengths, 90)),
            "largest": float(lengths.max())}


def _bilinear(band, cols, rows):
    inside = (cols >= 0) & (rows >= 0) & (cols <= band.shape[1] - 1) & (rows <= band.shape[0] - 1)
    col = np.clip(np.floor(cols).astype(int), 0, max(band.shape[1] - 2, 0))
    row = np.clip(np.floor(rows).astype(int), 0, max(band.shape[0] - 2, 0))
    u, v = cols - col, rows - row
    value = ((1 - u) * (1 - v) * band[row, col] + u * (1 - v) * band[row, col + 1]
             + (1 - u) * v * band[row + 1, col] + u * v * band[row + 1, col + 1])
    return np.where(inside, value, np.nan)
