"""How right rankings are: published examples, definitions written out, ties, the ends of what can be asked."""
from __future__ import annotations

import itertools

import numpy as np
import pytest
from tiepoint.core.retrieval import accuracy
from tiepoint.core.retrieval.distances import euclidean, hamming, order
from tiepoint.core.retrieval.evaluation import RECALLS, Coded, evaluate


@pytest.mark.parametrize(("relevant", "wanted"), [((1, 0, 1), (1 + 2 / 3) / 2), ((0, 0, 0), 0.0), ((1, 1, 1), 1.0), ((0, 0, 1), 1 / 3)])
def test_average_precision_as_published(relevant, wanted):
    assert accuracy.average_precision([relevant])[0] == pytest.approx(wanted)


def test_other_figures_by_their_definitions():
    relevant, total = np.array([[1, 0, 1, 0], [0, 0, 0, 0]], bool), np.array([3, 0])
    np.testing.assert_allclose(accuracy.full_average_precision(relevant, total), [(1 + 2 / 3) / 3, 0])
    np.testing.assert_allclose(accuracy.precision(relevant, 2), [0.5, 0])
    np.testing.assert_allclose(accuracy.precision(relevant, 8), [0.25, 0])
    np.testing.assert_allclose(accuracy.recall(relevant, total, 3), [2 / 3, 0])
    curve = accuracy.precision_at_recalls(np.array([[1, 0, 1, 1]], bool), np.array([3]), np.array([0.0, 1 / 3, 2 / 3, 1.0]))
    np.testing.assert_allclose(curve, [1, 1, 0.75, 0.75])
    assert np.isnan(accuracy.precision_at_recalls(relevant[1:], total[1:], RECALLS)).all()


def every_order(distances, relevant, count, full=False):
    """Mean of the average precision over all orders of equal distances, by going through all of them."""
    groups = [[index for index, one in enumerate(distances) if one == value] for value in sorted(set(distances))]
    found = []
    for orders in itertools.product(*(list(itertools.permutations(group)) for group in groups)):
        ranked = np.array([relevant[index] for group in orders for index in group], bool)[None]
        found.append(accuracy.full_average_precision(ranked, np.array([sum(relevant)]))[0] if full else
                     accuracy.average_precision(ranked[:, :count])[0])
    return np.mean(found)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [1, 3, 5, 7])
def test_expected_average_precision_is_the_mean_over_all_orders(seed, count):
    rng = np.random.default_rng(seed)
    distances, relevant = rng.integers(0, 3, 7), rng.random(7) < 0.5
    cut, full = (every_order(distances, relevant, *more) for more in ((count,), (7, True)))
    assert accuracy.expected_average_precision(distances, relevant, count) == pytest.approx(cut, abs=1e-12)
    assert accuracy.expected_full_average_precision(distances, relevant) == pytest.approx(full, abs=1e-12)


def test_expected_average_precision_does_not_depend_on_the_archives_order():
    rng = np.random.default_rng(0)
    distances, relevant = rng.integers(0, 33, 500), rng.random(500) < 0.1
    found = [accuracy.expected_average_precision(distances[order], relevant[order], 20) for order in map(rng.permutation, [500] * 4)]
    np.testing.assert_allclose(found, found[0], rtol=1e-12)
    shown = [accuracy.average_precision(relevant[turn][distances[turn].argsort(kind="stable")][None, :20])[0]
             for turn in map(rng.permutation, [500] * 300)]
    assert np.mean(shown) == pytest.approx(found[0], abs=4 * np.std(shown) / 300**0.5)


@pytest.mark.parametrize("bits", [16, 24, 48, 100])
def test_hamming_distances_are_counted(bits):
    rng = np.random.default_rng(bits)
    one, other = rng.random((20, bits)) < 0.5, rng.random((30, bits)) < 0.5
    np.testing.assert_array_equal(hamming(one, other), (one[:, None] != other[None]).sum(2))


def test_real_distances_are_of_directions():
    rng = np.random.default_rng(0)
    one, other = rng.random((4, 8)), rng.random((5, 8))
    unit = [values / np.linalg.norm(values, axis=1, keepdims=True) for values in (one, other)]
    np.testing.assert_allclose(euclidean(one, 7 * other), ((unit[0][:, None] - unit[1][None]) ** 2).sum(2), atol=1e-5)


def test_a_query_is_left_out_of_its_answer_and_ties_keep_their_order():
    distances = np.array([[0, 1, 1, 0], [1, 0, 0, 2]])
    np.testing.assert_array_equal(order(distances, np.array([0, 2])), [[3, 1, 2], [1, 0, 3]])
    np.testing.assert_array_equal(order(distances)[0], [0, 3, 1, 2])


def codes(labels, bits, errors, seed=0):
    """A code for each class, with a share of bits turned."""
    rng = np.random.default_rng(seed)
    code = np.random.default_rng(9).random((labels.max() + 1, bits)) < 0.5
    turned = rng.random((len(labels), bits)) < errors
    return np.where(code[labels] ^ turned, 0.9, 0.1).astype(np.float32)


def test_an_evaluation_of_perfect_codes():
    labels = np.repeat(np.arange(4), 15)
    found = evaluate(Coded(codes(labels, 32, 0.0), None, labels), count=10)
    assert (found.mean_average_precision, found.precision, found.full, found.real, found.expected) == (1, 1, 1, 1, 1)
    assert found.recall == pytest.approx(10 / 14) and found.chance == pytest.approx(14 / 59) and found.gap == 0
    assert np.isnan(found.encoder) and found.decided == pytest.approx(0.8) and set(found.by_class) == {0, 1, 2, 3}
    np.testing.assert_allclose(found.curve, 1)
    assert found.nearest.shape == (60, 10) and not (found.nearest == np.arange(60)[:, None]).any()


def test_an_evaluation_of_codes_by_lot_is_chance():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(10), 20)
    found = evaluate(Coded(rng.random((200, 64)).astype(np.float32), rng.random((200, 12)), labels))
    assert found.precision == pytest.approx(found.chance, abs=0.03) and found.chance == pytest.approx(19 / 199)
    assert found.encoder < 0.35 and found.activation.mean() == pytest.approx(0.5, abs=0.02)


def test_more_is_asked_for_than_there_is_and_other_archives():
    labels = np.array([0, 0, 1])
    found = evaluate(Coded(codes(labels, 16, 0.0), None, labels), count=20)
    assert found.count == 2 and found.nearest.shape == (3, 2)
    kept = np.repeat(np.arange(2), 30)
    asked = evaluate(Coded(codes(labels, 16, 0.0), None, labels), Coded(codes(kept, 16, 0.1, 3), None, kept), count=5)
    assert (asked.queries, asked.archive, asked.chance, asked.mean_average_precision) == (3, 60, 0.5, 1.0)
