"""Similar tiles in the panel: marked on the map, found, looked at, judged, searched again, saved; with a stand-in for the engine."""
import json
import sqlite3
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QSpinBox

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


def place(window, x, y):
    """The pixel of the canvas at a place, metres right of and below the raster's corner."""
    point = window.mapCanvas().getCoordinateTransform().transform(WEST + x, NORTH - y)
    return QPoint(round(point.x()), round(point.y()))


@pytest.fixture
def draw(window, page, click):
    """Draws a box on the canvas."""
    def draw(left, top, right, bottom):
        if not page.form.mark_button.isChecked():
            click(page.form.mark_button)
        view, start, end = window.mapCanvas().viewport(), place(window, left, top), place(window, right, bottom)
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


def asked(scene):
    return [json.loads(line) for line in Path(scene[1] + ".asked").read_text().splitlines()]


def shown(results):
    """(first line, mark) of every item."""
    from tiepoint.ui.similar.tile_model import MARK

    model = results.model
    return [(model.index(row).data().partition("\n")[0], model.index(row).data(MARK)) for row in range(model.rowCount())]


def press(results, row, modifier=Qt.KeyboardModifier.NoModifier):
    """Click an item."""
    box = results.view.visualRect(results.model.index(row))
    QTest.mouseClick(results.view.viewport(), Qt.MouseButton.LeftButton, modifier, box.center())


def test_what_is_missing_is_told_step_by_step(stand_in, panel, page, layers, draw, scene):
    form = page.form
    assert form.hint.text().startswith("Mark what you look for") and not form.start_button.isEnabled()
    draw(18, 2, 30, 14)
    assert not form.hint.isVisible() and form.start_button.isEnabled()
    assert form.given()["QUERY_RASTER"] == layers[1].id() and form.given()["INDEX"] == layers[0].id()
    corners = [float(value) for value in form.given()["QUERY_EXTENT"].split(" ")[0].split(",")]
    assert corners == pytest.approx([WEST + 18, WEST + 30, NORTH - 14, NORTH - 2], abs=0.5)
    QgsProject.instance().removeMapLayer(layers[0])
    assert form.hint.text().startswith("Make an index") and not form.start_button.isEnabled()


def test_the_tool_of_the_map_and_the_button_are_one(page, window, click, part):
    before = window.mapCanvas().mapTool()
    click(page.form.mark_button)
    assert page.form.mark_button.isChecked() and part("SimilarTiles").action.isChecked()
    QTest.keyClick(window.mapCanvas(), Qt.Key.Key_Escape)
    assert not page.form.mark_button.isChecked() and window.mapCanvas().mapTool() is before


def test_a_box_drawn_while_the_panel_is_hidden_opens_it(engine, part, layers, window, draw, page, panel):
    draw(2, 2, 14, 14)
    panel.tabs.setCurrentIndex(0)
    part("Dock").widget.hide()
    draw(18, 2, 30, 14)
    assert part("Dock").widget.isVisible() and page.form.isVisible() and page.form.start_button.isEnabled()


def test_clicked_tiles_are_examples(engine, panel, page, window, click, wait, scene):
    click(page.form.mark_button)
    viewport, shift = window.mapCanvas().viewport(), Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, shift, place(window, 8, 8))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(window, 8, 24))
    assert page.form.examples.isVisible() and page.form.examples_label.text() == "1 tile(s) on the map"
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, shift, place(window, 24, 24))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(window, 8, 24))
    assert page.form.examples_label.text() == "2 tile(s) on the map"
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert page.results.isVisible(), panel.view.message.text()
    assert asked(scene) == [{"good": [5, 6], "bad": [], "area": ""}]
    assert [title for title, _ in shown(page.results)] == [str(rank) for rank in range(1, 11)]


