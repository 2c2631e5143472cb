"""The review of change: keys and buttons, what they write, what is shown and counted."""
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.review.change_review import ChangeReview

#: number -> (side of the square in metres, magnitude, confidence, status)
AREAS = {1: (20, 0.9, 0.8, ""), 2: (40, 0.7, 0.2, "accept"), 3: (30, 0.8, 0.5, None), 4: (10, 0.6, 0.9, ""), 5: (50, 0.5, 0.1, "reject")}
FIELDS = "&field=id:integer&field=area:double&field=magnitude:double&field=confidence:double&field=status:string(10)"


@pytest.fixture
def changes():
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:32633" + FIELDS, "changes", "memory")
    for number, (side, magnitude, confidence, status) in AREAS.items():
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000 + 60 * number, 4999700, 500000 + 60 * number + side, 4999700 + side)))
        feature.setAttributes([number, float(side * side), magnitude, confidence, status])
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def part(window):
    part = ChangeReview(window)
    yield part
    part.unload()


@pytest.fixture
def dock(part, window, changes, raster):
    window.active = changes
    before, after = raster("before", 40), raster("after", 200)
    part.action.trigger()
    part.dock.panel.before.setLayer(before)
    part.dock.panel.after.setLayer(after)
    window.canvas.setFocus()
    QTest.qWait(50)
    return part.dock


def key(window, *keys):
    for one in keys:
        QTest.keyClick(window.canvas, one)
        QTest.qWait(40)


