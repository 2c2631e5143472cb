"""A window with a map canvas, real layers, and hands to click and press keys with."""
import math

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest

CRS = "EPSG:32633"
WEST, NORTH, SIDE, PIXEL = 500000.0, 5000000.0, 200, 2.0
FIELDS = ("id:integer", "target_px:double", "target_py:double", "target_x:double", "target_y:double", "reference_x:double",
          "reference_y:double", "dx:double", "dy:double", "shift:double", "score:double", "residual:double", "loo_residual:double",
          "inlier:bool", "enabled:bool", "method:string(20)", "weight:double", "footprint:double")


def until(condition, what, seconds=60):
    """Let the application work until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        assert clock.elapsed() < 1000 * seconds, f"not within {seconds} s: {what}"
        QTest.qWait(10)


@pytest.fixture
def wait():
    return until


@pytest.fixture
def window(stand_in_window):
    project = QgsProject.instance()
    project.clear()
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    window = stand_in_window()
    window.resize(1280, 960)            # high enough for a square raster to fill most of the width
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(CRS))
    QTest.qWaitForWindowExposed(window)
    window.canvas.setExtent(QgsRectangle(WEST, NORTH - SIDE * PIXEL, WEST + SIDE * PIXEL, NORTH))
    yield window
    window.canvas.unsetMapTool(window.canvas.mapTool())
    window.canvas.stopRendering()
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def click(window):
    """Clicks on the canvas where a map position is."""
    def at(x, y, button=Qt.MouseButton.LeftButton):
        place = window.canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
        QTest.mouseClick(window.canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, QPoint(round(place.x()), round(place.y())))

    return at


@pytest.fixture
def drag(window):
    """Drags the left button on the canvas, in pixels of the screen."""
    def over(*places):
        viewport = window.canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*places[0]))
        for place in places[1:]:
            move(viewport, QPoint(*place))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*places[-1]))

    return over


def move(viewport, place):
    """A move with the left button down, which QTest's own lacks."""
    from qgis.PyQt.QtCore import QPointF
    from qgis.PyQt.QtGui import QMouseEvent

    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(viewport.mapToGlobal(place)), Qt.MouseButton.LeftButton,
                        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(viewport, event)


@pytest.fixture
def colour(window):
    """Colour of the canvas at a share of its width and height, as it is seen."""
    def at(x, y=0.5):
        picture = window.canvas.grab().toImage()
        return picture.pixelColor(int(x * picture.width()), int(y * picture.height())).name()

    return at


@pytest.fixture
def raster(tmp_path):
    """Makes GeoTIFFs of one grey and adds them to the project."""
    from osgeo import gdal, osr

    def make(name, grey, placed=True):
        path = str(tmp_path / f"{name}.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, SIDE, SIDE, 3, gdal.GDT_Byte)
        if placed:
            crs = osr.SpatialReference()
            crs.ImportFromEPSG(32633)
            dataset.SetGeoTransform((WEST, PIXEL, 0.0, NORTH, 0.0, -PIXEL))
            dataset.SetProjection(crs.ExportToWkt())
        for band in (1, 2, 3):
            dataset.GetRasterBand(band).Fill(grey)
        dataset = None
        layer = QgsRasterLayer(path, name)
        assert layer.isValid()
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


def truth(x, y):
    """Where a known affine takes a nominal place."""
    u, v = x - (WEST + 200), y - (NORTH - 200)
    return WEST + 200 + 1.01 * u + 0.02 * v + 12.0, NORTH - 200 - 0.015 * u + 0.99 * v - 8.0


@pytest.fixture
def tiepoints():
    """Makes a layer of 36 tie points of a known affine; ``bad`` is the row that is 60 m east and 40 m south of where it belongs."""
    def make(bad=14, placed=True):
        layer = QgsVectorLayer(f"Point?crs={CRS}&" + "&".join(f"field={field}" for field in FIELDS), "tie points", "memory")
        for row in range(36):
            px, py = 10.0 + 36 * (row % 6), 10.0 + 36 * (row // 6)
            x, y = WEST + PIXEL * px, NORTH - PIXEL * py
            east, north = truth(x, y)
            if row == bad:
                east, north = east + 60.0, north - 40.0
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(east, north)))
            shift = (east - x, north - y, math.hypot(east - x, north - y)) if placed else (None, None, None)
            target = (x, y) if placed else (px, -py)
            feature.setAttributes([row + 1, px, py, *target, east, north, *shift, 0.9, 0.1, 0.1, True, True, "phase", 1.0, None])
            layer.dataProvider().addFeature(feature)
        layer.updateExtents()
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


@pytest.fixture
def engine(monkeypatch, root):
    """The real engine."""
    monkeypatch.setenv("TIEPOINT_PYTHON", str(root / ".venv/bin/python"))
