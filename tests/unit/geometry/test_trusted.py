"""Points that a person has enabled are all right: nothing is searched for among them, and nothing else is different."""
import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.selection import choose_transform, fit_trusted

ANY = 1e9       # a deviation that no point has


def points(count, seed=0, noise=0.2):
    """Places of a target, a quadratic distortion of them with noise, and weights."""
    rng = np.random.default_rng(seed)
    source = rng.uniform(0, 1000, (count, 2))
    moved = source + 4.0 + 1e-5 * (source - 500) ** 2 + rng.normal(0, noise, source.shape)
    return source, moved, rng.uniform(0.5, 2.0, count)


@pytest.mark.parametrize("count", [6, 30, 120])
@pytest.mark.parametrize("correlation", [None, 20.0])
def test_without_a_search_for_outliers_the_figures_are_the_same(count, correlation):
    source, moved, weights = points(count)
    searched = choose_transform(source, moved, weights, threshold=ANY, correlation=correlation)
    trusted = choose_transform(source, moved, weights, threshold=ANY, correlation=correlation, trusted=True)
    assert searched.fit.inliers.all() and trusted.fit.inliers.all()
    assert trusted.id == searched.id and trusted.accuracy == searched.accuracy and trusted.table == searched.table
    np.testing.assert_array_equal(trusted.loo_residuals, searched.loo_residuals)


def test_a_point_that_all_others_contradict_counts_where_it_is_trusted():
    source, moved, weights = points(60)
    moved[7] += 40.0
    assert not choose_transform(source, moved, weights).fit.inliers[7]
    assert choose_transform(source, moved, weights, trusted=True).fit.inliers.all()


@pytest.mark.parametrize("transform", ["shift", "affine", "projective", "polynomial2", "tps"])
def test_a_fit_alone_is_that_of_the_choice(transform):
    source, moved, weights = points(60)
    choice = choose_transform(source, moved, weights, [transform], 130.0, threshold=ANY, correlation=20.0, trusted=True)
    fitted, left_out = fit_trusted(transform, source, moved, weights, 130.0, 20.0)
    np.testing.assert_array_equal(fitted.forward(source), choice.fit.transform.forward(source))
    np.testing.assert_array_equal(left_out, choice.loo_residuals)


def test_what_folds_is_refused():
    source = np.stack(np.meshgrid(np.arange(4.0), np.arange(4.0)), -1).reshape(-1, 2) * 10
    moved = source.copy()
    moved[5], moved[6] = source[6] + [15, 0], source[5] - [15, 0]
    with pytest.raises(GeometryError, match="folds over"):
        fit_trusted("polynomial3", source, moved)
