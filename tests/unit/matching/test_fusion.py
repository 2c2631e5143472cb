"""Surfaces count as far as they agree with the others: a useful one sharpens, a misleading one does no harm."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.matching.fusion import fused

SIDE, COUNT = 25, 48


def peaked(at, width, height):
    """(N, k, k) Gaussian peaks at (N, 2) x, y."""
    rows, cols = np.mgrid[:SIDE, :SIDE]
    square = (cols - at[:, 0, None, None]) ** 2 + (rows - at[:, 1, None, None]) ** 2
    return height * np.exp(-0.5 * square / width**2)


def noise(seed):
    return np.random.default_rng(seed).normal(size=(COUNT, SIDE, SIDE))


@pytest.fixture
def truth():
    return np.random.default_rng(1).integers(6, SIDE - 6, (COUNT, 2))


def found(logits):
    row, col = np.divmod(logits.reshape(len(logits), -1).argmax(1), SIDE)
    return np.stack([col, row], 1)


def error(logits, truth):
    return np.hypot(*(found(logits) - truth).T)


def test_a_sharp_surface_that_agrees_decides_within_a_broad_peak(truth):
    broad, sharp = peaked(truth, 4.0, 4.0) + 0.3 * noise(2), peaked(truth, 0.9, 14.0) + noise(3)
    total, part = fused(broad, [sharp], [0.3])
    assert error(broad, truth).mean() > 1.0
    assert (error(total, truth) == 0).mean() > 0.95
    assert np.array_equal(found(part), found(total))


def test_a_surface_that_always_contradicts_is_passed_over(truth):
    sure, wrong = peaked(truth, 1.5, 8.0), peaked(SIDE - 1 - truth[::-1], 0.9, 14.0) + noise(4)
    total, _ = fused(sure, [wrong], [0.2])
    assert (error(total, truth) <= 1).mean() > 0.9
    naive = sure + 0.5 * wrong
    assert (error(total, truth) <= 1).mean() >= (error(naive, truth) <= 1).mean()


def test_what_some_windows_confirm_is_believed_in_others(truth):
    """Half of the windows tell nothing by features; the sharp surface was right in the other half."""
    features, sharp = peaked(truth, 2.0, 6.0), peaked(truth, 0.9, 16.0) + noise(5)
    features[::2] = 0.0
    alone, _ = fused(features[::2], [sharp[::2]], [0.05])
    together, _ = fused(features, [sharp], [0.05])

    def probability(logits):
        """Mean probability of the true place of windows that features tell nothing of."""
        chance = np.exp(logits - logits.max((1, 2), keepdims=True))
        chance /= chance.sum((1, 2), keepdims=True)
        x, y = truth[::2].T
        return chance[np.arange(len(x)), y, x].mean()

    assert probability(together[::2]) > probability(alone) + 0.1
