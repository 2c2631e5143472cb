"""The form of a search: in which index, for what, how many."""
# ruff: noqa: D102 (documented where they are first)
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ..dock.form import Form
from ..processing.rasters import local_path
from ..translation import tr
from .search import write_examples
from .tile import Tile, tiles_of

INDEX, RASTER, AREA, TILES, OUTPUT = "INDEX", "QUERY_RASTER", "QUERY_EXTENT", "QUERY_TILES", "OUTPUT"

_AREA_CHARACTERS = 34


class QueryForm(Form):
    """What is searched for is an area of a raster, or tiles that were clicked on the map.

    Args:
        folder: for files that are passed to the engine and taken from it.

    Signals:
        refreshed: something else may be searched for.
        no_index: the user wants to make an index. to_results: the user wants to see what was found last.
    """

    refreshed = pyqtSignal()
    no_index = pyqtSignal()
    to_results = pyqtSignal()

    def __init__(self, task, folder: Path, canvas=None, parent=None):
        self._folder, self._count = folder, 0
        self._tool = None
        self.tiles: list[Tile] = []
        super().__init__(task, canvas, parent)

    def leading(self) -> list[QWidget]:
        self.results_button = QPushButton(tr("Back to the results"))
        self.results_button.setObjectName("toResults")
        self.results_button.clicked.connect(lambda: self.to_results.emit())
        self.results_button.hide()
        return [self.results_button]

    def refresh(self, *changed) -> None:
        super().refresh(*changed)
        self.refreshed.emit()

    def beside(self, name: str) -> list[QWidget]:
        if name == INDEX:
            self.new_button = QPushButton(tr("New..."))
            self.new_button.setObjectName("newIndex")
            self.new_button.setToolTip(tr("Make an index of rasters: the tiles that are searched."))
            self.new_button.clicked.connect(lambda: self.no_index.emit())
            return [self.new_button]
        if name == AREA:
            # Narrower it would not say where the area is; the label then goes above.
            self.fields[AREA].widget.setMinimumWidth(_AREA_CHARACTERS * self.fontMetrics().averageCharWidth())
            self.mark_button = QPushButton(tr("Mark on the map"))
            self.mark_button.setObjectName("mark")
            self.mark_button.setCheckable(True)
            self.mark_button.setToolTip(tr("Draw a box on the raster, or click a tile of an index or of results; Shift and click collects "
                                           "several. Escape gives the map its tool back."))
            self.mark_button.setEnabled(False)
            self.mark_button.clicked.connect(self._use_tool)
            return [self.mark_button]
        if name == RASTER:
            return [self._clicked()]
        return []

    def offer_tool(self, action) -> None:
        """The action of the map tool that `show_area` and `show_tiles` follow."""
        self._tool = action
        self.mark_button.setEnabled(True)
        action.toggled.connect(self.mark_button.setChecked)

    def show_area(self, raster: QgsRasterLayer, area: QgsRectangle, index: QgsVectorLayer | None) -> None:
        """Search for an area, in the raster's CRS."""
        self._take([], index)
        self.fields[RASTER].widget.setLayer(raster)
        self.fields[AREA].show(area, raster.crs())

    def show_tiles(self, layer: QgsVectorLayer, keys: list[int], index: QgsVectorLayer | None) -> None:
        """Search for tiles of an index or of results."""
        self._take(tiles_of(layer, keys), index)
        self.fields[AREA].clear()
        self.refresh()

    def forget_tiles(self) -> None:
        """The user wants to search for something else."""
        self._take([], None)
        self.refresh()

    @property
    def area(self) -> tuple[QgsRectangle, QgsCoordinateReferenceSystem] | None:
        """What is searched for and its CRS; None where that is no area."""
        widget = self.fields[AREA].widget
        return (widget.outputExtent(), widget.outputCrs()) if widget.isValid() and not self.tiles else None

    @property
    def index(self) -> QgsVectorLayer | None:
        """Layer of the index."""
        return self.fields[INDEX].widget.currentLayer()

    @property
    def index_file(self) -> str:
        """File of the index; empty where there is none."""
        return self.index.source().split("|")[0] if self.index is not None else ""

    def given(self) -> dict:
        given = super().given()
        if self.tiles:
            given.pop(RASTER, None)
            given.pop(AREA, None)
            crs = self.index.crs() if self.index is not None else QgsCoordinateReferenceSystem()
            given[TILES] = str(write_examples(self.tiles, self.next_file("tiles.gpkg"), crs))
        return given

    def outputs(self, all_of_them: bool = True) -> dict:
        """What is found goes into a file that is read and removed again."""
        return {OUTPUT: str(self.next_file("found.gpkg"))} if all_of_them else {}

    def next_file(self, name: str) -> Path:
        """A new file for the engine."""
        self._count += 1
        return self._folder / f"{self._count}-{name}"

    def missing(self) -> str:
        if self.index is None:
            return tr("Make an index of the rasters to search in (New...), or add one to the project.")
        if self.tiles:
            return ""
        if self.area is None:
            return tr("Mark what you look for: draw a box on the map, or click a tile of the index.")
        raster = self.fields[RASTER].widget.currentLayer()
        if raster is None:
            return tr("Choose the raster on which the area lies.")
        if not local_path(raster) and raster.providerType() == "gdal":
            return tr("'{}' is no local file. Save the part you need to a file.").format(raster.name())
        return ""

    def _clicked(self) -> QWidget:
        """Says which tiles were clicked; hidden while none was."""
        self.examples = QWidget()
        self.examples_label, forget = QLabel(), QPushButton(tr("Clear"))
        forget.setObjectName("forget")
        forget.clicked.connect(self.forget_tiles)
        row = QHBoxLayout(self.examples)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.examples_label, 1)
        row.addWidget(forget)
        self.examples.hide()
        return self.examples

    def _take(self, tiles: list[Tile], index: QgsVectorLayer | None) -> None:
        self.tiles = tiles
        self.examples_label.setText(tr("{} tile(s) on the map").format(len(tiles)))
        self.examples.setVisible(bool(tiles))
        self.fields[RASTER].widget.setVisible(not tiles)
        if index is not None:
            self.fields[INDEX].widget.setLayer(index)

    def _use_tool(self, _on: bool) -> None:
        self._tool.trigger()
