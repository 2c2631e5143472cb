"""One picture placed in another from the command line."""
from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
from tiepoint.core.jobs.aligntemplate import FILES, main
from tiepoint.core.lucas_kanade import picture_file
from tiepoint.core.lucas_kanade.corners import homography, mapped, template_corners
from tiepoint.core.lucas_kanade.generator import draw
from tiepoint.core.lucas_kanade.sample import eight_bits
from tiepoint.core.models import deep_lk_weights
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.models.preprocessing import Preprocessing


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Files of an input, of a template whose corners lie up to 6 px from the middle, of weights; and the sample."""
    folder = tmp_path_factory.mktemp("given")
    rng = np.random.default_rng(3)
    blocks = cv2.resize(rng.integers(0, 255, (48, 48, 3), np.uint8), (192, 192), interpolation=cv2.INTER_NEAREST)
    sample = draw(cv2.GaussianBlur(blocks, (0, 0), 1), cv2.GaussianBlur(blocks, (0, 0), 1), rng, reach=6)
    for name in ("input", "template"):
        picture_file.write(folder / f"{name}.png", eight_bits(getattr(sample, name)))
    network = DeepLK.random(0, width=4, regression_width=2, hidden=8, bands=6)
    deep_lk_weights.save(folder / "deep.safetensors", network, Preprocessing("any"))
    return folder, sample


def command(folder, out, *more):
    return [str(folder / "input.png"), str(folder / "template.png"), str(out), "--model", str(folder / "deep.safetensors"),
            "--device", "cpu", *more]


def test_all_files_tell_the_same(given, tmp_path, capsys):
    folder, sample = given
    out = tmp_path / "made" / "here"
    begun = ",".join(f"{value:.4f}" for value in (sample.corners + [[1, -1], [0, 1], [-1, 0], [1, 1]]).ravel())
    assert main(command(folder, out, "--corners", begun)) == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    told = json.loads((out / "homography.json").read_text())
    assert told["guess"] == "corners" and told["model"] == "deep" and told["kept_initial"] == bool(told["why"])
    np.testing.assert_allclose(told["initial_corners"], np.array(begun.split(","), float).reshape(4, 2), atol=1e-6)
    np.testing.assert_allclose(mapped(np.array(told["homography"]), template_corners()), told["corners"], atol=1e-6)
    assert set(told["iterations"]) == {"1", "2", "3"} and len(told["residuals"]) == 2
    assert (out / "animation.gif").read_bytes()[:6] == b"GIF89a"
    assert cv2.imread(str(out / "maps.png")).shape[1] == 1200 and cv2.imread(str(out / "aligned.png")).shape[1] == 900
    page = (out / "report.html").read_text()
    assert "data:image/gif;base64," in page and "bottom left" in page and "--corners" in page
    said = capsys.readouterr().out
    assert ("the guess was kept" in said) == told["kept_initial"] and ("guess kept" in page) == told["kept_initial"]


def test_other_sizes_are_refused_or_brought_to_these(given, tmp_path, capsys):
    folder, sample = given
    large = tmp_path / "large"
    large.mkdir()
    (large / "deep.safetensors").write_bytes((folder / "deep.safetensors").read_bytes())
    for name, size in (("input", (384, 288)), ("template", (64, 128))):
        picture_file.write(large / f"{name}.png", cv2.resize(picture_file.read(folder / f"{name}.png")[0], size))
    out = tmp_path / "out"
    assert main(command(large, out)) == 1
    assert "384 x 288 pixels instead of 192 x 192" in capsys.readouterr().err and not out.exists()
    assert main(command(large, out, "--resize", "--guess", "vanilla")) == 0
    told = json.loads((out / "homography.json").read_text())
    # A template in the middle, in pixels of the files: twice as wide, one and a half times as high.
    np.testing.assert_allclose(told["initial_corners"][0], [65.5, 48.25], atol=1e-9)
    np.testing.assert_allclose(mapped(np.array(told["initial"]), [[-0.5, -0.5], [63.5, 127.5]]), [[63.5, 47.5], [319.5, 239.5]],
                               atol=1e-9)


@pytest.mark.parametrize(("more", "said"), [(("--corners", "0,0,0,9,9,9,9,0"), "no quadrilateral"),
                                            (("--corners", "0,0,9,0,9,9,0,9", "--model", "none"), "no model 'none'")])
def test_what_cannot_be_is_told_and_nothing_written(given, tmp_path, capsys, more, said):
    assert main(command(given[0], tmp_path / "out", *more)) == 1
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_guess_that_is_kept_is_said_to_be(given, tmp_path, capsys):
    folder, _ = given
    away = homography(template_corners(), template_corners() + [400.0, 0])
    corners = ",".join(str(value) for value in mapped(away, template_corners()).ravel())
    assert main(command(folder, tmp_path, "--corners", corners)) == 0
    told = json.loads((tmp_path / "homography.json").read_text())
    assert told["kept_initial"] and told["homography"] == told["initial"] and told["residuals"] == [None, None]
    assert "too little" in capsys.readouterr().out and "the guess kept: too little" in (tmp_path / "report.html").read_text()


def test_an_output_that_cannot_be_written_leaves_none(given, tmp_path, capsys):
    (tmp_path / "maps.png").mkdir()
    assert main(command(given[0], tmp_path, "--guess", "vanilla")) == 1
    assert "it is a folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["maps.png"]
