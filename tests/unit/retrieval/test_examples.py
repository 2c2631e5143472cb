"""What several examples say of a tile, and lists that do not show one thing many times."""
import numpy as np
import pytest
from tiepoint.core.retrieval.bits import hamming, pack, unpack
from tiepoint.core.retrieval.diversity import apart, varied
from tiepoint.core.retrieval.ranking import Examples, scores, similarity, weighed_distances

BITS = 40


def random_codes(count, seed=0):
    return pack(np.random.default_rng(seed).random((count, BITS)) < 0.5)


def said(count, seed=1):
    return np.random.default_rng(seed).random((count, BITS)).astype(np.float32)


def examples(positive, negative=(), combination="mean"):
    return Examples(np.asarray(positive), np.asarray(negative, np.float32).reshape(-1, BITS), combination)


def test_a_certain_example_is_as_far_as_its_bits_differ():
    codes = random_codes(300)
    certain = unpack(codes[:1], BITS).astype(np.float32)
    assert np.allclose(weighed_distances(certain, codes)[0], hamming(codes, codes[0]), atol=1e-4)
    half_certain = 0.5 + 0.2 * (certain - 0.5)
    assert np.allclose(weighed_distances(half_certain, codes)[0], hamming(codes, codes[0]), atol=1e-4)


def test_it_orders_as_the_distance_between_what_is_said_and_the_bits():
    """||h - b||^2 is linear in b, with the same weights."""
    codes, one = random_codes(300), said(1)
    squares = ((unpack(codes, BITS) - one) ** 2).sum(1)
    found = weighed_distances(one, codes)[0]
    assert (np.argsort(np.round(found, 4), kind="stable") == np.argsort(np.round(squares, 4), kind="stable")).mean() > 0.99
    assert np.corrcoef(found, squares)[0, 1] > 0.999999


def test_the_code_of_the_example_itself_is_at_no_distance_and_its_opposite_at_all_bits():
    one = said(5)
    same, opposite = pack(one > 0.5), pack(one <= 0.5)
    assert np.allclose(np.diag(weighed_distances(one, same)), 0, atol=1e-4)
    assert np.allclose(np.diag(weighed_distances(one, opposite)), BITS, atol=1e-3)
    assert similarity(np.array([0, BITS / 4, BITS, 2 * BITS]), BITS).tolist() == [1, 0.75, 0, 0]


def test_an_example_that_is_not_sure_of_anything_is_as_far_from_everything():
    assert np.isfinite(weighed_distances(np.full((1, BITS), 0.5), random_codes(9))).all()


def test_the_mean_is_between_examples_and_the_nearest_at_one_of_them():
    """Two examples that differ in all bits: the mean tells nothing apart, the nearest finds both."""
    one = unpack(random_codes(1), BITS).astype(np.float32)
    codes = np.concatenate([pack(one > 0.5), pack(one < 0.5), random_codes(50, 5)])
    both = np.concatenate([one, 1 - one])
    assert np.allclose(scores(examples(both), codes), BITS / 2, atol=1e-3)
    assert scores(examples(both, combination="nearest"), codes).argsort()[:2].tolist() == [0, 1]


def test_a_negative_example_counts_only_where_it_is_nearer_than_chance():
    codes = random_codes(400)
    one, other = unpack(codes[:1], BITS).astype(np.float32), unpack(codes[1:2], BITS).astype(np.float32)
    plain, less = scores(examples(one), codes), scores(examples(one, other), codes)
    far = hamming(codes, codes[1]) >= BITS // 2
    assert np.allclose(plain[far], less[far]) and (less[~far] > plain[~far]).all()
    assert less[1] - plain[1] == pytest.approx(0.25 * BITS, abs=1e-3)


def test_of_what_lies_together_the_best_is_kept():
    places = np.array([0.0, 5, 1, 11, 4, 30, 10])
    kept = apart(np.arange(7), 3, lambda one, many: np.abs(places[one] - places[many]) < 3)
    assert kept.tolist() == [0, 1, 3]
    assert apart(np.arange(7), 99, lambda one, many: np.abs(places[one] - places[many]) < 3).tolist() == [0, 1, 3, 5]
    assert apart(np.arange(0), 3, None).size == 0


def test_varied_results_go_from_the_best_to_the_most_unlike():
    codes = np.concatenate([random_codes(1)] * 5 + [random_codes(3, 7)])
    good = np.arange(8, dtype=np.float32)
    assert varied(codes, good, 4, 0.0, BITS).tolist() == [0, 1, 2, 3]
    assert set(varied(codes, good, 4, 0.9, BITS).tolist()) == {0, 5, 6, 7}
    assert varied(codes, good, 99, 0.5, BITS).size == 8 and varied(codes[:0], good[:0], 3, 0.5, BITS).size == 0
