"""Spatial consistency of tie points and the evidence against chance."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.geometry.consistency import consistent, support_probability


@pytest.mark.parametrize(("count", "amplitude", "correlation"), [(200, 5, 1 / 3), (400, 20, 1 / 2), (400, 20, 1 / 3), (1000, 30, 1 / 2)])
def test_forty_percent_random_outliers_go_and_the_right_ones_stay(scene, count, amplitude, correlation):
    kept, accepted = [], []
    for seed in range(3):
        points = scene(seed, count, 0.3, amplitude=amplitude, correlation=correlation, outliers=0.4, reach=60)
        mask = consistent(points.source, points.destination - points.source)
        kept.append(mask[~points.outliers].mean())
        accepted.append(mask[points.outliers].mean())
    assert np.mean(kept) >= 0.95
    assert np.mean(accepted) < 0.02


def test_a_turned_raster_is_as_consistent(scene):
    points = scene(1, 300, 0.3, outliers=0.4)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    mask = consistent(points.source, points.destination @ turn.T - points.source)
    assert mask[~points.outliers].mean() > 0.95
    assert mask[points.outliers].mean() < 0.02


def test_neither_order_nor_repetition_changes_the_result(scene):
    points = scene(2, 300, 0.4, outliers=0.4)
    displacement = points.destination - points.source
    mask = consistent(points.source, displacement)
    assert np.array_equal(mask, consistent(points.source, displacement))
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(300)
        assert np.array_equal(mask[order], consistent(points.source[order], displacement[order]))


def test_a_regular_grid_full_of_ties_does_not_depend_on_the_order():
    rng = np.random.default_rng(0)
    axis = np.arange(15) * 10.0
    source = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    displacement = np.round(rng.normal(0, 0.5, (225, 2)))
    displacement[rng.random(225) < 0.4] += np.array([20, 5])
    order = rng.permutation(225)
    assert np.array_equal(consistent(source, displacement)[order], consistent(source[order], displacement[order]))


def test_points_without_weight_or_coordinates_are_never_accepted(scene):
    points = scene(3, 100, 0.1)
    displacement = points.destination - points.source
    displacement[4] = np.nan
    weights = np.ones(100)
    weights[7] = 0
    mask = consistent(points.source, displacement, weights)
    assert not mask[[4, 7]].any()
    assert mask.sum() > 90


def test_few_points_cannot_contradict_each_other():
    assert consistent(np.zeros((0, 2)), np.zeros((0, 2))).shape == (0,)
    assert consistent([[0, 0], [9, 9]], [[0, 0], [50, 9]]).all()


def test_points_on_a_line_or_on_top_of_each_other_are_handled():
    along = np.column_stack([np.arange(50.0), np.zeros(50)])
    displacement = np.tile([3.0, 1.0], (50, 1))
    displacement[20] += 30
    expected = np.arange(50) != 20
    assert np.array_equal(consistent(along, displacement), expected)
    assert np.array_equal(consistent(np.repeat(along, 2, axis=0), np.repeat(displacement, 2, axis=0))[::2], expected)


def test_unrelated_points_are_told_from_related_ones(scene):
    rng, radius = np.random.default_rng(0), 15.0
    for count in (60, 200, 500):
        points = scene(count, count, 0.3, amplitude=3, outliers=0.4, reach=radius)
        related = consistent(points.source, points.destination - points.source).sum()
        unrelated = consistent(points.source, rng.uniform(-radius, radius, (count, 2))).sum()
        # What is found consistent with its neighbours has been picked: a model of count / 5 parameters makes up for that.
        assert support_probability(related, count, radius, 1.5, count / 5) < 1e-9
        assert support_probability(unrelated, count, radius, 1.5, count / 5) > 1e-3


def test_support_of_one_shift_is_the_binomial_tail_times_the_number_of_points():
    # One of 3 fixes the shift; both others agree with chance q squared.
    q = np.pi * 2**2 / 20**2
    assert support_probability(3, 3, 10, 2) == pytest.approx(3 * q**2)
    assert support_probability(2, 3, 10, 2) == pytest.approx(3 * (1 - (1 - q) ** 2))


def test_support_probability_behaves_at_its_limits():
    assert support_probability(0, 0, 10, 1) == support_probability(3, 100, 10, 1, 6) == support_probability(5, 9, 0, 1) == 1
    values = [support_probability(k, 100, 20, 1.5, 6) for k in range(0, 101, 5)]
    assert all(a >= b for a, b in zip(values, values[1:]))
    assert support_probability(900, 1000, 20, 1.5, 6) == 0
    assert -2000 < support_probability(900, 1000, 20, 1.5, 6, log10=True) < -1000
    # Continuous where the tail passes to its bound.
    logs = [support_probability(k, 400, 5, 1.5, 6, log10=True) for k in range(100, 400)]
    assert np.diff(logs).max() <= 0
    assert np.diff(logs).min() > -5


def test_the_probability_is_not_too_small_for_random_points():
    # Best of all shifts through one of 40 random points: how often the support reaches what the formula gives one chance in ten.
    rng, hits = np.random.default_rng(1), 0
    for _ in range(300):
        moved = rng.uniform(-10, 10, (40, 2))
        support = int((((moved[:, None] - moved[None]) ** 2).sum(axis=2) <= 1.5**2).sum(axis=1).max())
        hits += support_probability(support, 40, 10, 1.5) <= 0.1
    assert hits <= 0.1 * 300
