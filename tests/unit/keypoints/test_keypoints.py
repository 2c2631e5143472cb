"""Keypoints: the strongest, and their files."""
from __future__ import annotations

import numpy as np
import pytest
from scipy import io
from tiepoint.core.errors import OptionError
from tiepoint.core.keypoints.keypoints import Keypoints


def made(count: int = 20, seed: int = 0) -> Keypoints:
    rng = np.random.default_rng(seed)
    descriptors = rng.normal(size=(count, 8)).astype(np.float32)
    descriptors /= np.linalg.norm(descriptors, axis=1, keepdims=True)
    return Keypoints(rng.uniform(0, 100, (count, 2)), rng.choice([1.0, 2.0, 4.0], count), rng.random(count).astype(np.float32), descriptors)


def equal(one: Keypoints, other: Keypoints) -> bool:
    return all(np.allclose(getattr(one, name), getattr(other, name), rtol=0, atol=1e-12) and
               getattr(one, name).dtype == getattr(other, name).dtype for name in ("xy", "scale", "scores", "descriptors"))


def test_the_strongest_come_first_and_equal_ones_by_place():
    keypoints = Keypoints(np.array([[3.0, 1], [2, 5], [2, 4], [2, 4], [9, 9]]), np.array([1.0, 1, 2, 1, 1]),
                          np.array([1, 1, 1, 1, 2], np.float32), np.eye(5, dtype=np.float32))
    assert keypoints.best(None).descriptors.argmax(1).tolist() == [4, 3, 2, 1, 0]
    assert len(keypoints.best(2)) == 2 and len(keypoints.best(99)) == 5
    mixed = made()
    assert equal(mixed[np.random.default_rng(1).permutation(20)].best(7), mixed.best(7))


def test_parts_become_one():
    whole = Keypoints.concatenated([Keypoints.none(8), made(5), made(3, 1)])
    assert len(whole) == 8 and equal(whole[:5], made(5)) and equal(whole[5:], made(3, 1)) and not len(Keypoints.none(4))


@pytest.mark.parametrize("suffix", ["npz", "mat"])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_a_file_brings_back_what_was_written(tmp_path, suffix, count):
    path = tmp_path / f"one.{suffix}"
    made(count).save(path)
    assert equal(Keypoints.load(path), made(count))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [f"one.{suffix}"]


def test_files_count_from_the_centre_of_the_first_pixel(tmp_path):
    keypoints = made()
    keypoints.save(tmp_path / "one.npz")
    keypoints.save(tmp_path / "one.mat")
    for fields in (np.load(tmp_path / "one.npz"), io.loadmat(tmp_path / "one.mat")):
        assert np.allclose(fields["keypoints"], np.column_stack((keypoints.xy - 0.5, keypoints.scale)))
        assert fields["scores"].size == 20 and np.allclose(fields["descriptors"], keypoints.descriptors)


def fields_of(**changed):
    keypoints = made(4)
    return {"keypoints": np.column_stack((keypoints.xy, keypoints.scale)), "scores": keypoints.scores,
            "descriptors": keypoints.descriptors} | changed


@pytest.mark.parametrize("changed", [
    {"keypoints": np.zeros((4, 2))}, {"keypoints": np.zeros((4, 3))}, {"scores": np.zeros(3)}, {"scores": np.full(4, np.nan)},
    {"descriptors": np.ones((4, 8))}, {"descriptors": np.ones((3, 8))}, {"descriptors": np.array(["a"] * 4)},
    {"scores": np.array([{}] * 4, object)}])
def test_fields_that_are_no_keypoints_are_refused(tmp_path, changed):
    np.savez(tmp_path / "one.npz", **fields_of(**changed))
    with pytest.raises(OptionError, match="holds no keypoints"):
        Keypoints.load(tmp_path / "one.npz")


def test_files_that_are_none_are_refused(tmp_path):
    np.savez(tmp_path / "lacking.npz", keypoints=np.zeros((0, 3)))
    whole = tmp_path / "whole.npz"
    made().save(whole)
    (tmp_path / "cut.npz").write_bytes(whole.read_bytes()[:200])
    made().save(tmp_path / "whole.mat")
    (tmp_path / "cut.mat").write_bytes((tmp_path / "whole.mat").read_bytes()[:200])
    for name in ("text.npz", "text.mat", "empty.npz", "empty.mat"):
        (tmp_path / name).write_text("nothing of the kind, whatever the name says" * (not name.startswith("empty")))
    for name in ("lacking.npz", "cut.npz", "cut.mat", "text.npz", "text.mat", "empty.npz", "empty.mat", "missing.npz", "missing.mat"):
        with pytest.raises(OptionError, match="holds no keypoints"):
            Keypoints.load(tmp_path / name)
    with pytest.raises(OptionError, match="no name"):
        made().save(tmp_path / "one.txt")
