"""The list of pictures: drawn, clicked, marked with keys."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from ..badge import BAD as RED
from ..badge import GOOD as GREEN
from ..translation import tr
from .tile import BAD, GOOD, Tile
from .tile_model import MARK, PICTURE, TILE

#: Side of a picture, in units that screens of high resolution scale.
SIDE = 92
_EDGE, _SIGN = 5, 20
_COLOURS = {GOOD: GREEN, BAD: RED}
# Of the sign in the corner: a tick and a cross, as lines in a square of one.
_SIGNS = {GOOD: ((0.22, 0.55), (0.42, 0.75), (0.8, 0.28)), BAD: ((0.27, 0.27), (0.73, 0.73), None, (0.73, 0.27), (0.27, 0.73))}
_KEYS = {Qt.Key.Key_G: GOOD, Qt.Key.Key_B: BAD}


class TileDelegate(QStyledItemDelegate):
    """A picture with its mark, and two short lines below."""

    def sizeHint(self, option, index: QModelIndex) -> QSize:
        return QSize(SIDE + 2 * _EDGE, SIDE + 2 * _EDGE + 2 * option.fontMetrics.height() + 2)

    def paint(self, painter: QPainter, option, index: QModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette = option.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        group = QPalette.ColorGroup.Active if option.state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
        if is_selected:
            painter.fillRect(option.rect, palette.color(group, QPalette.ColorRole.Highlight))
        frame = QRect(option.rect.left() + (option.rect.width() - SIDE) // 2, option.rect.top() + _EDGE, SIDE, SIDE)
        self._paint_picture(painter, frame, palette, index.data(PICTURE))
        mark = index.data(MARK)
        if mark:
            _paint_mark(painter, frame, mark)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        painter.setPen(palette.color(group, role))
        below = QRect(option.rect.left(), frame.bottom() + 3, option.rect.width(), 2 * option.fontMetrics.height())
        first, second = (text for text in f"{index.data()}\n".split("\n")[:2])
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        first = painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, first)
        font.setBold(False)
        painter.setFont(font)
        second = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, second)
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, frame: QRect, palette: QPalette, picture) -> None:
        if picture is None or picture.isNull():
            painter.fillRect(frame, palette.color(QPalette.ColorRole.Midlight))
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                             "\u2026" if picture is None else tr("no picture"))
            return
        size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(frame.topLeft(), size)
        place.moveCenter(frame.center())
        painter.drawImage(place, picture)


class TileView(QListView):
    """Pictures in rows, as many a row as there is room for.

    Signals:
        marked: the selected tiles are to have a mark: GOOD or BAD.
        looked_at: a tile is to be shown on the map. kept: its outline is to stay there.
    """

    marked = pyqtSignal(str)
    looked_at = pyqtSignal(object)
    kept = pyqtSignal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("tiles")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(SIDE + 60)
        self.setItemDelegate(TileDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(lambda index: self._look())
        self.doubleClicked.connect(lambda index: self.kept.emit(index.data(TILE)))

    def chosen(self) -> list[Tile]:
        """The selected tiles, in order."""
        return [index.data(TILE) for index in sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())]

    def choose(self, keys: set[int]) -> None:
        """Select the tiles with these keys."""
        model = self.model()
        for row in range(model.rowCount()):
            if model.index(row).data(TILE).key in keys:
                self.selectionModel().select(model.index(row), self.selectionModel().SelectionFlag.Select)

    def keyPressEvent(self, event) -> None:
        key = event.key()
        if key in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.marked.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look()
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self._look()

    def _look(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self.looked_at.emit(chosen[0])


def _paint_mark(painter: QPainter, frame: QRect, mark: str) -> None:
    colour = QColor(_COLOURS[mark])
    painter.setPen(QPen(colour, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame.adjusted(1, 1, -2, -2))
    corner = QRect(frame.right() - _SIGN + 1, frame.top(), _SIGN, _SIGN)
    painter.fillRect(corner, colour)
    painter.setPen(QPen(QColor("white"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for start, end in zip(_SIGNS[mark], _SIGNS[mark][1:]):
        if start is not None and end is not None:
            painter.drawLine(*(corner.topLeft().x() + round(start[0] * _SIGN), corner.topLeft().y() + round(start[1] * _SIGN),
                               corner.topLeft().x() + round(end[0] * _SIGN), corner.topLeft().y() + round(end[1] * _SIGN)))
