"""Find similar tiles from the canvas: draw a box on a raster, or click a tile, and the panel opens with it filled in."""
from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QIcon

from ..translation import tr
from ..words import mark
from .query_tool import QueryTool
from .tile_layers import index_of, moved, raster_under, tile_at

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

ALGORITHM = "tiepoint:findsimilartiles"
MENU = "&Tiepoint"
ICON = Path(__file__).resolve().parents[2] / "resources" / "icons" / "findsimilartiles.svg"
_TITLE = mark("Find similar tiles")
_HELP = mark("Find similar tiles: draw a box on a raster, or click a tile of an index or of results. Shift and click collects several "
             "tiles, a click takes them.")


class SimilarTiles(QObject):
    """The tool's button and what it does, from `__init__` to `unload`.

    Args:
        iface: QGIS's interface.

    Attributes:
        action: turns the tool on and off.
        taker: whose ``show_area`` and ``show_tiles`` are told what is searched for; None: Processing's form opens.
    """

    def __init__(self, iface):
        super().__init__()
        self._iface = iface
        self.taker = None
        self._dialog = self._before = None
        canvas = self._iface.mapCanvas()
        self._tool = QueryTool(canvas)
        self._tool.drawn.connect(self._search_box)
        self._tool.clicked.connect(self._search_tile)
        self._tool.left.connect(self._leave)
        self.action = QAction(QIcon(str(ICON)), tr(_TITLE), self._iface.mainWindow())
        self.action.setObjectName("tiepointSimilarTiles")
        self.action.setCheckable(True)
        self.action.setToolTip(tr(_HELP))
        self.action.triggered.connect(self._toggle)
        self._tool.setAction(self.action)
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToRasterMenu(MENU, self.action)

    def unload(self) -> None:
        """Take everything away."""
        if self.action is None:
            return
        self._close_dialog()
        self._leave()
        self._iface.removePluginRasterMenu(MENU, self.action)
        self._iface.removeToolBarIcon(self.action)
        self._tool.remove()
        self._tool.deleteLater()
        self.action.deleteLater()
        self.action = self._tool = self._before = self.taker = None

    def _toggle(self, on: bool) -> None:
        canvas = self._iface.mapCanvas()
        if on:
            self._before = canvas.mapTool()
            canvas.setMapTool(self._tool)
        else:
            self._leave()

    def _leave(self) -> None:
        """Give the canvas the tool that it had before."""
        canvas = self._iface.mapCanvas()
        if canvas.mapTool() is self._tool:
            canvas.unsetMapTool(self._tool)
            if self._before is not None and self._before is not self._tool:
                canvas.setMapTool(self._before)

    def _layers(self) -> list:
        """What is shown, uppermost first; the layer that is chosen in the tree before all."""
        shown, chosen = list(self._iface.mapCanvas().layers()), self._iface.activeLayer()
        return [chosen, *(layer for layer in shown if layer is not chosen)] if chosen in shown else shown

    def _search_box(self, box: QgsRectangle) -> None:
        layers, project, crs = self._layers(), QgsProject.instance(), self._crs()
        raster = raster_under(layers, box, crs, project)
        if raster is None:
            self._say(tr("There is no raster in this box: show the raster on which you want to mark what is searched for."))
            return
        if self.taker is not None:
            self.taker.show_area(raster, moved(box, crs, raster.crs(), project), index_of(layers, project))
            return
        there, own = moved(box, crs, raster.crs(), project), raster.crs().authid()
        corners = there.xMinimum(), there.xMaximum(), there.yMinimum(), there.yMaximum()
        extent = ",".join(repr(value) for value in corners) + (f" [{own}]" if own else "")
        self._open({"QUERY_RASTER": raster.id(), "QUERY_EXTENT": extent}, index_of(layers, project))

    def _search_tile(self, point, collect: bool) -> None:
        layers, project = self._layers(), QgsProject.instance()
        found = tile_at(layers, point, self._crs(), project)
        if found is None:
            self._say(tr("There is no tile here: show the layer of an index or of results, or draw a box on a raster."))
            return
        layer, feature = found
        if collect:
            selected = set(layer.selectedFeatureIds())
            layer.selectByIds(list(selected ^ {feature}))
            return
        if feature not in layer.selectedFeatureIds():
            layer.selectByIds([feature])
        if self.taker is not None:
            self.taker.show_tiles(layer, layer.selectedFeatureIds(), index_of([layer, *layers], project))
            return
        self._open({"QUERY_TILES": QgsProcessingFeatureSourceDefinition(layer.id(), True)}, index_of([layer, *layers], project))

    def _open(self, given: dict, index) -> None:
        """Processing's own form, filled in; the last one that is still open makes room."""
        import processing  # QGIS's plugin, which is there when this one has an interface

        self._close_dialog()
        if index is not None:
            given = {**given, "INDEX": index.id()}
        self._dialog = processing.createAlgorithmDialog(ALGORITHM, given)
        if self._dialog is None:
            self._say(tr("Processing cannot open the form: enable its plugin."))
            return
        self._dialog.show()

    def _close_dialog(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            try:
                dialog.close()
                dialog.deleteLater()
            except RuntimeError:
                return          # Qt has deleted it, as its window was closed

    def _crs(self):
        return self._iface.mapCanvas().mapSettings().destinationCrs()

    def _say(self, text: str) -> None:
        self._iface.messageBar().pushMessage("Tiepoint", text, Qgis.Info, 8)
