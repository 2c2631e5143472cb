"""What cannot be aligned or read is refused: one sentence, one hint, nothing left in the output's folder."""
import json
import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from tiepoint.core.errors import AlignmentError, GridError, OptionError, OutputError, RasterError, RepetitionError, TiepointError
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.pair import make_pair

ENGINEERING = 'ENGCRS["local grid",EDATUM["local"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'


@pytest.fixture
def refuse(job, out):
    """Run a job that must be refused, with every output it has; the error."""
    def refused(job_id, expected, **options):
        names = {"coregister": {"output": "a.tif", "tiepoints": "p.gpkg", "gcps": "g.points", "solution": "s.json", "report": "r.html"},
                 "assessalignment": {"output": "p.gpkg", "heatmap": "h.tif", "shift_lines": "l.gpkg", "report": "r.html"},
                 "warp": {"output": "a.tif"}}[job_id]
        with pytest.raises(TiepointError) as caught:
            job(job_id, **{**{name: out / file for name, file in names.items()}, **options})
        error = caught.value
        assert isinstance(error, expected), (type(error), str(error))
        assert error.message.endswith(".") and error.message.count("\n") == 0 and len(error.message) < 400
        assert error.hint.endswith(".")
        assert os.listdir(out) == []
        return error

    return refused


@pytest.fixture
def swapped(shifted, rewritten):
    """The shifted pair, its target changed."""
    def swap(change, **profile):
        return {"reference": shifted.reference, "target": rewritten(shifted.target, "t.tif", change, **profile)}

    return swap


def noise(seed):
    return lambda image: np.random.default_rng(seed).integers(1, 255, image.shape).astype(np.uint8)


@pytest.mark.parametrize(("method", "seed"), [("auto", 21), ("sift", 22), ("cnn-registration", 23)])
def test_unrelated_rasters(refuse, swapped, method, seed):
    other = make_pair(340, 340, seed, random_distortion("identity", seed, (340, 340)), change=0.0, reference_date=0, target_date=0).target
    error = refuse("coregister", AlignmentError, method=method, **swapped(lambda image: other))
    assert "cannot be aligned" in error.message or "does not support" in error.message


def test_noise(refuse, swapped, rewritten, shifted):
    given = swapped(noise(1)) | {"reference": rewritten(shifted.reference, "r.tif", noise(2))}
    refuse("coregister", AlignmentError, method="phase", **given)


@pytest.mark.parametrize(("period", "method"), [(16, "auto"), (40, "phase")])
def test_a_pattern_that_repeats_itself(refuse, rewritten, shifted, method, period):
    """Many shifts fit equally well: none of them may be claimed."""
    def checker(shift):
        def draw(image):
            rows, cols = np.indices(image.shape[1:])
            tiles = ((rows + shift[0]) // (period // 2) + (cols + shift[1]) // (period // 2)) % 2
            return np.broadcast_to(np.where(tiles, 180, 60), image.shape).astype(np.uint8)
        return draw

    refuse("coregister", AlignmentError, reference=rewritten(shifted.reference, "r.tif", checker((0, 0))),
           target=rewritten(shifted.target, "t.tif", checker((3, 5))), method=method)


def test_a_pattern_that_fits_itself_turned(refuse, rewritten, shifted):
    """The place that is refused for its period is not all: turned by a quarter it fits as well, and that is no other answer."""
    def waves(image):
        rows, cols = np.indices((240, 240))
        return (100.0 + 90.0 * np.sin(cols * np.pi / 8.0) * np.sin(rows * np.pi / 8.0)).astype(np.float32)[None]

    paths = {name: rewritten(getattr(shifted, name), f"{name[0]}.tif", waves, dtype="float32") for name in ("reference", "target")}
    error = refuse("coregister", RepetitionError, method="phase", **paths)
    assert "repeats itself" in error.message


@pytest.mark.parametrize("period", [5, 7])
def test_a_pattern_that_only_full_resolution_shows(refuse, rewritten, shifted, period):
    """Smooth ground is placed by coarse stages; a pattern that stays with the pixels then draws windows to the nearest of its periods."""
    ground = cv2.GaussianBlur(np.random.default_rng(3).normal(size=(640, 640)).astype(np.float32), (0, 0), 8.0)
    rows, cols = np.indices((610, 610))
    pattern = 6.0 * np.sin(cols * 2.0 * np.pi / period) * np.sin(rows * 2.0 * np.pi / period)

    def shown(x, y):
        return lambda image: (100.0 + 20.0 / ground.std() * ground[y : y + 610, x : x + 610] + pattern).astype(np.float32)[None]

    paths = {name: rewritten(getattr(shifted, name), f"{name[0]}.tif", shown(*corner), dtype="float32")
             for name, corner in (("reference", (10, 10)), ("target", (16, 15)))}
    assert f"repeats itself every {period} pixels" in refuse("coregister", RepetitionError, method="phase", **paths).message


@pytest.mark.parametrize("job_id", ["coregister", "assessalignment"])
@pytest.mark.parametrize(("value", "told"), [(77, "constant"), (0, "no data")])
def test_rasters_without_content(refuse, swapped, job_id, value, told):
    error = refuse(job_id, RasterError, **swapped(lambda image: np.full_like(image, value)))
    assert told in error.message


def test_float_raster_of_nan(refuse, swapped):
    refuse("coregister", RasterError, **swapped(lambda image: np.full(image.shape, np.nan, np.float32), nodata=None))


def test_no_overlap(refuse, shifted, rewritten):
    with rasterio.open(shifted.target) as target:
        far = target.transform.translation(90000, 0) * target.transform
    error = refuse("coregister", GridError, reference=shifted.reference, target=rewritten(shifted.target, "t.tif", transform=far))
    assert "do not overlap" in error.message and any(character.isdigit() for character in error.message)


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({"target_band": 9}, RasterError, "band"), ({"extent": "1,2"}, OptionError, "extent"), ({"extent": "5,5,1,1"}, OptionError, "extent"),
    ({"extent": "a,b,c,d"}, OptionError, "extent"), ({"extent": "nan,0,10,10"}, OptionError, "extent"),
    ({"extent": "0,0,10,10"}, GridError, "extent"), ({"spacing": 4000}, OptionError, "spacing"),
])
def test_options_that_make_no_sense(refuse, shifted, options, expected, told):
    assert told in refuse("coregister", expected, reference=shifted.reference, target=shifted.target, **options).message


