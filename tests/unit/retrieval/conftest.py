"""Rasters whose tiles are known, and a coder that needs no network."""
from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from tiepoint.core.retrieval.bits import binarised
from tiepoint.core.retrieval.index import Settings, empty
from tiepoint.core.retrieval.source import Source


class Projecting:
    """Projects the small picture of a tile at random: the same for the same tile, whichever others it is shown with."""

    model, ground, side = "projecting", None, 16

    def __init__(self, bits=64, seed=0):
        self.bits, self.checksum = bits, f"{bits}-{seed}"
        self._weights = np.random.default_rng(seed).normal(0, 1, (3 * 16, bits))

    def features(self, tiles, alive=lambda: None):
        alive()
        return tiles.reshape(len(tiles), 3, 4, 4, 4, 4).mean((3, 5)).reshape(len(tiles), -1).astype(np.float32) / 255 - 0.5

    def hashed(self, features):
        return np.array([1 / (1 + np.exp(-one.astype(float) @ self._weights)) for one in features], np.float32).reshape(-1, self.bits)


@pytest.fixture
def coder():
    return Projecting()


@pytest.fixture
def write(tmp_path):
    """Factory: a GeoTIFF."""
    def write(name, image, crs="EPSG:32633", transform=None, **profile):
        place = {"crs": crs, "transform": transform or Affine(2, 0, 500000, 0, -2, 5500000)} if crs else {}
        with rasterio.open(tmp_path / name, "w", driver="GTiff", width=image.shape[2], height=image.shape[1], count=len(image),
                           dtype=image.dtype, **place, **profile) as file:
            file.write(image)
        return str(tmp_path / name)

    return write


@pytest.fixture
def made():
    """Factory: an index of random codes, of rasters of 10 x 10 tiles of 20 px of 2 m, one 1 km east of the other."""
    def made(rasters=2, bits=64, seed=0, crs=32633):
        rng, index = np.random.default_rng(seed), empty(Settings("m", "c", "", bits))
        windows = np.array([(20 * col, 20 * row, 20, 20) for row in range(10) for col in range(10)], np.int32)
        for number in range(rasters):
            wkt = rasterio.crs.CRS.from_epsg(crs).to_wkt() if crs else None
            source = Source(f"/none/land_{2018 + number}.tif", "", f"{2018 + number}-05-01", wkt,
                            (2.0, 0.0, 500000.0 + 1000 * number, 0.0, -2.0, 5500000.0), 200, 200, 20, 20, (1, 2, 3))
            index = index.with_source(source, windows, binarised(rng.random((100, bits))))
        return index

    return made
