"""The user guide in the menu and in the panel: it opens the page that is there, and goes with the plugin."""
from pathlib import Path

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices


class Browser(QObject):
    """What Qt asks to open files."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @pyqtSlot(QUrl)
    def open(self, url):
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def plugin(stand_in_window):
    """The plugin in a window, unloaded afterwards where the test has not done that."""
    import tiepoint

    window = stand_in_window()
    plugin = tiepoint.classFactory(window)
    plugin.initGui()
    yield plugin, window
    if plugin.desktop is not None:
        plugin.unload()
    window.close()


@pytest.fixture
def opened():
    """Files that were asked to be opened, from then on."""
    browser = Browser()
    QDesktopServices.setUrlHandler("file", browser, "open")
    yield browser.opened
    QDesktopServices.unsetUrlHandler("file")


def entry_of(window):
    return next((action for action in window.menu.actions() if action.objectName() == "tiepointGuide"), None)


def test_the_menu_entry_opens_a_page_that_is_there(plugin, opened):
    entry = entry_of(plugin[1])
    assert entry.text() == "User guide"
    entry.trigger()
    page, = opened
    assert page.is_file() and page.name == "index.html" and "<h1>" in page.read_text(encoding="utf-8")


def test_the_entry_goes_with_the_plugin(plugin):
    loaded, window = plugin
    entry = entry_of(window)
    loaded.unload()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    assert entry_of(window) is None and sip.isdeleted(entry) and window.kept() == []


def test_the_panel_links_to_it_until_something_runs(plugin, opened, stand_in, rasters):
    from qgis.core import QgsProject, QgsRasterLayer
    from tiepoint.ui.dock.part import Dock

    dock = next(part for part in plugin[0].desktop.parts if isinstance(part, Dock))
    dock.action.trigger()
    panel = dock.panel
    assert panel.guide.isVisible() and "User guide" in panel.guide.text()
    panel.guide.linkActivated.emit("guide")
    assert [page.is_file() for page in opened] == [True]
    QgsProject.instance().addMapLayers([QgsRasterLayer(path, name) for path, name in zip(rasters, ("reference", "target"))])
    panel.forms["tiepoint:coregister"].start_button.click()
    assert panel.is_running and not panel.guide.isVisible()
