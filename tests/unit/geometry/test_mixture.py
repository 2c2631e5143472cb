"""Steps of the Gaussian mixture: sums, limits and the equation that the coefficients solve."""
from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from tiepoint.core.geometry.mixture import coefficients_of, gaussian_basis, initial_variance, posterior_of, prior_of


@pytest.fixture
def sets():
    rng = np.random.default_rng(0)
    source = rng.uniform(-0.5, 0.5, (60, 2))
    return source, 1.05 * source + 0.03 * np.sin(6 * source[:, ::-1]) + 0.02, rng.permutation(60)


@pytest.mark.parametrize("offset", [0.0, 1e4])
def test_initial_variance_is_half_the_mean_squared_distance_of_all_pairs(sets, offset):
    source, destination = sets[0] + offset, sets[1][:45] + offset
    brute = sum(float(((y - x) ** 2).sum()) for y in source for x in destination) / (2 * 60 * 45)
    assert initial_variance(source, destination) == pytest.approx(brute, rel=1e-9)


def test_initial_variance_of_two_points_and_themselves():
    pair = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert initial_variance(pair, pair) == 0.25


@pytest.mark.parametrize("width", [2.0, 0.05])
def test_basis_is_symmetric_positive_with_unit_diagonal(sets, width):
    basis = gaussian_basis(sets[0], width)
    assert np.array_equal(basis, basis.T) and np.array_equal(np.diag(basis), np.ones(60))
    assert np.linalg.eigvalsh(basis).min() > -1e-12
    assert basis[3, 7] == pytest.approx(np.exp(-0.5 * (np.linalg.norm(sets[0][3] - sets[0][7]) / width) ** 2), rel=1e-12)


def test_columns_of_the_prior_add_up_to_one(sets):
    prior = prior_of(sets[2], 0.5)
    assert np.abs(prior.sum(axis=0) - 1).max() < 1e-14
    assert np.array_equal(prior.argmax(axis=1), sets[2])
    assert prior[0, sets[2][0]] / np.delete(prior[0], sets[2][0]).max() == pytest.approx(60 / 0.5)


@pytest.mark.parametrize("variance", [1.0, 1e-2, 1e-8])
@pytest.mark.parametrize("outliers", [0.01, 0.5, 0.99])
def test_columns_of_the_posterior_leave_the_rest_to_outliers(sets, variance, outliers):
    source, destination, order = sets
    posterior = posterior_of(prior_of(order, 0.5), cdist(source, destination, "sqeuclidean"), variance, outliers)
    sums = posterior.sum(axis=0)
    assert posterior.min() >= 0 and sums.max() <= 1
    # The uniform component is outliers / N whatever the variance.
    explained = ((1 - outliers) * prior_of(order, 0.5) * np.exp(-cdist(source, destination, "sqeuclidean") / (2 * variance))).sum(axis=0)
    assert np.allclose(sums, explained / (explained + outliers / 60), atol=1e-12)


def test_coefficients_solve_the_equation(sets):
    source, destination, order = sets
    basis, penalty = gaussian_basis(source, 2.0), 0.3 * 0.01
    posterior = posterior_of(prior_of(order, 0.5), cdist(source, destination, "sqeuclidean"), 0.01, 0.3)
    found = coefficients_of(basis, posterior, destination, source, penalty)
    mass = np.diag(posterior.sum(axis=1))
    expected = np.linalg.solve(mass @ basis + penalty * np.eye(60), posterior @ destination - mass @ source)
    assert np.abs(found - expected).max() < 1e-9 * np.abs(expected).max()


def test_a_centre_without_mass_follows_the_others(sets):
    source, destination, _ = sets
    posterior = np.eye(60)
    posterior[5] = 0
    basis = gaussian_basis(source, 2.0)
    moved = source + basis @ coefficients_of(basis, posterior, destination, source, 1e-7)
    rest = np.arange(60) != 5
    without = coefficients_of(basis[np.ix_(rest, rest)], np.eye(59), destination[rest], source[rest], 1e-7)
    assert np.abs(moved[5] - (source[5] + basis[5, rest] @ without)).max() < 1e-6
    # It lies at the rim and is displaced by 0.05.
    assert np.abs(moved[5] - destination[5]).max() < 5e-3


def test_much_smoothness_moves_nothing_and_none_moves_onto_the_destination(sets):
    source, destination, _ = sets
    for width, penalty, expected, within in ((2.0, 1e9, source, 1e-6), (0.05, 1e-12, destination, 1e-6), (2.0, 1e-12, destination, 1e-3)):
        basis = gaussian_basis(source, width)
        moved = source + basis @ coefficients_of(basis, np.eye(60), destination, source, penalty)
        assert np.abs(moved - expected).max() < within
