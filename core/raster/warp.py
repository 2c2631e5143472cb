"""The final warp: a raster on another grid, block by block."""
from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Tags
from concurrent.futures import Future, ThreadPoolExecutor, wait

import cv2
import numpy as np

from ..errors import GridError
from ..progress import Progress, Silent
from .creation import BLOCK
from .grid import Grid
from .io import RasterWriter
from .kernels import check_method
from .lattice import COARSEST, Mapping, lattice
from .raster import Raster
from .resample import fill_of, sample
from .window import Window

_TILE_BYTES = 2**25
_TELL_EVERY = 0.5  # seconds


def warp_raster(source: Raster, output_path, output_grid: Grid, mapping: Mapping, resampling: str = "bilinear",
                progress: Progress | None = None, *, threads: int = 2, creation_options: str = "", tags: Tags[str, object] | None = None,
                nodata: float | None = None, overviews: bool = False, inputs: Iterable = ()) -> None:
    """Write a raster resampled to another grid, with everything else about it kept.

    Works tile by tile: the memory needed does not depend on the size of the raster. What the source does not cover gets its nodata
    value, or alpha 0; a raster that has neither gets NaN for floats and otherwise a mask inside the file (1 bit per pixel), because
    any value of an integer raster may be data.

    Args:
        source: the raster that moves.
        output_path: a GeoTIFF.
        output_grid: where its pixels lie.
        mapping: output pixel positions (N, 2) to source pixel positions; called from several threads.
        resampling: ``nearest``, ``bilinear``, ``cubic``, ``lanczos`` or ``average``; paletted rasters always use ``nearest``.
        progress: told about every tile.
        threads: tiles computed at the same time; they are written by the calling thread meanwhile.
        creation_options: ``NAME=VALUE|NAME=VALUE``.
        tags: stored as ``TIEPOINT_<NAME>``.
        nodata: nodata value of the output; None: that of the source.
        overviews: add overviews.
        inputs: files that the output must not be, besides the source.

    Raises:
        GridError: the source covers no pixel of the output.
        OutputError, RasterError, OptionError: see `RasterWriter` and `resample`; no file is left behind.
        Cancelled: from ``progress``; no file is left behind.
    """
    progress = progress or Silent()
    check_method(resampling)
    if source.is_paletted and resampling != "nearest":
        progress.log(f"{source.path} is paletted: nearest neighbour is used instead of {resampling}.")
    bands = source.bands(None)
    dtype = source.dtype(bands)
    has_nodata = nodata is not None or any(value is not None for value in source.nodata)
    mask = source.has_mask or not (has_nodata or source.has_alpha or dtype.kind == "f" or _covers(source.grid, output_grid, mapping))
    if not has_nodata and dtype.kind == "f" and not mask and not source.has_alpha:
        nodata = float("nan")
    with RasterWriter(output_path, output_grid, source, nodata=nodata, tags=tags, options=creation_options, overviews=overviews, mask=mask,
                      inputs=inputs) as writer:
        step = lattice_step(mapping, output_grid.window)
        tasks = list(_tasks(bands, dtype, output_grid.window))
        filled = fill_of(source, bands, writer.nodata)

        def compute(task):
            first, last, window = task
            return sample(source, bands[first:last], mapping, window, resampling, filled.part(first, last), step=step)

        seen = False
        with _one_thread_each(), contextlib.closing(_in_order(compute, tasks, threads, progress)) as results:
            for done, (task, (array, covered)) in enumerate(results, 1):
                first, last, window = task
                writer.write(array, window, covered if first == 0 else None, range(first + 1, last + 1))
                seen = seen or covered is None or bool(covered.any())
                progress.step(done / len(tasks), f"Warping: {done} of {len(tasks)} tiles")
        if not seen:
            raise GridError("The output would be empty: no pixel of it lies on the target.", "Check the extent and the tie points.")


