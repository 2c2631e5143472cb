import numpy as np
import pytest
from tiepoint.core.change.moments import moments
from tiepoint.core.change.normalisation import normalisation


def test_gain_and_offset_of_each_band_with_noise_in_both_dates():
    rng = np.random.default_rng(1)
    truth = rng.normal(100, 20, (2, 200_000))
    gain, offset = np.array([1.2, 0.8]), np.array([5.0, -9.0])
    # Orthogonal regression is exact for equal noise in both.
    before, after = truth + rng.normal(0, 4, truth.shape), gain[:, None] * truth + offset[:, None] + rng.normal(0, 4, truth.shape)
    found = normalisation(moments(np.concatenate([before, after])), 2)
    np.testing.assert_allclose(np.diag(found.gain), gain, rtol=0.005)
    np.testing.assert_allclose(found.offset, offset, atol=0.5)
    assert np.abs(found.residual(before, after).mean(1)).max() < 1e-3


def test_bands_that_are_not_related_are_left_alone():
    values = np.random.default_rng(2).normal(size=(2, 10_000))
    assert normalisation(moments(values), 1).gain[0, 0] == 0


def test_another_number_of_bands_is_predicted_from_all():
    rng = np.random.default_rng(3)
    before = rng.normal(size=(3, 10_000))
    after = np.array([[1.0, 2.0, -1.0]]) @ before + 4
    found = normalisation(moments(np.concatenate([before, after])), 3)
    np.testing.assert_allclose(found.gain, [[1, 2, -1]], atol=1e-4)
    assert found.offset[0] == pytest.approx(4, abs=1e-3)
