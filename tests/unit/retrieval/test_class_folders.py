"""Archives of classes: whose names are understood, how they are divided, what is refused."""
from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.retrieval import class_folders
from tiepoint.core.retrieval.class_folders import divided, listed


def picture(path, value=90, shape=(12, 16, 3)):
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full(shape, value, np.uint8))


@pytest.mark.parametrize(("stem", "wanted"), [("agricultural07", "agricultural"), ("airport_12", "airport"), ("tile", ""), ("07", ""),
                                              ("StorageTanks_101", "storagetanks")])
def test_names_tell_classes(stem, wanted):
    assert class_folders.class_of(stem) == wanted


def test_folders_and_names_are_listed_by_number(tmp_path):
    for number in (1, 2, 10):
        picture(tmp_path / "aid" / f"airport_{number}.jpg")
        picture(tmp_path / "aid" / f"beach_{number}.jpg")
        picture(tmp_path / "ucm" / "airplane" / f"airplane{number:02d}.tif")
        picture(tmp_path / "ucm" / "river" / f"river{number:02d}.tif")
    aid, ucm = listed(tmp_path / "aid"), listed(tmp_path / "ucm")
    assert aid.files[:3] == ("airport_1.jpg", "airport_2.jpg", "airport_10.jpg") and aid.classes == ("airport", "beach")
    assert ucm.files[3] == "river/river01.tif" and list(ucm.labels) == [0, 0, 0, 1, 1, 1]
    assert class_folders.number_of(ucm.files[5]) == 10


def test_classes_are_divided_alike_in_order_or_by_lot(tmp_path):
    archive = class_folders.Archive(tmp_path, tuple(f"{name}/{number:03d}.png" for name in "ab" for number in range(100)),
                                    np.repeat([0, 1], 100), ("a", "b"))
    parts = divided(archive, (0.6, 0.0, 0.4))
    assert len(parts["train"]) == 120 and len(parts["test"]) == 80 and parts["test"][0] == "a/060.png"
    one, same, other = (divided(archive, (0.5, 0.1, 0.4), seed) for seed in (0, 0, 1))
    assert one == same != other and [len(one[part]) for part in class_folders.PARTS] == [100, 20, 80]
    class_folders.disjoint(one)
    assert set().union(*one.values()) == set(archive.files)
    assert class_folders.split_digest(one) != class_folders.split_digest(other)
    (tmp_path / "split.json").write_text(class_folders.split_text(one), encoding="utf-8")
    assert class_folders.read_split(tmp_path / "split.json") == one
    np.testing.assert_array_equal(class_folders.chosen(archive, ("b/000.png", "a/003.png")), [100, 3])
    with pytest.raises(OptionError, match="lacks 1 tiles of the split, such as c/000.png"):
        class_folders.chosen(archive, ("c/000.png",))
    with pytest.raises(OptionError, match="no shares"):
        divided(archive, (0.6, 0.6, 0.4))


def test_what_is_no_archive_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    picture(tmp_path / "flat" / "one.png")
    picture(tmp_path / "single" / "a" / "one.png")
    for name, told in (("none", "no folder"), ("empty", "0 classes"), ("flat", "class of 1 of 1 tiles"), ("single", "1 classes")):
        with pytest.raises(OptionError, match=told):
            listed(tmp_path / name)
    (tmp_path / "flat" / "bad.png").write_bytes(b"no picture")
    with pytest.raises(OptionError, match="no picture that can be read"):
        class_folders.read(tmp_path / "flat" / "bad.png", 8)


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"format": "x", "train": [], "validate": [], "test": []}),
                                     json.dumps({"format": "tiepoint-split-1", "train": ["a"], "validate": [], "test": ["a"]})])
def test_split_files_that_lie_are_refused(tmp_path, content):
    (tmp_path / "s.json").write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match="no split file|is in train and in test"):
        class_folders.read_split(tmp_path / "s.json")


def test_a_tile_is_read_in_the_order_of_its_colours(tmp_path):
    image = np.zeros((20, 10, 3), np.uint8)
    image[..., 2] = 200                                      # red, as OpenCV keeps it
    cv2.imwrite(str(tmp_path / "red.png"), image)
    tile = class_folders.read(tmp_path / "red.png", 8)
    assert tile.shape == (3, 8, 8) and (tile[0] == 200).all() and not tile[1:].any()
