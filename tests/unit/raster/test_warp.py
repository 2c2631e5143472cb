import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from tiepoint.core.errors import GridError, OutputError, RasterError
from tiepoint.core.progress import Cancelled
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.lattice import lattice
from tiepoint.core.raster.mapping import grid_mapping
from tiepoint.core.raster.resample import resample
from tiepoint.core.raster.warp import relocate_raster, warp_raster

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(0)
GRID = Grid(Affine(2, 0, 500000, 0, -2, 5000000), 300, 260, "EPSG:32633")


class Recorder:
    """A Progress that keeps what it is told, and cancels at a fraction."""

    def __init__(self, cancel_at=2.0):
        self.steps, self.logs, self.cancel_at = [], [], cancel_at

    def step(self, fraction, message=""):
        self.steps.append((fraction, message, time.monotonic()))
        if fraction >= self.cancel_at:
            raise Cancelled

    def log(self, message, level="info"):
        self.logs.append(message)


def bent(xy):
    x, y = xy.T
    return np.column_stack([x + 5.3 + 3 * np.sin(y / 60), y - 4.7 + 4 * np.cos(x / 70)])


def warp(path, output, mapping=bent, grid=GRID, resampling="cubic", **options):
    with open_raster(path) as raster:
        warp_raster(raster, output, grid, mapping, resampling, **options)
    return output


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_the_file_holds_what_the_engine_computes(make_raster, tmp_path, dtype, count):
    image = RNG.integers(1, 120, (count, 260, 300)).astype(dtype)
    path = make_raster(image, nodata=0)
    warp(path, tmp_path / "out.tif", tags={"method": "sift"})
    with open_raster(path) as raster:
        expected, valid = resample(raster, None, bent, GRID.window, "cubic")
    with open_raster(tmp_path / "out.tif") as out:
        array, written = out.read()
        assert out.dtypes == (dtype,) * count and out.nodata == (0,) * count and not out.has_mask
        assert out.grid.bounds == GRID.bounds
    assert np.array_equal(array, expected) and np.array_equal(valid, written)
    assert 0.9 < valid.mean() < 1
    with rasterio.open(tmp_path / "out.tif") as dataset:
        assert dataset.tags()["TIEPOINT_METHOD"] == "sift"


def test_a_small_raster_asks_the_mapping_no_more_than_its_lattice_does(make_raster, tmp_path):
    asked = []

    def counted(xy):
        asked.append(len(xy))
        return bent(xy)

    lattice(counted, GRID.window)
    needed = sum(asked)
    warp(make_raster(RNG.integers(1, 120, (1, 260, 300), dtype=np.uint8), nodata=0), tmp_path / "out.tif", counted)
    assert needed < sum(asked) <= 2 * needed


def test_an_integer_raster_without_nodata_gets_a_mask_only_where_it_needs_one(make_raster, tmp_path):
    image = RNG.integers(0, 255, (3, 260, 300), dtype=np.uint8)
    path = make_raster(image, photometric="RGB")
    warp(path, tmp_path / "out.tif")
    with open_raster(tmp_path / "out.tif") as out, open_raster(path) as raster:
        assert out.has_mask and out.count == 3 and out.nodata == (None,) * 3 and out.colorinterp == raster.colorinterp
        assert np.array_equal(out.read()[1], resample(raster, None, bent, GRID.window)[1])
    inner = Grid(GRID.transform, 200, 200, GRID.crs)
    warp(path, tmp_path / "inner.tif", lambda xy: bent(xy) + 30, inner)
    with open_raster(tmp_path / "inner.tif") as out:
        assert not out.has_mask and out.read()[1].all()
    warp(path, tmp_path / "black.tif", nodata=0)
    with open_raster(tmp_path / "black.tif") as out:
        assert not out.has_mask and out.nodata == (0,) * 3


def test_a_float_raster_without_nodata_gets_nan(make_raster, tmp_path):
    path = make_raster(RNG.normal(size=(2, 260, 300)).astype(np.float32))
    warp(path, tmp_path / "out.tif")
    with open_raster(tmp_path / "out.tif") as out:
        array, valid = out.read()
        assert np.isnan(out.nodata[0]) and not out.has_mask
    assert np.isnan(array[:, ~valid]).all() and 0.9 < valid.mean() < 1


def test_alpha_and_mask_are_carried_along(make_raster, tmp_path):
    image = np.full((4, 260, 300), 200, np.uint8)
    image[3] = 255
    image[:, 50:100, 50:100] = 0
    rgba = warp(make_raster(image, colors=("red", "green", "blue", "alpha"), photometric="RGB"), tmp_path / "rgba.tif")
    masked = warp(make_raster(image[:3], mask=image[3], photometric="RGB"), tmp_path / "masked.tif")
    with open_raster(rgba) as one, open_raster(masked) as other:
        assert one.has_alpha and not one.has_mask and other.has_mask and one.count == 4 and other.count == 3
        (a, valid), (b, also) = one.read(), other.read()
    assert np.array_equal(valid, also) and 2000 < (~valid).sum() - (260 * 300 - 260 * 300 * 0.96) < 9000
    assert (a[:3, valid] == 200).all() and (b[:, valid] == 200).all()
    assert set(np.unique(a[3])) == {0, 255}


