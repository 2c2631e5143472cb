"""The review of an alignment: real clicks, the real engine, a known affine with one gross outlier."""
import os
import re

import pytest
from qgis.core import QgsExpressionContextUtils, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QStyle, QStyleOptionViewItem
from tiepoint.core.options.jobs import JOBS
from tiepoint.ui.processing import styles
from tiepoint.ui.review.alignment_review import AlignmentReview
from tiepoint.ui.review.tiepoint_table import ENABLED, HELD_OUT, NUMBER, RESIDUAL

BAD = 15      # its number


class Review:
    """The dock, as a person uses it."""

    def __init__(self, part, window, wait):
        self.part, self.window, self.wait = part, window, wait
        self.dock, self.panel = part.dock, part.dock.panel

    def open(self, layer, reference=None, target=None):
        self.part.action.trigger()
        for box, chosen in ((self.panel.layer, layer), (self.panel.reference, reference), (self.panel.target, target)):
            box.setLayer(chosen)
        QTest.qWait(50)

    def press(self, name):
        button = getattr(self.panel, name)
        assert button.isEnabled(), f"{name} can be pressed"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.qWait(60)

    def cell(self, row, column):
        return self.panel.ordered.index(row, column).data()

    def select(self, row):
        """Click a row of the table, counted as it is sorted."""
        view = self.panel.view
        view.scrollTo(self.panel.ordered.index(row, RESIDUAL))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         view.visualRect(self.panel.ordered.index(row, RESIDUAL)).center())

    def tick(self, row):
        """Click the check box of a row."""
        view, index = self.panel.view, self.panel.ordered.index(row, ENABLED)
        option = QStyleOptionViewItem()
        option.initFrom(view)
        option.rect = view.visualRect(index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        box = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(box.center()))
        QTest.qWait(60)

    def rmse(self):
        """The held-out RMSE that is shown, once the fit is there."""
        self.wait(lambda: not (self.dock.points._gather.isActive() or self.dock._rest.isActive() or self.dock.refit.is_waiting),
                  "the fit is there")
        return float(re.search(r"Held-out RMSE ([\d.]+) px", self.panel.fit.text()).group(1))


@pytest.fixture
def part(window):
    part = AlignmentReview(window)
    yield part
    part.unload()


@pytest.fixture
def review(part, window, wait):
    return Review(part, window, wait)


@pytest.fixture
def opened(review, tiepoints, raster):
    layer, reference, target = tiepoints(), raster("reference", 40), raster("target", 200)
    review.open(layer, reference, target)
    return review, layer, reference, target


def values(layer, field):
    return {feature["id"]: feature[field] for feature in layer.getFeatures()}


def test_switching_the_outlier_off_lowers_the_held_out_error_to_nothing_and_undo_restores_it(engine, opened):
    review, layer, _, _ = opened
    spoiled = review.rmse()
    assert spoiled > 1.0
    assert (review.cell(0, NUMBER), review.panel.table.rowCount()) == (str(BAD), 36), "the largest residual comes first"
    assert float(review.cell(0, HELD_OUT)) > float(review.cell(0, RESIDUAL)) > 10
    review.tick(0)
    assert values(layer, "enabled")[BAD] is False and layer.isEditable()
    assert review.rmse() <= 0.02
    assert f"(before: {spoiled:.2f} px)" in review.panel.fit.text() and "35 of 36" in review.panel.fit.text()
    assert (review.cell(0, NUMBER), review.cell(0, HELD_OUT)) == (str(BAD), ""), "the order stays while points are edited"
    assert float(review.cell(0, RESIDUAL)) > 10, "what a fit without it says of it"
    header = review.panel.view.horizontalHeader()
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         QPoint(header.sectionViewportPosition(RESIDUAL) + 20, 8))
    assert review.cell(35, NUMBER) == str(BAD), "points that do not count come last"
    review.press("undo")
    assert values(layer, "enabled")[BAD] is True
    assert review.rmse() == pytest.approx(spoiled)
    review.press("redo")
    assert review.rmse() <= 0.02
    review.press("save")
    assert not layer.isEditable() and values(layer, "enabled")[BAD] is False
    assert max(value for number, value in values(layer, "residual").items() if number != BAD) < 0.02 < values(layer, "residual")[BAD]


