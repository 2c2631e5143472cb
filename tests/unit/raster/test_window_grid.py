import json

import numpy as np
import pytest
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from tiepoint.core.errors import GridError
from tiepoint.core.raster.grid import IDENTITY, Grid
from tiepoint.core.raster.window import Window

WKT = "EPSG:32633"
GRIDS = {
    "north-up": Grid(Affine(2, 0, 500000, 0, -2, 5000000), 100, 80, WKT),
    "south-up": Grid(Affine(2, 0, 500000, 0, 2, 5000000), 100, 80, WKT),
    "rotated": Grid(Affine(1.7, 1.1, 500000, 1.1, -1.7, 5000000), 100, 80, WKT),
    "sheared": Grid(Affine(2, 0.9, 500000, 0.1, -3, 5000000), 100, 80, WKT),
    "degrees": Grid(Affine(1e-5, 0, 13.4, 0, -1e-5, 52.5), 100, 80, "EPSG:4326"),
}


@pytest.mark.parametrize("name", GRIDS)
def test_pixel_and_map_are_inverse(name):
    grid = GRIDS[name]
    xy = np.random.default_rng(0).uniform(-50, 200, (500, 2))
    assert np.abs(grid.to_pixel(grid.to_map(xy)) - xy).max() < 1e-6
    a, b, c, d, e, f = tuple(grid.transform)[:6]
    assert np.allclose(grid.to_map(xy), np.column_stack([a * xy[:, 0] + b * xy[:, 1] + c, d * xy[:, 0] + e * xy[:, 1] + f]), atol=1e-9)


@pytest.mark.parametrize("name", GRIDS)
def test_window_and_scaled_grids_keep_the_place(name):
    grid = GRIDS[name]
    window = Window(13, -7, 20, 30)
    part = grid.window_grid(window)
    assert np.allclose(part.to_map([[1.5, 2.5]]), grid.to_map([[14.5, -4.5]]), atol=1e-7)
    coarse = grid.scaled(3.3)
    assert (coarse.width, coarse.height) == (30, 24)
    assert np.allclose(coarse.corners, grid.corners, atol=1e-6)
    assert grid.scaled(1e6).width == 1
    assert coarse.footprint.area == pytest.approx(grid.footprint.area)


def test_pixel_size_is_a_length_whatever_the_direction():
    assert GRIDS["south-up"].pixel_size == (2, 2)
    assert GRIDS["rotated"].pixel_size == pytest.approx((np.hypot(1.7, 1.1),) * 2)
    assert GRIDS["south-up"].bounds == (500000, 5000000, 500200, 5000160)


def test_georeferenced_only_with_crs_or_transform():
    assert not Grid(IDENTITY, 5, 5).is_georeferenced
    assert Grid(IDENTITY, 5, 5, WKT).is_georeferenced
    assert Grid(Affine(1, 0, 3, 0, -1, 9), 5, 5).is_georeferenced


@pytest.mark.parametrize("name", GRIDS)
def test_dict_survives_json(name):
    assert Grid.from_dict(json.loads(json.dumps(GRIDS[name].to_dict()))) == GRIDS[name]


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0.5, 900), st.floats(0.5, 900), st.floats(0.1, 30), st.booleans())
def test_covering_holds_the_bounds_and_no_more(left, bottom, width, height, size, aligned):
    bounds = (left, bottom, left + width, bottom + height)
    grid = Grid.covering(bounds, size, snap_to=(0, 0) if aligned else None, crs=WKT)
    got = grid.bounds
    slack = 2e-3 * size
    assert got[0] <= left + slack and got[1] <= bottom + slack and got[2] >= bounds[2] - slack and got[3] >= bounds[3] - slack
    assert got[2] - got[0] <= width + 2 * size + slack and got[3] - got[1] <= height + 2 * size + slack
    if aligned:
        origin = np.array([got[0], got[3]]) / size
        assert np.abs(origin - np.round(origin)).max() < 1e-6


@pytest.mark.parametrize("name", ["north-up", "rotated", "south-up"])
def test_covering_continues_the_lattice_of_another_grid(name):
    reference = GRIDS[name]
    grid = Grid.covering((500031.3, 4999901.7, 500300.0, 5000051.0), None, snap_to=reference)
    assert np.allclose(grid.matrix[:, :2], reference.matrix[:, :2])
    assert grid.crs == WKT
    corner = reference.to_pixel(grid.to_map([[0, 0]]))
    assert np.abs(corner - np.round(corner)).max() < 1e-6
    inside = grid.to_pixel([[500031.3, 4999901.7], [500300.0, 5000051.0]])
    assert (inside > -0.01).all() and (inside <= np.array([grid.width, grid.height]) + 0.01).all()
    half = Grid.covering((500031.3, 4999901.7, 500300.0, 5000051.0), 1.0, snap_to=reference)
    assert half.pixel_size == pytest.approx((1, 1))


def test_covering_exact_bounds_adds_no_pixel():
    grid = Grid.covering((0, 0, 100, 80), 2)
    assert (grid.width, grid.height) == (50, 40)
    assert Grid.covering((0.1, 0.2, 0.1 + 0.3 * 7, 0.2 + 0.3 * 9), 0.3).width == 7


@pytest.mark.parametrize("bounds, size", [((0, 0, np.inf, 1), 1), ((0, 0, np.nan, 1), 1), ((5, 0, 1, 1), 1), ((0, 0, 1, 1), 0),
                                          ((0, 0, 1e12, 1), 1e-3)])
def test_covering_refuses_nonsense(bounds, size):
    with pytest.raises(GridError):
        Grid.covering(bounds, size)


def test_a_geotransform_without_inverse_is_an_error():
    with pytest.raises(GridError, match="no inverse"):
        Grid(Affine(1, 2, 0, 2, 4, 0), 5, 5).to_pixel([[0, 0]])


def test_window_intersection_and_tiles():
    window = Window(-5, 3, 30, 20)
    assert window.intersect(Window(0, 0, 10, 10)) == Window(0, 3, 10, 7)
    assert window.intersect(Window(100, 0, 5, 5)).is_empty
    assert window.buffered(2) == Window(-7, 1, 34, 24)
    seen = np.zeros((20, 30), int)
    for tile in window.tiles(7):
        assert 0 < tile.width <= 7 and 0 < tile.height <= 7
        rows, cols = Window(tile.col + 5, tile.row - 3, tile.width, tile.height).slices
        seen[rows, cols] += 1
    assert (seen == 1).all()
