"""How many areas have which status, and how large they are."""
from __future__ import annotations

from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from ..translation import tr
from .changes import ACCEPT, REJECT, STATUSES, TO_REVIEW, UNSURE, Change, summary


def title(status: str) -> str:
    """The word for a status."""
    return {TO_REVIEW: tr("to review"), ACCEPT: tr("accepted"), REJECT: tr("rejected"), UNSURE: tr("unsure")}[status]


class Summary(QTableWidget):
    """One row a status, and one of all."""

    def __init__(self, parent=None):
        super().__init__(len(STATUSES) + 1, 2, parent)
        self.setObjectName("summary")
        self.setHorizontalHeaderLabels([tr("Number"), tr("Area")])
        self.horizontalHeaderItem(1).setToolTip(tr("Square map units"))
        self.setVerticalHeaderLabels([*map(title, STATUSES), tr("all")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + 5 * self.verticalHeader().defaultSectionSize() + 4)
        self.show_changes([])

    def show_changes(self, changes: list[Change]) -> None:
        """Count them."""
        rows = list(summary(changes).values())
        rows.append((len(changes), sum(area for _, area in rows)))
        for row, (count, area) in enumerate(rows):
            for column, text in enumerate((QLocale().toString(count), QLocale().toString(float(area), "f", 0))):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
