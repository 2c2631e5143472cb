"""Folds of an evaluation: each tile in one, classes alike, land by blocks; means and deviations by their definitions."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.retrieval import folds
from tiepoint.core.retrieval.evaluation import Coded, evaluate


@pytest.mark.parametrize("seed", [None, 3])
def test_classes_are_alike_in_every_fold(seed):
    labels = np.repeat(np.arange(4), [10, 13, 3, 25])
    dealt = folds.by_class(labels, 5, seed)
    counts = np.array([np.bincount(dealt[labels == label], minlength=5) for label in range(4)])
    assert (counts.sum(1) == [10, 13, 3, 25]).all() and (counts.max(1) - counts.min(1) <= 1).all()
    assert np.bincount(dealt).min() >= 9
    if seed is None:
        # In their order: a fold is one run of a class.
        assert all((np.diff(dealt[labels == label]) != 0).sum() <= 4 for label in range(4))


def test_land_is_dealt_out_by_blocks():
    positions = np.stack(np.meshgrid(np.arange(24), np.arange(24)), 2).reshape(-1, 2)
    dealt = folds.by_block(positions, 4, seed=1)
    blocks = (positions // 4) @ (100, 1)
    assert all(len(set(dealt[blocks == block])) == 1 for block in np.unique(blocks))
    assert np.bincount(dealt).max() - np.bincount(dealt).min() <= 16
    np.testing.assert_array_equal(dealt, folds.by_block(positions, 4, seed=1))
    assert (dealt != folds.by_block(positions, 4, seed=2)).any()


def test_too_few_tiles_make_no_folds():
    with pytest.raises(OptionError, match="make no 5 folds"):
        folds.by_class(np.zeros(7, int), 5)
    with pytest.raises(OptionError, match="FOLDS"):
        folds.by_block(np.zeros((30, 2), int), 3)


def test_means_and_deviations():
    """Of perfect codes and of codes that say nothing."""
    labels, rng = np.repeat(np.arange(3), 12), np.random.default_rng(0)
    perfect = np.eye(3)[labels].repeat(6, 1)
    found = [evaluate(Coded(np.asarray(hashed, np.float32), None, labels), count=5) for hashed in (perfect, rng.random((36, 18)))]
    whole, spread = folds.mean(found), folds.deviations(found)
    values = [one.precision for one in found]
    assert values[0] == 1 and values[1] < 0.6
    assert whole.precision == pytest.approx(np.mean(values)) and spread["precision"] == pytest.approx(abs(values[0] - values[1]) / 2**0.5)
    assert whole.best == 1 and evaluate(Coded(np.asarray(perfect, np.float32), None, labels), count=20).best == pytest.approx(11 / 20)
    assert whole.queries == 72 and whole.by_class[1][2] == 24
    assert whole.by_class[1][1] == pytest.approx(np.mean([one.by_class[1][1] for one in found]))
    assert np.allclose(whole.curve, (found[0].curve + found[1].curve) / 2)
    assert np.isnan(folds.deviations(found[:1])["precision"]) and folds.mean(found[:1]) is found[0]
