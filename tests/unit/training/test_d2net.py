"""Soft detection and the losses of D2-Net: against straight transcriptions, closed forms and finite differences."""
from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import torch
from tiepoint.core.training.d2net.objective import choice_loss, triplet_loss
from tiepoint.core.training.d2net.soft_detection import soft_scores

torch.set_num_threads(1)


def features(seed, channels=6, rows=8, cols=8, kind=torch.float64):
    """(channels, rows, cols), of either sign."""
    return torch.randn((channels, rows, cols), generator=torch.Generator().manual_seed(seed), dtype=kind)


def written_out(R):
    """Scores (rows, cols) of (C, rows, cols) as the paper has them, neighbours beside the map counting as exp(0)."""
    R = np.maximum(R, 0.0)
    count, rows, cols = R.shape
    risen, gamma = np.exp(R / R.max()), np.zeros((rows, cols))
    for i, j in itertools.product(range(rows), range(cols)):
        for k in range(count):
            around = sum(risen[k, i + di, j + dj] if 0 <= i + di < rows and 0 <= j + dj < cols else 1.0
                         for di in (-1, 0, 1) for dj in (-1, 0, 1))
            beta = R[k, i, j] / R[:, i, j].max() if R[:, i, j].max() > 0 else 0.0
            gamma[i, j] = max(gamma[i, j], risen[k, i, j] / around * beta)
    return gamma / gamma.sum()


def test_scores_are_those_of_the_paper_borders_included():
    both = torch.stack([features(1, rows=5, cols=7), features(2, rows=5, cols=7)])
    found = soft_scores(both)
    for one, scores in zip(both, found):
        assert np.allclose(scores, written_out(one.numpy()), rtol=1e-12, atol=0)
    assert found.sum((1, 2)).numpy() == pytest.approx(1.0, abs=1e-12)


def test_scores_do_not_know_how_strong_features_are():
    one = features(3)
    for factor in (1e-6, 0.3, 1e6):
        assert torch.allclose(soft_scores(factor * one[None]), soft_scores(one[None]), rtol=1e-9)


def test_a_single_peak_scores_most_and_nothing_scores_alike():
    for place in ((0, 0), (3, 4), (7, 2)):
        hot = torch.zeros((1, 6, 8, 8))
        hot[0, 2, *place] = 5.0
        assert divmod(int(soft_scores(hot).argmax()), 8) == place
    blank = torch.stack([torch.zeros((6, 4, 5)), -torch.ones((6, 4, 5))]).requires_grad_()
    scores = soft_scores(blank)
    assert torch.allclose(scores, torch.full_like(scores, 1 / 20))
    scores.square().sum().backward()
    assert bool(torch.isfinite(blank.grad).all())


def between(F, place):
    """Unit descriptor (C,) at a row and a column of (C, rows, cols), by the four cells around it."""
    (i, j), found = (math.floor(one) for one in place), 0.0
    for di, dj in itertools.product((0, 1), (0, 1)):
        weight = (1 - abs(place[0] - i - di)) * (1 - abs(place[1] - j - dj))
        found = found + (weight * F[:, i + di, j + dj] if weight else 0.0)
    return found / np.linalg.norm(found)


def hardest(descriptor, F, cell, safe):
    """Squared distance to the nearest descriptor of a map that is farther from a cell than ``safe``."""
    unit = F / np.linalg.norm(F, axis=0)
    return min(((descriptor - unit[:, i, j]) ** 2).sum() for i, j in np.ndindex(F.shape[1:])
               if max(abs(i - cell[0]), abs(j - cell[1])) > safe)


def triplet_written_out(first, second, first_cells, second_cells, safe):
    one, two = written_out(first), written_out(second)
    above, below = 0.0, 0.0
    for here, there in zip(first_cells, second_cells):
        nearest = [math.floor(value + 0.5) for value in there]
        a, b = between(first, here), between(second, there)
        wrong = min(hardest(a, second, nearest, safe), hardest(b, first, here, safe))
        weight = one[tuple(here)] * two[tuple(nearest)]
        above, below = above + weight * max(0.0, 1.0 + ((a - b) ** 2).sum() - wrong), below + weight
    return above / below


CELLS = torch.tensor([[0, 0], [1, 5], [4, 4], [7, 7], [3, 0], [6, 2]])
THERE = {"cells": torch.tensor([[0, 1], [2, 4], [4, 5], [7, 7], [3, 0], [6, 3]]),
         "between": torch.tensor([[0.0, 0.75], [2.25, 4.0], [4.4, 5.3], [7.0, 7.0], [2.6, 0.2], [6.1, 2.7]], dtype=torch.float64)}


