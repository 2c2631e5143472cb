"""Maps of levels beside each other."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import RasterError
from tiepoint.core.reporting.feature_maps import coloured, feature_map_picture
from tiepoint.core.reporting.pictures import colour_ramp


def test_a_map_is_stretched_from_percentile_1_to_99():
    values = np.arange(1000.0).reshape(20, 50)
    picture, low, high = coloured(values)
    assert (low, high) == pytest.approx((9.99, 989.01))
    np.testing.assert_array_equal(picture[0, :9], np.tile(colour_ramp()[0], (9, 1)))
    np.testing.assert_array_equal(picture[-1, -9:], np.tile(colour_ramp()[255], (9, 1)))
    np.testing.assert_array_equal(picture[10, 0], colour_ramp()[round((500 - low) / (high - low) * 255)])
    same, _, _ = coloured(values * -3e-6 + 7)
    np.testing.assert_array_equal(same[::-1, ::-1], picture)


def test_constant_and_unknown_values_are_drawn():
    picture, low, high = coloured(np.full((4, 5), 0.3))
    assert (picture == colour_ramp()[0]).all() and low == high == 0.3
    values = np.arange(20.0).reshape(4, 5)
    values[1, 2] = np.nan
    picture, low, high = coloured(values)
    assert picture[1, 2].tolist() == [128] * 3 and (picture == 128).all(axis=2).sum() == 1 and np.isfinite([low, high]).all()
    assert (coloured(np.full((2, 2), np.inf))[0] == 128).all()


def test_levels_stand_in_two_rows():
    image, template = np.full((192, 192, 3), (200, 10, 10), np.uint8), np.full((128, 128), 90, np.uint8)
    maps = [[np.repeat(np.linspace(0, 1, side)[None], side, axis=0) for side in sides] for sides in ((192, 96, 48), (128, 64, 32))]
    picture = feature_map_picture(image, template, *maps, width=1000)
    side = (1000 - 5 * 12) // 4
    assert picture.shape == (2 * (side + 38), 1000, 3)
    first, second = picture[26 : 26 + side], picture[side + 38 + 26 : -12]
    assert (first[:, 12 : 12 + side] == (200, 10, 10)).all() and (second[:, 12 : 12 + side] == 90).all()
    for row in (first, second):
        for column in (1, 2, 3):
            left = 12 + column * (side + 12)
            panel = row[:, left : left + side].astype(int)
            assert (panel == panel[:1]).all(), "maps are stretched across only"
            np.testing.assert_allclose(panel[0, [0, -1]], colour_ramp()[[0, 255]], atol=12)
            assert (row[:, left - 12 : left] == 255).all()


def test_levels_that_do_not_fit_are_told():
    picture = np.zeros((8, 8), np.uint8)
    with pytest.raises(RasterError, match="2 levels of the input and of 1"):
        feature_map_picture(picture, picture, [np.zeros((8, 8))] * 2, [np.zeros((8, 8))])
    with pytest.raises(RasterError, match="no map"):
        feature_map_picture(picture, picture, [np.zeros((8, 8, 1))], [np.zeros((8, 8))])