def test_a_palette_keeps_its_classes(make_raster, tmp_path):
    table = {3: (255, 0, 0, 255), 200: (0, 255, 0, 255)}
    path = make_raster(RNG.choice(np.array([3, 200], np.uint8), (1, 260, 300)), colormap=table, nodata=0)
    progress = Recorder()
    warp(path, tmp_path / "out.tif", resampling="cubic", progress=progress)
    with rasterio.open(tmp_path / "out.tif") as out:
        assert set(np.unique(out.read())) == {0, 3, 200}
        assert out.colormap(1)[200] == table[200]
    assert "paletted" in progress.logs[0]


@pytest.mark.parametrize("transform", [Affine(2, 0, 5e5, 0, 2, 4999480), Affine(1.4, 1.2, 499900, 1.2, -1.4, 4999800),
                                       Affine(2, 0.5, 5e5, 0.2, -2.2, 5e6)])
def test_odd_geotransforms_come_out_north_up(make_raster, tmp_path, transform):
    stored = Grid(transform, 300, 260, "EPSG:32633")
    x, y = np.meshgrid(np.arange(300) + 0.5, np.arange(260) + 0.5)
    scene = stored.to_map(np.column_stack([x.ravel(), y.ravel()])) - [500000, 4999000]
    path = make_raster(scene.T.reshape(2, 260, 300).astype(np.float32), transform)
    warp(path, tmp_path / "out.tif", grid_mapping(GRID, stored), resampling="bilinear")
    truth = (GRID.to_map(np.column_stack([x.ravel(), y.ravel()])) - [500000, 4999000]).T.reshape(2, 260, 300)
    with open_raster(tmp_path / "out.tif") as out:
        array, valid = out.read()
    inside = stored.footprint.buffer(-3).intersection(GRID.footprint).area / 4
    assert valid.sum() > 0.98 * inside > 1000
    error = np.abs(array - truth)[:, valid]
    # The outermost half pixel repeats the edge.
    assert np.quantile(error, 0.97) < 0.02 and error.max() < 2.3


def test_many_bands_are_warped_in_groups(make_raster, tmp_path, monkeypatch):
    from tiepoint.core.raster import warp as module
    image = RNG.integers(1, 1000, (11, 260, 300)).astype(np.uint16)
    image[6, 100:120] = 0
    path = make_raster(image, nodata=0, interleave="BAND")
    warp(path, tmp_path / "one.tif")
    monkeypatch.setattr(module, "_TILE_BYTES", 2**10)
    warp(path, tmp_path / "many.tif")
    with open_raster(tmp_path / "one.tif") as one, open_raster(tmp_path / "many.tif") as many:
        assert np.array_equal(one.read()[0], many.read()[0])


def test_the_result_does_not_depend_on_threads(make_raster, tmp_path):
    path = make_raster(RNG.integers(0, 255, (3, 1300, 1200), dtype=np.uint8), photometric="RGB")
    grid = Grid(GRID.transform, 1300, 1300, GRID.crs)
    for threads in (1, 4):
        warp(path, tmp_path / f"{threads}.tif", grid=grid, threads=threads)
    assert (tmp_path / "1.tif").read_bytes() == (tmp_path / "4.tif").read_bytes()


def test_progress_counts_and_cancel_stops_at_once_without_a_trace(make_raster, tmp_path):
    path = make_raster(RNG.integers(0, 255, (1, 600, 600), dtype=np.uint8))
    grid = Grid(Affine(1, 0, 500000, 0, -1, 5000000), 3000, 3000, GRID.crs)
    progress = Recorder()
    warp(path, tmp_path / "out.tif", lambda xy: xy / 5, grid, progress=progress)
    fractions = [fraction for fraction, _, _ in progress.steps]
    assert fractions == sorted(fractions) and fractions[-1] == 1 and len(fractions) >= 9
    assert progress.steps[0][1] == "Warping: 1 of 9 tiles"
    (tmp_path / "out.tif").unlink()
    before = threading.active_count()
    with pytest.raises(Cancelled):
        warp(path, tmp_path / "out.tif", lambda xy: xy / 5, grid, progress=Recorder(cancel_at=0.3))
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
    assert threading.active_count() == before


