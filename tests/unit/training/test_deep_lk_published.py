"""The published training: schedules, samples in files, part after part, gone on with."""
from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
import torch
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.core.lucas_kanade import generator, sample_folder
from tiepoint.core.models import deep_lk_weights
from tiepoint.core.training import checkpoint
from tiepoint.core.training.deep_lk import __main__ as command
from tiepoint.core.training.deep_lk import published, sample_files, schedules
from tiepoint.core.training.deep_lk.sample_learner import SampleLearner
from tiepoint.core.training.deep_lk.settings import Settings

torch.set_num_threads(1)
SMALL = {"width": 2, "regression_width": 1, "hidden": 4, "checks": 2}
FLAGS = ["--width", "2", "--regression-width", "1", "--hidden", "4", "--checks", "2"]


def write(folder, drawn, pairs=5, windows=2):
    """Samples of so many pairs of pictures."""
    sample_folder.create(folder)
    for pair in range(pairs):
        for window in range(windows):
            picture = np.repeat(drawn(192, 10 * pair + window)[..., None], 3, 2)
            rng = np.random.default_rng([pair, window])
            sample_folder.write(folder, generator.draw(picture, 255 - picture, rng, name=f"p{pair}_{window:03d}"))


@pytest.fixture(scope="module")
def samples(drawn, tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    write(folder, drawn)
    return folder


@pytest.mark.parametrize(("preset", "part", "at", "rate"), [
    ("google-earth", "level-1", 0.99, 1e-5), ("google-earth", "regression-1", 0.0, 1e-4), ("google-earth", "regression-1", 0.105, 5e-5),
    ("google-earth", "regression-1", 0.395, 1e-4 / 8), ("google-earth", "regression-1", 0.405, 4e-6),
    ("google-earth", "regression-1", 1.0, 1e-7),
    ("google-map", "regression-2", 0.99, 6.4e-5 / 512), ("google-map", "regression-3", 0.13, 2e-6),
    ("mscoco", "regression-1", 0.59, 1e-4 / 16), ("mscoco", "regression-1", 0.61, 4e-6), ("mscoco", "regression-1", 0.99, 1e-7),
    ("mscoco", "original", 0.81, 4e-7), ("mscoco", "original", 0.79, 1e-4 / 128),
])
def test_learning_rates_are_the_published_ones(preset, part, at, rate):
    assert published.settings(preset, part, 640).learning_rate(at) == pytest.approx(rate, rel=1e-6)


@pytest.mark.parametrize(("preset", "part", "batch", "epochs"), [
    ("google-earth", "level-2", 4, 20), ("google-map", "level-1", 4, 3), ("google-map", "level-3", 4, 10), ("mscoco", "level-1", 4, 1),
    ("mscoco", "level-2", 4, 3), ("google-earth", "regression-1", 16, 100), ("google-earth", "regression-2", 16, 100),
    ("google-earth", "regression-3", 16, 80), ("mscoco", "regression-1", 32, 50), ("mscoco", "regression-2", 16, 50),
    ("mscoco", "regression-3", 32, 40), ("mscoco", "original", 32, 50),
])
def test_batches_and_epochs_are_the_published_ones(preset, part, batch, epochs):
    told = published.settings(preset, part, 330)
    assert (told.batch, told.steps) == (batch, epochs * (330 // batch)) and told.by_entries and told.published_bands


def test_each_set_has_its_loss():
    named = (("google-map", "level-2"), ("mscoco", "level-1"), ("mscoco", "level-2"))
    google, coco, deeper = (published.settings(*one, 64) for one in named)
    assert (google.draws, google.weight, google.further) == (4, 0.2, True)
    assert (coco.draws, coco.weight, coco.further) == (2, 0.1, True) and not deeper.further
    assert published.settings("google-earth", "level-1", 40, special=False).steps == 10 * 10
    assert schedules.preset("google-map").stretched and not schedules.preset("mscoco").stretched


@pytest.mark.parametrize(("preset", "part"), [("bing", "level-1"), ("mscoco", "level-4"), ("mscoco", "levels"), ("mscoco", "")])
def test_what_was_not_published_is_refused(preset, part):
    with pytest.raises(OptionError, match="There is no"):
        published.settings(preset, part, 64)


def test_pairs_of_pictures_stay_together(samples):
    train, held_out = sample_files.parts(samples)
    assert (len(train.names), len(held_out.names)) == (8, 2)
    kept, others = ({name[:2] for name in part.names} for part in (held_out, train))
    assert len(kept) == 1 and not kept & others
    other = [sample_files.parts(samples, seed)[1].names for seed in range(6)]
    assert len(set(other)) > 1 and sample_files.parts(samples)[1].names == held_out.names


def test_folders_called_train_and_validate_are_taken_as_they_are(drawn, tmp_path):
    for part, pairs in (("train", 3), ("validate", 1)):
        (tmp_path / part).mkdir()
        write(tmp_path / part, drawn, pairs, 1)
    assert [len(part.names) for part in sample_files.parts(tmp_path)] == [3, 1]


@pytest.mark.parametrize(("pairs", "windows"), [(0, 0), (1, 1)])
def test_too_few_samples_are_refused(drawn, tmp_path, pairs, windows):
    write(tmp_path, drawn, pairs, windows)
    with pytest.raises(OptionError):
        sample_files.parts(tmp_path)


def test_a_sample_is_shown_as_the_networks_want_it(samples):
    train = sample_files.parts(samples)[0]
    rgb, own = (sample_files.read(train, 0, shown, 7) for shown in (True, False))
    for shown, bands in ((rgb, 3), (own, 6)):
        assert (shown.input.shape, shown.template.shape) == ((bands, 192, 192), (bands, 128, 128))
    assert {image.dtype for image in (rgb.input, rgb.template, own.input, own.template)} == {np.dtype(np.float32)}
    assert 0 <= rgb.input.min() < 0.2 < 0.8 < rgb.input.max() <= 1 and rgb.noise == 7
    label = json.loads((samples / "label" / f"{train.names[0]}_label.txt").read_text())["location"]
    assert rgb.corners[0].tolist() == [label[0]["top_left_u"], label[0]["top_left_v"]]
    assert rgb.corners[2].tolist() == [label[3]["bottom_right_u"], label[3]["bottom_right_v"]]
    (samples / "input" / f"{train.names[0]}.png").rename(samples / "away.png")
    try:
        with pytest.raises(RasterError):
            sample_files.read(sample_files.parts(samples)[0], 0, True, 0)
    finally:
        (samples / "away.png").rename(samples / "input" / f"{train.names[0]}.png")


def test_every_epoch_shows_every_sample_once_in_another_order(samples):
    learner = SampleLearner([], [], Settings(batch=4, **SMALL), sample_files.parts(samples))
    shown = [learner.draw(np.random.default_rng(0), number).corners.tobytes() for number in range(3 * learner.epoch)]
    epochs = [shown[first : first + 8] for first in (0, 8, 16)]
    assert learner.epoch == 8 and all(set(epoch) == set(epochs[0]) and len(set(epoch)) == 8 for epoch in epochs) and epochs[0] != epochs[1]
    incomplete = SampleLearner([], [], Settings(batch=3, **SMALL), sample_files.parts(samples))
    assert incomplete.epoch == 6


def test_beside_layers_they_are_half_of_all_samples(samples, stack):
    learner = SampleLearner([stack], [stack], Settings(**{**SMALL, "checks": 8}), sample_files.parts(samples))
    kinds = Counter("files" if learner.draw(np.random.default_rng(seed)).kinds == ("input", "template") else "layers" for seed in range(60))
    assert 18 < kinds["files"] < 42
    checks = [sample.kinds == ("input", "template") for sample in learner.checks(lambda: None)]
    assert len(checks) == 8 and sum(checks) == 2, "there are no more"


def test_other_samples_have_another_checksum(samples):
    files = sample_files.parts(samples)
    one, same, other = (SampleLearner([], [], Settings(**SMALL), given).checksum for given in (files, files, files[::-1]))
    assert one == same != other


def test_parts_are_trained_one_after_the_other_and_gone_on_with(samples, tmp_path, capsys):
    told = [str(samples), str(tmp_path), "--preset", "mscoco", *FLAGS]
    parts = ["level-1", "level-2"]
    assert command.main([*told, *(word for part in reversed(parts) for word in ("--part", part))]) == 0
    assert [name for name in ("level-1", "level-2", "level-3") if (tmp_path / f"{name}.safetensors").exists()] == parts
    one, two = (deep_lk_weights.load(tmp_path / f"{part}.safetensors")[0] for part in parts)
    for level, kept in ((0, True), (1, False)):
        for branch in ("input", "template"):
            before, after = (getattr(network, branch).levels[level].conv1a.weight for network in (one, two))
            assert torch.equal(before, after) is kept
    card = json.loads((tmp_path / "level-2.json").read_text())
    assert card["begun with"] == str(tmp_path / "level-1.safetensors") and "--part level-2" in card["command"] and card["steps"] == 6
    before = {part: (tmp_path / f"{part}.safetensors").read_bytes() for part in parts}
    assert command.main([*told, "--part", "level-1", "--part", "level-2"]) == 0
    assert before == {part: (tmp_path / f"{part}.safetensors").read_bytes() for part in parts}, "there was nothing left to do"
    assert "level-2: 6 steps of 4 samples." in capsys.readouterr().out


def test_a_later_guess_begins_as_the_one_before_it(samples, tmp_path):
    files = sample_files.parts(samples)
    learner = published.PublishedLearner(published.settings("mscoco", "regression-2", 8, **SMALL), files)
    network, without = learner.initial(), learner.blank()
    one, two = (network.regression[index].state_dict() for index in (0, 1))
    assert all(torch.equal(value, two[name]) for name, value in one.items())
    assert not torch.equal(without.regression[0].conv1a.weight, without.regression[1].conv1a.weight)


def test_the_time_may_be_over(samples, tmp_path, capsys):
    assert command.main([str(samples), str(tmp_path), "--preset", "mscoco", *FLAGS, "--seconds", "0"]) == 0
    assert "the same again goes on" in capsys.readouterr().out and not (tmp_path / "level-1.safetensors").exists()


@pytest.mark.parametrize("words", [["{none}", "--preset", "mscoco"], ["{here}", "--preset", "mscoco", "--width", "0"],
                                   ["{here}", "--preset", "mscoco", "--start", "magic"]])
def test_what_cannot_be_trained_is_one_sentence(samples, tmp_path, capsys, words):
    named = [word.format(none=tmp_path, here=samples) for word in words]
    assert command.main([named[0], str(tmp_path / "out"), *named[1:]]) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told and len(told.splitlines()) <= 2


def test_settings_of_a_part_are_kept_in_its_checkpoint(samples, tmp_path):
    command.main([str(samples), str(tmp_path), "--preset", "mscoco", *FLAGS, "--part", "level-1"])
    told, _ = checkpoint.settings(tmp_path / "level-1" / "checkpoint.safetensors", published.PublishedSettings)
    assert (told.preset, told.schedule, told.parts) == ("mscoco", "level-1", "level-1")
