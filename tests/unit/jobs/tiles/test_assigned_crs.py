"""Rasters whose CRS is not that of their files: the index keeps what was assigned, places tiles by it, and searches by it."""
from __future__ import annotations

import json
import os
import time

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.transform import Affine
from tiepoint.core.errors import OptionError
from tiepoint.core.jobs import tile_rasters
from tiepoint.core.options.hashing import TrainHashingOptions
from tiepoint.core.progress import Silent
from tiepoint.core.raster.io import map_points, same_crs
from tiepoint.core.retrieval import index_file

WEST = 500000.0


def placed(path, image, crs=None, size=2.0):
    """A GeoTIFF that has a position, and a CRS or none."""
    with rasterio.open(path, "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=3, dtype="uint8", crs=crs,
                       transform=Affine(size, 0, WEST, 0, -size, 5500000)) as file:
        file.write(image)
    return str(path)


@pytest.fixture
def files(tmp_path, ground):
    """A raster without CRS, and one whose file has a wrong one."""
    return placed(tmp_path / "bare.tif", ground(3, 3, 0)[0]), placed(tmp_path / "wrong.tif", ground(3, 3, 1)[0], "EPSG:32601")


def west_of(out, path):
    """Degrees of the western edge of a raster's footprints."""
    meta, _, geometry, columns = pyogrio.raw.read(out / "index.gpkg", layer="tiles")
    names = columns[list(meta["fields"]).index("source")]
    edge, north = shapely.total_bounds(shapely.from_wkb(geometry)[names == path])[[0, 3]]
    assert abs(north - (49.65 if meta["crs"] == "EPSG:4326" else 5500000.0)) < 0.01
    return edge


def test_what_is_assigned_places_tiles_and_stays(build, files, out, ground, Telling):
    bare, wrong = files
    text = json.dumps({"": "EPSG:32632", wrong: "EPSG:32633"})
    assert build(rasters=(bare, wrong), assigned_crs=text, tile_size=32)["TILES"] == 18
    first = index_file.load(out / "index.gpkg")
    assert [source.assigned for source in first.sources] == [True, True] and first.crs == "EPSG:4326"
    assert west_of(out, bare) == pytest.approx(9.0, abs=1e-5) and west_of(out, wrong) == pytest.approx(15.0, abs=1e-5)
    # Looked at again, by name or not, it stays where it is, also when its file has changed.
    assert build(append=True, rasters=(bare,))["ENCODED"] == 0 and west_of(out, bare) == pytest.approx(9.0, abs=1e-5)
    placed(wrong, ground(3, 3, 5)[0], "EPSG:32601")
    os.utime(wrong, ns=(time.time_ns(), time.time_ns() + 10**9))
    assert build(append=True)["ENCODED"] == 9 and west_of(out, wrong) == pytest.approx(15.0, abs=1e-5)
    # Something else said of it moves its tiles, whose codes stay.
    told, codes = Telling(), index_file.load(out / "index.gpkg").codes
    results = build(told, append=True, assigned_crs=json.dumps({bare: "EPSG:32631", wrong: ""}))
    assert (results["ENCODED"], results["UNCHANGED"]) == (0, 2) and sum("lies elsewhere" in line for line in told.told) == 2
    assert west_of(out, bare) == pytest.approx(3.0, abs=1e-5) and west_of(out, wrong) == pytest.approx(-177.0, abs=1e-5)
    after = index_file.load(out / "index.gpkg")
    assert (after.codes == codes).all() and [source.assigned for source in after.sources] == [True, False]


def test_one_crs_is_of_every_raster_without(build, files, out):
    bare, wrong = files
    build(rasters=files, tile_size=32)
    index = index_file.load(out / "index.gpkg")
    assert index.sources[0].crs is None and np.isnan(index.footprints(np.arange(9))).all()
    assert build(append=True, assigned_crs="EPSG:32633")["ENCODED"] == 0
    index = index_file.load(out / "index.gpkg")
    assert index.sources[0].crs == "EPSG:32633" and not index.sources[1].assigned and same_crs(index.sources[1].crs, "EPSG:32601")


def test_tiles_follow_the_ground_once_it_is_known(build, files, out):
    """The model was trained on 64 m: 32 pixels of 2 m, and 16 of pixels that prove to be of 4 m."""
    path = placed(files[0], np.zeros((3, 96, 96), np.uint8) + 90, size=4.0)
    assert build(rasters=(path,))["TILES"] == 9
    assert build(append=True, assigned_crs="EPSG:32633")["ENCODED"] == 36
    assert index_file.load(out / "index.gpkg").sources[0].size == 16


def test_a_search_knows_the_raster_by_its_file_and_its_place_by_what_was_assigned(build, find, files, out):
    bare, wrong = files
    build(rasters=files, tile_size=32, assigned_crs=json.dumps({"": "EPSG:32633", wrong: "EPSG:32633"}))
    results, table = find(query_raster=bare, query_extent=f"{WEST},5499936,{WEST + 64},5500000", exclude_same_place=True, count=18,
                          heatmap=str(out / "heat.tif"))
    # Both rasters lie on one place: the tile itself and that of the other raster are left out.
    assert results["FOUND"] == 16 and (0, 0) not in zip(table["col"], table["row"])
    with rasterio.open(out / "heat.tif") as file:
        assert file.crs == "EPSG:32633" and file.bounds.left == WEST


@pytest.mark.parametrize(("text", "told"), [("EPSG:1", "'EPSG:1' is no coordinate reference system"), ("{1", "no JSON object"),
                                            ('{"a.tif": 4326}', "no text")])
def test_what_is_no_crs_is_told(build, files, out, text, told):
    with pytest.raises(OptionError, match=told):
        build(rasters=files, assigned_crs=text)
    assert os.listdir(out) == []


def test_polygons_lie_on_rasters_by_what_was_assigned(files, tmp_path, ground):
    """Classes of tiles, drawn in degrees on ground of zone 33, which the file does not say it is."""
    image, kinds = ground(3, 3, 0)
    to_degrees = map_points("EPSG:32633", "EPSG:4326")
    cells = [(row, col) for row in range(3) for col in range(3)]
    corners = [to_degrees(np.array([(WEST + 64 * (col + right), 5500000 - 64 * (row + down)) for right, down in (
        (0.02, 0.02), (0.98, 0.02), (0.98, 0.98), (0.02, 0.98))])) for row, col in cells]
    pyogrio.raw.write(tmp_path / "areas.gpkg", shapely.to_wkb(shapely.polygons(np.array(corners))),
                      [np.array([f"kind {kinds[cell]}" for cell in cells], object)], ["use"], geometry_type="Polygon", crs="EPSG:4326")
    options = TrainHashingOptions(rasters=(files[0],), polygons=str(tmp_path / "areas.gpkg"), field="use", tile_size=32,
                                  assigned_crs="EPSG:32633")
    found = tile_rasters.labelled(options, 32, 0.0, Silent())
    assert [found.classes[label] for label in found.labels] == [f"kind {kind}" for kind in kinds.ravel()]
    assert found.names[0] == "bare.tif 0 0" and found.ground == pytest.approx(64.0, rel=0.01)