def test_selecting_a_row_shows_the_place_and_keys_switch_it(engine, opened, window):
    review, layer, _, _ = opened
    review.rmse()
    review.select(0)
    bad = next(feature for feature in layer.getFeatures() if feature["id"] == BAD).geometry().asPoint()
    centre = window.canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((bad.x(), bad.y()), abs=1e-6)
    assert review.dock.marks.reference.isVisible() and review.dock.marks.target.isVisible()
    QTest.keyClick(review.panel.view, Qt.Key.Key_E)
    QTest.qWait(60)
    assert values(layer, "enabled")[BAD] is False
    QTest.keyClick(window.canvas, Qt.Key.Key_E)
    QTest.qWait(60)
    assert values(layer, "enabled")[BAD] is True, "the row is still selected, and the key works on the map too"
    assert review.rmse() > 1.0


def test_deleting_and_undoing(engine, opened):
    review, layer, _, _ = opened
    review.rmse()
    review.select(0)
    review.press("delete")
    assert BAD not in values(layer, "id") and review.rmse() <= 0.02
    review.press("undo")
    assert len(values(layer, "id")) == 36 and review.rmse() > 1.0


def test_a_tie_point_is_added_by_two_clicks_and_counts(engine, opened, click, window):
    review, layer, _, _ = opened
    review.press("add")
    assert "reference" in review.panel.note.text() and review.dock.panel.bar.comparison.divider == 1.0
    view = window.canvas.extent()
    x, y = 500120.0, 4999800.0
    click(x, y)
    assert "to align" in review.panel.note.text() and review.dock.panel.bar.comparison.divider == 0.0
    assert window.canvas.extent().center().distance(view.center()) > 5, "the view follows the shift of the nearest tie point"
    click(x - 10.0, y + 6.0)
    assert window.canvas.extent() == view and review.panel.add.isChecked()
    review.press("add")
    assert not review.panel.add.isChecked() and window.canvas.mapTool() is window.pan and not review.panel.note.isVisible()
    added = next(feature for feature in layer.getFeatures() if feature["id"] == 37)
    pixel = window.canvas.mapUnitsPerPixel()
    point = added.geometry().asPoint()
    assert (point.x(), point.y()) == pytest.approx((x, y), abs=pixel)
    assert (added["target_x"], added["target_y"]) == pytest.approx((x - 10.0, y + 6.0), abs=pixel)
    assert (added["dx"], added["dy"]) == pytest.approx((10.0, -6.0), abs=2 * pixel)
    assert added["target_px"] == pytest.approx((added["target_x"] - 500000.0) / 2)
    assert added["target_py"] == pytest.approx((5000000.0 - added["target_y"]) / 2)
    assert (added["method"], added["enabled"], added["weight"]) == ("manual", True, 1.0)
    review.rmse()
    assert "37 of 37" in review.panel.fit.text()
    review.press("undo")
    assert len(values(layer, "id")) == 36


def test_the_map_may_be_in_another_crs(opened, click, window):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY

    review, layer, reference, _ = opened
    web = QgsCoordinateReferenceSystem("EPSG:3857")
    there = QgsCoordinateTransform(reference.crs(), web, QgsProject.instance())
    window.canvas.setDestinationCrs(web)
    window.canvas.setExtent(there.transformBoundingBox(reference.extent()))
    review.press("add")
    x, y = 500200.0, 4999800.0
    for place in (QgsPointXY(x, y), QgsPointXY(x - 10.0, y + 6.0)):
        place = there.transform(place)
        click(place.x(), place.y())
    review.press("add")
    added = next(feature for feature in layer.getFeatures() if feature["id"] == 37)
    pixel = window.canvas.mapUnitsPerPixel()
    assert (added["reference_x"], added["reference_y"]) == pytest.approx((x, y), abs=pixel)
    assert (added["dx"], added["dy"]) == pytest.approx((10.0, -6.0), abs=2 * pixel)
    assert added["target_px"] == pytest.approx((added["target_x"] - 500000.0) / 2, abs=1e-6)
    review.select(0)
    centre, bad = window.canvas.center(), there.transform(next(
        feature for feature in layer.getFeatures() if feature["id"] == int(review.cell(0, NUMBER))).geometry().asPoint())
    assert (centre.x(), centre.y()) == pytest.approx((bad.x(), bad.y()), abs=1e-3)


def test_pixels_of_a_rotated_raster(tmp_path):
    from osgeo import gdal, osr
    from qgis.core import QgsPointXY
    from tiepoint.core.errors import RasterError
    from tiepoint.ui.review.places import pixel_at

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "turned.tif"), 100, 50, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000.0, 1.6, 1.2, 5000000.0, 1.2, -1.6))
    dataset.SetProjection(crs.ExportToWkt())
    dataset = None
    layer = QgsRasterLayer(str(tmp_path / "turned.tif"), "turned")
    place = QgsPointXY(500000.0 + 1.6 * 30.5 + 1.2 * 20.25, 5000000.0 + 1.2 * 30.5 - 1.6 * 20.25)
    assert pixel_at(layer, place) == pytest.approx((30.5, 20.25))
    with pytest.raises(RasterError, match="outside 'turned'"):
        pixel_at(layer, QgsPointXY(500000.0, 4999000.0))


