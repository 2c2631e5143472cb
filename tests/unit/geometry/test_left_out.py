"""Groups left out together against fits without them, and splines that share their equations against splines of their own."""
from __future__ import annotations

import numpy as np
import pytest
from scipy.special import xlogy
from tiepoint.core.geometry.left_out import residuals_left_out
from tiepoint.core.geometry.points import solve_positive, solve_positive_last
from tiepoint.core.geometry.spline_system import SplineSystem, kernel
from tiepoint.core.geometry.tps import ThinPlateSpline


@pytest.fixture(scope="module")
def points():
    rng = np.random.default_rng(3)
    source = rng.uniform(0, 500, (80, 2))
    bend = 3.0 * np.column_stack([np.sin(source[:, 0] / 90), np.cos(source[:, 1] / 70)])
    return source, source + bend + rng.normal(0, 0.2, source.shape), rng.uniform(0.5, 4.0, 80)


def test_systems_without_a_solution_leave_the_others_alone():
    good = np.array([[2.0, 0.5], [0.5, 1.0]])
    matrices = np.stack([good, -good, np.diag([1.0, 1e-12]), 3.0 * good])
    values = np.ones((4, 2, 1))
    solved = solve_positive(matrices, values, 1e-9)
    assert np.allclose(solved[0], np.linalg.solve(good, values[0])) and np.allclose(solved[3], np.linalg.solve(3.0 * good, values[3]))
    assert np.isnan(solved[1:3]).all()


def test_the_last_of_solutions_is_that_of_the_whole():
    rng = np.random.default_rng(1)
    roots = rng.normal(size=(5, 30, 30))
    matrices, values = roots @ roots.transpose(0, 2, 1) + np.eye(30), 1e4 * rng.normal(size=(5, 30, 2))
    matrices[3] -= 2.0 * np.diag(np.diagonal(matrices[3]))                         # has no solution
    last = solve_positive_last(matrices, values, 1e-9)
    assert np.isnan(last[3]).all()
    some = [0, 1, 2, 4]
    assert np.allclose(last[some], np.linalg.solve(matrices[some], values[some])[:, -1], rtol=1e-10)


def test_groups_of_different_sizes_are_each_solved_by_themselves():
    rng = np.random.default_rng(0)
    root = rng.normal(size=(9, 9))
    matrix, values = root @ root.T + np.eye(9), rng.normal(size=(9, 2))
    groups = [(np.array([0, 4]), np.array([1])), (np.array([2]), np.array([0])), (np.array([1, 3, 5]), np.array([0, 2]))]
    asked = []

    def residuals(blocks, last):
        asked.append((blocks.shape, last))
        systems = matrix[blocks[:, :, None], blocks[:, None]], values[blocks], 1e-12
        return solve_positive_last(*systems)[:, None] if last else solve_positive(*systems)

    held = residuals_left_out(groups, 9, residuals)
    assert sorted(asked) == [((1, 1), True), ((1, 2), True), ((1, 3), False)]
    for block, wanted in groups:
        alone = np.linalg.solve(matrix[np.ix_(block, block)], values[block])
        assert np.allclose(held[block[wanted]], alone[wanted])
    assert np.isnan(held[[0, 3, 6, 7, 8]]).all()


def test_kernel_is_zero_at_no_distance():
    squared = np.array([0.0, 1e-30, 0.25, 1.0, 7.0])
    assert np.allclose(kernel(squared), 0.5 * xlogy(squared, squared), rtol=1e-14, atol=0.0)


def test_reflections_separate_what_affine_terms_can_tell(points):
    source, _, weights = points
    nodes = (source - source.mean(0)) / source.std()
    system = SplineSystem(nodes, weights / weights.mean())
    terms = np.column_stack([nodes, np.ones(len(nodes))]) * system.root
    plane, rest = system.apart(terms)
    assert np.abs(rest).max() < 1e-12 * np.abs(plane).max()
    assert np.allclose(plane, system.triangle)
    values = np.random.default_rng(1).normal(size=(77, 2))
    assert np.allclose(system.apart(system.bent(values))[1], values) and np.allclose(system.apart(system.bent(values))[0], 0.0)


@pytest.mark.parametrize("known", [False, True])
def test_spectrum_and_factor_give_the_same_spline(points, known):
    source, destination, weights = points
    nodes, scaled = (source - source.mean(0)) / source.std(), (destination - source.mean(0)) / source.std()
    system = SplineSystem(nodes, weights / weights.mean())
    if known:
        system.spectrum  # noqa: B018 (what has been asked for is used)
    coefficients, affine = system.solve(scaled, 0.03)
    root, influence = system.root, system.influence(0.03)
    fitted = system.energy @ coefficients + np.column_stack([nodes, np.ones(80)]) @ affine
    # The two conditions of the minimum: weighted residuals are the penalty times the coefficients, which have no affine part.
    assert np.allclose((scaled - fitted) * root**2, 0.03 * coefficients, atol=1e-12)
    assert np.abs(np.column_stack([nodes, np.ones(80)]).T @ coefficients).max() < 1e-10
    assert np.allclose(influence @ (scaled * root), coefficients / root, atol=1e-10)


def test_a_smoother_spline_is_that_of_the_points_themselves(points):
    source, destination, weights = points
    spline = ThinPlateSpline.fit(source, destination, weights)
    again = ThinPlateSpline.fit(source, destination, weights, smoothing=50.0 * spline.smoothing)
    there = np.random.default_rng(5).uniform(0, 500, (40, 2))
    assert np.abs(spline.smoother(50.0).forward(there) - again.forward(there)).max() < 1e-7
    assert np.abs(again.forward(there) - spline.forward(there)).max() > 1e-2
