"""Labels in the published format, and files that are none."""
from __future__ import annotations

import json

import numpy as np
import pytest
from tiepoint.core.errors import OptionError, OutputError
from tiepoint.core.lucas_kanade import labels

CORNERS = np.array([[3, 60], [150, 1], [191, 140], [12, 128]], float)      # top left, top right, bottom right, bottom left
TEXT = ('{"location": [{"top_left_u": 3, "top_left_v": 60}, {"top_right_u": 150, "top_right_v": 1}, '
        '{"bottom_left_u": 12, "bottom_left_v": 128}, {"bottom_right_u": 191, "bottom_right_v": 140}]}')


def test_the_format_is_the_published_one(tmp_path):
    labels.write(tmp_path / "one_label.txt", CORNERS)
    assert (tmp_path / "one_label.txt").read_text() == TEXT
    np.testing.assert_array_equal(labels.read(tmp_path / "one_label.txt"), CORNERS)


def test_real_numbers_stay_as_they_are(tmp_path):
    labels.write(tmp_path / "a", CORNERS + 0.123456789012345)
    np.testing.assert_array_equal(labels.read(tmp_path / "a"), CORNERS + 0.123456789012345)


def spoilt(change):
    held = json.loads(TEXT)
    change(held)
    return json.dumps(held)


@pytest.mark.parametrize(("text", "told"), [
    ("no json", "cannot be read"), ("[]", "no list 'location'"), ("{}", "no list 'location'"),
    (spoilt(lambda held: held["location"].pop()), "4 corners"),
    (spoilt(lambda held: held["location"].reverse()), "'top_left_u'"),
    (spoilt(lambda held: held["location"][2].pop("bottom_left_v")), "'bottom_left_v'"),
    (spoilt(lambda held: held["location"][1].update(top_right_u="4")), "'top_right_u'"),
    (spoilt(lambda held: held["location"][1].update(top_right_u=True)), "'top_right_u'"),
    (spoilt(lambda held: held["location"][3].update(bottom_right_v=float("nan"))), "'bottom_right_v'"),
    (spoilt(lambda held: held.update(location=[1, 2, 3, 4])), "'top_left_u'")])
def test_what_is_no_label_is_told(tmp_path, text, told):
    (tmp_path / "x_label.txt").write_text(text)
    with pytest.raises(OptionError, match=told) as caught:
        labels.read(tmp_path / "x_label.txt")
    assert "x_label.txt" in str(caught.value) and caught.value.hint


def test_a_missing_file_and_folder_are_told(tmp_path):
    with pytest.raises(OptionError, match="cannot be read"):
        labels.read(tmp_path / "none.txt")
    with pytest.raises(OutputError, match="folder does not exist"):
        labels.write(tmp_path / "none" / "a.txt", CORNERS)
