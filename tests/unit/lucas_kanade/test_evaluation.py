"""Errors, shares and files of estimators whose errors are known."""
from __future__ import annotations

import json
import time

import numpy as np
import pytest
from tiepoint.core.errors import OptionError, OutputError
from tiepoint.core.lucas_kanade import evaluation
from tiepoint.core.lucas_kanade.generator import draw

AWAY = (0.5, 2.0, 4.0, 7.0, 12.0, 30.0, None, 0.9)


@pytest.fixture(scope="module")
def samples(picture):
    image = picture(192, 192)
    return [draw(image, image, np.random.default_rng(number), name=f"s{number}") for number in range(len(AWAY))]


@pytest.fixture(scope="module")
def found(samples):
    """An estimator that is off by AWAY, along (0.6, 0.8), and one that is slow and maps nowhere."""
    truth = iter(list(zip(samples, AWAY)))

    def off(image, template):
        sample, away = next(truth)
        assert image is sample.input and template is sample.template
        return None if away is None else np.array([[1, 0, 0.6 * away], [0, 1, 0.8 * away], [0, 0, 1]]) @ sample.homography

    def nowhere(image, template):
        time.sleep(0.01)
        return np.zeros((3, 3))

    groups = {f"s{number}": "map" if number % 2 else "season" for number in range(7)}
    return evaluation.evaluate({"off": off, "nowhere": nowhere}, iter(samples), groups)


def test_errors_are_mean_distances_of_the_corners(found, samples):
    np.testing.assert_allclose(found["off"].errors, [np.inf if away is None else away for away in AWAY], atol=1e-9)
    assert found["off"].names == tuple(f"s{number}" for number in range(8))
    assert np.isinf(found["nowhere"].errors).all() and found["nowhere"].seconds.mean() > 0.009 > found["off"].seconds.mean()
    truth = [sample.homography for sample in samples]
    perfect = evaluation.evaluate({"perfect": lambda *_: truth.pop(0)}, samples)["perfect"]
    assert perfect.errors.max() < 1e-9 and perfect.groups == ("",) * 8


def test_the_summary_counts_failures_and_goes_by_groups(found):
    rows = evaluation.summary(found["off"])
    assert list(rows) == ["all", "season", "map"]
    assert rows["all"]["shares"] == pytest.approx([2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8])
    assert (rows["all"]["samples"], rows["all"]["failed"]) == (8, 1)
    assert rows["all"]["median"] == pytest.approx(5.5) and rows["all"]["mean"] == pytest.approx((0.5 + 2 + 4 + 7 + 12 + 30 + 0.9) / 7)
    assert rows["season"]["samples"] == 4 and rows["season"]["failed"] == 1 and rows["season"]["shares"][0] == 0.25
    assert rows["map"]["samples"] == 3 and rows["map"]["mean"] == pytest.approx((2 + 7 + 30) / 3)
    lost = evaluation.summary(found["nowhere"])["all"]
    assert lost["median"] is None and lost["mean"] is None and lost["failed"] == 8 and lost["shares"] == [0.0] * 5


def test_a_share_is_of_errors_below_its_threshold():
    assert evaluation.shares(np.array([1.0, 0.999, np.inf]), (1, 1000)) == pytest.approx([1 / 3, 2 / 3])


def test_the_file_of_errors_has_a_line_for_each_sample(found, samples, tmp_path):
    evaluation.write_errors(tmp_path / "errors.txt", found["off"])
    lines = (tmp_path / "errors.txt").read_text().splitlines()
    assert lines[:2] == ["s0 0.500000", "s1 2.000000"] and lines[6] == "s6 inf" and len(lines) == 8
    evaluation.write_errors(tmp_path / "errors.txt", found["off"], compat=True)
    name, error = (tmp_path / "errors.txt").read_text().splitlines()[6].split()
    assert name == "s6" and float(error) == pytest.approx(np.hypot(*(samples[6].corners - 1000).T).mean(), abs=1e-5)
    with pytest.raises(OutputError):
        evaluation.write_errors(tmp_path / "none" / "errors.txt", found["off"])


def test_tables_say_the_same(found, tmp_path):
    text = evaluation.markdown(found).splitlines()
    assert len(text) == 2 + 6 and len({line.count("|") for line in text}) == 1
    assert text[2].startswith("| off | all | 8 | 25.0% | 37.5% | 50.0% | 62.5% | 75.0% | 5.500 | 8.057 | 1 |")
    assert text[5].startswith("| nowhere | all | 8 | 0.0% |") and "| none | none | 8 |" in text[5]
    evaluation.write_json(tmp_path / "a.json", found)
    held = json.loads((tmp_path / "a.json").read_text())
    assert held["thresholds_px"] == [1, 3, 5, 10, 20] and held["estimators"]["off"]["map"]["samples"] == 3
    assert held["estimators"]["nowhere"]["all"]["median"] is None


def test_no_samples_are_no_result():
    with pytest.raises(OptionError, match="no samples"):
        evaluation.evaluate({}, [])
