"""Pixel-wise change: what is put into images is known exactly, the objective has the right slope, training learns and goes on."""
from __future__ import annotations

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
import rasterio
import torch
from tiepoint.core.change.discount import shifted
from tiepoint.core.errors import OptionError
from tiepoint.core.models import change_weights
from tiepoint.core.models.change_network import EVIDENCE
from tiepoint.core.training.__main__ import main
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.loop import train
from tiepoint.core.training.pixel_change import archive, samples, weather
from tiepoint.core.training.pixel_change.ageing import aged
from tiepoint.core.training.pixel_change.alteration import altered
from tiepoint.core.training.pixel_change.estate import estate
from tiepoint.core.training.pixel_change.generated import generated
from tiepoint.core.training.pixel_change.learner import ChangeLearner
from tiepoint.core.training.pixel_change.objective import objective
from tiepoint.core.training.pixel_change.pair import CHANGED, IGNORED, UNCHANGED, UNKNOWN
from tiepoint.core.training.pixel_change.settings import Settings

torch.set_num_threads(1)
SIDE = 64
SMALL = Settings(size=48, batch=4, steps=60, rate=4e-3, width=8, half=False)


def land(seed, bands=3, side=128):
    rng = np.random.default_rng(seed)
    return np.stack([cv2.GaussianBlur(rng.normal(0, 1, (side, side)), (0, 0), 4) * 300 + 100 for _ in range(bands)]).astype(np.float32)


def made(count, seed):
    """Discs of another colour on land under noise; in every other sample they are moved ground of no evidence, and no change."""
    rng, parts = np.random.default_rng(seed), []
    rows, cols = np.mgrid[:SIDE, :SIDE]
    for index in range(count):
        before = land([seed, index], 3, SIDE) / 60 - 1.5
        disc = np.hypot(rows - rng.uniform(16, 48), cols - rng.uniform(16, 48)) < rng.uniform(8, 14)
        after = before + 1.5 * disc + rng.normal(0, 0.1, before.shape)
        evidence = np.repeat((0.8 * disc + 0.1)[None], EVIDENCE, 0)
        parts.append(samples.of("discs", before, after, evidence, np.where(disc, CHANGED, UNCHANGED)))
    return samples.joined(parts)


@pytest.fixture(scope="module")
def data():
    return made(24, 1), made(8, 2)


def test_what_is_put_in_is_where_the_truth_says():
    image, shares = land(0), []
    for seed in range(30):
        after, truth = altered(image, land(seed + 1), np.random.default_rng(seed))
        around = cv2.dilate((truth != UNCHANGED).astype(np.uint8), np.ones((21, 21))) > 0
        np.testing.assert_array_equal(after[:, ~around], image[:, ~around])
        apart = np.abs(after - image).max(0) / image.std()
        assert not (truth == CHANGED).any() or apart[truth == CHANGED].mean() > 0.5
        shares.append((truth == CHANGED).mean())
    assert 0.02 < np.mean(shares) < 0.4


def test_new_houses_are_where_the_truth_says():
    image, shares = land(0), []
    for seed in range(20):
        before = np.full(image.shape[1:], UNCHANGED, np.uint8)
        after, truth = estate(image, land(seed + 1), before, np.random.default_rng(seed))
        assert not before.any(), "what is given is not altered"
        around = cv2.dilate((truth != UNCHANGED).astype(np.uint8), np.ones((3, 3))) > 0
        np.testing.assert_array_equal(after[:, ~around], image[:, ~around])
        apart = np.abs(after - image).max(0) / image.std()
        assert not (truth == CHANGED).any() or apart[truth == CHANGED].mean() > 0.5
        shares.append((truth == CHANGED).mean())
    assert 0.02 < np.mean(shares) < 0.4


def test_what_grows_old_is_told_by_its_structure_still():
    """Places are more like themselves than like others, less so the older they are, and light is the least of it."""
    def likeness(one, two):
        return np.corrcoef(one.ravel(), two.ravel())[0, 1]

    found = []
    for seed in range(8):
        image = land(seed)
        np.testing.assert_array_equal(aged(image, np.random.default_rng(seed), 0.0), image)
        found.append([likeness(aged(image, np.random.default_rng(seed), strength), image) for strength in (0.2, 1.0)]
                     + [abs(likeness(land(seed + 50), image))])
    young, old, other = np.mean(found, 0)
    assert young > 0.9 and young - 0.1 > old > 2 * other


def test_an_image_is_displaced_by_what_is_said():
    image = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 1, (128, 128)), (0, 0), 1.5)[None].astype(np.float32)
    for moved in (np.array([1.5, -0.75]), np.array([0.0, 2.0])):
        found = weather.displaced(image, moved, np.random.default_rng(0))
        left = [found[0] - shifted(image, np.ones((128, 128), bool), *(off - moved))[0][0] for off in ((0, 0), (0.5, 0), (0, -0.5))]
        right, *wrong = (part[16:-16, 16:-16].std() / image.std() for part in left)
        assert right < 0.08 and min(wrong) > 3 * right


def test_speckle_is_as_strong_as_its_looks():
    flat = np.full((1, 256, 256), 80, np.float32)
    for looks in (1, 4, 9):
        power = weather.respeckled(flat, looks, np.random.default_rng(1))[0].astype(np.float64) ** 2
        assert power.mean() == pytest.approx(6400, rel=0.03)
        assert power.var() / power.mean() ** 2 == pytest.approx(1 / looks, rel=0.15)


def test_a_generated_pair_is_the_same_again_and_shows_its_change():
    one, two = generated(3, 96), generated(3, 96)
    np.testing.assert_array_equal(one.before, two.before)
    np.testing.assert_array_equal(one.truth, two.truth)
    assert set(np.unique(one.truth)) <= {UNCHANGED, CHANGED, IGNORED} and 0 <= one.misregistration <= 2


