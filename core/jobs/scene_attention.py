"""Where in their tiles a network has seen the classes it names, as a raster of the pixels of both images."""
from __future__ import annotations

import numpy as np

from ..progress import Progress
from ..raster.io import RasterWriter
from ..raster.window import Window
from ..scene_change.gradcam import gradcam
from ..scene_change.predictor import Predictor, batch_of
from ..scene_change.scan import Scan, filled
from .scene_pair import ScenePair

_BANDS = ("attention before", "attention after")


def write_attention(path: str, predictor: Predictor, pair: ScenePair, found: Scan, tags: dict, progress: Progress) -> None:
    """Write the maps of all tiles that were looked at; of tiles that overlap, the part that is their cell.

    Args:
        path: GeoTIFF to write, of two float bands, NaN where there is no tile.
        predictor: that has looked.
        pair: the rasters.
        found: in the tiles.
        tags: figures to store.
        progress: told for every few tiles.
    """
    grid, size, stride = pair.grid, found.size, found.stride
    inset, batch = int(found.inset), max(1, batch_of(predictor) // 4)
    with RasterWriter(path, grid, bands=2, dtype=np.float32, nodata=np.nan, descriptions=_BANDS, tags=tags) as writer:
        written = 0
        for row in range(len(found.before)):
            cols = np.flatnonzero(found.before[row])
            top, high = row * stride + inset, min(stride, grid.height - row * stride - inset)
            if not len(cols) or high <= 0:
                continue
            _write_gap(writer, written, top)
            strip = np.full((2, high, grid.width), np.nan, np.float32)

            def alive(row=row) -> None:
                progress.step(row / len(found.before), "Drawing where the network looks")

            before, after, valid = pair.look(row * stride, 0, size, grid.width, alive)
            for first in range(0, len(cols), batch):
                alive()
                chosen = cols[first : first + batch]
                parts = [np.s_[:, col * stride : col * stride + size] for col in chosen]
                tiles = (np.stack([filled(image[(slice(None), *part)].transpose(1, 2, 0), valid[part]) for part in parts])
                         for image in (before, after))
                labels = tuple(one[row, chosen].astype(np.int64) - 1 for one in (found.before, found.after))
                for band, maps in enumerate(gradcam(predictor, *tiles, labels)):
                    for col, one in zip(chosen, maps):
                        left = col * stride + inset
                        strip[band, :, left : left + stride] = one[inset : inset + high, inset : inset + stride]
            writer.write(strip, Window(0, top, grid.width, high))
            written = top + high
        _write_gap(writer, written, grid.height)


def _write_gap(writer: RasterWriter, first: int, last: int) -> None:
    """Rows without any tile, from the first up to the last."""
    for row in range(first, last, 256):
        high = min(256, last - row)
        writer.write(np.full((2, high, writer.grid.width), np.nan, np.float32), Window(0, row, writer.grid.width, high))
