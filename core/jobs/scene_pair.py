"""Two open rasters as what a scene-change model looks at: red, green and blue of both dates in eight bits."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..errors import OptionError
from ..models.corrfusion.weights import SceneModel
from ..raster.colours import black_and_white
from ..raster.grid import Grid
from ..raster.metres import pixel_metres
from ..raster.raster import Raster
from ..raster.stretch import to_uint8
from ..raster.window import Window
from .change_pair import ChangePair
from .common_grid import CommonGrid

_AT_ONCE = 2048               # pixels along a row that are read between two looks at the progress
_LEAST_PX = 8


class ScenePair:
    """Two rasters on a common grid.

    Args:
        before, after: open rasters.
        bands: numbers of red, green and blue, or of one band, of either; see `core.raster.colours`.
        common: the grid on which they are compared.
        ignored: polygons in its CRS that are not to be looked at, or None.

    Attributes:
        grid: of the pixels; pair: of the rasters on it, see `ChangePair`.
        told: how values become eight bits, one sentence for each raster where they do.
    """

    def __init__(self, before: Raster, after: Raster, bands: tuple[tuple[int, ...], tuple[int, ...]], common: CommonGrid, ignored=None):
        self.grid, self.pair = common.grid, ChangePair(before, after, bands, common, ignored)
        self._ranges = tuple(black_and_white(raster, chosen) for raster, chosen in zip((before, after), bands))
        was, is_now = self._ranges
        self.told = [f"Values {was[0]:.6g} to {was[1]:.6g} of the raster before are shown as black to white."] if was else []
        self.told += [f"Values {is_now[0]:.6g} to {is_now[1]:.6g} of the raster after are shown as black to white."] if is_now else []

    def look(self, top: int, left: int, rows: int, cols: int, alive: Callable[[], None] = lambda: None):
        """See `core.scene_change.scan.Look`; ``alive`` is called between the parts that are read."""
        images, valid = [np.empty((3, rows, cols), np.uint8) for _ in range(2)], np.empty((rows, cols), bool)
        for first in range(0, cols, _AT_ONCE):
            alive()
            part = np.s_[:, first : min(first + _AT_ONCE, cols)]
            width = min(_AT_ONCE, cols - first)
            *arrays, seen = self.pair.read(Window(left + first, top, width, rows))
            valid[part] = seen
            for date, (image, array) in enumerate(zip(images, arrays)):
                image[(slice(None), *part)] = self.eight_bits(date, array, seen)
        return images[0], images[1], valid

    def eight_bits(self, date: int, array: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """(bands, rows, cols) uint8 of values of the raster before (0) or after (1); 0 where not valid."""
        found = self._ranges[date]
        return np.where(valid, array, 0).astype(np.uint8) if found is None else to_uint8(array, valid, *found)


def tile_size(given: int | None, model: SceneModel, grid: Grid) -> tuple[int, str]:
    """(side of a tile in pixels, where it comes from, one sentence).

    Raises:
        OptionError: the model does not say anything about it either.
    """
    if given:
        told = f"Tiles of {given} px, as asked."
        return given, told
    metres, side = pixel_metres(grid), model.network.settings["side"]
    if model.ground_m and metres:
        size = max(_LEAST_PX, round(model.ground_m / metres))
        told = f"Tiles of {size} px: the {model.ground_m:g} m that the model's own tiles show, in pixels of {metres:.4g} m."
        return size, told
    if not side:
        raise OptionError("The model sees tiles of any size, and says nothing of the ground they show.", "Give a TILE_SIZE.")
    told = f"Tiles of {side} px, as the model has seen: how much ground they showed, or how long a pixel is, is not known."
    return side, told
