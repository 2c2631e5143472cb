"""Neighbours are those that all distances give, whatever the blocks; of equally near ones the first."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.spatial.distance import cdist
from tiepoint.core.errors import ModelError
from tiepoint.core.keypoints.nearest import nearest
from tiepoint.core.progress import Cancelled


def unit(count, channels=32, seed=0):
    """Not negative, as rectified features are, and near each other."""
    found = np.abs(np.random.default_rng(seed).normal(size=(count, channels))).astype(np.float32) + 0.5
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def by_all_distances(first, second, allowed=None):
    distance = cdist(first.astype(np.float64), second.astype(np.float64))
    distance = distance if allowed is None else np.where(allowed, distance, np.inf)
    order = np.argsort(distance, axis=1, kind="stable")
    least = np.sort(np.hstack([distance, np.full((len(first), 2), np.inf)]), axis=1)
    index = np.where(np.isfinite(least[:, 0]), order[:, 0], -1)
    back = np.where(np.isfinite(distance).any(axis=0), distance.argmin(axis=0), -1)
    return index, least[:, 0], least[:, 1], back


def same(found, wanted):
    index, first, second, back = wanted
    np.testing.assert_array_equal(found.index, index)
    np.testing.assert_array_equal(found.back, back)
    np.testing.assert_allclose(found.first, first, atol=1e-6)
    np.testing.assert_allclose(found.second, second, atol=1e-6)


# One row at a time, blocks that do not divide the rows, one that is all but one row, all at once.
@pytest.mark.parametrize("entries", [1, 91 * 7, 91 * 16, 91 * 79, 91 * 80, 2**24])
def test_they_are_exact_across_blocks(entries):
    first, second = unit(80), unit(91, seed=1)
    same(nearest(first, second, entries=entries), by_all_distances(first, second))


@pytest.mark.parametrize(("channels", "seed"), [(512, 0), (128, 1), (2, 2)])
def test_they_are_exact_for_many(channels, seed):
    first, second = unit(700, channels, seed), unit(900, channels, seed + 10)
    second[::9] = first[:100]
    same(nearest(first, second, entries=50_000), by_all_distances(first, second))


@pytest.mark.parametrize("entries", [1, 200 * 13, 2**24])
def test_of_equal_ones_the_first_is_taken_in_both_directions(entries):
    few = unit(5, 64)
    rng = np.random.default_rng(3)
    first, second = few[rng.integers(0, 5, 150)], few[rng.integers(0, 5, 200)]
    found = nearest(first, second, entries=entries)
    same(found, by_all_distances(first, second))
    assert (found.first == 0).all() and (found.second == 0).all()
    flat = nearest(np.repeat(few[:1], 30, axis=0), np.repeat(few[1:2], 40, axis=0), entries=entries)
    assert (flat.index == 0).all() and (flat.back == 0).all() and (flat.first == flat.second).all()


def test_distances_far_below_the_rounding_of_a_product_are_kept():
    """Of which a single product says 1 to all digits."""
    base = unit(1, 16)[0].astype(np.float64)
    second = np.repeat(base[None], 6, axis=0)
    second[:, 0] += np.array([5, 3, 1, 2, 4, 6]) * 3e-6
    found = nearest(np.repeat(base[None], 4, axis=0).astype(np.float32), second.astype(np.float32))
    assert (found.index == 2).all() and (found.first > 1e-7).all() and (found.first < 6e-6).all() and (found.second > found.first).all()


@pytest.mark.parametrize("entries", [1, 120 * 11, 2**24])
@pytest.mark.parametrize("reach", [0.0, 3.0, 20.0, 1e9])
def test_candidates_lie_within_the_reach(reach, entries):
    rng = np.random.default_rng(5)
    first, second = unit(100), unit(120, seed=6)
    first_xy, second_xy = rng.integers(0, 40, (100, 2)).astype(float), rng.integers(0, 40, (120, 2)).astype(float)
    allowed = np.abs(first_xy[:, None] - second_xy[None]).max(axis=2) <= reach
    found = nearest(first, second, first_xy=first_xy, second_xy=second_xy, reach=reach, entries=entries)
    same(found, by_all_distances(first, second, allowed))
    assert reach > 3 or (found.index < 0).any() and np.isinf(found.second).any()


@pytest.mark.parametrize(("count", "others"), [(0, 5), (5, 0), (0, 0), (4, 1), (1, 4), (1, 1), (3, 2)])
def test_few_or_no_candidates(count, others):
    first, second = unit(5)[:count], unit(5, seed=1)[:others]
    found = nearest(first, second)
    assert found.index.shape == found.first.shape == found.second.shape == (count,) and found.back.shape == (others,)
    if count and others:
        same(found, by_all_distances(first, second))
    else:
        assert (found.index == -1).all() and np.isinf(found.first).all() and (found.back == -1).all()
    assert others > 1 or np.isinf(found.second).all()


def test_it_is_the_same_again_and_takes_tensors_of_half_precision():
    first, second = unit(60), unit(70, seed=1)
    one, two = nearest(first, second), nearest(torch.from_numpy(first), torch.from_numpy(second))
    assert all(np.array_equal(getattr(one, name), getattr(two, name)) for name in ("index", "first", "second", "back"))
    short = nearest(first.astype(np.float16), second.astype(np.float16))
    assert (short.index == one.index).mean() > 0.9 and np.abs(short.first - one.first).max() < 1e-3


def test_what_are_no_descriptors_or_positions_is_refused():
    for first, second, told in ((2 * unit(3), unit(3), "no unit vectors"), (unit(3)[0], unit(3), "no unit vectors"),
                                (unit(3), np.full((3, 32), np.nan), "no unit vectors"), (unit(3), unit(3, 16), "32 and 16 channels")):
        with pytest.raises(ModelError, match=told):
            nearest(first, second)
    with pytest.raises(ModelError, match="3 descriptors but 0 positions"):
        nearest(unit(3), unit(3), reach=2.0)


def test_it_can_be_cancelled(watching):
    told = watching()
    nearest(unit(30), unit(30), entries=30, progress=told)
    assert told.shares == sorted(told.shares) and len(told.shares) == 31 and told.shares[-1] == 1.0

    class Impatient(watching):
        def step(self, share, message=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        nearest(unit(30), unit(30), progress=Impatient())


def test_what_is_as_far_apart_as_rounding_is_taken_for_is_settled():
    """Similarities of the two directions differ by their own rounding: a candidate on the edge must not be lost in one of them."""
    rng = np.random.default_rng(0)
    targets, across = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in rng.normal(size=(2, 600, 64)))
    across -= (across * targets).sum(1, keepdims=True) * targets
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    cosines = 0.9, 0.9 - 1e-5 * rng.uniform(0.98, 1.02, (600, 1))
    nearer, farther = (cosine * targets + np.sqrt(1.0 - cosine**2) * across for cosine in cosines)
    for one in range(0, 600, 3):
        # A product of a single row is summed in another order than one of many.
        first = np.concatenate([nearer[one : one + 1], farther[one : one + 1], across])
        assert nearest(first.astype(np.float32), targets[one : one + 40].astype(np.float32)).back[0] == 0