def test_results_are_ranked_pictures_of_the_tiles(results, wait, scene):
    from tiepoint.ui.similar.tile_model import PICTURE

    model = results.model
    assert "12 similar tiles" in results.headline.text() and model.rowCount() == 12
    assert model.index(2).data() == "3\ndistance 9"
    results.view.grab()
    wait(lambda: all(model.index(row).data(PICTURE) is not None for row in range(12)), "pictures")
    for row in range(12):
        picture = model.index(row).data(PICTURE)
        assert picture.width() == picture.height() > 60
        assert abs(picture.pixelColor(picture.width() // 2, picture.height() // 2).red() - grey(row + 1)) <= 1
    assert not list(Path(scene[1]).parent.glob("*.partial*"))


def test_pictures_come_without_the_raster_in_the_project(engine, panel, page, draw, click, wait, scene, layers, settle):
    from tiepoint.ui.similar.tile_model import PICTURE

    draw(18, 2, 30, 14)
    click(page.form.start_button)
    QgsProject.instance().removeMapLayer(layers[1])
    wait(lambda: page.results.isVisible())
    page.results.view.grab()
    model = page.results.model
    wait(lambda: model.index(11).data(PICTURE) is not None)
    assert abs(model.index(11).data(PICTURE).pixelColor(20, 20).red() - grey(12)) <= 1
    press(page.results, 3)
    assert "land_20200501.tif is not in the project" in page.results.note.text()
    page.results.note.linkActivated.emit("show")
    assert QgsProject.instance().mapLayersByName("land_20200501") and not page.results.note.isVisible()


def test_a_raster_that_has_gone_has_no_picture(results, wait, scene, layers, page):
    from tiepoint.ui.similar.tile_model import PICTURE

    QgsProject.instance().removeMapLayer(layers[1])
    Path(scene[0]).unlink()
    results.show_search(page._search, scene[1])
    model = results.model
    wait(lambda: model.index(0).data(PICTURE) is not None)
    assert model.index(0).data(PICTURE).isNull()


def test_a_raster_that_lies_below_another_is_uncovered(results, window, layers, scene, settle):
    from qgis.gui import QgsLayerTreeMapCanvasBridge

    root, canvas = QgsProject.instance().layerTreeRoot(), window.mapCanvas()
    gdal.Translate(scene[0].replace("land", "over"), scene[0])
    over = QgsRasterLayer(scene[0].replace("land", "over"), "over")
    QgsProject.instance().addMapLayer(over, False)
    root.insertLayer(0, over)
    bridge = QgsLayerTreeMapCanvasBridge(root, canvas)
    settle()
    press(results, 3)
    assert "lies below others" in results.note.text()
    results.note.linkActivated.emit("show")
    settle()
    assert canvas.layers() == layers and not results.note.isVisible()
    press(results, 4)
    assert not results.note.isVisible()
    del bridge


def test_a_click_shows_the_tile_on_the_map_and_a_double_click_outlines_it(results, window, page):
    canvas = window.mapCanvas()
    press(results, 6)
    centre = canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((WEST + 2.5 * SIDE, NORTH - 1.5 * SIDE), abs=0.1)
    assert 3 * SIDE < min(canvas.extent().width(), canvas.extent().height()) < 6 * SIDE
    items = len(canvas.scene().items())
    QTest.mouseDClick(results.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                      results.view.visualRect(results.model.index(6)).center())
    assert list(page._outlines._kept) == [7] and len(canvas.scene().items()) == items + 1
    QTest.mouseDClick(results.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                      results.view.visualRect(results.model.index(6)).center())
    assert not page._outlines._kept
    press(results, 0)
    QTest.keyClick(results.view, Qt.Key.Key_Right)
    centre = canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((WEST + 1.5 * SIDE, NORTH - 0.5 * SIDE), abs=0.1)


def test_marks_by_keys_buttons_and_menu_can_be_taken_back(results, click):
    assert not results.again_button.isEnabled() and "Mark tiles first" in results.again_button.toolTip()
    press(results, 1)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    assert shown(results)[1] == ("2", "good") and results.good.isChecked() and results.again_button.isEnabled()
    QTest.keyClick(results.view, Qt.Key.Key_B)
    assert shown(results)[1] == ("2", "bad") and not results.good.isChecked() and results.bad.isChecked()
    click(results.bad)
    assert shown(results)[1] == ("2", "") and not results.again_button.isEnabled()
    press(results, 2, Qt.KeyboardModifier.ControlModifier)
    click(results.good)
    assert [mark for _, mark in shown(results)[:4]] == ["", "good", "good", ""]
    assert "2 like this, 0 not like this" in results.headline.text()
    menu = results.context_menu()
    menu.actions()[1].trigger()
    assert [mark for _, mark in shown(results)[:4]] == ["", "bad", "bad", ""]


def test_the_mark_is_seen_on_the_picture(results, wait):
    from tiepoint.ui.badge import BAD, GOOD
    from tiepoint.ui.similar.tile_view import SIDE as PICTURE_SIDE

    for row, key in ((8, Qt.Key.Key_G), (9, Qt.Key.Key_B)):
        press(results, row)
        QTest.keyClick(results.view, key)
    results.view.clearSelection()
    results.view.scrollTo(results.model.index(9))
    for row, colour in ((8, GOOD), (9, BAD)):
        box = results.view.visualRect(results.model.index(row))
        picture = results.view.viewport().grab().toImage()
        at = QPoint(box.center().x() - PICTURE_SIDE // 2 + 2, box.top() + 40)
        assert picture.pixelColor(at).name() == colour


def test_searching_again_gives_the_marks_to_the_engine_and_keeps_them(results, page, panel, click, wait, scene):
    press(results, 1)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    press(results, 4)
    QTest.keyClick(results.view, Qt.Key.Key_B)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    first, second = asked(scene)
    assert (first["good"], first["bad"]) == ([], []) and (second["good"], second["bad"]) == ([2], [5])
    assert first["area"] == second["area"] != ""
    assert shown(results)[:4] == [("like this", "good"), ("not like this", "bad"), ("1", ""), ("2", "")]
    press(results, 0)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    press(results, 2)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    assert (asked(scene)[2]["good"], asked(scene)[2]["bad"]) == ([1], [5]), "the example that was taken back is none any more"
    assert [title for title, _ in shown(results)[:3]] == ["like this", "not like this", "1"]
    click(results.back_button)
    assert page.form.isVisible() and page.form.results_button.isVisible()
    click(page.form.results_button)
    assert results.isVisible() and results.model.rowCount() == 12


def test_saved_as_a_layer_with_ranks_and_marks(results, panel, click, wait, tmp_path, monkeypatch):
    from qgis.PyQt.QtWidgets import QFileDialog

    press(results, 0)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    press(results, 1)
    QTest.keyClick(results.view, Qt.Key.Key_B)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "kept"), ""))
    results.to_memory.trigger()
    results.to_file.trigger()
    first, second = QgsProject.instance().mapLayersByName("Similar tiles")
    if first.providerType() == "ogr":
        first, second = second, first
    assert (first.providerType(), second.source().split("|")[0]) == ("memory", str(tmp_path / "kept.gpkg"))
    for layer in (first, second):
        rows = {feature["tile"]: feature for feature in layer.getFeatures()}
        assert {tile: feature["mark"] for tile, feature in rows.items() if isinstance(feature["mark"], str)} == {1: "good", 2: "bad"}
        assert rows[2]["rank"] == 1 and not isinstance(rows[1]["rank"], int) and len(rows) == 12
        assert rows[2]["source"].endswith("land_20200501.tif") and layer.crs().authid() == "EPSG:32633"
        labels = [rule.filterExpression() for rule in layer.renderer().rootRule().children()]
        assert labels[-2:] == ["\"mark\" = 'good'", "\"mark\" = 'bad'"] and layer.labelsEnabled()
    assert sorted(path.name for path in tmp_path.glob("kept*")) == ["kept.gpkg", "kept.qml"]


