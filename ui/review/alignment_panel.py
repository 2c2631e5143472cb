"""The widgets of the review of an alignment and where they are."""
from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.options.option import described
from ...core.options.registration import WarpOptions
from ..translation import tr
from .arrows import ArrowSlider
from .compare_bar import CompareBar
from .fit_view import FitView
from .layer_box import LayerBox
from .note import Note
from .tiepoint_table import ENABLED, HELD_OUT, Tick, TiePointTable, sorted_table
from .tiepoints import is_tiepoint_layer


class AlignmentPanel(QWidget):
    """Boxes, table and buttons; `AlignmentDock` says what they do."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self.layer = LayerBox("tiepoints", "point", tr("Layer made by 'Find tie points' or 'Co-register raster'"), is_tiepoint_layer)
        self.reference = LayerBox("reference", "raster", tr("The raster that stays"))
        self.target = LayerBox("target", "raster", tr("The raster the tie points were measured in, as it was before any warp"))
        self.aligned = LayerBox("aligned", "raster", tr("The result, to compare with the reference; empty: the raster to align"))
        self.bar = CompareBar(canvas)
        self.arrows = ArrowSlider()
        self.transform = QComboBox()
        self.transform.setObjectName("transform")
        option = next(option for name, _, option in described(WarpOptions) if name == "transform")
        self.transform.addItems(option.choices)
        self.transform.setToolTip(option.help)
        self.fit = FitView()
        self.note = Note()
        self.table = TiePointTable(self)
        self.ordered = sorted_table(self.table, self)
        self.view = self._view()
        self.add = self._button("add", tr("Add point"), tr("Click a place on the reference, then the same on the raster to align"), True)
        self.switch = self._button("switch", tr("On/off"), tr("Switch the selected tie points on or off (E)"))
        self.delete = self._button("delete", tr("Delete"), tr("Delete the selected tie points"))
        self.undo = self._button("undo", tr("Undo"), tr("Take back the last edit"))
        self.redo = self._button("redo", tr("Redo"), tr("Do again what was taken back"))
        self.save = self._button("save", tr("Save"), tr("Save the edits and the residuals in the layer"))
        self.load = self._button("import", tr("Import …"), tr("Make a tie-point layer of a .points file of the Georeferencer"))
        self.export = self._button("export", tr("Export …"), tr("Write the tie points as a .points file for the Georeferencer"))
        self.warp = self._button("warp", tr("Warp …"), tr("Open 'Warp raster by tie points' with these tie points"))
        self._arrange(option.title)

    def sizeHint(self) -> QSize:
        """Wide enough for the table."""
        return QSize(420, 640)

    def _view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("table")
        view.setModel(self.ordered)
        view.setSortingEnabled(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setItemDelegateForColumn(ENABLED, Tick(view))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 6)
        view.horizontalHeader().setMinimumSectionSize(24)
        # Bold titles would widen the columns with every click.
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # Of what is seen: every row of every column would be measured again with each edit.
        view.horizontalHeader().setResizeContentsPrecision(0)
        view.horizontalHeader().setStretchLastSection(True)
        view.setTabKeyNavigation(False)
        view.setMinimumHeight(120)
        view.sortByColumn(HELD_OUT, Qt.SortOrder.DescendingOrder)
        return view

    @staticmethod
    def _button(name: str, text: str, tip: str, checkable: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setCheckable(checkable)
        button.setAutoDefault(False)
        return button

    def _arrange(self, transform_title: str) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Tie points"), self.layer)
        form.addRow(tr("Reference"), self.reference)
        form.addRow(tr("To align"), self.target)
        form.addRow(tr("Aligned"), self.aligned)
        form.addRow(tr("Compare"), self.bar)
        form.addRow(tr("Arrows"), self.arrows)
        form.addRow(tr(transform_title), self.transform)
        buttons = QGridLayout()
        rows = ((self.add, self.switch, self.delete), (self.undo, self.redo, self.save), (self.load, self.export, self.warp))
        for row, widgets in enumerate(rows):
            for column, widget in enumerate(widgets):
                buttons.addWidget(widget, row, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(form)
        layout.addWidget(self.fit)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
