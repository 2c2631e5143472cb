import contextlib
import os
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from tiepoint.core import outputs
from tiepoint.core.errors import OptionError, OutputError
from tiepoint.core.raster.creation import creation_options
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import RasterWriter, open_raster, write_raster

GRID = Grid(Affine(2, 0, 500000, 0, -2, 5000000), 130, 90, "EPSG:32633")
RNG = np.random.default_rng(0)


def copy(source, output, **options):
    with open_raster(source) as raster, RasterWriter(output, raster.grid, raster, mask=raster.has_mask, **options) as writer:
        for window in raster.grid.window.tiles(64):
            array, mask = raster.read_masked(raster.bands(None), window)
            writer.write(array, window, mask)


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_pixels_survive(tmp_path, dtype, count):
    array = RNG.integers(0, 120, (count, 90, 130)).astype(dtype)
    write_raster(tmp_path / "out.tif", array, GRID, nodata=3, descriptions=[f"band {n}" for n in range(count)])
    with open_raster(tmp_path / "out.tif") as raster:
        assert np.array_equal(raster.read()[0], array)
        assert raster.dtypes == (dtype,) * count and raster.nodata == (3,) * count
        assert raster.descriptions[0] == "band 0"
        assert raster.grid.bounds == GRID.bounds
    assert only(tmp_path) == ["out.tif"]


COLOURS = {
    "rgb": (("red", "green", "blue"), {"photometric": "RGB"}),
    "rgba": (("red", "green", "blue", "alpha"), {"photometric": "RGB"}),
    "grey alpha": (("gray", "alpha"), {}),
    "bgr nir alpha": (("blue", "green", "red", "undefined", "alpha"), {}),
    "five": (("gray", "undefined", "undefined", "undefined", "undefined"), {}),
}


@pytest.mark.parametrize("kind", COLOURS)
def test_everything_about_the_bands_is_kept(make_raster, tmp_path, kind):
    colours, options = COLOURS[kind]
    count = len(colours)
    path = make_raster(RNG.integers(1, 4000, (count, 90, 130), dtype=np.uint16), colors=colours, nodata=0, scales=[0.5] * count,
                       offsets=[-1.0] * count, units=["m"] * count, descriptions=[f"b{n}" for n in range(count)],
                       tags={"ACQUIRED": "2020-01-02", "AREA_OR_POINT": "Point"}, **options)
    with rasterio.open(path, "r+") as dataset:
        dataset.update_tags(1, STATISTICS_MEAN="5", WAVELENGTH="490")
        dataset.update_tags(ns="IMAGERY", CLOUDCOVER="3")
    copy(path, tmp_path / "out.tif", tags={"rmse_px": 0.25})
    with rasterio.open(path) as old, rasterio.open(tmp_path / "out.tif") as new:
        for name in ("count", "dtypes", "nodatavals", "scales", "offsets", "units", "descriptions", "colorinterp", "transform", "crs"):
            assert getattr(new, name) == getattr(old, name), name
        assert new.tags()["ACQUIRED"] == "2020-01-02" and new.tags()["TIEPOINT_RMSE_PX"] == "0.25"
        assert new.tags()["AREA_OR_POINT"] == "Point"
        assert new.tags(1) == {"WAVELENGTH": "490"}
        assert new.tags(ns="IMAGERY") == {"CLOUDCOVER": "3"}
        assert np.array_equal(new.read(), old.read())
        assert new.profile["compress"] == "zstd" and new.profile["tiled"]


def test_colour_table_and_mask_are_kept(make_raster, tmp_path):
    table = {0: (0, 0, 0, 255), 3: (255, 0, 0, 255), 200: (0, 255, 0, 255)}
    mask = np.full((90, 130), 255, np.uint8)
    mask[:30] = 0
    path = make_raster(RNG.choice(np.array([0, 3, 200], np.uint8), (1, 90, 130)), colormap=table, mask=mask)
    copy(path, tmp_path / "out.tif", overviews=True)
    with rasterio.open(tmp_path / "out.tif") as new:
        assert {key: new.colormap(1)[key] for key in table} == table
        assert np.array_equal(new.read_masks(1), mask)
    assert only(tmp_path) == ["out.tif", path.name]


