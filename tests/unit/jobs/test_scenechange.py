"""Land use of two dates: what is written says of every tile what the network says of it alone, and lies where the tile lies."""
from __future__ import annotations

import csv
import os

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from rasterio.transform import Affine
from tiepoint.core.errors import GridError, ModelError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.models.corrfusion import legend, weights
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.corrfusion.weights import SceneModel
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.scene_change.predictor import Predictor

torch.set_num_threads(1)
SIDE, ROWS, COLS = 32, 140, 170
LEGEND = legend.named(("water", "farmland", "road", "parking"))
NAMES = ("tiles.gpkg", "before.tif", "after.tif", "transitions.tif", "gradcam.tif", "matrix.csv", "report.html")
OPTIONS = ("output", "classes_before", "classes_after", "transitions", "gradcam", "matrix", "report")


class Stopping(Silent):
    """Stops when it has been told of so many steps."""

    def __init__(self, after):
        self.left = after

    def step(self, fraction, message=""):
        self.left -= 1
        if not self.left:
            raise Cancelled


def network(**settings):
    """An untrained network whose classes differ from tile to tile, as its last layer makes little differences large."""
    made = CorrFusionNet.random(3, backbone="slim", classes=4, side=SIDE, width=16, temperature="root", **settings)
    rng = np.random.default_rng(1)
    with torch.no_grad():
        tiles = torch.from_numpy(rng.uniform(-0.5, 0.5, (2, 64, 3, 1, 1)).astype(np.float32)).expand(2, 64, 3, SIDE, SIDE)
        for branch, images in zip(made.branches, tiles):
            features = branch(images)
            # Each class is told by how features differ from their mean.
            branch.head.weight.copy_(torch.from_numpy(rng.normal(0, 1, (4, 16)).astype(np.float32)) * 40)
            branch.dense2.bias.sub_(features.mean(0))
    return made.eval()


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "small.safetensors"
    weights.save(path, SceneModel(network(), legend=LEGEND, ground_m=64.0))
    return str(path)


def write(path, image, crs="EPSG:32633", transform=None, **profile):
    place = Affine(2, 0, 500000, 0, -2, 5500000) if transform is None else transform
    with rasterio.open(path, "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=len(image), dtype=image.dtype,
                       **({"crs": crs, "transform": place} if crs else {}), **profile) as file:
        file.write(image)
    return str(path)


def patches(seed, rows=ROWS, cols=COLS):
    """(3, rows, cols) uint8: squares of one colour each, with noise."""
    rng = np.random.default_rng(seed)
    ground = rng.integers(10, 245, (3, rows // 16 + 1, cols // 16 + 1)).repeat(16, 1).repeat(16, 2)[:, :rows, :cols]
    return np.clip(ground + rng.integers(-8, 9, ground.shape), 1, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def images():
    return patches(0), patches(1)


@pytest.fixture(scope="module")
def pair(tmp_path_factory, images):
    folder = tmp_path_factory.mktemp("pair")
    return [write(folder / f"{name}.tif", image) for name, image in zip(("b", "a"), images)]


@pytest.fixture
def scenes(job, model, out):
    """Factory: (results, path of each output) of two rasters."""
    def scenes(before, after, **options):
        written = {name: out / file for name, file in zip(OPTIONS, NAMES)}
        return job("scenechange", before=before, after=after, **{"model": model, **written, **options}), written

    return scenes


def values(path):
    with rasterio.open(path) as file:
        return file.read()


def table_of(path):
    meta, _, geometry, columns = pyogrio.raw.read(path)
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], columns)), meta