def test_a_target_in_a_crs_of_its_own_needs_an_extent(refuse, job, out, shifted, rewritten):
    target = rewritten(shifted.target, "t.tif", crs=rasterio.crs.CRS.from_wkt(ENGINEERING))
    with rasterio.open(target) as file:
        assert file.crs
    error = refuse("coregister", GridError, reference=shifted.reference, target=target)
    assert "CRS" in error.message + error.hint
    with rasterio.open(shifted.reference) as reference:
        extent = ",".join(map(repr, reference.bounds))
    results = job("coregister", reference=shifted.reference, target=target, extent=extent, method="phase", transform="shift",
                  output=out / "a.tif")
    assert results["SUCCESS"]


@pytest.fixture
def broken(tmp_path, shifted):
    """Files that are no usable rasters, by name."""
    whole = Path(shifted.target).read_bytes()
    files = {"half.tif": whole[: len(whole) // 2], "head.tif": whole[:200], "text.tif": b"not a raster", "empty.tif": b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.tif").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", ["half.tif", "head.tif", "text.tif", "empty.tif", "folder.tif", "none.tif"])
@pytest.mark.parametrize("role", ["reference", "target"])
def test_files_that_cannot_be_read(refuse, shifted, broken, name, role):
    error = refuse("coregister", RasterError, **{"reference": shifted.reference, "target": shifted.target, role: broken / name})
    assert name in error.message and "Traceback" not in error.message


def test_a_truncated_raster_is_refused_by_warp_too(refuse, broken, solved):
    assert "half.tif" in refuse("warp", RasterError, target=broken / "half.tif", solution=solved[1] / "solution.json").message


@pytest.mark.parametrize("job_id", ["coregister", "warp"])
@pytest.mark.parametrize("link", [False, True])
def test_the_output_may_not_be_an_input(refuse, shifted, solved, tmp_path, job_id, link):
    target = tmp_path / "t.tif"
    shutil.copy(shifted.target, target)
    before, where = target.read_bytes(), target
    if link:
        where = tmp_path / "link.tif"
        where.symlink_to(target)
    given = {"reference": shifted.reference} if job_id == "coregister" else {"solution": solved[1] / "solution.json"}
    error = refuse(job_id, OutputError, target=target, output=where, **given)
    assert "also an input" in error.message and target.read_bytes() == before


@pytest.mark.parametrize("name", ["tiepoints", "gcps", "solution", "report"])
def test_no_other_output_may_be_an_input_either(refuse, shifted, tmp_path, name):
    target = tmp_path / "t.tif"
    shutil.copy(shifted.target, target)
    before = target.read_bytes()
    refuse("coregister", OutputError, reference=shifted.reference, target=target, **{name: target})
    assert target.read_bytes() == before


@pytest.mark.parametrize("where", ["/proc/a.tif", "{out}/none/a.tif", "{out}", "{file}/a.tif"])
def test_outputs_that_cannot_be_written(refuse, shifted, out, where):
    path = where.format(out=out, file=shifted.reference)
    error = refuse("coregister", OutputError, reference=shifted.reference, target=shifted.target, output=path)
    assert path in error.message


def test_masks_that_are_none(refuse, shifted, tmp_path):
    pyogrio.raw.write(tmp_path / "dots.gpkg", shapely.to_wkb(np.array([shapely.Point(1, 2)])), [], [], driver="GPKG", geometry_type="Point",
                      crs="EPSG:32633")
    (tmp_path / "text.gpkg").write_text("nothing")
    for name, told in (("dots.gpkg", "no polygon"), ("text.gpkg", "cannot be read"), ("none.gpkg", "cannot be read")):
        assert told in refuse("coregister", RasterError, reference=shifted.reference, target=shifted.target, mask=tmp_path / name).message


def test_a_mask_over_everything(refuse, shifted, tmp_path):
    with rasterio.open(shifted.reference) as reference:
        box = shapely.box(*reference.bounds).buffer(100)
    pyogrio.raw.write(tmp_path / "all.gpkg", shapely.to_wkb(np.array([box])), [], [], driver="GPKG", geometry_type="Polygon",
                      crs="EPSG:32633")
    refuse("coregister", TiepointError, reference=shifted.reference, target=shifted.target, mask=tmp_path / "all.gpkg")


def test_tie_points_that_are_none(refuse, shifted, tmp_path, solved):
    pyogrio.raw.write(tmp_path / "dots.gpkg", shapely.to_wkb(np.array([shapely.Point(1, 2)])), [np.array([1])], ["name"], driver="GPKG",
                      geometry_type="Point", crs="EPSG:32633")
    assert "not a tie-point layer" in refuse("warp", OptionError, target=shifted.target, tiepoints=tmp_path / "dots.gpkg").message
    assert "does not exist" in refuse("warp", OptionError, target=shifted.target, tiepoints=tmp_path / "none.gpkg").message
    assert "cannot be read" in refuse("warp", OptionError, target=shifted.target, tiepoints=shifted.target).message
    (tmp_path / "a.points").write_text("mapX,mapY\n1,2\n")
    refuse("warp", TiepointError, target=shifted.target, gcps_file=tmp_path / "a.points")
    refuse("warp", TiepointError, target=shifted.target, gcps_file=tmp_path / "none.points")
    refuse("warp", OptionError, target=shifted.target)
    refuse("warp", OptionError, target=shifted.target, gcps_file=solved[1] / "gcps.points", solution=solved[1] / "solution.json")


def test_no_enabled_tie_point(refuse, shifted, solved, tmp_path):
    meta, _, geometry, values = pyogrio.raw.read(solved[1] / "points.gpkg")
    names = list(meta["fields"])
    values[names.index("enabled")][:] = False
    pyogrio.raw.write(tmp_path / "off.gpkg", geometry, values, names, driver="GPKG", geometry_type="Point", crs=meta["crs"])
    assert "enabled" in refuse("warp", TiepointError, target=shifted.target, tiepoints=tmp_path / "off.gpkg").message


@pytest.mark.parametrize("damage", [
    lambda record: "{", lambda record: "[]", lambda record: json.dumps({**record, "format": "other"}),
    lambda record: json.dumps({**record, "version": 99}), lambda record: json.dumps({**record, "transform": {}}),
    lambda record: json.dumps({**record, "transform": {**record["transform"], "transform": "magic"}}),
    lambda record: json.dumps({**record, "reference_grid": {"width": 5}}), lambda record: json.dumps({**record, "reference_grid": []}),
    lambda record: json.dumps({**record, "accuracy": {"rmse": "good"}}),
    lambda record: json.dumps({name: value for name, value in record.items() if name != "prior"}),
    lambda record: json.dumps({**record, "transform": dict.fromkeys(record["transform"])}),
    lambda record: b"\xff\xfe\x00".decode("latin-1"),
], ids=["half", "list", "format", "version", "no-transform", "unknown-transform", "no-grid", "grid-list", "words", "no-prior", "nulls",
        "bytes"])
def test_damaged_solutions(refuse, shifted, solved, tmp_path, damage):
    record = json.loads((solved[1] / "solution.json").read_text())
    (tmp_path / "s.json").write_text(damage(record), encoding="latin-1")
    refuse("warp", TiepointError, target=shifted.target, solution=tmp_path / "s.json")


def test_an_alignment_needs_no_warp_where_pixels_are_kept_but_a_bent_one_does(refuse, bent, solved):
    error = refuse("warp", TiepointError, target=bent.target, solution=solved[1] / "solution.json", keep_pixels=True)
    assert "KEEP_PIXELS" in error.hint