def test_overviews_on_request(tmp_path):
    grid = Grid(GRID.transform, 1500, 1100, GRID.crs)
    image = RNG.integers(0, 255, (1, 1100, 1500), dtype=np.uint8)
    with RasterWriter(tmp_path / "out.tif", grid, bands=1, dtype=np.uint8, overviews=True) as writer:
        writer.write(image, grid.window)
    with open_raster(tmp_path / "out.tif") as raster:
        assert raster.overviews == (2, 4)
        small, _ = raster.read(1, shape=(550, 750))
    assert np.abs(small[0] - image[0].reshape(550, 2, 750, 2).mean((1, 3))).max() <= 0.5


def test_creation_options():
    plain = creation_options("uint8", 3, 5000, 5000)
    assert plain["TILED"] == "YES" and plain["BLOCKXSIZE"] == "512" and plain["BIGTIFF"] == "IF_SAFER" and plain["INTERLEAVE"] == "PIXEL"
    assert plain["PREDICTOR"] == "2" and plain["COMPRESS"] == "ZSTD" and plain["ZSTD_LEVEL"] == "1"
    assert creation_options("float32", 1, 50, 20)["PREDICTOR"] == "3"
    assert creation_options("float32", 1, 50, 20)["BLOCKXSIZE"] == "64"
    assert creation_options("uint8", 1, 50, 20, paletted=True)["PREDICTOR"] == "1"
    assert creation_options("uint8", 12, 50, 20)["INTERLEAVE"] == "BAND"
    jpeg = creation_options("uint8", 3, 5000, 5000, "compress=JPEG | JPEG_QUALITY=90|")
    assert jpeg["COMPRESS"] == "JPEG" and jpeg["JPEG_QUALITY"] == "90" and "PREDICTOR" not in jpeg and "ZSTD_LEVEL" not in jpeg
    assert "BLOCKXSIZE" not in creation_options("uint8", 3, 5000, 5000, "TILED=NO")
    for wrong in ("COMPRESS", "=LZW", "COMPRESS="):
        with pytest.raises(OptionError, match="NAME=VALUE"):
            creation_options("uint8", 3, 5000, 5000, wrong)


@pytest.mark.parametrize("options", ["COMPRESS=LZW", "COMPRESS=DEFLATE|ZLEVEL=9|INTERLEAVE=BAND", "TILED=NO", "BIGTIFF=YES",
                                     "COMPRESS=NONE"])
def test_options_of_the_user_reach_gdal(make_raster, tmp_path, options):
    path = make_raster(RNG.integers(0, 255, (3, 90, 130), dtype=np.uint8), photometric="RGB")
    copy(path, tmp_path / "out.tif", options=options)
    with rasterio.open(path) as old, rasterio.open(tmp_path / "out.tif") as new:
        assert np.array_equal(new.read(), old.read())
        if "COMPRESS" in options and "NONE" not in options:
            assert new.compression.name.lower() in options.lower()


def test_an_output_is_never_an_input(make_raster, tmp_path):
    path = make_raster(RNG.integers(0, 255, (1, 90, 130), dtype=np.uint8))
    content = path.read_bytes()
    (tmp_path / "link.tif").symlink_to(path)
    os.link(path, tmp_path / "hard.tif")
    for output in (path, tmp_path / "link.tif", tmp_path / "hard.tif", tmp_path / "." / path.name):
        with pytest.raises(OutputError, match="also an input"):
            copy(path, output)
    with pytest.raises(OutputError, match="also an input"):
        write_with(tmp_path / "hard.tif", inputs=[path])
    assert path.read_bytes() == content


def write_with(path, **options):
    with RasterWriter(path, GRID, bands=1, dtype=np.uint8, **options) as writer:
        writer.write(np.ones((1, 90, 130), np.uint8), GRID.window)


def test_nothing_is_left_of_a_failure_and_the_old_file_stays(tmp_path):
    old = tmp_path / "out.tif"
    old.write_bytes(b"precious")
    with pytest.raises(KeyboardInterrupt), RasterWriter(old, GRID, bands=1, dtype=np.uint8) as writer:
        writer.write(np.ones((1, 90, 130), np.uint8), GRID.window)
        raise KeyboardInterrupt
    assert only(tmp_path) == ["out.tif"] and old.read_bytes() == b"precious"


