"""Keys that work in a dock and on the canvas while the dock is shown."""
from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QKeySequence

from ..translation import tr

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction


class Keys(QObject):
    """Actions with a key each.

    Args:
        canvas: on which they work too, from `hold` to `release`.
        dock: in which they work.
    """

    def __init__(self, canvas, dock):
        super().__init__(dock)
        self._canvas, self._dock = canvas, dock
        self._actions: list[QAction] = []
        self._held = False

    def add(self, key: str, text: str, called: Callable[[], None]) -> QAction:
        """Call a function when a key is pressed."""
        action = QAction(text, self._dock)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: called())
        self._dock.addAction(action)
        self._actions.append(action)
        return action

    def while_covered(self, comparison, called: Callable[[], None]) -> None:
        """Call a function when Escape is pressed while a comparison covers the map; else the key is others'."""
        action = self.add("Esc", tr("Uncover the map"), called)
        action.setEnabled(comparison.is_shown)
        comparison.covered.connect(action.setEnabled)

    def hold(self, on: bool) -> None:
        """Whether the keys work on the canvas."""
        if on == self._held:
            return
        self._held = on
        for action in self._actions:
            if on:
                self._canvas.addAction(action)
            else:
                self._canvas.removeAction(action)

    def release(self) -> None:
        """Leave the canvas for good."""
        self.hold(False)
