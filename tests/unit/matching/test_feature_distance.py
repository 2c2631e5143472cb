"""Distances of features: normalisation, replication of coarser cells, exact zeros, and cells without data."""
from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from tiepoint.core.errors import ModelError
from tiepoint.core.matching.cells import Cells
from tiepoint.core.matching.feature_distance import euclidean, feature_distance


def features(seed, rows=28, cols=28, channels=(16, 24, 24)):
    """Taps as a network gives them: not negative, some of them 0."""
    rng = np.random.default_rng(seed)
    return [np.maximum(rng.normal(size=(count, rows // factor, cols // factor)), 0).astype(np.float32) * (3 + factor)
            for count, factor in zip(channels, (1, 2, 4))]


def table(target, reference):
    """The distances written out, cell by cell."""
    parts = []
    for one, two, factor in zip(target, reference, (1, 2, 4)):
        flat = [np.repeat(np.repeat(tap.astype(float) / tap.astype(float).std(), factor, 1), factor, 2).reshape(len(tap), -1).T
                for tap in (one, two)]
        parts.append(cdist(*flat))
    return 1.414 * parts[0] + parts[1] + parts[2]


@pytest.mark.parametrize("sides", [(28, 28, 28, 28), (8, 12, 16, 4)])
def test_every_entry_is_the_weighted_sum_of_three_scales(sides):
    target, reference = features(0, *sides[:2]), features(1, *sides[2:])
    found = feature_distance(target, reference)
    assert found.shape == (sides[0] * sides[1], sides[2] * sides[3])
    assert np.abs(found - table(target, reference)).max() < 1e-9


def test_rows_are_the_target():
    target, reference = features(0, 8, 8), features(1, 8, 8)
    for tap in target:
        tap[:, 0, 0] = 50
    found = feature_distance(target, reference)
    assert found[0].min() > 1.5 * found[1:].max()


def test_coarser_cells_stand_for_all_cells_in_them():
    cells = Cells(28, 28)
    row, col = np.divmod(np.arange(784), 28)
    assert np.array_equal(cells.coarser(2), (row // 2) * 14 + col // 2) and np.array_equal(cells.coarser(4), (row // 4) * 7 + col // 4)
    target, reference = features(0), features(1)
    # The other taps are one value everywhere, so that the middle one alone makes the distance.
    for taps in (target, reference):
        taps[0][:], taps[2][:] = 1, 1
    middle = euclidean(*(tap[1].astype(float).reshape(24, -1).T / tap[1].astype(float).std() for tap in (target, reference)))
    rows, cols = np.meshgrid(np.arange(784), np.arange(784), indexing="ij")
    expected = middle[(rows // 28 // 2) * 14 + rows % 28 // 2, (cols // 28 // 2) * 14 + cols % 28 // 2]
    assert np.abs(feature_distance(target, reference) - expected).max() < 1e-9


@pytest.mark.parametrize("tap", [0, 1, 2])
@pytest.mark.parametrize("factor", [1e-3, 0.5, 40.0])
def test_contrast_makes_no_difference(tap, factor):
    target, reference = features(0, 8, 8), features(1, 8, 8)
    plain = feature_distance(target, reference)
    target[tap] = target[tap].astype(float) * factor
    assert np.abs(feature_distance(target, reference) - plain).max() < 1e-9


def test_features_are_divided_by_their_deviation_and_not_centred():
    target, reference = features(0, 8, 8), [np.zeros_like(tap) for tap in features(0, 8, 8)]
    # To a reference of nothing the distance is the length of the normalised features, whose squares add up to those of unit deviation.
    for index, weight in enumerate((1.414, 1.0, 1.0)):
        alone = [tap if place == index else np.zeros_like(tap) for place, tap in enumerate(target)]
        lengths = feature_distance(alone, reference)[:, 0] / weight
        tap = target[index].astype(float)
        assert (lengths**2).mean() / len(tap) == pytest.approx(1 + (tap.mean() / tap.std()) ** 2, rel=1e-5)


def test_equal_features_have_no_distance_at_all():
    taps = features(3)
    found = feature_distance(taps, [tap.copy() for tap in taps])
    assert not np.diag(found).any() and np.array_equal(found.argmin(axis=1), np.arange(784))
    assert found[~np.eye(784, dtype=bool)].min() > 0.1


def test_distances_by_inner_products_are_those_of_differences():
    rng = np.random.default_rng(0)
    first, second = rng.normal(5, 1, (60, 33)), rng.normal(5, 1, (41, 33))
    second[7], second[9], first[5] = first[3], first[4] + 1e-9, -0.0
    second[11] = 0.0
    found = euclidean(first, second)
    assert np.abs(found - cdist(first, second))[:, np.arange(41) != 9].max() < 1e-6
    assert found[3, 7] == 0 and found[5, 11] == 0 and 0 <= found[4, 9] < 1e-5


def test_cells_without_data_take_no_part():
    target, reference = features(0, 8, 12), features(1, 8, 8)
    valid, other = np.ones((8, 12), bool), np.ones((8, 8), bool)
    valid[:4, :4], valid[6, 7], other[5, 2] = False, False, False
    found = feature_distance(target, reference, valid, other)
    assert np.isinf(found[~valid.ravel()]).all() and np.isinf(found[:, ~other.ravel()]).all()
    inside = found[np.ix_(valid.ravel(), other.ravel())]
    assert np.isfinite(inside).all()
    # Whatever is in them, numbers or not, leaves the rest as it is.
    spoilt = [tap.copy() for tap in target]
    spoilt[0][:, 6, 7] = 1e4
    for tap, side in zip(spoilt, (4, 2, 1)):
        tap[:, :side, :side] = np.nan
    assert np.array_equal(feature_distance(spoilt, reference, valid, other), found)


def test_no_data_at_all_is_a_table_without_finite_numbers():
    taps = features(0, 4, 4)
    assert np.isinf(feature_distance(taps, taps, np.zeros((4, 4), bool))).all()


def test_features_that_do_not_belong_together_are_refused():
    good = features(0, 8, 8)
    for bad in (good[:2], [good[0], good[2], good[1]], [good[0][0], *good[1:]], features(0, 8, 8, (16, 25, 24)),
                [np.full_like(good[0], np.nan), *good[1:]], [good[0][:, :6], good[1][:, :3], good[2]]):
        with pytest.raises(ModelError):
            feature_distance(good, bad)
    with pytest.raises(ModelError, match="validity"):
        feature_distance(good, good, np.ones((8, 4), bool))


def test_centres_of_cells():
    cells = Cells(28, 28)
    centres, normalised = cells.centres(), cells.normalise(cells.centres())
    assert np.array_equal(centres[[0, 1, 28]], [[4, 4], [12, 4], [4, 12]])
    assert np.array_equal(normalised, (centres - 112) / 224) and np.abs(normalised).max() == pytest.approx(108 / 224)
    assert np.abs(cells.pixels(normalised) - centres).max() < 1e-12
    wide = Cells(4, 8)
    assert np.array_equal(wide.normalise([[32, 16], [0, 0], [64, 32]]), [[0, 0], [-0.5, -0.25], [0.5, 0.25]])
    for sides in ((0, 4), (6, 8), (8, 3)):
        with pytest.raises(ModelError, match="multiples of 32"):
            Cells(*sides)
