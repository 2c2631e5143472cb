"""What the map showed before a review is shown again when the review is closed, unless the user has gone elsewhere."""
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.review.alignment_review import AlignmentReview
from tiepoint.ui.review.change_review import ChangeReview

FIELDS = "&field=id:integer&field=area:double&field=magnitude:double&field=confidence:double&field=status:string(10)"


@pytest.fixture
def parts(window):
    parts = ChangeReview(window), AlignmentReview(window)
    yield parts
    for part in parts:
        part.unload()


@pytest.fixture
def reviewed(parts, window):
    """The review of three areas, opened, and led to the second."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:32633" + FIELDS, "changes", "memory")
    for number in range(3):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000 + 100 * number, 4999700, 500020 + 100 * number, 4999720)))
        feature.setAttributes([number, 400.0, 0.5, 0.5, ""])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    window.active = layer
    before = seen(window)
    parts[0].action.trigger()
    window.canvas.setFocus()
    QTest.qWait(50)
    for _ in range(2):
        QTest.keyClick(window.canvas, Qt.Key.Key_N)
        QTest.qWait(40)
    assert seen(window) != pytest.approx(before, abs=1.0)
    return before


def seen(window):
    """West, south, east and north of what has to be in sight."""
    QTest.qWait(50)
    extent = window.canvas.mapSettings().extent()
    return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()


def test_closing_the_review_of_change_gives_the_map_back(reviewed, parts, window):
    width = window.canvas.width()
    parts[0].dock.close()
    assert seen(window) == pytest.approx(reviewed, abs=1e-6)
    assert window.canvas.width() > width, "the canvas has grown by the dock"
    centre = window.canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx(((reviewed[0] + reviewed[2]) / 2, (reviewed[1] + reviewed[3]) / 2), abs=1e-6)


def test_so_does_its_button_and_the_next_time_again(reviewed, parts, window):
    parts[0].action.trigger()
    assert seen(window) == pytest.approx(reviewed, abs=1e-6)
    elsewhere = QgsRectangle(500100, 4999650, 500180, 4999710)
    window.canvas.setExtent(elsewhere)
    parts[0].action.trigger()
    QTest.qWait(50)
    QTest.keyClick(window.canvas, Qt.Key.Key_P)
    assert seen(window)[3] - seen(window)[1] < 75 and seen(window)[0] < 500100, "it is at the first area"
    parts[0].action.trigger()
    assert seen(window) == pytest.approx((500100, 4999650, 500180, 4999710), abs=1e-6)


def test_where_the_user_has_gone_he_stays(reviewed, parts, window, drag):
    window.canvas.setMapTool(window.pan)
    drag((300, 300), (340, 330), (420, 380))
    moved = seen(window)
    parts[0].dock.close()
    assert seen(window) == pytest.approx(moved, abs=1e-6) and moved != pytest.approx(reviewed, abs=1.0)


def test_behind_another_tab_the_review_goes_on(reviewed, parts, window):
    led = seen(window)
    parts[1].action.trigger()
    assert not parts[0].dock.isUserVisible() and seen(window) == pytest.approx(led, abs=1e-6)
    parts[0].dock.close()
    assert seen(window) == pytest.approx(reviewed, abs=1e-6)


def test_a_review_that_leads_nowhere_moves_nothing(parts, window):
    before = seen(window)
    parts[0].action.trigger()
    parts[0].dock.close()
    assert seen(window) == before


def test_closing_the_review_of_an_alignment_gives_the_map_back(parts, window, tiepoints, raster):
    window.active = tiepoints()
    raster("reference", 40)
    before = seen(window)
    parts[1].action.trigger()
    QTest.qWait(50)
    view = parts[1].dock.panel.view
    for row in (3, 20):
        view.selectRow(row)
        QTest.qWait(20)
    assert seen(window) != pytest.approx(before, abs=1.0)
    parts[1].dock.close()
    assert seen(window) == pytest.approx(before, abs=1e-6)
