"""Values that look like no data are found where they are some, and nowhere else."""
import numpy as np
import pytest
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.patches import Patches
from tiepoint.core.raster.undeclared import undeclared

RNG = np.random.default_rng(2)
HEIGHTS = RNG.gamma(4.0, 90.0, (1, 200, 300))


def found(path, step=1.0):
    with open_raster(path) as raster:
        return Patches(raster, (1,), raster.grid.window, step).undeclared


@pytest.mark.parametrize("step", [1.0, 3.0])
@pytest.mark.parametrize(("value", "dtype", "unit"), [(-9999, "float32", 1), (-32768, "int16", 1), (65535, "uint16", 1),
                                                      (1e20, "float32", 1e-9), (-1e-3, "float32", 1e-9)])
def test_a_value_far_from_all_others_is_named(make_raster, value, dtype, unit, step):
    image = (HEIGHTS * unit).astype(dtype)
    image[0, :60, :99] = value
    doubt = found(make_raster(image), step)
    assert doubt.value == pytest.approx(value, rel=1e-6)
    assert doubt.share == pytest.approx(60 * 99 / HEIGHTS.size, rel=0.1)


@pytest.mark.parametrize("change", [
    lambda image: image,
    lambda image: np.minimum(image, 600),                              # saturated
    lambda image: np.where(image < 150, 0, image),                     # the sea
    lambda image: np.where(image == image.max(), 1e6, image),          # one spike
    lambda image: np.full_like(image, 5.0)])
def test_what_belongs_to_the_picture_is_not(make_raster, change):
    assert found(make_raster(change(HEIGHTS).astype(np.float32))) is None


def test_what_is_declared_is_no_data_already(make_raster):
    image = HEIGHTS.astype(np.float32)
    image[0, :60] = -9999
    assert found(make_raster(image, nodata=-9999)) is None
    assert undeclared(image.ravel()).value == -9999 and undeclared(np.zeros(0)) is None
