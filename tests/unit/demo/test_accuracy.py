"""The demonstration's ruler measures a displacement that is known."""
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

_SPEC = importlib.util.spec_from_file_location("accuracy", Path(__file__).resolve().parents[2] / "demo" / "accuracy.py")
accuracy = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(accuracy)
HERE = Affine(0.5, 0.0, 500000.0, 0.0, -0.5, 5500000.0)


@pytest.fixture
def coordinates(tmp_path):
    with rasterio.open(tmp_path / "target.tif", "w", driver="GTiff", count=1, width=60, height=40, dtype="uint8", crs="EPSG:32633",
                       transform=HERE) as target:
        target.write(np.ones((1, 40, 60), np.uint8))
    return accuracy.coordinate_raster(tmp_path / "target.tif", tmp_path / "coordinates.tif")


def test_a_raster_in_its_place_shows_its_own_pixels(coordinates):
    xy = np.array([[0.5, 0.5], [30.0, 20.0], [12.25, 7.75], [59.5, 39.5]])
    assert accuracy.found_places(coordinates, np.column_stack(HERE * tuple(xy.T))) == pytest.approx(xy, abs=1e-3)


def test_a_displaced_raster_shows_the_displacement(coordinates):
    with rasterio.open(coordinates, "r+") as raster:
        raster.transform = HERE * Affine.translation(3.0, -2.0)
    xy = np.array([[30.0, 20.0], [12.25, 7.75]])
    errors = accuracy.found_places(coordinates, np.column_stack(HERE * tuple(xy.T))) - xy
    assert errors == pytest.approx(np.tile([-3.0, 2.0], (2, 1)), abs=1e-3)
    assert accuracy.summary(errors)["rmse"] == pytest.approx(np.hypot(3, 2), abs=1e-3)


def test_a_place_outside_or_without_data_is_not_a_number(coordinates):
    with rasterio.open(coordinates, "r+") as raster:
        values = raster.read()
        values[:, 10, 10] = accuracy.NODATA
        raster.write(values)
    xy = np.array([[10.0, 10.0], [-5.0, 3.0], [20.0, 20.0]])
    found = accuracy.found_places(coordinates, np.column_stack(HERE * tuple(xy.T)))
    assert np.isfinite(found).all(1).tolist() == [False, False, True]