def relocate_raster(source: Raster, output_path, grid: Grid, progress: Progress | None = None, *, creation_options: str = "",
                    tags: Tags[str, object] | None = None, overviews: bool = False, inputs: Iterable = ()) -> None:
    """Write the pixels of a raster untouched, at another place.

    Args:
        source: the raster that moves.
        output_path: a GeoTIFF.
        grid: the corrected geotransform and CRS, with the source's width and height.
        progress, creation_options, tags, overviews, inputs: see `warp_raster`.

    Raises:
        GridError: the grid has another size than the source.
        OutputError, RasterError: see `RasterWriter`.
        Cancelled: from ``progress``; no file is left behind.
    """
    progress = progress or Silent()
    if (grid.width, grid.height) != (source.grid.width, source.grid.height):
        raise GridError(f"The corrected grid has {grid.width} x {grid.height} pixels, "
                        f"the raster {source.grid.width} x {source.grid.height}.",
                        "Resample instead of keeping the pixels.")
    bands = source.bands(None)
    with RasterWriter(output_path, grid, source, tags=tags, options=creation_options, overviews=overviews, mask=source.has_mask,
                      inputs=inputs) as writer:
        tasks = list(_tasks(bands, source.dtype(bands), grid.window))
        for done, (first, last, window) in enumerate(tasks, 1):
            array, mask = source.read_masked(bands[first:last], window)
            writer.write(array, window, mask if first == 0 else None, range(first + 1, last + 1))
            progress.step(done / len(tasks), f"Copying: {done} of {len(tasks)} tiles")


def lattice_step(mapping: Mapping, window: Window) -> int:
    """The lattice step most tiles of a window will need: that of small windows spread over it.

    Where these would see as much as the tiles themselves, the tiles begin with the coarsest.
    """
    side, count = 2 * COARSEST, 4
    if window.width * window.height <= (count * side) ** 2:
        return COARSEST
    cols, rows = (np.linspace(0, max(length - side, 0), count).astype(int) for length in (window.width, window.height))
    steps = [lattice(mapping, Window(window.col + int(col), window.row + int(row), min(side, window.width), min(side, window.height))).step
             for col in cols for row in rows]
    return int(2 ** np.round(np.median(np.log2(steps))))


def _tasks(bands: tuple[int, ...], dtype: np.dtype, window: Window) -> Iterator[tuple[int, int, Window]]:
    """First and last + 1 of the bands, and the window: pieces of bounded size, aligned to the blocks of the output."""
    side = 2 * BLOCK if len(bands) * dtype.itemsize * (2 * BLOCK) ** 2 <= _TILE_BYTES else BLOCK
    group = max(4, _TILE_BYTES // (dtype.itemsize * side**2))
    for tile in window.tiles(side):
        for first in range(0, len(bands), group):
            yield first, min(first + group, len(bands)), tile


def _in_order(compute, tasks: list, threads: int, progress: Progress) -> Iterator:
    """(task, result) in the order of the tasks, computed ahead by a few threads; the progress can cancel while it waits."""
    waiting: deque[tuple[object, Future]] = deque()
    remaining = iter(tasks)
    done = 0
    with ThreadPoolExecutor(max(1, threads)) as pool:
        try:
            for task in remaining:
                waiting.append((task, pool.submit(compute, task)))
                if len(waiting) > threads:
                    break
            while waiting:
                task, future = waiting.popleft()
                while not wait([future], timeout=_TELL_EVERY).done:
                    progress.step(done / len(tasks), f"Warping: {done} of {len(tasks)} tiles")
                result = future.result()
                for following in remaining:
                    waiting.append((following, pool.submit(compute, following)))
                    break
                done += 1
                yield task, result
        finally:
            for _, future in waiting:
                future.cancel()


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """OpenCV working in the calling thread only: tiles are what is computed side by side."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def _covers(source: Grid, output: Grid, mapping: Mapping) -> bool:
    """Whether the source surely covers every output pixel."""
    x, y = np.linspace(0, output.width, 65), np.linspace(0, output.height, 65)
    xy = mapping(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
    return bool((np.isfinite(xy) & (xy >= 1.0) & (xy <= np.array([source.width, source.height]) - 1.0)).all())
