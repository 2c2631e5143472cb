"""Which pixels carry data."""
from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

#: Nothing that is measured reaches it: what does is a fill value, declared or not (-3.4e38 of GIS packages, 9.97e36 of netCDF).
MOST = 1e30


def native_nodata(nodata: float | None, dtype) -> float | int | None:
    """The nodata value as the data type stores it; None where the type cannot hold it, so no pixel can have it."""
    if nodata is None:
        return None
    dtype = np.dtype(dtype)
    if dtype.kind in "iu":
        if not math.isfinite(nodata) or nodata != int(nodata):
            return None
        limits = np.iinfo(dtype)
        return int(nodata) if limits.min <= nodata <= limits.max else None
    with np.errstate(over="ignore"):
        return dtype.type(nodata).item()


def missing(band: np.ndarray, nodata: float | None) -> np.ndarray | None:
    """Pixels of one band (rows, cols) that are nodata, NaN, infinite or beyond `MOST`; None where the band can be none of these."""
    value = native_nodata(nodata, band.dtype)
    compared = value is not None and math.isfinite(value)
    if band.dtype.kind not in "fc":
        return band == value if compared else None
    return ~_measured(band) | (band == value) if compared else ~_measured(band)


def data_pixels(array: np.ndarray, nodata: Sequence[float | None]) -> np.ndarray:
    """Pixels that carry data in an array of bands.

    A pixel counts as data unless *all* bands have their nodata value there (a single band may reach it by chance, black in one
    colour channel for example) or any band is NaN, infinite or beyond `MOST`.

    Args:
        array: (bands, rows, cols).
        nodata: one value or None per band.

    Returns:
        (rows, cols) bool.
    """
    valid = np.ones(array.shape[1:], dtype=bool)
    values = [native_nodata(value, array.dtype) for value in nodata]
    if all(value is not None for value in values) and len(array):
        empty = array[0] == values[0]
        for band, value in zip(array[1:], values[1:]):
            if not empty.any():
                break
            empty &= band == value
        valid = ~empty
    if array.dtype.kind in "fc":
        for band in array:
            valid &= _measured(band)
    return valid


def _measured(band: np.ndarray) -> np.ndarray:
    """Pixels of a band of floats (rows, cols) that can have been measured; NaN compares as not below anything."""
    return np.abs(band) < (MOST if np.finfo(band.dtype).max > MOST else np.inf)
