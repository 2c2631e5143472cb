"""What networks see: two pictures, and below each other the maps of their levels."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import RasterError
from ..language import tr
from .figure import strip
from .frame import number
from .pictures import colour_ramp

#: Percent of the values of a map that lie below its darkest and below its brightest colour.
_PERCENT = (1.0, 99.0)
_UNKNOWN = 128


def feature_map_picture(image: np.ndarray, template: np.ndarray, image_maps: Sequence[np.ndarray], template_maps: Sequence[np.ndarray],
                        width: int = 1200) -> np.ndarray:
    """Two rows: the input with its maps from the finest level on, and the template with its own.

    Args:
        image, template: uint8 pictures, grey or RGB.
        image_maps, template_maps: (rows, cols) floats of each level; every map is stretched by itself, and its label tells from where to
            where. What is not finite is grey.
        width: of the whole in pixels.

    Returns:
        (rows, width, 3) uint8 RGB.

    Raises:
        RasterError: something is no picture or no map, or the two have different levels.
    """
    if len(image_maps) != len(template_maps):
        raise RasterError(f"There are maps of {len(image_maps)} levels of the input and of {len(template_maps)} of the template.",
                          "Give the maps of the same levels.")
    rows = []
    for name, picture, maps in ((tr("input"), image, image_maps), (tr("template"), template, template_maps)):
        levels = [_level(name, level, values) for level, values in enumerate(maps, 1)]
        rows.append(strip([(f"{name}, {picture.shape[1]} x {picture.shape[0]} px", picture), *levels], 1 + len(levels), width))
    return np.vstack(rows)


def coloured(values: np.ndarray) -> tuple[np.ndarray, float, float]:
    """(rows, cols, 3) uint8 RGB of a map, and the values of its darkest and brightest colour; NaN where nothing is finite."""
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2 or not values.size:
        raise RasterError(f"An array of the shape {values.shape} is no map.", "Give (rows, cols).")
    known = np.isfinite(values)
    low, high = np.percentile(values[known], _PERCENT) if known.any() else (np.nan, np.nan)
    share = np.clip((np.where(known, values, low) - low) / (high - low), 0.0, 1.0) if high > low else np.zeros(values.shape)
    return np.where(known[..., None], colour_ramp()[np.rint(share * 255).astype(np.uint8)], np.uint8(_UNKNOWN)), float(low), float(high)


def _level(name: str, level: int, values: np.ndarray) -> tuple[str, np.ndarray]:
    picture, low, high = coloured(values)
    return tr("{name}, level {level}: {low} to {high}", name=name, level=level, low=number(low), high=number(high)), picture
