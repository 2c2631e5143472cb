"""The training loop learns, stops at any moment without losing a step, goes on as if it had not stopped, and keeps to its time."""
from __future__ import annotations

import itertools
import json
import threading
import types
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError, OutputError
from tiepoint.core.models import device, weights
from tiepoint.core.models.descriptors import STRIDE
from tiepoint.core.progress import Cancelled
from tiepoint.core.training import checkpoint, loop
from tiepoint.core.training.loop import train
from tiepoint.core.training.matcher.learner import DenseLearner, initial
from tiepoint.core.training.matcher.objective import objective, stacked, surface
from tiepoint.core.training.matcher.settings import Settings
from tiepoint.core.training.matcher.validation import checks
from tiepoint.core.training.state import State, read_curve

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
# In full precision, whatever the processor.
SMALL = Settings(size=48, reach=12, batch=8, steps=40, channels=8, width=16, checks=48, half=False)


def equal(one, other):
    others = other.state_dict()
    return all(torch.equal(value, others[name]) for name, value in one.state_dict().items())


def untrained():
    torch.manual_seed(SMALL.seed)
    return initial(SMALL)


def held_out_loss(network, held_out):
    """Mean loss on places not trained on, under the samples of another seed than the training's own checks."""
    settings = replace(SMALL, checks=96, seed=5)
    reference, target, offsets = stacked(checks([held_out], settings), "cpu")
    with torch.no_grad():
        return float(objective(network, surface(network, reference, target, settings), offsets / STRIDE))


@pytest.fixture(scope="module")
def data(places):
    """Layers to train on, and of other places."""
    return places((10, 11, 12)), places((20, 21))


@pytest.fixture(scope="module")
def whole(data, tmp_path_factory):
    """A training from beginning to end, its folder and its weights as a file."""
    folder = tmp_path_factory.mktemp("whole")
    trained = train(DenseLearner([data[0]], [data[1]], SMALL), folder, 600)
    weights.save(folder / "model.safetensors", trained.network)
    return trained, folder, str(folder / "model.safetensors")


def test_training_learns_what_holds_elsewhere(data, whole):
    trained, folder, _ = whole
    before, after = trained.curve[0], trained.curve[-1]
    assert (before["step"], before["loss"], after["step"], trained.step) == (0, None, 40, 40)
    assert after["all"][1] > 0.7 and after["all"][1] > before["all"][1] + 0.04
    assert held_out_loss(trained.network, data[1]) < 0.9 * held_out_loss(untrained(), data[1])
    assert read_curve(folder) == trained.curve


def test_stopped_again_and_again_it_ends_with_the_same_bits(data, tmp_path, whole, watching):
    stops = []
    while True:
        progress = watching(stop_after=30)
        try:
            parts = train(DenseLearner([data[0]], [data[1]], SMALL), tmp_path, 600, progress=progress)
            break
        except Cancelled:
            stops.append(progress.lines[-1])
    assert stops and all("keeps what has been learned" in told for told in stops)
    assert equal(parts.network, whole[0].network) and parts.step == 40
    assert parts.curve[0]["step"] == 0 and parts.curve[-1]["all"] == whole[0].curve[-1]["all"]


def test_it_begins_with_a_model_and_adapts_it(tmp_path, whole, places):
    """To noise that hides other details than the noise the model was trained on."""
    given, held_out = whole[0].network, places((40, 41), 1.0)
    settings = replace(SMALL, start=whole[2], steps=50, rate=1e-3)
    adapted = train(DenseLearner([places((30, 31, 32), 1.0)], [held_out], settings), tmp_path, 600)
    before, after, scratch = (held_out_loss(network, held_out) for network in (given, adapted.network, untrained()))
    assert before < scratch, "it begins with what the model knows"
    assert after < 0.97 * before


def test_short_convolutions_give_about_the_same_loss_and_are_used_where_they_are_fast(data, monkeypatch):
    samples, network = checks([data[1]], replace(SMALL, checks=4)), untrained()

    def loss(half, fast):
        monkeypatch.setattr(device, "half", lambda _: torch.bfloat16 if fast else None)
        return float(DenseLearner([data[0]], [data[1]], replace(SMALL, half=half)).loss(network, samples, "cpu", 0.0).detach())

    plain = loss(False, True)
    assert plain != loss(True, True) == pytest.approx(plain, rel=0.02) and loss(True, False) == plain


