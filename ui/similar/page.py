"""The tab of similar tiles: the form of a search, the form of an index, and what was found."""
# ruff: noqa: D102 (Qt's documentation describes the methods that are overridden)
from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from qgis.core import QgsProcessingUtils, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QStackedWidget

from ..dock.form import Form, measured
from ..dock.run import Outcome
from ..dock.tasks import INDEX_TASK, Task
from ..processing import features
from .index_form import IndexForm
from .outlines import Outlines
from .query_form import INDEX, OUTPUT, TILES, QueryForm
from .results_panel import ResultsPanel
from .search import Search


class SimilarPage(QStackedWidget):
    """One of three widgets.

    Args:
        task: the search.
        canvas: where is shown what is searched for and found; None: nowhere.

    Signals:
        asked: Task and parameters of a search that goes on from the last.
    """

    asked = pyqtSignal(object, dict)

    def __init__(self, task: Task, canvas=None, parent=None):
        super().__init__(parent)
        self._task = task
        self._folder = Path(tempfile.mkdtemp(prefix="tiepoint-tiles-", dir=QgsProcessingUtils.tempFolder()))
        self._outlines = Outlines(canvas) if canvas is not None else None
        # What is shown, and what was asked for last.
        self._search: Search | None = None
        self._asked: Search | None = None
        self._is_seen = True
        self.form = QueryForm(task, self._folder, canvas)
        self.index_form = IndexForm(INDEX_TASK, canvas)
        self.results = ResultsPanel(self._outlines)
        for widget in (self.form, self.index_form, self.results):
            self.addWidget(widget)
        self.currentChanged.connect(lambda _index: measured(self))
        measured(self)
        self.form.asked.connect(self._ask)
        self.form.refreshed.connect(self._outline)
        self.form.no_index.connect(lambda: self.setCurrentWidget(self.index_form))
        self.form.to_results.connect(lambda: self.setCurrentWidget(self.results))
        self.index_form.left.connect(self.show_form)
        self.results.back.connect(self.show_form)
        self.results.again.connect(self._ask_again)

    @property
    def forms(self) -> dict[str, Form]:
        """The forms by the algorithm they are of."""
        return {form.task.algorithm: form for form in (self.form, self.index_form)}

    def show_form(self) -> None:
        """Let the user ask."""
        self.setCurrentWidget(self.form)

    def show_area(self, raster: QgsRasterLayer, area: QgsRectangle, index: QgsVectorLayer | None) -> None:
        """Offer to search for an area, in the raster's CRS."""
        self.show_form()
        self.form.show_area(raster, area, index)

    def show_tiles(self, layer: QgsVectorLayer, keys: list[int], index: QgsVectorLayer | None) -> None:
        """Offer to search for tiles of an index or of results."""
        self.show_form()
        self.form.show_tiles(layer, keys, index)

    def take(self, outcome: Outcome) -> bool:
        """Show what a run has found or made; whether that tells all there is to tell."""
        if not outcome.is_done:
            return False
        if outcome.task is INDEX_TASK:
            layer = QgsProject.instance().mapLayer(outcome.layers.get(OUTPUT, ""))
            if layer is not None:
                self.form.fields[INDEX].widget.setLayer(layer)
                self.show_form()
            return False
        if outcome.task is not self._task or self._asked is None:
            return False
        found = outcome.results[OUTPUT]
        self._search = self._asked
        self._search.take(features.opened(found), outcome.results["SEARCHED"])
        # The layer that was read, and what Processing has put beside it.
        for path in self._folder.glob(f"{Path(outcome.parameters[OUTPUT]).stem}.*"):
            # Where another program still looks at it, it goes with the folder.
            with contextlib.suppress(OSError):
                path.unlink()
        self.results.show_search(self._search, self.form.index_file)
        if outcome.warnings:
            self.results.note.hint("\n".join(outcome.warnings))
        self.form.results_button.show()
        self.setCurrentWidget(self.results)
        return True

    def set_busy(self, is_busy: bool) -> None:
        """Whether something is running, so that nothing else can be started."""
        self.results.set_busy(is_busy)

    def stop(self) -> None:
        """Leave the canvas, and no file."""
        self.results.stop()
        if self._outlines is not None:
            self._outlines.remove()
            self._outlines = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def seen(self, on: bool) -> None:
        """The dock has come into sight, or has gone: closed, or behind another one, which Qt does not call hidden."""
        self._is_seen = on
        self._outline()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._outline()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self._outline()

    def _ask(self, _task: Task, parameters: dict) -> None:
        """The user asks for something new."""
        self._asked = Search({name: value for name, value in parameters.items() if name not in (OUTPUT, TILES)}, self.form.tiles)

    def _ask_again(self) -> None:
        """The same, with what has been marked."""
        self._asked = self._search
        self.asked.emit(self._task, {**self._search.parameters(self._folder), **self.form.outputs()})

    def _outline(self) -> None:
        """Show on the map what is searched for."""
        if self._outlines is not None:
            area = self.form.area if self._is_seen and self.isVisible() else None
            self._outlines.show_query(*(area or (None, None)))
