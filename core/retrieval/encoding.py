"""Tiles of rasters become codes: read ahead in a thread, encoded in batches, kept as they come."""
from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import RasterError
from ..progress import Progress
from ..raster.colours import colouring
from ..raster.io import open_raster
from ..raster.window import Window
from .bits import binarised
from .plainness import detail
from .source import Source
from .tiles import cut
from .unfinished import Unfinished

#: Tiles that are encoded and kept together at least, of however many rasters they are.
BATCH = 64
_AHEAD = 3                    # groups that are read before they are needed


@dataclass(frozen=True)
class _Group:
    """Tiles that were read together: of which source, number of the first; or why the source cannot be read."""

    source: int
    first: int = 0
    windows: Sequence[Window] = ()
    tiles: np.ndarray | None = None
    shares: np.ndarray | None = None
    error: RasterError | None = None


def encode(sources: Sequence[Source], coder, unfinished: Unfinished, least_valid: float, progress: Progress) -> dict[int, RasterError]:
    """Encode what is missing of rasters.

    Args:
        sources: the rasters.
        coder: of `core.retrieval.coder`.
        unfinished: where codes are kept; what is there already is not encoded again.
        least_valid: share of a tile that has to carry data.
        progress: told for every batch, and while reading.

    Returns:
        Why rasters could not be read to the end, by their number.

    Raises:
        Cancelled: from ``progress``; what was encoded is kept.
    """
    starts = [unfinished.start(source.key) for source in sources]
    sizes = [int(np.prod(source.layout.shape)) for source in sources]
    total, done = max(sum(sizes), 1), sum(map(min, starts, sizes))
    failed: dict[int, RasterError] = {}
    pending: list[_Group] = []

    def alive() -> None:
        progress.step(done / total, f"Encoding tile {done} of {total}")

    def flush() -> None:
        if pending:
            unfinished.add(_encoded(pending, [source.key for source in sources], coder, least_valid, alive))
            pending.clear()

    with _Ahead(_groups(sources, starts, coder.side)) as groups:
        for group in groups.each(alive):
            if group.error is not None:
                failed[group.source] = group.error
                continue
            pending.append(group)
            done += len(group.windows)
            if sum(len(one.windows) for one in pending) >= BATCH:
                flush()
        flush()
    return failed


def _encoded(groups: Sequence[_Group], keys: Sequence[str], coder, least_valid: float, alive: Callable[[], None]) -> list[tuple]:
    """Rows for `Unfinished.add`."""
    kept = [group.shares >= least_valid for group in groups]
    tiles = np.concatenate([group.tiles[there] for group, there in zip(groups, kept)])
    alive()
    codes, details = binarised(coder.hashed(coder.features(tiles, alive))) if len(tiles) else None, detail(tiles)
    rows, first = [], 0
    for group, there in zip(groups, kept):
        windows = np.array([(w.col, w.row, w.width, w.height) for w, good in zip(group.windows, there) if good], np.int32).reshape(-1, 4)
        mine = codes[first : first + len(windows)] if codes is not None else np.empty((0, 1), np.uint8)
        seen = details[first : first + len(windows)]
        first += len(windows)
        rows.append((keys[group.source], group.first, group.first + len(group.windows), windows, mine, len(there) - len(windows), seen))
    return rows


def _groups(sources: Sequence[Source], starts: Sequence[int], side: int) -> Generator[_Group, None, None]:
    for number, (source, start) in enumerate(zip(sources, starts)):
        if start >= np.prod(source.layout.shape):
            continue
        try:
            with open_raster(source.path) as raster:
                shown = source.colouring(colouring(raster, source.bands, source.limits))
                for first, windows in source.layout.groups(start):
                    yield _Group(number, first, windows, *cut(raster, shown, windows, side))
        except RasterError as error:
            yield _Group(number, error=error)


class _Ahead:
    """Items of a generator that a thread makes before they are asked for; a context manager, which ends the thread."""

    def __init__(self, items: Generator):
        self._items, self._queue, self._stop = items, queue.Queue(_AHEAD), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        self._thread.join()

    def each(self, alive: Callable[[], None]) -> Iterator:
        """The items; ``alive`` is called while they are waited for. Raises what making them has raised."""
        while True:
            try:
                item, error = self._queue.get(timeout=0.3)
            except queue.Empty:
                alive()
                continue
            if error is not None:
                raise error
            if item is None:
                return
            yield item

    def _run(self) -> None:
        error = None
        try:
            with contextlib.closing(self._items) as items:
                for item in items:
                    if not self._put((item, None)):
                        return
        except BaseException as found:  # handed to the thread that waits
            error = found
        self._put((None, error))

    def _put(self, entry: tuple) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(entry, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False
