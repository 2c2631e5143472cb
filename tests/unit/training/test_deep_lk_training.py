"""Deep Lucas-Kanade learns, ends with the same bits wherever it was stopped, and refuses what makes no sense."""
from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.training.deep_lk import objective, validation
from tiepoint.core.training.deep_lk.learner import DeepLKLearner, modules
from tiepoint.core.training.deep_lk.settings import EVERY, PARTS, Settings
from tiepoint.core.training.loop import train
from tiepoint.core.training.state import State

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
SMALL = Settings(batch=2, steps=4, width=3, regression_width=1, hidden=4, draws=1, checks=2)
PAIRS = 32


def equal(one, other):
    others = other.state_dict()
    return all(torch.equal(value, others[name]) for name, value in one.state_dict().items())


class Few(DeepLKLearner):
    """The same pairs again and again."""

    pairs = ()

    def draw(self, rng, number=0):
        if not self.pairs:
            self.pairs = [super(Few, self).draw(np.random.default_rng([9, index])) for index in range(PAIRS)]
        return self.pairs[number % PAIRS]


def losses(learner, network, level):
    """(mean energy at the truth, mean of how much the bowl is missed) over the pairs."""
    changes, found = objective.relative_changes(torch.Generator().manual_seed(5), 4), []
    with torch.no_grad():
        for pair in learner.pairs:
            images = [torch.from_numpy(image)[None] for image in (pair.input, pair.template)]
            scene, template = (pyramid(image, level)[level - 1] for pyramid, image in zip((network.input, network.template), images))
            truth = torch.from_numpy(pair.homography)[None]
            found.append([float(objective.entries_loss(template, scene, truth, level, changes, weight)) for weight in (0.0, 1.0)])
    at, whole = np.mean(found, axis=0)
    return at, whole - at


@pytest.fixture(scope="module")
def learned(stack, tmp_path_factory):
    """(losses before, after) 90 steps of the published loss."""
    learner = Few([stack], [stack], replace(SMALL, parts="level-2", steps=90, rate=1.5e-2, by_entries=True, width=4, draws=4, weight=0.2,
                                            cross_modal=False))
    learner.draw(None)
    before = losses(learner, learner.initial(), 2)
    trained = train(learner, tmp_path_factory.mktemp("run"), 600)
    return before, losses(learner, trained.network, 2), trained


def test_the_published_loss_is_learned(learned):
    (bright_before, missed_before), (bright, missed), trained = learned
    assert bright < 0.9 * bright_before and missed < 0.7 * missed_before
    assert trained.curve[-1]["loss"] < 0.7 * trained.curve[1]["loss"]


@pytest.mark.parametrize("changes", [{"parts": "level-2,regression-1"}, {"parts": "levels", "objective": "bowl"},
                                     {"parts": "regression-2,level-1", "by_entries": True, "bands": 3, "special": False}])
def test_stopped_after_half_it_ends_with_the_same_bits(stack, tmp_path, changes):
    learner = DeepLKLearner([stack], [stack], replace(SMALL, **changes))
    whole = train(learner, tmp_path / "whole", 600)

    class Stopped(Exception):
        """Raised in the middle."""

    class Until(DeepLKLearner):
        """Stops after two steps."""

        def loss(self, network, samples, device, share):
            if share >= 0.5:
                raise Stopped
            return super().loss(network, samples, device, share)

    half = Until([stack], [stack], learner.settings)
    state = State(_made(tmp_path / "half"), half, "cpu")
    for step in range(2):
        samples = [half.draw(np.random.default_rng([half.settings.seed, 0, step, index])) for index in range(half.settings.batch)]
        state.advance(samples, step / half.settings.steps)
    state.save()
    with pytest.raises(Stopped):
        state.advance(samples, 0.5)
    parts = train(learner, tmp_path / "half", 600)
    assert parts.step == whole.step == 4 and equal(parts.network, whole.network)
    assert not equal(whole.network, learner.initial())


def _made(folder):
    folder.mkdir()
    return folder


def test_only_what_is_trained_changes(stack, tmp_path):
    learner = DeepLKLearner([stack], [stack], replace(SMALL, parts="level-2", steps=2))
    before, after = learner.initial(), train(learner, tmp_path, 600).network
    changed = {part: any(not torch.equal(one, other) for first, second in zip(modules(before, part), modules(after, part))
                         for one, other in zip(first.state_dict().values(), second.state_dict().values())) for part in PARTS}
    assert [part for part, value in changed.items() if value] == ["levels", "level-2"]


