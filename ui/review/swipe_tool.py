"""The map tool of a comparison: drag the divider, drag elsewhere to pan."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import Qt, pyqtSignal

# Pixels of the screen on each side of the divider that take hold of it.
_GRIP_PX = 14
_STEP = 0.02


class SwipeTool(QgsMapToolPan):
    """Moves the divider of a `Comparison`.

    Signals:
        left: Escape was pressed.
    """

    left = pyqtSignal()

    def __init__(self, canvas, comparison):
        super().__init__(canvas)
        self._comparison = comparison
        self._dragging = False

    def canvasPressEvent(self, event) -> None:
        self._dragging = event.button() == Qt.MouseButton.LeftButton and self._is_near(event)
        if not self._dragging:
            super().canvasPressEvent(event)

    def canvasMoveEvent(self, event) -> None:
        if self._dragging:
            self._comparison.set_divider(event.pos().x() / max(self.canvas().width(), 1))
            return
        if not event.buttons():
            self.setCursor(Qt.CursorShape.SplitHCursor if self._is_near(event) else Qt.CursorShape.OpenHandCursor)
        super().canvasMoveEvent(event)

    def canvasReleaseEvent(self, event) -> None:
        if self._dragging:
            self._dragging = False
        else:
            super().canvasReleaseEvent(event)

    def keyPressEvent(self, event) -> None:
        moved = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}.get(event.key())
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif moved:
            self._comparison.set_divider(self._comparison.divider + moved)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _is_near(self, event) -> bool:
        return abs(event.pos().x() - self._comparison.divider * self.canvas().width()) <= _GRIP_PX
