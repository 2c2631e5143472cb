"""Land use of two dates with the real engine: a model made here, layers in, styled tiles and rasters out."""
import os

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingException,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)


def write(path, image, pixel=1.0):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), image.shape[2], image.shape[1], len(image), gdal.GDT_Byte)
    dataset.SetGeoTransform((500000.0, pixel, 0.0, 5500000.0, 0.0, -pixel))
    dataset.SetProjection(crs.ExportToWkt())
    for band, values in enumerate(image, 1):
        dataset.GetRasterBand(band).WriteArray(values)
    dataset = None
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory, small_models):
    """Before, after, model."""
    folder, rng = tmp_path_factory.mktemp("scenes"), np.random.default_rng(0)
    rasters = [write(folder / f"{name}.tif", rng.integers(1, 255, (3, 100, 140)).astype(np.uint8)) for name in ("b", "a")]
    return *rasters, str(small_models / "scenes.safetensors")


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_layers_become_tiles_and_maps(run, files, feedback, out):
    given = {"BEFORE": QgsRasterLayer(files[0], "before"), "AFTER": files[1], "MODEL": files[2], "OUTPUT": str(out / "tiles.gpkg"),
             "CLASSES_BEFORE": str(out / "before.tif"), "CLASSES_AFTER": str(out / "after.tif"), "TRANSITIONS": str(out / "codes.tif"),
             "MATRIX": str(out / "matrix.csv"), "REPORT": str(out / "report.html"), "GRADCAM": str(out / "attention.tif")}
    results = run("scenechange", **given)
    assert (results["TILES"], results["TILE_SIZE_USED"], results["SKIPPED"]) == (12, 32, 0)
    tiles = QgsVectorLayer(results["OUTPUT"], "tiles", "ogr")
    assert tiles.featureCount() == 12 and sum(feature["changed"] for feature in tiles.getFeatures()) == results["CHANGED_TILES"]
    assert tiles.renderer().type() == "categorizedSymbol" and [part.label() for part in tiles.renderer().categories()] == [
        "changed", "unchanged"]
    assert {feature["name_before"] for feature in tiles.getFeatures()} <= {"water", "road", "farmland"}
    classes = QgsRasterLayer(results["CLASSES_BEFORE"], "classes")
    assert (classes.width(), classes.height(), classes.rasterUnitsPerPixelX()) == (5, 4, 32) and [
        (part.value, part.label, part.color.name()) for part in classes.renderer().classes()] == [
            (1, "water", "#87ceeb"), (2, "road", "#ffe7ba"), (3, "farmland", "#008b45")]
    codes = {100 * feature["class_before"] + feature["class_after"] for feature in tiles.getFeatures()}
    transitions = QgsRasterLayer(results["TRANSITIONS"], "transitions")
    shown = {part.value: part.label for part in transitions.renderer().classes()}
    assert set(shown) == codes and all("unchanged" in label or " to " in label for label in shown.values())
    assert (out / "report.html").stat().st_size > 5000 and (out / "matrix.csv").read_text(encoding="utf-8").startswith("from / to,water")
    assert any("Tiles of 32 px" in info for info in feedback.infos)


