"""Rasters of every kind, written with rasterio itself so that what is tested does not make its own input."""
import warnings
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.errors import NotGeoreferencedWarning
from rasterio.transform import Affine

NORTH_UP = Affine(2.0, 0.0, 500000.0, 0.0, -2.0, 5000000.0)


@pytest.fixture
def make_raster(tmp_path: Path):
    """make_raster(array, ...) -> path."""
    count = 0

    def make(array, transform=NORTH_UP, crs="EPSG:32633", nodata=None, mask=None, colors=None, colormap=None, overviews=(), tags=None,
             scales=None, offsets=None, units=None, descriptions=(), name=None, **options):
        nonlocal count
        count += 1
        array = np.asarray(array)
        array = array[None] if array.ndim == 2 else array
        path = tmp_path / (name or f"raster{count}.tif")
        with warnings.catch_warnings(), rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path, "w", driver="GTiff", width=array.shape[2], height=array.shape[1], count=len(array), dtype=array.dtype,
                               crs=crs, transform=transform, nodata=nodata, **options) as dataset:
                if colors:
                    dataset.colorinterp = [ColorInterp[color] for color in colors]
                if colormap:
                    dataset.write_colormap(1, colormap)
                if scales:
                    dataset.scales, dataset.offsets = scales, offsets
                for band, unit in enumerate(units or (), 1):
                    dataset.set_band_unit(band, unit)
                for band, text in enumerate(descriptions, 1):
                    dataset.set_band_description(band, text)
                dataset.update_tags(**(tags or {}))
                dataset.write(array)
                if mask is not None:
                    dataset.write_mask(mask)
            if overviews:
                with rasterio.open(path, "r+") as dataset:
                    dataset.build_overviews(list(overviews), rasterio.enums.Resampling.average)
        return path

    return make


def smooth(rows, cols, seed=0, amplitude=100.0, wavelengths=(9, 60)):
    """A smooth function of (x, y), known everywhere: sum of waves. Returns f(x, y) over pixel positions."""
    rng = np.random.default_rng(seed)
    waves = [(rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi), 2 * np.pi / w) for w in np.geomspace(*wavelengths, 8)]

    def value(x, y):
        return sum(amplitude / 8 * np.cos(k * (np.cos(a) * x + np.sin(a) * y) + p) for a, p, k in waves)

    x, y = np.meshgrid(np.arange(cols) + 0.5, np.arange(rows) + 0.5)
    return value, value(x, y)


@pytest.fixture
def waves():
    """See `smooth`."""
    return smooth