def test_of_two_real_dates_it_is_not_known_what_is_unchanged(tmp_path):
    for number in range(2):
        with rasterio.open(tmp_path / f"d{number}.tif", "w", driver="GTiff", width=90, height=80, count=4, dtype="float32") as file:
            file.write(land(number, 4, 96)[:, :80, :90])
    dates = archive.Archive(tmp_path, archive.Source("dates", ("d*.tif",), dates=True))
    once = archive.Archive(tmp_path, archive.Source("once", ("d0.tif",)))
    found = dict.fromkeys((UNCHANGED, UNKNOWN), 0)
    for seed in range(16):
        truth = dates.pair(seed, 64).truth
        kinds = set(np.unique(truth)) - {CHANGED, IGNORED}
        assert len(kinds) <= 1
        found[(kinds or {UNCHANGED}).pop()] += 1
        assert not (once.pair(seed, 64).truth == UNKNOWN).any()
    assert min(found.values()) >= 2
    np.testing.assert_array_equal(dates.pair(5, 64).after, dates.pair(5, 64).after)


def test_the_objective_has_the_slope_of_its_differences():
    generator = torch.Generator().manual_seed(0)
    odds = torch.randn(3, 6, 7, generator=generator, dtype=torch.float64).requires_grad_()
    truth = torch.randint(0, 3, (3, 6, 7), generator=generator).to(torch.uint8)
    truth[0, 0] = IGNORED
    objective(odds, truth, 0.2).backward()
    slopes = odds.grad.abs()
    places = [tuple(map(int, ((truth == kind) & (slopes > 0)).nonzero()[3])) for kind in (UNCHANGED, CHANGED, UNKNOWN)]
    for place in places:
        apart = torch.zeros_like(odds)
        apart[place] = 1e-5
        with torch.no_grad():
            slope = (objective(odds + apart, truth, 0.2) - objective(odds - apart, truth, 0.2)) / 2e-5
        assert odds.grad[place] == pytest.approx(float(slope), rel=1e-6)
    assert odds.grad[0, 0].abs().max() == 0


def test_change_between_dates_that_nobody_has_drawn_is_left_out():
    odds = torch.full((1, 10, 10), -2.0).requires_grad_()
    with torch.no_grad():
        odds[0, 0] = 3.0                                          # looks like change
    truth = torch.full((1, 10, 10), UNKNOWN, dtype=torch.uint8)
    objective(odds, truth, 0.1).backward()
    assert odds.grad[0, 0].abs().max() == 0 and odds.grad[0, 1:].abs().min() > 0
    odds.grad = None
    objective(odds, torch.full_like(truth, UNCHANGED), 0.1).backward()
    assert odds.grad[0, 0].abs().min() > 0


def test_training_learns_and_can_be_exported(data, tmp_path):
    trained = train(ChangeLearner(*data, SMALL), tmp_path / "run", 600)
    assert trained.step == SMALL.steps
    found = [point["all"][1] for point in trained.curve]
    assert found[0] < 0.5 and max(found) > 0.95 and found[-1] > 0.9
    assert trained.curve[-1]["discs"] == trained.curve[-1]["all"]
    record = export(KINDS["change"], tmp_path / "run", tmp_path / "small.safetensors", "Small")
    network, _ = change_weights.load(tmp_path / "small.safetensors")
    card = json.loads((tmp_path / "small.json").read_text())
    assert network.settings == {"width": 8, "evidence": EVIDENCE} and record["task"] == "change" and record["methods"] == ["network"]
    assert card["metrics"]["loss"] < trained.curve[1]["loss"] or len(trained.curve) == 2
    assert "generated scenes" in card["data"]["train"] and "change DATA RUN" in card["command"]


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(data, tmp_path):
    short = replace(SMALL, steps=6)
    whole = train(ChangeLearner(*data, short), tmp_path / "whole", 600)

    class Stop(Exception):
        pass

    class Learner(ChangeLearner):
        def loss(self, network, drawn, device, share):
            if share >= 0.5:
                raise Stop
            return super().loss(network, drawn, device, share)

    with pytest.raises(Stop):
        train(Learner(*data, short), tmp_path / "parts", 600)
    (tmp_path / "parts" / "curve.jsonl").touch()
    parts = train(ChangeLearner(*data, short), tmp_path / "parts", 600)
    assert parts.step == whole.step
    for name, value in whole.network.state_dict().items():
        torch.testing.assert_close(parts.network.state_dict()[name], value, rtol=0, atol=0)


def test_samples_are_kept_as_they_are_and_other_files_refused(data, tmp_path):
    data[0].save(tmp_path / "one.npz")
    again = samples.load(tmp_path / "one.npz")
    assert again.checksum == data[0].checksum != data[1].checksum
    np.testing.assert_array_equal(again.truth, data[0].truth)
    np.savez(tmp_path / "two.npz", truth=np.zeros(3))
    with pytest.raises(OptionError, match="holds no samples of change"):
        samples.load(tmp_path / "two.npz")
    with pytest.raises(OptionError, match="SIZE is 72"):
        ChangeLearner(*data, replace(SMALL, size=72))


def test_the_command_trains(data, tmp_path, capsys):
    for part, found in zip(("train", "validate"), data):
        (tmp_path / part).mkdir()
        found.save(tmp_path / part / "0.npz")
    arguments = ["change", str(tmp_path), str(tmp_path / "run"), "--steps", "2", "--batch", "2", "--size", "32", "--width", "4"]
    assert main(arguments) == 0
    assert "F1" in capsys.readouterr().out
    assert main([*arguments[:-1], "8"]) == 1
    assert "begun with other settings" in capsys.readouterr().err
