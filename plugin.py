"""The plugin's life cycle in QGIS: what begins here ends here."""
from __future__ import annotations

from qgis.core import QgsApplication

from .ui.map_tools.similar_tiles import SimilarTiles
from .ui.processing import styles
from .ui.processing.provider import TiepointProvider


class TiepointPlugin:
    """Made by QGIS.

    Args:
        iface: QGIS's interface; None in qgis_process.
    """

    def __init__(self, iface=None):
        self.iface = iface
        self.provider: TiepointProvider | None = None
        self.similar_tiles: SimilarTiles | None = None

    def initProcessing(self) -> None:
        """Register the provider; all that qgis_process calls."""
        self.provider = TiepointProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Called by QGIS with a user interface."""
        self.initProcessing()
        if self.iface is not None:
            self.similar_tiles = SimilarTiles(self.iface)
            self.similar_tiles.load()

    def unload(self) -> None:
        """Undo `initGui`."""
        if self.similar_tiles is not None:
            self.similar_tiles.unload()
            self.similar_tiles = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        styles.forget()
