"""Small generated pairs with known truth, jobs run on them, and a ruler for what they wrote."""
from __future__ import annotations

import functools
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from tiepoint.core.errors import RasterError
from tiepoint.core.options import jobs
from tiepoint.core.progress import Silent
from tiepoint.core.training.scenes.distortion import random_distortion
from tiepoint.core.training.scenes.files import write_pair
from tiepoint.core.training.scenes.pair import Pair, make_pair

_SPEC = importlib.util.spec_from_file_location("accuracy", Path(__file__).resolve().parents[2] / "demo" / "accuracy.py")
accuracy = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(accuracy)


@dataclass(frozen=True)
class Known:
    """A pair of files and where each of its check points really lies.

    Attributes:
        reference, target: paths.
        target_xy, map_xy, reference_xy: (N, 2) target pixels, their true places in the reference's CRS, and as reference pixels.
        nominal_xy: (N, 2) places in the reference's CRS where the target's georeferencing puts the pixels, if it is in the same CRS.
        ratio: size of a target pixel in reference pixels.
        sister: coordinate raster of the target: it shows where the target's own pixels went.
    """

    reference: str
    target: str
    target_xy: np.ndarray
    map_xy: np.ndarray
    reference_xy: np.ndarray
    nominal_xy: np.ndarray
    ratio: float
    sister: str

    def rmse(self, warped: str, places: slice = slice(None)) -> float:
        """True RMSE of a warped coordinate raster, in pixels of the coarser raster."""
        found = accuracy.found_places(Path(warped), self.map_xy[places])
        seen = np.isfinite(found).all(1)
        assert seen.mean() > 0.9, "nearly every check point lies on the result"
        return accuracy.summary(found[seen] - self.target_xy[places][seen])["rmse"] * min(1.0, self.ratio)

    def replaced(self, **changes) -> Known:
        """The same truth with other files."""
        return Known(**{**self.__dict__, **changes})


def known(folder: Path, kind: str, size: int = 400, seed: int = 0, dates: tuple[int, int] = (0, 3), local_px: float = 6.0,
          change: float = 0.02, files: dict | None = None, **scene) -> Known:
    """Generate a pair."""
    return described(write_pair(generated(kind, size, seed, dates, local_px, change, **scene), folder, **(files or {})), folder)


@functools.lru_cache(maxsize=4)
def generated(kind: str, size: int, seed: int, dates: tuple[int, int], local_px: float, change: float, **scene) -> Pair:
    """The images, which several tests of a file write in their own ways."""
    distortion = random_distortion(kind, seed, (size, size), local_px=local_px)
    return make_pair(size, size, seed, distortion, reference_date=dates[0], target_date=dates[1], change=change, **scene)


def described(files, folder: Path) -> Known:
    """The truth of written files."""
    record = json.loads(Path(files.truth).read_text())
    points = np.array(record["points"])
    with rasterio.open(files.target) as target:
        nominal = np.column_stack(target.transform * tuple(points[:, :2].T))
    ratio = record["target_ratio"] / record["target_scale"][0]
    sister = accuracy.coordinate_raster(Path(files.target), folder / "sister.tif")
    return Known(files.reference, files.target, points[:, :2], points[:, 2:4], points[:, 4:6], nominal, ratio, str(sister))


def run(job: str, **options) -> dict:
    """Run a job in this process."""
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    return jobs.load(job)(jobs.get(job).options(**given), Silent())


@pytest.fixture(scope="session")
def shifted(tmp_path_factory):
    """A pair of two seasons that differs by a shift of 8 pixels, to read only."""
    return known(tmp_path_factory.mktemp("shifted"), "shift", 340)


@pytest.fixture(scope="session")
def bent(tmp_path_factory):
    """A pair of two seasons with rotation, scale, shear and a smooth local distortion of 6 pixels, to read only."""
    return known(tmp_path_factory.mktemp("bent"), "affine+local", 512, 1)


@pytest.fixture(scope="session")
def turned(tmp_path_factory):
    """A pair that differs by an affine map, to read only."""
    return known(tmp_path_factory.mktemp("turned"), "affine", 340, 2)


@pytest.fixture(scope="session")
def solved(tmp_path_factory, bent):
    """A full co-registration of the bent pair: (results, folder of everything it wrote)."""
    folder = tmp_path_factory.mktemp("solved")
    return run("coregister", reference=bent.reference, target=bent.target, method="phase", **all_outputs(folder)), folder


