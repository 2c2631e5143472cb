"""Which pixels carry data."""
from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


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


def data_pixels(array: np.ndarray, nodata: Sequence[float | None]) -> np.ndarray:
    """Pixels that carry data in an array of bands.

    A pixel counts as data unless *all* bands have their nodata value there (a single band may reach it by chance, black in one
    colour channel for example) or any band is NaN.

    Args:
        array: (bands, rows, cols).
        nodata: one value or None per band.

    Returns:
        (rows, cols) bool.
    """
    empty = None
    for band, value in zip(array, nodata):
        value = native_nodata(value, array.dtype)
        here = None if value is None or value != value else band == value
        if here is None or (empty is not None and not empty.any()):
            empty = np.zeros(array.shape[1:], dtype=bool)
            break
        empty = here if empty is None else empty & here
    valid = np.ones(array.shape[1:], dtype=bool) if empty is None else ~empty
    if array.dtype.kind in "fc":
        for band in array:
            valid &= ~np.isnan(band)
    return valid
