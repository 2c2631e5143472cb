"""What the reviews have in common with QGIS's window: a dock, a button, a menu entry, from `__init__` to `unload`."""
from __future__ import annotations

from typing import ClassVar

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QDockWidget

from ..processing.algorithm import ICONS
from ..translation import tr

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

MENU = "&Tiepoint"
# Docks of which one is seen at a time: each needs the height of the window.
_TOGETHER = ["TiepointDock", "tiepointReviewAlignment", "tiepointReviewChange"]


class DockPart(QObject):
    """A review in QGIS's window; a subclass says which.

    Args:
        iface: QGIS's interface; None where there is no window: then there is nothing.

    Attributes:
        DOCK: class of the dock, made with the canvas, the interface and the window.
        NAME: of the objects. ICON: file in resources/icons. TITLE: of the button.
    """

    DOCK: ClassVar[type | None] = None
    NAME = ""
    ICON = ""
    TITLE = ""

    def __init__(self, iface):
        super().__init__()
        self._iface = iface
        self._has_joined = False
        self.dock = self.action = None
        if iface is None:
            return
        self.dock = self.DOCK(iface.mapCanvas(), iface, iface.mainWindow())
        self.dock.setObjectName(self.NAME)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        self.action = QAction(QIcon(str(ICONS / self.ICON)), tr(self.TITLE), iface.mainWindow())
        self.action.setObjectName(f"{self.NAME}Action")
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.opened.connect(self._join)
        iface.addToolBarIcon(self.action)
        iface.addPluginToRasterMenu(MENU, self.action)

    def unload(self) -> None:
        """Take everything away."""
        if self.dock is None:
            return
        self._iface.removePluginRasterMenu(MENU, self.action)
        self._iface.removeToolBarIcon(self.action)
        self._iface.removeDockWidget(self.dock)
        self.dock.remove()
        self.action.deleteLater()
        self.dock.deleteLater()
        self.dock = self.action = None

    def _join(self) -> None:
        """The first time become a tab of a neighbour that is shown; where docks are then is for the user to say."""
        window, joined, self._has_joined = self._iface.mainWindow(), self._has_joined, True
        if joined or self.dock.isFloating():
            return
        for name in _TOGETHER:
            other = window.findChild(QDockWidget, name)
            if other not in (None, self.dock) and other.isVisible() and not other.isFloating() and \
                    window.dockWidgetArea(other) == window.dockWidgetArea(self.dock):
                window.tabifyDockWidget(other, self.dock)
                self.dock.raise_()
                return
