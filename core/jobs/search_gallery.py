"""Galleries of an evaluation: some queries, each with what was found."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..language import tr
from ..reporting.query_gallery import gallery


def galleries(nearest: np.ndarray, queries: Sequence, archive: Sequence, labels: tuple[np.ndarray, np.ndarray], classes: Sequence[str],
              count: int) -> list[np.ndarray]:
    """Pictures of queries that are spread over all of them.

    Args:
        nearest: (Q, ranks) numbers in the archive, nearest first.
        queries, archive: tiles, each (3, side, side) uint8. labels: of both. classes: their names; none: labels are numbers of places.
        count: of galleries, at most.
    """
    chosen = np.unique(np.linspace(0, len(nearest) - 1, min(count, len(nearest))).astype(int)) if count else ()

    def name(label: int) -> str:
        return classes[label] if classes else tr("place {number}", number=label)

    asked, kept = labels
    return [gallery((_shown(queries[int(query)]), name(int(asked[query]))),
                    [(_shown(archive[int(one)]), name(int(kept[one])), bool(kept[one] == asked[query])) for one in nearest[query]])
            for query in chosen]


def _shown(tile: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(tile, 0, -1))
