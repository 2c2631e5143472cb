"""Change is mapped with the real engine: from layers of QGIS to styled rasters and polygons, and cancelled."""
import os
import time

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

SIDE = 256


def write(path, image, left=500000.0):
    from osgeo import gdal, osr

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), image.shape[2], image.shape[1], len(image), gdal.GDT_Byte)
    dataset.SetGeoTransform((left, 1.0, 0.0, 5500000.0, 0.0, -1.0))
    dataset.SetProjection(crs.ExportToWkt())
    for band, values in enumerate(image, 1):
        dataset.GetRasterBand(band).WriteArray(values)
    dataset = None
    return str(path)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Before, after, the same 3 pixels east of where it says, and the rectangle that differs: rows 60 to 99, columns 80 to 139."""
    from scipy.ndimage import gaussian_filter

    folder, rng = tmp_path_factory.mktemp("pair"), np.random.default_rng(5)
    ground = gaussian_filter(rng.normal(0, 1, (3, SIDE, SIDE)), (0, 2, 2)) * 160 + 120
    before, after = (np.clip(ground + rng.normal(0, 2, ground.shape), 1, 250) for _ in range(2))
    after[:, 60:100, 80:140] = np.clip(after[:, 60:100, 80:140] + np.array([90, -60, 80])[:, None, None], 1, 250)
    before, after = before.astype(np.uint8), after.astype(np.uint8)
    return write(folder / "before.tif", before), write(folder / "after.tif", after), write(folder / "moved.tif", np.roll(after, 3, 2))


@pytest.fixture
def algorithm(plugin, lent):
    return QgsApplication.processingRegistry().createAlgorithmById("tiepoint:changemap")


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_layers_become_a_mask_and_polygons(algorithm, execute, pair, feedback, out):
    given = {"BEFORE": QgsRasterLayer(pair[0], "before"), "AFTER": pair[1], "METHOD": "irmad", "ALIGN": "off", "MIN_AREA": 20,
             "OUTPUT": str(out / "mask.tif"), "MAGNITUDE": str(out / "magnitude.tif"), "POLYGONS": str(out / "changes.gpkg"),
             "REPORT": str(out / "report.html")}
    results = execute(algorithm, given)
    assert results["METHOD_USED"] == "irmad" and results["MISREGISTRATION_PX"] is None and 0 < results["THRESHOLD_USED"] < 1
    assert results["CHANGED_AREA"] == pytest.approx(2400, rel=0.15)
    assert results["CHANGED_SHARE"] == pytest.approx(results["CHANGED_AREA"] / SIDE**2)
    mask, magnitude = QgsRasterLayer(results["OUTPUT"], "mask"), QgsRasterLayer(results["MAGNITUDE"], "magnitude")
    assert mask.renderer().type() == "paletted" and [part.label for part in mask.renderer().classes()] == ["unchanged", "changed"]
    assert magnitude.renderer().type() == "singlebandpseudocolor" and magnitude.renderer().classificationMax() == 1
    areas = QgsVectorLayer(results["POLYGONS"], "changes", "ogr")
    assert sum(feature["area"] for feature in areas.getFeatures()) == results["CHANGED_AREA"]
    assert all(feature.geometry().area() == pytest.approx(feature["area"]) and feature["area"] >= 20 for feature in areas.getFeatures())
    assert areas.renderer().type() == "categorizedSymbol" and areas.renderer().classAttribute() == "coalesce(\"status\", '')"
    assert areas.editorWidgetSetup(areas.fields().indexOf("status")).type() == "ValueMap"
    assert (out / "report.html").stat().st_size > 10000
    assert any("IR-MAD" in info for info in feedback.infos) and feedback.shares[-1] == 100


def test_a_memory_layer_and_chosen_bands(algorithm, execute, pair, context, feedback, out):
    mask = QgsVectorLayer("Polygon?crs=EPSG:32633", "mask", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 5499700, 500100, 5500000)))
    mask.dataProvider().addFeature(feature)
    given = {"BEFORE": pair[0], "AFTER": pair[1], "METHOD": "cva", "ALIGN": "off", "MASK": mask, "BEFORE_BANDS": [1, 3],
             "AFTER_BANDS": [1, 3], "OUTPUT": str(out / "mask.tif"), "POLYGONS": QgsProcessing.TEMPORARY_OUTPUT, "THRESHOLD": 0.7}
    results = execute(algorithm, given)
    areas = context.getMapLayer(results["POLYGONS"])
    assert areas.providerType() == "memory" and results["THRESHOLD_USED"] == 0.7
    assert sum(feature["area"] for feature in areas.getFeatures()) == results["CHANGED_AREA"] == pytest.approx(1600, rel=0.2)
    assert areas.extent().xMinimum() >= 500100
    assert any("Bands 1, 3 before" in info for info in feedback.infos)


@pytest.fixture
def model(plugin, root, monkeypatch):
    """The example of `resources/workflows`, and its outputs by their titles."""
    from qgis.core import QgsProcessingModelAlgorithm

    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(root / "resources" / "workflows" / "align_and_map_change.model3"))
    assert model.validate() == (True, [])
    return model, {parameter.description(): parameter.name() for parameter in model.destinationParameterDefinitions()}


def test_the_example_model_aligns_and_maps_change(model, execute, pair, tmp_path, out):
    """The raster after lies 3 pixels off, which is repaired first. A row of a batch that is refused stops nothing."""
    from osgeo import gdal

    model, outputs = model
    wanted = {"Aligned raster after": "aligned.tif", "Change mask": "mask.tif", "Changed areas": "changes.gpkg"}
    given = {"BEFORE": pair[0], "MIN_AREA": 20, **{outputs[title]: str(out / name) for title, name in wanted.items()}}
    elsewhere = write(tmp_path / "elsewhere.tif", np.random.default_rng(5).integers(1, 255, (3, 300, 300)).astype(np.uint8), 600000.0)
    with pytest.raises(QgsProcessingException, match="Co-register the raster after"):
        execute(model, {**given, "AFTER": elsewhere})
    assert os.listdir(out) == []
    results = execute(model, {**given, "AFTER": pair[2]})
    mask = gdal.Open(results[outputs["Change mask"]]).ReadAsArray()
    areas = _areas(results[outputs["Changed areas"]])
    assert (mask == 1).sum() == sum(area for area, _ in areas) == pytest.approx(2400, rel=0.2)
    inside = QgsRectangle(500078, 5499898, 500142, 5499942)
    assert all(inside.contains(box) for _, box in areas), "where it has changed"


def _areas(path):
    """Area and bounding box of each changed area. QGIS keeps the refusal of a model, and the frame of the test: no layer may be in it."""
    layer = QgsVectorLayer(path, "changes", "ogr")
    return [(feature["area"], feature.geometry().boundingBox()) for feature in layer.getFeatures()]


@pytest.mark.parametrize(("changes", "told"), [
    ({"AFTER": "{out}/none.tif"}, "AFTER: there is no file"), ({"THRESHOLD": "high"}, "THRESHOLD is 'high'"),
    ({"BEFORE_BANDS": ["0"]}, "BEFORE_BANDS is 0"), ({"OUTPUT": "{out}/mask.png"}, "OUTPUT is a GeoTIFF"),
    ({"MAGNITUDE": "{out}/mask.tif"}, "MAGNITUDE is the same file as OUTPUT"), ({"TOLERANCE": "9"}, "TOLERANCE is 9"),
])
def test_what_makes_no_sense_is_told_at_once(algorithm, execute, pair, out, changes, told):
    given = {"BEFORE": pair[0], "AFTER": pair[1], "OUTPUT": str(out / "mask.tif")}
    given.update({name: value.format(out=out) if isinstance(value, str) else value for name, value in changes.items()})
    with pytest.raises(QgsProcessingException, match=told):
        execute(algorithm, given)
    assert os.listdir(out) == []


def test_cancelled_it_leaves_nothing(algorithm, execute, tmp_path, feedback, out):
    rng = np.random.default_rng(0)
    large = [write(tmp_path / f"{name}.tif", rng.integers(1, 255, (3, 2600, 2600)).astype(np.uint8)) for name in ("b", "a")]
    given = {"BEFORE": large[0], "AFTER": large[1], "METHOD": "irmad", "ALIGN": "off", "OUTPUT": str(out / "mask.tif"),
             "MAGNITUDE": str(out / "magnitude.tif"), "POLYGONS": str(out / "changes.gpkg")}
    stopped = []

    def stop(share):
        if share > 58 and not stopped:
            stopped.append(time.monotonic())
            feedback.cancel()

    feedback.progressChanged.connect(stop)
    with pytest.raises(QgsProcessingException, match="Cancelled: nothing was written"):
        execute(algorithm, given)
    assert stopped and time.monotonic() - stopped[0] < 10 and os.listdir(out) == []


def test_misregistration_is_refused_or_repaired(algorithm, execute, pair, out):
    given = {"BEFORE": pair[0], "AFTER": pair[2], "METHOD": "cva", "OUTPUT": str(out / "mask.tif"),
             "MAGNITUDE": str(out / "magnitude.tif")}
    with pytest.raises(QgsProcessingException, match="px apart") as refused:
        execute(algorithm, given)
    assert "Traceback" not in str(refused.value) and os.listdir(out) == []
    results = execute(algorithm.create(), {**given, "ALIGN": "coregister", "TOLERANCE": 0})
    assert results["MISREGISTRATION_PX"] < 0.3 and results["CHANGED_AREA"] == pytest.approx(2400, rel=0.2)
    assert sorted(name for name in os.listdir(out) if not name.endswith(".aux.xml")) == [
        "magnitude.qml", "magnitude.tif", "mask.qml", "mask.tif"]
