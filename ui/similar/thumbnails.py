"""Pictures of tiles, drawn by QGIS in threads of its own, one after another, those first that are asked for first."""
from __future__ import annotations

from collections import OrderedDict

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QObject, QSize, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage

from .source import Source, source_of
from .tile import Tile

# Drawn at a time; each has threads of its own.
_AT_ONCE = 2
# Rasters that are kept open.
_OPEN = 8


class Thumbnails(QObject):
    """Draws tiles, and keeps the pictures.

    Args:
        side_px: of a picture, pixels of the screen.

    Signals:
        drawn: key of a tile whose picture is there, or cannot be drawn.
    """

    drawn = pyqtSignal(object)

    def __init__(self, side_px: int, parent=None):
        super().__init__(parent)
        self._side, self._index = side_px, ""
        self._pictures: dict[int, QImage] = {}
        self._waiting: OrderedDict[int, Tile] = OrderedDict()
        self._running: dict[int, tuple[QgsMapRendererParallelJob, Source]] = {}
        self._sources: OrderedDict[str, Source | None] = OrderedDict()
        # Whoever asks is painting: nothing is opened, and nobody told, before that is done.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)

    def begin(self, index: str) -> None:
        """Forget all pictures; those of another index follow."""
        self.stop()
        self._index = index

    def picture(self, tile: Tile) -> QImage | None:
        """The picture of a tile, empty where it cannot be drawn; None: it is not there yet, ``drawn`` tells when it is."""
        known = self._pictures.get(tile.key)
        if known is None and tile.key not in self._running and tile.key not in self._waiting:
            self._waiting[tile.key] = tile
            self._soon.start()
        return known

    @property
    def is_busy(self) -> bool:
        """Whether pictures are still to come."""
        return bool(self._running or self._waiting)

    def stop(self) -> None:
        """End what is being drawn and let go of everything."""
        self._waiting.clear()
        running, self._running = self._running, {}
        for job, _ in running.values():
            job.cancel()
            job.deleteLater()
        self._pictures.clear()
        self._sources.clear()

    def _go_on(self) -> None:
        while self._waiting and len(self._running) < _AT_ONCE:
            key, tile = self._waiting.popitem(last=False)
            source = self._source(tile.source)
            if source is None:
                self._pictures[key] = QImage()
                self.drawn.emit(key)
                continue
            job = QgsMapRendererParallelJob(self._settings(source, tile))
            job.finished.connect(lambda key=key: self._finished(key))
            self._running[key] = (job, source)
            job.start()

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            self._sources[path] = source_of(self._index, path)
            while len(self._sources) > _OPEN:
                self._sources.popitem(last=False)
        self._sources.move_to_end(path)
        return self._sources[path]

    def _settings(self, source: Source, tile: Tile) -> QgsMapSettings:
        extent = source.extent(tile.window)
        settings = QgsMapSettings()
        settings.setLayers([source.layer])
        settings.setDestinationCrs(source.layer.crs())
        longest = max(extent.width(), extent.height()) or 1.0
        settings.setOutputSize(QSize(*(max(1, round(self._side * length / longest)) for length in (extent.width(), extent.height()))))
        settings.setExtent(extent)
        settings.setBackgroundColor(QColor(0, 0, 0, 0))
        return settings

    def _finished(self, key: int) -> None:
        job, _ = self._running.pop(key, (None, None))
        if job is None:
            return
        self._pictures[key] = job.renderedImage()
        job.deleteLater()
        self.drawn.emit(key)
        self._go_on()
