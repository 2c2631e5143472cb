"""The mask of change and its polygons, strip by strip from the magnitudes in a file."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.affinity import translate

from ..change.regions import Regions, find_regions
from ..progress import Progress, Silent
from ..raster.creation import BLOCK
from ..raster.io import RasterWriter, outlines
from ..raster.raster import Raster
from ..raster.window import Window

UNCHANGED, CHANGED, NODATA = 0, 1, 255
_COLOURS = {UNCHANGED: (225, 225, 225, 255), CHANGED: (214, 39, 40, 255), NODATA: (0, 0, 0, 0)}
_BAND = "change (1 changed, 0 unchanged)"


class ChangeMask:
    """Pixels of magnitudes above a threshold, without areas that are too small.

    Args:
        magnitude: open raster of one float band, NaN where there is no data.
        threshold: pixels of larger magnitude have changed.
        least_pixels: connected pixels that are fewer count as unchanged.
        progress: of the one pass over the magnitudes that this takes.

    Attributes:
        grid: of the magnitudes; regions: the changed areas, in pixels.
        compared: number of pixels that carry data.
    """

    def __init__(self, magnitude: Raster, threshold: float, least_pixels: float, progress: Progress):
        self.grid, self._magnitude, self._threshold = magnitude.grid, magnitude, threshold
        self._strips = [Window(0, row, self.grid.width, min(BLOCK, self.grid.height - row)) for row in range(0, self.grid.height, BLOCK)]
        self.compared = 0
        self.regions: Regions = find_regions(self._counted(progress), least_pixels)

    @property
    def changed(self) -> int:
        """Number of changed pixels."""
        return int(self.regions.pixels.sum())

    def write(self, path: str, tags: dict, inputs: list, progress: Progress) -> None:
        """Write the mask: 1 changed, 0 unchanged, 255 no data; see `RasterWriter` for the arguments and errors."""
        with RasterWriter(path, self.grid, bands=1, dtype=np.uint8, nodata=NODATA, descriptions=(_BAND,), tags=tags, colours=_COLOURS,
                          inputs=inputs) as writer:
            for window, known, numbers in self._numbered(progress, "Writing the mask"):
                mask = np.where(known, np.where(numbers > 0, CHANGED, UNCHANGED), NODATA).astype(np.uint8)
                writer.write(mask[None], window)

    def polygons(self, progress: Progress) -> Iterator[tuple[int, shapely.MultiPolygon]]:
        """(number, outline in map coordinates) of every region, as soon as the strips that hold it have been read."""
        waiting: dict[int, list] = {}
        for strip, (window, _, numbers) in enumerate(self._numbered(progress, "Drawing the changed areas")):
            for number, outline in outlines(numbers):
                waiting.setdefault(number, []).append(translate(outline, 0, window.row))
            done = sorted(number for number in waiting if self.regions.last[number] == strip)
            for number in done:
                # The parts meet along whole pixels, where no rounding keeps them apart.
                whole = shapely.transform(shapely.union_all(waiting.pop(number)), self.grid.to_map)
                yield number, whole if whole.geom_type == "MultiPolygon" else shapely.MultiPolygon([whole])

    def small(self, rows: int, cols: int) -> np.ndarray:
        """(rows, cols) bool of the mask seen small: whether any pixel has changed, so that small areas are not lost."""
        shown = np.zeros((rows, cols), bool)
        for window, _, numbers in self._numbered(Silent(), ""):
            row, col = np.nonzero(numbers)
            shown[(row + window.row) * rows // self.grid.height, col * cols // self.grid.width] = True
        return shown

    def _read(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(magnitude, known, changed) of a strip."""
        array, known = self._magnitude.read(window=window)
        with np.errstate(invalid="ignore"):
            return array[0], known, known & (array[0] > self._threshold)

    def _counted(self, progress: Progress) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for number, window in enumerate(self._strips):
            progress.step(number / len(self._strips), "Joining changed pixels")
            magnitude, known, changed = self._read(window)
            self.compared += int(known.sum())
            yield changed, magnitude

    def _numbered(self, progress: Progress, message: str) -> Iterator[tuple[Window, np.ndarray, np.ndarray]]:
        for strip, window in enumerate(self._strips):
            progress.step(strip / len(self._strips), message)
            _, known, changed = self._read(window)
            yield window, known, self.regions.numbered(strip, changed)
