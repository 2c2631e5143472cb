"""D2-Net in the training loop: it learns what holds elsewhere, goes on as if it had not stopped, keeps what it is told not to train."""
from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.models import d2net_weights
from tiepoint.core.models.d2net import D2Net
from tiepoint.core.models.record import from_dict
from tiepoint.core.progress import Cancelled
from tiepoint.core.training.__main__ import main
from tiepoint.core.training.d2net.learner import OWN, D2NetLearner
from tiepoint.core.training.d2net.sample import Sample
from tiepoint.core.training.d2net.settings import Settings
from tiepoint.core.training.d2net.validation import WITHIN_PX, validate
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS, of_method
from tiepoint.core.training.loop import train

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
SMALL = Settings(size=128, batch=1, steps=30, width=4, checks=4, cross_modal=False)


def equal(one, other):
    others = other.state_dict()
    return [name for name, value in one.state_dict().items() if torch.equal(value, others[name])]


@pytest.fixture(scope="module")
def data(places):
    """Layers to train on, and of other places."""
    return places((10, 11, 12)), places((20, 21))


def learner(data, settings):
    return D2NetLearner([data[0]], [data[1]], settings)


@pytest.fixture(scope="module")
def model(data, tmp_path_factory):
    """The file of a network that was trained on something else, with what it is to be shown."""
    path = tmp_path_factory.mktemp("model") / "mine.safetensors"
    preprocessing = replace(OWN, bands="BGR", mean=(100.0, 120.0, 140.0), scale=0.01)
    d2net_weights.save(path, D2Net.random(7, SMALL.widths), preprocessing)
    return path, preprocessing


def test_training_finds_more_on_places_it_has_not_seen(data, tmp_path):
    trained = train(learner(data, replace(SMALL, steps=150, width=6, rate=2e-3, checks=16)), tmp_path, 600)
    before, after = trained.curve[0], trained.curve[-1]
    assert (before["step"], before["loss"], after["step"], trained.step) == (0, None, 150, 150)
    assert set(after) == {"step", "seconds", "loss", "all", "optical - optical", "nir - nir"}
    assert before["all"][1] < 0.15 and after["all"][1] > before["all"][1] + 0.15, (before, after)
    assert after["loss"] < 0.5 * trained.curve[1]["loss"]
    assert list(after["all"]) == sorted(after["all"]), "farther holds more"


# All at once, and what the published training does: its last layer, the nearest of cells of 8 pixels, a constant rate.
PUBLISHED = {"last_only": True, "constant": True, "between": False, "safe": 4, "rectified": False, "warm_up": 0.0}


@pytest.mark.parametrize("changes", [{}, {"stride": 4, "batch": 2, "steps": 12}, PUBLISHED])
def test_stopped_again_and_again_it_ends_with_the_same_bits(data, tmp_path, watching, changes):
    settings, stops = replace(SMALL, **changes), 0
    whole = train(learner(data, settings), tmp_path / "whole", 600)
    while True:
        try:
            parts = train(learner(data, settings), tmp_path / "parts", 600, progress=watching(stop_after=17))
            break
        except Cancelled:
            stops += 1
    names = list(whole.network.state_dict())
    assert stops and parts.step == settings.steps and equal(parts.network, whole.network) == names
    assert parts.curve[-1]["all"] == whole.curve[-1]["all"]
    unmoved = equal(whole.network, D2NetLearner([], [], settings).initial())
    assert unmoved == (names[:-2] if settings.last_only else []) and names[-2:] == ["features.21.weight", "features.21.bias"]


def test_gradients_of_what_is_not_trained_do_not_count(data, tmp_path):
    """They would pile up from step to step, and what is clipped by them would be next to nothing."""
    trained = train(learner(data, replace(SMALL, steps=2, **PUBLISHED)), tmp_path, 600)
    assert [values.grad is None for values in trained.network.parameters()] == [True] * 18 + [False] * 2


def test_it_begins_with_a_model_and_shows_it_what_it_is_used_to(data, tmp_path, model):
    settings = replace(SMALL, start=str(model[0]), steps=2)
    begun = learner(data, settings)
    assert begun.preprocessing == model[1]
    assert equal(begun.initial(), d2net_weights.load(model[0])[0]) == list(begun.initial().state_dict())
    trained = train(begun, tmp_path / "run", 600)
    assert not equal(trained.network, begun.initial()), "and the learner keeps what it began with"
    begun.save(tmp_path / "adapted.safetensors", trained.network)
    network, preprocessing = d2net_weights.load(tmp_path / "adapted.safetensors")
    assert preprocessing == model[1] and equal(network, trained.network) == list(network.state_dict())
    assert load_describer(str(tmp_path / "adapted.safetensors"), "cpu").channels == 32
    with pytest.raises(ModelError, match="has 4 channels in its first block, not 8"):
        learner(data, replace(settings, width=8))


