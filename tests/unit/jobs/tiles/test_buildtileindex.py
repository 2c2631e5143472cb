"""Building an index of tiles, from files to a file."""
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
from rasterio.transform import Affine
from tiepoint.core.errors import ModelError, OptionError, OutputError, RasterError
from tiepoint.core.progress import Cancelled
from tiepoint.core.retrieval import index_file
from tiepoint.core.retrieval.bits import unpack
from tiepoint.core.retrieval.coder import load_coder


def test_a_folder_is_indexed_and_each_code_is_that_of_the_tile_alone(build, land, model, out, Telling, alone):
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


def test_new_changed_and_lost_rasters_are_followed_and_the_rest_is_left_alone(build, land, model, out, monkeypatch, ground, write, alone):
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


def test_what_was_encoded_before_a_cancel_is_not_encoded_again(build, land, model, out, monkeypatch, Telling):
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
    assert 0 < sum(encoded) < 40 and results["TILES"] == 40 and results["ENCODED"] == sum(encoded) and os.listdir(out) == ["index.gpkg"]
    again = index_file.load(out / "index.gpkg")
    assert (again.codes == whole.codes).all() and (again.windows == whole.windows).all() and again.sources == whole.sources


def test_a_cancel_leaves_the_index_that_was_there(build, land, out, Telling):
    folder, _ = land
    build(rasters=str(folder / "land_20180501.tif"))
    before = (out / "index.gpkg").read_bytes()
    with pytest.raises(Cancelled):
        build(Telling(stop_at=0), rasters=folder, append=True)
    assert (out / "index.gpkg").read_bytes() == before


def test_rasters_of_all_sorts_are_indexed_together(build, tmp_path, out, Telling, ground, write):
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


def test_a_raster_without_data_alone_makes_no_index(build, tmp_path, out, write):
    path = write(tmp_path / "bare.tif", np.zeros((3, 64, 64), np.uint8), nodata=0)
    with pytest.raises(RasterError, match="No tile carries enough data"):
        build(rasters=path)
    assert os.listdir(out) == []


def test_codes_of_a_query_are_those_of_the_index(build, land, model, out, alone):
    """Whatever cuts a tile: the bits of the same pixels are the same."""
    folder, _ = land
    build(rasters=folder, stride=16)
    index = index_file.load(out / "index.gpkg")
    row = int(np.flatnonzero((index.windows[:, :2] == [48, 80]).all(1))[0])
    assert (unpack(index.codes[row : row + 1], 48)[0] == unpack(alone(model, index.sources[0].path, 48, 80)[None], 48)[0]).all()
    assert len(index) == 2 * 7 * 9
