"""The dock and its button in QGIS's window."""
from __future__ import annotations

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QPushButton

from ..processing.algorithm import ICONS
from ..settings.page import KEY
from ..translation import tr
from . import summary
from .panel import Panel
from .run import Outcome
from .tasks import Task

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

MENU = "&Tiepoint"
_LEVELS = {"good": Qgis.MessageLevel.Success, "neutral": Qgis.MessageLevel.Success, "fair": Qgis.MessageLevel.Info,
           "bad": Qgis.MessageLevel.Warning}


class Dock:
    """From a button to a dock, and away again.

    Args:
        iface: QGIS's interface.
    """

    def __init__(self, iface):
        self._iface = iface
        self._dialogs = []
        self.panel = Panel(iface.mapCanvas())
        self.panel.ended.connect(self._ended)
        self.panel.advanced.connect(self._open_form)
        self.panel.set_up.connect(self._open_options)
        self.panel.view.shown.connect(self._show_layer)
        self.panel.view.log.connect(iface.openMessageLog)
        self.widget = QgsDockWidget("Tiepoint", iface.mainWindow())
        self.widget.setObjectName("TiepointDock")
        self.widget.setWidget(self.panel)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.widget)
        self.widget.hide()
        self.widget.visibilityChanged.connect(self.panel.seen)
        self.action = QAction(QIcon(str(ICONS / "tiepoint.svg")), tr("Tiepoint panel"), iface.mainWindow())
        self.action.setObjectName("TiepointDockAction")
        self.action.setToolTip(tr("Align rasters, find tie points, map change, find similar tiles."))
        self.widget.setToggleVisibilityAction(self.action)
        iface.addToolBarIcon(self.action)
        iface.addPluginToRasterMenu(MENU, self.action)

    def show_area(self, raster, area, index) -> None:
        """Offer to search for what is alike to an area of a raster, in its CRS; ``index``: where, or None."""
        self._similar().show_area(raster, area, index)

    def show_tiles(self, layer, keys, index) -> None:
        """Offer to search for what is alike to tiles of a layer, by the ids of their features; ``index``: where, or None."""
        self._similar().show_tiles(layer, keys, index)

    def _similar(self):
        self.widget.setUserVisible(True)
        return self.panel.show_similar()

    def unload(self) -> None:
        """Take everything away."""
        self.panel.stop()
        for dialog in self._open_forms():
            dialog.close()
        self._dialogs.clear()
        self._iface.removePluginRasterMenu(MENU, self.action)
        self._iface.removeToolBarIcon(self.action)
        self._iface.removeDockWidget(self.widget)
        self.action.deleteLater()
        self.widget.deleteLater()

    def _open_options(self) -> None:
        self._iface.showOptionsDialog(self._iface.mainWindow(), KEY)
        self.panel.look_for_engine()

    def _open_form(self, task: Task, parameters: dict) -> None:
        """Processing's own form of the algorithm, filled in."""
        import processing

        dialog = processing.createAlgorithmDialog(task.algorithm, parameters)
        self._dialogs = [*self._open_forms(), dialog]
        dialog.show()

    def _open_forms(self) -> list:
        """Forms that are still there; they go by themselves when they are closed."""
        return [dialog for dialog in self._dialogs if not sip.isdeleted(dialog)]

    def _show_layer(self, layer_id: str) -> None:
        layer = QgsProject.instance().mapLayer(layer_id)
        if layer is not None:
            self._iface.setActiveLayer(layer)
            self._iface.zoomToActiveLayer()

    def _ended(self, outcome: Outcome) -> None:
        """Say it in the message bar too: the dock may be hidden by now."""
        bar = self._iface.messageBar()
        if outcome.is_done:
            kind, words = summary.headline(outcome.results)
            message, level = f"{tr(outcome.task.title)}: {words}", _LEVELS[kind]
        else:
            message, level = outcome.message, Qgis.MessageLevel.Info if outcome.is_cancelled else Qgis.MessageLevel.Warning
        item = bar.createMessage("Tiepoint", message)
        button = QPushButton(tr("Log"))
        button.clicked.connect(lambda: self._iface.openMessageLog())
        item.layout().addWidget(button)
        # After QGIS's own message that a task is complete, which says less and would cover this one.
        QTimer.singleShot(0, lambda: None if sip.isdeleted(bar) or sip.isdeleted(item) else bar.pushWidget(item, level, 10))
