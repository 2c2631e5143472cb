"""Two layers compared on the canvas: drawn by themselves, one clipped beside the other or in turn."""
from __future__ import annotations

import contextlib

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .picture import Picture, Rendered

# The view has to rest that long before it is drawn again.
_REST_MS = 60


class Comparison(QObject):
    """Draws two layers over the map of a canvas, from `show` to `hide`.

    Signals:
        covered: whether the map is covered from now on.
        drawn: both layers are on the canvas as it is now.
    """

    covered = pyqtSignal(bool)
    drawn = pyqtSignal()

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._picture = Picture(canvas)
        self._layers: list = []
        self._above: list = []
        self._jobs: list = [None, None]
        self._ending: list = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw)
        canvas.extentsChanged.connect(self._again)
        canvas.destinationCrsChanged.connect(self._again)

    @property
    def is_shown(self) -> bool:
        """Whether the map is covered."""
        return bool(self._layers)

    @property
    def divider(self) -> float:
        """Share of the canvas's width that belongs to the first layer."""
        return self._picture.divider

    def set_divider(self, share: float) -> None:
        """Move the divider: 0 shows the second layer only, 1 the first."""
        self._picture.divider = min(max(float(share), 0.0), 1.0)
        self._picture.update()

    def show(self, first, second, above=()) -> None:
        """Compare two layers.

        Args:
            first, second: left and right of the divider.
            above: layers drawn over both.
        """
        if self._layers == [first, second] and self._above == list(above):
            return
        self.hide()
        self._layers, self._above = [first, second], list(above)
        for layer in self._watched():
            layer.repaintRequested.connect(self._again)
            layer.willBeDeleted.connect(self.hide)
        self._picture.names = [first.name(), second.name()]
        self._picture.images = [None, None]
        self._picture.show()
        self.covered.emit(True)
        self._draw()

    def hide(self) -> None:
        """Uncover the map."""
        for layer in self._watched():
            # With a layer that Qt has deleted its connections have gone.
            with contextlib.suppress(RuntimeError):
                layer.repaintRequested.disconnect(self._again)
                layer.willBeDeleted.disconnect(self.hide)
        self._layers, self._above = [], []
        self._rest.stop()
        self._stop_jobs()
        self._picture.hide()
        self._picture.images = [None, None]
        self.covered.emit(False)

    def remove(self) -> None:
        """Leave the canvas for good."""
        self.hide()
        for job in list(self._ending):
            job.waitForFinished()
        self._ending.clear()
        self._canvas.extentsChanged.disconnect(self._again)
        self._canvas.destinationCrsChanged.disconnect(self._again)
        self._canvas.scene().removeItem(self._picture)

    def _watched(self) -> list:
        unique = []
        for layer in (*self._layers, *self._above):
            if not any(layer is other for other in unique):
                unique.append(layer)
        return unique

    def _again(self, *_changed) -> None:
        if self._layers:
            self._rest.start()

    def _draw(self) -> None:
        self._stop_jobs()
        for index, layer in enumerate(self._layers):
            settings = QgsMapSettings(self._canvas.mapSettings())
            settings.setLayers([*self._above, layer])
            job = QgsMapRendererParallelJob(settings)
            self._jobs[index] = job
            job.finished.connect(self._finished)
        for job in list(self._jobs):
            if job is not None:
                job.start()

    def _finished(self) -> None:
        if any(job is None or job.isActive() for job in self._jobs):
            return
        # Both at once: a half that is older than the other would look like a shift.
        self._picture.images = [Rendered(job.renderedImage(), job.mapSettings()) for job in self._jobs]
        self._jobs = [None, None]
        self._picture.updatePosition()
        self.drawn.emit()

    def _stop_jobs(self) -> None:
        self._ending = [job for job in self._ending if job.isActive()]
        for job in self._jobs:
            if job is not None:
                job.finished.disconnect(self._finished)
                job.cancelWithoutBlocking()
                self._ending.append(job)
        self._jobs = [None, None]