def alone(model, images, size, stride):
    """What the model says of each whole tile shown alone: classes from 1 (rows, cols), probabilities, gate."""
    predictor = Predictor(weights.load(model))
    rows, cols = ((side - size) // stride + 1 for side in images[0].shape[1:])
    tiles = [np.stack([image[:, r * stride : r * stride + size, c * stride : c * stride + size].transpose(1, 2, 0)
                       for r in range(rows) for c in range(cols)]) for image in images]
    seen = predictor(*tiles)
    return [one.reshape(rows, cols) + 1 for one in seen.classes], seen, (rows, cols)


@pytest.mark.parametrize(("size", "stride"), [(None, None), (40, 20), (48, 48)])
def test_rasters_say_of_a_tile_what_the_network_says_of_it_alone(scenes, model, images, pair, size, stride):
    results, written = scenes(*pair, tile_size=size, stride=stride)
    size = size or SIDE
    stride = stride or size
    assert (results["TILE_SIZE_USED"], results["STRIDE_USED"]) == (size, stride), "64 m of ground are 32 pixels of 2 m"
    classes, _, (rows, cols) = alone(model, images, size, stride)
    assert len(np.unique(classes)) > 1, "the test can tell classes apart"
    for name, expected in zip(("classes_before", "classes_after"), classes):
        with rasterio.open(written[name]) as file:
            found = file.read(1)
            inset = 2 * (size - stride) / 2
            assert file.transform == Affine(2 * stride, 0, 500000 + inset, 0, -2 * stride, 5500000 - inset)
            assert (file.crs.to_epsg(), file.nodata, file.dtypes) == (32633, 0, ("uint8",))
            assert found.shape == (-(-ROWS // stride), -(-COLS // stride)), "tiles that reach beyond the raster have a cell"
            assert {n: file.colormap(1)[n][:3] for n in range(1, 5)} == dict(enumerate(LEGEND.colours, 1))
        assert np.array_equal(found[:rows, :cols], expected) and not found[rows:].any() and not found[:, cols:].any()
    codes, one, other = (values(written[name])[0].astype(int) for name in ("transitions", "classes_before", "classes_after"))
    assert np.array_equal(codes, 100 * one + other)
    with rasterio.open(written["transitions"]) as file:
        assert file.dtypes == ("uint16",) and file.nodata == 0 and file.colormap(1)[102][:3] == LEGEND.colours[1]
    assert results["TILES"] == rows * cols and results["SKIPPED"] == 0
    assert results["CHANGED_TILES"] == (classes[0] != classes[1]).sum() > 0
    assert results["CHANGED_SHARE"] == pytest.approx(results["CHANGED_TILES"] / results["TILES"])
    assert results["CHANGED_AREA"] == pytest.approx(results["CHANGED_TILES"] * 4 * stride**2)
    assert set(results) == {result.name for result in jobs.get("scenechange").options.RESULTS}


def test_polygons_are_the_cells_of_the_rasters(scenes, model, images, pair):
    _, written = scenes(*pair, tile_size=40, stride=20)
    _, seen, (rows, cols) = alone(model, images, 40, 20)
    shapes, table, meta = table_of(written["output"])
    assert len(shapes) == rows * cols and list(table["id"]) == list(range(1, rows * cols + 1)) and "32633" in meta["crs"]
    with rasterio.open(written["classes_before"]) as before, rasterio.open(written["classes_after"]) as after:
        for shape, one, other in zip(shapes, table["class_before"], table["class_after"]):
            centre = [(shape.centroid.x, shape.centroid.y)]
            assert (next(before.sample(centre))[0], next(after.sample(centre))[0]) == (one, other)
            assert shape.equals(shapely.box(*shape.bounds)) and shape.area == pytest.approx(1600)
    assert [LEGEND.names[n - 1] for n in table["class_before"]] == list(table["name_before"])
    assert [LEGEND.names[n - 1] for n in table["class_after"]] == list(table["name_after"])
    assert np.array_equal(table["changed"], table["class_before"] != table["class_after"])
    assert np.array_equal(table["transition"], 100 * table["class_before"] + table["class_after"])
    for name, expected in (("probability_before", seen.before.max(1)), ("probability_after", seen.after.max(1)), ("gate", seen.gate),
                           ("confidence", seen.confidence)):
        assert np.allclose(table[name], expected, atol=1e-4), name


def test_the_table_counts_the_tiles(scenes, pair):
    results, written = scenes(*pair)
    rows = list(csv.reader(written["matrix"].open(encoding="utf-8")))
    assert rows[0] == ["from / to", *LEGEND.names, "sum"] and [row[0] for row in rows[1:]] == [*LEGEND.names, "sum"]
    counts = np.array([[int(cell) for cell in row[1:]] for row in rows[1:]])
    assert np.array_equal(counts[:-1].sum(0), counts[-1]) and np.array_equal(counts[:, :-1].sum(1), counts[:, -1])
    assert counts[-1, -1] == results["TILES"] and counts[-1, -1] - np.trace(counts[:-1, :-1]) == results["CHANGED_TILES"]
    one, other = (values(written[name]) for name in ("classes_before", "classes_after"))
    assert all(counts[a - 1, b - 1] == ((one == a) & (other == b)).sum() for a in range(1, 5) for b in range(1, 5))
    page = written["report"].read_text(encoding="utf-8")
    assert page.count("data:image/") >= 4 and "farmland" in page and "qgis_process run tiepoint:scenechange" in page


def test_tiles_without_data_are_skipped(scenes, images, model, tmp_path):
    before, after = (image.copy() for image in images)
    before[:, 5, 40], after[:, :, 150] = 0, 0
    paths = [write(tmp_path / f"{name}.tif", image, nodata=0) for name, image in (("b", before), ("a", after))]
    results, written = scenes(*paths)
    classes = values(written["classes_before"])[0]
    assert classes[0, 1] == 0 and not classes[:, 4].any() and classes[0, 0] and classes[1, 1]
    assert results["TILES"] == 4 * 5 - 1 - 4 and results["SKIPPED"] == 5
    assert np.array_equal(classes > 0, values(written["classes_after"])[0] > 0)
    assert len(table_of(written["output"])[0]) == results["TILES"]
    maps = values(written["gradcam"])
    assert np.isnan(maps[:, :32, 32:64]).all() and np.isnan(maps[:, 128:]).all() and np.isnan(maps[:, :, 128:]).all()
    assert np.isfinite(maps[:, :32, :32]).all() and maps[:, :32, :32].min() >= 0 and maps[:, :32, :32].max() <= 1
    assert scenes(*paths, least_valid=0.9)[0]["TILES"] == 20


def test_masked_tiles_are_skipped(scenes, pair, tmp_path):
    area = shapely.box(500070, 5500000 - 60, 500080, 5500000 - 50)
    pyogrio.raw.write(tmp_path / "mask.gpkg", shapely.to_wkb([area]), [], [], geometry_type="Polygon", crs="EPSG:32633")
    _, written = scenes(*pair, mask=tmp_path / "mask.gpkg")
    assert np.flatnonzero(values(written["classes_before"])[0, :4, :5] == 0).tolist() == [1]


def test_the_other_raster_may_lie_on_another_grid(scenes, images, pair, tmp_path):
    """The same ground from 16 pixels further west and 10 further north, in one case with more around it."""
    larger = np.pad(images[1], ((0, 0), (10, 4), (16, 8)), mode="edge")
    moved = write(tmp_path / "moved.tif", larger, transform=Affine(2, 0, 500000 - 32, 0, -2, 5500000 + 20))
    _, written = scenes(*pair)
    expected = [values(written[name]) for name in ("classes_before", "classes_after")]
    _, written = scenes(pair[0], moved)
    assert all(np.array_equal(values(written[name]), one) for name, one in zip(("classes_before", "classes_after"), expected))
    east = write(tmp_path / "east.tif", images[1][:, :, 20:], transform=Affine(2, 0, 500040, 0, -2, 5500000))
    scenes(pair[0], east)
    with rasterio.open(written["classes_before"]) as file:
        assert file.transform.c == 500040 and file.shape == (5, 5), "tiles begin where both rasters do"


def test_values_of_other_types_are_stretched_alike_in_all_bands(scenes, images, tmp_path, pair):
    """Reflectances whose percentiles are those of the bytes give nearly the bytes, whatever their unit."""
    _, written = scenes(*pair)
    shapes, table, _ = table_of(written["output"])
    wide = [write(tmp_path / f"{name}.tif", image.astype(np.float32) * 0.01 + 3, nodata=-1) for name, image in zip(("b", "a"), images)]
    deep = [write(tmp_path / f"{name}16.tif", image.astype(np.uint16) * 100 + 300) for name, image in zip(("b", "a"), images)]
    found = []
    for paths in (wide, deep):
        scenes(*paths)
        found.append(table_of(written["output"])[1])
    assert np.array_equal(found[0]["transition"], found[1]["transition"])
    assert np.allclose(found[0]["probability_before"], found[1]["probability_before"], atol=0.02)


def test_colours_are_found_by_name(scenes, images, tmp_path, pair):
    _, written = scenes(*pair)
    expected = values(written["transitions"])
    other = [tmp_path / name for name in ("b.tif", "a.tif")]
    for path, image in zip(other, images):
        write(path, np.concatenate([image[::-1], image[:1]]), photometric="minisblack")
        with rasterio.open(path, "r+") as file:
            file.descriptions = ("Blue", "Green", "Red", "NIR")
    scenes(*other)
    assert np.array_equal(values(written["transitions"]), expected)
    scenes(*other, before_bands=(3, 2, 1), after_bands=(3, 2, 1))
    assert np.array_equal(values(written["transitions"]), expected)
    grey = write(tmp_path / "grey.tif", images[0][:1])
    assert scenes(grey, grey)[0]["TILES"] == 20


@pytest.mark.filterwarnings("error:'crs' was not provided")
def test_rasters_without_a_position_are_laid_on_each_other(scenes, images, tmp_path):
    plain = [write(tmp_path / f"{name}.tif", image, crs=None) for name, image in zip(("b", "a"), images)]
    results, written = scenes(*plain)
    assert pyogrio.read_info(written["output"])["crs"] is None
    assert results["TILE_SIZE_USED"] == SIDE, "the model's own side: nothing tells how long a pixel is"
    assert scenes(*plain, tile_size=16)[0]["TILES"] == 8 * 10


def test_degrees_are_measured_on_the_ground(scenes, images, tmp_path):
    step = 2 / 111195
    place = Affine(step / np.cos(np.radians(60)), 0, 10, 0, -step, 60)
    degrees = [write(tmp_path / f"{name}.tif", image, "EPSG:4326", place) for name, image in zip(("b", "a"), images)]
    assert scenes(*degrees)[0]["TILE_SIZE_USED"] == 32


def test_a_network_without_fusion_has_no_gate(scenes, pair, tmp_path):
    weights.save(tmp_path / "apart.safetensors", SceneModel(network(fusion=False), legend=LEGEND))
    _, written = scenes(*pair, model=tmp_path / "apart.safetensors")
    assert np.isnan(table_of(written["output"])[1]["gate"].astype(float)).all()


@pytest.mark.parametrize("wanted", [("output",), ("output", "transitions", "matrix")])
def test_only_what_is_asked_for_is_written(job, model, pair, out, wanted):
    files = dict(zip(OPTIONS, NAMES))
    job("scenechange", before=pair[0], after=pair[1], model=model, **{name: out / files[name] for name in wanted})
    assert sorted(os.listdir(out)) == sorted(files[name] for name in wanted)


@pytest.mark.parametrize(("changes", "expected", "told"), [
    ({"model": "corrfusion-wuhan"}, ModelError, "corrfusion-wuhan is not here"), ({"model": "magic"}, ModelError, "no model 'magic'"),
    ({"model": "dense-1"}, ModelError, "dense-1"), ({"model": __file__}, ModelError, "test_scenechange.py"),
    ({"before": "{tmp}/none.tif"}, RasterError, "no file"), ({"tile_size": 150}, OptionError, "No window of 150 px fits"),
    ({"stride": 33}, OptionError, "STRIDE is 33 px, more than"), ({"before_bands": (1, 2)}, OptionError, "2 bands of"),
    ({"after_bands": (1, 2, 4)}, RasterError, "no band 4"), ({"after": "{far}"}, GridError, "do not overlap"),
    ({"after": "{empty}"}, RasterError, "No tile of 32 px"), ({"output": "{before}"}, OutputError, "also an input"),
    ({"transitions": "{out}/t.png"}, OutputError, "not a GeoTIFF"), ({"matrix": "{out}/none/m.csv"}, OutputError, "does not exist"),
])
def test_what_makes_no_sense_is_refused(scenes, pair, images, tmp_path, out, changes, expected, told):
    names = {"tmp": tmp_path, "before": pair[0], "out": out,
             "far": write(tmp_path / "far.tif", images[1], transform=Affine(2, 0, 600000, 0, -2, 5500000)),
             "empty": write(tmp_path / "empty.tif", 0 * images[1], nodata=0)}
    given = {name: value.format(**names) if isinstance(value, str) else value for name, value in changes.items()}
    with pytest.raises(TiepointError) as caught:
        scenes(**{"before": pair[0], "after": pair[1], **given})
    error = caught.value
    assert isinstance(error, expected) and told in error.message, (type(error), str(error))
    assert error.message.endswith(".") and error.hint.endswith(".") and os.listdir(out) == []


def test_cancelled_it_leaves_nothing(model, pair, out, watching):
    """At any of its steps."""
    spec = jobs.get("scenechange")
    given = {"before": pair[0], "after": pair[1], "model": model, **{name: str(out / file) for name, file in zip(OPTIONS, NAMES)}}
    told = watching()
    jobs.load(spec.id)(spec.options(**given), told)
    assert told.shares == sorted(told.shares) and told.shares[-1] == 1.0
    for path in list(out.iterdir()):
        path.unlink()
    for step in range(1, len(told.shares), 5):
        with pytest.raises(Cancelled):
            jobs.load(spec.id)(spec.options(**given), Stopping(step))
        assert os.listdir(out) == []
