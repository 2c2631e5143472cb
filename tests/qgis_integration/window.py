"""A main window with what a plugin asks of QGIS's: real widgets of QGIS, without the application around them."""
from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow


class Window:
    """Answers as QgisInterface does; `kept` is what has been added and not taken away."""

    def __init__(self):
        self._window = QMainWindow()
        self._canvas = QgsMapCanvas(self._window)
        self._bar = QgsMessageBar(self._window)
        self._window.setCentralWidget(self._canvas)
        self.menu = self._window.menuBar().addMenu("Raster")
        self.toolbar, self.plugins = self._window.addToolBar("Raster"), self._window.addToolBar("Plugins")
        self.factories, self.pages, self.logs, self.active = [], [], 0, None
        self._window.resize(1280, 800)
        self._window.show()

    def kept(self):
        buttons = [*self.menu.actions(), *self.toolbar.actions(), *self.plugins.actions()]
        return [*self.factories, *buttons, *self._window.findChildren(QDockWidget)]

    def close(self):
        QgsProject.instance().clear()
        self._window.close()
        self._window.deleteLater()

    def mainWindow(self):
        return self._window

    def mapCanvas(self):
        return self._canvas

    def messageBar(self):
        return self._bar

    def addDockWidget(self, area, dock):
        self._window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self._window.removeDockWidget(dock)

    def addToolBarIcon(self, action):
        self.plugins.addAction(action)

    def removeToolBarIcon(self, action):
        self.plugins.removeAction(action)

    def addRasterToolBarIcon(self, action):
        self.toolbar.addAction(action)

    def removeRasterToolBarIcon(self, action):
        self.toolbar.removeAction(action)

    def addPluginToRasterMenu(self, _name, action):
        self.menu.addAction(action)

    def removePluginRasterMenu(self, _name, action):
        self.menu.removeAction(action)

    def registerOptionsWidgetFactory(self, factory):
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.factories.remove(factory)

    def showOptionsDialog(self, _parent=None, currentPage=""):
        self.pages.append(currentPage)

    def openMessageLog(self):
        self.logs += 1

    def setActiveLayer(self, layer):
        self.active = layer

    def zoomToActiveLayer(self):
        self._canvas.setExtent(self.active.extent())
