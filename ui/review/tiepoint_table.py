"""The table of tie points."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

import math

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate

from ..translation import tr
from .tiepoints import TiePoint

ENABLED, NUMBER, RESIDUAL, HELD_OUT, SHIFT, SCORE, METHOD = range(7)
#: Role of what a column is sorted by.
SORT = Qt.ItemDataRole.UserRole
_FAR = 1e9
_GREY = QColor(128, 128, 128)
# Flags are numbers in Qt 5 and have one in Qt 6; a model returns the number.
_RIGHT = sum(int(getattr(flag, "value", flag)) for flag in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter))


class Tick(QStyledItemDelegate):
    """Draws a tick as in a row that is not selected: some themes draw ticks and selections in one colour."""

    def paint(self, painter, option, index) -> None:
        # The table has drawn the row already.
        painter.fillRect(option.rect, option.palette.base())
        super().paint(painter, option, index)

    def initStyleOption(self, option, index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_Selected


class TiePointTable(QAbstractTableModel):
    """One row a tie point; residuals are those of the last fit, else those that the layer holds.

    Attributes:
        residuals: of the last fit, (residual, held out) by key.

    Signals:
        switched: key of a tie point and whether it is to be enabled.
    """

    switched = pyqtSignal(int, bool)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._rows: list[TiePoint] = []
        self.residuals: dict[int, tuple[float | None, float | None]] = {}
        self._titles = ("✓", tr("No."), tr("Residual"), tr("Held out"), tr("Shift"), tr("Score"), tr("Method"))
        self._tips = (tr("Whether the warp goes by it"), "", tr("How far the fit misses the point, pixels of the coarser raster"),
                      tr("How far a fit without the point misses it, pixels of the coarser raster"),
                      tr("Length of the shift in map units"), "", "")

    def set_rows(self, rows: list[TiePoint]) -> None:
        """Show tie points; the same ones with other values stay where they are."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            self._tell_changed()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_residuals(self, residuals: dict[int, tuple[float | None, float | None]]) -> None:
        """Show the residuals of a fit: (residual, held out) by key."""
        self.residuals = residuals
        self._tell_changed()

    def at(self, row: int) -> TiePoint:
        """The tie point of a row."""
        return self._rows[row]

    def row_of(self, key: int) -> int:
        """Row of a tie point, -1 where it is not there."""
        return next((row for row, point in enumerate(self._rows) if point.key == key), -1)

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[section] or None
        return None

    def flags(self, index):
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == ENABLED else flags

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        point, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == ENABLED:
            return Qt.CheckState.Checked if point.enabled else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._value(point, column), column)
        if role == SORT:
            value = self._value(point, column)
            if column == HELD_OUT and value is None:
                value = self._value(point, RESIDUAL)
            # Where the largest come first those that count come before those that do not, and what is not known comes last.
            last = -_FAR if column in (RESIDUAL, HELD_OUT) and not point.enabled else 0.0
            return last - 1.0 if value is None else last + value if isinstance(value, float) else value
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (NUMBER, RESIDUAL, HELD_OUT, SHIFT, SCORE):
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and not point.enabled:
            return QBrush(_GREY)
        return None

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != ENABLED:
            return False
        self.switched.emit(self._rows[index.row()].key, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _tell_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, METHOD))

    def _value(self, point: TiePoint, column: int):
        residual, held_out = self.residuals.get(point.key, point.stored)
        return (int(point.enabled), point.number, residual, held_out, point.shift and math.hypot(*point.shift), point.score,
                point.method)[column]

    def _text(self, value, column: int) -> str:
        if column == ENABLED or value is None:
            return ""
        return f"{value:.2f}" if isinstance(value, float) else str(value)


def sorted_table(table: TiePointTable, parent=None) -> QSortFilterProxyModel:
    """The table in an order of the user's, sorted when it is told to.

    To begin with the largest held-out residual comes first: a spline bends to a wrong point, and its plain residual is small.
    """
    ordered = QSortFilterProxyModel(parent)
    ordered.setSourceModel(table)
    ordered.setSortRole(SORT)
    ordered.setDynamicSortFilter(False)
    ordered.sort(HELD_OUT, Qt.SortOrder.DescendingOrder)
    return ordered
