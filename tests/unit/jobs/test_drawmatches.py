"""Two pictures matched and drawn from the command line."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.jobs.drawmatches import main, matched
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.training.scenes.distortion import Distortion
from tiepoint.core.training.scenes.pair import make_pair

SHIFT = np.array([8.0, -12.0])


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Files of one scene in colours and in near infrared, the second moved by SHIFT."""
    folder = tmp_path_factory.mktemp("pictures")
    pair = make_pair(320, 320, 77, Distortion(), "rgb", "nir", 0, 0, 0.0, oversample=1.0)
    first, second = np.asarray(pair.reference)[:3].transpose(1, 2, 0), np.asarray(pair.target)[0]
    matrix = np.c_[np.eye(2), SHIFT]
    second = cv2.warpAffine(second, matrix, (360, 300), borderMode=cv2.BORDER_REFLECT)
    for name, image in (("first", first[..., ::-1]), ("second", second)):
        assert cv2.imwrite(str(folder / f"{name}.png"), np.ascontiguousarray(image).astype(np.uint8))
    return folder / "first.png", folder / "second.png"


@pytest.mark.parametrize(("rule", "compat", "tolerance", "within"), [("mutual", False, 3.0, 5.0), ("mean-gap", True, 30.0, 30.0)])
def test_most_inliers_are_right(pictures, rule, compat, tolerance, within):
    """As far as the tolerance lets them be; the published one hides errors of many pixels."""
    images = [(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), None) for path in pictures]
    found = matched(load_describer("d2-slim-1", "cpu"), images, rule, tolerance=tolerance, compat=compat)
    first, second = (found.keypoints[side].xy[found.index[found.inliers, side]] for side in (0, 1))
    assert len(first) >= 20
    assert (np.hypot(*(first + SHIFT - second).T) < within).mean() > 0.8


@pytest.mark.parametrize(("layout", "size"), [("horizontal", (320, 690)), ("vertical", (630, 360))])
def test_the_drawing_holds_both_pictures_and_says_what_was_found(pictures, tmp_path, capsys, layout, size):
    assert main([*map(str, pictures), str(tmp_path / "drawn.png"), "--layout", layout, "--model", "d2-slim-1", "--device", "cpu"]) == 0
    drawn = cv2.imread(str(tmp_path / "drawn.png"))
    assert drawn.shape[:2] == size
    said = capsys.readouterr().out
    assert "keypoints" in said and "agree on an affine map" in said
    pure = cv2.imread(str(pictures[0])).astype(int)
    share = (np.abs(drawn[:320, :320] - pure).max(axis=2) > 8).mean()
    assert 0.005 < share < 0.6, "lines and markers, and the picture between them"


def test_what_is_no_picture_is_refused(pictures, tmp_path, capsys):
    (tmp_path / "text.png").write_text("no picture")
    assert main([str(pictures[0]), str(tmp_path / "text.png"), str(tmp_path / "drawn.png"), "--model", "d2-slim-1"]) == 1
    assert "is no image" in capsys.readouterr().err and not (tmp_path / "drawn.png").exists()
