"""Similar tiles in the panel: what was found is looked at, judged, searched again with and saved; a stand-in searches."""
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

SIDE, COLUMNS, ROWS = 16, 4, 3
WEST, NORTH = 500000.0, 5000000.0


def grey(tile):
    """What a tile shows."""
    return 20 * tile


def test_results_are_ranked_pictures_of_the_tiles(results, wait, scene):
    from tiepoint.ui.similar.tile_model import PICTURE

    model = results.model
    assert "12 similar tiles" in results.headline.text() and model.rowCount() == 12
    assert model.index(2).data() == "3\n85.0 % alike"
    results.view.grab()
    wait(lambda: all(model.index(row).data(PICTURE) is not None for row in range(12)), "pictures")
    for row in range(12):
        picture = model.index(row).data(PICTURE)
        assert picture.width() == picture.height() > 60
        assert abs(picture.pixelColor(picture.width() // 2, picture.height() // 2).red() - grey(row + 1)) <= 1
    assert not list(results.parent()._folder.iterdir()), "what the engine has written has been read"


def test_of_many_results_the_best_are_shown(engine, panel, page, draw, click, wait, monkeypatch):
    from tiepoint.ui.similar import search

    monkeypatch.setattr(search, "MOST", 5)
    draw(18, 2, 30, 14)
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert page.results.model.rowCount() == 5 and page.results.model.index(4).data() == "5\n75.0 % alike"
    assert "12 similar tiles" in page.results.headline.text() and "The best 5 are shown" in page.results.headline.text()


def test_pictures_come_without_the_raster_in_the_project(engine, panel, page, draw, click, wait, layers, settle, press):
    from tiepoint.ui.similar.tile_model import PICTURE

    draw(18, 2, 30, 14)
    click(page.form.start_button)
    QgsProject.instance().removeMapLayer(layers[1])
    wait(lambda: page.results.isVisible())
    page.results.view.grab()
    model = page.results.model
    wait(lambda: model.index(11).data(PICTURE) is not None)
    assert abs(model.index(11).data(PICTURE).pixelColor(20, 20).red() - grey(12)) <= 1
    press(3)
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


def test_a_raster_that_lies_below_another_is_uncovered(results, window, layers, scene, settle, press):
    from qgis.gui import QgsLayerTreeMapCanvasBridge

    root, canvas = QgsProject.instance().layerTreeRoot(), window.mapCanvas()
    gdal.Translate(scene[0].replace("land", "over"), scene[0])
    over = QgsRasterLayer(scene[0].replace("land", "over"), "over")
    QgsProject.instance().addMapLayer(over, False)
    root.insertLayer(0, over)
    bridge = QgsLayerTreeMapCanvasBridge(root, canvas)
    settle()
    press(3)
    assert "lies below others" in results.note.text()
    results.note.linkActivated.emit("show")
    settle()
    assert canvas.layers() == layers and not results.note.isVisible()
    press(4)
    assert not results.note.isVisible()
    del bridge


def test_a_click_shows_the_tile_on_the_map_and_a_double_click_outlines_it(results, window, page, press):
    canvas = window.mapCanvas()
    press(6)
    centre = canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((WEST + 2.5 * SIDE, NORTH - 1.5 * SIDE), abs=0.1)
    assert 3 * SIDE < min(canvas.extent().width(), canvas.extent().height()) < 6 * SIDE
    items = len(canvas.scene().items())
    press(6, twice=True)
    assert list(page._outlines._kept) == [7] and len(canvas.scene().items()) == items + 1
    press(6, twice=True)
    assert not page._outlines._kept
    press(0)
    QTest.keyClick(results.view, Qt.Key.Key_Right)
    centre = canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((WEST + 1.5 * SIDE, NORTH - 0.5 * SIDE), abs=0.1)


def test_marks_by_keys_buttons_and_menu_can_be_taken_back(results, click, press, shown):
    assert not results.again_button.isEnabled() and "Mark tiles first" in results.again_button.toolTip()
    press(1)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    assert shown()[1] == ("2", "good") and results.good.isChecked() and results.again_button.isEnabled()
    QTest.keyClick(results.view, Qt.Key.Key_B)
    assert shown()[1] == ("2", "bad") and not results.good.isChecked() and results.bad.isChecked()
    click(results.bad)
    assert shown()[1] == ("2", "") and not results.again_button.isEnabled()
    press(2, Qt.KeyboardModifier.ControlModifier)
    click(results.good)
    assert [mark for _, mark in shown()[:4]] == ["", "good", "good", ""]
    assert "2 like this, 0 not like this" in results.headline.text()
    menu = results.context_menu()
    menu.actions()[1].trigger()
    assert [mark for _, mark in shown()[:4]] == ["", "bad", "bad", ""]


def test_the_mark_is_seen_on_the_picture(results, wait, press):
    from tiepoint.ui.badge import BAD, GOOD
    from tiepoint.ui.similar.tile_view import SIDE as PICTURE_SIDE

    for row, key in ((8, Qt.Key.Key_G), (9, Qt.Key.Key_B)):
        press(row)
        QTest.keyClick(results.view, key)
    results.view.clearSelection()
    results.view.scrollTo(results.model.index(9))
    for row, colour in ((8, GOOD), (9, BAD)):
        box = results.view.visualRect(results.model.index(row))
        picture = results.view.viewport().grab().toImage()
        at = QPoint(box.center().x() - PICTURE_SIDE // 2 + 2, box.top() + 40)
        assert picture.pixelColor(at).name() == colour


def test_searching_again_gives_the_marks_to_the_engine_and_keeps_them(results, page, panel, click, wait, press, shown, asked):
    press(1)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    press(4)
    QTest.keyClick(results.view, Qt.Key.Key_B)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    first, second = asked()
    assert (first["good"], first["bad"]) == ([], []) and (second["good"], second["bad"]) == ([2], [5])
    assert first["area"] == second["area"] != ""
    assert shown()[:4] == [("like this", "good"), ("not like this", "bad"), ("1", ""), ("2", "")]
    press(0)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    press(2)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    assert (asked()[2]["good"], asked()[2]["bad"]) == ([1], [5]), "the example that was taken back is none any more"
    assert [title for title, _ in shown()[:3]] == ["like this", "not like this", "1"]
    click(results.back_button)
    assert page.form.isVisible() and page.form.results_button.isVisible()
    click(page.form.results_button)
    assert results.isVisible() and results.model.rowCount() == 12


def test_saved_as_a_layer_with_ranks_and_marks(results, panel, click, wait, tmp_path, monkeypatch, press):
    from qgis.PyQt.QtWidgets import QFileDialog

    press(0)
    QTest.keyClick(results.view, Qt.Key.Key_G)
    click(results.again_button)
    wait(lambda: not panel.is_running)
    press(1)
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


def test_a_saved_layer_is_searched_with_again(results, panel, page, layers, window, click, wait, press, asked, place):
    """Examples have no rank there, which the map tool has to live with."""
    press(0)
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
    QTest.mouseClick(window.mapCanvas().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(8, 8))
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert asked()[-1] == {"good": [1], "bad": [], "area": ""}
