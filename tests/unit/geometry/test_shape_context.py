"""Shape context: its bins one by one, its cost against a loop, and what leaves it as it is."""
from __future__ import annotations

import math

import numpy as np
import pytest
from tiepoint.core.geometry.shape_context import EDGES, SECTORS, chi_square, shape_context


@pytest.fixture
def points():
    return np.random.default_rng(0).uniform(-0.5, 0.5, (80, 2))


def counted(xy):
    """Shape context by loops; rows are y, columns are x."""
    count = len(xy)
    apart = [[math.dist(one, two) for two in xy] for one in xy]
    mean = sum(map(sum, apart)) / count**2
    result = np.zeros((count, 5, 12))
    for i in range(count):
        for j in range(count):
            ring = sum(edge > apart[i][j] / mean for edge in (0.125, 0.25, 0.5, 1, 2))
            angle = math.atan2(xy[j][0] - xy[i][0], xy[j][1] - xy[i][1])
            if ring:
                result[i, ring - 1, int((angle + 2 * math.pi if angle < 0 else angle) // (math.pi / 6))] += 1
    return result.reshape(count, 60)


def test_edges_are_the_published_ones():
    assert EDGES == (0.125, 0.25, 0.5, 1.0, 2.0) and SECTORS == 12


def test_it_counts_as_a_loop_does(points):
    assert np.array_equal(shape_context(points), counted(points))


def test_rows_count_the_points_within_two_mean_distances(points):
    far = np.vstack([points, [[4.0, 4.0]]])
    apart = np.sqrt(((far[:, None] - far) ** 2).sum(axis=2))
    within = (apart / apart.mean() < 2).sum(axis=1)
    assert within.min() == 1 and np.array_equal(shape_context(far).sum(axis=1), within)


def test_a_distance_on_an_edge_belongs_to_the_ring_outside():
    # The mean of the nine distances is 1: the nearer neighbour of the first point is on the edge 1, the farther one beyond the edge 2.
    first = shape_context(np.array([[0.0, 0.0], [1.0, 0.0], [2.25, 0.0]]))[0]
    assert np.array_equal(first.nonzero()[0], [3, 48])
    # Here the mean is half the distance: on the edge 2 it is not counted.
    assert np.array_equal(shape_context(np.array([[0.0, 0.0], [1.0, 0.0]])).argmax(axis=1), [48, 48])
    assert shape_context(np.array([[0.0, 0.0], [1.0, 0.0]])).sum() == 2


def test_sectors_count_from_the_y_axis_towards_the_x_axis():
    around = [(math.sin(a), math.cos(a)) for a in np.radians([15, 105, 195, 285])]
    rows = shape_context(np.array([(0.0, 0.0), *around]))
    assert np.array_equal(rows[0].reshape(5, 12).sum(axis=0).nonzero()[0], [0, 3, 6, 9])


def test_shift_and_scale_change_nothing(points):
    assert np.array_equal(shape_context(points * 37.5 + [400, -250]), shape_context(points))


def test_rotation_by_a_sector_moves_every_bin_by_one_but_that_of_the_point_itself(points):
    c, s = math.cos(math.radians(30)), math.sin(math.radians(30))
    # From the y axis towards the x axis.
    turned = points @ np.array([[c, -s], [s, c]])
    itself = np.zeros((5, 12))
    itself[4, 0] = 1
    plain, after = (shape_context(xy).reshape(-1, 5, 12) - itself for xy in (points, turned))
    assert np.array_equal(after, np.roll(plain, 1, axis=2)) and not np.array_equal(after, plain)


def test_cost_is_half_chi_square(points):
    first, second = shape_context(points), shape_context(points[:50] ** 3)
    cost = chi_square(first, second)
    for i, j in np.random.default_rng(1).integers(0, 50, (200, 2)):
        a, b = first[i] / 80, second[j] / 50
        terms = [(p - q) ** 2 / (p + q) for p, q in zip(a, b) if p + q]
        assert cost[i, j] == pytest.approx(0.5 * sum(terms), abs=1e-14)


def test_cost_of_a_set_with_itself(points):
    cost = chi_square(shape_context(points), shape_context(points))
    assert not np.diag(cost).any() and np.array_equal(cost, cost.T)
    assert cost.min() >= 0 and cost.max() <= 1
    assert chi_square(np.array([[3.0, 0.0]]), np.array([[0.0, 1.0]])).item() <= 1.0


def test_points_at_one_place_and_no_points():
    assert np.array_equal(shape_context(np.ones((4, 2)))[:, 48], [4] * 4)
    assert shape_context(np.zeros((0, 2))).shape == (0, 60)


def test_large_sets_are_compared_in_parts_that_fit_together():
    rng = np.random.default_rng(2)
    first, second = rng.integers(0, 4, (150, 60)).astype(float), rng.integers(0, 4, (700, 60)).astype(float)
    rows = np.vstack([chi_square(np.vstack([row, np.zeros((149, 60))]), second)[:1] for row in first[::30]])
    assert np.array_equal(chi_square(first, second)[::30], rows)
