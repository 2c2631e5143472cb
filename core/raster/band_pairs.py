"""Which bands of two rasters may be matched with each other."""
from __future__ import annotations

import numpy as np

from .bands import Choices, choices, shared_bands
from .raster import Raster

#: Bands of one raster and of another, as of `default_band`.
BandPair = tuple[tuple[int, ...], tuple[int, ...]]
_MOST = 12                    # that are worth a trial


def band_pairs(reference: Raster, target: Raster, given: tuple[int, int] = (0, 0)) -> list[BandPair]:
    """Bands of two rasters that may show the same.

    Single bands that both have under one name (or by number, where there are as many and no names) are compared with each other: a band
    looks alike on two dates. Else the bands of most information are, with each other and with all bands of the other raster. First
    comes the pair of most information in the poorer of the two, then always the one that differs most from all before, as far as there
    is anything to see in it; of long lists what adds least is left out.

    Args:
        given: band of the reference and of the target that the user named, from 1; 0 = none.
    """
    one, other = (choices(raster, band) for raster, band in zip((reference, target), given))
    first, second = _possible(reference, target, one, other)
    if len(first) == 1:
        return [(one.bands[first[0]], other.bands[second[0]])]
    least, most = np.sort([one.information[first], other.information[second]], axis=0)
    order = [int(np.lexsort((-np.arange(len(first)), most, least))[-1])]
    new = np.full(len(first), np.inf)
    while len(order) < min(_MOST, len(first)):
        new = np.minimum(new, 2.0 - one.alike[first, first[order[-1]]] - other.alike[second, second[order[-1]]])
        new[order] = -1.0
        order.append(int(np.argmax(np.where(new < 0, -1.0, new * least))))
    return [(one.bands[first[index]], other.bands[second[index]]) for index in order]


def _possible(reference: Raster, target: Raster, one: Choices, other: Choices) -> tuple[np.ndarray, np.ndarray]:
    """Indices (N,) into both choices."""
    if len(one.bands) > 1 and len(other.bands) > 1:
        shared = [(one.bands.index((first,)), other.bands.index((second,))) for first, second in
                  zip(*(shared_bands(reference, target) or ((), ()))) if (first,) in one.bands and (second,) in other.bands]
        if shared:
            return tuple(np.array(shared).T)
    first, second = (side.ravel() for side in np.indices((len(one.bands), len(other.bands))))
    kept = (first == np.argmax(one.information)) | (second == np.argmax(other.information))
    return first[kept], second[kept]
