"""A series is aligned raster by raster: accuracy, one table, bad ones that stop nothing, and going on where it was stopped."""
import csv
import os
import shutil

import numpy as np
import pytest
import rasterio
from tiepoint.core.errors import AlignmentError, OptionError, RasterError
from tiepoint.core.jobs.series_table import read_table
from tiepoint.core.options import jobs
from tiepoint.core.options.option import from_record
from tiepoint.core.progress import Cancelled, Silent

QUICK = {"method": "phase", "transform": "shift", "max_offset": 15.0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, shifted):
    """A folder with two rasters to align (of one name, in folders of their own), the reference, noise, and a file that is no raster."""
    where = tmp_path_factory.mktemp("series")
    (where / "later").mkdir()
    shutil.copy(shifted.reference, where / "reference.tif")
    shutil.copy(shifted.target, where / "date.tif")
    shutil.copy(shifted.target, where / "later" / "date.tif")
    with rasterio.open(shifted.target) as file:
        profile, shape = file.profile, (file.count, *file.shape)
    with rasterio.open(where / "noise.tif", "w", **profile) as file:
        file.write(np.random.default_rng(0).integers(1, 255, shape).astype(np.uint8))
    (where / "torn.tif").write_bytes(b"II*\0 no raster")
    return where


def run(where, out, progress=None, **more):
    given = {"reference": str(where / "reference.tif"), "targets": str(where), "output": str(out), **QUICK, **more}
    return jobs.load("coregisterseries")(from_record(jobs.get("coregisterseries").options, given), progress or Silent())


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "aligned"
    return run(folder, out, solutions=True, reports=True), out


def rows(out):
    with open(out / "summary.csv", newline="") as file:
        return {os.path.relpath(row["target"], start=os.path.dirname(row["target"]) + "/.."): row for row in csv.DictReader(file)}


def test_each_raster_lies_where_it_belongs_and_bad_ones_stop_nothing(done, folder, shifted):
    results, out = done
    assert (results["ALIGNED_COUNT"], results["REFUSED_COUNT"], results["FAILED_COUNT"], results["SKIPPED_COUNT"]) == (2, 1, 1, 0)
    assert results["OUTPUT_LAYERS"] == [str(out / "date.tif"), str(out / "date_2.tif")]
    assert 0 < results["WORST_RMSE_PX"] < 0.5
    alone = jobs.load("coregister")(jobs.get("coregister").options(reference=shifted.reference, target=shifted.target,
                                                                   output=str(out.parent / "alone.tif"), **QUICK), Silent())
    with rasterio.open(out.parent / "alone.tif") as one, rasterio.open(out / "date_2.tif") as other:
        assert one.transform == other.transform and np.array_equal(one.read(), other.read()), "what 'coregister' makes of it"
    table = read_table(str(out / "summary.csv"))
    states = {os.path.relpath(path, folder): row.state for path, row in table.items()}
    assert states == {"date.tif": "aligned", os.path.join("later", "date.tif"): "aligned", "noise.tif": "refused", "torn.tif": "failed"}
    row = table[str(folder / "date.tif")]
    assert float(row.rmse_px) == pytest.approx(alone["RMSE_PX"], rel=1e-3) and row.verdict == "good" and row.transform == "shift"
    assert np.hypot(float(row.shift_x), float(row.shift_y)) == pytest.approx(8.0, abs=0.2)
    assert "independent areas" in table[str(folder / "noise.tif")].reason and "not a raster" in table[str(folder / "torn.tif")].reason


def test_what_lies_in_the_folder(done):
    _, out = done
    assert sorted(os.listdir(out)) == ["date.tif", "date_2.tif", "date_2_report.html", "date_2_solution.json", "date_report.html",
                                       "date_solution.json", "summary.csv", "summary.html"]
    page = (out / "summary.html").read_text()
    assert "noise.tif" in page and "refused" in page and "coregisterseries" in page


class Stops(Silent):
    """Cancels as soon as one raster is done."""

    def __init__(self):
        self.messages, self.stopped = [], False

    def step(self, fraction, message=""):
        if self.messages:
            raise Cancelled()

    def log(self, message, level="info"):
        if " of 4, " in message:
            self.messages.append(message)


def test_it_goes_on_where_it_was_stopped(folder, tmp_path, done):
    stops = Stops()
    with pytest.raises(Cancelled):
        run(folder, tmp_path / "out", stops)
    assert list(read_table(str(tmp_path / "out" / "summary.csv"))) == [str(folder / "date.tif")]
    first = os.stat(tmp_path / "out" / "date.tif").st_mtime_ns
    results = run(folder, tmp_path / "out", resume=True)
    assert results["SKIPPED_COUNT"] == 1 and results["ALIGNED_COUNT"] == 2
    assert os.stat(tmp_path / "out" / "date.tif").st_mtime_ns == first
    again = run(folder, tmp_path / "out", resume=True)
    assert again["SKIPPED_COUNT"] == 3, "two that were aligned and one refused; what failed may not fail again"
    assert again == {**results, "SKIPPED_COUNT": 3}


def test_other_options_a_lost_output_or_a_newer_raster_are_done_again(folder, tmp_path):
    where = tmp_path / "rasters"
    where.mkdir()
    for name in ("reference.tif", "date.tif"):
        shutil.copy(folder / name, where / name)
    out = tmp_path / "out"
    run(where, out)

    def skipped(**more):
        return run(where, out, resume=True, **more)["SKIPPED_COUNT"]

    assert skipped() == 1
    assert skipped(resampling="nearest") == 0 and skipped(resampling="nearest") == 1
    os.remove(out / "date.tif")
    assert skipped(resampling="nearest") == 0 and (out / "date.tif").exists()
    os.utime(where / "date.tif")
    assert skipped(resampling="nearest") == 0
    assert run(where, out, resampling="nearest")["SKIPPED_COUNT"] == 0, "without RESUME everything is"


def test_nothing_to_show_for_it_is_an_error_with_the_reason(folder, tmp_path):
    with pytest.raises(AlignmentError, match=r"None of the 1 rasters could be aligned. noise.tif: .*independent areas"):
        run(folder, tmp_path / "out", targets=[str(folder / "noise.tif")])
    assert os.listdir(tmp_path / "out") == ["summary.csv", "summary.html"] or sorted(os.listdir(tmp_path / "out")) == ["summary.csv",
                                                                                                                     "summary.html"]


@pytest.mark.parametrize(("changes", "error", "words"), [
    ({"targets": "/nowhere/at/all.tif"}, AlignmentError, "no file"),
    ({"reference": "/nowhere.tif"}, RasterError, "no file /nowhere.tif"),
    ({"targets": []}, OptionError, "TARGETS is missing"),
])
def test_bad_input_is_one_sentence(folder, tmp_path, changes, error, words):
    with pytest.raises(error, match=words):
        run(folder, tmp_path / "out", **changes)


def test_the_output_folder_is_none_of_the_rasters(folder):
    with pytest.raises(OptionError, match="is a folder of rasters to align"):
        run(folder, folder)
    with pytest.raises(OptionError, match="no raster to align but the reference"):
        run(folder, folder.parent / "x", targets=[str(folder / "reference.tif")])
