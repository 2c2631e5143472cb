"""The whole way with the real engine: rasters become an index, a box on the map finds ground of its kind, a mark changes what is found."""
import os
import subprocess

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

SIDE, COLUMNS, ROWS = 32, 6, 5
WEST, NORTH = 500000.0, 5000000.0
# Untrained networks tell ground of two kinds apart that has hardly any noise.
_MODEL = """
import sys, torch
from pathlib import Path
from tiepoint.core.models import checksum
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
folder = Path(sys.argv[1])
torch.manual_seed(0)
encoders.save(folder / "seen.safetensors", TileEncoder(width=2, features=32, side=32).eval(), ground_m=32.0)
model = weights.HashModel(HashNetwork(32, 48, 64, 32).eval(), "seen", checksum.sha256(folder / "seen.safetensors"),
                          str(folder / "seen.safetensors"), ground_m=32.0)
weights.save(folder / "small.safetensors", model)
"""


@pytest.fixture
def land(tmp_path, root):
    """A raster of tiles of two kinds and the model of a hash network: (path, (rows, cols) bool whether striped, path of the model)."""
    rng = np.random.default_rng(0)
    striped = rng.random((ROWS, COLUMNS)) < 0.5
    stripes, plain = 255 * (np.arange(SIDE)[None, :] // 4 % 2) * np.ones((SIDE, 1)), np.full((SIDE, SIDE), 90.0)
    image = np.block([[stripes if one else plain for one in row] for row in striped])
    image = np.clip(image + rng.normal(0, 4, image.shape), 1, 255).astype(np.uint8)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    path = str(tmp_path / "land_20200501.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, image.shape[1], image.shape[0], 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((WEST, 1.0, 0.0, NORTH, 0.0, -1.0))
    dataset.SetProjection(crs.ExportToWkt())
    for band in (1, 2, 3):
        dataset.GetRasterBand(band).WriteArray(image)
    dataset = None
    package = tmp_path / "package"
    package.mkdir()
    (package / "tiepoint").symlink_to(root)
    subprocess.run([root / ".venv/bin/python", "-c", _MODEL, tmp_path], check=True, capture_output=True, timeout=120,
                   env={**os.environ, "PYTHONPATH": str(package)})
    return path, striped, str(tmp_path / "small.safetensors")


def kinds(page, striped):
    """Whether each tile that was found is striped, best first."""
    return [bool(striped[tile.window[1] // SIDE, tile.window[0] // SIDE]) for tile in page._search.found]


def test_from_rasters_to_marked_tiles(land, panel, window, click, wait, place, monkeypatch):
    monkeypatch.delenv("TIEPOINT_PYTHON", raising=False)
    path, striped, model = land
    layer = QgsRasterLayer(path, "land")
    QgsProject.instance().addMapLayer(layer)
    page, canvas = panel.similar, window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.setLayers([layer])
    panel.tabs.setCurrentWidget(page)
    click(page.form.new_button)
    # The model is an option of Processing's form.
    panel.start(page.index_form.task, {**page.index_form.given(), **page.index_form.outputs(), "MODEL": model})
    wait(lambda: not panel.is_running, "the index")
    assert page.form.isVisible() and page.form.index.featureCount() == ROWS * COLUMNS, panel.view.message.text()
    canvas.setExtent(QgsRectangle(WEST, NORTH - ROWS * SIDE, WEST + COLUMNS * SIDE, NORTH))
    row, col = np.argwhere(striped)[0]
    click(page.form.mark_button)
    start, end = place(col * SIDE + 2, row * SIDE + 2), place(col * SIDE + SIDE - 2, row * SIDE + SIDE - 2)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert panel.engine.pid == 0
    click(page.form.start_button)
    wait(lambda: not panel.is_running, "the search")
    process = panel.engine.pid
    assert process > 0
    assert page.results.isVisible(), panel.view.message.text()
    found = kinds(page, striped)
    # Of alike tiles side by side one is listed.
    assert 2 <= sum(found) < len(found) and found == sorted(found, reverse=True), "what looks like the box, then what does not"
    first, last, row = page._search.found[0], page._search.found[-1], len(found) - 1
    assert first.distance < last.distance
    view, index = page.results.view, page.results.model.index
    view.scrollTo(index(row))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, view.visualRect(index(row)).center())
    QTest.keyClick(view, Qt.Key.Key_B)
    click(page.results.again_button)
    wait(lambda: not panel.is_running, "the second search")
    assert panel.engine.pid == process, "what the first search has imported is there"
    found = {tile.key: tile for tile in page._search.found}
    assert last.key not in found and page.results.model.rowCount() == len(found) + 1
    plain = [tile.similarity for tile, stripes in zip(page._search.found, kinds(page, striped)) if not stripes]
    assert max(plain) < last.similarity, "what looks like a counter-example has become less alike"
