"""Tiepoint's page in QGIS's options."""
# ruff: noqa: D102 (QGIS's documentation describes the methods that are overridden)
from __future__ import annotations

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from ..processing.algorithm import ICONS
from .setup import Setup
from .widget import SetupWidget

#: How `QgisInterface.showOptionsDialog` calls the page.
KEY = "tiepointOptions"


class SetupPage(QgsOptionsPageWidget):
    """The page; its buttons take effect at once."""

    def __init__(self, setup: Setup, parent=None):
        super().__init__(parent)
        self.setObjectName(KEY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(SetupWidget(setup))
        layout.addWidget(area)

    def apply(self) -> None:
        """There is nothing left to do."""


class _Factory(QgsOptionsWidgetFactory):
    def __init__(self, setup: Setup):
        super().__init__("Tiepoint", QIcon(str(ICONS / "tiepoint.svg")))
        self._setup = setup

    def key(self) -> str:
        return KEY

    def createWidget(self, parent) -> SetupPage:
        return SetupPage(self._setup, parent)


class Options:
    """Puts the page into QGIS's options.

    Args:
        iface: QGIS's interface.
    """

    def __init__(self, iface):
        self._iface = iface
        self.setup = Setup()
        self._factory = _Factory(self.setup)
        iface.registerOptionsWidgetFactory(self._factory)

    def unload(self) -> None:
        """Take it away."""
        self._iface.unregisterOptionsWidgetFactory(self._factory)
        self.setup.unload()
