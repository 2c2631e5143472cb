"""How right a ranking is: average precision as published, in full, and expected over ties; precision and recall."""
from __future__ import annotations

import numpy as np
from scipy.special import gammaln


def average_precision(relevant: np.ndarray) -> np.ndarray:
    """Of rankings cut where the columns end: precisions at the ranks of relevant ones, over the number of relevant ones found.

    That is what the hashing papers print; it does not ask how many relevant ones were left out, so it flatters.

    Args:
        relevant: (queries, ranks) bool, best first.

    Returns:
        (queries,) 0 to 1; 0 where nothing relevant is found.
    """
    relevant = np.asarray(relevant, bool)
    ranks = np.arange(1, relevant.shape[1] + 1)
    found = np.cumsum(relevant, 1)
    return (relevant * found / ranks).sum(1) / np.maximum(relevant.sum(1), 1)


def full_average_precision(relevant: np.ndarray, total: np.ndarray) -> np.ndarray:
    """(queries,) of whole rankings, over all ``total`` (queries,) relevant ones there are; 0 where there are none."""
    relevant = np.asarray(relevant, bool)
    ranks = np.arange(1, relevant.shape[1] + 1)
    return (relevant * np.cumsum(relevant, 1) / ranks).sum(1) / np.maximum(total, 1)


def precision(relevant: np.ndarray, count: int) -> np.ndarray:
    """(queries,) share of the first ``count`` ranks that is relevant; ranks that do not exist count as wrong."""
    return np.asarray(relevant, bool)[:, :count].sum(1) / count


def recall(relevant: np.ndarray, total: np.ndarray, count: int) -> np.ndarray:
    """(queries,) share of all ``total`` (queries,) relevant ones among the first ``count`` ranks; 0 where there are none."""
    return np.asarray(relevant, bool)[:, :count].sum(1) / np.maximum(total, 1)


def precision_at_recalls(relevant: np.ndarray, total: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Mean interpolated precision of whole rankings at levels of recall: the best there is at that recall or beyond.

    Args:
        relevant: (queries, ranks) bool, of whole rankings; total: (queries,) relevant ones; queries without any are left out.
        levels: (L,) recalls, 0 to 1.

    Returns:
        (L,) means over queries; NaN without any query.
    """
    relevant, total = np.asarray(relevant, bool), np.asarray(total)
    curves = []
    for row, count in zip(relevant[total > 0], total[total > 0]):
        found = np.cumsum(row)
        best = np.maximum.accumulate((found / np.arange(1, len(row) + 1))[::-1])[::-1]
        at = np.searchsorted(found, np.ceil(levels * count - 1e-9))
        curves.append(np.append(best, 0.0)[np.minimum(at, len(row))])
    return np.mean(curves, 0) if curves else np.full(len(levels), np.nan)


def expected_average_precision(distances: np.ndarray, relevant: np.ndarray, count: int) -> float:
    """Mean of `average_precision` over all orders of what lies equally far; it does not depend on the order of the archive.

    A group of equal distances that the cut divides has h relevant ones before the cut with the hypergeometric distribution; given h, all
    orders are equally likely, so that position j of c holds one with probability h / c, after (j - 1) (h - 1) / (c - 1) others on average.

    Args:
        distances, relevant: (archive,) of one query; the query itself is left out.
        count: ranks.
    """
    return _expected(distances, relevant, min(count, len(distances)), None)


def expected_full_average_precision(distances: np.ndarray, relevant: np.ndarray) -> float:
    """The same of `full_average_precision`."""
    return _expected(distances, relevant, len(distances), int(np.sum(relevant)))


def _expected(distances: np.ndarray, relevant: np.ndarray, count: int, total: int | None) -> float:
    _, group = np.unique(distances, return_inverse=True)
    sizes = np.bincount(group)
    hits = np.bincount(group, weights=np.asarray(relevant, np.float64)).astype(np.int64)
    before, found, summed = 0, 0, 0.0
    for size, hit in zip(sizes, hits):
        inside = min(int(size), count - before)
        if inside == size:
            summed += _sum(int(size), int(hit), before, found)
        else:
            # Only here does the number of relevant ones found depend on the order.
            shares = _hypergeometric(int(size), int(hit), inside)
            return float(sum(share * (summed + _sum(inside, here, before, found)) / max(total or found + here, 1)
                             for here, share in enumerate(shares)))
        before, found = before + inside, found + int(hit)
        if before == count:
            break
    return float(summed / max(found if total is None else total, 1))


def _sum(places: int, hits: int, before: int, found: int) -> float:
    """Expected sum of precisions at relevant ranks of a group of equal distances of which ``hits`` are relevant."""
    if not hits:
        return 0.0
    others = np.arange(places) * ((hits - 1) / (places - 1) if places > 1 else 0.0)
    return float((hits / places * (found + 1 + others) / (before + 1 + np.arange(places))).sum())


def _hypergeometric(size: int, hits: int, drawn: int) -> np.ndarray:
    """(drawn + 1,) probability that so many of ``hits`` are among ``drawn`` of ``size``."""
    here = np.arange(drawn + 1)
    possible = (here <= hits) & (drawn - here <= size - hits)
    here = here[possible]
    found = np.zeros(drawn + 1)
    found[possible] = np.exp(_log_choose(hits, here) + _log_choose(size - hits, drawn - here) - _log_choose(size, drawn))
    return found


def _log_choose(count: int, drawn):
    return gammaln(count + 1) - gammaln(drawn + 1) - gammaln(count - drawn + 1)
