"""Search of an index: the tiles that answer best to examples, under conditions."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch

import numpy as np

from .bits import binarised, hamming
from .diversity import apart, varied
from .index import Index
from .nearest import nearest_many
from .patches import ALIKE, firsts
from .places import Places, joined, of_tiles
from .plainness import is_even
from .ranking import Examples, scores

# Candidates for each result wanted, and at least; how many more where conditions leave too few; how many are looked at together.
_FOR_EACH, _LEAST, _MORE, _AT_ONCE = 10, 256, 8, 4096
# Tiles that are put on the Earth together.
_PLACED = 65_536
# For each result that is to be unlike the others.
_VARIED_OF = 10
# Digits of a score that count: sums of the same numbers differ in the last ones, by how many were added up at a time.
_DIGITS = 4


@dataclass(frozen=True, eq=False)
class Conditions:
    """What results have to be.

    Attributes:
        rows: (M,) of the index that are searched, in order; None: all.
        unwanted: rows that are no results, such as the examples themselves.
        around: places of the examples, for the next two.
        radius: metres around the middle of an example without results; same_place: whether ground of an example is left out.
        most_bits: largest distance; None: no limit.
        spread: metres that results are apart at least.
        diversity: 0 to 1, see `diversity.varied`.
        merged: of tiles that touch and whose codes are nearly the same only the best is a result, see `patches.firsts`; merged_even: so
            it is, and of tiles that touch and in which there is nothing to see, whatever their codes.
        engine: what compares codes, see `nearest.nearest_many`.
    """

    rows: np.ndarray | None = None
    unwanted: np.ndarray | None = None
    around: Places | None = None
    radius: float = 0.0
    same_place: bool = False
    most_bits: int | None = None
    spread: float = 0.0
    diversity: float = 0.0
    merged: bool = False
    merged_even: bool = False
    engine: str = "auto"


@dataclass(frozen=True, eq=False)
class Found:
    """Results, best first.

    Attributes:
        rows: (M,) of the index. distances: (M,) uint16, bits in which a code differs from that of the nearest positive example.
        scores: (M,) float32, see `ranking.scores`.
    """

    rows: np.ndarray
    distances: np.ndarray
    scores: np.ndarray


def search(index: Index, examples: Examples, count: int, conditions: Conditions, alive: Callable[[], None] = lambda: None) -> Found:
    """Find the tiles that answer best to examples.

    Those nearest to each positive example in bits, exactly and all that are as far as the last of them, are ordered by `ranking.scores`;
    ten of them for each result. Where conditions leave too few, more are taken, up to the whole index. Equal ones keep the index's order.

    Args:
        index: where.
        examples: what is searched for.
        count: how many results are wanted; there are fewer where no more fulfil the conditions.
        conditions: what results have to be.
        alive: called between parts of the work.
    """
    rows = conditions.rows
    codes = index.codes if rows is None else index.codes[rows]
    queries = binarised(examples.positive)
    merged = conditions.merged or conditions.merged_even
    # What joins two tiles into a patch can be farther than either; even tiles are joined whatever their codes.
    want = max(_LEAST, _FOR_EACH * count) * (_MORE if merged else 1)
    even = is_even(index.detail if rows is None else index.detail[rows]) if conditions.merged_even else np.zeros(0, bool)
    while True:
        alive()
        near = nearest_many(codes, queries, want, True, conditions.engine)
        alive()
        found = np.unique(np.concatenate([*(candidates for candidates, _ in near), np.flatnonzero(even)])).astype(np.int64)
        result = _ranked(index, found if rows is None else rows[found], queries, examples, count, conditions, alive)
        # The limit in bits may be why there are no more: farther ones do not help.
        farthest = min((int(far[-1]) for _, far in near if len(far)), default=0)
        exhausted = want >= len(codes) or conditions.most_bits is not None and farthest > conditions.most_bits
        if len(result.rows) >= count or exhausted:
            return result
        want *= _MORE


def selected(index: Index, first: str = "", last: str = "", names: str = "", extent: tuple[float, float, float, float] | None = None
             ) -> np.ndarray | None:
    """Rows of an index by date, name of the raster and place; None: all.

    Args:
        first, last: days, months or years; tiles without a date are left out where one is given.
        names: of files, with * and ?, separated by commas; empty: all.
        extent: (xmin, ymin, xmax, ymax) in the index's CRS, in which the middle of a tile has to lie.
    """
    if not (first or last or names or extent):
        return None
    patterns = [part.strip() for part in names.split(",") if part.strip()]
    good = np.array([_is_dated(source.date, first, last) and _is_named(source.path, patterns) for source in index.sources], bool)
    rows = np.flatnonzero(good[index.source]) if len(good) else np.empty(0, np.int64)
    if extent:
        x, y = index.footprints(rows).mean(1).T
        xmin, ymin, xmax, ymax = extent
        rows = rows[(x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax)]
    return rows


def _ranked(index: Index, rows: np.ndarray, queries: np.ndarray, examples: Examples, count: int, conditions: Conditions,
            alive: Callable[[], None]) -> Found:
    codes = index.codes[rows]
    distances = np.min([hamming(codes, query) for query in queries], axis=0) if len(queries) else np.zeros(len(rows), np.uint16)
    good = np.ones(len(rows), bool) if conditions.most_bits is None else distances <= conditions.most_bits
    if conditions.unwanted is not None:
        good &= ~np.isin(rows, conditions.unwanted)
    rows, codes, distances = rows[good], codes[good], distances[good]
    alive()
    found = scores(examples, codes)
    alive()
    order = np.lexsort((rows, distances, np.round(found, _DIGITS)))
    merged = conditions.merged or conditions.merged_even
    pool = len(order) if merged else count * _VARIED_OF if conditions.diversity else len(order) if conditions.spread else count
    order = order[_allowed(index, rows[order], pool, conditions, alive)]
    if merged:
        alive()
        even = is_even(index.detail[rows[order]]) if conditions.merged_even else None
        order = order[firsts(_places(index, rows[order], alive), codes[order], int(ALIKE * examples.bits), even, alive)]
    if conditions.spread:
        places = _places(index, rows[order], alive)
        order = order[apart(np.arange(len(order)), pool if conditions.diversity else count,
                            lambda one, many: places.distances(one, places[many]) < conditions.spread)]
    if conditions.diversity:
        order = order[varied(codes[order], found[order], count, conditions.diversity, examples.bits)]
    order = order[:count]
    return Found(rows[order], distances[order], found[order])


def _places(index: Index, rows: np.ndarray, alive: Callable[[], None]) -> Places:
    """Places of many tiles, some at a time."""
    parts = []
    for first in range(0, max(len(rows), 1), _PLACED):
        alive()
        parts.append(of_tiles(index, rows[first : first + _PLACED]))
    return joined(parts)


def _allowed(index: Index, rows: np.ndarray, count: int, conditions: Conditions, alive: Callable[[], None]) -> np.ndarray:
    """Positions of the first ``count`` of ordered rows that do not lie where no results are wanted."""
    if conditions.around is None or not (conditions.radius or conditions.same_place):
        return np.arange(len(rows))[:count]
    kept, held = [], 0
    for first in range(0, len(rows), _AT_ONCE):
        alive()
        places = of_tiles(index, rows[first : first + _AT_ONCE])
        good = np.ones(len(places), bool)
        for number in range(len(conditions.around)):
            if conditions.radius:
                good &= conditions.around.distances(number, places) > conditions.radius
            if conditions.same_place:
                good &= ~conditions.around.shared(number, places)
        kept.append(first + np.flatnonzero(good))
        held += len(kept[-1])
        if held >= count:
            break
    return np.concatenate(kept)[:count] if kept else np.empty(0, np.int64)


def _is_dated(date: str, first: str, last: str) -> bool:
    if not first and not last:
        return True
    return bool(date) and date >= first and (not last or date[: len(last)] <= last)


def _is_named(path: str, patterns: list[str]) -> bool:
    name = path.replace("\\", "/")
    return not patterns or any(fnmatch(name if "/" in pattern else name.rpartition("/")[2], pattern) for pattern in patterns)
