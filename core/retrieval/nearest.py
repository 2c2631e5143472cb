"""The packed codes nearest to another one, exactly.

FAISS's search of binary codes is taken where it is installed. Without it, codes are compared in pieces that stay in the processor's cache,
with a popcount of each word, and only those no farther than the count-th so far are looked at again. Both give the same rows in the same
order; tests/benchmark/results/search_speed.md says how long they take.
"""
from __future__ import annotations

import importlib
import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ..errors import OptionError
from .bits import words

_PIECE_BYTES = 2**17          # of codes compared at a time
_LEAST_PART = 2**19           # codes worth a thread of their own
_AT_ONCE, _MORE = 8, 256      # queries that FAISS looks at together; rows beyond those wanted that it is asked for


def has_faiss() -> bool:
    """Whether FAISS can be imported."""
    return importlib.util.find_spec("faiss") is not None


def nearest(codes: np.ndarray, code: np.ndarray, count: int, ties: bool = False, threads: int | None = None, engine: str = "auto"
            ) -> tuple[np.ndarray, np.ndarray]:
    """The rows whose codes differ least from a code.

    Args:
        codes: (N, bytes) uint8, packed.
        code: (bytes,) uint8.
        count: how many are wanted; all of them where there are fewer.
        ties: give also every row as far as the last one.
        threads: that share the work; None: as many as there are processors.
        engine: ``numpy``, ``faiss``, or ``auto``: FAISS where it is installed.

    Returns:
        rows: (M,) int64, by distance, then by row; distances: (M,) uint16 bits.

    Raises:
        OptionError: FAISS is asked for and not installed.
    """
    look = _by_faiss if _takes_faiss(engine) else _by_popcount
    codes, code = np.ascontiguousarray(codes, np.uint8), np.ascontiguousarray(code, np.uint8)
    count = min(count, len(codes))
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint16)
    share = max(1, min(threads or os.cpu_count() or 1, len(codes) // _LEAST_PART))
    ends = np.linspace(0, len(codes), share + 1).astype(int)
    if share == 1:
        return _best(*look(codes, code, 0, len(codes), count, ties), count, ties)
    with ThreadPoolExecutor(share) as pool:
        parts = list(pool.map(lambda part: look(codes, code, ends[part], ends[part + 1], count, ties), range(share)))
    return _best(*(np.concatenate(column) for column in zip(*parts)), count, ties)


def nearest_many(codes: np.ndarray, queries: np.ndarray, count: int, ties: bool = False, engine: str = "auto"
                 ) -> list[tuple[np.ndarray, np.ndarray]]:
    """`nearest` of each of several queries (Q, bytes); FAISS goes over the codes once for many of them."""
    queries = np.ascontiguousarray(queries, np.uint8)
    if len(queries) < _AT_ONCE or not _takes_faiss(engine) or min(count, len(codes)) <= 0:
        return [nearest(codes, query, count, ties, engine=engine) for query in queries]
    codes, count = np.ascontiguousarray(codes, np.uint8), min(count, len(codes))
    want = min(count + _MORE, len(codes))
    found = importlib.import_module("faiss").knn_hamming(queries, codes, want)
    return [_best(*_complete(codes, query, 0, far, rows, count), count, ties) for query, far, rows in zip(queries, *found)]


def _takes_faiss(engine: str) -> bool:
    if engine == "faiss" and not has_faiss():
        raise OptionError("FAISS is not installed in the engine's Python.", "Install faiss-cpu there, or choose ENGINE = auto.")
    return engine == "faiss" or engine == "auto" and has_faiss()


def _by_faiss(codes: np.ndarray, code: np.ndarray, start: int, stop: int, count: int, _ties: bool) -> tuple[np.ndarray, np.ndarray]:
    """The best of rows ``start`` to ``stop`` and those as far as the last of them, not in order."""
    part = codes[start:stop]
    count = min(count, len(part))
    far, rows = importlib.import_module("faiss").knn_hamming(code[None], part, min(count + _MORE, len(part)))
    return _complete(part, code, start, far[0], rows[0], count)


def _complete(part: np.ndarray, code: np.ndarray, start: int, far: np.ndarray, rows: np.ndarray, count: int
              ) -> tuple[np.ndarray, np.ndarray]:
    """Rows that FAISS has found, and those it has left out, as of equal distances it keeps any.

    There are such only where the last distance of all that it was asked for, more than are wanted, is that of the last one wanted.
    """
    limit = int(far[count - 1])
    if len(far) < len(part) and far[-1] == limit:
        rows, far = _within(words(part), words(code[None])[0], limit)
    return rows.astype(np.int64) + start, far.astype(np.uint16)


def _by_popcount(codes: np.ndarray, code: np.ndarray, start: int, stop: int, count: int, ties: bool) -> tuple[np.ndarray, np.ndarray]:
    """The best of rows ``start`` to ``stop``, not in order."""
    return _part(words(codes), words(code[None])[0], start, stop, count, ties)


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