def test_a_saved_layer_is_searched_with_again(results, panel, page, layers, window, click, wait, scene):
    """Examples have no rank there, which the map tool has to live with."""
    press(results, 0)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    results.to_memory.trigger()
    layer, = QgsProject.instance().mapLayersByName("Similar tiles")
    window.mapCanvas().setLayers([layer, *layers])
    click(results.back_button)
    window.mapCanvas().setExtent(QgsRectangle(WEST, NORTH - ROWS * SIDE, WEST + COLUMNS * SIDE, NORTH))
    if not page.form.mark_button.isChecked():
        click(page.form.mark_button)
    QTest.mouseClick(window.mapCanvas().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(window, 8, 8))
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert asked(scene)[-1] == {"good": [1], "bad": [], "area": ""}


def count(page, number):
    box = page.form.fields["COUNT"].widget
    box = box if isinstance(box, QSpinBox) else box.findChild(QSpinBox)
    box.setValue(number)


def test_nothing_found_says_what_to_do_and_keeps_what_there_was(results, page, panel, click, wait):
    click(results.back_button)
    count(page, 7)
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "failed" and "Allow a larger MAX_DISTANCE" in panel.view.message.text()
    click(page.form.results_button)
    assert results.model.rowCount() == 12


def test_cancel_ends_a_search(engine, page, panel, draw, click, wait):
    draw(18, 2, 30, 14)
    count(page, 9)
    click(page.form.start_button)
    wait(lambda: panel.view.progress.value() == 40)
    assert panel.view.stage.text().startswith("Searching 12 tiles") and not page.form.start_button.isEnabled()
    click(panel.view.cancel_button)
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "cancelled" and page.form.isVisible() and page.form.start_button.isEnabled()


def test_without_an_engine_the_set_up_page_is_offered(page, panel, draw, click, monkeypatch, window):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    draw(18, 2, 30, 14)
    click(page.form.start_button)
    assert not panel.is_running and panel.banner.isVisible()
    click(panel.set_up_button)
    assert window.pages == ["tiepointOptions"]


def test_the_rasters_of_the_project_are_offered_for_an_index(stand_in, page, click, layers):
    click(page.form.new_button)
    form = page.index_form
    assert form.isVisible() and form.given()["RASTERS"] == [layers[1].source()] and form.start_button.isEnabled()
    assert form.outputs()["OUTPUT"].endswith("tiles.gpkg")
    click(form.back_button)
    assert page.form.isVisible()


def test_what_is_searched_for_is_outlined_while_its_tab_is_shown(page, panel, draw):
    draw(18, 2, 30, 14)
    band = page._outlines._query
    assert band.asGeometry().boundingBox().width() == pytest.approx(12, abs=0.5)
    panel.tabs.setCurrentIndex(0)
    assert band.asGeometry().isEmpty()


def test_unloading_leaves_nothing_on_canvas_and_disk(window, engine, scene, settle):
    import tiepoint
    from qgis.core import QgsProcessingUtils

    canvas, folder = window.mapCanvas(), Path(QgsProcessingUtils.tempFolder())
    items, kept = len(canvas.scene().items()), set(folder.iterdir())
    for _ in range(2):
        plugin = tiepoint.classFactory(window)
        plugin.initGui()
        page = plugin.desktop.parts[1].panel.similar
        assert set(folder.iterdir()) > kept
        plugin.unload()
        settle()
        assert sip.isdeleted(page) and len(canvas.scene().items()) == items and set(folder.iterdir()) == kept
        assert window.kept() == []
