"""The packed codes nearest to another one, exactly.

Codes are compared in pieces that stay in the processor's cache, with a popcount of each word, and only those no farther than the
count-th so far are looked at again. FAISS's IndexBinaryFlat does the same work; it is taken for many queries at once, where it is
installed, as it goes over the codes once for all of them. Both give the same rows.
"""
from __future__ import annotations

import importlib
import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .bits import words

_PIECE_BYTES = 2**17          # of codes compared at a time
_LEAST_PART = 2**19           # codes worth a thread of their own
_FAISS_QUERIES = 16           # so many at once, and FAISS's one pass is quicker than one for each
ENGINES = ("auto", "numpy", "faiss")


def has_faiss() -> bool:
    """Whether FAISS can be imported."""
    return importlib.util.find_spec("faiss") is not None


def nearest(codes: np.ndarray, code: np.ndarray, count: int, ties: bool = False, threads: int | None = None
            ) -> tuple[np.ndarray, np.ndarray]:
    """The rows whose codes differ least from a code.

    Args:
        codes: (N, bytes) uint8, packed.
        code: (bytes,) uint8.
        count: how many are wanted; all of them where there are fewer.
        ties: give also every row as far as the last one.
        threads: that share the work; None: as many as there are processors.

    Returns:
        rows: (M,) int64, by distance, then by row; distances: (M,) uint16 bits.
    """
    whole, wanted = words(codes), words(np.asarray(code, np.uint8)[None])[0]
    count = min(count, len(whole))
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint16)
    share = max(1, min(threads or os.cpu_count() or 1, len(whole) // _LEAST_PART))
    ends = np.linspace(0, len(whole), share + 1).astype(int)
    if share == 1:
        parts = [_part(whole, wanted, 0, len(whole), count, ties)]
    else:
        with ThreadPoolExecutor(share) as pool:
            parts = list(pool.map(lambda part: _part(whole, wanted, ends[part], ends[part + 1], count, ties), range(share)))
    return _best(*(np.concatenate(column) for column in zip(*parts)), count, ties)


def nearest_many(codes: np.ndarray, queries: np.ndarray, count: int, ties: bool = False, engine: str = "auto"
                 ) -> list[tuple[np.ndarray, np.ndarray]]:
    """`nearest` of each of several queries (Q, bytes).

    ``engine``: ``faiss`` needs it installed; ``auto`` takes it for many queries where it is.
    """
    if min(count, len(codes)) > 0 and (engine == "faiss" or engine == "auto" and len(queries) >= _FAISS_QUERIES and has_faiss()):
        return _faiss(codes, queries, min(count, len(codes)), ties)
    return [nearest(codes, query, count, ties) for query in queries]


def _faiss(codes: np.ndarray, queries: np.ndarray, count: int, ties: bool) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same by FAISS. Its heap leaves open which of several rows at the last distance it keeps: these are looked up."""
    faiss = importlib.import_module("faiss")
    codes = np.ascontiguousarray(codes)
    index = faiss.IndexBinaryFlat(8 * codes.shape[1])
    index.add(codes)
    # One more than is wanted tells whether there are others as far as the last one.
    far, rows = index.search(np.ascontiguousarray(queries), min(count + 1, len(codes)))
    found, whole = [], words(codes)
    for query, distances, near in zip(words(queries), far, rows):
        limit = int(distances[count - 1])
        if len(near) > count and distances[count] == limit:
            found.append(_best(*_within(whole, query, limit), count, ties))
        else:
            found.append(_best(near[:count].astype(np.int64), distances[:count].astype(np.uint16), count, ties))
    return found


def _part(whole: np.ndarray, wanted: np.ndarray, start: int, stop: int, count: int, ties: bool) -> tuple[np.ndarray, np.ndarray]:
    """The best of rows ``start`` to ``stop``, not in order."""
    piece = max(1, _PIECE_BYTES // (whole.shape[1] * whole.itemsize))
    compare = _Comparison(whole, wanted, piece)
    limit, held = 64 * whole.shape[1] + 1, 0
    rows, distances = [], []
    for first in range(start, stop, piece):
        found, far = compare(first, min(first + piece, stop), limit)
        if not len(found):
            continue
        rows.append(found)
        distances.append(far)
        held += len(found)
        if held >= count:
            best = _best(np.concatenate(rows), np.concatenate(distances), count, ties)
            rows, distances, held = [best[0]], [best[1]], len(best[0])
            # A later row as far as the last one is no better than it, as rows count where distances do not.
            limit = int(best[1][-1]) + 1 if ties else int(best[1][-1])
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.uint16)
    return np.concatenate(rows), np.concatenate(distances)


def _within(whole: np.ndarray, wanted: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """All rows at most ``limit`` bits away."""
    piece = max(1, _PIECE_BYTES // (whole.shape[1] * whole.itemsize))
    compare = _Comparison(whole, wanted, piece)
    found = [compare(first, min(first + piece, len(whole)), limit + 1) for first in range(0, len(whole), piece)]
    return tuple(np.concatenate(column) for column in zip(*found))


class _Comparison:
    """Compares pieces of codes with one, in buffers that are used again."""

    def __init__(self, whole: np.ndarray, wanted: np.ndarray, piece: int):
        self.whole, self.wanted = whole, wanted
        self._differing = np.empty((piece, whole.shape[1]), whole.dtype)
        self._counts = np.empty((piece, whole.shape[1]), np.uint8)
        self._near = np.empty(piece, bool)

    def __call__(self, first: int, last: int, limit: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows from ``first`` to ``last`` less than ``limit`` bits away, in order, and how far they are."""
        size = last - first
        np.bitwise_xor(self.whole[first:last], self.wanted, out=self._differing[:size])
        counts = np.bitwise_count(self._differing[:size], out=self._counts[:size])
        far = counts[:, 0] if counts.shape[1] == 1 else counts.sum(1, dtype=np.uint16)
        near = np.flatnonzero(np.less(far, min(limit, np.iinfo(far.dtype).max), out=self._near[:size]))
        return near + first, far[near].astype(np.uint16)


def _best(rows: np.ndarray, distances: np.ndarray, count: int, ties: bool) -> tuple[np.ndarray, np.ndarray]:
    """The first ``count`` by distance and row, and with ``ties`` those as far as the last of them."""
    if len(rows) > 4 * count:
        limit = np.partition(distances, count - 1)[count - 1]
        near = distances <= limit
        rows, distances = rows[near], distances[near]
    order = np.lexsort((rows, distances))
    rows, distances = rows[order], distances[order]
    if len(rows) > count:
        end = int(np.searchsorted(distances, distances[count - 1], side="right")) if ties else count
        rows, distances = rows[:end], distances[:end]
    return rows, distances