def test_a_memory_layer_of_tiles_that_overlap(run, files, context):
    given = {"BEFORE": files[0], "AFTER": files[1], "MODEL": files[2], "STRIDE": 16, "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
    results = run("scenechange", **given)
    tiles = context.getMapLayer(results["OUTPUT"])
    assert tiles.providerType() == "memory" and tiles.featureCount() == results["TILES"] == 5 * 7
    assert tiles.extent().xMinimum() == 500008


LAND = """
import sys
import numpy as np
from tiepoint.core.training.scenes import classes
from tiepoint.core.training.scenes.render import render
from tiepoint.core.training.scenes.scene import make_scene
scene = make_scene(512, 384, 9700, 0.6)
np.savez(sys.argv[1], *(render(scene, "rgb", date, date, oversample=1.5) for date in (5, 7)))
"""


def test_without_a_model_the_shipped_one_is_used(run, engine_python, out):
    """Generated land in two months of a summer, pixels of 0.6 m."""
    engine_python("-c", LAND, out / "land.npz")
    with np.load(out / "land.npz") as drawn:
        rasters = [write(out / f"{name}.tif", drawn[name], 0.6) for name in drawn.files]
    results = run("scenechange", BEFORE=rasters[0], AFTER=rasters[1], OUTPUT=str(out / "tiles.gpkg"),
                  CLASSES_BEFORE=str(out / "classes.tif"))
    assert results["TILES"] == 12 and results["TILE_SIZE_USED"] == 128 and results["CHANGED_TILES"] <= 3
    layer = QgsVectorLayer(results["OUTPUT"], "tiles", "ogr")
    tiles = list(layer.getFeatures())
    classes = QgsRasterLayer(results["CLASSES_BEFORE"], "classes")
    legend = [part.label for part in classes.renderer().classes()]
    assert len(legend) == 9 and {"water", "forest", "residential"} < set(legend)
    assert {tile["name_before"] for tile in tiles} <= set(legend) and all(0 < tile["confidence"] <= 1 for tile in tiles)


@pytest.mark.parametrize(("changes", "told"), [
    ({"AFTER": "{out}/none.tif"}, "AFTER: there is no file"), ({"MODEL": "magic"}, "no model 'magic'"), ({"TILE_SIZE": 4}, "TILE_SIZE is"),
    ({"CLASSES_AFTER": "{out}/a.png"}, "CLASSES_AFTER is a GeoTIFF"), ({"STRIDE": 64}, "STRIDE is 64 px"),
])
def test_what_makes_no_sense_is_told(run, files, out, changes, told):
    given = {"BEFORE": files[0], "AFTER": files[1], "MODEL": files[2], "OUTPUT": str(out / "tiles.gpkg")}
    given.update({name: value.format(out=out) if isinstance(value, str) else value for name, value in changes.items()})
    with pytest.raises(QgsProcessingException, match=told):
        run("scenechange", **given)
    assert os.listdir(out) == []


def test_polygons_of_a_memory_layer_become_a_model_that_is_used(run, feedback, out):
    """Half of the tiles are dark, half are bright, and some have changed."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, (2, 8, 8))
    rasters = [write(out / f"{name}.tif", np.clip(rng.normal(0, 9, (3, 128, 128)) + 60 + 120 * one.repeat(16, 0).repeat(16, 1), 1, 255)
                     .astype(np.uint8)) for name, one in zip("ba", labels)]  # noqa: B905 (Python 3.9)
    areas = QgsVectorLayer("Polygon?crs=EPSG:32633&field=was:string(10)&field=now:integer", "areas", "memory")
    for row, col in np.ndindex(8, 8):
        feature = QgsFeature(areas.fields())
        left, top = 500000 + 16 * col, 5500000 - 16 * row
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left + 1, top - 15, left + 15, top - 1)))
        feature.setAttributes([str(labels[0, row, col]), int(labels[1, row, col])])
        areas.dataProvider().addFeature(feature)
    given = {"POLYGONS": areas, "FIELD_BEFORE": "was", "FIELD_AFTER": "now", "BEFORE": rasters[0], "AFTER": QgsRasterLayer(rasters[1], "a"),
             "TILE_SIZE": 16, "SIDE": 16, "WIDTH": 8, "BATCH": 8, "STEPS": 60, "OUTPUT": str(out / "mine.safetensors")}
    results = run("trainscenechange", **given)
    assert results["STEPS"] == 60 and results["TEST_PLACES"] >= 8 and results["OA_TR"] > 0.8
    assert any("which validated best" in info for info in feedback.infos) and (out / "mine.json").is_file()
    used = run("scenechange", BEFORE=rasters[0], AFTER=rasters[1], MODEL=results["MODEL"], OUTPUT=str(out / "tiles.gpkg"))
    assert used["TILES"] == 64 and abs(used["CHANGED_TILES"] - (labels[0] != labels[1]).sum()) <= 6
