"""Magnitudes of change in a file: written once, looked at as often as needed."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..change.block import Block
from ..change.method import Detector
from ..errors import RasterError
from ..progress import Progress
from ..raster.io import RasterWriter
from ..raster.raster import Raster
from ..raster.window import Window
from .change_pair import ChangePair


def write_magnitudes(path: str, source: ChangePair, detector: Detector, tags: dict, progress: Progress) -> None:
    """Write the magnitudes of a detector as float32, NaN where there is no data.

    Raises:
        RasterError: not one pixel carries data in both rasters.
        OutputError, Cancelled: nothing is left behind.
    """
    windows, seen = list(source.grid.window.tiles(source.side)), 0
    with RasterWriter(path, source.grid, bands=1, dtype=np.float32, nodata=float("nan"), descriptions=("magnitude of change",),
                      tags=tags) as writer:
        for number, (window, block) in enumerate(zip(windows, source.blocks(detector.margin))):
            progress.step(number / len(windows), f"Looking for change: {number} of {len(windows)} tiles")
            values = detector.magnitude(block)[block.inner]
            seen += int(np.isfinite(values).sum())
            writer.write(values[None].astype(np.float32), window)
        if not seen:
            raise RasterError("Nothing can be compared: where one raster carries data the other does not, or MASK covers it.",
                              "Check the nodata values and the areas to ignore.")


class Magnitudes:
    """A raster of magnitudes as source and detector in one: what looks at every block of a pair need not compute it again.

    Args:
        raster: open raster of magnitudes.
        detector: what has made them.
        side: of the blocks in pixels.
    """

    bands, margin = (1, 1), 0

    def __init__(self, raster: Raster, detector: Detector, side: int):
        self._raster, self._side = raster, side
        self.shape = raster.grid.window.shape
        self.told, self.threshold = detector.told, detector.threshold

    def blocks(self, margin: int = 0) -> Iterator[Block]:
        """See `core.change.source.Source`."""
        for window in self._raster.grid.window.tiles(self._side):
            yield self._block(window)

    def magnitude(self, block: Block) -> np.ndarray:
        """See `core.change.method.Detector`."""
        return np.where(block.valid, block.before[0], np.float32(np.nan))

    def sample(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """See `core.change.source.Source`."""
        step = max(1, int(np.ceil(np.sqrt(np.prod(self.shape) / most))))
        found = [block.before[0, ::step, ::step][block.valid[::step, ::step]] for block in self.blocks()]
        values = np.concatenate(found)[:most, None]
        return values, values

    def _block(self, window: Window) -> Block:
        array, valid = self._raster.read(window=window)
        return Block(array, array, valid, (slice(0, window.height), slice(0, window.width)))
