"""What the bands of a raster show, from their names and colours and the name of the file."""
from __future__ import annotations

import re
from pathlib import Path

from ...raster.raster import Raster

# The first that a band's name has a word of; "near infrared" and "VV" say more than the colour a viewer shows a band in.
_WORDS = (("nir", {"nir", "infrared", "swir", "nir2", "rededge"}), ("sar", {"vv", "vh", "hh", "hv", "sar", "sigma0", "gamma0"}),
          ("thermal", {"thermal", "tir", "tirs", "lst"}), ("map", {"map"}),
          ("optical", {"red", "green", "blue", "pan", "panchromatic", "coastal", "gray", "grey", "rgb"}))
_COLOURS = ("red", "green", "blue")


def kinds(raster: Raster, bands: tuple[int, ...]) -> tuple[str, ...]:
    """Modality of each band: map, nir, sar, thermal or optical where that can be told, else its number among how many.

    Bands of one number of rasters with equally many bands are taken for the same, as those of several dates are.
    """
    if raster.is_paletted:
        return ("map",) * len(bands)
    # Three or four byte bands without names are red, green, blue and near infrared nearly always.
    types = {raster.dtypes[band - 1] for band in raster.data_bands}
    picture = len(raster.data_bands) in (3, 4) and types == {"uint8"} and not any(raster.descriptions)
    return tuple(_kind(raster, band, picture) for band in bands)


def _kind(raster: Raster, band: int, picture: bool) -> str:
    named = _named(raster.descriptions[band - 1])
    if not named and raster.colorinterp[band - 1] in _COLOURS:
        return "optical"
    if not named and picture:
        return "optical" if band in raster.data_bands[:3] else "nir"
    return named or _named(Path(raster.path).stem) or f"band {band} of {raster.count}"


def _named(text: str) -> str:
    words = set(re.split(r"[^a-z0-9]+", text.lower()))
    return next((kind for kind, known in _WORDS if words & known), "")
