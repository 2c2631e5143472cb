"""Accuracies are those of examples done by hand; tables count what they say."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.models.corrfusion import legend
from tiepoint.core.scene_change import accuracy as accuracies
from tiepoint.core.scene_change import transition
from tiepoint.core.scene_change.accuracy import accuracy

TRUTH = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])
FOUND = np.array([0, 0, 2, 2]), np.array([0, 0, 2, 1])


def test_four_pairs_by_hand():
    right = accuracy(FOUND, TRUTH, 3)
    # Right before: 1, 2, 4; after: 1; whether changed: not the second (missed) and not the fourth (made up); both: the first.
    assert (right.before, right.after, right.change, right.transition, right.mean) == (0.75, 0.25, 0.5, 0.25, 0.5)
    # Three of four agree; by chance 2/4 * 2/4 + 2/4 * 1/4.
    assert right.kappa_before == pytest.approx((0.75 - 0.375) / (1 - 0.375))
    # F1 of 0, 1 and 2: 1, 0 and 2/3.
    assert right.f1_before == pytest.approx((1 + 0 + 2 / 3) / 3)
    assert accuracy(TRUTH, TRUTH, 3) == accuracies.Accuracy(*[1.0] * 8)


def test_both_right_is_never_more_than_any_other():
    rng = np.random.default_rng(0)
    beyond = 0
    for _ in range(200):
        found, truth = (tuple(rng.integers(0, 3, (2, 12))) for _ in range(2))
        right = accuracy(found, truth, 3)
        assert right.transition <= min(right.before, right.after, right.change)
        beyond += right.change > max(right.before, right.after)
    assert 0 < beyond < 200, "the flag can be right where neither class is, and wrong where both nearly are"


def test_rows_are_the_truth():
    table = accuracies.confusion(FOUND[0], TRUTH[0], 3)
    assert table.tolist() == [[2, 0, 0], [0, 0, 1], [0, 0, 1]]
    assert accuracies.by_rows(np.array([[3, 1], [0, 0]])).tolist() == [[0.75, 0.25], [0, 0]]
    assert accuracies.kappa(np.array([[5, 0], [0, 0]])) == 1.0 and accuracies.kappa(np.array([[1, 1], [1, 1]])) == 0.0


def test_runs_are_summed_up():
    one, other = accuracy(FOUND, TRUTH, 3), accuracy(TRUTH, TRUTH, 3)
    found = accuracies.summary([one, other])
    assert found["before"] == (0.875, pytest.approx(0.125 * 2**0.5)) and accuracies.summary([one])["after"] == (0.25, 0.0)
    with pytest.raises(OptionError):
        accuracies.summary([])


def test_what_cannot_be_compared_is_refused():
    for found, truth in ((np.zeros(2, int), np.zeros(3, int)), (np.zeros(0, int), np.zeros(0, int)), (np.array([3]), np.array([0]))):
        with pytest.raises(OptionError):
            accuracies.confusion(found, truth, 3)


def test_transitions():
    before, after = np.array([[1, 2, 0], [14, 2, 1]]), np.array([[1, 3, 4], [1, 2, 0]])
    codes = transition.codes(before, after)
    assert codes.dtype == np.uint16 and codes.tolist() == [[101, 203, 0], [1401, 202, 0]]
    table = transition.counts(before, after, 14)
    assert table.sum() == 4 and table[0, 0] == table[1, 2] == table[13, 0] == table[1, 1] == 1
    assert transition.change_rate(before, after) == 0.5 and transition.change_rate(before * 0, after) == 0.0
    lines = transition.as_csv(table, legend.WUHAN).splitlines()
    assert lines[0].startswith("from / to,administration,") and lines[1].startswith("administration,1,0,") and lines[-1].endswith(",4")
    assert len(lines) == 16
