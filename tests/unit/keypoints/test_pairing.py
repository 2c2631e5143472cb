"""What each rule keeps, on gaps that are written down and on descriptors of which the truth is known."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.keypoints.nearest import Nearest
from tiepoint.core.keypoints.pairing import RULES, pair, select


def found(first, second, index=None, back=None):
    count = len(first)
    index = np.arange(count) if index is None else np.asarray(index)
    return Nearest(index, np.asarray(first, float), np.asarray(second, float), np.arange(count) if back is None else np.asarray(back))


def scene(count=300, noise=0.03, alone=200, seed=0):
    """Descriptors of which the first ``count`` are the same in both, in another order; the order."""
    rng = np.random.default_rng(seed)
    base = np.abs(rng.normal(size=(count, 64)))
    order = rng.permutation(count)

    def seen(places):
        described = np.vstack([base[places] + rng.normal(0, noise, base.shape), np.abs(rng.normal(size=(alone, 64)))])
        return (described / np.linalg.norm(described, axis=1, keepdims=True)).astype(np.float32)
    return seen(np.arange(count)), seen(order), order


def kept(pairs):
    return pairs.index[:, 0].tolist()


def test_the_mean_gap_keeps_what_exceeds_it():
    assert kept(select(found([1, 2, 3], [2, 3, 7]))) == [2]
    assert kept(select(found([0.0, 0.0, 0.0, 0.0], [0.1, 0.2, 0.3, 0.6]))) == [3]


@pytest.mark.parametrize("gap", [0.0, 0.1, 1 / 3, 1.0])
@pytest.mark.parametrize("count", [1, 3, 7])
def test_equal_gaps_keep_none(gap, count):
    first = np.linspace(0.05, 0.7, count)
    assert kept(select(found(first, first + gap))) == []


def test_the_ratio_is_strict_and_equal_ones_are_told_apart_by_none():
    near = found([0.4, 0.5, 0.0, 0.1, 0.3], [0.5, 0.5, 0.0, 1.0, 0.4])
    assert kept(select(near, "ratio", 0.8)) == [3, 4] and kept(select(near, "ratio", 1.0)) == [0, 3, 4]
    assert kept(select(near, "ratio", 0.5)) == [3]


def test_mutual_needs_both_directions_and_the_others_join_it_with_a_test():
    near = found([0.1, 0.2, 0.1, 0.3], [0.9, 0.9, 0.12, 0.35], index=[0, 0, 1, 2], back=[0, 2, 3])
    assert kept(select(near, "mutual")) == [0, 2, 3]
    assert kept(select(near, "mean-gap")) == [0, 1] and kept(select(near, "both")) == [0]
    assert kept(select(near, "ratio")) == [0, 1] and kept(select(near, "mutual-ratio", 0.84)) == [0, 2]


def test_without_a_second_candidate_only_mutual_decides():
    near = found([0.1, 0.1, 0.1, np.inf], [np.inf, 0.9, 0.2, np.inf], index=[0, 1, 2, -1], back=[0, 1, 2])
    assert {rule: kept(select(near, rule)) for rule in RULES} == {
        "mean-gap": [1], "ratio": [1, 2], "mutual": [0, 1, 2], "both": [1], "mutual-ratio": [1, 2]}


def test_true_pairs_are_found():
    first, second, order = scene()
    truth = np.argsort(order)
    shares = {}
    for rule in RULES:
        pairs = pair(first, second, rule)
        right = (pairs.index[:, 0] < 300) & (pairs.index[:, 1] == truth[np.minimum(pairs.index[:, 0], 299)])
        shares[rule] = len(pairs), right.mean()
        assert pairs.index.shape == (len(pairs), 2) and pairs.distance.shape == pairs.score.shape == (len(pairs),)
        assert (np.diff(pairs.index[:, 0]) > 0).all() and len(set(pairs.index[:, 1].tolist())) == len(pairs) or rule in RULES[:2]
        cosine = np.einsum("ij,ij->i", first[pairs.index[:, 0]].astype(float), second[pairs.index[:, 1]].astype(float))
        np.testing.assert_allclose(pairs.score, cosine, atol=1e-6)
        np.testing.assert_allclose(pairs.distance, np.sqrt(2 - 2 * cosine), atol=1e-5)
    assert all(count >= 299 for count, _ in shares.values()), shares
    assert all(share == 1.0 for rule, (_, share) in shares.items() if rule != "mutual"), shares
    assert 300 < shares["mutual"][0] < 500, "what is in one image only is kept where it is mutual"


def test_an_image_and_itself():
    first = scene()[0]
    for rule in RULES:
        pairs = pair(first, first, rule)
        assert (pairs.index[:, 0] == pairs.index[:, 1]).all() and (pairs.distance == 0).all() and (pairs.score == 1).all()
    assert len(pair(first, first, "mutual")) == len(first)


def test_the_reach_is_passed_on():
    first, second, order = scene()
    place = np.random.default_rng(1).uniform(0, 1000, (500, 2))
    there = np.vstack([place[order] + 3.0, place[300:]])
    pairs = pair(first, second, "ratio", first_xy=place, second_xy=there, reach=100.0)
    assert len(pairs) > 250 and np.abs(place[pairs.index[:, 0]] - there[pairs.index[:, 1]]).max() <= 100.0
    assert len(pair(first, second, "mutual", first_xy=place, second_xy=there + 5000, reach=100.0)) == 0


@pytest.mark.parametrize("rule", RULES)
def test_nothing_to_pair_is_no_pair(rule):
    some, none = np.eye(4, dtype=np.float32), np.zeros((0, 4), np.float32)
    for first, second in ((some, none), (none, some), (none, none)):
        pairs = pair(first, second, rule)
        assert len(pairs) == 0 and pairs.index.shape == (0, 2)
    assert len(pair(some[:1], some[:1], rule)) == (rule == "mutual")


def test_what_is_no_rule_is_refused():
    near = found([0.1], [0.2])
    with pytest.raises(OptionError, match="no rule 'flann'"):
        select(near, "flann")
    for ratio in (0.0, 1.5, float("nan")):
        with pytest.raises(OptionError, match="is none"):
            select(near, "ratio", ratio)