@pytest.mark.parametrize("there", THERE)
@pytest.mark.parametrize("safe", [0, 1, 3])
def test_the_triplet_loss_is_that_of_the_paper(there, safe):
    # Two maps that resemble each other, so that margins are both kept and missed.
    first = features(4) + 0.5
    second = first + 0.6 * features(5)
    wanted = triplet_written_out(first.numpy(), second.numpy(), CELLS.numpy(), THERE[there].numpy(), safe)
    assert float(triplet_loss(first, second, CELLS, THERE[there], safe)) == pytest.approx(wanted, rel=1e-9)
    assert 0.05 < wanted < 2.5


@pytest.mark.parametrize("there", THERE)
def test_the_choice_among_all_cells_is_a_cross_entropy(there):
    first, second = features(6), features(7)
    (one, two), lost = (F.numpy() / np.linalg.norm(F.numpy(), axis=0) for F in (first, second)), 0.0
    for here, near in zip(CELLS.numpy(), THERE[there].numpy()):
        a, b = between(first.numpy(), here), between(second.numpy(), near)
        for mine, right, others, middle in ((a, b, two, np.floor(near + 0.5)), (b, a, one, here)):
            wrong = [20 * mine @ others[:, i, j] for i, j in np.ndindex(8, 8) if max(abs(i - middle[0]), abs(j - middle[1])) > 1]
            lost += 0.5 * (np.log(np.exp([20 * mine @ right, *wrong]).sum()) - 20 * mine @ right) / len(CELLS)
    assert float(choice_loss(first, second, CELLS, THERE[there])) == pytest.approx(lost, rel=1e-9)


def every(rows, cols):
    return torch.tensor(list(np.ndindex(rows, cols)))


@pytest.mark.parametrize("kind", [torch.int64, torch.float64])
def test_equal_descriptors_cost_the_margin_and_perfect_ones_nothing(kind):
    alike, cells = torch.ones((5, 12, 12), dtype=torch.float64), every(12, 12)
    assert float(triplet_loss(alike, 3.0 * alike, cells, cells.to(kind))) == pytest.approx(1.0, abs=1e-12)
    perfect = torch.eye(144, dtype=torch.float64).reshape(144, 12, 12)
    assert float(triplet_loss(perfect, 2.0 * perfect, cells, cells.to(kind))) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("loss", [triplet_loss, lambda *given: triplet_loss(*given, 1), choice_loss])
@pytest.mark.parametrize("there", THERE)
def test_gradients_are_those_of_finite_differences(loss, there):
    first, second = (features(seed, channels=3).requires_grad_() for seed in (8, 9))
    assert torch.autograd.gradcheck(lambda one, two: loss(one, two, CELLS, THERE[there]), (first, second), eps=1e-6, atol=1e-8, rtol=1e-4)
    loss(first, second, CELLS, THERE[there]).backward()
    assert min(float(one.grad.abs().max()) for one in (first, second)) > 1e-4


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(("apart", "lost"), [((4, 0), 0.0), ((-4, 4), 0.0), ((2, -3), 0.0), ((5, 0), 1.0), ((0, -5), 1.0), ((-5, 5), 1.0)])
def test_a_wrong_cell_counts_beyond_the_safe_radius_only(apart, lost, side):
    """A cell that looks like the right one, in either picture."""
    maps = [torch.eye(169, dtype=torch.float64).reshape(169, 13, 13).clone() for _ in range(2)]
    right = torch.tensor([[6, 6]])
    maps[side][:, 6 + apart[0], 6 + apart[1]] = maps[side][:, 6, 6]
    for cells in (right, right + 0.3, right - 0.5):          # the nearest cell is the middle of the square
        assert float(triplet_loss(*maps, right, right)) == pytest.approx(lost, abs=1e-12)
        if side == 1:
            known = float(triplet_loss(*maps, right, cells))
            assert (known > 0.9) == (lost > 0)


def test_a_pair_whose_cells_score_nothing_does_not_count():
    first, second = features(10) + 0.5, features(11) + 0.5
    first[:, 5, 5] = -1.0                                     # nothing above 0
    some, more = torch.tensor([[1, 1], [2, 6]]), torch.tensor([[1, 1], [2, 6], [5, 5]])
    assert float(soft_scores(first[None])[0, 5, 5]) == 0
    assert float(triplet_loss(first, second, more, more)) == pytest.approx(float(triplet_loss(first, second, some, some)), rel=1e-12)
    assert float(triplet_loss(first, second, more[2:], more[2:])) == 0, "and alone it is no division by 0"
