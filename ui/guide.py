"""The user guide: a page that comes with the plugin, opened in the web browser from the menu and from the panel."""
from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from .translation import tr
from .words import mark

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

MENU = "&Tiepoint"
PAGE = Path(__file__).resolve().parents[1] / "resources" / "help" / "guide" / "index.html"
#: Of the menu entry and of the panel's link.
TITLE = mark("User guide")


def show_guide() -> bool:
    """Open the page; whether the system knows what to open it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(PAGE)))


class Guide:
    """Its menu entry, from `__init__` to `unload`.

    Args:
        iface: QGIS's interface.
    """

    def __init__(self, iface):
        self._iface = iface
        self.action = QAction(tr(TITLE), iface.mainWindow())
        self.action.setObjectName("tiepointGuide")
        self.action.triggered.connect(lambda _checked=False: self._open())
        iface.addPluginToRasterMenu(MENU, self.action)

    def unload(self) -> None:
        """Take it away."""
        self._iface.removePluginRasterMenu(MENU, self.action)
        self.action.deleteLater()

    def _open(self) -> None:
        if not show_guide():
            self._iface.messageBar().pushMessage("Tiepoint", tr("No program opens the guide. It is the file {}.").format(PAGE))
