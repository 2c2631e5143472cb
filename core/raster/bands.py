"""The band, or mixture of bands, that matching looks at."""
from __future__ import annotations

import numpy as np

from .raster import Raster
from .stretch import sample_pixels, statistics

#: Luminance of red, green and blue (Rec. ITU-R BT.601-7, 2.5.1).
LUMINANCE = (0.299, 0.587, 0.114)
_COLOURS = ("red", "green", "blue")


def default_band(raster: Raster) -> tuple[int, ...]:
    """The band numbers to match with where the user gave none.

    A raster with red, green and blue gives these three, which `grey` mixes to luminance: less noise than any one of them. So does one
    of three or four byte bands without names, which are red, green, blue and near infrared nearly always. Otherwise
    the band with most information: that with the highest entropy of its stretched grey values on an overview, 64 levels, times the
    share of pixels that carry data. The earlier band wins a tie; a paletted raster gives its first.

    Returns:
        three band numbers (red, green, blue) or one.
    """
    if all(raster.colorinterp.count(name) == 1 for name in _COLOURS):
        return tuple(raster.colorinterp.index(name) + 1 for name in _COLOURS)
    candidates = raster.data_bands
    if len(candidates) in (3, 4) and {raster.dtypes[band - 1] for band in candidates} == {"uint8"}:
        return candidates[:3]
    if raster.is_paletted or len(candidates) == 1:
        return candidates[:1]
    array, valid = sample_pixels(raster, candidates, 512)
    if not valid.any():
        return candidates[:1]
    information = [_information(band, valid) for band in array]
    return (candidates[int(np.argmax(np.round(information, 3)))],)


def common_bands(one: Raster, other: Raster) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bands that two rasters have in common, in the order of the first: (numbers in one, numbers in the other).

    Those of the same name, else of the same colour, where more than one is; else by number, as many as both have. Alpha bands are left
    out.
    """
    bands = one.data_bands, other.data_bands
    if len(bands[0]) != len(bands[1]) or _names(one, bands[0]) != _names(other, bands[1]):
        for named in (_names, _coloured):
            first, second = ({name: band for name, band in zip(named(raster, own), own) if name}
                             for raster, own in zip((one, other), bands))
            shared = [name for name in first if name in second]
            if len(shared) > 1:
                return tuple(first[name] for name in shared), tuple(second[name] for name in shared)
    count = min(map(len, bands))
    return bands[0][:count], bands[1][:count]


def grey(array: np.ndarray) -> np.ndarray:
    """One float32 grey image (rows, cols) of (bands, rows, cols): luminance of three bands, else their mean."""
    if len(array) == 1:
        return array[0].astype(np.float32)
    weights = LUMINANCE if len(array) == 3 else (1.0 / len(array),) * len(array)
    mixed = array[0] * np.float32(weights[0])
    for band, weight in zip(array[1:], weights[1:]):
        mixed = mixed + band * np.float32(weight)
    return mixed.astype(np.float32)


def _information(band: np.ndarray, valid: np.ndarray) -> float:
    """Entropy in bits of a band's stretched grey values, times its share of data."""
    found = statistics(band, valid)
    if found.is_constant:
        return 0.0
    values = np.clip((band[valid].astype(np.float64) - found.low) / max(found.high - found.low, 1e-300), 0, 1)
    shares = np.bincount((values * 63).astype(int), minlength=64) / values.size
    shares = shares[shares > 0]
    return float(-(shares * np.log2(shares)).sum() * valid.mean())


def _names(raster: Raster, bands: tuple[int, ...]) -> list[str]:
    return [raster.descriptions[band - 1].strip().lower() for band in bands]


def _coloured(raster: Raster, bands: tuple[int, ...]) -> list[str]:
    return [name if name in _COLOURS else "" for name in (raster.colorinterp[band - 1] for band in bands)]
