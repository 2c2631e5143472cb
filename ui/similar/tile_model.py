"""Tiles as items of a list: examples that were marked before, then what was found, best first."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt

from ..translation import tr
from .search import Search
from .thumbnails import Thumbnails
from .tile import BAD, GOOD, Tile

#: Roles: the tile, its mark, its picture (None: still to come; empty: there is none).
TILE, MARK, PICTURE = (Qt.ItemDataRole.UserRole + number for number in range(1, 4))


class TileModel(QAbstractListModel):
    """Shows a `Search`.

    Args:
        thumbnails: where pictures come from.
    """

    def __init__(self, thumbnails: Thumbnails, parent=None):
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._search: Search | None = None
        self._tiles: list[Tile] = []
        thumbnails.drawn.connect(self._drawn)

    def show_search(self, search: Search | None) -> None:
        """Show what was found and marked."""
        self.beginResetModel()
        self._search = search
        self._tiles = [*search.examples, *search.found] if search is not None else []
        self.endResetModel()

    def marked(self) -> None:
        """Marks have changed."""
        if self._tiles:
            self.dataChanged.emit(self.index(0), self.index(len(self._tiles) - 1))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._tiles)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or self._search is None:
            return None
        tile = self._tiles[index.row()]
        mark = self._search.marks.get(tile.key, "")
        # Those that were marked before come first.
        is_example = index.row() < len(self._tiles) - len(self._search.found)
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(tile, mark, is_example)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _about(tile, mark, is_example)
        if role == PICTURE:
            return self._thumbnails.picture(tile)
        return {TILE: tile, MARK: mark}.get(role)

    def _drawn(self, key: int) -> None:
        for row, tile in enumerate(self._tiles):
            if tile.key == key:
                self.dataChanged.emit(self.index(row), self.index(row), [PICTURE])


def _title(tile: Tile, mark: str, is_example: bool) -> str:
    """Two short lines."""
    if is_example:
        # The mark may have been taken back.
        return f"{ {GOOD: tr('like this'), BAD: tr('not like this')}.get(mark, '') }\n{tile.date}"
    # What ranks them: a tile may differ in more bits than the one after it, if in those that the model is less sure of.
    alike = tr("distance {}").format(tile.distance) if tile.similarity is None else tr("{} % alike").format(_percent(tile.similarity))
    return f"{tile.rank}\n{alike}"


def _percent(similarity: float) -> str:
    """One decimal, so that neighbours in the order differ; counter-examples can take more than there is."""
    return f"{100 * max(similarity, 0.0):.1f}"


def _rank(tile: Tile) -> str:
    if tile.similarity is None:
        return tr("Rank {rank}: differs in {distance} bits").format(rank=tile.rank, distance=tile.distance)
    return tr("Rank {rank}: differs in {distance} bits, similarity {similarity}").format(
        rank=tile.rank, distance=tile.distance, similarity=f"{tile.similarity:.3f}")


def _about(tile: Tile, mark: str, is_example: bool) -> str:
    lines = [tile.file]
    if not is_example:
        lines.append(_rank(tile))
    if tile.date:
        lines.append(tile.date)
    lines.append(tr("Pixels {col}, {row}; {width} x {height}").format(
        **dict(zip(("col", "row", "width", "height"), tile.window))))
    if mark:
        lines.append(tr("Marked: like this") if mark == GOOD else tr("Marked: not like this"))
    return "\n".join(lines)
