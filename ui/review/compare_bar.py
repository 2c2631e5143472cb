"""The buttons of a comparison: swipe, blink, the other one."""
from __future__ import annotations

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QHBoxLayout, QToolButton, QWidget

from ..translation import tr
from .comparison import Comparison
from .swipe_tool import SwipeTool

_INTERVAL_S = 0.6


class CompareBar(QWidget):
    """Swipe and blink between two layers on a canvas.

    Signals:
        starting: the map is about to be covered.
        refused: what to tell the user when there is nothing to compare.
    """

    starting = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._pair: tuple = (None, None)
        self._above: list = []
        self._before = None
        self.comparison = Comparison(canvas, self)
        self.tool = SwipeTool(canvas, self.comparison)
        self.tool.left.connect(self.stop)
        self.tool.deactivated.connect(self._tool_left)
        self.swipe = self._button("swipe", tr("Swipe"), tr(
            "Show the first raster left of a line and the second right of it. Drag the line, or move it with the arrow keys; drag "
            "elsewhere to pan. Escape ends it."))
        self.blink = self._button("blink", tr("Blink"), tr("Show the two rasters in turn."))
        self.other = self._button("other", tr("Other (B)"), tr("Show the other one of the two rasters. Escape uncovers the map."), False)
        self.interval = QDoubleSpinBox()
        self.interval.setRange(0.1, 5.0)
        self.interval.setSingleStep(0.1)
        self.interval.setDecimals(1)
        self.interval.setValue(_INTERVAL_S)
        self.interval.setSuffix(" s")
        self.interval.setToolTip(tr("How long each raster is shown while they blink."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.swipe, self.blink, self.interval, self.other):
            layout.addWidget(widget)
        layout.addStretch()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self.swipe.toggled.connect(self._swipe)
        self.blink.toggled.connect(self._blink)
        self.other.clicked.connect(self.show_other)
        self.interval.valueChanged.connect(lambda seconds: self._timer.setInterval(int(1000 * seconds)))

    def set_layers(self, first, second, above=()) -> None:
        """What is compared from now on; None for a layer that is not chosen."""
        if (self._pair, self._above) == ((first, second), list(above)):
            return
        self._pair, self._above = (first, second), list(above)
        if None in self._pair:
            self.stop()
        elif self.comparison.is_shown:
            self.comparison.show(first, second, self._above)

    def show_other(self) -> None:
        """Show the other one of the two layers alone; the first one to begin with."""
        shown_first = self.comparison.is_shown and self.comparison.divider >= 1.0
        self._end_modes()
        if self._cover():
            self.comparison.set_divider(0.0 if shown_first else 1.0)

    def stop(self) -> None:
        """Uncover the map and give the canvas the tool it had before."""
        self._end_modes()
        self.comparison.hide()

    def remove(self) -> None:
        """Leave the canvas for good."""
        self.stop()
        self.tool.deactivated.disconnect(self._tool_left)
        self.tool.deleteLater()
        self.comparison.remove()

    def _button(self, name: str, text: str, tip: str, checkable: bool = True) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(checkable)
        return button

    def _cover(self) -> bool:
        if None in self._pair:
            self.refused.emit(tr("Choose two rasters to compare."))
            return False
        self.starting.emit()
        self.comparison.show(*self._pair, self._above)
        return True

    def _swipe(self, on: bool) -> None:
        if not on:
            self._leave_tool()
            if not self.blink.isChecked():
                self.comparison.hide()
        elif self._cover():
            self.blink.setChecked(False)
            self.comparison.set_divider(0.5)
            self._before = self._canvas.mapTool()
            self._canvas.setMapTool(self.tool)
        else:
            self.swipe.setChecked(False)

    def _blink(self, on: bool) -> None:
        if not on:
            self._timer.stop()
            if not self.swipe.isChecked():
                self.comparison.hide()
        elif self._cover():
            self.swipe.setChecked(False)
            self.comparison.set_divider(1.0)
            self._timer.start(int(1000 * self.interval.value()))
        else:
            self.blink.setChecked(False)

    def _turn(self) -> None:
        self.comparison.set_divider(0.0 if self.comparison.divider > 0.5 else 1.0)

    def _end_modes(self) -> None:
        self.swipe.setChecked(False)
        self.blink.setChecked(False)

    def _leave_tool(self) -> None:
        before, self._before = self._before, None
        if self._canvas.mapTool() is self.tool:
            self._canvas.unsetMapTool(self.tool)
            if before is not None:
                self._canvas.setMapTool(before)

    def _tool_left(self) -> None:
        # Another tool was chosen: that one is to have the map.
        self._before = None
        self.swipe.setChecked(False)
