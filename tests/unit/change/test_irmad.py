import numpy as np
import pytest
from scipy import stats
from tiepoint.core.change.alteration import alteration
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.irmad import Irmad, iterated, telling
from tiepoint.core.change.moments import moments
from tiepoint.core.change.noise import unchanged
from tiepoint.core.errors import RasterError
from tiepoint.core.progress import Silent

RHO = np.array([0.95, 0.8, 0.4])


def correlated(count, seed=0):
    """Three bands twice, whose canonical correlations are RHO, mixed so that no band shows them."""
    rng = np.random.default_rng(seed)
    one = rng.normal(size=(3, count))
    two = RHO[:, None] * one + np.sqrt(1 - RHO[:, None] ** 2) * rng.normal(size=(3, count))
    mix = rng.normal(size=(2, 3, 3)) * 20
    return mix[0] @ one + 300, mix[1] @ two + 500, (one, two)


def test_correlations_and_variates_of_known_linear_relations():
    before, after, (one, two) = correlated(200_000)
    values = np.concatenate([before, after])
    found = alteration(moments(values), 3)
    np.testing.assert_allclose(found.correlations, RHO, atol=0.01)
    truth = ((one - two) ** 2 / (2 * (1 - RHO[:, None]))).sum(0)
    assert np.corrcoef(found.statistic(values), truth)[0, 1] > 0.999


def test_weighted_by_correlations_variates_tell_the_same_place_as_well_as_likelihoods_do():
    before, after, (one, two) = correlated(100_000)
    elsewhere = np.roll(after, 50_000, 1)
    found = alteration(moments(np.concatenate([before, after])), 3)
    squares = [found.variates(np.concatenate([before, other])).astype(np.float64) ** 2 for other in (after, elsewhere)]
    # Differences of variance 2 (1 - rho) in one place, of 2 in two.
    likelihoods = [(difference**2 * (1 / (1 - RHO) - 1)[:, None]).sum(0) for difference in (one - two, one - np.roll(two, 50_000, 1))]

    def told_apart(same, unrelated):
        return stats.mannwhitneyu(unrelated, same).statistic / len(same) ** 2

    plain, best = told_apart(*(part.sum(0) for part in squares)), told_apart(*likelihoods)
    assert told_apart(*(telling(found) @ part for part in squares)) == pytest.approx(best, abs=5e-4)
    assert best > plain + 0.002


def test_more_bands_than_at_the_other_date_and_bands_of_no_content():
    before, after, _ = correlated(20_000)
    values = np.concatenate([before, np.full((1, 20_000), 7.0), before[:1], after[:2]])
    found = alteration(moments(values), 5)
    assert found.matrix.shape == (2, 7)
    assert np.isfinite(found.statistic(values)).all()


@pytest.mark.parametrize("share", [0.0, 0.15])
def test_unchanged_pixels_are_chi_squared_and_changed_ones_stand_out(share):
    before, after, _ = correlated(100_000, 1)
    changed = np.random.default_rng(5).random(100_000) < share
    after[:, changed] += np.array([[150.0], [-100.0], [120.0]])
    values = np.concatenate([before, after])
    found = iterated(values, 3)
    chance = found.unchanged(values)
    assert (chance[~changed] < 0.05).mean() == pytest.approx(0.05, abs=0.01)
    np.testing.assert_allclose(found.alteration.correlations.max(), RHO[0], atol=0.06)
    if share:
        assert (chance[changed] < 0.001).mean() > 0.97


def test_re_weighting_finds_what_plain_mad_hides():
    before, after, _ = correlated(50_000, 2)
    changed = np.arange(50_000) < 15_000
    after[:, changed] += np.random.default_rng(1).normal(0, 80, (3, 15_000))
    values = np.concatenate([before, after])
    plain, again = (unchanged(one.statistic(values), 3) for one in (alteration(moments(values), 3), iterated(values, 3).alteration))
    assert (again[changed] < 0.01).mean() > (plain[changed] < 0.01).mean() + 0.1


def image(values, cols=250):
    return values.reshape(len(values), -1, cols)


def test_a_sample_of_pixels_and_all_of_them_give_the_same():
    before, after, _ = correlated(500_000, 3)
    after[:, :50_000] += 200
    values = np.concatenate([before, after])
    every, some = iterated(values, 3), iterated(values[:, ::5], 3)
    np.testing.assert_allclose(every.alteration.correlations, some.alteration.correlations, atol=0.01)
    assert np.corrcoef(np.sqrt(every.alteration.statistic(values)), np.sqrt(some.alteration.statistic(values)))[0, 1] > 0.999


def test_how_the_raster_is_cut_into_blocks_makes_no_difference(whole):
    before, after, _ = correlated(62_500, 4)
    before, after = image(before), image(after)
    after[:, 40:90, 60:120] += 150
    found = [Irmad().fit(ArraySource(before, after, side=side), Silent()) for side in (512, 64)]
    one = whole(found[0], before, after)
    np.testing.assert_allclose(whole(found[0], before, after, 64), one, atol=1e-6)
    np.testing.assert_allclose(whole(found[1], before, after, 64), one, atol=1e-5)
    assert found[1].threshold == pytest.approx(found[0].threshold, abs=1e-3)


def test_nothing_is_said_of_invalid_pixels_and_they_say_nothing(whole, fitted):
    before, after, _ = correlated(62_500, 6)
    before, after = image(before), image(after)
    valid = np.ones(before.shape[1:], bool)
    valid[:30] = valid[:, 200:] = False
    clean = whole(fitted(Irmad(), before, after, valid), before, after, valid=valid)
    before[:, ~valid] = 1e6
    found = whole(fitted(Irmad(), before, after, valid), before, after, valid=valid)
    assert np.isnan(found[~valid]).all()
    np.testing.assert_array_equal(found, clean)


def test_too_few_pixels_are_refused(fitted):
    before = np.zeros((3, 200, 200))
    with pytest.raises(RasterError, match="share 0 pixels"):
        fitted(Irmad(), before, before, np.zeros((200, 200), bool))
