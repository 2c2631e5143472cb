"""An index is the same after a file, and a tile that is taken out is no longer there."""
import sqlite3

import numpy as np
import pyogrio
import pytest
import shapely
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.retrieval import index_file
from tiepoint.core.retrieval.bits import unpack
from tiepoint.core.retrieval.index import Settings, empty
from tiepoint.core.retrieval.ranking import Examples
from tiepoint.core.retrieval.search import Conditions, search
from tiepoint.core.retrieval.unfinished import Unfinished


def answers(index, code):
    said = unpack(code[None], index.settings.bits).astype(np.float32)
    found = search(index, Examples(said, said[:0]), 10, Conditions())
    return [(index.sources[index.source[row]].path, index.windows[row].tolist(), int(far)) for row, far in zip(found.rows, found.distances)]


@pytest.mark.parametrize("bits", (24, 64, 100))
def test_a_file_keeps_everything(made, tmp_path, monkeypatch, bits):
    monkeypatch.setattr(index_file, "_AT_ONCE", 70)
    index = made(rasters=3, bits=bits)
    index_file.save(tmp_path / "index.gpkg", index)
    again = index_file.load(tmp_path / "index.gpkg")
    assert again.settings == index.settings == index_file.load_settings(tmp_path / "index.gpkg") and again.sources == index.sources
    for name in ("tile", "source", "windows", "codes"):
        one, other = getattr(index, name), getattr(again, name)
        assert one.shape == other.shape and one.dtype == other.dtype and (one == other).all()
    assert answers(index, index.codes[5]) == answers(again, index.codes[5])


def test_the_layer_shows_each_tile_where_it_is(made, tmp_path):
    index = made()
    index_file.save(tmp_path / "index.gpkg", index)
    meta, _, geometry, columns = pyogrio.raw.read(tmp_path / "index.gpkg", layer="tiles")
    table = dict(zip(meta["fields"], columns))
    assert tuple(table) == index_file.FIELDS and meta["crs"] == "EPSG:32633" and len(geometry) == 200
    bounds = shapely.bounds(shapely.from_wkb(geometry))
    assert np.allclose(bounds[0], [500000, 5499960, 500040, 5500000]) and np.allclose(bounds[199], [501360, 5499600, 501400, 5499640])
    assert table["tile"].tolist() == list(range(1, 201)) and set(table["date"]) == {"2018-05-01", "2019-05-01"}
    assert int(table["code"][3], 16) == int.from_bytes(index.codes[3].tobytes(), "big")
    assert pyogrio.list_layers(tmp_path / "index.gpkg").tolist() == [["tiles", "Polygon"]], "what a search needs is not offered as layers"


def test_rasters_of_several_systems_lie_in_degrees_and_those_without_nowhere(made, tmp_path):
    index = made(rasters=1)
    other, bare = made(rasters=1, crs=3857), made(rasters=1, crs=None)
    both = index.with_source(other.sources[0], other.windows, other.codes)
    assert both.crs == "EPSG:4326"
    assert np.allclose(both.footprints(np.array([0]))[0, 0], [15.0, 49.6531], atol=1e-3)
    assert np.allclose(both.footprints(np.array([100]))[0, 0], [
        np.degrees(500000 / 6378137), np.degrees(np.arctan(np.sinh(5500000 / 6378137)))], atol=1e-6)
    mixed = both.with_source(bare.sources[0], bare.windows, bare.codes)
    index_file.save(tmp_path / "index.gpkg", mixed)
    shapes = shapely.from_wkb(pyogrio.raw.read(tmp_path / "index.gpkg", layer="tiles")[2])
    assert shapely.is_empty(shapes).tolist() == [False] * 200 + [True] * 100 and len(index_file.load(tmp_path / "index.gpkg")) == 300
    assert bare.crs is None and np.allclose(bare.footprints(np.array([11]))[0, 0], [500040, 5499960])


def test_adding_and_taking_away_restores_answers(made):
    index, more = made(rasters=2), made(rasters=1, seed=5)
    before = answers(index, more.codes[7])
    added = index.with_source(more.sources[0].__class__(**{**more.sources[0].__dict__, "path": "/none/new.tif"}), more.windows, more.codes)
    assert len(set(added.tile.tolist())) == 300 and answers(added, more.codes[7])[0] == ("/none/new.tif", more.windows[7].tolist(), 0)
    without = added.without([2])
    assert answers(without, more.codes[7]) == before and (without.codes == index.codes).all() and without.sources == index.sources
    assert [source.path for source in added.without([0]).sources] == ["/none/land_2019.tif", "/none/new.tif"]
    assert set(added.without([0]).source.tolist()) == {0, 1} and added.without([0]).tile.tolist() == list(range(101, 301))


