"""Swipe and blink on a real canvas: what is seen where."""
import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton
from tiepoint.ui.review.compare_bar import CompareBar

DARK, BRIGHT = "#282828", "#c8c8c8"


@pytest.fixture
def bar(window, raster):
    bar = CompareBar(window.canvas)
    bar.set_layers(raster("dark", 40), raster("bright", 200))
    yield bar
    bar.remove()
    bar.deleteLater()


def press(bar, name):
    QTest.mouseClick(bar.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def drawn(bar, wait):
    """Waits until both rasters are on the canvas."""
    def soon():
        wait(lambda: None not in bar.comparison._picture.images and not any(bar.comparison._jobs), "the comparison is drawn")

    return soon


def test_swipe_shows_one_raster_on_each_side_and_the_line_can_be_dragged(window, bar, drawn, drag, colour):
    items = len(window.canvas.scene().items())
    press(bar, "swipe")
    drawn()
    assert (colour(0.4), colour(0.6)) == (DARK, BRIGHT)
    width, height = window.canvas.width(), window.canvas.height()
    drag((width // 2, height // 2), (width * 6 // 10, height // 2), (width * 7 // 10, height // 2))
    assert (colour(0.6), colour(0.8)) == (DARK, BRIGHT)
    QTest.keyClick(window.canvas, Qt.Key.Key_Left)
    assert bar.comparison.divider == pytest.approx(0.68, abs=0.01)
    extent = window.canvas.extent()
    drag((width // 4, height // 2), (width // 3, height // 2), (width // 3 + 20, height // 2))
    assert window.canvas.extent().xMinimum() < extent.xMinimum(), "elsewhere the map is panned"
    assert bar.comparison.divider == pytest.approx(0.68, abs=0.01)
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not bar.swipe.isChecked() and not bar.comparison.is_shown
    assert window.canvas.mapTool() is window.pan
    assert len(window.canvas.scene().items()) == items


def test_blink_shows_the_rasters_in_turn(window, bar, drawn, wait, colour):
    bar.interval.setValue(0.1)
    press(bar, "blink")
    drawn()
    for seen in (DARK, BRIGHT, DARK):
        wait(lambda seen=seen: colour(0.5) == seen, f"{seen} is seen")
    press(bar, "blink")
    assert not bar.comparison.is_shown and not bar._timer.isActive()


def test_the_other_raster_by_hand(bar, drawn, colour):
    for seen in (DARK, BRIGHT, DARK):
        press(bar, "other")
        drawn()
        assert colour(0.4) == colour(0.6) == seen
    bar.stop()
    assert not bar.comparison.is_shown


def test_swipe_and_blink_exclude_each_other_and_another_tool_ends_swiping(window, bar, drawn):
    press(bar, "swipe")
    press(bar, "blink")
    assert bar.blink.isChecked() and not bar.swipe.isChecked() and window.canvas.mapTool() is window.pan
    press(bar, "swipe")
    assert bar.swipe.isChecked() and not bar.blink.isChecked() and bar.comparison.is_shown
    drawn()
    window.canvas.setMapTool(window.pan)
    assert not bar.swipe.isChecked() and not bar.comparison.is_shown and window.canvas.mapTool() is window.pan


def test_it_follows_the_map(window, bar, drawn, wait, colour):
    press(bar, "swipe")
    drawn()
    window.canvas.zoomByFactor(4.0)
    window.canvas.setCenter(window.canvas.extent().center())
    drawn()
    wait(lambda: colour(0.02) not in (DARK, BRIGHT), "outside the rasters is background")
    assert (colour(0.48), colour(0.52)) == (DARK, BRIGHT)


def test_without_two_rasters_it_says_so(bar):
    told = []
    bar.refused.connect(told.append)
    bar.set_layers(None, None)
    for name in ("swipe", "blink", "other"):
        press(bar, name)
    assert len(told) == 3 and not bar.swipe.isChecked() and not bar.blink.isChecked() and not bar.comparison.is_shown


def test_a_layer_that_goes_takes_the_comparison_with_it(bar, drawn):
    from qgis.core import QgsProject

    press(bar, "swipe")
    drawn()
    QgsProject.instance().removeMapLayer(bar._pair[1].id())
    assert not bar.comparison.is_shown
