"""Docks behind each other, as tabs: what is not seen leaves the map and the keys to what is."""
import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication


@pytest.fixture
def docks(stand_in, part, panel, rasters, click, wait, window):
    """(panel's dock, review of an alignment with a tie point chosen), one behind the other."""
    layers = [QgsRasterLayer(path, name) for path, name in zip(rasters, ("reference", "target"))]
    QgsProject.instance().addMapLayers(layers)
    form = panel.forms["tiepoint:coregister"]
    form.fields["REFERENCE"].widget.setLayer(layers[0])
    form.fields["TARGET"].widget.setLayer(layers[1])
    click(form.start_button)
    wait(lambda: not panel.is_running)
    click(panel.view.review_button)
    review = part("AlignmentReview").dock
    QApplication.processEvents()
    assert review in window.mainWindow().tabifiedDockWidgets(part("Dock").widget)
    review.panel.view.selectRow(0)
    return part("Dock").widget, review


def marked(review):
    return review.marks.reference.isVisible()


def test_a_dock_behind_another_takes_its_marks_and_keys_along(docks, wait, window):
    front, review = docks
    actions = len(window.mapCanvas().actions())
    assert review.is_seen and marked(review) and actions > 0
    front.raise_()
    wait(lambda: not review.is_seen, "the review goes behind")
    assert not marked(review) and not window.mapCanvas().actions()
    QgsProject.instance().addMapLayer(QgsRasterLayer(review.panel.reference.currentLayer().source(), "more"))
    QTest.qWait(100)
    assert not marked(review), "whatever happens meanwhile"
    review.raise_()
    wait(lambda: review.is_seen, "the review comes back")
    assert marked(review) and len(window.mapCanvas().actions()) == actions


def test_what_is_searched_for_is_not_outlined_behind_another_dock(docks, panel, wait):
    from qgis.core import QgsRectangle

    front, review = docks
    front.raise_()
    panel.tabs.setCurrentWidget(panel.similar)
    fields = panel.similar.form.fields
    fields["QUERY_EXTENT"].show(QgsRectangle(500000, 4999980, 500020, 5000000), fields["QUERY_RASTER"].widget.currentLayer().crs())
    band = panel.similar._outlines._query
    wait(lambda: not band.asGeometry().isEmpty(), "the outline")
    review.raise_()
    wait(lambda: band.asGeometry().isEmpty(), "the outline goes")
