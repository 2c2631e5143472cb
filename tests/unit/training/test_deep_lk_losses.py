"""The losses of Deep Lucas-Kanade: closed forms, gradients by finite differences, what is drawn, and in which order homographies act."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.lucas_kanade import corners, guess, warp
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.training.deep_lk import objective

WEIGHT = 0.2


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def waves(count=1, rows=24, cols=24, seed=0):
    """(count, 1, rows, cols) float64, smooth."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :cols]
    drawn = rng.uniform((-0.5, -0.5, 0.0), (0.5, 0.5, 6.3), (count, 6, 3))
    return torch.from_numpy(np.stack([sum(np.sin(a * x + b * y + c) for a, b, c in one) for one in drawn])[:, None])


def near(count=1, seed=0):
    """(count, 3, 3) homographies that move little, with all entries."""
    rng = np.random.default_rng(seed)
    base = np.array([[1.02, 0.03, 4.0], [-0.02, 0.98, 3.0], [2e-4, -1e-4, 1.0]])
    change = rng.uniform(0.95, 1.05, (count, 3, 3))
    change[:, 2, 2] = 1.0
    return torch.from_numpy(base * change)


@pytest.mark.parametrize("curvature", [1.0, 1.7])
def test_a_quadratic_bowl_that_is_steep_enough_misses_nothing(curvature):
    height = torch.tensor(0.013)
    energies = [curvature * torch.tensor(value) * height for value in (0.0, 1.0, 1.0, 4.0, 4.0)]
    assert float(objective.bowl(energies, height)) == pytest.approx(0.0, abs=1e-8)
    assert float(objective.bowl([0.5 * value for value in energies], height)) == pytest.approx(8 * 0.013 * (1 - curvature / 2), abs=1e-8)


def test_maps_without_contrast_miss_the_whole_bowl():
    flat, truth = torch.zeros((2, 1, 16, 16)), near(2)
    changes = objective.relative_changes(generator(), 3)
    loss = objective.entries_loss(flat, flat, truth, 1, changes, WEIGHT)
    assert float(loss) == pytest.approx(8 * WEIGHT * float(changes.square().sum()), rel=1e-6)
    without = objective.entries_loss(flat, flat, truth, 1, changes, WEIGHT, further=False)
    assert float(without) == pytest.approx(2 * WEIGHT * float(changes.square().sum()), rel=1e-6)


def test_corners_miss_the_whole_bowl_likewise():
    flat, truth = torch.zeros((2, 1, 16, 16), dtype=torch.float64), near(2)
    changes = torch.rand((3, 2, 4, 2), generator=generator(), dtype=torch.float64) * 2 - 1
    heights = objective._HEIGHT * changes.square().sum(-1).mean(-1)
    for further, times in ((True, 8), (False, 2)):
        loss = objective.corners_loss(flat, flat, truth, changes, 2.0, WEIGHT, further)
        assert float(loss) == pytest.approx(times * WEIGHT * float(heights.mean(1).sum()), rel=1e-6)


def test_equal_maps_with_contrast_lose_nothing():
    """Where the scene is the template with much contrast, both losses are 0; where it is another one, they are not."""
    scene = 30 * waves(1, 32, 32)
    truth = torch.eye(3, dtype=torch.float64)[None].repeat(1, 1, 1)
    truth[:, :2, 2] = 4.0
    template = scene[..., 4:28, 4:28]
    changes = torch.rand((2, 1, 4, 2), generator=generator(), dtype=torch.float64) * 2 - 1
    assert float(objective.corners_loss(template, scene, truth, changes, 1.0, WEIGHT)) == pytest.approx(0.0, abs=1e-9)
    assert float(objective.entries_loss(template, scene, truth, 1, objective.relative_changes(generator(), 2), WEIGHT)) < 1e-9
    assert float(objective.corners_loss(template, -scene, truth, changes, 1.0, WEIGHT)) > 1.0


def test_energy_counts_only_what_lies_in_the_scene():
    template, scene, away = torch.ones((1, 1, 10, 10)), torch.ones((1, 1, 10, 10)), torch.eye(3)[None].clone()
    away[:, 0, 2] = 5.0
    assert float(objective.energy(template, scene, away)) == 0.0
    assert float(objective.energy(template, scene, away, masked=False)) > 0.5, "published: 0 outside"


def test_relative_changes_are_neither_too_large_nor_too_small():
    drawn = objective.relative_changes(generator(3), 4000)
    assert drawn.shape == (4000, 8) and float(drawn.abs().max()) <= 1 / 12
    assert float(drawn[drawn != 0].abs().min()) >= 0.02
    assert abs(float(drawn.mean())) < 2e-3 and float(drawn.abs().max()) > 0.082
    assert torch.equal(drawn, objective.relative_changes(generator(3), 4000))


def test_displaced_moves_corners_exactly():
    change = torch.from_numpy(np.random.default_rng(2).uniform(-6, 6, (5, 4, 2)))
    rows, cols = 20, 31
    there = warp.apply(objective.displaced(rows, cols, change), torch.tensor([[0, 0], [cols - 1, 0], [cols - 1, rows - 1], [0, rows - 1]],
                                                                             dtype=torch.float64))
    begun = torch.tensor([[0, 0], [cols - 1, 0], [cols - 1, rows - 1], [0, rows - 1]], dtype=torch.float64)
    assert torch.allclose(there, begun + change, atol=1e-9)


def entries(templates, scenes):
    changes = objective.relative_changes(generator(1), 2)
    return objective.entries_loss(templates, scenes, near(len(templates)), 1, changes, WEIGHT)


