"""Metric-learning hashing: the losses in closed form, what a step sees, clusters that are learned, features that are prepared."""
from __future__ import annotations

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import embedded
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from tiepoint.core.training.export import export
from tiepoint.core.training.hashing import objective, preparation, samplers
from tiepoint.core.training.hashing.features import Features, load, load_parts
from tiepoint.core.training.hashing.learner import HashLearner
from tiepoint.core.training.hashing.settings import BALANCES, PUBLISHED, Settings
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.loop import train

torch.set_num_threads(1)


def test_losses_of_bits_in_closed_form():
    middle, ones = torch.full((6, 32), 0.5), torch.ones(6, 32)
    half = torch.cat([torch.ones(6, 16), torch.zeros(6, 16)], 1)
    assert float(objective.push(middle)) == 0 and all(float(objective.balance_loss(middle, name)) == 0 for name in BALANCES)
    assert float(objective.push(half)) == 0.25 and float(objective.balance_loss(half, "sample")) == 0
    assert float(objective.balance_loss(half, "bit")) == 0.25 and float(objective.balance_loss(half, "both")) == 0.125
    assert float(objective.balance_loss(ones, "sample")) == 0.25
    nothing = torch.zeros(())
    assert float(objective.total(nothing, half, 0.001, 1.0, "sample")) == pytest.approx(-0.00025)


def test_the_metric_in_closed_form():
    first, second = torch.eye(2)[:1].repeat(5, 1), torch.eye(2)[1:].repeat(5, 1)
    assert float(objective.metric_loss(first, first, first, 0.2)) == pytest.approx(0.2)
    assert float(objective.metric_loss(first, first, second, 0.2)) == 0.0
    assert float(objective.metric_loss(first, second, first, 0.2)) == pytest.approx(2.2)


def test_the_hardest_triplets_by_going_through_all():
    torch.manual_seed(0)
    codes, labels = embedded(torch.rand(12, 8, dtype=torch.float64)), torch.arange(12) % 3
    distances = (codes[:, None] - codes[None]).square().sum(2)
    wanted = []
    for at in range(12):
        far = max(float(distances[at, one]) for one in range(12) if labels[one] == labels[at])
        near = min(float(distances[at, one]) for one in range(12) if labels[one] != labels[at])
        wanted.append(max(0.0, far - near + 0.2))
    assert float(objective.hardest_loss(codes, labels, 0.2)) == pytest.approx(np.mean(wanted))
    assert float(objective.hardest_loss(codes, torch.zeros(12), 0.2)) == 0.0


def test_the_metric_knows_no_scale():
    torch.manual_seed(0)
    hashed = torch.rand(9, 16, dtype=torch.float64)
    metric = [float(objective.metric_loss(*embedded(scale * hashed).chunk(3), 0.2)) for scale in (1.0, 0.1, 7.0)]
    assert metric == pytest.approx([metric[0]] * 3, rel=1e-12) and metric[0] > 0


@pytest.mark.parametrize("balance", BALANCES)
@pytest.mark.parametrize("sampler", ["parity", "batch-hard"])
def test_gradients(balance, sampler):
    torch.manual_seed(0)
    logits, labels = torch.randn(9, 6, dtype=torch.float64, requires_grad=True), torch.arange(9) % 3

    def loss(values):
        hashed = torch.sigmoid(values)
        if sampler == "parity":
            return objective.triplets_loss(hashed, 0.2, 0.001, 1.0, balance)
        return objective.batch_loss(hashed, labels, 0.2, 0.001, 1.0, balance)

    assert torch.autograd.gradcheck(loss, (logits,), eps=1e-6, rtol=1e-5, atol=1e-8)


def test_triplets_are_of_one_pair_of_classes():
    labels = np.repeat(np.arange(4), 70)
    groups = samplers.groups_of(labels)
    seen = set()
    for seed in range(40):
        chosen = samplers.parity(groups, 30, np.random.default_rng(seed))
        anchors, positives, negatives = chosen.reshape(3, 30)
        assert len(set(labels[anchors])) == len(set(labels[negatives])) == 1 and set(labels[anchors]) == set(labels[positives])
        assert labels[anchors[0]] != labels[negatives[0]] and not set(anchors) & set(positives)
        assert len(set(anchors) | set(positives)) == 60 and len(set(negatives)) == 30
        seen.add((labels[anchors[0]], labels[negatives[0]]))
        np.testing.assert_array_equal(chosen, samplers.parity(groups, 30, np.random.default_rng(seed)))
    assert len(seen) > 8 and samplers.scarce(groups, 30) == 0


def test_classes_with_too_few_tiles_serve_again():
    labels = np.repeat([0, 1, 2], [9, 1, 100])
    groups = samplers.groups_of(labels)
    assert samplers.scarce(groups, 30) == 2
    for seed in range(30):
        anchors, positives, negatives = samplers.parity(groups, 30, np.random.default_rng(seed)).reshape(3, 30)
        assert set(labels[anchors]) == set(labels[positives]) != set(labels[negatives])
        assert labels[anchors[0]] == 1 or not set(anchors) & set(positives)


