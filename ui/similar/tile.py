"""A tile that was found, or that has been given as an example."""
from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

#: What a user may think of a tile.
GOOD, BAD = "good", "bad"


@dataclass(frozen=True, eq=False)
class Tile:
    """One tile of an index.

    Attributes:
        key: its id in the index.
        rank: from 1; 0: not among the results, but marked in an earlier search.
        distance: bits; None where unknown. similarity: 0 to 1; None where unknown.
        source: path of its raster. window: (col, row, width, height) there, pixels.
        date: YYYY-MM-DD or empty.
        feature: with all fields of the layer it comes from.
    """

    key: int
    rank: int
    distance: int | None
    similarity: float | None
    source: str
    window: tuple[int, int, int, int]
    date: str
    feature: QgsFeature

    @property
    def file(self) -> str:
        """Name of its raster's file."""
        return os.path.basename(self.source)


def tiles_of(layer: QgsVectorLayer, keys: Iterable[int] | None = None, most: int = -1) -> list[Tile]:
    """Tiles of a layer of an index or of results, best first.

    Args:
        keys: ids of features; None: all.
        most: how many, the first of the layer, which are the best of results as the engine writes them; -1: all.
    """
    request = QgsFeatureRequest().setLimit(most) if keys is None else QgsFeatureRequest().setFilterFids(list(keys))
    return sorted(map(_tile, layer.getFeatures(request)), key=lambda tile: (tile.rank, tile.key))


def _tile(feature: QgsFeature) -> Tile:
    names = feature.fields().names()

    def known(name: str):
        value = feature[name] if name in names else None
        return None if isinstance(value, QVariant) and value.isNull() else value

    window = tuple(int(known(name) or 0) for name in ("col", "row", "width", "height"))
    distance, similarity = known("distance"), known("similarity")
    return Tile(int(known("tile")), int(known("rank") or 0), None if distance is None else int(distance),
                None if similarity is None else float(similarity), str(known("source") or ""), window, str(known("date") or ""), feature)
