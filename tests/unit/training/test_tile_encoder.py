"""The encoder of our own: views keep what they show, the losses in closed form, and it learns, by views and by classes."""
from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.models.hashing import encoders
from tiepoint.core.retrieval import class_folders
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.layers.stack import Stack
from tiepoint.core.training.loop import train
from tiepoint.core.training.tile_encoder import preparation
from tiepoint.core.training.tile_encoder.learner import EncoderLearner, _mixed
from tiepoint.core.training.tile_encoder.objective import class_loss, views_loss
from tiepoint.core.training.tile_encoder.settings import Settings
from tiepoint.core.training.tile_encoder.tiles import UNKNOWN, Tiles, joined, load, load_parts
from tiepoint.core.training.tile_encoder.views import plain, view

torch.set_num_threads(1)
QUICK = Settings(width=2, features=16, side=32, batch=16, steps=40, rate=0.01, mixed=0.0, jitter=0.1, smallest=0.8)


def textures(each, seed):
    """Tiles of stripes, of dots and of noise, of any colour: only what they show tells them apart."""
    rng, images = np.random.default_rng(seed), []
    rows, cols = np.mgrid[:48, :48]
    for label in range(3):
        for _ in range(each):
            wave = 2 * np.pi / rng.uniform(5, 8)
            shown = [np.sin(wave * cols), np.sin(wave * rows) * np.sin(wave * cols), rng.normal(0, 0.7, (48, 48))][label]
            colour = rng.uniform(60, 190, 3)
            images.append(np.clip(colour + 50 * shown[..., None] + rng.normal(0, 5, (48, 48, 3)), 0, 255).astype(np.uint8))
    return Tiles(np.stack(images), np.repeat(np.arange(3), each), np.arange(3 * each), ("stripes", "dots", "noise"))


def test_a_view_is_the_tile_moved_turned_and_lit():
    tile = np.zeros((64, 64, 3), np.uint8)
    tile[..., 0], tile[20:44, 20:44] = 90, 200
    for seed in range(20):
        found = view(tile, 32, np.random.default_rng(seed), smallest=0.9, jitter=0.0)
        assert found.shape == (32, 32, 3) and found.dtype == np.uint8
        np.testing.assert_array_equal(found, view(tile, 32, np.random.default_rng(seed), smallest=0.9, jitter=0.0))
    rng = np.random.default_rng(0)
    middles = [view(tile, 32, rng, 0.9, 0.0)[14:18, 14:18].mean() for _ in range(30)]
    assert np.median(middles) > 150, "its middle stays in the middle"
    assert len({view(tile, 32, np.random.default_rng(seed)).tobytes() for seed in range(5)}) == 5
    assert plain(tile, 64) is tile and plain(tile, 32).shape == (32, 32, 3)


def test_losses_in_closed_form():
    scores, labels, others = torch.zeros(4, 3), torch.tensor([0, 1, 2, 0]), torch.tensor([1, 1, 1, 1])
    assert float(class_loss(scores, labels, others, 0.7, 0.1)) == pytest.approx(math.log(3))
    sure = 50.0 * torch.eye(3)[labels]
    assert float(class_loss(sure, labels, others, 1.0, 0.0)) == pytest.approx(0.0, abs=1e-6)
    assert float(class_loss(sure, labels, labels, 0.3, 0.0)) == pytest.approx(0.0, abs=1e-6)
    same = torch.ones(8, 5)
    assert float(views_loss(same, torch.arange(4), 0.2)) == pytest.approx(math.log(7)), "seven others, all alike"
    apart = torch.eye(4).repeat(2, 1)
    assert float(views_loss(apart, torch.arange(4), 0.2)) == pytest.approx(math.log(1 + 6 * math.exp(-5)))
    # Other views of the same place are neither right nor wrong.
    assert float(views_loss(same, torch.tensor([0, 0, 1, 2]), 0.2)) == pytest.approx((4 * math.log(5) + 4 * math.log(7)) / 8)


def test_tiles_are_laid_over_each_other_by_what_is_told():
    shown = torch.stack([torch.zeros(3, 8, 8), torch.ones(3, 8, 8)])
    same, kept = _mixed(shown, np.array([0.9, 0, 0, 0, 0, 0]), 0.5)
    assert same is shown and kept == 1.0
    both, kept = _mixed(shown, np.array([0.1, 0.5, 0.2, 0, 0, 0]), 0.5)
    assert kept == 0.75 and float(both[0].mean()) == 0.25 and float(both[1].mean()) == 0.75
    inside, kept = _mixed(shown, np.array([0.1, 0.0, 0.9, 0.3, 0.6, 0]), 0.5)
    assert float(inside[0].mean()) == pytest.approx(1 - kept) and 0.4 < kept < 0.8