def by_corners(templates, scenes):
    changes = torch.rand((2, len(templates), 4, 2), generator=generator(1), dtype=torch.float64) * 2 - 1
    return objective.corners_loss(templates, scenes, near(len(templates)), changes, 1.5, WEIGHT)


def choice(templates, scenes):
    changes = torch.randn((3, len(templates), 4, 2), generator=generator(1), dtype=torch.float64)
    return objective.choice_loss(templates, scenes, near(len(templates)), changes)


@pytest.mark.parametrize("loss", [entries, by_corners, choice])
def test_gradients_are_those_of_finite_differences(loss):
    maps = [0.3 * waves(2, 14, 14, 5), 0.3 * waves(2, 24, 24, 6)]
    for values in maps:
        values.requires_grad_(True)
    found = torch.autograd.grad(loss(*maps), maps)
    rng, small = np.random.default_rng(0), 1e-5
    for index, gradient in enumerate(found):
        direction = torch.from_numpy(rng.normal(size=tuple(gradient.shape)))
        ahead, behind = ([one.detach() + (sign * small * direction if number == index else 0) for number, one in enumerate(maps)]
                         for sign in (1, -1))
        numeric = float(loss(*ahead) - loss(*behind)) / (2 * small)
        assert float((gradient * direction).sum()) == pytest.approx(numeric, rel=1e-3, abs=1e-9) and abs(numeric) > 1e-4


def test_a_step_is_told_by_what_it_leaves():
    """Nearly nothing where the maps are one; much where they have nothing in common. Gradients reach both maps."""
    scene = waves(1, 40, 40).float()
    truth = torch.eye(3, dtype=torch.float64)[None].clone()
    truth[:, :2, 2] = 8.0
    template, change = scene[..., 8:32, 8:32], torch.full((1, 4, 2), 0.5, dtype=torch.float64)
    assert float(objective.step_loss(template, scene, truth, change)) < 0.05
    other = waves(1, 40, 40, 9).float()
    maps = [template.clone().requires_grad_(True), other.requires_grad_(True)]
    loss = objective.step_loss(*maps, truth, change)
    assert float(loss.detach()) > 0.3
    assert all(float(gradient.abs().max()) > 0 for gradient in torch.autograd.grad(loss, maps))


def test_the_truth_is_easier_to_choose_where_the_maps_show_the_same():
    scene, truth = waves(2, 40, 40), torch.eye(3, dtype=torch.float64).repeat(2, 1, 1)
    truth[:, :2, 2] = 8.0
    changes = 2.0 * torch.randn((6, 2, 4, 2), generator=generator(), dtype=torch.float64)
    same = objective.choice_loss(scene[..., 8:32, 8:32], scene, truth, changes)
    other = objective.choice_loss(scene[..., 8:32, 8:32], waves(2, 40, 40, 9), truth, changes)
    assert float(same) < 0.1 < float(other)


def test_exact_entries_have_no_loss():
    wanted = near(3).flatten(1)[:, :8]
    assert float(objective.regression_loss(wanted, wanted)) == 0.0
    assert float(objective.regression_loss(wanted + 0.25, wanted)) == pytest.approx(0.25)
    points = torch.from_numpy(corners.template_corners())
    assert float(objective.corner_distance(near(3), near(3), points).max()) < 2e-3
    moved = near(3).clone()
    moved[:, :2] += torch.tensor([3.0, 4.0], dtype=torch.float64)[:, None] * moved[:, 2:]
    assert torch.allclose(objective.corner_distance(moved, near(3), points), torch.tensor(5.0, dtype=torch.float64), atol=1e-6)


def fixed(matrices):
    """A network whose regression networks answer with these matrices whatever they see."""
    network = DeepLK.random(0, width=2, bands=3, regression_width=1, hidden=4)
    for regression, matrix in zip(network.regression, matrices):
        with torch.no_grad():
            regression.conv_final.weight.zero_()
            regression.conv_final.bias.copy_(matrix.flatten()[:8])
        regression.scale.fill_(1.0)
        regression.offset.zero_()
    return network


def test_each_guess_acts_after_those_before_it():
    matrices = near(3, 7)
    with torch.no_grad():
        found = guess.stages(fixed(matrices), torch.zeros((1, 3, 192, 192)), torch.zeros((1, 3, 128, 128)), 3)
    one, two, three = matrices
    for stage, wanted in zip(found, (one, two @ one, three @ two @ one)):
        assert torch.allclose(stage[0], wanted / wanted[2, 2], atol=1e-5)
    wrong = one @ two @ three
    assert not torch.allclose(found[-1][0], wrong / wrong[2, 2], atol=1e-2)


def test_the_canvas_shows_the_template_where_it_lies():
    templates = torch.rand((1, 3, 128, 128), generator=generator())
    middle = guess.on_canvas(templates)
    assert middle.shape == (1, 3, 192, 192) and torch.equal(middle[..., 32:160, 32:160], templates)
    assert float(middle[..., :32, :].abs().max()) == float(middle[..., 160:].abs().max()) == 0.0
    unmoved = torch.from_numpy(corners.unmoved())[None]
    assert torch.allclose(guess.on_canvas(templates, unmoved)[..., 33:159, 33:159], middle[..., 33:159, 33:159], atol=1e-4)
    right = unmoved.clone()
    right[:, 0, 2] += 10.0
    assert torch.allclose(guess.on_canvas(templates, right)[..., 40:150, 50:160], middle[..., 40:150, 40:150], atol=1e-4)