def test_the_settings_do_what_they_say(data):
    """Where targets are taken, where the choice among all cells ends, and that features below 0 are seen unless rectified."""
    one = learner(data, SMALL).draw(np.random.default_rng(0))
    assert not np.array_equal(one.target_cells, np.rint(one.target_cells))
    rounded = replace(one, target_cells=np.floor(one.target_cells + 0.5))
    network, lost = D2Net.random(0, SMALL.widths), {}
    for name, changes in {"own": {}, "nearest": {"between": False}, "raw": {"rectified": False}, "safe": {"safe": 4}}.items():
        for share in (0.0, 0.25, 1.0):
            for sample in (one, rounded):
                with torch.no_grad():
                    given = learner(data, replace(SMALL, warm_up=0.5, **changes))
                    lost[name, share, sample is one] = float(given.loss(network, [sample], "cpu", share))
    assert lost["nearest", 1.0, True] == pytest.approx(lost["nearest", 1.0, False], rel=1e-6)
    assert lost["own", 1.0, True] != pytest.approx(lost["own", 1.0, False], rel=1e-4)
    assert lost["own", 1.0, True] != pytest.approx(lost["raw", 1.0, True], rel=1e-4)
    assert lost["own", 1.0, True] > lost["safe", 1.0, True], "fewer cells are wrong ones"
    first, half, last = (lost["own", share, True] for share in (0.0, 0.25, 1.0))
    assert half == pytest.approx((first + last) / 2, rel=1e-6)
    assert replace(SMALL, warm_up=0.0).warmth(0.0) == 0.0 and replace(SMALL, constant=True).learning_rate(0.7) == SMALL.rate
    assert SMALL.learning_rate(0.02) > 0.99 * SMALL.rate and SMALL.learning_rate(1.0) < 0.01 * SMALL.rate


def shown(reference, target, shift=(0.0, 0.0)):
    none = np.zeros((0, 2))
    pictures = (np.broadcast_to(one.astype(np.float32), (3, *one.shape)) for one in (reference, target))
    return Sample(*pictures, none.astype(np.int64), none, ("sar", "optical"), np.c_[np.eye(2), shift])


def test_accuracy_is_measured_where_the_truth_is_known(drawn):
    ground, network = drawn(400, 3), D2Net.random(0, (8, 16, 32, 64))

    def shares(*given, **named):
        found = validate(network, [shown(*given, **named)], OWN, "cpu")
        assert list(found) == ["all", "optical - sar"] and found["all"] == found["optical - sar"]
        return found["all"]

    one, other = ground[:320, :320], ground[8:328, 16:336]
    assert shares(one, one) == (1.0,) * 4
    assert shares(one, one, shift=(2.0, 0.0)) == (0.0, 1.0, 1.0, 1.0) and shares(one, one, shift=(-3.0, 3.0)) == (0.0, 0.0, 1.0, 1.0)
    assert shares(one, other, shift=(-16.0, -8.0))[0] > 0.6 > 0.1 > shares(one, other, shift=(-8.0, -16.0))[2]
    assert shares(one, np.full(one.shape, 127.5)) == (0.0,) * 4, "no match is no right match"
    alive = []
    mean = validate(network, [shown(one, one), shown(one, one, shift=(2.0, 0.0))], OWN, "cpu", lambda: alive.append(1))
    assert mean["all"] == (0.5, 1.0, 1.0, 1.0) and len(alive) == 4 and len(WITHIN_PX) == 4


def test_the_command_line_trains_goes_on_and_exports(data, tmp_path, capsys):
    for part, layers in zip(("train", "validate"), data):
        (tmp_path / "data" / part).mkdir(parents=True)
        layers.save(tmp_path / "data" / part / "some.npz")
    folders = [str(tmp_path / "data"), str(tmp_path / "run")]
    given = ["d2net", *folders, "--size", "128", "--batch", "1", "--width", "4", "--checks", "2", "--no-cross-modal", "--stride", "4"]
    assert main([*given, "--steps", "3"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Step 0: MMA at 1.0, 3.0, 5.0, 10.0 px: all") and told[-1].startswith("Step 3: loss ")
    assert main([*given, "--steps", "4"]) == 1 and "other settings: steps 3" in capsys.readouterr().err
    record = export(KINDS["d2net"], tmp_path / "run", tmp_path / "slim.safetensors", "Slim")
    card = json.loads((tmp_path / "slim.json").read_text())
    assert from_dict(record).task == "d2net" and record["methods"] == ["cnn-matching"] and record["preprocessing"]["bands"] == "RGB"
    assert card["settings"] == {"widths": [4, 8, 16, 32]} and card["architecture"].endswith("D2Net") and card["steps"] == 3
    assert "training d2net DATA RUN" in card["command"] and "--no-cross-modal" in card["command"] and "--stride 4" in card["command"]
    assert load_describer(str(tmp_path / "slim.safetensors"), "cpu").channels == 32
    # the command of the card is the same training
    repeated = card["command"].split(" DATA RUN ")[1].split()
    assert main(["d2net", *folders, *repeated]) == 0
    assert of_method("cnn-matching").id == "d2net"
