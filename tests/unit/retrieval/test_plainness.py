"""Even tiles, and tiles that touch: what there is to see measured on known patterns, patches on known neighbours, kept by the file."""
from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from tiepoint.core.progress import Cancelled
from tiepoint.core.retrieval import index_file
from tiepoint.core.retrieval.patches import firsts
from tiepoint.core.retrieval.places import Places, of_tiles
from tiepoint.core.retrieval.plainness import STEPS, UNKNOWN, detail, is_even
from tiepoint.core.retrieval.ranking import Examples
from tiepoint.core.retrieval.search import Conditions, search

Y, X = np.mgrid[:128, :128]


def shown(grey, noise=0.0):
    image = np.broadcast_to(np.asarray(grey, float), (3, 128, 128)) + np.random.default_rng(0).normal(0, noise, (3, 128, 128))
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)[None]


@pytest.mark.parametrize("tile", [shown(90), shown(60, noise=2.5), shown(40 + X / 8), shown(0), shown(255), shown(1, 0.5)],
                         ids=["one grey", "noise", "slope", "black", "white", "nearly black"])
def test_there_is_nothing_to_see(tile):
    assert is_even(detail(tile)).all()


@pytest.mark.parametrize("tile", [shown(90 + 8 * (X // 16 % 2), noise=2.5), shown(90 + 60 * ((X - 60) ** 2 + (Y - 70) ** 2 < 25)),
                                  shown(np.where(X < 64, 60, 90)), shown(255 * (X // 16 % 2), noise=4)],
                         ids=["faint stripes", "a ship", "a shore", "black and white"])
def test_there_is_something_to_see(tile):
    assert not is_even(detail(tile)).any()


def test_detail_is_the_deviation_of_a_pattern():
    """Of stripes of 8 px, +-10 grey levels: one by one a cell of 4 px, nothing of them is slow."""
    assert detail(shown(100 + 20 * (X // 8 % 2)))[0] == pytest.approx(10 * STEPS, rel=0.03)
    assert not is_even(np.array([UNKNOWN], np.uint8)).any()


def neighbours(columns, rows, places=None):
    """A grid of places of one side, or those of it that are named."""
    boxes = np.array([(col, row, col + 1, row + 1) for row in range(rows) for col in range(columns)], float)
    return Places(boxes if places is None else boxes[places], np.full(len(boxes if places is None else places), -1))


def test_a_patch_hangs_together_by_touch_and_likeness():
    codes = np.zeros((6, 8), np.uint8)
    codes[3:, 0] = 0b111
    # 0 1 2 in one row alike, 3 4 5 in the next alike; the two rows differ in three bits.
    places = neighbours(3, 2)
    assert firsts(places, codes, 2).tolist() == [True, False, False, True, False, False]
    assert firsts(places, codes, 3).tolist() == [True] + [False] * 5
    assert firsts(places, codes, 2, np.array([0, 1, 0, 1, 0, 0], bool)).tolist() == [True] + [False] * 5, "even ones join the two"
    assert firsts(places, codes, 2, np.array([0, 1, 0, 0, 0, 0], bool)).sum() == 2
    apart = neighbours(5, 1, [0, 2, 3])
    assert firsts(apart, codes[:3], 0).tolist() == [True, True, False]
    elsewhere = Places(apart.boxes, np.array([-1, 4, 7]))
    assert firsts(elsewhere, codes[:3], 0).all(), "rasters without CRS know nothing of each other"
    assert firsts(replace(apart, boxes=np.full((3, 4), np.nan)), codes[:3], 64).all(), "nobody knows where they lie"


def test_looking_for_patches_of_many_tiles_can_be_stopped():
    """Of a quarter of a million tiles no more is looked at after the stop than some at a time, of which there are many."""
    side, asked = 500, []
    places, codes = neighbours(side, side), np.zeros((side * side, 8), np.uint8)

    def stop_at(most):
        def alive():
            asked.append(most)
            if len(asked) == most:
                raise Cancelled()
        return alive

    assert firsts(places, codes, 0, alive=stop_at(-1)).sum() == 1
    often = len(asked)
    assert often >= 2 * side * side / 20_000
    for most in (1, often // 2, often):
        asked.clear()
        with pytest.raises(Cancelled):
            firsts(places, codes, 0, alive=stop_at(most))
        assert len(asked) == most


@pytest.mark.parametrize("crs", [32633, None])
def test_a_lake_is_one_result(made, crs):
    """Of ten by ten tiles of a raster, the first four columns are a lake, one corner another one."""
    index = made(rasters=1, crs=crs)
    col, row = index.windows[:, 0] // 20, index.windows[:, 1] // 20
    lake, pond = col < 4, (col > 7) & (row > 7)
    codes = index.codes.copy()
    codes[lake | pond] = codes[0]
    codes[5, 0] ^= 0b11
    even = np.where(lake | pond, 3, 200).astype(np.uint8)
    index = replace(index, codes=codes, detail=even)
    examples = Examples(np.unpackbits(codes[:1], axis=1).astype(float), np.empty((0, 64)))
    plain = search(index, examples, 30, Conditions(unwanted=np.array([0])))
    assert (lake | pond)[plain.rows].all()
    for conditions in (Conditions(unwanted=np.array([0]), merged=True), Conditions(unwanted=np.array([0]), merged_even=True)):
        found = search(index, examples, 30, conditions)
        assert len(found.rows) == 30 and lake[found.rows].sum() == 1 and pond[found.rows].sum() == 1
        assert found.rows[0] == 1 and (np.diff(found.scores) >= 0).all()
    assert len(of_tiles(index, found.rows)) == 30


def test_what_joins_a_lake_may_be_far(made, monkeypatch):
    """Only the shores of a lake have the example's code; what lies between them has none of it."""
    monkeypatch.setattr("tiepoint.core.retrieval.search._LEAST", 1)
    monkeypatch.setattr("tiepoint.core.retrieval.search._FOR_EACH", 1)
    index = made(rasters=1)
    col = index.windows[:, 0] // 20
    codes, asked = index.codes.copy(), index.codes[:1]
    codes[(col == 2) | (col == 6)] = asked
    codes[(col > 2) & (col < 6)] = ~asked
    lake = (col >= 2) & (col <= 6)
    index = replace(index, codes=codes, detail=np.where(lake, 3, 200).astype(np.uint8))
    examples = Examples(np.unpackbits(asked, axis=1).astype(float), np.empty((0, 64)))
    found = search(index, examples, 3, Conditions(unwanted=np.array([0]), merged_even=True))
    assert len(found.rows) == 3 and lake[found.rows].tolist() == [True, False, False]


def test_the_file_keeps_what_there_is_to_see_and_older_files_do_not_know(made, tmp_path):
    index = replace(made(), detail=(np.arange(200) % 255).astype(np.uint8))
    path = str(tmp_path / "index.gpkg")
    index_file.save(path, index)
    assert (index_file.load(path).detail == index.detail).all()
    assert (index_file.load(path).without([0]).detail == index.detail[100:]).all()
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE vgpkg_tiepoint_tiles DROP COLUMN detail")
    old = index_file.load(path)
    assert (old.detail == UNKNOWN).all() and (old.codes == index.codes).all()
