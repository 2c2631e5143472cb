import numpy as np
import pytest
from scipy import stats
from tiepoint.core.change.noise import consistency, noise, unchanged
from tiepoint.core.change.noise_detector import ratios


@pytest.mark.parametrize("degrees", [1, 2, 5])
def test_consistency_is_the_expectation_it_stands_for(degrees):
    z = stats.chi2.rvs(degrees, size=400_000, random_state=1)
    weight = stats.chi2.sf(z, degrees)
    assert consistency(degrees) == pytest.approx((weight * z).sum() / weight.sum() / degrees, rel=0.01)


def test_the_tail_is_that_of_chi_squared():
    z = np.linspace(0, 60, 5000)
    np.testing.assert_allclose(unchanged(z, 4), stats.chi2.sf(z, 4), atol=1e-5)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3])
def test_the_noise_of_unchanged_pixels_is_found_beside_change(share):
    rng = np.random.default_rng(2)
    root = np.array([[2.0, 0, 0], [1.0, 0.5, 0], [0, -1.0, 3.0]])
    values = root @ rng.normal(size=(3, 40_000)) + [[10.0], [20.0], [30.0]]
    changed = rng.random(40_000) < share
    values[:, changed] += 60.0
    found = noise(values)
    inverse = np.linalg.inv(found.whitening)
    np.testing.assert_allclose(inverse @ inverse.T, root @ root.T, atol=0.05 * np.abs(root @ root.T).max())
    np.testing.assert_allclose(found.mean, [10, 20, 30], atol=0.06)
    flagged = unchanged(found.statistic(values), 3)[~changed] < 0.05
    assert flagged.mean() == pytest.approx(0.05, abs=0.006)


def test_no_differences_at_all_are_no_noise_and_no_change():
    values = np.zeros((2, 500))
    assert not noise(values).statistic(values).any()


@pytest.mark.parametrize("weights", [None, [1.0, 1.0, 1.0], [0.9, 0.5, 0.1], [1.0, 1e-3, 1e-3]])
def test_one_unchanged_pixel_in_100_exceeds_1_however_differences_are_weighted(weights):
    values = np.random.default_rng(7).normal(size=(3, 200_000)) * [[3.0], [0.2], [7.0]]
    found = ratios(noise(values), values, weights and np.array(weights))
    assert (found > 1).mean() == pytest.approx(0.01, abs=0.003)


def test_differences_count_as_they_are_weighted():
    values = np.random.default_rng(8).normal(size=(2, 10_000))
    spread = noise(values)
    outlying = np.array([[20.0, 0.0], [0.0, 20.0]])
    plain, weighted = (ratios(spread, outlying, weights) for weights in (None, np.array([1.0, 0.01])))
    assert plain[1] == pytest.approx(plain[0], rel=0.05)
    assert weighted[1] < 0.2 * weighted[0]
