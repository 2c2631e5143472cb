"""CorrFusionNet in the training loop: it learns what it is shown, the same for the same seed, with and without fusion."""
from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.models.corrfusion import legend, weights
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.corrfusion.weights import SceneModel
from tiepoint.core.models.preprocessing import Preprocessing
from tiepoint.core.progress import Cancelled
from tiepoint.core.training import tensorboard
from tiepoint.core.training.__main__ import main
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.loop import train
from tiepoint.core.training.scene_change import begin, chunk, pairs, repeats
from tiepoint.core.training.scene_change.__main__ import main as repeat
from tiepoint.core.training.scene_change.learner import SceneLearner
from tiepoint.core.training.scene_change.pairs import Pairs
from tiepoint.core.training.scene_change.settings import PUBLISHED, Settings
from tiepoint.core.training.scene_change.validation import evaluate

torch.set_num_threads(1)
SIDE = 32
CLASSES = legend.named(("stripes", "checks", "spots", "plain"))
SMALL = Settings(side=SIDE, width=32, batch=16, steps=30, rate=2e-3, jitter=0.0)


def texture(kind, rng):
    """(SIDE, SIDE, 3) uint8: four classes that no mean of colours tells apart."""
    row, col = np.mgrid[:SIDE, :SIDE] + rng.integers(0, 8, 2)[:, None, None]
    shown = ((col // 3) % 2, (row // 4 + col // 4) % 2, (row % 8 < 3) & (col % 8 < 3), np.zeros((SIDE, SIDE)))[kind]
    image = rng.uniform(80, 140) + 70 * (shown - shown.mean()) + rng.normal(0, 12, (SIDE, SIDE))
    return np.clip(np.repeat(image[..., None], 3, 2), 0, 255).astype(np.uint8)


def made(count, seed):
    """Every fourth pair is changed."""
    rng = np.random.default_rng(seed)
    before = np.arange(count) % 4
    after = np.where(np.arange(count) % 4 == rng.integers(4), (before + rng.integers(1, 4, count)) % 4, before)
    tiles = [np.stack([texture(kind, rng) for kind in kinds]) for kinds in (before, after)]
    return Pairs((chunk.Chunk(*tiles, (before, after)),), CLASSES)


@pytest.fixture(scope="module")
def data():
    return made(64, 0), made(32, 1)


def equal(one, other):
    others = other.state_dict()
    return [name for name, value in one.state_dict().items() if torch.equal(value, others[name])]


@pytest.fixture(scope="module")
def fitted(data, tmp_path_factory):
    """Training pairs to be learnt by heart, with fusion and without."""
    found = {}
    for name, changes in (("on", {}), ("off", {"fusion": False, "objective": "plain"})):
        learner = SceneLearner(*data, replace(SMALL, steps=90, **changes))
        folder = tmp_path_factory.mktemp(name)
        found[name] = learner, train(learner, folder, 600), folder
    return found


def test_it_can_learn_by_heart_with_fusion_and_without(data, fitted):
    right = {}
    for name, (learner, trained, _) in fitted.items():
        right[name] = evaluate(learner.model(trained.network), data[0]).accuracy
        before, after = trained.curve[0], trained.curve[-1]
        assert before["all"][1] < 0.6 and after["all"][1] > before["all"][1] + 0.2, "on pairs it has not seen"
        assert after["loss"] < 0.5 * trained.curve[1]["loss"]
        assert ("gate" in after) == (name == "on")
    assert right["on"].before == right["on"].after == right["on"].transition == 1.0
    assert right["on"].mean >= right["off"].mean - 0.01


def test_the_same_seed_gives_the_same_bits_however_often_it_is_stopped(data, tmp_path, watching):
    whole = train(SceneLearner(*data, SMALL), tmp_path / "whole", 600)
    stops = 0
    while True:
        try:
            parts = train(SceneLearner(*data, SMALL), tmp_path / "parts", 600, progress=watching(stop_after=11))
            break
        except Cancelled:
            stops += 1
    names = list(whole.network.state_dict())
    assert stops and equal(parts.network, whole.network) == names and parts.curve[-1]["all"] == whole.curve[-1]["all"]
    other = train(SceneLearner(*data, replace(SMALL, seed=1, steps=2)), tmp_path / "other", 600)
    assert len(equal(other.network, whole.network)) < len(names) // 2
    assert any(name.startswith("moments") for name in names), "what is remembered of features is kept too"


@pytest.mark.parametrize("changes", [
    {"optimiser": "nesterov", "constant": True, "shared": True}, {"objective": "soft-dcca", "fusion": False, "balanced": True},
    {"objective": "dcca", "width": 4, "temperature": "none"}, {"inert": True, "average": False, "temperature": "learned"}])
def test_every_way_of_training_goes_on_where_it_was(data, tmp_path, changes):
    settings = replace(SMALL, steps=6, checks=8, **changes)
    whole = train(SceneLearner(*data, settings), tmp_path / "whole", 600)
    learner = SceneLearner(*data, settings)
    first = train(learner, tmp_path / "parts", 600)
    assert equal(first.network, whole.network) == list(whole.network.state_dict())
    assert train(learner, tmp_path / "parts", 600).step == 6
    assert np.isfinite(whole.curve[-1]["loss"])


def test_each_pair_is_shown_once_in_an_epoch_in_another_order(data):
    learner = SceneLearner(*data, replace(SMALL, turned=False))
    rng = np.random.default_rng(0)
    known = {tile.tobytes(): index for index, tile in enumerate(data[0].chunks[0].before)}
    epochs = [[known[learner.draw(rng, epoch * 64 + n).before.tobytes()] for n in range(64)] for epoch in range(2)]
    assert sorted(epochs[0]) == sorted(epochs[1]) == list(range(64)) and epochs[0] != epochs[1] != sorted(epochs[1])
    sample = learner.draw(rng, 5)
    assert sample.labels == tuple(int(labels[epochs[0][5]]) for labels in data[0].labels)


def test_what_cannot_be_trained_is_refused(data, tmp_path):
    for changes, told in (({"objective": "x"}, "no objective 'x'"), ({"optimiser": "x"}, "no optimiser 'x'"), ({"batch": 1}, "no variance"),
                          ({"fusion": False}, "needs the fusion"), ({"classes": "a; b"}, "2 lists of classes")):
        with pytest.raises(OptionError, match=told):
            SceneLearner(*data, replace(SMALL, **changes))
    with pytest.raises(ModelError, match="no backbone"):
        SceneLearner(*data, replace(SMALL, backbone="x"))
    with pytest.raises(OptionError, match="nothing|no pairs"):
        train(SceneLearner(data[0], Pairs((), CLASSES), SMALL), tmp_path, 600)


def test_it_begins_with_a_model_whole_or_but_for_its_classes(data, tmp_path):
    network = CorrFusionNet.random(7, **SMALL.network, classes=4)
    preprocessing = Preprocessing("RGB", 0.01, (1.0, 1.0, 1.0))
    for name, names in (("same", CLASSES.names), ("other", ("a", "b", "c", "d"))):
        path = tmp_path / f"{name}.safetensors"
        weights.save(path, SceneModel(network, preprocessing, legend.named(names)))
        learner = SceneLearner(*data, replace(SMALL, start=str(path)))
        assert learner.preprocessing == preprocessing
        kept, begun = equal(learner.initial().network, network), list(network.state_dict())
        assert kept == (begun if name == "same" else [one for one in begun if ".head." not in one])
    with pytest.raises(ModelError, match="has width 32, not width 64"):
        SceneLearner(*data, replace(SMALL, start=str(path), width=64))
    with pytest.raises(ModelError, match="No weights of the backbone slim"):
        SceneLearner(*data, replace(SMALL, start="imagenet"))


def test_it_begins_with_a_backbone_that_was_trained_elsewhere(data, monkeypatch):
    known = CorrFusionNet.random(9, **SMALL.network, classes=4).before.backbone.state_dict()
    preprocessing = Preprocessing("RGB", 0.5)
    monkeypatch.setattr(begin.imagenet, "load", lambda backbone, model: (known, preprocessing))
    learner = SceneLearner(*data, replace(SMALL, start="imagenet"))
    first = learner.initial().network
    assert learner.preprocessing == preprocessing
    assert all(torch.equal(value, branch.backbone.state_dict()[name]) for branch in first.branches for name, value in known.items())
    assert not torch.equal(first.before.dense1.weight, first.after.dense1.weight)


def test_the_published_settings_are_those_of_the_paper():
    assert PUBLISHED.steps == 100 * -(-16488 // 32) == 51_600
    assert PUBLISHED.learning_rate(0.0) == PUBLISHED.learning_rate(1.0) == 1e-3
    assert SMALL.learning_rate(0.02) > SMALL.learning_rate(0.5) > SMALL.learning_rate(1.0) > 0


def test_runs_are_repeated_and_judged_by_what_validated_best(data, tmp_path):
    test = made(24, 2)
    seen = []

    def make(seed):
        seen.append(seed)
        return SceneLearner(*data, replace(SMALL, steps=25, seed=seed, checks=16))

    found = repeats.repeated(make, tmp_path, (3, 4), test, 600)
    assert seen == [3, 4] and len(found.runs) == 2 and all(run.pairs == 24 and run.confusion[0].sum() == 24 for run in found.runs)
    values = [run.accuracy.before for run in found.runs]
    assert found.summary["before"] == (pytest.approx(np.mean(values)), pytest.approx(np.std(values, ddof=1)))
    again = evaluate(make(3).model(repeats.best(make(3), tmp_path / "seed-3")), test)
    assert again.accuracy == found.runs[0].accuracy


def test_a_command_trains_and_another_exports(data, tmp_path, capsys):
    for part, name in zip(data, ("train", "validate")):
        one = part.chunks[0]
        chunk.write(tmp_path / "data" / name, zip(one.before, one.after, *one.labels), 40)
    (tmp_path / "data" / pairs.CLASSES).write_text(CLASSES.text() + "\n")
    told = ["--steps", "3", "--side", str(SIDE), "--width", "8", "--batch", "4", "--checks", "8"]
    assert main(["scenechange", str(tmp_path / "data"), str(tmp_path / "run"), *told]) == 0
    assert "OA_tr" in capsys.readouterr().out
    told = {"pairs": 3, "OA_t1": 0.5, "classes": list(CLASSES.names), "confusion": {date: np.eye(4).tolist() for date in ("t1", "t2")}}
    (tmp_path / "test.json").write_text(json.dumps(told))
    record = export(KINDS["scenechange"], tmp_path / "run", tmp_path / "mine.safetensors", "Mine", "a remark", best=True,
                    test=tmp_path / "test.json")
    assert (record["id"], record["task"], record["methods"], record["preprocessing"]["bands"]) == (
        "mine", "scenechange", ["scenechange"], "RGB")
    model = weights.load(tmp_path / "mine.safetensors")
    assert model.legend == CLASSES and model.network.settings["width"] == 8
    card = json.loads((tmp_path / "mine.json").read_text())
    assert card["metrics"]["on the test, looked at once"] == {"pairs": 3, "OA_t1": 0.5} and card["classes"] == list(CLASSES.names)
    assert "generated scenes" in card["data"]["train"] and "--classes 'stripes #" in card["command"] and card["parameters"] > 1e5
    assert main(["scenechange", str(tmp_path / "none"), str(tmp_path / "run2")]) == 1
    (tmp_path / "test.json").write_text("[]")
    with pytest.raises(OptionError, match="says nothing of a test"):
        export(KINDS["scenechange"], tmp_path / "run", tmp_path / "mine.safetensors", "Mine", test=tmp_path / "test.json")


def test_a_command_repeats_a_training_and_says_mean_and_deviation(data, tmp_path, capsys):
    for part, name in zip((*data, made(24, 2)), ("train", "validate", "test")):
        one = part.chunks[0]
        chunk.write(tmp_path / "data" / name, zip(one.before, one.after, *one.labels))
    (tmp_path / "data" / pairs.CLASSES).write_text(CLASSES.text() + "\n")
    told = [str(tmp_path / "data"), str(tmp_path / "run"), "--steps", "4", "--side", str(SIDE), "--width", "8", "--batch", "4"]
    assert repeat([*told, "--runs", "2"]) == 0
    said = capsys.readouterr().out
    runs = [json.loads((tmp_path / "run" / f"seed-{seed}" / "curve.jsonl").read_text().splitlines()[-1])["step"] for seed in range(2)]
    assert runs == [4, 4] and "Of 2 runs on 24 pairs of the test" in said
    each = [float(line.split("OA_t1 ")[1].split(",")[0]) for line in said.splitlines() if line.startswith("Seed")]
    summed = next(line.split()[1::2] for line in said.splitlines() if line.startswith("OA_t1"))
    assert [float(value) for value in summed] == pytest.approx([np.mean(each), np.std(each, ddof=1)], abs=2e-4)
    with pytest.raises(SystemExit):
        repeat([*told, "--runs", "0"])
    (tmp_path / "data" / "test").rename(tmp_path / "data" / "other")
    assert repeat(told) == 1 and "no folder test" in capsys.readouterr().err


def test_short_convolutions_see_what_long_ones_do(data):
    losses = {}
    for bfloat in (False, True):
        learner = SceneLearner(*data, replace(SMALL, bfloat=bfloat))
        samples = [learner.draw(np.random.default_rng(number), number) for number in range(16)]
        pupil = learner.initial().train()
        losses[bfloat] = learner.loss(pupil, samples, "cpu", 0.0)
        losses[bfloat].backward()
        assert all(value.grad is not None and torch.isfinite(value.grad).all() for value in learner.parameters(pupil))
    assert losses[True].dtype == torch.float32 and losses[True] != losses[False]
    assert losses[True].item() == pytest.approx(losses[False].item(), rel=0.02)


def test_the_curve_goes_to_tensorboard_where_there_is_one(fitted, tmp_path):
    try:
        from torch.utils.tensorboard import SummaryWriter  # noqa: F401
    except ImportError:
        with pytest.raises(OptionError, match="TensorBoard is not installed"):
            tensorboard.write(fitted["on"][2], tmp_path)
        assert tensorboard.main([str(fitted["on"][2]), str(tmp_path)]) == 1
        return
    assert tensorboard.write(fitted["on"][2], tmp_path) == len(fitted["on"][1].curve)