def test_a_model_of_another_size_is_refused(stack, tmp_path, whole):
    with pytest.raises(ModelError, match="8 channels and a width of 16, not 8 channels and a width of 24"):
        train(DenseLearner([stack], [stack], replace(SMALL, start=whole[2], width=24)), tmp_path, 600)


@pytest.mark.parametrize(("changes", "told"), [({"batch": 4}, "other settings: batch 8"), ({"seed": 3}, "other settings: seed 0")])
def test_another_training_in_the_folder_is_refused(stack, whole, changes, told):
    with pytest.raises(OptionError, match=told):
        train(DenseLearner([stack], [stack], replace(SMALL, **changes)), whole[1], 1.0)


def test_other_layers_are_refused(data, whole):
    """What was trained on could be what is validated on."""
    with pytest.raises(OptionError, match="on other layers"):
        train(DenseLearner([data[1]], [data[0]], SMALL), whole[1], 1.0)


def test_a_broken_checkpoint_is_refused(stack, tmp_path):
    (tmp_path / "checkpoint.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(OptionError, match="no checkpoint"):
        train(DenseLearner([stack], [stack], SMALL), tmp_path, 1.0)


def test_a_folder_that_cannot_be_made_is_an_error(stack, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="its folder is a file"):
        train(DenseLearner([stack], [stack], SMALL), tmp_path / "file" / "run", 1.0)


def test_a_training_that_diverges_says_so(stack, tmp_path):
    with pytest.raises(OptionError, match="diverged"):
        train(DenseLearner([stack], [stack], replace(SMALL, rate=1e30, checks=8)), tmp_path, 600)


def test_the_schedule_is_shortened_to_the_time(stack, tmp_path, monkeypatch, watching):
    """By a clock that goes on by one second whenever it is asked: about four a step."""
    monkeypatch.setattr(loop, "time", types.SimpleNamespace(monotonic=itertools.count().__next__))
    shares, progress = [], watching()
    monkeypatch.setattr(State, "advance", lambda state, samples, share: (shares.append(share), state.losses.append(1.0),
                                                                         setattr(state, "step", state.step + 1)))
    settings = replace(SMALL, steps=100000, batch=1, checks=8)
    trained = train(DenseLearner([stack], [stack], settings), tmp_path / "fit", 300.0, progress=progress, fit=True)
    assert 30 < trained.step < 300 and max(settings.learning_rate(share) for share in shares) > 0.5 * settings.rate
    assert settings.learning_rate(shares[-1]) < 0.05 * settings.rate
    assert progress.shares[-1] > 0.9 and max(np.diff(progress.shares)) < 0.15
    train(DenseLearner([stack], [stack], settings), tmp_path / "cut", 300.0)
    assert settings.learning_rate(shares[-1]) > 0.05 * settings.rate, "not fitted: the schedule is cut off"


def test_a_step_that_is_stopped_meanwhile_changes_nothing(stack, tmp_path):
    """The checkpoint that is written then is that of the step before."""
    state = State(tmp_path, DenseLearner([stack], [stack], SMALL), "cpu")
    samples = checks([stack], replace(SMALL, checks=4))
    before = {name: value.clone() for name, value in state.network.state_dict().items()}
    stopper = threading.Thread(target=state.stop)
    state.network.register_forward_hook(lambda *_: stopper.start() or stopper.join())
    state.advance(samples, 0.0)
    assert state.step == 0 and all(torch.equal(value, before[name]) for name, value in state.network.state_dict().items())


def test_the_curve_is_one_json_object_a_line(whole):
    lines = [json.loads(line) for line in (whole[1] / "curve.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [0, 25, 40]
    assert set(lines[-1]) == {"step", "seconds", "loss", "all", "nir - nir", "nir - optical", "optical - optical"}


def test_the_best_weights_are_kept_beside_the_last(stack, tmp_path):
    class Falling(DenseLearner):
        """Validates worse and worse after the first check."""

        def validate(self, network, samples, device, alive):
            self.count = getattr(self, "count", 0) + 1
            return {"all": (0.5, 1.0 / self.count)}

    settings = replace(SMALL, steps=75, batch=1, checks=8)
    trained = train(Falling([stack], [stack], settings), tmp_path, 600)
    assert [line["step"] for line in trained.curve] == [0, 25, 50, 75]
    step = {name: checkpoint.load(tmp_path / name, trained.network, State(tmp_path, Falling([stack], [stack], settings), "cpu").optimiser)
            for name in ("best.safetensors", "checkpoint.safetensors")}
    assert step == {"best.safetensors": 25, "checkpoint.safetensors": 75}