def test_escape_takes_the_first_click_back_and_then_ends(opened, click, window):
    review, layer, _, _ = opened
    review.press("add")
    click(500100.0, 4999800.0)
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert review.panel.add.isChecked() and "on the reference" in review.panel.note.text()
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not review.panel.add.isChecked() and window.canvas.mapTool() is window.pan
    assert not review.panel.bar.comparison.is_shown and len(values(layer, "id")) == 36


def test_a_click_beside_the_target_is_refused_with_a_reason(opened, click, window):
    review, layer, _, _ = opened
    review.press("add")
    click(500100.0, 4999800.0)
    click(499900.0, 4999800.0)
    assert "outside 'target'" in review.panel.note.text() and len(values(layer, "id")) == 36
    click(500090.0, 4999800.0)
    QTest.qWait(60)
    assert len(values(layer, "id")) == 37


def test_a_target_without_georeference_is_clicked_where_qgis_shows_it(engine, review, tiepoints, raster, click, window):
    layer = tiepoints(placed=False)
    review.open(layer, raster("reference", 40), raster("target", 200, placed=False))
    assert review.rmse() > 1.0
    review.press("add")
    click(500100.0, 4999800.0)
    assert window.canvas.extent().contains(review.panel.target.currentLayer().extent())
    click(50.0, -99.0)
    review.press("add")
    added = next(feature for feature in layer.getFeatures() if feature["id"] == 37)
    assert (added["target_px"], added["target_py"]) == pytest.approx((50.0, 99.0), abs=0.6)
    assert (added["target_x"], added["target_y"]) == (added["target_px"], -added["target_py"])
    assert not isinstance(added["dx"], float), "there is no shift in map units"
    assert review.rmse() > 1.0 and "37 of 37" in review.panel.fit.text()


def test_points_go_to_a_gcp_file_and_come_back(engine, opened, tmp_path, wait):
    review, layer, _, _ = opened
    review.rmse()
    review.tick(0)
    mended = review.rmse()
    review.dock.export_points(str(tmp_path / "a.points"))
    wait(lambda: (tmp_path / "a.points").exists() and not review.dock.refit.is_waiting, "the file is there")
    assert "a.points" in review.panel.note.text()
    lines = (tmp_path / "a.points").read_text().splitlines()
    assert lines[0].startswith("#CRS: ") and len(lines) == 38 and sum(line.split(",")[4] == "0" for line in lines[2:]) == 1
    review.dock.import_points(str(tmp_path / "a.points"))
    wait(lambda: review.panel.layer.currentLayer() is not layer, "the new layer is chosen")
    back = review.panel.layer.currentLayer()
    assert back.name() == "a" and back.featureCount() == 36 and back.renderer().type() == "RuleRenderer"
    for name in ("target_px", "target_x", "target_y", "dx", "dy", "enabled", "weight"):
        assert values(back, name) == pytest.approx(values(layer, name)), name
    assert review.rmse() == pytest.approx(mended)
    assert os.listdir(review.dock.refit._folder) == [os.path.basename(back.source())] or back.providerType() == "memory"


def test_warp_opens_its_form_and_does_what_the_review_said(engine, plugin, opened, context, feedback, tmp_path, monkeypatch):
    """With edits that are not saved."""
    from processing.gui import AlgorithmDialog
    from processing.tools import general
    from qgis.core import QgsApplication

    monkeypatch.setattr(general, "iface", opened[0].window)
    monkeypatch.setattr(AlgorithmDialog, "iface", opened[0].window)
    review, layer, reference, target = opened
    review.rmse()
    review.tick(0)
    told = review.rmse()
    review.press("warp")
    form = review.dock.form.dialog
    try:
        given = form.mainWidget().createProcessingParameters() if hasattr(form.mainWidget(), "createProcessingParameters") else \
            form.getParameterValues()
    finally:
        review.dock.form.close()
    assert (given["TIEPOINTS"], given["TARGET"], given["REFERENCE"]) == (layer.id(), target.id(), reference.id())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tiepoint:warp")
    results, fine = algorithm.run({**given, "OUTPUT": str(tmp_path / "warped.tif")}, context, feedback, {}, False)
    assert fine and results["TIEPOINT_COUNT"] == 35 and results["RMSE_PX"] == pytest.approx(told, abs=0.005)
    assert QgsRasterLayer(results["OUTPUT"], "warped").isValid() and layer.isEditable()


