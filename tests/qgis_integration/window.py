"""A main window with what a plugin asks of QGIS's: real widgets of QGIS, without the application around them."""
from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsMessageBar
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow


class Window(QMainWindow):
    """Answers as QgisInterface does; `kept` is what has been added and not taken away."""

    def __init__(self):
        super().__init__()
        self.canvas, self.messages = QgsMapCanvas(self), QgsMessageBar(self)
        self.setCentralWidget(self.canvas)
        self.pan = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self.pan)
        self.menu = self.menuBar().addMenu("Raster")
        self.toolbar, self.plugins = self.addToolBar("Raster"), self.addToolBar("Plugins")
        self.factories, self.pages, self.logs, self.active = [], [], 0, None
        self.resize(1280, 800)
        self.show()

    def kept(self):
        buttons = [*self.menu.actions(), *self.toolbar.actions(), *self.plugins.actions()]
        return [*self.factories, *buttons, *self.findChildren(QDockWidget)]

    def close(self):
        QgsProject.instance().clear()
        super().close()
        self.deleteLater()

    def mainWindow(self):
        return self

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.messages

    def activeLayer(self):
        return self.active

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
        self.canvas.setExtent(self.active.extent())
