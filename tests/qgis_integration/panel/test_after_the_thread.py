"""What a run leaves when the background thread that it ran in has ended, as idle threads do after half a minute."""
import pytest
from osgeo import ogr, osr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingAlgRunnerTask,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterRasterLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThreadPool
from qgis.PyQt.QtTest import QTest

CODE, DEGREES = "EPSG:32633", "EPSG:4326"
# What belongs to a thread goes a moment after it.
AFTER_MS = 300


def end_threads():
    """Whoever waits for all that runs ends the threads that ran it."""
    assert QThreadPool.globalInstance().waitForDone(20_000)
    QTest.qWait(AFTER_MS)


def moved(crs):
    """A place on the middle meridian of zone 33, in degrees."""
    place = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(DEGREES), QgsProject.instance()).transform(500000.0, 0.0)
    return place.x(), place.y()


@pytest.fixture
def fresh():
    """Nobody has named the CRS before the thread does: not the main thread, as it looked at the parameters."""
    manager = QgsApplication.taskManager()
    manager.taskAdded.connect(forget)
    yield
    manager.taskAdded.disconnect(forget)


def forget(*_task):
    QgsCoordinateReferenceSystem.invalidateCache()


@pytest.fixture
def points(tmp_path):
    """A file of points in the CRS."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    path = str(tmp_path / "others.gpkg")
    ogr.GetDriverByName("GPKG").CreateDataSource(path).CreateLayer("others", crs, ogr.wkbPoint)
    return path


def opened_now(rasters, points):
    """Layers of every kind, as they come by their CRS in different ways."""
    return [QgsRasterLayer(rasters[0], "raster"), QgsVectorLayer(points, "file", "ogr"),
            QgsVectorLayer(f"Point?crs={CODE}", "memory", "memory")]


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


def test_what_is_opened_after_a_failure_keeps_its_crs(fresh, stand_in, panel, rasters, points, tmp_path, wait):
    """The engine has done its part, and its layer has been opened in the thread, when the output turns out not to be possible."""
    task = panel.forms["tiepoint:findtiepoints"].task
    nowhere = f"ogr:dbname='{tmp_path}/none/points.gpkg' table=\"points\""
    panel.start(task, {"REFERENCE": rasters[0], "TARGET": rasters[1], "OUTPUT": nowhere})
    wait(lambda: not panel.is_running)
    assert panel.view.badge.text() == "failed" and "cannot be made" in panel.view.message.text()
    layers = opened_now(rasters, points)
    assert all(layer.crs().toWkt() for layer in layers)
    end_threads()
    assert [layer.name() for layer in layers if layer.crs().authid() != CODE or not layer.crs().toWkt()] == []
    for layer in layers:
        assert moved(layer.crs()) == pytest.approx((15.0, 0.0), abs=1e-6)


@pytest.fixture
def model():
    """Finds tie points, and lets a step of QGIS's own take them, which names the CRS in the thread of the model after Tiepoint has."""
    from processing.core.Processing import Processing

    Processing.initialize()
    model, source = QgsProcessingModelAlgorithm("model"), QgsProcessingModelChildParameterSource
    for name in ("ONE", "TWO"):
        model.addModelParameter(QgsProcessingParameterRasterLayer(name, name), QgsProcessingModelParameter(name))
    find, centre = QgsProcessingModelChildAlgorithm("tiepoint:findtiepoints"), QgsProcessingModelChildAlgorithm("native:centroids")
    find.setChildId("find")
    find.addParameterSources("REFERENCE", [source.fromModelParameter("ONE")])
    find.addParameterSources("TARGET", [source.fromModelParameter("TWO")])
    centre.setChildId("centre")
    centre.addParameterSources("INPUT", [source.fromChildOutput("find", "OUTPUT")])
    centre.addParameterSources("ALL_PARTS", [source.fromStaticValue(False)])
    for child in (find, centre):
        output = QgsProcessingModelOutput(child.childId())
        output.setChildId(child.childId())
        output.setChildOutputName("OUTPUT")
        child.setModelOutputs({child.childId(): output})
        model.addChildAlgorithm(child)
    return model


def test_layers_of_a_model_keep_their_crs(fresh, stand_in, desktop, model, rasters, points, context, feedback, tmp_path, wait):
    """As Processing's form runs a model: in the background, and the layers are opened when it has ended."""
    from processing.gui.Postprocessing import handleAlgorithmResults

    given = {"ONE": rasters[0], "TWO": rasters[1],
             **{f"{name}:{name}": QgsProcessingOutputLayerDefinition(str(tmp_path / f"{name}.gpkg"), QgsProject.instance())
                for name in ("find", "centre")}}
    ends = []
    task = QgsProcessingAlgRunnerTask(model, given, context, feedback)
    task.executed.connect(lambda successful, _results: ends.append(successful))
    QgsApplication.taskManager().addTask(task)
    wait(lambda: ends)
    assert ends == [True]
    handleAlgorithmResults(model, context, feedback, parameters=given)
    made = list(QgsProject.instance().mapLayers().values())
    assert len(made) == 2 and all(layer.crs().toWkt() for layer in made)
    end_threads()
    QgsApplication.processEvents()
    layers = [*made, *opened_now(rasters, points)]
    assert [layer.name() for layer in layers if layer.crs().authid() != CODE or not layer.crs().toWkt()] == []
    for layer in layers:
        assert moved(layer.crs()) == pytest.approx((15.0, 0.0), abs=1e-6)
