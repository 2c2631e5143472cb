"""The map tool that places a tie point."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal


class PlaceTool(QgsMapTool):
    """Tells where was clicked, in map coordinates of the canvas.

    Signals:
        clicked: QgsPointXY.
        back: Escape, Backspace or the right button: take back the last click, or end.
    """

    clicked = pyqtSignal(QgsPointXY)
    back = pyqtSignal()

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.back.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.toMapCoordinates(event.pos()))

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.back.emit()
            event.accept()