@pytest.fixture(scope="session")
def solved_affine(tmp_path_factory, turned):
    """The same of the turned pair, as an affine map."""
    folder = tmp_path_factory.mktemp("solved_affine")
    return run("coregister", reference=turned.reference, target=turned.target, method="phase", transform="affine",
               **all_outputs(folder)), folder


def all_outputs(folder: Path) -> dict:
    """Everything co-register can write."""
    return {"output": folder / "aligned.tif", "tiepoints": folder / "points.gpkg", "gcps": folder / "gcps.points",
            "solution": folder / "solution.json", "report": folder / "report.html"}


@pytest.fixture
def out(tmp_path):
    """An empty folder for outputs."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def job():
    """The function `run`."""
    return run


@pytest.fixture(scope="session")
def ruler():
    """Target pixels (N, 2) that a warped coordinate raster shows at (N, 2) places."""
    return lambda path, places: accuracy.found_places(Path(path), places)


@pytest.fixture(scope="session")
def generate():
    """The function `known`."""
    return known


@pytest.fixture
def rewritten(tmp_path):
    """Factory: a raster written again with other pixels, profile or geotransform."""
    def rewrite(path, name="rewritten.tif", change=None, colormap=None, tags=None, **profile):
        with rasterio.open(path) as source:
            image, given = source.read(), source.profile
        image = image if change is None else change(image)
        made = {"driver": "GTiff", "width": image.shape[2], "height": image.shape[1], "count": image.shape[0], "dtype": image.dtype,
                "crs": given["crs"], "transform": given["transform"], "nodata": given["nodata"], **profile}
        where = tmp_path / name
        with rasterio.open(where, "w", **{key: value for key, value in made.items() if value is not None}) as file:
            file.write(image)
            if colormap:
                file.write_colormap(1, colormap)
        return str(where)

    return rewrite


@pytest.fixture(scope="session")
def identity():
    """The geotransform of a raster without one."""
    return Affine.identity()


@dataclass(frozen=True)
class Changed:
    """Two rasters on one grid of 1 m pixels, of which one part differs by a known amount.

    Attributes:
        before, after: paths; image: (3, rows, cols) uint8 of the raster before.
        truth: (rows, cols) bool, what differs.
    """

    before: str
    after: str
    image: np.ndarray
    truth: np.ndarray


class Difference:
    """A change method whose answer is known: the mean difference of the bands over 255, change above 0.2."""

    id, margin, threshold, told = "cva", 0, 0.2, "Plain differences."

    def __init__(self, means=None):
        self.means = means

    def fit(self, source, progress):
        """The detector is the method itself; the sample is looked at as others would."""
        before, after = source.sample(5000)
        if len(before) < 10:
            raise RasterError("There is too little data.", "Give more.")
        progress.step(0.5, "Fitting")
        return self

    def magnitude(self, block):
        """See `core.change.method.Detector`."""
        values = np.abs(block.after - block.before).mean(0) / 255
        return np.where(block.valid, values, np.nan).astype(np.float32)


@pytest.fixture
def differences(monkeypatch):
    """``cva`` of the change map is `Difference`, of which every magnitude is known."""
    from tiepoint.core.jobs import changemap

    monkeypatch.setattr(changemap.CHANGE_METHODS, "load", lambda method: Difference)


@pytest.fixture(scope="session")
def changed(tmp_path_factory):
    """A generated landscape twice, with rectangles of 100 grey values more at the second date, to read only."""
    folder = tmp_path_factory.mktemp("changed")
    pair = make_pair(300, 260, 5, random_distortion("identity", 5, (300, 260)), reference_date=0, target_date=0, change=0.0)
    image = np.clip(pair.reference, 1, 150)
    truth = np.zeros((260, 300), bool)
    truth[40:60, 30:70] = truth[120:123, 200:203] = truth[200:210, 250:290] = True
    profile = {"driver": "GTiff", "width": 300, "height": 260, "count": 3, "dtype": "uint8", "crs": "EPSG:32633",
               "transform": Affine(1, 0, 500000, 0, -1, 5500000)}
    paths = [str(folder / name) for name in ("before_20190412.tif", "after_2021-07-01.tif")]
    for path, values in zip(paths, (image, image + 100 * truth.astype(np.uint8))):
        with rasterio.open(path, "w", **profile) as file:
            file.write(values)
    return Changed(*paths, image, truth)
