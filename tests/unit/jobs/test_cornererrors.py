"""Estimators compared over a folder of samples: what the files say."""
from __future__ import annotations

import json
import re

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.jobs.cornererrors import ESTIMATORS, main
from tiepoint.core.lucas_kanade import sample_folder
from tiepoint.core.lucas_kanade.corners import unmoved
from tiepoint.core.lucas_kanade.generator import draw
from tiepoint.core.models import clkn_weights, deep_lk_weights
from tiepoint.core.models.clkn import Clkn
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.models.preprocessing import Preprocessing


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Twelve samples of blocks, within 6 px of the middle; the second six have an empty template."""
    folder = tmp_path_factory.mktemp("samples")
    sample_folder.create(folder)
    for number in range(12):
        rng = np.random.default_rng(number)
        blocks = cv2.resize(rng.integers(0, 255, (48, 48, 3), np.uint8), (192, 192), interpolation=cv2.INTER_NEAREST)
        image = cv2.GaussianBlur(blocks, (0, 0), 1)
        other = image if number < 6 else np.zeros_like(image)
        sample_folder.write(folder, draw(image, other, rng, reach=6, name=f"{'same' if number < 6 else 'empty'}_{number:02d}"))
    return folder


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """A file of untrained networks that say that nothing has moved, then that all is turned over."""
    network = DeepLK.random(0, width=4, regression_width=2, hidden=8, regressions=2)
    for regression, matrix in zip(network.regression, (unmoved(), np.diag([-1.0, 1, 1]))):
        with torch.no_grad():
            regression.conv_final.weight.zero_()
            regression.conv_final.bias.copy_(torch.from_numpy(matrix.ravel()[:8]))
    path = tmp_path_factory.mktemp("weights") / "deep.safetensors"
    deep_lk_weights.save(path, network, Preprocessing("RGB", 1 / 255))
    return path


def test_the_files_tell_how_far_off_the_estimators_are(folder, tmp_path, capsys):
    out = tmp_path / "made" / "here"
    assert main([str(folder), str(out), "--group", "same", "same_*", "--estimators", "unmoved", "keypoints"]) == 0
    told = json.loads((out / "summary.json").read_text())["estimators"]
    assert told["keypoints"]["same"]["failed"] == 0 and told["keypoints"]["same"]["median"] < 0.5
    assert told["keypoints"]["all"]["failed"] == 6 and told["keypoints"]["all"]["samples"] == 12
    distances = [np.linalg.norm(sample.corners - [[32, 32], [159, 32], [159, 159], [32, 159]], axis=1).mean()
                 for sample in sample_folder.load(folder)]
    assert told["unmoved"]["all"]["mean"] == pytest.approx(np.mean(distances)) and told["unmoved"]["all"]["failed"] == 0
    lines = (out / "unmoved_errors.txt").read_text().splitlines()
    assert lines[0] == f"empty_06 {distances[0]:.6f}" and len(lines) == 12
    assert (out / "keypoints_errors.txt").read_text().splitlines()[0] == "empty_06 inf"
    assert capsys.readouterr().out == (out / "summary.md").read_text()
    for name in ("cumulative", "cumulative_log", "keypoints_histogram", "unmoved_histogram"):
        assert (out / f"{name}.svg").read_text().endswith("</svg>\n")
    page = (out / "report.html").read_text()
    assert "Without 6 of 12 samples" in page and page.count("<svg") == 4 and "--group same" in page
    assert not re.search(r'(src|href)="(?!data:)', page)


def test_networks_are_taken_from_the_model(folder, weights, tmp_path, capsys):
    one, two = tmp_path / "one", tmp_path / "two"
    clkn_weights.save(tmp_path / "clkn.safetensors", Clkn.random(0, width=2), Preprocessing("RGB", 1 / 255))
    chosen = ["--model", str(weights), "--clkn-model", str(tmp_path / "clkn.safetensors"), "--guess", "simple", "--device", "cpu"]
    assert main([str(folder), str(one), "--most", "8", *chosen]) == 0
    told = json.loads((one / "summary.json").read_text())["estimators"]
    assert list(told) == list(ESTIMATORS) and all(figures["all"]["samples"] == 8 for figures in told.values())
    assert told["regression"]["all"]["mean"] == pytest.approx(told["unmoved"]["all"]["mean"], rel=1e-4)
    errors = {name: np.array([float(line.split()[1]) for line in (one / f"{name}_errors.txt").read_text().splitlines()])
              for name in ("intensities", "regression", "deep-lk")}
    # The first six templates are empty.
    assert (errors["intensities"][6:] < 0.3).all() and not np.allclose(errors["deep-lk"], errors["regression"])
    assert main([str(folder), str(two), "--most", "8", "--model", str(weights), "--estimators", "regression", "--device", "cpu"]) == 0
    assert json.loads((two / "summary.json").read_text())["estimators"]["regression"]["all"]["mean"] > 100
    assert main([str(folder), str(two), "--model", str(tmp_path / "none.safetensors")]) == 1
    assert "no model" in capsys.readouterr().err


def test_without_a_model_the_rest_is_compared(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tiepoint.core.models.store.SHIPPED", tmp_path / "empty")
    assert main([str(folder), str(tmp_path), "--most", "1"]) == 0
    assert list(json.loads((tmp_path / "summary.json").read_text())["estimators"]) == ["unmoved", "keypoints", "intensities"]
    told = capsys.readouterr().err
    assert "Without regression and deep-lk: There is no model" in told and "Without clkn: There is no model" in told
    assert main([str(folder), str(tmp_path), "--most", "1", "--estimators", "deep-lk"]) == 1


def test_failures_are_counted_as_published_on_demand(folder, tmp_path):
    assert main([str(folder), str(tmp_path), "--estimators", "keypoints", "--most", "1", "--compat"]) == 0
    name, error = (tmp_path / "keypoints_errors.txt").read_text().split()
    assert name == "empty_06" and 1200 < float(error) < 1350
    assert not (tmp_path / "unmoved_errors.txt").exists()


def test_what_cannot_be_is_told(folder, tmp_path, capsys):
    assert main([str(tmp_path / "none"), str(tmp_path / "out")]) == 1
    assert main([str(folder), str(tmp_path / "out"), "--group", "map", "*_map_*"]) == 1
    told = capsys.readouterr().err
    assert "no labels" in told and "none matches '*_map_*'" in told and not (tmp_path / "out").exists()
