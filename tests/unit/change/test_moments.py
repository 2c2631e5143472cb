import numpy as np
import pytest
from tiepoint.core.change.moments import moments, nothing


@pytest.mark.parametrize("cuts", [[1000], [1, 2, 3], [300, 301, 900]])
def test_parts_give_the_moments_of_the_whole(cuts):
    rng = np.random.default_rng(1)
    values, weights = rng.normal(5000, 3, (4, 1000)), rng.random(1000)
    parts = zip(np.split(values, cuts, 1), np.split(weights, cuts))
    found = sum((moments(*part) for part in parts), nothing(4))
    assert found.weight == pytest.approx(weights.sum(), rel=1e-12)
    np.testing.assert_allclose(found.mean, np.average(values, axis=1, weights=weights), rtol=1e-12)
    np.testing.assert_allclose(found.covariance, np.cov(values, aweights=weights, ddof=0), rtol=1e-9)


def test_no_pixels_have_no_spread():
    assert not nothing(3).covariance.any()
    assert moments(np.ones((3, 5)), np.zeros(5)).weight == 0
