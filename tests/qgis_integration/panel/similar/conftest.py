"""A scene of tiles for tests of the panel: a raster, an index of it, an engine that searches it, and hands to mark and press with."""
import json
import sqlite3
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

SIDE, COLUMNS, ROWS = 16, 4, 3
WEST, NORTH = 500000.0, 5000000.0


def grey(tile):
    """What a tile shows."""
    return 20 * tile


@pytest.fixture
def scene(tmp_path):
    """A raster of twelve tiles, each of one grey, and an index of it: (path of the raster, path of the index)."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    raster, index = str(tmp_path / "land_20200501.tif"), str(tmp_path / "tiles.gpkg")
    dataset = gdal.GetDriverByName("GTiff").Create(raster, SIDE * COLUMNS, SIDE * ROWS, 3, gdal.GDT_Byte)
    transform = (WEST, 1.0, 0.0, NORTH, 0.0, -1.0)
    dataset.SetGeoTransform(transform)
    dataset.SetProjection(crs.ExportToWkt())
    for number in range(ROWS * COLUMNS):
        row, col = divmod(number, COLUMNS)
        for band in (1, 2, 3):
            dataset.GetRasterBand(band).WriteRaster(col * SIDE, row * SIDE, SIDE, SIDE, bytes([grey(number + 1)]) * SIDE**2)
    dataset = None
    file = ogr.GetDriverByName("GPKG").CreateDataSource(index, ["VERSION=1.2"])
    layer = file.CreateLayer("tiles", crs, ogr.wkbPolygon)
    kinds = {"tile": ogr.OFTInteger64, "source": ogr.OFTString, "col": ogr.OFTInteger, "row": ogr.OFTInteger, "width": ogr.OFTInteger,
             "height": ogr.OFTInteger, "date": ogr.OFTString, "code": ogr.OFTString, "model": ogr.OFTString}
    for name, kind in kinds.items():
        layer.CreateField(ogr.FieldDefn(name, kind))
    for number in range(ROWS * COLUMNS):
        row, col = divmod(number, COLUMNS)
        feature = ogr.Feature(layer.GetLayerDefn())
        values = (number + 1, raster, col * SIDE, row * SIDE, SIDE, SIDE, "2020-05-01", "ff", "m")
        for name, value in zip(kinds, values):
            feature[name] = value
        x, y = WEST + col * SIDE, NORTH - row * SIDE
        ring = [(x, y), (x + SIDE, y), (x + SIDE, y - SIDE), (x, y - SIDE), (x, y)]
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON (({', '.join(f'{a} {b}' for a, b in ring)}))"))
        layer.CreateFeature(feature)
    layer = file = None
    record = {"path": raster, "state": "", "date": "2020-05-01", "crs": crs.ExportToWkt(), "transform": [1.0, 0.0, WEST, 0.0, -1.0, NORTH],
              "width": SIDE * COLUMNS, "height": SIDE * ROWS, "size": SIDE, "stride": SIDE, "bands": [1, 2, 3], "limits": None,
              "skipped": 0}
    db = sqlite3.connect(index)
    db.execute("CREATE TABLE vgpkg_tiepoint_sources (id INTEGER PRIMARY KEY, record TEXT)")
    db.execute("INSERT INTO vgpkg_tiepoint_sources VALUES (0, ?)", (json.dumps(record),))
    db.commit()
    db.close()
    return raster, index


@pytest.fixture
def engine(stand_in, monkeypatch):
    from tiepoint.ui.engine import process

    monkeypatch.setattr(process, "WORKER", Path(__file__).with_name("tile_engine.py"))


@pytest.fixture
def layers(desktop, window, scene):
    """The index over its raster, on the canvas."""
    made = [QgsVectorLayer(scene[1], "index", "ogr"), QgsRasterLayer(scene[0], "land")]
    QgsProject.instance().addMapLayers(made)
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.setLayers(made)
    return made


@pytest.fixture
def page(panel, layers, window):
    panel.tabs.setCurrentWidget(panel.similar)
    window.mapCanvas().setExtent(QgsRectangle(WEST, NORTH - ROWS * SIDE, WEST + COLUMNS * SIDE, NORTH))
    QApplication.processEvents()
    return panel.similar


@pytest.fixture
def place(window):
    """The pixel of the canvas at a place, metres right of and below the raster's corner."""
    def place(x, y):
        point = window.mapCanvas().getCoordinateTransform().transform(WEST + x, NORTH - y)
        return QPoint(round(point.x()), round(point.y()))

    return place


@pytest.fixture
def draw(window, page, click, place):
    """Draws a box on the canvas."""
    def draw(left, top, right, bottom):
        if not page.form.mark_button.isChecked():
            click(page.form.mark_button)
        view, start, end = window.mapCanvas().viewport(), place(left, top), place(right, bottom)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    return draw


@pytest.fixture
def results(engine, panel, page, draw, click, wait):
    """A search for a box on the second tile, and its results."""
    draw(18, 2, 30, 14)
    click(page.form.start_button)
    wait(lambda: not panel.is_running, "the search")
    wait(lambda: page.results.isVisible(), "results")
    return page.results


@pytest.fixture
def asked(scene):
    """What the engine was asked."""
    return lambda: [json.loads(line) for line in Path(scene[1] + ".asked").read_text().splitlines()]


@pytest.fixture
def shown(page):
    """(first line, mark) of every item."""
    from tiepoint.ui.similar.tile_model import MARK

    model = page.results.model
    return lambda: [(model.index(row).data().partition("\n")[0], model.index(row).data(MARK)) for row in range(model.rowCount())]


@pytest.fixture
def press(page):
    """Clicks an item, twice if asked."""
    def press(row, modifier=Qt.KeyboardModifier.NoModifier, twice=False):
        view = page.results.view
        hit = QTest.mouseDClick if twice else QTest.mouseClick
        hit(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.visualRect(page.results.model.index(row)).center())

    return press
