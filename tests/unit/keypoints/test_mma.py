"""The mean matching accuracy of matches whose errors are known, and its table over files as they are extracted."""
from __future__ import annotations

import csv
import json
import re

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError, OptionError
from tiepoint.core.geometry.projective import Projective
from tiepoint.core.keypoints import mma

H = np.array([[1.1, 0.05, 20.0], [-0.04, 0.95, 10.0], [1e-4, -5e-5, 1.0]])


def moved(xy, matrix=H):
    seen = np.column_stack([xy, np.ones(len(xy))]) @ matrix.T
    return seen[:, :2] / seen[:, 2:]


def scene(folder, name, count=200, matched=160, wrong=40, seed=0, matrix=H, dtype=np.float32):
    """Two npz files and the homography: ``matched`` keypoints are the same, ``wrong`` of them lie 50 px off; a row of the table."""
    rng = np.random.default_rng(seed)
    base = np.abs(rng.normal(size=(count, 64)))
    xy = rng.uniform(0, 400, (count, 2))
    there = moved(xy, matrix)
    there[:wrong] += 50.0
    other = np.abs(rng.normal(size=(count, 64)))
    other[:matched] = base[:matched]
    for part, place, described in (("a", xy, base), ("b", there, other)):
        described = (described / np.linalg.norm(described, axis=1, keepdims=True)).astype(dtype)
        np.savez(folder / f"{name}_{part}.npz", keypoints=np.column_stack([place, np.ones(count)]).astype(np.float32),
                 scores=np.ones(count), descriptors=described)
    np.savetxt(folder / f"{name}.txt", 3.0 * matrix)
    return [f"{name}_a.npz", f"{name}_b.npz", f"{name}.txt"]


def write(path, rows, head=("reference", "target", "homography", "group")):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_shares_are_those_of_the_errors():
    first = np.random.default_rng(0).uniform(0, 300, (8, 2))
    errors = np.array([0.0, 0.5, 0.999, 1.001, 3.5, 7.5, 9.999, 30.0])
    second = moved(first) + errors[:, None] * [0.6, -0.8]
    shares = mma.accuracy(first, second, Projective(H).forward)
    assert shares.tolist() == pytest.approx([np.mean(errors <= threshold) for threshold in range(1, 11)]) and len(shares) == 10
    assert mma.accuracy(first, second, Projective(H).forward, (0.7,)).tolist() == [0.25]
    assert mma.accuracy([[0, 0], [5, 5]], [[0, 3], [5, 8.5]], lambda xy: xy)[:4].tolist() == [0, 0, 0.5, 1], "a threshold is within"


def test_no_matches_count_as_none_right_and_no_place_as_wrong():
    assert mma.accuracy([], [], moved).tolist() == [0.0] * 10
    assert mma.accuracy([[0, 0], [1, 1]], [[0, 0], [1, 1]], lambda xy: np.where(xy > 0, xy, np.nan)).tolist() == [0.5] * 10
    with pytest.raises(GeometryError, match="2 first but 1 second"):
        mma.accuracy([[0, 0], [1, 1]], [[0, 0]], moved)


def test_inliers_are_those_of_one_homography():
    rng = np.random.default_rng(1)
    first = rng.uniform(0, 400, (300, 2))
    second = moved(first) + rng.normal(0, 0.5, first.shape)
    second[:220] = rng.uniform(0, 400, (220, 2))
    assert 78 <= mma.inliers(first, second) <= 84 and mma.inliers(first, second) == mma.inliers(first, second)
    assert mma.inliers(first[:3], second[:3]) == 0 and mma.inliers([], []) == 0


def test_a_pair_is_judged(tmp_path):
    row = scene(tmp_path, "one")
    features = [mma.read_features(tmp_path / name) for name in row[:2]]
    judged = mma.judge(*features, mma.read_homography(tmp_path / row[2]).forward)
    right = 120 / judged.matches
    assert 160 <= judged.matches < 200 and judged.reference_count == judged.target_count == 200
    assert judged.shares == pytest.approx([right] * 10, abs=0.03) and 120 <= judged.inliers < 125
    strict = mma.judge(*features, moved, "mutual-ratio", 0.5)
    assert strict.matches == 160 and strict.shares == pytest.approx([0.75] * 10)


