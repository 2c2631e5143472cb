"""Rasters of four kinds of ground, an untrained model, and the two jobs on them."""
from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
import torch
from rasterio.transform import Affine
from tiepoint.core.models import checksum
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.retrieval.bits import binarised
from tiepoint.core.retrieval.coder import load_coder

torch.set_num_threads(1)
SIDE = 32


class _Telling(Silent):
    """Remembers what it was told, and stops at the n-th tile that is encoded."""

    def __init__(self, stop_at=None):
        self.told, self.warned, self.stop_at = [], [], stop_at

    def step(self, fraction, message=""):
        if self.stop_at is not None and message.startswith("Encoding tile") and int(message.split()[2]) >= self.stop_at:
            raise Cancelled()

    def log(self, message, level="info"):
        (self.warned if level == "warning" else self.told).append(message)


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """Path of an untrained hash model of 48 bits, beside another, other.safetensors."""
    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(0)
    encoders.save(folder / "seen.safetensors", TileEncoder(width=2, features=32, side=SIDE).eval(), ground_m=64.0)
    digest = checksum.sha256(folder / "seen.safetensors")
    for number, name in enumerate(("small", "other")):
        torch.manual_seed(number)
        weights.save(folder / f"{name}.safetensors", weights.HashModel(HashNetwork(32, 48, 64, 32).eval(), "seen", digest, str(
            folder / "seen.safetensors"), ground_m=64.0))
    return str(folder / "small.safetensors")


def _ground(rows, cols, seed):
    """(3, rows * SIDE, cols * SIDE) uint8 of tiles of four kinds, each with a brightness of its own, and (rows, cols) which kind."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 4, (rows, cols))
    y, x = np.mgrid[:SIDE, :SIDE]
    patterns = [np.full((SIDE, SIDE), 50), 200 * (x // 4 % 2) + 20, 200 * ((x // 8 + y // 8) % 2) + 20, 120 + 90 * np.sin(y / 2)]
    tints = np.array([[0.3, 0.5, 1.0], [1.0, 0.9, 0.6], [1.0, 0.4, 0.3], [0.4, 1.0, 0.4]])
    parts = [[patterns[kind] * tints[kind][:, None, None] * rng.uniform(0.9, 1.1) for kind in row] for row in kinds]
    image = np.concatenate([np.concatenate(row, 2) for row in parts], 1)
    return np.clip(image + rng.normal(0, 3, image.shape), 1, 255).astype(np.uint8), kinds


def _write(path, image, crs="EPSG:32633", left=500000.0, top=5500000.0, size=2.0, **profile):
    place = {"crs": crs, "transform": Affine(size, 0, left, 0, -size, top)} if crs else {}
    with rasterio.open(path, "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=len(image), dtype=image.dtype,
                       **place, **profile) as file:
        file.write(image)
    return str(path)


@pytest.fixture
def land(tmp_path):
    """A folder of two rasters of 4 x 5 tiles, 2 km apart, and kinds of their tiles."""
    folder, kinds = tmp_path / "land", {}
    folder.mkdir()
    for number, day in enumerate(("20180501", "20190601")):
        image, kinds[f"land_{day}.tif"] = _ground(4, 5, number)
        _write(folder / f"land_{day}.tif", image, left=500000.0 + 2000 * number)
    return folder, kinds


def _execute(job, progress=None, **options):
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    if isinstance(given.get("rasters"), str):
        given["rasters"] = (given["rasters"],)
    return jobs.load(job)(jobs.get(job).options(**given), progress or Silent())


@pytest.fixture
def build(model, out):
    """Factory: results of building out/index.gpkg."""
    return lambda progress=None, **options: _execute("buildtileindex", progress, **{"model": model, "output": out / "index.gpkg",
                                                                                    **options})


@pytest.fixture
def find(out):
    """Factory: (results, table) of finding in out/index.gpkg."""
    def find(progress=None, **options):
        results = _execute("findsimilartiles", progress, **{"index": out / "index.gpkg", "output": out / "found.gpkg", **options})
        meta, _, geometry, columns = pyogrio.raw.read(out / "found.gpkg")
        return results, {**dict(zip(meta["fields"], columns)), "geometry": shapely.from_wkb(geometry), "crs": meta["crs"]}

    return find


def _kinds_of(table, kinds):
    return [int(kinds[os.path.basename(source)][row // SIDE, col // SIDE])
            for source, row, col in zip(table["source"], table["row"], table["col"])]


def _alone(model, path, col, row, size=SIDE):
    """Code of one window of a raster of bytes."""
    coder = load_coder(model)
    with rasterio.open(path) as file:
        tile = file.read(window=rasterio.windows.Window(col, row, size, size))
    return binarised(coder.hashed(coder.features(tile[None])))[0]


@pytest.fixture(scope="session")
def Telling():  # noqa: N802
    """A progress that remembers."""
    return _Telling


@pytest.fixture(scope="session")
def ground():
    """The function `_ground`."""
    return _ground


@pytest.fixture(scope="session")
def write():
    """The function `_write`."""
    return _write


@pytest.fixture(scope="session")
def kinds_of():
    """Kinds of ground of the rows of a table."""
    return _kinds_of


@pytest.fixture(scope="session")
def alone():
    """Code of one window of a raster of bytes."""
    return _alone
