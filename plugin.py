"""The plugin's life cycle in QGIS: what begins here ends here."""
from __future__ import annotations

from qgis.core import QgsApplication

from .ui.processing import styles
from .ui.processing.provider import TiepointProvider
from .ui.translation import Translation


class TiepointPlugin:
    """Made by QGIS.

    Args:
        iface: QGIS's interface; None in qgis_process.
    """

    def __init__(self, iface=None):
        self.iface = iface
        self.translation: Translation | None = None
        self.provider: TiepointProvider | None = None
        self.desktop = None

    def initProcessing(self) -> None:
        """Register the provider; all that qgis_process calls."""
        self.translation = Translation()
        self.provider = TiepointProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Called by QGIS with a user interface."""
        self.initProcessing()
        if self.iface is not None:
            # Widgets are for those who see them.
            from .ui.desktop import Desktop

            self.desktop = Desktop(self.iface)

    def unload(self) -> None:
        """Undo `initGui`."""
        if self.desktop is not None:
            self.desktop.unload()
            self.desktop = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translation is not None:
            self.translation.unload()
            self.translation = None
        styles.forget()
