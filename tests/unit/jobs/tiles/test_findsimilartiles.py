"""Finding in an index of tiles, from files to files."""
from __future__ import annotations

import os
import shutil

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from tiepoint.core.errors import GridError, ModelError, OptionError, OutputError, RasterError
from tiepoint.core.retrieval import index_file

SIDE = 32


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


def test_an_area_finds_its_kind_of_ground_but_not_itself(build, find, land, kinds_of):
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


def test_more_results_than_there_are_gives_all_and_says_so(build, find, land, Telling):
    folder, _ = land
    build(rasters=folder)
    told = Telling()
    results, table = find(told, query_image=folder / "land_20180501.tif", count=5000)
    assert results["FOUND"] == len(table["rank"]) == 20 and any("20 tiles are found, not 5000" in line for line in told.warned)


def test_results_are_examples_of_the_next_search(build, find, land, out, kinds_of):
    folder, kinds = land
    build(rasters=folder)
    _, first = find(query_raster=folder / "land_20180501.tif", query_extent="500010,5499950,500050,5499990", count=3)
    shutil.copy(out / "found.gpkg", out / "good.gpkg")
    results, table = find(query_tiles=out / "good.gpkg", count=5)
    assert results["EXAMPLES"] == 3 and not np.isin(table["tile"], first["tile"]).any()
    shutil.copy(out / "found.gpkg", out / "bad.gpkg")
    _, without = find(query_tiles=out / "good.gpkg", negative_tiles=out / "bad.gpkg", count=5)
    assert not np.isin(without["tile"], table["tile"]).any() and kinds_of(without, kinds) != kinds_of(table, kinds)


def test_tiles_are_compared_by_their_codes_where_the_model_is_gone(build, find, land, tmp_path, model, out, Telling):
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


def test_the_heat_map_shows_what_each_tile_says(build, find, land, out, tmp_path, ground, write):
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
def test_the_contact_sheet_shows_examples_and_results(build, find, land, out, name, Telling):
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
def test_a_search_that_makes_no_sense_is_refused(build, find, land, model, out, tmp_path, options, error, told, write):
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
