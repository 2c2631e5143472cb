"""Methods without networks find what they were made for: words, margins, slow features, and what they are worth together."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.scene_change import peers, slow_features, support_vectors, visual_words
from tiepoint.core.scene_change.accuracy import accuracy

COLOURS, GRAINS = np.array([[60, 90, 60], [120, 120, 120], [40, 60, 120], [150, 130, 80]]), np.array([10, 40, 5, 25])


def tiles(labels, seed, side=40):
    """Four textures under changing light."""
    rng = np.random.default_rng(seed)
    count = len(labels)
    grain = rng.normal(size=(count, side, side, 3)) * GRAINS[labels][:, None, None, None] * 0.8
    light = rng.normal(size=(count, 1, 1, 3)) * 26
    return np.clip(COLOURS[labels][:, None, None] + grain + light, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def places():
    rng = np.random.default_rng(0)
    before = rng.integers(0, 4, 240)
    after = np.where(rng.random(240) < 0.3, rng.integers(0, 4, 240), before)
    return tiles(before, 1), tiles(after, 2), before, after


def test_patches_are_means_and_deviations():
    tile = np.zeros((1, 25, 20, 3), np.uint8)
    tile[0, :10, :5, 0] = 255
    found = visual_words.patches(tile)
    assert found.shape == (1, 4, 6) and np.allclose(found[0, 0], [0.5, 0, 0, 0.5, 0, 0], atol=1e-6) and not found[0, 1:].any()
    assert visual_words.patches(np.zeros((1, 200, 200, 3), np.uint8)).shape == (1, 400, 6)
    with pytest.raises(OptionError):
        visual_words.patches(tile[:, :9])


def test_words_are_counted(places):
    words = visual_words.words(places[0], 20, 1000)
    assert words.shape == (20, 6) and np.array_equal(words, visual_words.words(places[0], 20, 1000)), "the same for the same seed"
    shares = visual_words.histograms(places[0][:5], words)
    assert shares.shape == (5, 20) and np.allclose(shares.sum(1), 1)
    nearest = ((visual_words.patches(places[0][:1])[0][:, None] - words) ** 2).sum(2).argmin(1)
    assert np.allclose(shares[0], np.bincount(nearest, minlength=20) / 16)


def test_intersection_is_the_sum_of_what_is_smaller():
    one, other = np.random.default_rng(0).dirichlet(np.ones(6), 3), np.random.default_rng(1).dirichlet(np.ones(6), 4)
    assert np.allclose(support_vectors.intersection(one, other), np.minimum(one[:, None], other[None]).sum(2))


def test_the_margin_is_the_widest():
    """Four points on a line: the inner two carry the machine, whose weights are 2 / gap squared."""
    points, signs = np.array([-3.0, -1.0, 1.0, 4.0]), np.array([-1.0, -1.0, 1.0, 1.0])
    weights, offset = support_vectors.separate(np.outer(points, points), signs, 100.0)
    assert weights == pytest.approx([0, -0.5, 0.5, 0], abs=1e-3) and offset == pytest.approx(0, abs=1e-3)
    rng = np.random.default_rng(0)
    cloud = rng.normal(size=(80, 2)) + np.repeat([[0, 0], [2, 1]], 40, 0)
    sign = np.repeat([-1.0, 1.0], 40)
    kernel = cloud @ cloud.T
    weights, offset = support_vectors.separate(kernel, sign, 0.5)
    said, alpha = sign * (kernel @ weights + offset), weights * sign
    assert abs(weights.sum()) < 1e-9 and alpha.min() >= -1e-9 and alpha.max() <= 0.5 + 1e-9
    # Conditions of Karush, Kuhn and Tucker.
    assert (said[alpha < 1e-9] > 1 - 5e-3).all() and (said[alpha > 0.5 - 1e-9] < 1 + 5e-3).all()
    assert np.allclose(said[(alpha > 1e-6) & (alpha < 0.5 - 1e-6)], 1, atol=5e-3)


def test_probabilities_of_pairs_become_those_of_classes():
    """Pairs that come from probabilities give these back."""
    wanted = np.random.default_rng(0).dirichlet(np.ones(4), 5)
    first = wanted[:, :, None] / (wanted[:, :, None] + wanted[:, None])
    first[:, range(4), range(4)] = 0
    assert np.allclose(support_vectors.coupled(first), wanted, atol=1e-9)


def test_a_sigmoid_finds_the_slope_of_what_it_was_drawn_from():
    rng = np.random.default_rng(0)
    said = rng.normal(size=20000)
    signs = np.where(rng.random(20000) < 1 / (1 + np.exp(-(2 * said - 0.5))), 1.0, -1.0)
    assert support_vectors.sigmoid(said, signs) == pytest.approx([2, -0.5], abs=0.1)


def test_slow_features_tell_what_has_changed():
    """Six hidden numbers of a place stay, six others are new on every date; where there is change, all are new."""
    rng = np.random.default_rng(0)
    stays, changed = rng.normal(size=(400, 6)), rng.random(400) < 0.3
    mix = rng.normal(size=(12, 12))
    before = np.c_[stays, rng.normal(size=(400, 6))] @ mix
    after = np.c_[np.where(changed[:, None], rng.normal(size=(400, 6)), stays), rng.normal(size=(400, 6))] @ mix
    found = slow_features.fit(before[:200], after[:200], changed[:200], np.arange(6), 6)
    p = found.change(before[200:], after[200:])
    assert ((p > 0.5) == changed[200:]).mean() > 0.95
    same = np.flatnonzero(~changed[:200])
    blind = slow_features.fit(before[same], after[same], np.zeros(len(same), bool), np.arange(6), 6)
    far = blind.distance(before[200:], after[200:])
    assert np.median(far[changed[200:]]) > 10 * np.median(far[~changed[200:]]) and blind.slope is None
    with pytest.raises(OptionError, match="unchanged"):
        slow_features.fit(before, after, np.ones(400, bool), np.arange(6))


def test_the_joint_decision_is_the_most_probable_pair():
    rng = np.random.default_rng(0)
    before, after, change = rng.dirichlet(np.ones(3), 20), rng.dirichlet(np.ones(3), 20), rng.random(20)
    one, other = slow_features.joint(before, after, change)
    for n in range(20):
        scores = {(i, j): before[n, i] * after[n, j] * (change[n] if i != j else 1 - change[n]) for i in range(3) for j in range(3)}
        assert (one[n], other[n]) == max(scores, key=scores.get)


def test_both_dates_together_are_better_than_each_by_itself(places):
    before, after, one, other = places
    learnt = peers.learn(before[:160], after[:160], (one[:160], other[:160]), 5, words=50, patches=2000)
    probable = learnt.probabilities(before[160:], after[160:])
    assert [found.shape for found in probable] == [(80, 5)] * 2 and all(np.allclose(found.sum(1), 1) for found in probable)
    assert not probable[0][:, 4].any(), "a class nobody has shown"
    truth = one[160:], other[160:]
    apart, together = (accuracy(find(before[160:], after[160:]), truth, 5) for find in (learnt.apart, learnt.together))
    assert apart.mean > 0.8 and together.mean > apart.mean - 0.02
    assert together.change > apart.change + 0.03 and together.transition > apart.transition, (apart, together)