def tick(box):
    """Click a check box where its box is."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, box.height() // 2))


def number(dock):
    return next((change.number for change in dock.found if change.key == dock.key), None)


def statuses(layer):
    return {feature["id"]: feature["status"] if isinstance(feature["status"], str) else None for feature in layer.getFeatures()}


def counted(dock):
    table = dock.panel.summary
    return [(table.item(row, 0).text(), table.item(row, 1).text().replace(",", "")) for row in range(table.rowCount())]


def test_the_active_layer_is_taken_and_keys_lead_through_its_areas(dock, window, changes):
    assert dock.panel.layer.currentLayer() is changes
    assert "5 areas" in dock.panel.position.text() and not dock.panel.decisions["accept"].isEnabled()
    seen = []
    for _ in range(5):
        key(window, Qt.Key.Key_N)
        seen.append(number(dock))
    assert seen == [5, 2, 3, 1, 4], "the largest first"
    key(window, Qt.Key.Key_N)
    assert number(dock) == 4 and "last" in dock.panel.note.text()
    key(window, Qt.Key.Key_P)
    assert number(dock) == 1 and dock.panel.position.text() == "4 of 5" and not dock.panel.note.isVisible()
    assert "No. 1" in dock.panel.about.text() and "400" in dock.panel.about.text()
    centre = window.canvas.extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((500070, 4999710), abs=1e-6), "the map shows it"
    assert dock.outline.asGeometry().area() == pytest.approx(400)


def test_decisions_are_written_and_lead_on(dock, window, changes, wait):
    key(window, Qt.Key.Key_N, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U)
    assert statuses(changes) == {1: "", 2: "reject", 3: "unsure", 4: "", 5: "accept"} and number(dock) == 1
    assert changes.isEditable() and dock.panel.save.isEnabled()
    QTest.mouseClick(dock.panel.undo, Qt.MouseButton.LeftButton)
    wait(dock.panel.redo.isEnabled, "what is undone can be done again")
    assert statuses(changes)[3] is None and statuses(changes)[2] == "reject"
    QTest.mouseClick(dock.panel.redo, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dock.panel.save, Qt.MouseButton.LeftButton)
    wait(lambda: not dock.panel.save.isEnabled(), "there is nothing left to save")
    assert not changes.isEditable() and statuses(changes)[3] == "unsure"


def test_buttons_do_what_the_keys_do(dock, changes):
    for name in ("next", "next", "previous"):
        QTest.mouseClick(getattr(dock.panel, name), Qt.MouseButton.LeftButton)
    assert number(dock) == 5
    tick(dock.panel.onward)
    for status in ("accept", "unsure", "reject", ""):
        QTest.mouseClick(dock.panel.decisions[status], Qt.MouseButton.LeftButton)
        QTest.qWait(40)
        assert statuses(changes)[5] == status and number(dock) == 5


def test_only_what_passes_the_filters_is_gone_through(dock, window):
    dock.panel.min_area.setValue(300)
    assert "4 areas" in dock.panel.position.text()
    dock.panel.min_confidence.setValue(0.15)
    assert "3 areas" in dock.panel.position.text()
    tick(dock.panel.unreviewed)
    key(window, Qt.Key.Key_N)
    assert number(dock) == 3 and dock.panel.position.text() == "1 of 2"
    key(window, Qt.Key.Key_A)
    assert number(dock) == 1 and dock.panel.position.text() == "1 of 1", "what has been judged is passed over from now on"
    key(window, Qt.Key.Key_R)
    assert "last" in dock.panel.note.text() and "0 areas" in dock.panel.position.text()


def test_the_order_can_be_chosen(dock, window):
    orders = {"magnitude": [1, 3, 2, 4, 5], "confidence": [4, 1, 3, 2, 5], "id": [1, 2, 3, 4, 5]}
    for order, expected in orders.items():
        dock.panel.order.setCurrentIndex(dock.panel.order.findData(order))
        assert [change.number for change in dock.found] == expected


def test_counts_and_areas_by_status(dock, window, changes, wait):
    assert counted(dock) == [("3", "1400"), ("1", "1600"), ("1", "2500"), ("0", "0"), ("5", "5500")]
    key(window, Qt.Key.Key_N, Qt.Key.Key_U)
    assert counted(dock) == [("3", "1400"), ("1", "1600"), ("0", "0"), ("1", "2500"), ("5", "5500")]
    changes.undoStack().undo()
    wait(lambda: counted(dock)[2] == ("1", "2500"), "undone by whoever")


def test_before_and_after_in_turn(dock, window, wait, colour):
    key(window, Qt.Key.Key_N)
    for seen in ("#282828", "#c8c8c8", "#282828"):
        key(window, Qt.Key.Key_B)
        wait(lambda: None not in dock.panel.bar.comparison._picture.images, "the comparison is drawn")
        assert colour(0.5, 0.35) == seen
    key(window, Qt.Key.Key_Escape)
    assert not dock.panel.bar.comparison.is_shown
    key(window, Qt.Key.Key_B)
    dock.panel.after.setLayer(None)
    assert not dock.panel.bar.comparison.is_shown


def test_keys_are_the_docks_only_while_it_is_shown(dock, part, window, changes):
    key(window, Qt.Key.Key_N)
    part.action.trigger()
    key(window, Qt.Key.Key_A)
    assert statuses(changes)[5] == "reject" and not window.canvas.actions()
    assert dock.outline.asGeometry().isEmpty()


def test_a_layer_that_cannot_be_edited_is_said(dock, window, changes):
    changes.setReadOnly(True)
    key(window, Qt.Key.Key_N, Qt.Key.Key_A)
    assert "cannot be edited" in dock.panel.note.text() and statuses(changes)[5] == "reject" and number(dock) == 5


def test_the_file_keeps_what_was_decided(part, window, changes, tmp_path):
    from qgis.core import QgsVectorFileWriter

    path = str(tmp_path / "changes.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    QgsVectorFileWriter.writeAsVectorFormatV3(changes, path, QgsProject.instance().transformContext(), options)
    layer = QgsVectorLayer(path, "file", "ogr")
    QgsProject.instance().addMapLayer(layer)
    part.action.trigger()
    part.dock.panel.layer.setLayer(layer)
    window.canvas.setFocus()
    key(window, Qt.Key.Key_N, Qt.Key.Key_A)
    QTest.mouseClick(part.dock.panel.save, Qt.MouseButton.LeftButton)
    assert statuses(QgsVectorLayer(path, "again", "ogr"))[5] == "accept"


def test_nothing_is_left_when_it_is_unloaded(window, changes, raster):
    items, children = len(window.canvas.scene().items()), len(window.findChildren(object))
    raster("before", 40)
    raster("after", 200)
    for _ in range(2):
        part = ChangeReview(window)
        part.action.trigger()
        panel = part.dock.panel
        for box, name in ((panel.layer, "changes"), (panel.before, "before"), (panel.after, "after")):
            box.setLayer(QgsProject.instance().mapLayersByName(name)[0])
        listening = changes.receivers(changes.featureAdded)
        key(window, Qt.Key.Key_N)
        QTest.mouseClick(panel.bar.swipe, Qt.MouseButton.LeftButton)
        assert panel.bar.comparison.is_shown and window.canvas.actions()
        part.unload()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not window.plugins.actions() and not window.menu.actions() and not window.canvas.actions()
        assert len(window.canvas.scene().items()) == items and window.canvas.mapTool() is window.pan
        assert len(window.findChildren(object)) == children and changes.receivers(changes.featureAdded) < listening
        part.unload()


def test_the_docks_are_tabs_of_one_place(part, window):
    from tiepoint.ui.review.alignment_review import AlignmentReview

    other = AlignmentReview(window)
    try:
        part.action.trigger()
        other.action.trigger()
        QTest.qWait(50)
        assert window.tabifiedDockWidgets(part.dock) == [other.dock]
        assert (part.dock.isUserVisible(), other.dock.isUserVisible()) == (False, True), "the one that was asked for is in front"
        assert other.dock.height() > 500
        part.action.trigger()
        QTest.qWait(50)
        assert (part.dock.isUserVisible(), other.dock.isUserVisible()) == (True, False)
    finally:
        other.unload()


def test_without_a_window_there_is_nothing():
    part = ChangeReview(None)
    assert part.dock is None
    part.unload()
