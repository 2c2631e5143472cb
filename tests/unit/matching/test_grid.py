"""Tie points are looked for all over the overlap and along its edge."""
from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree
from scipy.spatial.distance import pdist
from tiepoint.core.matching.grid import grid_points, overlap, overlap_area

SPACING, WINDOW = 40.0, 64.0


class Seen:
    """The part of a pair that says where both rasters carry data."""

    region = (0.0, 0.0, 800.0, 600.0)

    def __init__(self, rule):
        self.rule = rule

    def usable(self, xy, backward):
        inside = (xy >= 0).all(1) & (xy <= self.region[2:]).all(1)
        return inside & self.rule(*backward(xy).T)


SHAPES = {
    "all": lambda x, y: np.full(len(x), True),
    "slanted": lambda x, y: (y > 0.3 * x) & (y < 500 + 0.1 * x),
    "round hole": lambda x, y: np.hypot(x - 400, y - 300) > 120,
    "stripes": lambda x, y: (x + y) % 40 > 8,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_place_of_the_overlap_has_a_point_near(shape):
    pair = Seen(SHAPES[shape])
    points = grid_points(pair, lambda xy: xy, SPACING, WINDOW)
    assert pair.usable(points, lambda xy: xy).all() and pdist(points).min() >= 0.55 * SPACING
    distance = cKDTree(points).query(overlap(pair, lambda xy: xy, 150))[0]
    # The centre of a triangle of the grid is 0.65 of the spacing away from its corners; in the narrow ends of a shape it is more.
    assert np.quantile(distance, 0.98) <= 0.75 * SPACING
    assert len(points) <= 1.4 * overlap_area(pair, lambda xy: xy) / SPACING**2 + 4 * (800 + 600) / SPACING


def test_the_corners_have_points_and_no_window_is_mostly_outside():
    points = grid_points(Seen(SHAPES["all"]), lambda xy: xy, SPACING, WINDOW)
    inset = np.minimum(points, [800, 600] - points).min(1)
    assert 0.05 * WINDOW <= inset.min() <= 0.2 * WINDOW
    for corner in ((0, 0), (800, 0), (800, 600), (0, 600)):
        assert np.hypot(*(points - corner).T).min() <= 0.3 * WINDOW


def test_the_overlap_is_that_seen_through_the_backward_map():
    left = Seen(lambda x, y: x < 400)
    assert overlap_area(left, lambda xy: xy) == pytest.approx(400 * 600, rel=0.02)
    assert overlap_area(left, lambda xy: xy + [200, 0]) == pytest.approx(200 * 600, rel=0.02)
    assert len(grid_points(Seen(lambda x, y: x < -1), lambda xy: xy, SPACING, WINDOW)) == 0
