"""Building an index of tiles and finding in it, from files to files."""
from __future__ import annotations

import os
import shutil
import time

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from rasterio.transform import Affine
from tiepoint.core.errors import GridError, ModelError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.jobs import buildtileindex as building
from tiepoint.core.models import checksum
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.retrieval import index_file
from tiepoint.core.retrieval.bits import binarised, unpack
from tiepoint.core.retrieval.coder import load_coder

torch.set_num_threads(1)
SIDE = 32


class Telling(Silent):
    """Remembers what it was told, and stops at the n-th tile that is encoded."""

    def __init__(self, stop_at=None):
        self.told, self.warned, self.stop_at = [], [], stop_at

    def step(self, fraction, message=""):
        if self.stop_at is not None and message.startswith("Encoding tile") and int(message.split()[2]) >= self.stop_at:
            raise Cancelled()

    def log(self, message, level="info"):
        (self.warned if level == "warning" else self.told).append(message)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Path of an untrained hash model of 48 bits, beside another, other.safetensors."""
    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(0)
    encoders.save(folder / "seen.safetensors", TileEncoder(width=2, features=32, side=SIDE).eval(), ground_m=64.0)
    digest = checksum.sha256(folder / "seen.safetensors")
    for number, name in enumerate(("small", "other")):
        torch.manual_seed(number)
        weights.save(folder / f"{name}.safetensors", weights.HashModel(HashNetwork(32, 48, 64, 32).eval(), "seen", digest, str(
            folder / "seen.safetensors"), ground_m=64.0))
    return str(folder / "small.safetensors")


def ground(rows, cols, seed):
    """(3, rows * SIDE, cols * SIDE) uint8 of tiles of four kinds, each with a brightness of its own, and (rows, cols) which kind."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 4, (rows, cols))
    y, x = np.mgrid[:SIDE, :SIDE]
    patterns = [np.full((SIDE, SIDE), 50), 200 * (x // 4 % 2) + 20, 200 * ((x // 8 + y // 8) % 2) + 20, 120 + 90 * np.sin(y / 2)]
    tints = np.array([[0.3, 0.5, 1.0], [1.0, 0.9, 0.6], [1.0, 0.4, 0.3], [0.4, 1.0, 0.4]])
    parts = [[patterns[kind] * tints[kind][:, None, None] * rng.uniform(0.9, 1.1) for kind in row] for row in kinds]
    image = np.concatenate([np.concatenate(row, 2) for row in parts], 1)
    return np.clip(image + rng.normal(0, 3, image.shape), 1, 255).astype(np.uint8), kinds


def write(path, image, crs="EPSG:32633", left=500000.0, top=5500000.0, size=2.0, **profile):
    place = {"crs": crs, "transform": Affine(size, 0, left, 0, -size, top)} if crs else {}
    with rasterio.open(path, "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=len(image), dtype=image.dtype,
                       **place, **profile) as file:
        file.write(image)
    return str(path)


@pytest.fixture
def land(tmp_path):
    """A folder of two rasters of 4 x 5 tiles, 2 km apart, and kinds of their tiles."""
    folder, kinds = tmp_path / "land", {}
    folder.mkdir()
    for number, day in enumerate(("20180501", "20190601")):
        image, kinds[f"land_{day}.tif"] = ground(4, 5, number)
        write(folder / f"land_{day}.tif", image, left=500000.0 + 2000 * number)
    return folder, kinds


def execute(job, progress=None, **options):
    given = {name: str(value) if isinstance(value, os.PathLike) else value for name, value in options.items()}
    if isinstance(given.get("rasters"), str):
        given["rasters"] = (given["rasters"],)
    return jobs.load(job)(jobs.get(job).options(**given), progress or Silent())


@pytest.fixture
def build(model, out):
    """Factory: results of building out/index.gpkg."""
    return lambda progress=None, **options: execute("buildtileindex", progress, **{"model": model, "output": out / "index.gpkg", **options})


@pytest.fixture
def find(out):
    """Factory: (results, table) of finding in out/index.gpkg."""
    def find(progress=None, **options):
        results = execute("findsimilartiles", progress, **{"index": out / "index.gpkg", "output": out / "found.gpkg", **options})
        meta, _, geometry, columns = pyogrio.raw.read(out / "found.gpkg")
        return results, {**dict(zip(meta["fields"], columns)), "geometry": shapely.from_wkb(geometry), "crs": meta["crs"]}

    return find


def kinds_of(table, kinds):
    return [int(kinds[os.path.basename(source)][row // SIDE, col // SIDE])
            for source, row, col in zip(table["source"], table["row"], table["col"])]


def alone(model, path, col, row, size=SIDE):
    """Code of one window of a raster of bytes."""
    coder = load_coder(model)
    with rasterio.open(path) as file:
        tile = file.read(window=rasterio.windows.Window(col, row, size, size))
    return binarised(coder.hashed(coder.features(tile[None])))[0]


def test_a_folder_is_indexed_and_each_code_is_that_of_the_tile_alone(build, land, model, out):
    folder, _ = land
    told = Telling()
    results = build(told, rasters=folder)
    assert results == {"TILES": 40, "RASTERS_INDEXED": 2, "ENCODED": 40, "UNCHANGED": 0, "REMOVED": 0, "UNREADABLE": 0, "SKIPPED": 0,
                       "BITS": 48, "MODEL_USED": "small.safetensors"}
    assert any("2 rasters with tiles of 32 px" in line and "64 m" in line for line in told.told)
    index = index_file.load(out / "index.gpkg")
    assert [source.date for source in index.sources] == ["2018-05-01", "2019-06-01"] and os.listdir(out) == ["index.gpkg"]
    for row in range(0, 40, 7):
        expected = alone(model, index.sources[index.source[row]].path, *index.windows[row, :2].tolist())
        assert np.bitwise_count(index.codes[row] ^ expected).sum() == 0


def test_new_changed_and_lost_rasters_are_followed_and_the_rest_is_left_alone(build, land, model, out, monkeypatch):
    folder, _ = land
    build(rasters=folder)
    before = index_file.load(out / "index.gpkg")
    write(folder / "new.tif", ground(2, 2, 7)[0], left=510000)
    changed = folder / "land_20180501.tif"
    write(changed, ground(4, 5, 9)[0])
    os.utime(changed, ns=(time.time_ns(), time.time_ns() + 10**9))
    results = build(rasters=folder, append=True, model="")
    assert (results["ENCODED"], results["UNCHANGED"], results["TILES"], results["RASTERS_INDEXED"]) == (24, 1, 44, 3)
    after = index_file.load(out / "index.gpkg")
    assert (after.codes[:20] == before.codes[20:]).all() and (after.tile[:20] == before.tile[20:]).all()
    assert len(set(after.tile.tolist())) == 44 and not np.isin(after.tile[20:], before.tile).any()
    rows = np.flatnonzero([after.sources[number].path == str(changed) for number in after.source])
    assert (after.codes[rows[3]] == alone(model, changed, *after.windows[rows[3], :2].tolist())).all()
    os.remove(folder / "new.tif")
    assert build(append=True, remove_missing=False)["TILES"] == 44
    results = build(append=True, remove_missing=True)
    assert (results["REMOVED"], results["TILES"], results["ENCODED"], results["UNCHANGED"]) == (1, 40, 0, 2)
    assert (index_file.load(out / "index.gpkg").codes == after.codes[:40]).all()


def test_what_was_encoded_before_a_cancel_is_not_encoded_again(build, land, model, out, monkeypatch):
    folder, _ = land
    build(rasters=folder)
    whole = index_file.load(out / "index.gpkg")
    os.remove(out / "index.gpkg")
    monkeypatch.setattr("tiepoint.core.retrieval.encoding.BATCH", 5)
    with pytest.raises(Cancelled):
        build(Telling(stop_at=25), rasters=folder)
    assert os.listdir(out) == ["index.gpkg.building"]
    encoded, features = [], load_coder(model).__class__.features

    def counted(self, tiles, *more):
        encoded.append(len(tiles))
        return features(self, tiles, *more)

    monkeypatch.setattr("tiepoint.core.retrieval.coder.Coder.features", counted)
    results = build(rasters=folder)
    assert 0 < sum(encoded) < 40 and results["TILES"] == 40 and os.listdir(out) == ["index.gpkg"]
    again = index_file.load(out / "index.gpkg")
    assert (again.codes == whole.codes).all() and (again.windows == whole.windows).all() and again.sources == whole.sources


def test_a_cancel_leaves_the_index_that_was_there(build, land, out):
    folder, _ = land
    build(rasters=str(folder / "land_20180501.tif"))
    before = (out / "index.gpkg").read_bytes()
    with pytest.raises(Cancelled):
        build(Telling(stop_at=0), rasters=folder, append=True)
    assert (out / "index.gpkg").read_bytes() == before


def test_rasters_of_all_sorts_are_indexed_together(build, tmp_path, out):
    """Other CRS, pixel size, data type and band count, a turned grid, gaps, no position at all, a JPEG."""
    folder = tmp_path / "sorts"
    folder.mkdir()
    image, _ = ground(4, 4, 3)
    write(folder / "a.tif", image)
    write(folder / "b.tif", (image[:1].astype(np.uint16) * 40), crs="EPSG:3857", size=4.0)
    write(folder / "c.tif", np.concatenate([image, image[:1]]).astype(np.float32) / 255, crs="EPSG:4326", left=14.0, top=49.0, size=2e-5)
    gappy = image.copy()
    gappy[:, :70, :] = 0
    write(folder / "d.tif", gappy, nodata=0)
    with rasterio.open(folder / "e.tif", "w", driver="GTiff", width=128, height=128, count=3, dtype="uint8", crs="EPSG:32633",
                       transform=Affine.translation(500000, 5500000) * Affine.rotation(30) * Affine.scale(2, -2)) as file:
        file.write(image)
    cv2.imwrite(str(folder / "f.jpg"), image[::-1].transpose(1, 2, 0))
    write(folder / "g.tif", np.zeros((3, 64, 64), np.uint8), nodata=0)
    (folder / "h.tif").write_bytes(b"no raster")
    told = Telling()
    results = build(told, rasters=folder, tile_size=32)
    assert results["RASTERS_INDEXED"] == 7 and results["UNREADABLE"] == 1 and results["SKIPPED"] == 8 + 4
    assert results["TILES"] == 16 * 6 - 8 and any("h.tif" in line for line in told.warned) and any("g.tif" in line for line in told.warned)
    meta, _, geometry, columns = pyogrio.raw.read(out / "index.gpkg", layer="tiles")
    shapes, names = shapely.from_wkb(geometry), np.array([os.path.basename(path) for path in columns[list(meta["fields"]).index("source")]])
    assert meta["crs"] == "EPSG:4326" and shapely.is_empty(shapes[names == "f.jpg"]).all()
    for name, west in (("a.tif", 15.0), ("b.tif", 4.4916), ("c.tif", 14.0), ("e.tif", 15.0)):
        assert shapely.total_bounds(shapes[names == name])[0] == pytest.approx(west, abs=3e-3)


def test_pictures_without_a_position_lie_as_qgis_shows_them(build, find, tmp_path):
    folder = tmp_path / "pictures"
    for number, kind in enumerate("aabb"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        image = np.full((40, 44, 3), 60 if kind == "a" else 200, np.uint8) + np.random.default_rng(number).integers(0, 9, (40, 44, 3))
        cv2.imwrite(str(folder / kind / f"{number}.png"), image.astype(np.uint8))
    results = build(rasters=folder, tile_size=256)
    assert (results["TILES"], results["RASTERS_INDEXED"]) == (4, 4)
    _, table = find(query_image=folder / "a" / "0.png", count=1)
    assert os.path.basename(table["source"][0]) == "1.png" and table["crs"] is None
    assert shapely.bounds(table["geometry"][0]).tolist() == [0, -40, 40, 0]


def test_an_area_finds_its_kind_of_ground_but_not_itself(build, find, land):
    folder, kinds = land
    build(rasters=folder)
    path = str(folder / "land_20180501.tif")
    for row, col in ((0, 0), (2, 3), (3, 1)):
        left, top = 500000 + 64 * col, 5500000 - 64 * row
        extent = f"{left + 10},{top - 50},{left + 50},{top - 10}"
        results, table = find(query_raster=path, query_extent=extent, count=6)
        assert table["rank"].tolist() == [1, 2, 3, 4, 5, 6] and (np.diff(table["similarity"]) <= 0).all()
        assert kinds_of(table, kinds) == [kinds["land_20180501.tif"][row, col]] * 6
        assert (path, 32 * col, 32 * row) not in zip(table["source"], table["col"], table["row"])
        assert (results["EXAMPLES"], results["FOUND"], results["SEARCHED"], results["BEST_DISTANCE"]) == (1, 6, 40, table["distance"][0])
        x, y = shapely.get_coordinates(shapely.centroid(table["geometry"][0])).ravel()
        assert (x, y) == (500000 + 2000 * ("2019" in table["source"][0]) + 2 * table["col"][0] + 32, 5500000 - 2 * table["row"][0] - 32)


def test_a_large_area_is_looked_at_in_several_tiles(build, find, land):
    folder, _ = land
    build(rasters=folder)
    results, table = find(query_raster=folder / "land_20180501.tif", query_extent="500000,5499744,500320,5500000", count=100)
    assert results["EXAMPLES"] == 20 and results["FOUND"] == 20 and set(table["source"]) == {str(folder / "land_20190601.tif")}


def test_more_results_than_there_are_gives_all_and_says_so(build, find, land):
    folder, _ = land
    build(rasters=folder)
    told = Telling()
    results, table = find(told, query_image=folder / "land_20180501.tif", count=5000)
    assert results["FOUND"] == len(table["rank"]) == 20 and any("20 tiles are found, not 5000" in line for line in told.warned)


def test_results_are_examples_of_the_next_search(build, find, land, out):
    folder, kinds = land
    build(rasters=folder)
    _, first = find(query_raster=folder / "land_20180501.tif", query_extent="500010,5499950,500050,5499990", count=3)
    shutil.copy(out / "found.gpkg", out / "good.gpkg")
    results, table = find(query_tiles=out / "good.gpkg", count=5)
    assert results["EXAMPLES"] == 3 and not np.isin(table["tile"], first["tile"]).any()
    shutil.copy(out / "found.gpkg", out / "bad.gpkg")
    _, without = find(query_tiles=out / "good.gpkg", negative_tiles=out / "bad.gpkg", count=5)
    assert not np.isin(without["tile"], table["tile"]).any() and kinds_of(without, kinds) != kinds_of(table, kinds)


def test_tiles_are_compared_by_their_codes_where_the_model_is_gone(build, find, land, tmp_path, model, out):
    folder, kinds = land
    moved = tmp_path / "moved.safetensors"
    shutil.copy(model, moved)
    build(rasters=folder, model=moved)
    _, first = find(query_image=folder / "land_20180501.tif", count=2)
    shutil.copy(out / "found.gpkg", out / "good.gpkg")
    _, with_model = find(query_tiles=out / "good.gpkg", count=6)
    os.remove(moved)
    told = Telling()
    _, table = find(told, query_tiles=out / "good.gpkg", count=6)
    assert any("by their codes alone" in line for line in told.told) and len(table["rank"]) == 6
    assert len(np.intersect1d(table["tile"], with_model["tile"])) >= 3
    with pytest.raises(ModelError):
        find(query_image=folder / "land_20180501.tif")
    assert find(query_image=folder / "land_20180501.tif", model=model)[0]["FOUND"] == 20


def test_the_heat_map_shows_what_each_tile_says(build, find, land, out, tmp_path):
    folder, kinds = land
    build(rasters=folder)
    path, other = folder / "land_20180501.tif", write(tmp_path / "other.tif", ground(3, 4, 5)[0], left=700000)
    asked = {"query_raster": path, "query_extent": "500010,5499950,500050,5499990", "heatmap": out / "heat.tif"}
    _, table = find(**asked, count=100, sources="land_2018*")
    with rasterio.open(out / "heat.tif") as file:
        values, bounds = file.read(1), file.bounds
    assert values.shape == (4, 5) and values[0, 0] == values.max() and len(table["rank"]) == 19
    assert np.allclose(values[table["row"] // SIDE, table["col"] // SIDE], table["similarity"], atol=1e-4)
    assert tuple(bounds) == (500000, 5499744, 500320, 5500000)
    find(**asked, heatmap_raster=other)
    with rasterio.open(out / "heat.tif") as file:
        elsewhere = file.read(1)
    like = ground(3, 4, 5)[1] == kinds["land_20180501.tif"][0, 0]
    assert elsewhere.shape == (3, 4) and elsewhere[like].mean() > elsewhere[~like].mean() + 0.001


@pytest.mark.parametrize("name", ("sheet.html", "sheet.png"))
def test_the_contact_sheet_shows_examples_and_results(build, find, land, out, name):
    folder, _ = land
    build(rasters=folder)
    os.remove(folder / "land_20190601.tif")
    told = Telling()
    find(told, query_raster=folder / "land_20180501.tif", query_extent="500010,5499950,500050,5499990", count=8, gallery=out / name)
    assert any("No picture of tiles" in line for line in told.warned)
    if name.endswith("png"):
        sheet = cv2.imread(str(out / name))
        with rasterio.open(folder / "land_20180501.tif") as file:
            example = file.read(window=rasterio.windows.Window(0, 0, SIDE, SIDE))
        shown = sheet[42 + 10 + 4 : 42 + 150, 14:150]
        assert np.allclose(shown.mean((0, 1)), example[::-1].mean((1, 2)), atol=12) and sheet.shape[1] == 860
    else:
        text = (out / name).read_text(encoding="utf-8")
        assert text.count("<img") + text.count("not there") == 9 and text.count("not there") >= 1 and "QUERY_EXTENT=" in text


@pytest.mark.parametrize(("options", "error", "told"), [
    ({"rasters": ()}, OptionError, "nothing to index"), ({"rasters": "none.tif"}, RasterError, "no file none.tif"),
    ({"folder": "nowhere"}, OptionError, "no folder nowhere"), ({"output": "{out}/index.shp"}, OutputError, "no GeoPackage"),
    ({"output": "{out}/none/index.gpkg"}, OutputError, "does not exist"), ({"stride": 64, "tile_size": 32}, OptionError, "STRIDE is 64"),
    ({"stride": 64}, OptionError, "more than the tile size of 32"), ({"model": "none"}, ModelError, "no model 'none'"),
    ({"encoder": "inception"}, ModelError, "was trained on the encoder seen"), ({"remove_missing": True}, OptionError, "APPEND"),
    ({"rasters": "{out}/../land/none"}, RasterError, "no file"), ({"bands": "1,2"}, OptionError, "no bands"),
    ({"bands": "9"}, RasterError, "no band 9"),
    ({"append": True, "output": "{out}/../land/land_20180501.gpkg"}, OptionError, "no tile index"),
])
def test_an_index_that_cannot_be_built_is_refused(build, land, out, options, error, told):
    folder, _ = land
    shutil.copy(folder / "land_20180501.tif", folder / "land_20180501.gpkg")
    given = {"rasters": folder / "land_20180501.tif", **options}
    given = {name: value.format(out=out) if isinstance(value, str) else value for name, value in given.items()}
    if "folder" in options:
        given.pop("rasters")
    with pytest.raises(error, match=told):
        build(**given)
    assert os.listdir(out) == []


def test_a_raster_without_data_alone_makes_no_index(build, tmp_path, out):
    path = write(tmp_path / "bare.tif", np.zeros((3, 64, 64), np.uint8), nodata=0)
    with pytest.raises(RasterError, match="No tile carries enough data"):
        build(rasters=path)
    assert os.listdir(out) == []


@pytest.mark.parametrize(("options", "error", "told"), [
    ({}, OptionError, "Nothing says what is searched for"), ({"query_extent": "0,0,1,1"}, OptionError, "without QUERY_RASTER"),
    ({"query_raster": "{land}"}, OptionError, "without QUERY_EXTENT"), ({"query_image": "none.tif"}, RasterError, "no file"),
    ({"query_raster": "{land}", "query_extent": "0,0,1,1"}, GridError, "lies outside"),
    ({"query_image": "{land}", "index": "none.gpkg"}, OptionError, "There is no index"),
    ({"query_image": "{land}", "index": "{land}"}, OptionError, "is no tile index"),
    ({"query_image": "{land}", "gallery": "{out}/a.pdf"}, OutputError, "neither a page nor a picture"),
    ({"query_image": "{land}", "date_from": "2030"}, OptionError, "No tile of the index fulfils"),
    ({"query_image": "{land}", "exclude_radius": 1e6}, RasterError, "fulfils the conditions"),
    ({"query_image": "{land}", "model": "{other}"}, ModelError, "was made with the model small"),
    ({"query_image": "{bare}"}, RasterError, "holds no data"), ({"query_tiles": "{points}"}, OptionError, "no tiles of an index"),
    ({"query_tiles": "{alien}"}, OptionError, "is not in the index"), ({"query_tiles": "{void}"}, OptionError, "holds no tile"),
])
def test_a_search_that_makes_no_sense_is_refused(build, find, land, model, out, tmp_path, options, error, told):
    folder, _ = land
    build(rasters=folder)
    names = {"land": folder / "land_20180501.tif", "out": out, "other": model.replace("small", "other"),
             "bare": write(tmp_path / "bare.tif", np.zeros((3, 64, 64), np.uint8), nodata=0)}
    for name, columns in (("points", {"a": np.array([1])}), ("void", dict.fromkeys(("tile", "source", "col", "row"), np.array([], int))),
                          ("alien", {"tile": np.array([3]), "source": np.array(["b.tif"], object), **dict.fromkeys(("col", "row"),
                                                                                                                  np.array([0]))})):
        names[name] = tmp_path / f"{name}.gpkg"
        shapes = np.full(len(next(iter(columns.values()))), shapely.box(0, 0, 1, 1), object)
        pyogrio.raw.write(names[name], shapely.to_wkb(shapes), list(columns.values()), list(columns), driver="GPKG", layer=name,
                          geometry_type="Polygon", crs="EPSG:32633")
    given = {name: value.format(**names) if isinstance(value, str) else value for name, value in options.items()}
    with pytest.raises(error, match=told):
        find(**given)
    assert os.listdir(out) == ["index.gpkg"]


def test_an_index_is_not_overwritten_by_what_is_found_in_it(build, find, land, out):
    folder, _ = land
    build(rasters=folder)
    with pytest.raises(OutputError):
        find(query_image=folder / "land_20180501.tif", output=out / "index.gpkg")
    assert len(index_file.load(out / "index.gpkg")) == 40


def test_codes_of_a_query_are_those_of_the_index(build, land, model, out):
    """Whatever cuts a tile: the bits of the same pixels are the same."""
    folder, _ = land
    build(rasters=folder, stride=16)
    index = index_file.load(out / "index.gpkg")
    row = int(np.flatnonzero((index.windows[:, :2] == [48, 80]).all(1))[0])
    assert (unpack(index.codes[row : row + 1], 48)[0] == unpack(alone(model, index.sources[0].path, 48, 80)[None], 48)[0]).all()
    assert len(index) == 2 * 7 * 9 and building.BuildTileIndexOptions().stride is None and issubclass(RasterError, TiepointError)
