"""What a person would be shown of a raster: red, green and blue in eight bits."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import OptionError
from .raster import Raster
from .stretch import sample_pixels, statistics, to_uint8

_COLOURS = ("red", "green", "blue")


def colours(raster: Raster, given: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Numbers of red, green and blue: those given, else by colour, by name, or the first three; one band alone is grey.

    Raises:
        OptionError: neither one nor three are given. RasterError: one does not exist.
    """
    if given:
        if len(given) not in (1, 3):
            raise OptionError(f"{len(given)} bands of {raster.path} were chosen.", "Choose red, green and blue, or a single band.")
        return raster.bands(given)
    for names in (raster.colorinterp, [text.strip().lower() for text in raster.descriptions]):
        if all(list(names).count(name) == 1 for name in _COLOURS):
            return tuple(list(names).index(name) + 1 for name in _COLOURS)
    bands = raster.data_bands
    return bands[:3] if len(bands) >= 3 else bands[:1]


def black_and_white(raster: Raster, bands: tuple[int, ...]) -> tuple[float, float] | None:
    """Values that become black and white, the same for all bands, so that colours stay; None where they are eight bits already.

    Raises:
        RasterError: no pixel carries data.
    """
    if raster.dtype(bands) == np.uint8:
        return None
    array, valid = sample_pixels(raster, bands)
    found = statistics(array.reshape(-1, array.shape[2]), np.tile(valid, (len(array), 1)), name=raster.path)
    return found.low, found.high


@dataclass(frozen=True)
class Colouring:
    """How values of a raster become red, green and blue.

    Attributes:
        bands: three numbers from 1, or one that is shown as grey, or by the colour table.
        limits: values that become black and white; None: they are bytes and stay as they are.
        table: (256, 3) uint8 colours of a paletted band; None: there is none.
    """

    bands: tuple[int, ...]
    limits: tuple[float, float] | None = None
    table: np.ndarray | None = None

    def __call__(self, array: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """(3, rows, cols) uint8 of values (bands, rows, cols); 0 where not valid (rows, cols)."""
        if self.table is not None:
            return np.where(valid, np.moveaxis(self.table[array[0]], -1, 0), np.uint8(0))
        shown = np.where(valid, array, 0).astype(np.uint8) if self.limits is None else to_uint8(array, valid, *self.limits)
        return np.broadcast_to(shown, (3, *valid.shape))


def colouring(raster: Raster, given: tuple[int, ...] = (), limits: tuple[float, float] | None = None) -> Colouring:
    """How a raster is shown; see `colours`, `black_and_white` and `Colouring`. ``limits``: known already."""
    bands = colours(raster, given)
    if raster.is_paletted and bands == (1,) and raster.dtypes[0] == "uint8":
        table = np.zeros((256, 3), np.uint8)
        for value, colour in raster.source.dataset.colormap(1).items():
            table[value] = colour[:3]
        return Colouring(bands, None, table)
    return Colouring(bands, limits or black_and_white(raster, bands))
