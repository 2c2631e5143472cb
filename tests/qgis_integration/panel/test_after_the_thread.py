"""What a run leaves when the background thread that it ran in has ended, as idle threads do after half a minute."""
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QThreadPool

CODE, DEGREES = "EPSG:32633", "EPSG:4326"


def end_threads():
    """Whoever waits for all that runs ends the threads that ran it."""
    assert QThreadPool.globalInstance().waitForDone(20_000)


def moved(crs):
    """A place on the middle meridian of zone 33, in degrees."""
    place = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(DEGREES), QgsProject.instance()).transform(500000.0, 0.0)
    return place.x(), place.y()


@pytest.fixture
def fresh():
    """Nobody has named the CRS before."""
    QgsCoordinateReferenceSystem.invalidateCache()


def test_layers_of_an_alignment_keep_their_crs(fresh, stand_in, panel, rasters, click, wait):
    """A lost one crashed QGIS: it is transformed with, and then PROJ has something to say, as it has of a map without a CRS."""
    QgsProject.instance().addMapLayers([QgsRasterLayer(path, name) for path, name in zip(rasters, ("reference", "target"))])
    form = panel.forms["tiepoint:coregister"]
    panel.tabs.setCurrentWidget(form)
    click(form.start_button)
    wait(lambda: not panel.is_running)
    end_threads()
    made = QgsProject.instance().mapLayers().values()
    assert len(made) == 4
    assert [layer.name() for layer in made if layer.crs().authid() != CODE or not layer.crs().toWkt()] == []
    for layer in made:
        assert moved(layer.crs()) == pytest.approx((15.0, 0.0), abs=1e-6)
    QgsCoordinateReferenceSystem().operation()


def test_a_layer_that_the_thread_has_made_keeps_its_crs(fresh, stand_in, panel, rasters, click, wait):
    """One in memory, which nobody opens anew."""
    QgsProject.instance().addMapLayers([QgsRasterLayer(path, name) for path, name in zip(rasters, ("reference", "target"))])
    task = panel.forms["tiepoint:findtiepoints"].task
    panel.start(task, {"REFERENCE": rasters[0], "TARGET": rasters[1], "OUTPUT": "memory:"})
    wait(lambda: not panel.is_running)
    end_threads()
    layer, = (layer for layer in QgsProject.instance().mapLayers().values() if layer.providerType() == "memory")
    assert layer.crs().authid() == CODE and layer.crs().toWkt()
    assert moved(layer.crs()) == pytest.approx((15.0, 0.0), abs=1e-6)
