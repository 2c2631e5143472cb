"""Rasters of random texture, one a known warp of the other."""
from __future__ import annotations

import functools

import cv2
import numpy as np
import pytest
from affine import Affine
from tiepoint.core.jobs.pair import RasterPair
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster, write_raster

_FINE = 3


@functools.lru_cache(maxsize=4)
def texture(size: int, seed: int) -> np.ndarray:
    """Float32 texture of several scales, smooth at the pixel, with blocks whose edges are sharp."""
    rng = np.random.default_rng(seed)
    image = np.zeros((size, size), np.float32)
    for step, weight in ((6, 1.0), (16, 1.5), (60, 2.0)):
        coarse = rng.normal(size=(max(2, size // step),) * 2).astype(np.float32)
        image += weight * cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    for _ in range(size * size // 2500):
        x, y = rng.integers(0, size, 2)
        w, h = rng.integers(8, 40, 2)
        image[y : y + h, x : x + w] += rng.normal() * 2
    return image


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Function: files of a reference and a target (see `raster_pair`), written once and only read."""
    folder, known = tmp_path_factory.mktemp("pairs"), {}

    def write(matrix, size=480, seed=0, invert=False, noise=0.1, unrelated=False, crs="EPSG:32633", georeferenced=True):
        key = np.asarray(matrix, float).tobytes(), size, seed, invert, noise, unrelated, crs, georeferenced
        if key in known:
            return known[key]
        rng = np.random.default_rng(seed + 1)
        fine = texture(size * _FINE, seed)
        up = np.diag([_FINE, _FINE, 1.0])
        warp = up @ np.asarray(matrix, float) @ np.linalg.inv(up)
        shifted = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])                  # corner-based to cv2's pixel centres
        warp = shifted @ warp @ np.linalg.inv(shifted)
        other = texture(size * _FINE, seed + 1000) if unrelated else fine
        moved = cv2.warpAffine(other, warp[:2], fine.shape[::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        images = []
        for image in (fine, moved):
            image = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
            images.append(image + rng.normal(size=image.shape).astype(np.float32) * noise)
        if invert:
            images[1] = -images[1]
        grid = Grid(Affine(2.0, 0, 400000, 0, -2.0, 5200000), size, size, crs)
        plain = Grid(Affine.identity(), size, size, None)
        paths = [folder / f"{name}-{len(known)}.tif" for name in ("reference", "target")]
        write_raster(paths[0], images[0][None], grid)
        write_raster(paths[1], images[1][None], grid if georeferenced else plain)
        return known.setdefault(key, paths)

    return write


@pytest.fixture(scope="session")
def raster_pair(written):
    """Factory: a RasterPair whose target shows at ``matrix * p`` (pixels) what the reference shows at p."""
    opened = []

    def make(matrix, **how):
        rasters = [open_raster(path) for path in written(matrix, **how)]
        opened.extend(rasters)
        return RasterPair(*rasters, (1,), (1,))

    yield make
    for raster in opened:
        raster.close()


def similarity(angle_deg: float, scale: float, shift, size: int = 480) -> np.ndarray:
    """3 x 3 matrix that turns and scales about the middle of a picture and then shifts."""
    cos, sin = scale * np.cos(np.radians(angle_deg)), scale * np.sin(np.radians(angle_deg))
    linear = np.array([[cos, -sin], [sin, cos]])
    matrix = np.eye(3)
    matrix[:2, :2] = linear
    matrix[:2, 2] = size / 2 - linear @ [size / 2, size / 2] + np.asarray(shift)
    return matrix


@pytest.fixture(scope="session")
def turned():
    """The function `similarity`."""
    return similarity


@pytest.fixture(scope="module")
def moved(raster_pair, turned):
    """A pair a little turned and shifted."""
    return raster_pair(turned(0.5, 1, (2.4, -3.3)))


@pytest.fixture(scope="session")
def hills():
    """Factory: a surface (41, 41) with round hills, each x, y from the middle, height and width."""
    line = np.arange(-20.0, 21.0)

    def make(*places):
        return sum(height * np.exp(-((line[None, :] - x) ** 2 + (line[:, None] - y) ** 2) / (2.0 * width**2))
                   for x, y, height, width in places)

    return make
