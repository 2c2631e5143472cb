"""A CRS that is assigned to a layer in QGIS: an index keeps it, places its tiles by it, and a search by an area of the layer uses it."""
import os
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

LIMIT_S, SIDE = 300, 32
MODEL = """
import sys, torch
from pathlib import Path
from tiepoint.core.models import checksum
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
folder = Path(sys.argv[1])
torch.manual_seed(0)
encoders.save(folder / "seen.safetensors", TileEncoder(width=2, features=32, side=32).eval(), ground_m=32.0)
weights.save(folder / "small.safetensors", weights.HashModel(HashNetwork(32, 48, 64, 32).eval(), "seen",
             checksum.sha256(folder / "seen.safetensors"), str(folder / "seen.safetensors"), ground_m=32.0))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory, root):
    """Path of a raster of 4 x 4 tiles that has a position but no CRS, and of a model."""
    folder, rng = tmp_path_factory.mktemp("assigned"), np.random.default_rng(0)
    (folder / "package").mkdir()
    (folder / "package" / "tiepoint").symlink_to(root)
    subprocess.run([root / ".venv/bin/python", "-c", MODEL, folder], check=True, capture_output=True, timeout=LIMIT_S,
                   env={**os.environ, "PYTHONPATH": str(folder / "package")})
    path = str(folder / "bare.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 4 * SIDE, 4 * SIDE, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((500000.0, 1.0, 0.0, 5500000.0, 0.0, -1.0))
    for band in range(1, 4):
        dataset.GetRasterBand(band).WriteArray(rng.integers(1, 255, (4 * SIDE, 4 * SIDE), np.uint8))
    dataset = None
    return path, str(folder / "small.safetensors")


@pytest.fixture
def layer(files):
    """Factory: the raster as a layer of the project with a CRS that was assigned to it."""
    project, added = QgsProject.instance(), []

    def layer(crs):
        found = QgsRasterLayer(files[0], "assigned")
        found.setCrs(QgsCoordinateReferenceSystem(crs))
        project.addMapLayer(found, False)
        added.append(found.id())
        return found

    yield layer
    project.removeMapLayers(added)


def placed(index):
    """(CRS, western edge) of the footprints of an index."""
    found = QgsVectorLayer(index, "tiles", "ogr")
    return found.crs().authid(), found.extent().xMinimum()


def test_an_index_keeps_and_uses_what_was_assigned(run, files, layer, tmp_path, feedback):
    index, found = str(tmp_path / "index.gpkg"), str(tmp_path / "found.gpkg")
    raster = layer("EPSG:32632")
    results = run("buildtileindex", RASTERS=[raster], TILE_SIZE=SIDE, MODEL=files[1], OUTPUT=index)
    assert results["TILES"] == 16 and placed(index) == ("EPSG:32632", 500000.0)
    assert next(QgsVectorLayer(index, "tiles", "ogr").getFeatures())["source"] == files[0], "the file itself, not one made for the engine"
    assert any("CRS assigned to its layer, EPSG:32632" in info for info in feedback.infos)
    # By its file, which still has none: it stays.
    QgsProject.instance().removeMapLayer(raster.id())
    results = run("buildtileindex", RASTERS=[files[0]], APPEND=True, OUTPUT=index)
    assert (results["UNCHANGED"], results["ENCODED"]) == (1, 0) and placed(index) == ("EPSG:32632", 500000.0)
    # Another one is assigned: the tiles move, nothing is encoded again.
    raster = layer("EPSG:32633")
    results = run("buildtileindex", RASTERS=[raster.id()], APPEND=True, OUTPUT=index)
    assert (results["UNCHANGED"], results["ENCODED"]) == (1, 0) and placed(index) == ("EPSG:32633", 500000.0)
    # An area of the layer, in another CRS than the layer's: zone 33's central meridian in degrees.
    west, north = 15.0, 49.65254
    given = {"INDEX": index, "QUERY_RASTER": raster, "QUERY_EXTENT": f"{west},{west + 0.00042},{north - 0.00026},{north} [EPSG:4326]",
             "EXCLUDE_SAME_PLACE": True, "COUNT": 16, "OUTPUT": found}
    results = run("findsimilartiles", **given)
    assert results["FOUND"] == 15 and results["EXAMPLES"] == 1, "the example itself is known by its file"
    rows = {(one["col"], one["row"]) for one in QgsVectorLayer(found, "found", "ogr").getFeatures()}
    assert (0, 0) not in rows and len(rows) == 15


def test_a_crs_is_given_without_a_layer(run, files, tmp_path):
    index = str(tmp_path / "index.gpkg")
    run("buildtileindex", RASTERS=[files[0]], TILE_SIZE=SIDE, MODEL=files[1], ASSIGNED_CRS="EPSG:32631", OUTPUT=index)
    assert placed(index) == ("EPSG:32631", 500000.0)


def test_what_was_assigned_is_taken_back(files, layer, feedback):
    """A layer of the project that has its file's own CRS again says so where an index may remember another one."""
    import json

    from tiepoint.ui.processing import assigned_crs, rasters

    project = rasters.source("RASTERS", layer("EPSG:32632"))
    assert not project.has_own_crs and "32632" in json.loads(assigned_crs.assigned([project], "", False, feedback))[files[0]]
    own = rasters.Source("RASTERS", files[0], "own", None, project.extent, project.crs, project.size, True, True)
    assert json.loads(assigned_crs.assigned([own], "EPSG:32631", True, feedback)) == {files[0]: "", "": "EPSG:32631"}
    assert assigned_crs.assigned([own], "EPSG:32631", False, feedback) == "EPSG:32631"
