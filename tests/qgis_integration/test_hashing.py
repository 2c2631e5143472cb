"""Hash models with the real engine: folders of classes and polygons of a layer in, a model that evaluates and indexes out."""
import json
import os

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsRectangle, QgsVectorLayer

SIDE = 32
COLOURS = ((60, 160, 60), (190, 70, 60))


def write(path, image, placed=True, driver="GTiff"):
    dataset = gdal.GetDriverByName("MEM").Create("", image.shape[2], image.shape[1], 3, gdal.GDT_Byte)
    if placed:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(32633)
        dataset.SetGeoTransform((500000.0, 1.0, 0.0, 5500000.0, 0.0, -1.0))
        dataset.SetProjection(crs.ExportToWkt())
    for band, values in enumerate(image, 1):
        dataset.GetRasterBand(band).WriteArray(values)
    gdal.GetDriverByName(driver).CreateCopy(str(path), dataset)
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory, small_models):
    """Folder of classes, raster of 8 x 8 tiles, their classes, encoder."""
    folder, rng = tmp_path_factory.mktemp("hashing"), np.random.default_rng(0)

    def tile(label):
        noise = rng.normal(0, 20, (3, SIDE, SIDE))
        return np.clip(np.array(COLOURS[label])[:, None, None] + noise, 1, 255).astype(np.uint8)

    for label, name in enumerate(("grass", "roof")):
        (folder / "tiles" / name).mkdir(parents=True)
        for number in range(16):
            write(folder / "tiles" / name / f"{name}{number:02d}.png", tile(label), placed=False, driver="PNG")
    labels = rng.integers(0, 2, (8, 8))
    land = np.concatenate([np.concatenate([tile(label) for label in row], 2) for row in labels], 1)
    return str(folder / "tiles"), write(folder / "land.tif", land), labels, str(small_models / "encoder.safetensors")


def test_a_folder_of_classes_becomes_a_model_that_is_evaluated_and_indexes(run, files, tmp_path):
    tiles, land, labels, encoder = files
    trained = run("trainhashing", TILES=tiles, ENCODER=encoder, BITS=16, HIDDEN=32, NARROW=16, STEPS=60, BATCH=24, VIEWS=2, RATE=0.003,
                  OUTPUT=str(tmp_path / "mine.safetensors"), REPORT=str(tmp_path / "r.html"), SPLIT_OUTPUT=str(tmp_path / "split.json"))
    assert trained["STEPS"] == 60 and (trained["PLACES"], trained["TEST_PLACES"]) == (16, 12) and trained["MAP"] > 0.8
    found = run("evaluatesearch", TILES=tiles, MODEL=trained["MODEL"], SPLIT=str(tmp_path / "split.json"), COUNT=5,
                REPORT=str(tmp_path / "e.html"), GALLERY=str(tmp_path / "g.png"), OUTPUT=str(tmp_path / "f.json"))
    assert found["QUERIES"] == 12 and found["MAP"] > 0.8 and found["CHANCE"] == pytest.approx(5 / 11)
    assert json.loads((tmp_path / "f.json").read_text())["bits"] == 16 and (tmp_path / "g.png").stat().st_size > 5000
    index = run("buildtileindex", RASTERS=[land], TILE_SIZE=SIDE, MODEL=trained["MODEL"], OUTPUT=str(tmp_path / "index.gpkg"))
    assert index["TILES"] == 64 and index["BITS"] == 16


def test_polygons_of_a_memory_layer_become_a_model(run, files, tmp_path, feedback):
    _, land, labels, encoder = files
    areas = QgsVectorLayer("Polygon?crs=EPSG:32633&field=use:integer", "areas", "memory")
    for row, col in np.ndindex(8, 8):
        feature = QgsFeature(areas.fields())
        left, top = 500000 + SIDE * col, 5500000 - SIDE * row
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left + 1, top - 31, left + 31, top - 1)))
        feature.setAttributes([int(labels[row, col])])
        areas.dataProvider().addFeature(feature)
    trained = run("trainhashing", RASTERS=[land], POLYGONS=areas, FIELD="use", TILE_SIZE=SIDE, ENCODER=encoder, BITS=16, HIDDEN=32,
                  NARROW=16, STEPS=30, BATCH=24, VIEWS=2, RATE=0.003, OUTPUT=str(tmp_path / "mine.safetensors"))
    assert trained["PLACES"] + trained["VALIDATION_PLACES"] + trained["TEST_PLACES"] == 64 and trained["MAP"] > 0.7
    assert any("which validated best" in info for info in feedback.infos)


@pytest.mark.parametrize(("job", "given", "told"), [
    ("trainhashing", {}, "There are no tiles"), ("trainhashing", {"TILES": "{tiles}", "BITS": 300}, "BITS"),
    ("trainhashing", {"TILES": "{tiles}", "ENCODER": "magic"}, "no model 'magic'"),
    ("evaluatesearch", {"TILES": "{tiles}"}, "no weights of a hash network"),
])
def test_what_makes_no_sense_is_told(run, files, tmp_path, job, given, told):
    more = {name: value.format(tiles=files[0]) if isinstance(value, str) else value for name, value in given.items()}
    with pytest.raises(QgsProcessingException, match=told):
        run(job, **more, **({"OUTPUT": str(tmp_path / "out.safetensors")} if job == "trainhashing" else {"MODEL": files[3]}))
    assert os.listdir(tmp_path) == []