def test_means_are_over_pairs_and_an_image_counts_once():
    def one(reference, target, group, counts, matches, share):
        return mma.Judged(reference, target, group, *counts, matches, matches // 2, (share,) * 10)

    means = mma.summary([one("a", "b", "i", (100, 50), 40, 0.9), one("a", "c", "i", (100, 60), 20, 0.5),
                         one("d", "e", "v", (10, 7), 0, 0.0)])
    assert list(means) == ["all", "i", "v"] and means["i"]["mma"] == pytest.approx([0.7] * 10)
    assert means["all"]["mma"] == pytest.approx([1.4 / 3] * 10), "a pair without matches counts 0"
    assert (means["all"]["pairs"], means["all"]["matches"], means["all"]["inliers"]) == (3, 20.0, 10.0)
    assert (means["all"]["features"], means["all"]["features_least"], means["all"]["features_most"]) == (227 / 5, 7, 100)
    with pytest.raises(OptionError, match="no pairs"):
        mma.summary([])


def test_a_table_of_files_is_judged(tmp_path, capsys):
    rows = [[*scene(tmp_path, "one"), "i"], [*scene(tmp_path, "two", wrong=0, seed=1, dtype=np.float16), "v"]]
    pairs = write(tmp_path / "pairs.csv", rows)
    assert mma.main([str(pairs), "--device", "cpu", "--output", str(tmp_path / "o.csv"), "--json", str(tmp_path / "o.json"),
                     "--rule", "mutual-ratio"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown] == ["group", "all", "i", "v"] and shown[1].split()[1:5] == ["2", "200.0", "[200,", "200]"]
    told = json.loads((tmp_path / "o.json").read_text())
    assert told["thresholds_px"] == list(range(1, 11)) and told["rule"] == "mutual-ratio"
    assert told["groups"]["i"]["mma"] == pytest.approx([0.75] * 10) and told["groups"]["v"]["mma"] == pytest.approx([1.0] * 10)
    assert told["groups"]["all"]["mma"] == pytest.approx([0.875] * 10) and told["groups"]["all"]["matches"] == 160
    with open(tmp_path / "o.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["group"] for line in lines] == ["i", "v"] and float(lines[0]["within_10_px"]) == pytest.approx(0.75)
    assert lines[1]["inliers"] == lines[1]["matches"] == "160"


@pytest.mark.parametrize(("spoilt", "told"), [
    ("no table", "cannot be read"), ("columns", "the columns reference, target, homography"), ("npz", "holds no keypoints"),
    ("names", "holds no keypoints: 'descriptors is not a file in the archive'"), ("shapes", "descriptors of the shape \\(3, 4\\)"),
    ("homography", "holds no homography"), ("matrix", "of the shape \\(2, 3\\)"), ("itself", "pairs.csv"),
])
def test_what_cannot_be_judged_is_one_sentence(tmp_path, capsys, spoilt, told):
    row = scene(tmp_path, "one")
    pairs = write(tmp_path / "pairs.csv", [[*row, ""]], ("reference", "target", "map", "x") if spoilt == "columns" else
                  ("reference", "target", "homography", "group"))
    given = [str(tmp_path / "none.csv" if spoilt == "no table" else pairs)]
    if spoilt == "npz":
        (tmp_path / row[1]).write_bytes(b"PK\3\4x")
    elif spoilt == "names":
        np.savez(tmp_path / row[1], keypoints=np.zeros((3, 3)))
    elif spoilt == "shapes":
        np.savez(tmp_path / row[1], keypoints=np.zeros((5, 3)), descriptors=np.zeros((3, 4)))
    elif spoilt == "homography":
        (tmp_path / row[2]).write_text("1 2 x")
    elif spoilt == "matrix":
        np.savetxt(tmp_path / row[2], H[:2])
    elif spoilt == "itself":
        given += ["--output", str(pairs)]
    assert mma.main(given) == 1
    shown = capsys.readouterr()
    assert shown.out == "" and len(shown.err.strip().splitlines()) <= 2
    assert re.search(told, shown.err), shown.err
