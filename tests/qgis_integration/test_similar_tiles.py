"""Similar tiles with the real engine: rasters become an index that is a layer, the canvas asks, results are ranked and labelled."""
import os

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, QSize, Qt
from qgis.PyQt.QtTest import QTest
from tiepoint.ui.map_tools.similar_tiles import SimilarTiles

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
digest = checksum.sha256(folder / "seen.safetensors")
for name in ("small", "other"):
    torch.manual_seed(len(name) + (name == "other"))
    network = HashNetwork(32, 48, 64, 32).eval()
    model = weights.HashModel(network, "seen", digest, str(folder / "seen.safetensors"), ground_m=32.0)
    weights.save(folder / f"{name}.safetensors", model)
"""


def ground(rows, cols, seed, size=32):
    """(3, rows * size, cols * size) uint8 of tiles of kinds 0 to 3, and (rows, cols) which."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 4, (rows, cols))
    y, x = np.mgrid[:size, :size]
    patterns = [np.full((size, size), 40), 255 * (x // 4 % 2), 255 * ((x // 8 + y // 8) % 2), 120 + 100 * np.sin(y / 2)]
    tints = np.array([[0.3, 0.5, 1.0], [1.0, 0.9, 0.6], [1.0, 0.4, 0.3], [0.4, 1.0, 0.4]])
    image = np.concatenate([np.concatenate([patterns[kind][None] * tints[kind][:, None, None] for kind in row], 2) for row in kinds], 1)
    return np.clip(image + rng.normal(0, 4, image.shape), 1, 255).astype(np.uint8), kinds


def write(path, image, epsg=32633, left=500000.0, top=5500000.0):
    """A GeoTIFF of pixels of one metre."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), image.shape[2], image.shape[1], len(image), gdal.GDT_Byte)
    dataset.SetGeoTransform((left, 1.0, 0.0, top, 0.0, -1.0))
    dataset.SetProjection(crs.ExportToWkt())
    for band, values in enumerate(image, 1):
        dataset.GetRasterBand(band).WriteArray(values)
    dataset = None
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory, root, engine_python):
    """Two rasters of four kinds of ground side by side, which kind each tile is, two untrained models, the index by the first."""
    folder = tmp_path_factory.mktemp("tiles")
    rasters, index, kinds = folder / "rasters", str(folder / "index.gpkg"), []
    rasters.mkdir()
    for number, day in enumerate(("20180501", "20200501")):
        image, kind = ground(5, 6, number)
        write(rasters / f"land_{day}.tif", image, left=500000.0 + 1000 * number)
        kinds.append(kind)
    engine_python("-c", MODEL, folder)
    engine_python(root / "core" / "cli.py", "buildtileindex", "--rasters", rasters, "--tile-size", "32", "--model",
                  folder / "small.safetensors", "--output", index)
    return {"folder": rasters, "kinds": np.stack(kinds), "model": str(folder / "small.safetensors"), "index": index, "first": str(
        rasters / "land_20180501.tif"), "second": str(rasters / "land_20200501.tif")}


@pytest.fixture
def index(files):
    return files["index"]


def kinds_of(layer, files):
    """Kinds of ground of a layer's features, in order."""
    return [int(files["kinds"][int(feature["source"] == files["second"]), feature["row"] // 32, feature["col"] // 32])
            for feature in layer.getFeatures()]


def test_a_folder_becomes_a_layer_with_a_style(run, files, tmp_path):
    index = str(tmp_path / "index.gpkg")
    results = run("buildtileindex", RASTERS=str(files["folder"]), TILE_SIZE=32, MODEL=files["model"], OUTPUT=index)
    assert (results["TILES"], results["ENCODED"], results["RASTERS_INDEXED"], results["OUTPUT"]) == (60, 60, 2, index)
    assert sorted(os.listdir(tmp_path)) == ["index.gpkg", "index.qml"]
    layer = QgsVectorLayer(index, "tiles", "ogr")
    assert layer.featureCount() == 60 and layer.crs().authid() == "EPSG:32633"
    assert [field.name() for field in layer.fields()][1:] == ["tile", "source", "col", "row", "width", "height", "date", "code", "model"]
    assert {feature["date"] for feature in layer.getFeatures()} == {"2018-05-01", "2020-05-01"}
    assert layer.renderer().symbol().symbolLayer(0).strokeColor().name() == "#1668b3"
    if hasattr(QgsProviderRegistry.instance(), "querySublayers"):
        every = QgsProviderRegistry.instance().querySublayers(index, Qgis.SublayerQueryFlags(Qgis.SublayerQueryFlag.IncludeSystemTables))
        assert [part.name() for part in every] == ["tiles"], "nobody is asked which layer is meant"


def test_an_extent_finds_ground_of_its_kind_as_a_ranked_labelled_layer(run, index, files, tmp_path):
    """Ground of four kinds without any noise to speak of: also an untrained network tells them apart."""
    row, col = 1, 2
    left, top = 500000 + 32 * col, 5500000 - 32 * row
    given = {"INDEX": QgsVectorLayer(index, "index", "ogr"), "QUERY_RASTER": QgsRasterLayer(files["first"], "land"), "COUNT": 5,
             "QUERY_EXTENT": f"{left + 4},{left + 28},{top - 28},{top - 4} [EPSG:32633]", "OUTPUT": str(tmp_path / "found.gpkg"),
             "GALLERY": str(tmp_path / "found.html"), "HEATMAP": str(tmp_path / "heat.tif")}
    results = run("findsimilartiles", **given)
    layer = QgsVectorLayer(results["OUTPUT"], "found", "ogr")
    assert [feature["rank"] for feature in layer.getFeatures()] == [1, 2, 3, 4, 5] and results["SEARCHED"] == 60
    assert set(kinds_of(layer, files)) == {files["kinds"][0, row, col]}
    assert layer.labelsEnabled() and layer.labeling().settings().fieldName == "rank"
    assert layer.renderer().type() == "graduatedSymbol" and layer.renderer().classAttribute() == "similarity"
    heat, alike = gdal.Open(results["HEATMAP"]).ReadAsArray(), files["kinds"][0] == files["kinds"][0, row, col]
    assert heat.shape == (5, 6) and heat[row, col] == heat.max() == 1 and heat[alike].min() > heat[~alike].max() > 0
    assert QgsRasterLayer(results["HEATMAP"], "heat").renderer().type() == "singlebandpseudocolor"
    assert "data:image" in (tmp_path / "found.html").read_text(encoding="utf-8")


def test_selected_tiles_are_examples_and_unwanted_ones_are_not_found(run, index, files, context):
    layer = QgsVectorLayer(index, "index", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        first = next(layer.getFeatures())
        layer.selectByIds([first.id()])
        given = {"INDEX": index, "QUERY_TILES": QgsProcessingFeatureSourceDefinition(layer.id(), True), "COUNT": 4,
                 "SOURCES": "*2020*", "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT}
        results = run("findsimilartiles", **given)
        found = context.getMapLayer(results["OUTPUT"])
        assert results["EXAMPLES"] == 1 and {feature["source"] for feature in found.getFeatures()} == {files["second"]}
        assert set(kinds_of(found, files)) == {int(files["kinds"][0, first["row"] // 32, first["col"] // 32])}
    finally:
        QgsProject.instance().removeMapLayer(layer.id())


@pytest.mark.parametrize(("changes", "told"), [
    ({"INDEX": "{folder}/land_20180501.tif"}, "INDEX: .* is not a vector layer"), ({"INDEX": "{folder}/no.gpkg"}, "INDEX: there is no"),
    ({"COUNT": 0}, "COUNT is 0"), ({"DATE_FROM": "May"}, "'May' is no date"), ({"QUERY_IMAGE": "{folder}/no.tif"}, "there is no file"),
    ({"OUTPUT": "{index}"}, "OUTPUT is the same file as INDEX"), ({"MODEL": "{other}"}, "was made with the model small"),
])
def test_what_makes_no_sense_is_told(run, index, files, tmp_path, changes, told):
    given = {"INDEX": index, "QUERY_IMAGE": files["first"], "OUTPUT": str(tmp_path / "found.gpkg")}
    names = {"folder": files["folder"], "index": index, "other": files["model"].replace("small", "other")}
    given.update({name: value.format(**names) if isinstance(value, str) else value for name, value in changes.items()})
    with pytest.raises(QgsProcessingException, match=told):
        run("findsimilartiles", **given)
    assert os.listdir(tmp_path) == []


def test_an_index_is_appended_to_in_place_and_by_its_own_model_only(run, index, files):
    with pytest.raises(QgsProcessingException, match="OUTPUT is a GeoPackage"):
        run("buildtileindex", RASTERS=[files["first"]], OUTPUT=index.replace(".gpkg", ".shp"))
    with pytest.raises(QgsProcessingException, match="neither a file nor a folder"):
        run("buildtileindex", RASTERS=files["first"] + "s", OUTPUT=index)
    results = run("buildtileindex", RASTERS=[files["first"], str(files["folder"])], APPEND=True, OUTPUT=index)
    assert (results["UNCHANGED"], results["ENCODED"], results["TILES"]) == (2, 0, 60)


@pytest.fixture
def canvas(index, files, stand_in_window, monkeypatch):
    """The interface with the index over its rasters on a canvas of 400 x 400 pixels, what the forms were opened with, and the tool."""
    import processing
    import qgis.utils
    import tiepoint
    from processing.core.Processing import Processing

    Processing.initialize()
    interface, opened = stand_in_window(), []
    layers = [QgsVectorLayer(index, "index", "ogr"), QgsRasterLayer(files["first"], "first"), QgsRasterLayer(files["second"], "second")]
    QgsProject.instance().addMapLayers(layers)
    interface.resize(QSize(460, 500))
    interface.canvas.setDestinationCrs(layers[0].crs())
    interface.canvas.setLayers(layers)
    interface.canvas.setExtent(QgsRectangle(500000, 5499800, 500200, 5500000))
    QgsApplication.processEvents()

    def create(name, given):
        opened.append(make(name, given))
        return opened[-1]

    make = processing.createAlgorithmDialog
    monkeypatch.setattr(qgis.utils, "iface", interface)
    for module in (processing.tools.general, processing.gui.AlgorithmDialog):
        monkeypatch.setattr(module, "iface", interface, raising=False)
    monkeypatch.setattr(processing, "createAlgorithmDialog", create)
    plugin = tiepoint.classFactory(None)
    plugin.initProcessing()
    tool = SimilarTiles(interface)
    yield interface, opened, layers, tool
    tool.unload()
    plugin.unload()
    QgsProject.instance().removeMapLayers([layer.id() for layer in layers])
    interface.close()


def place(canvas, x, y):
    """The pixel of the canvas at a map position."""
    point = canvas.getCoordinateTransform().transform(x, y)
    return QPoint(round(point.x()), round(point.y()))


def values(form):
    """What stands in a form of Processing."""
    return form.createProcessingParameters() if hasattr(form, "createProcessingParameters") else form.getParameterValues()


def click(canvas, x, y, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifier, place(canvas, x, y))


def test_a_box_on_the_canvas_opens_the_form_with_it(canvas):
    interface, opened, layers, _ = canvas
    action, = interface.plugins.actions()
    action.trigger()
    assert interface.canvas.mapTool() is not interface.pan and action.isChecked()
    view = interface.canvas.viewport()
    start, end = place(interface.canvas, 500040, 5499960), place(interface.canvas, 500100, 5499900)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    form, = opened
    assert form.algorithm().id() == "tiepoint:findsimilartiles" and form.isVisible()
    given = values(form)
    assert (given["QUERY_RASTER"], given["INDEX"]) == (layers[1].id(), layers[0].id())
    numbers, crs = given["QUERY_EXTENT"].split(" ")
    found = [float(number) for number in numbers.split(",")]
    assert crs == "[EPSG:32633]" and np.allclose(found, [500040, 500100, 5499900, 5499960], atol=2 * interface.canvas.mapUnitsPerPixel())


def test_a_click_takes_the_tile_and_shift_collects(canvas):
    interface, opened, layers, _ = canvas
    interface.plugins.actions()[0].trigger()
    click(interface.canvas, 500016, 5499984, Qt.KeyboardModifier.ShiftModifier)
    click(interface.canvas, 500048, 5499984, Qt.KeyboardModifier.ShiftModifier)
    assert not opened and [feature["col"] for feature in layers[0].selectedFeatures()] == [0, 32]
    click(interface.canvas, 500048, 5499984)
    assert len(layers[0].selectedFeatureIds()) == 2
    given = values(opened[0])
    source = given["QUERY_TILES"]
    assert source.selectedFeaturesOnly and source.source.staticValue() == layers[0].id() and given["INDEX"] == layers[0].id()
    click(interface.canvas, 500080, 5499952)
    assert [(feature["col"], feature["row"]) for feature in layers[0].selectedFeatures()] == [(64, 32)]
    assert len(opened) == 2 and opened[1].isVisible() and (sip.isdeleted(opened[0]) or not opened[0].isVisible())


def test_beside_everything_it_says_what_to_do_and_escape_gives_the_old_tool_back(canvas):
    interface, opened, _, _ = canvas
    interface.plugins.actions()[0].trigger()
    click(interface.canvas, 500198, 5499802)
    assert not opened and "no tile here" in interface.messages.currentItem().text()
    QTest.keyClick(interface.canvas, Qt.Key.Key_Escape)
    assert interface.canvas.mapTool() is interface.pan and not interface.plugins.actions()[0].isChecked()


def test_unloading_leaves_nothing_behind(canvas):
    interface, _, _, tool = canvas
    items = len(interface.canvas.scene().items())
    interface.plugins.actions()[0].trigger()
    tool.unload()
    assert not interface.plugins.actions() and not interface.menu.actions()
    assert interface.canvas.mapTool() is interface.pan and len(interface.canvas.scene().items()) == items - 1
    tool.unload()