def test_an_encoder_learns_by_views_then_by_classes(tmp_path):
    """From one training to the next through files; a dozen tiles are soon known by heart."""
    tiles, held = textures(4, 0), textures(2, 1)
    unknown = replace(tiles, labels=np.full(len(tiles), UNKNOWN))
    together = joined([tiles, replace(unknown, classes=())])
    assert len(together) == 24 and len(together.labelled) == 12 and len(set(together.places)) == 24
    trained = train(EncoderLearner(together, held, replace(QUICK, objective="views", batch=8, steps=2)), tmp_path / "views", 200.0)
    assert trained.step == 2 and all(0 <= value <= 1 for value in trained.curve[-1]["all"])
    export(KINDS["tile-encoder"], tmp_path / "views", tmp_path / "views.safetensors", "Views")
    started = replace(QUICK, start=str(tmp_path / "views.safetensors"))
    learner = EncoderLearner(tiles, held, started)
    assert learner.settings.classes == 3
    begun, network = encoders.load(str(tmp_path / "views.safetensors")), learner.initial().requires_grad_(True)
    assert torch.equal(begun.network.lift.conv.weight, network.encoder.lift.conv.weight)
    samples = [learner.draw(np.random.default_rng(number), number) for number in range(12)]
    optimiser, losses = learner.optimiser(network.parameters()), []
    for _ in range(15):
        loss = learner.loss(network.train(), samples, "cpu", 0.5)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.6 * losses[0]
    with pytest.raises(ModelError, match="other settings"):
        EncoderLearner(tiles, held, replace(started, width=3))


@pytest.mark.parametrize(("changes", "told"), [({"objective": "x"}, "no objective 'x'"), ({"side": 40}, "not both multiples of 32"),
                                               ({"batch": 1}, "BATCH is 1"), ({"classes": 2}, "CLASSES is 2")])
def test_settings_that_make_no_sense_are_told(changes, told):
    with pytest.raises(OptionError, match=told):
        EncoderLearner(textures(2, 0), textures(2, 1), replace(QUICK, **changes))


def test_without_any_class_classes_are_not_learned():
    tiles = textures(2, 0)
    with pytest.raises(OptionError, match="No class of any tile"):
        EncoderLearner(replace(tiles, labels=np.full(6, UNKNOWN)), tiles, QUICK)


def test_what_the_shipped_encoder_learns_from_is_prepared(tmp_path):
    """Ranges of numbers are parts; of layers every three optical ones are a date, overlapping windows are places."""
    rng = np.random.default_rng(0)
    for name in ("forest", "beach"):
        (tmp_path / "ucm" / name).mkdir(parents=True)
        for number in (0, 31, 32, 35, 36, 59):
            cv2.imwrite(str(tmp_path / "ucm" / name / f"{name}{number:02d}.png"), np.full((8, 8, 3), number, np.uint8))
    layers = rng.integers(0, 256, (1, 8, 300, 200), dtype=np.uint8)
    (tmp_path / "layers").mkdir()
    Stack("naip_x", layers, np.ones((1, 300, 200), bool), ("optical",) * 6 + ("nir",) * 2).save(tmp_path / "layers" / "naip_x.npz")
    Stack("ucmerced", layers, np.ones((1, 300, 200), bool), ("optical",) * 8).save(tmp_path / "layers" / "ucmerced.npz")
    written = preparation.prepare(tmp_path / "ucm", tmp_path / "layers", tmp_path / "out")
    # 192 px windows of 300 x 200 that overlap by half: three rows of two; two dates.
    assert written == {"train": 4 + 3 * 2 * 2, "validate": 2}
    train_tiles, validate = load_parts(tmp_path / "out")
    assert {int(image.max()) for image in train_tiles.images[train_tiles.labelled]} == {0, 31}
    assert {int(image.max()) for image in validate.images} == {32} and train_tiles.classes == ("beach", "forest")
    split = class_folders.read_split(tmp_path / "out" / "split.json")
    assert split["test"] == ("beach/beach36.png", "beach/beach59.png", "forest/forest36.png", "forest/forest59.png")
    opened = load(tmp_path / "out" / "train" / "open.npz")
    np.testing.assert_array_equal(opened.images[1], np.dstack(layers[0, 3:6, :192, :192]))
    assert list(np.bincount(opened.places)) == [2] * 6
