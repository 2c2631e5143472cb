"""The widgets of the review of change and where they are."""
from __future__ import annotations

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..translation import tr
from .changes import ACCEPT, ORDERS, REJECT, TO_REVIEW, UNSURE, is_change_layer
from .compare_bar import CompareBar
from .layer_box import LayerBox
from .note import Note
from .summary import Summary

_MOST_AREA = 1e12


class ChangePanel(QWidget):
    """Boxes and buttons; `ChangeDock` says what they do."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self.layer = LayerBox("changes", "polygon", tr("Polygons made by 'Change map'"), is_change_layer)
        self.before = LayerBox("before", "raster", tr("The earlier raster"))
        self.after = LayerBox("after", "raster", tr("The later raster"))
        self.bar = CompareBar(canvas)
        self.order = QComboBox()
        self.order.setObjectName("order")
        titles = {"area": tr("Largest first"), "magnitude": tr("Strongest first"), "confidence": tr("Surest first"),
                  "id": tr("By number")}
        for order in ORDERS:
            self.order.addItem(titles[order], order)
        self.unreviewed = QCheckBox(tr("To review only"))
        self.unreviewed.setObjectName("unreviewed")
        self.min_area = self._number("minArea", tr("Smaller areas are passed over; square map units"), _MOST_AREA, 0)
        self.min_confidence = self._number("minConfidence", tr("Less sure areas are passed over; 0 to 1"), 1.0, 2)
        self.onward = QCheckBox(tr("Next after a decision"))
        self.onward.setObjectName("onward")
        self.onward.setChecked(True)
        self.position = QLabel()
        self.position.setObjectName("position")
        self.position.setWordWrap(True)
        self.about = QLabel()
        self.about.setObjectName("about")
        self.about.setWordWrap(True)
        self.previous = self._button("previous", tr("◀ Previous (P)"))
        self.next = self._button("next", tr("Next (N) ▶"))
        self.decisions = {
            ACCEPT: self._button("accept", tr("Accept (A)"), tr("It has changed")),
            REJECT: self._button("reject", tr("Reject (R)"), tr("It has not changed, or the change does not matter")),
            UNSURE: self._button("unsure", tr("Unsure (U)"), tr("To be looked at again")),
            TO_REVIEW: self._button("clear", tr("Clear (C)"), tr("As if it had not been looked at")),
        }
        self.summary = Summary()
        self.note = Note()
        self.undo = self._button("undo", tr("Undo"), tr("Take back the last decision"))
        self.redo = self._button("redo", tr("Redo"), tr("Do again what was taken back"))
        self.save = self._button("save", tr("Save"), tr("Save the decisions in the layer"))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Wide enough for the buttons."""
        return QSize(380, 600)

    @staticmethod
    def _number(name: str, tip: str, most: float, decimals: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setObjectName(name)
        box.setToolTip(tip)
        box.setRange(0.0, most)
        box.setDecimals(decimals)
        box.setSingleStep(10.0 ** -decimals * (5 if decimals else 100))
        box.setKeyboardTracking(False)
        return box

    @staticmethod
    def _button(name: str, text: str, tip: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Changes"), self.layer)
        form.addRow(tr("Before"), self.before)
        form.addRow(tr("After"), self.after)
        form.addRow(tr("Compare"), self.bar)
        which = QGroupBox(tr("Which areas"))
        inside = _narrow(QGridLayout(which))
        inside.addWidget(self.order, 0, 0, 1, 2)
        inside.addWidget(self.unreviewed, 0, 2, 1, 2)
        for column, (label, box) in enumerate(((tr("Area ≥"), self.min_area), (tr("Confidence ≥"), self.min_confidence))):
            inside.addWidget(QLabel(label), 1, 2 * column)
            inside.addWidget(box, 1, 2 * column + 1)
        inside.setColumnStretch(1, 1)
        this = QGroupBox(tr("This area"))
        buttons = _narrow(QGridLayout(this))
        buttons.addWidget(self.position, 0, 0)
        buttons.addWidget(self.onward, 0, 1)
        buttons.addWidget(self.about, 1, 0, 1, 2)
        buttons.addWidget(self.previous, 2, 0)
        buttons.addWidget(self.next, 2, 1)
        for index, button in enumerate(self.decisions.values()):
            buttons.addWidget(button, 3 + index // 2, index % 2)
        last = QHBoxLayout()
        for button in (self.undo, self.redo, self.save):
            last.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(form)
        layout.addWidget(which)
        layout.addWidget(this)
        layout.addWidget(self.note)
        layout.addWidget(self.summary)
        layout.addStretch()
        layout.addLayout(last)


def _narrow(layout: QGridLayout) -> QGridLayout:
    """All of it is to be seen on a small screen."""
    layout.setContentsMargins(6, 4, 6, 6)
    layout.setVerticalSpacing(3)
    return layout