@pytest.mark.parametrize(("classes", "count"), [(30, 96), (5, 96), (2, 9), (30, 90)])
def test_a_batch_has_four_of_each_class(classes, count):
    labels = np.repeat(np.arange(classes), 7)
    chosen = samplers.batch_hard(samplers.groups_of(labels), count, np.random.default_rng(0))
    counts = np.bincount(labels[chosen], minlength=classes)
    assert len(chosen) == count and (counts > 0).sum() == min(classes, -(-count // 4))
    assert set(counts[counts > 0] % 4) <= {0, count % 4}


def test_one_class_makes_no_triplets():
    with pytest.raises(OptionError, match="two classes"):
        samplers.groups_of(np.zeros(5, int))


def clusters(each, seed, width=2048):
    """Five clusters whose centres lie six deviations apart in every feature in which they differ."""
    centres, rng = np.random.default_rng(1).choice((-3.0, 3.0), (5, width)), np.random.default_rng(seed)
    labels = np.repeat(np.arange(5), each)
    values = (centres[labels] + rng.normal(size=(len(labels), width))).astype(np.float32)
    return Features(values[:, None], labels, tuple(f"{seed}-{number}" for number in range(len(labels))), tuple("abcde"), "tiny", "0" * 64)


@pytest.mark.parametrize("settings", [replace(PUBLISHED, steps=500, batch=30, hidden=64, narrow=32),
                                      Settings(bits=64, steps=200, batch=48, rate=1e-3, hidden=64, narrow=32)])
def test_clusters_are_learned(settings, tmp_path):
    learner = HashLearner(clusters(70, 5), clusters(30, 6), settings)
    trained = train(learner, tmp_path, 300.0)
    precision, average, _, decided = trained.curve[-1]["all"]
    assert trained.step == settings.steps and average > 0.99 and precision > 0.99 and decided > 0.6
    with torch.no_grad():
        hashed = trained.network(torch.from_numpy(clusters(30, 6).plain))
    assert abs(float(hashed.mean()) - 0.5) < 0.05 and float((hashed - 0.5).abs().mean()) > 0.3
    again = train(HashLearner(clusters(70, 5), clusters(30, 6), settings), tmp_path, 300.0)
    assert again.step == settings.steps, "what is complete is not trained again"


@pytest.mark.parametrize(("changes", "told"), [({"bits": 8}, "BITS is 8"), ({"batch": 10}, "multiple of 3"), ({"alpha": -1.0}, "ALPHA"),
                                               ({"sampler": "x"}, "no sampler 'x'"), ({"balance": "x"}, "no balance 'x'"),
                                               ({"features": 7}, "makes 2048 features")])
def test_settings_that_make_no_sense_are_told(changes, told):
    with pytest.raises(OptionError, match=told):
        HashLearner(clusters(8, 5), clusters(8, 6), replace(Settings(), **changes))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Tiles named as AID names them, and an encoder that has learned nothing."""
    root, rng = tmp_path_factory.mktemp("archive"), np.random.default_rng(0)
    (root / "tiles").mkdir()
    for label, name in enumerate(("forest", "water")):
        for number in range(1, 13):
            image = np.clip(rng.normal(70 + 110 * label, 30, (40, 50, 3)), 0, 255).astype(np.uint8)
            cv2.imwrite(str(root / "tiles" / f"{name}_{number}.png"), image)
    torch.manual_seed(0)
    encoders.save(root / "tiny.safetensors", TileEncoder(2, 1, 16, 32), 30.0)
    return root


def test_an_archive_becomes_features_and_a_model_of_the_command_line(archive, tmp_path, capsys):
    given = [str(archive / "tiles"), str(tmp_path / "data"), "--encoder", str(archive / "tiny.safetensors"), "--views", "3"]
    assert preparation.main(given) == 0 and "train: 12 tiles; validate: 2 tiles; test: 10 tiles" in capsys.readouterr().out
    parts, held = load_parts(tmp_path / "data")
    assert parts.values.shape == (12, 3, 16) and held.values.shape == (2, 1, 16) and parts.classes == ("forest", "water")
    split = json.loads((tmp_path / "data" / "split.json").read_text(encoding="utf-8"))
    assert split["train"][:2] == ["forest_1.png", "forest_2.png"] and len(parts.split) == 64
    assert not np.allclose(parts.values[:, 0], parts.values[:, 1]), "views differ"
    kind, settings = KINDS["hashing"], Settings(bits=16, hidden=8, narrow=8, batch=12, steps=20)
    train(kind.learner(*kind.load(tmp_path / "data"), settings), tmp_path / "run", 60.0)
    record = export(kind, tmp_path / "run", tmp_path / "mine.safetensors", "Mine")
    model = weights.load(tmp_path / "mine.safetensors")
    assert record["task"] == "hashing" and model.encoder == "tiny" and model.encoder_checksum == parts.checksum
    assert model.classes == ("forest", "water") and model.ground_m == 30.0 and model.training["split_sha256"] == parts.split
    other = replace(settings, start=str(tmp_path / "mine.safetensors"))
    begun = HashLearner(parts, held, other).initial()
    assert torch.equal(begun.fc1.weight, model.network.fc1.weight)
    with pytest.raises(ModelError, match="trained on the encoder tiny"):
        HashLearner(replace(parts, checksum="1" * 64), held, other)
    with pytest.raises(ModelError, match="has other settings"):
        HashLearner(parts, held, replace(other, bits=32))


def test_parts_that_share_a_tile_are_refused(tmp_path):
    clusters(4, 1).save(tmp_path / "train.npz")
    clusters(4, 1).save(tmp_path / "validate.npz")
    with pytest.raises(OptionError, match="20 tiles in .* are trained on and validated on"):
        load_parts(tmp_path)
    assert load(tmp_path / "train.npz").files == clusters(4, 1).files
    (tmp_path / "train.npz").write_bytes(b"PK")
    with pytest.raises(OptionError, match="no file of features"):
        load(tmp_path / "train.npz")