def test_a_slow_mapping_still_reports_and_can_be_cancelled(make_raster, tmp_path):
    path = make_raster(RNG.integers(0, 255, (1, 600, 600), dtype=np.uint8))
    slow_from = time.monotonic()

    def slow(xy):
        if len(xy) > 50:
            time.sleep(0.4)
        return xy / 2

    class Impatient(Recorder):
        def step(self, fraction, message=""):
            super().step(fraction, message)
            if len(self.steps) > 2:
                raise Cancelled
    progress = Impatient()
    with pytest.raises(Cancelled):
        warp(path, tmp_path / "out.tif", slow, Grid(GRID.transform, 1200, 1200, GRID.crs), progress=progress, threads=1)
    times = np.diff([slow_from, *(moment for _, _, moment in progress.steps)])[1:]
    assert (times < 1.0).all()
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_failures_leave_no_file(make_raster, tmp_path):
    path = make_raster(RNG.integers(0, 255, (3, 260, 300), dtype=np.uint8), tiled=True, blockxsize=64, blockysize=64)
    with pytest.raises(GridError, match="empty"):
        warp(path, tmp_path / "out.tif", lambda xy: xy + 1e6)
    with pytest.raises(OutputError, match="also an input"):
        warp(path, path)
    with pytest.raises(ZeroDivisionError):
        warp(path, tmp_path / "out.tif", lambda xy: 1 // 0)
    with pytest.raises(RasterError, match="complex"):
        warp(make_raster(np.ones((1, 50, 50), np.complex64), name="complex.tif"), tmp_path / "out.tif", grid=Grid(GRID.transform, 50, 50))
    content = path.read_bytes()
    path.write_bytes(content[:len(content) // 2])
    with pytest.raises(RasterError, match="damaged"):
        warp(path, tmp_path / "out.tif")
    assert {item.name for item in tmp_path.iterdir()} == {path.name, "complex.tif"}


def test_relocating_leaves_every_pixel_alone(make_raster, tmp_path):
    image = RNG.integers(0, 4000, (5, 700, 600)).astype(np.int16)
    image[:, :50] = -1
    path = make_raster(image, nodata=-1, descriptions=("a", "b", "c", "d", "e"), tags={"KEY": "value"})
    corrected = Grid(Affine(2.0001, 0.001, 500003.3, -0.001, -2.0001, 4999998.1), 600, 700, "EPSG:32633")
    progress = Recorder()
    with open_raster(path) as raster:
        relocate_raster(raster, tmp_path / "out.tif", corrected, progress)
        with pytest.raises(GridError, match="pixels"):
            relocate_raster(raster, tmp_path / "other.tif", GRID)
    with open_raster(tmp_path / "out.tif") as out:
        assert np.allclose(out.grid.matrix, corrected.matrix, rtol=0, atol=1e-9)
        assert np.array_equal(out.read()[0], image) and out.nodata == (-1,) * 5 and out.descriptions == ("a", "b", "c", "d", "e")
    assert progress.steps[-1][0] == 1


def test_relocating_keeps_a_mask(make_raster, tmp_path):
    mask = np.where(RNG.random((700, 600)) < 0.5, 255, 0).astype(np.uint8)
    path = make_raster(RNG.integers(0, 255, (3, 700, 600), dtype=np.uint8), mask=mask, photometric="RGB")
    with open_raster(path) as raster:
        relocate_raster(raster, tmp_path / "out.tif", Grid(GRID.transform, 600, 700, GRID.crs))
    with rasterio.open(path) as old, rasterio.open(tmp_path / "out.tif") as new:
        assert np.array_equal(new.read(), old.read()) and np.array_equal(new.read_masks(1), mask)


def test_memory_does_not_grow_with_the_raster(make_raster, tmp_path):
    """Peak memory of a process that warps 16 times as many pixels is hardly higher."""
    code = f"""
import importlib.util, re, sys
spec = importlib.util.spec_from_file_location("tiepoint", {str(ROOT / '__init__.py')!r}, submodule_search_locations=[{str(ROOT)!r}])
sys.modules["tiepoint"] = importlib.util.module_from_spec(spec)
from affine import Affine
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.warp import warp_raster
with open_raster(sys.argv[1]) as raster:
    side = int(sys.argv[2])
    warp_raster(raster, sys.argv[3], Grid(Affine(1, 0, 0, 0, -1, 0), side, side, raster.grid.crs), lambda xy: xy * 0.1 + 3.3, "bilinear")
# not ru_maxrss, which begins with the memory of the process that forked this one
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1)) / 1024)
"""
    path = make_raster(RNG.integers(0, 255, (3, 700, 700), dtype=np.uint8), photometric="RGB")
    small, large = (json.loads(subprocess.run([sys.executable, "-c", code, str(path), str(side), str(tmp_path / f"{side}.tif")], check=True,
                                              capture_output=True, text=True).stdout) for side in (1500, 6000))
    assert large < small + 80
    assert large < 400
