"""Cancel, a killed engine and a full disk, in every stage of real work: nothing is left, and soon."""
import contextlib
import os
import signal
import subprocess
import time

import numpy as np
import pytest
from tiepoint.core.errors import TiepointError
from tiepoint.core.progress import Cancelled
from tiepoint.ui.engine.process import Engine

SIZE = 5000
# A worker has half a second to end by itself, then it is killed. The rest is for a busy machine.
SOON_S = 3.0


@pytest.fixture(scope="module")
def work(tmp_path_factory, root):
    """Options of jobs that take a while: a small pair, and a large raster with its GCPs."""
    from osgeo import gdal, osr

    folder = tmp_path_factory.mktemp("work")
    package = folder / "package"
    package.mkdir()
    (package / "tiepoint").symlink_to(root)
    wanted = ["--width", "360", "--height", "360", "--change", "0", "--dates", "0", "0", "--oversample", "1"]
    subprocess.run([root / ".venv/bin/python", "-m", "tiepoint.core.training.scenes", "--out", folder / "scene", *wanted], cwd=package,
                   check=True, capture_output=True, timeout=300)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    large = gdal.GetDriverByName("GTiff").Create(str(folder / "large.tif"), SIZE, SIZE, 1, gdal.GDT_Byte)
    large.SetGeoTransform((500000, 1, 0, 5500000, 0, -1))
    large.SetProjection(crs.ExportToWkt())
    large.GetRasterBand(1).WriteArray(np.random.default_rng(0).integers(1, 255, (SIZE, SIZE)).astype(np.uint8))
    large = None
    xy = np.random.default_rng(1).uniform(0, SIZE, (30, 2)) * (1, -1) + (500000, 5500000)
    moved = xy + 10 * np.sin(xy[:, ::-1] / 700)
    rows = [f"{x},{y},{u},{v},1" for (x, y), (u, v) in zip(moved, xy)]
    (folder / "large.points").write_text("\n".join(["#CRS: EPSG:32633", "mapX,mapY,sourceX,sourceY,enable", *rows]))
    pair = {name: str(folder / "scene" / f"{name}.tif") for name in ("reference", "target")}
    # Nothing in noise is like anything else: every angle is searched.
    return {"coregister": {**pair, "method": "phase"}, "search": {**pair, "target": str(folder / "large.tif"), "method": "phase"},
            "warp": {"target": str(folder / "large.tif"), "gcps_file": str(folder / "large.points"), "transform": "tps"}}


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def started(engine, work, job, folder, receive):
    """Run a job with all of its outputs."""
    names = {"output": "a.tif"}
    if job != "warp":
        names |= {"tiepoints": "p.gpkg", "gcps": "g.points", "solution": "s.json", "report": "r.html"}
    options = {**work[job], **{name: str(folder / file) for name, file in names.items()}}
    return engine.run("warp" if job == "warp" else "coregister", options, receive)


STAGES = [("search", "Searching"), ("coregister", "Matching at"), ("coregister", "Fitting"), ("warp", "Warping")]


def interrupted(work, out, job, stage, interrupt):
    """Seconds from the interruption, in the first message of a stage, to the end."""
    since = []

    def receive(message):
        if str(message.get("message", "")).startswith(stage) and not since:
            since.append(time.monotonic())
            interrupt(engine)

    with contextlib.suppress(Cancelled), Engine(lambda: bool(since) and interrupt is cancel) as engine:
        started(engine, work, job, out, receive)
    return time.monotonic() - since[0]


def cancel(_engine):
    """Nothing but what `is_cancelled` says."""


def kill(engine):
    os.kill(engine._process.processId(), signal.SIGKILL)


@pytest.mark.parametrize(("job", "stage"), STAGES)
def test_cancel_leaves_nothing(work, out, job, stage):
    assert interrupted(work, out, job, stage, cancel) < SOON_S
    assert os.listdir(out) == []


@pytest.mark.parametrize(("job", "stage"), STAGES[1::2])
def test_a_killed_engine_leaves_nothing(work, out, job, stage):
    with pytest.raises(TiepointError, match="killed"):
        interrupted(work, out, job, stage, kill)
    assert os.listdir(out) == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("job", ["warp", "coregister"])
def test_a_full_disk_is_told_and_leaves_nothing(work, small_disk, job):
    if job == "coregister":
        (small_disk / "ballast").write_bytes(bytes(900_000))
    before = os.listdir(small_disk)
    with pytest.raises(TiepointError, match="the disk is full") as caught, Engine(lambda: False) as engine:
        started(engine, work, job, small_disk, lambda message: None)
    assert caught.value.hint and ".partial" not in caught.value.message
    assert os.listdir(small_disk) == before
