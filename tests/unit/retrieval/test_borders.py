"""Borders without data that a raster does not declare: found where they are, and nothing else is taken for one."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.raster.colours import colouring
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.window import Window
from tiepoint.core.retrieval.borders import border
from tiepoint.core.retrieval.tiles import cut

Y, X = np.mgrid[:96, :96]
TURNED = X + 0.4 * Y < 50


def land(dtype=np.uint8, bands=3):
    rng = np.random.default_rng(0)
    return rng.integers(20, 200, (bands, 96, 96)).astype(dtype)


@pytest.mark.parametrize(("dtype", "value"), [(np.uint8, 0), (np.uint8, 255), (np.uint8, 1), (np.uint16, 0), (np.uint16, 65535),
                                              (np.float32, 0.0)])
def test_a_turned_border_is_found_to_within_its_corners(dtype, value):
    found = border(np.where(TURNED, np.array(value, dtype), land(dtype)))
    assert (found & ~TURNED).sum() == 0 and (TURNED & ~found).sum() < 0.02 * TURNED.sum()


@pytest.mark.parametrize("where", [(X - 48) ** 2 + (Y - 48) ** 2 < 400, X < 2, (X // 8) % 2 == 0, (X < 14) & (Y < 14)],
                         ids=["a white roof", "two columns", "wide stripes", "a corner that is too small"])
def test_what_is_no_border(where):
    assert border(np.where(where, np.uint8(255), land())) is None


def test_one_band_tells_nothing():
    assert border(np.where(TURNED, np.uint8(0), land(bands=1))) is None and border(land()) is None


def test_a_tile_shows_its_border_in_its_mean_colour_unless_the_raster_says_what_is_no_data(write):
    image = np.where(TURNED, np.uint8(0), land())
    whole = [Window(0, 0, 96, 96)]
    with open_raster(write("plain.tif", image)) as raster:
        tiles, shares = cut(raster, colouring(raster), whole, 96)
        part, _ = cut(raster, colouring(raster), [Window(0, 0, 96, 96), Window(30, 0, 40, 40)], 96)
    assert shares[0] == pytest.approx((~TURNED).mean(), abs=0.01) and (part[0] == tiles[0]).all()
    assert (tiles[0][:, ~TURNED] == image[:, ~TURNED]).all()
    assert np.abs(tiles[0][:, 40, 5] - image[:, ~TURNED].mean(1)).max() < 1
    with open_raster(write("declared.tif", image, nodata=255)) as raster:
        tiles, shares = cut(raster, colouring(raster), whole, 96)
    assert shares[0] == 1 and (tiles[0] == image).all()
