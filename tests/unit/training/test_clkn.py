"""CLKN: its loss by closed forms and finite differences, a training that is learned from, and homographies that are found."""
from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.lucas_kanade import clkn_baseline, corners, warp
from tiepoint.core.models.clkn import STRIDES, Clkn
from tiepoint.core.progress import Cancelled
from tiepoint.core.training.deep_lk import clkn_objective
from tiepoint.core.training.deep_lk.clkn_learner import ClknLearner
from tiepoint.core.training.deep_lk.clkn_settings import PARTS, Settings
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.loop import train

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
SMALL = Settings(batch=2, steps=4, width=4, checks=3, iterations=1)


def equal(one, other):
    others = other.state_dict()
    return all(torch.equal(value, others[name]) for name, value in one.state_dict().items())


def grey(drawn, seed=0):
    """(192, 192, 3) float32, 0 to 1."""
    return np.repeat(drawn(192, seed)[..., None], 3, 2).astype(np.float32) / 255


class Plain(torch.nn.Module):
    """Shows images as they are, averaged for the coarser levels: what a network does that has learned nothing wrong."""

    def forward(self, images, level):
        step = 2 ** (len(STRIDES) - level)
        # A pixel i of a map is centred on the pixel step * i + step - 1 of the image.
        moved = torch.nn.functional.pad(images[..., step // 2 :, step // 2 :], (0, step // 2, 0, step // 2), mode="replicate")
        return torch.nn.functional.avg_pool2d(moved, step)


@pytest.mark.parametrize(("before", "after", "wanted"), [(100.0, 0.0, 0.0), (100.0, 95.04, 0.0), (100.0, 100.0, 1 + 100 - 9.8**2),
                                                         (0.01, 0.01, 1.01), (0.0, 0.0, 1.0), (4.0, 6.0, 1 + 4 - 1.8**2 + 2)])
def test_the_loss_is_what_the_corners_lack(before, after, wanted):
    one, two = (torch.tensor([value], dtype=torch.float64) for value in (before, after))
    assert float(clkn_objective.nearer(one, two)) == pytest.approx(wanted, abs=1e-9)


def test_squares_of_four_corners_are_summed():
    truth = torch.eye(3, dtype=torch.float64)[None]
    found = truth.clone()
    found[:, 0, 2], found[:, 1, 2] = 3.0, 4.0
    assert float(clkn_objective.corner_squares(found, truth)) == pytest.approx(100.0)


@pytest.mark.parametrize("level", STRIDES)
def test_levels_lie_on_the_image_where_their_pixels_do(level):
    scale = clkn_baseline.fineness(level)
    assert warp.of_level(warp.to_level(torch.eye(3)[None].double(), scale), scale)[0] == pytest.approx(np.eye(3), abs=1e-12)
    moved = torch.eye(3, dtype=torch.float64)[None].clone()
    moved[:, 0, 2] = 8.0
    assert float(warp.to_level(moved, scale)[0, 0, 2]) == pytest.approx(8.0 / 2 ** (4 - level))


def test_gradients_pass_through_the_solver():
    """By finite differences in float64."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:40, :40]
    scene = torch.from_numpy(np.stack([sum(np.sin(a * x + b * y + c) for a, b, c in rng.uniform((-0.5, -0.5, 0), (0.5, 0.5, 6.3), (6, 3)))
                                       for _ in range(2)])[None])
    template = scene[..., 8:32, 8:32] + 0.05 * torch.from_numpy(rng.normal(size=(1, 2, 24, 24)))
    start = torch.eye(3, dtype=torch.float64)[None].clone()
    start[:, :2, 2] = torch.tensor([8.6, 7.7], dtype=torch.float64)
    truth = start.clone()
    truth[:, :2, 2] = 8.0

    def loss(one, two):
        found = clkn_objective.moved(one, two, start, 2)
        return clkn_objective.corner_squares(found, truth).sum()

    maps, small = [template.requires_grad_(True), scene.requires_grad_(True)], 1e-6
    for index, gradient in enumerate(torch.autograd.grad(loss(*maps), maps)):
        direction = torch.from_numpy(rng.normal(size=tuple(gradient.shape)))
        ahead, behind = ([one.detach() + (sign * small * direction if number == index else 0) for number, one in enumerate(maps)]
                         for sign in (1, -1))
        numeric = float(loss(*ahead) - loss(*behind)) / (2 * small)
        assert float((gradient * direction).sum()) == pytest.approx(numeric, rel=1e-3) and abs(numeric) > 1e-3


def test_a_template_is_found_on_plain_maps(drawn):
    """Coarse to fine over 16, 32, 64 and 128 pixels, from 8 px off."""
    picture = grey(drawn, 3)
    there = corners.template_corners() + 32 + np.array([[5.0, -4.0], [7.0, -6.0], [6.0, -3.0], [3.0, -7.0]])
    matrix = corners.homography(corners.template_corners(), there)
    xy = warp.grid(128, 128, dtype=torch.float64)
    seen, _ = warp.sample(torch.from_numpy(picture.transpose(2, 0, 1))[None].double(), warp.apply(torch.from_numpy(matrix)[None], xy))
    template = seen.view(3, 128, 128).permute(1, 2, 0).float().numpy()
    found = clkn_baseline.estimator(Plain())(picture, template)
    assert float(corners.corner_error(found, there)) < 0.1 < 5 < float(corners.corner_error(corners.unmoved(), there))


def test_what_finds_nothing_says_so(drawn, monkeypatch):
    monkeypatch.setattr(clkn_baseline, "find", lambda *_: np.full((1, 3, 3), np.nan))
    assert clkn_baseline.estimator(Clkn.random(0, width=2))(grey(drawn), grey(drawn)[:128, :128]) is None


def test_a_level_is_learned(stack, tmp_path):
    """The coarsest one, on two textures: less is missing after 80 steps."""
    learner = ClknLearner([stack], [stack], replace(SMALL, parts="level-1", steps=80, rate=3e-3, width=8, cross_modal=False, constant=False,
                                                    batch=4))
    trained = train(learner, tmp_path, 600)
    assert trained.curve[-1]["loss"] < 0.5 * trained.curve[1]["loss"]
    begun = learner.initial()
    assert not torch.equal(begun.levels[0].last.weight, trained.network.levels[0].last.weight)
    assert all(equal(one, other) for one, other in zip(begun.levels[1:], trained.network.levels[1:]))


def test_stopped_after_half_it_ends_with_the_same_bits(stack, tmp_path, watching):
    learner = ClknLearner([stack], [stack], SMALL)
    whole = train(learner, tmp_path / "whole", 600)
    stops = 0
    while stops < 20:
        try:
            parts = train(learner, tmp_path / "parts", 600, progress=watching(stop_after=8))
            break
        except Cancelled:
            stops += 1
    assert stops and parts.step == whole.step == 4 and equal(parts.network, whole.network)


def test_it_is_exported_and_begun_with(stack, tmp_path):
    learner = ClknLearner([stack], [stack], SMALL)
    train(learner, tmp_path / "run", 600)
    record = export(KINDS["clkn"], tmp_path / "run", tmp_path / "mine.safetensors", "Mine")
    assert (record["id"], record["task"], record["preprocessing"]["bands"]) == ("mine", "clkn", "RGB")
    assert json.loads((tmp_path / "mine.json").read_text())["steps"] == 4
    begun = ClknLearner([stack], [stack], replace(SMALL, start=str(tmp_path / "mine.safetensors"))).initial()
    assert not equal(begun, learner.initial())
    with pytest.raises(ModelError, match="has a width of 4, not 5"):
        ClknLearner([stack], [stack], replace(SMALL, start=str(tmp_path / "mine.safetensors"), width=5))


def test_levels_take_turns_from_the_coarsest():
    settings = replace(SMALL, parts="level-3,level-1")
    assert [settings.level(share) for share in (0.0, 0.49, 0.51, 1.0)] == [1, 1, 3, 3] and len(PARTS) == 4


@pytest.mark.parametrize("changes", [{"parts": "levels"}, {"iterations": 0}, {"batch": -1}, {"width": 0}, {"reach": float("nan")}])
def test_settings_that_make_no_sense_are_refused(stack, changes):
    with pytest.raises(OptionError):
        ClknLearner([stack], [stack], replace(SMALL, **changes))