def test_the_transform_can_be_chosen(engine, opened):
    review, _, _, _ = opened
    review.rmse()
    review.panel.transform.setCurrentText("shift")
    assert review.rmse() > 1.0 and "transform shift" in review.panel.fit.text()


def test_arrows_are_exaggerated_by_the_slider(opened):
    review, layer, _, _ = opened
    assert not review.panel.arrows.isEnabled(), "a layer without the style has no arrows"
    styles.style_of(layer, "tiepoints")
    review.panel.arrows.set_layer(layer)
    slider = review.panel.arrows.slider
    before = slider.value()
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.value() > before
    factor = float(QgsExpressionContextUtils.layerScope(layer).variable(styles.EXAGGERATION))
    assert review.panel.arrows.label.text() == f"× {factor:g}" and factor > 1


def test_what_cannot_be_done_is_said(monkeypatch, review, raster, tiepoints, wait):
    monkeypatch.setenv("TIEPOINT_PYTHON", "/nowhere")
    layer = tiepoints()
    review.open(layer)
    wait(lambda: "Choose a tie-point layer" in review.panel.fit.text(), "what is missing")
    assert not review.panel.add.isEnabled() and not review.panel.export.isEnabled() and not review.panel.load.isEnabled()
    review.panel.target.setLayer(raster("target", 200))
    wait(lambda: "does not exist" in review.panel.fit.text(), "why there is no engine")


def test_only_tie_points_are_offered_and_a_removed_layer_is_let_go(review, tiepoints, raster):
    QgsProject.instance().addMapLayer(QgsVectorLayer("Point?crs=EPSG:32633&field=name:string", "other", "memory"))
    layer = tiepoints()
    review.open(layer, raster("reference", 40), raster("target", 200))
    assert [review.panel.layer.itemText(index) for index in range(review.panel.layer.count())] == ["", "tie points"]
    assert review.panel.table.rowCount() == 36
    QgsProject.instance().removeMapLayer(layer.id())
    QTest.qWait(60)
    assert review.dock.points is None and review.panel.table.rowCount() == 0


def test_the_rasters_of_a_layer_are_chosen_again(opened, tiepoints):
    review, layer, reference, target = opened
    other = tiepoints()
    review.panel.layer.setLayer(other)
    review.panel.target.setLayer(None)
    review.panel.layer.setLayer(layer)
    assert review.panel.target.currentLayer() is target and review.panel.reference.currentLayer() is reference


def test_nothing_is_left_when_it_is_unloaded(window, tiepoints, raster, engine, wait):
    scene, project = window.canvas.scene(), QgsProject.instance()
    items, children = len(scene.items()), len(window.findChildren(object))
    receivers = project.receivers(project.layersAdded)
    layer = tiepoints()
    for _ in range(2):
        part = AlignmentReview(window)
        review = Review(part, window, wait)
        review.open(layer, *(project.mapLayersByName(name)[0] if project.mapLayersByName(name) else raster(name, 90)
                             for name in ("reference", "target")))
        review.rmse()
        review.press("add")
        QTest.mouseClick(review.panel.bar.swipe, Qt.MouseButton.LeftButton)
        folder, background = review.dock.refit._folder, review.dock.refit.background
        assert folder.exists() and background.isRunning() and window.plugins.actions() and window.menu.actions()
        listening = layer.receivers(layer.featureAdded)
        part.unload()
        QTest.qWait(50)
        assert not folder.exists() and not background.isRunning()
        assert not window.plugins.actions() and not window.menu.actions() and not window.canvas.actions()
        assert len(scene.items()) == items and window.canvas.mapTool() is window.pan
        assert project.receivers(project.layersAdded) == receivers and layer.receivers(layer.featureAdded) < listening
        from qgis.PyQt.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert len(window.findChildren(object)) == children
        part.unload()


def test_it_is_opened_with_layers_by_others(part, tiepoints, raster):
    layer, reference, target = tiepoints(), raster("reference", 40), raster("target", 200)
    part.review(layer, reference, target)
    panel = part.dock.panel
    assert part.dock.isVisible() and part.action.isChecked()
    assert [box.currentLayer() for box in (panel.layer, panel.reference, panel.target, panel.aligned)] == [layer, reference, target, None]


def test_without_a_window_there_is_nothing():
    part = AlignmentReview(None)
    assert part.dock is None
    part.unload()


def test_the_review_is_no_algorithm():
    assert "refit" not in JOBS
