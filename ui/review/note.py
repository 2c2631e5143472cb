"""A line that tells what to do next, or what has gone wrong."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel

# White on these is readable, on light and on dark palettes.
_HINT, _PROBLEM = "#2d5f8b", "#b3261e"


class Note(QLabel):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("note")
        self.setWordWrap(True)
        self.hide()

    def hint(self, text: str) -> None:
        """What to do next."""
        self._show(text, _HINT)

    def problem(self, text: str) -> None:
        """What has gone wrong, and what to do."""
        self._show(text, _PROBLEM)

    def clear_note(self) -> None:
        """Nothing to tell."""
        self.setText("")
        self.hide()

    def _show(self, text: str, colour: str) -> None:
        self.setText(text)
        self.setStyleSheet(f"QLabel {{ background: {colour}; color: white; border-radius: 3px; padding: 4px 6px; }}")
        self.show()