def test_parts_come_in_order_whatever_order_they_are_named_in():
    settings = replace(SMALL, parts="regression-1, level-3,levels")
    order = list(dict.fromkeys(settings.part(share)[0] for share in np.linspace(0, 1, 500)))
    assert order == ["levels", "level-3", "regression-1"] and replace(SMALL, parts="").chosen == EVERY
    assert settings.learning_rate(0.0) < 0.1 * settings.rate and replace(settings, constant=True).learning_rate(0.0) == settings.rate


def test_no_parameter_is_trained_twice(stack):
    learner = DeepLKLearner([stack], [stack], SMALL)
    parameters = list(learner.parameters(learner.initial()))
    assert len(parameters) == len(set(map(id, parameters))) == len(list(learner.initial().parameters()))


def test_gradients_of_the_published_loss_are_limited_number_by_number(stack):
    values = [torch.nn.Parameter(torch.zeros(3)) for _ in range(2)]
    for by_entries, wanted in ((True, 0.1), (False, 10 / math.sqrt(600))):
        for one in values:
            one.grad = torch.full((3,), 10.0)
        DeepLKLearner([stack], [stack], replace(SMALL, by_entries=by_entries)).clip(values)
        assert all(torch.allclose(one.grad, torch.tensor(wanted), atol=1e-5) for one in values)


def test_a_guess_of_its_own_is_validated(stack):
    learner = DeepLKLearner([stack], [stack], replace(SMALL, checks=3))
    figures = learner.validate(learner.initial(), learner.checks(lambda: None), "cpu", lambda: None)
    assert all(len(values) == 6 and list(values[:3]) == sorted(values[:3]) and list(values[3:]) == sorted(values[3:])
               for values in figures.values())
    guess = DeepLKLearner([stack], [stack], replace(SMALL, checks=3, parts="regression-1"))
    alone = guess.validate(guess.initial(), guess.checks(lambda: None), "cpu", lambda: None)
    assert set(alone) == set(figures) and alone["all"][3:] == figures["all"][3:]
    assert "corners within 1, 3, 5 px (guessed within 5, 10, 20): all" in learner.told(figures)
    near = validation.validate(learner.initial(), learner.checks(lambda: None), "cpu", near=0.5)
    assert near["all"][2] >= 1 / 3 and near["all"][3:] == figures["all"][3:], "begun where the truth is"


@pytest.mark.parametrize("changes", [
    {"parts": "level-4"}, {"parts": "regression-0"}, {"batch": 0}, {"steps": 0}, {"draws": 0}, {"checks": 0}, {"width": 0},
    {"width": 10**9}, {"bands": 4}, {"regression_width": -1}, {"hidden": 0}, {"reach": -1.0}, {"reach": 64.0}, {"reach": math.nan},
    {"rate": 0.0},
    {"rate": math.inf}, {"weight": -1.0}, {"weight": math.nan}, {"seed": -1}, {"objective": "luck"}, {"step": math.inf},
])
def test_settings_that_make_no_sense_are_refused(stack, changes):
    with pytest.raises(OptionError) as caught:
        DeepLKLearner([stack], [stack], replace(SMALL, **changes))
    assert caught.value.message.endswith(".") and caught.value.hint.endswith(".")


@pytest.fixture(scope="module")
def saved(stack, tmp_path_factory):
    """A learner and the file of what it begins with."""
    learner, path = DeepLKLearner([stack], [stack], SMALL), tmp_path_factory.mktemp("saved") / "begun.safetensors"
    learner.save(path, learner.initial())
    return learner, path


def test_it_begins_with_a_model_as_it_is(stack, saved):
    learner, path = saved
    same = DeepLKLearner([stack], [stack], replace(SMALL, start=str(path)))
    assert equal(same.initial(), learner.initial()) and same.preprocessing == learner.preprocessing


@pytest.mark.parametrize(("changes", "told"), [({"width": 4}, "a width of 3, not 4"), ({"special": False}, "special maps: True, not False"),
                                               ({"bands": 3}, "bands: 6, not 3"), ({"hidden": 5}, "a hidden layer of 4, not 5")])
def test_a_model_of_another_form_is_refused(stack, saved, changes, told):
    with pytest.raises(ModelError, match=told):
        DeepLKLearner([stack], [stack], replace(SMALL, start=str(saved[1]), **changes))


def test_a_part_that_a_model_lacks_is_refused(stack, tmp_path):
    learner, path = DeepLKLearner([stack], [stack], SMALL), tmp_path / "begun.safetensors"
    network = type(learner.initial()).random(0, width=3, bands=6, regressions=0)
    learner.save(path, network)
    with pytest.raises(ModelError, match="has no part regression-1"):
        DeepLKLearner([stack], [stack], replace(SMALL, start=str(path)))
    assert DeepLKLearner([stack], [stack], replace(SMALL, start=str(path), parts="levels")).initial()
