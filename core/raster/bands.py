"""The band, or mixture of bands, that matching looks at."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .raster import Raster
from .stretch import sample_pixels, statistics

#: Luminance of red, green and blue (Rec. ITU-R BT.601-7, 2.5.1).
LUMINANCE = (0.299, 0.587, 0.114)
_SAMPLE_PX = 512              # along the longer side, by which bands are compared
_COLOURS = ("red", "green", "blue")


def default_band(raster: Raster) -> tuple[int, ...]:
    """The band numbers to look at where the user gave none.

    A raster with red, green and blue gives these three, which `grey` mixes to luminance: less noise than any one of them. So does one
    of three or four byte bands without names, which are red, green, blue and near infrared nearly always. Otherwise
    the band with most information: that with the highest entropy of its stretched grey values on an overview, 64 levels, times the
    share of pixels that carry data. The earlier band wins a tie; a paletted raster gives its first.

    Returns:
        three band numbers (red, green, blue) or one.
    """
    found = choices(raster)
    return found.bands[int(np.argmax(found.information))]


@dataclass(frozen=True)
class Choices:
    """What a raster can be looked at in.

    Attributes:
        bands: N times band numbers, as of `default_band`.
        information: (N,) entropy in bits times the share of data; infinite where there is no choice.
        alike: (N, N) how far they show the same, 0 to 1: the absolute correlation.
    """

    bands: list[tuple[int, ...]]
    information: np.ndarray
    alike: np.ndarray


def choices(raster: Raster, band: int = 0) -> Choices:
    """What there is to choose from; ``band``, from 1: the user has chosen, 0 = not."""
    only = raster.bands(band) if band else _without_choice(raster)
    if only:
        return Choices([only], np.array([np.inf]), np.ones((1, 1)))
    numbers = raster.data_bands
    array, valid = sample_pixels(raster, numbers, _SAMPLE_PX)
    if not valid.any():
        return Choices([numbers[:1]], np.array([0.0]), np.ones((1, 1)))
    seen = array[:, valid].astype(np.float64)
    seen -= seen.mean(1, keepdims=True)
    length = np.linalg.norm(seen, axis=1, keepdims=True)
    seen /= np.where(length > 0, length, 1.0)
    return Choices([(number,) for number in numbers], np.round([_information(one, valid) for one in array], 3), np.abs(seen @ seen.T))


def _without_choice(raster: Raster) -> tuple[int, ...]:
    if all(raster.colorinterp.count(name) == 1 for name in _COLOURS):
        return tuple(raster.colorinterp.index(name) + 1 for name in _COLOURS)
    candidates = raster.data_bands
    if len(candidates) in (3, 4) and {raster.dtypes[band - 1] for band in candidates} == {"uint8"}:
        return candidates[:3]
    return candidates[:1] if raster.is_paletted or len(candidates) == 1 else ()


def listed(bands: tuple[int, ...]) -> str:
    """Band numbers as a person reads them."""
    return ", ".join(map(str, bands))


def common_bands(one: Raster, other: Raster) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bands that two rasters have in common, in the order of the first: (numbers in one, numbers in the other).

    Those of the same name, else of the same colour, where more than one is; else by number, as many as both have. Alpha bands are left
    out.
    """
    found = shared_bands(one, other)
    if found is not None:
        return found
    count = min(len(one.data_bands), len(other.data_bands))
    return one.data_bands[:count], other.data_bands[:count]


def shared_bands(one: Raster, other: Raster) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Bands of the same name or colour; None where none are known to be the same."""
    bands = one.data_bands, other.data_bands
    if len(bands[0]) == len(bands[1]) and _names(one, bands[0]) == _names(other, bands[1]):
        return bands
    for named in (_names, _coloured):
        first, second = ({name: band for name, band in zip(named(raster, own), own) if name}
                         for raster, own in zip((one, other), bands))
        shared = [name for name in first if name in second]
        if len(shared) > 1:
            return tuple(first[name] for name in shared), tuple(second[name] for name in shared)
    return None


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