def test_a_feature_that_is_deleted_from_the_layer_is_not_found(made, tmp_path):
    index, path = made(), tmp_path / "index.gpkg"
    index_file.save(path, index)
    nearest = answers(index_file.load(path), index.codes[42])
    assert nearest[0][1] == index.windows[42].tolist()
    with sqlite3.connect(path) as db:
        # What GDAL's triggers need of SpatiaLite's functions is not here.
        for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree%'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("DELETE FROM tiles WHERE tile = 43")
    db.close()
    again = index_file.load(path)
    assert len(again) == 199 and 43 not in again.tile and answers(again, index.codes[42])[:9] == nearest[1:]


def test_what_is_no_index_is_refused(made, tmp_path):
    text, other = tmp_path / "text.gpkg", tmp_path / "other.gpkg"
    text.write_text("This is no database, but long enough to be taken for one." * 20)
    pyogrio.raw.write(other, shapely.to_wkb(np.array([shapely.Point(1, 2)])), [np.array([1])], ["a"], driver="GPKG", layer="a",
                      geometry_type="Point", crs="EPSG:4326")
    for path, told in ((tmp_path / "none.gpkg", "There is no index"), (text, "is no tile index"), (other, "is no tile index")):
        with pytest.raises(OptionError, match=told):
            index_file.load(path)
    index_file.save(tmp_path / "index.gpkg", made())
    with sqlite3.connect(tmp_path / "index.gpkg") as db:
        db.execute("UPDATE vgpkg_tiepoint_tiles SET windows = ?", (b"spoilt",))
    db.close()
    with pytest.raises(OptionError, match="damaged"):
        index_file.load(tmp_path / "index.gpkg")


def test_an_index_of_a_newer_version_is_refused(made, tmp_path):
    index = made()
    newer = index.__class__(Settings("m", "c", "", 64, version=99), index.sources, index.tile, index.source, index.windows, index.codes)
    index_file.save(tmp_path / "index.gpkg", newer)
    with pytest.raises(OptionError, match="newer version"):
        index_file.load(tmp_path / "index.gpkg")


def test_another_model_is_refused(made, coder):
    settings = Settings(coder.model, coder.checksum, "", coder.bits)
    settings.check(coder, "a.gpkg")
    for other in (Settings(coder.model, "other", "", coder.bits), Settings("m", coder.checksum, "", 32)):
        with pytest.raises(ModelError, match="a.gpkg was made with the model"):
            other.check(coder, "a.gpkg")


def test_an_empty_index_is_an_index(tmp_path):
    index_file.save(tmp_path / "index.gpkg", empty(Settings("m", "c", "", 64)))
    assert len(index_file.load(tmp_path / "index.gpkg")) == 0


def test_what_is_unfinished_is_kept_until_it_is_made_otherwise(tmp_path):
    path = str(tmp_path / "index.gpkg")
    codes, windows = np.arange(24, dtype=np.uint8).reshape(3, 8), np.arange(12, dtype=np.int32).reshape(3, 4)
    with Unfinished(path, "settings", 64) as kept:
        kept.add([("a", 0, 5, windows, codes, 2, codes[:, 0]), ("b", 0, 1, windows[:1], codes[:1], 0, codes[:1, 0])])
        kept.add([("a", 5, 8, windows[:2], codes[:2], 1, codes[:2, 0])])
    with Unfinished(path, "settings", 64) as kept:
        assert (kept.start("a"), kept.start("b"), kept.start("c")) == (8, 1, 0)
        found = kept.tiles("a")
        assert (found[0] == windows[[0, 1, 2, 0, 1]]).all() and (found[1] == codes[[0, 1, 2, 0, 1]]).all() and found[2] == 3
        assert kept.details("a").tolist() == [0, 8, 16, 0, 8]
    with Unfinished(path, "others", 64) as kept:
        assert kept.start("a") == 0
    (tmp_path / "index.gpkg.building").write_bytes(b"half of something" * 100)
    with Unfinished(path, "settings", 64) as kept:
        assert kept.start("a") == 0
        kept.forget()
    assert list(tmp_path.iterdir()) == []