def test_a_replaced_file_takes_its_sidecars_along(tmp_path):
    for name in ("out.tif", "out.tif.ovr", "out.tif.aux.xml"):
        (tmp_path / name).write_bytes(b"old")
    write_with(tmp_path / "out.tif")
    assert only(tmp_path) == ["out.tif"]


def test_unwritable_places_are_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.tif").mkdir()
    places = {tmp_path / "none" / "out.tif": "does not exist", tmp_path / "file" / "out.tif": "is a file",
              tmp_path / "folder.tif": "is a folder", tmp_path / "out.jp2": "not a GeoTIFF", tmp_path / ("x" * 300 + ".tif"): "too long"}
    for path, words in places.items():
        with pytest.raises(OutputError, match=words) as caught:
            write_with(path)
        assert caught.value.hint
    assert only(tmp_path) == ["file", "folder.tif"]


@contextlib.contextmanager
def mounted(folder: Path, options: str):
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)


@pytest.mark.parametrize("size", ["256k", "1m", "3m", "3900k", "4100k", "4300k"])
@pytest.mark.parametrize("options", ["COMPRESS=NONE", ""])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, size, options):
    grid = Grid(GRID.transform, 1500, 1000, GRID.crs)
    noise = np.random.default_rng(1).integers(0, 255, (3, 1000, 1500), dtype=np.uint8)
    with mounted(tmp_path / "small", f"size={size}") as folder:
        with pytest.raises(OutputError, match="disk is full") as caught:
            with RasterWriter(folder / "out.tif", grid, bands=3, dtype=np.uint8, options=options, mask=True) as writer:
                for window in grid.window.tiles(512):
                    writer.write(noise[(slice(None), *window.slices)], window)
        assert "space" in caught.value.hint
        assert only(folder) == []


def test_just_enough_disk_is_enough(tmp_path):
    with mounted(tmp_path / "small", "size=8m") as folder:
        grid = Grid(GRID.transform, 1500, 1000, GRID.crs)
        noise = np.random.default_rng(1).integers(0, 255, (3, 1000, 1500), dtype=np.uint8)
        with RasterWriter(folder / "out.tif", grid, bands=3, dtype=np.uint8, mask=True) as writer:
            writer.write(noise, grid.window)
        with open_raster(folder / "out.tif") as raster:
            assert np.array_equal(raster.read()[0], noise)


def test_a_read_only_disk(tmp_path):
    with mounted(tmp_path / "locked", "ro,size=1m") as folder, pytest.raises(OutputError, match="read-only"):
        write_with(folder / "out.tif")


def test_listeners_hear_of_partial_files(tmp_path):
    heard = []
    outputs.listeners.append(lambda event, path: heard.append((event, path, os.path.exists(path))))
    try:
        with outputs.atomic(tmp_path / "report.html") as partial:
            Path(partial).write_text("done")
            assert Path(partial).parent == tmp_path and partial.endswith(".html")
        with pytest.raises(ZeroDivisionError), outputs.atomic(tmp_path / "other.json") as partial:
            Path(partial).write_text("half")
            raise ZeroDivisionError
    finally:
        outputs.listeners.clear()
    assert [event for event, _, _ in heard] == ["open", "close", "open", "close"]
    assert not any(there for _, _, there in heard)
    assert heard[0][1] == heard[1][1] != heard[2][1]
    assert only(tmp_path) == ["report.html"]


def test_new_files_have_the_usual_permissions(tmp_path):
    (tmp_path / "plain").write_text("")
    write_with(tmp_path / "out.tif")
    assert (tmp_path / "out.tif").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_two_writers_of_one_file_do_not_meet(tmp_path):
    threads = [threading.Thread(target=write_with, args=(tmp_path / "out.tif",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert only(tmp_path) == ["out.tif"]
    with open_raster(tmp_path / "out.tif") as raster:
        assert raster.read()[0].all()
