"""The plugin in a window, its panel open, and hands to click with."""
import time

import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest

WAIT_S = 60.0


@pytest.fixture(scope="session", autouse=True)
def processing_plugin():
    """What loads results is a plugin of QGIS's own, and so are the widgets of parameters."""
    from processing.core.ProcessingConfig import ProcessingConfig
    from qgis.gui import QgsGui

    ProcessingConfig.initialize()
    QgsGui.instance()


@pytest.fixture
def settle():
    """Lets what has been posted happen, deletions included."""
    def settle():
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    return settle


@pytest.fixture
def window(stand_in_window, settle):
    QgsProject.instance().clear()
    window = stand_in_window()
    yield window
    window.close()
    settle()


@pytest.fixture
def desktop(window):
    """The plugin in a window."""
    import tiepoint

    QgsSettings().remove("tiepoint/results_folder")
    plugin = tiepoint.classFactory(window)
    plugin.initGui()
    yield plugin.desktop
    plugin.unload()


@pytest.fixture
def part(desktop):
    """Finds a part of the plugin by the name of its class."""
    return lambda name: next(part for part in desktop.parts if type(part).__name__ == name)


@pytest.fixture
def panel(part):
    dock = part("Dock")
    dock.action.trigger()
    QTest.qWaitForWindowExposed(dock.widget)
    return dock.panel


@pytest.fixture
def wait():
    def wait(condition, what="it"):
        until = time.monotonic() + WAIT_S
        while not condition():
            if time.monotonic() > until:
                pytest.fail(f"{what} did not happen in time")
            QTest.qWait(20)

    return wait


@pytest.fixture
def layers(window, rasters):
    """Reference and target, in the project."""
    made = [QgsRasterLayer(path, name) for path, name in zip(rasters, ("reference", "target"))]
    QgsProject.instance().addMapLayers(made)
    return made


@pytest.fixture
def click():
    def click(widget):
        assert widget.isEnabled() and widget.isVisible(), widget.objectName()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    return click
