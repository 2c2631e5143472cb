"""A word on a coloured ground: a verdict, a state."""
from __future__ import annotations

from qgis.PyQt.QtWidgets import QLabel, QSizePolicy

# White on these is readable, on light and on dark palettes.
GOOD, FAIR, BAD, NEUTRAL = "#2e7d32", "#9a6700", "#b3261e", "#56646f"


class Badge(QLabel):
    """One word, or a few."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.colour = ""

    def show_good(self, text: str) -> None:
        """All is well."""
        self._show(text, GOOD)

    def show_fair(self, text: str) -> None:
        """With reservations."""
        self._show(text, FAIR)

    def show_bad(self, text: str) -> None:
        """Not to be used, or not done."""
        self._show(text, BAD)

    def show_neutral(self, text: str) -> None:
        """Neither good nor bad."""
        self._show(text, NEUTRAL)

    def _show(self, text: str, colour: str) -> None:
        self.colour = colour
        self.setText(text)
        self.setStyleSheet(f"QLabel {{ background: {colour}; color: white; border-radius: 3px; padding: 2px 8px; font-weight: bold; }}")
