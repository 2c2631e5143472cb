"""Similar tiles in the panel: what is searched for and where, what runs, what is said where it fails; a stand-in searches."""
import json
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QSpinBox

WEST, NORTH = 500000.0, 5000000.0


def test_what_is_missing_is_told_step_by_step(stand_in, panel, page, layers, draw):
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


def test_a_box_drawn_while_the_panel_is_hidden_opens_it(engine, part, layers, draw, page, panel):
    draw(2, 2, 14, 14)
    panel.tabs.setCurrentIndex(0)
    part("Dock").widget.hide()
    draw(18, 2, 30, 14)
    assert part("Dock").widget.isVisible() and page.form.isVisible() and page.form.start_button.isEnabled()


def test_clicked_tiles_are_examples(engine, panel, page, window, click, wait, shown, asked, place):
    click(page.form.mark_button)
    viewport, shift = window.mapCanvas().viewport(), Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, shift, place(8, 8))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(8, 24))
    assert page.form.examples.isVisible() and page.form.examples_label.text() == "1 tile(s) on the map"
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, shift, place(24, 24))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(8, 24))
    assert page.form.examples_label.text() == "2 tile(s) on the map"
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert page.results.isVisible(), panel.view.message.text()
    assert asked() == [{"good": [5, 6], "bad": [], "area": ""}]
    assert [title for title, _ in shown()] == [str(rank) for rank in range(1, 11)]


def count(page, number):
    box = page.form.fields["COUNT"].widget
    box = box if isinstance(box, QSpinBox) else box.findChild(QSpinBox)
    box.setValue(number)


def test_nothing_found_says_what_to_do_and_keeps_what_there_was(results, page, panel, click, wait):
    click(results.back_button)
    count(page, 7)
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "failed" and "Allow a larger 'Largest distance'" in panel.view.message.text()
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


def test_an_area_of_a_picture_without_a_position(engine, panel, page, draw, click, wait, layers, scene, window, tmp_path):
    """QGIS draws it with its rows downwards from zero."""
    gdal.Translate(str(tmp_path / "picture.png"), scene[0], format="PNG", creationOptions=["WORLDFILE=NO"])
    (tmp_path / "picture.png.aux.xml").unlink(missing_ok=True)
    picture = QgsRasterLayer(str(tmp_path / "picture.png"), "picture")
    QgsProject.instance().addMapLayer(picture)
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    canvas.setLayers([picture])
    canvas.setExtent(picture.extent())
    draw(18 - WEST, 2 + NORTH, 30 - WEST, 14 + NORTH)
    assert not picture.crs().isValid() and page.form.fields["QUERY_RASTER"].layer_name() == "picture"
    corners = page.form.given()["QUERY_EXTENT"]
    assert [float(value) for value in corners.split(",")] == pytest.approx([18, 30, -14, -2], abs=0.5)
    click(page.form.start_button)
    wait(lambda: not panel.is_running)
    assert page.results.isVisible(), panel.view.message.text()
    assert [float(value) for value in asked_area(scene).split(",")] == pytest.approx([18, -14, 30, -2], abs=0.5)


def asked_area(scene):
    return json.loads(Path(scene[1] + ".asked").read_text().splitlines()[-1])["area"]


def test_the_advanced_form_is_opened_with_tiles_also_where_the_index_has_gone(stand_in, panel, page, layers, window, click, place):
    opened = []
    panel.advanced.disconnect()
    panel.advanced.connect(lambda task, parameters: opened.append(parameters))
    click(page.form.mark_button)
    QTest.mouseClick(window.mapCanvas().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place(8, 24))
    click(page.form.advanced_button)
    assert opened[0]["INDEX"] == layers[0].id() and opened[0]["QUERY_TILES"].endswith(".gpkg") and "QUERY_RASTER" not in opened[0]
    QgsProject.instance().removeMapLayer(layers[0])
    click(page.form.advanced_button)
    assert "INDEX" not in opened[1] and "OUTPUT" not in opened[1]


def test_without_an_engine_the_set_up_page_is_offered(page, panel, draw, click, monkeypatch, window):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere/python")
    draw(18, 2, 30, 14)
    click(page.form.start_button)
    assert not panel.is_running and panel.banner.isVisible()
    click(panel.set_up_button)
    assert window.pages == ["tiepointOptions"]


def test_the_pictures_of_the_project_are_offered_for_an_index(stand_in, page, click, layers, root):
    magnitude = QgsRasterLayer(layers[1].source(), "magnitude")
    magnitude.loadNamedStyle(str(root / "resources/styles/magnitude.qml"))
    QgsProject.instance().addMapLayer(magnitude)
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
