"""One search and those that refine it: what was asked, what was found, what the user thinks of it."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsFeedback, QgsField, QgsProject, QgsVectorLayer, QgsWkbTypes

from ..processing import features
from .tile import BAD, GOOD, Tile, tiles_of

# What the engine needs to know of an example.
_FIELDS = ("tile", "source", "col", "row", "width", "height", "date", "code", "model")
#: Field of what the user thinks of a tile, in layers that are saved.
MARK = "mark"
#: So many results are looked at in the dock; all of more are a layer for the map.
MOST = 500


class Search:
    """What has been found, and marked.

    Args:
        given: parameters of the first search, without its examples and outputs.
        asked: tiles that the user has given as examples; none where an area was given.
    """

    def __init__(self, given: dict, asked: Iterable[Tile] = ()):
        self.given, self.asked = dict(given), tuple(asked)
        self.found: list[Tile] = []
        # How many there are, of which the best are shown, and how many were searched.
        self.count = self.searched = 0
        self.crs = QgsCoordinateReferenceSystem()
        self.marks: dict[int, str] = {}
        # Of all searches, so that what was marked is not lost when it is found no more.
        self._seen: dict[int, Tile] = {}

    def take(self, layer: QgsVectorLayer, searched: int) -> None:
        """Results of a search: a layer of the engine."""
        self.found, self.count, self.searched, self.crs = tiles_of(layer, most=MOST), layer.featureCount(), searched, layer.crs()
        self._seen.update((tile.key, tile) for tile in self.found)

    @property
    def examples(self) -> list[Tile]:
        """Tiles that were marked and are not among the results: the good ones, then the bad ones."""
        there = {tile.key for tile in self.found}
        kept = [self._seen[key] for key in self.marks if key not in there]
        return sorted(kept, key=lambda tile: self.marks[tile.key] != GOOD)

    def mark(self, keys: Iterable[int], mark: str) -> None:
        """Mark tiles, or take the mark back where all have it."""
        keys = list(keys)
        if all(self.marks.get(key) == mark for key in keys):
            for key in keys:
                del self.marks[key]
        else:
            self.marks.update(dict.fromkeys(keys, mark))

    def marked(self, mark: str) -> list[Tile]:
        """Tiles with a mark."""
        return [self._seen[key] for key, one in self.marks.items() if one == mark]

    def parameters(self, folder: Path) -> dict:
        """Of a search with everything that is marked by now; layers of examples are written into a folder."""
        more = {}
        for name, tiles in (("QUERY_TILES", [*self.asked, *self.marked(GOOD)]), ("NEGATIVE_TILES", self.marked(BAD))):
            if tiles:
                more[name] = str(write_examples(tiles, folder / f"{name.lower()}.gpkg", self.crs))
        return {**self.given, **more}


def write_examples(tiles: Iterable[Tile], path: Path, crs: QgsCoordinateReferenceSystem) -> Path:
    """Write tiles as a layer that the engine takes as examples; raises OutputError."""
    tiles = list({tile.key: tile for tile in tiles}.values())
    layer = layer_of(tiles, crs, [tiles[0].feature.fields().field(name) for name in _FIELDS])
    # GDAL would append to what is there.
    path.unlink(missing_ok=True)
    features.save(layer, str(path), True, QgsProject.instance().transformContext(), QgsFeedback())
    return path


def layer_of(tiles: Iterable[Tile], crs: QgsCoordinateReferenceSystem, fields: list[QgsField]) -> QgsVectorLayer:
    """A memory layer of tiles with some of their fields; those they lack are empty."""
    layer = QgsVectorLayer(QgsWkbTypes.displayString(QgsWkbTypes.Polygon), "tiles", "memory")
    layer.setCrs(crs)
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    rows = []
    for tile in tiles:
        row, names = QgsFeature(layer.fields()), tile.feature.fields().names()
        row.setGeometry(tile.feature.geometry())
        for field in fields:
            if field.name() in names:
                row[field.name()] = tile.feature[field.name()]
        rows.append(row)
    layer.dataProvider().addFeatures(rows)
    return layer
