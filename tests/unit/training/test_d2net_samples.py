"""Pairs of pictures for D2-Net: cells that correspond show the same ground, and none that shows no ground."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.training.d2net import sample
from tiepoint.core.training.d2net.sample import LEAST_CELLS, corresponding, draw
from tiepoint.core.training.layers.stack import Stack

SIDE = 128
UNMOVED = np.array([[1.0, 0, 0], [0, 1, 0]])


def cells_of(stride):
    """Cells a side that the network has: at stride 4 the mean over 2 x 2 takes one."""
    return SIDE // stride - (stride == 4)


def written_out(matrix, valid, target_valid, stride):
    """{cell: where it is in the target, in cells}, a cell at a time."""
    count, found = cells_of(stride), {}

    def seen(picture, i, j):
        return picture[max(stride * i - 1, 0):stride * i + 8, max(stride * j - 1, 0):stride * j + 8].all()

    for i, j in np.ndindex(count, count):
        x, y = matrix @ [stride * j + 3.5, stride * i + 3.5, 1.0]
        there = (y - 3.5) / stride, (x - 3.5) / stride
        if all(0 <= value <= count - 1 for value in there) and seen(valid, i, j):
            if seen(target_valid, *(int(np.rint(value)) for value in there)):
                found[i, j] = there
    return found


@pytest.mark.parametrize("stride", [4, 8])
@pytest.mark.parametrize("matrix", [UNMOVED, np.array([[0.93, 0.31, -11.3], [-0.28, 0.88, 23.7]]),
                                    np.array([[1.2, 0, 5.1], [0, 1.2, -30.2]])])
def test_cells_lie_where_the_matrix_says_and_show_ground(stride, matrix):
    rng = np.random.default_rng(0)
    holes, others = np.ones((SIDE, SIDE), bool), np.ones((SIDE, SIDE), bool)
    for valid in (holes, others):
        for row, col in rng.integers(0, SIDE - 15, (4, 2)):
            valid[row:row + 15, col:col + 9] = False
    for valid, target_valid in ((np.ones_like(holes), np.ones_like(holes)), (holes, np.ones_like(holes)), (holes, others)):
        cells, there = corresponding(matrix, valid, target_valid, stride)
        wanted = written_out(matrix, valid, target_valid, stride)
        assert cells.dtype == np.int64 and there.dtype == np.float64
        assert [tuple(cell) for cell in cells] == list(wanted) and len(wanted) > 40
        assert there == pytest.approx(np.array(list(wanted.values())), abs=1e-9)


@pytest.mark.parametrize("stride", [4, 8])
def test_moved_by_whole_cells_they_are_the_others(stride):
    everywhere = np.ones((SIDE, SIDE), bool)
    cells, there = corresponding(UNMOVED, everywhere, everywhere, stride)
    assert len(cells) == cells_of(stride) ** 2 and np.array_equal(cells, there)
    cells, there = corresponding(np.array([[1.0, 0, 3 * stride], [0, 1, -stride]]), everywhere, everywhere, stride)
    assert np.array_equal(cells + [-1, 3], there) and len(cells) == (cells_of(stride) - 1) * (cells_of(stride) - 3)
    nowhere = np.zeros_like(everywhere)
    for seen in ((nowhere, everywhere), (everywhere, nowhere)):
        assert not len(corresponding(UNMOVED, *seen, stride)[0])


@pytest.fixture
def bare(monkeypatch):
    """Samples show the values of the layers, 0 to 255."""
    monkeypatch.setattr(sample, "disturbed", lambda image, rng, cross_modal: image)
    monkeypatch.setattr(sample, "_picture", lambda image, valid: np.broadcast_to(255 * image, (3, *image.shape)))


def at(picture, cells, stride):
    """Values (N,) at the centres of cells, which lie in the middle of four pixels, or between cells."""
    rows, cols = (stride * cells + 3.5).T
    (top, left), picture = (np.floor(one).astype(int).clip(0, SIDE - 2) for one in (rows, cols)), picture[0].astype(np.float64)
    down, across = rows - top, cols - left
    return ((1 - down) * ((1 - across) * picture[top, left] + across * picture[top, left + 1])
            + down * ((1 - across) * picture[top + 1, left] + across * picture[top + 1, left + 1]))


@pytest.mark.parametrize("stride", [4, 8])
def test_cells_that_correspond_show_the_same_ground(bare, stride):
    """Layers whose values are their columns and their rows; the same seed cuts the same pictures from both."""
    ramp = np.broadcast_to(2 * np.arange(SIDE, dtype=np.uint8), (1, 2, SIDE, SIDE))
    valid = np.ones((1, SIDE, SIDE), bool)
    stacks = [Stack(name, np.ascontiguousarray(layers), valid, ("optical", "optical"))
              for name, layers in (("columns", ramp), ("rows", ramp.swapaxes(2, 3)))]
    apart, strayed = [], []
    for seed in range(12):
        two = [draw([stack], np.random.default_rng(seed), SIDE, 20.0, 1.25, stride) for stack in stacks]
        assert np.array_equal(two[0].target_cells, two[1].target_cells) and np.array_equal(two[0].matrix, two[1].matrix)
        cells, there = two[0].reference_cells, two[0].target_cells
        assert len(cells) >= LEAST_CELLS and (0 <= there).all() and (there <= cells_of(stride) - 1).all()
        here, seen = (np.stack([at(getattr(one, name), where, stride) / 2 for one in two], 1)
                      for name, where in (("reference", cells), ("target", there)))
        apart.append(here - seen)
        strayed.append(np.abs(two[0].matrix[:, :2] - np.eye(2)).max())
    apart = np.concatenate(apart)
    assert np.abs(apart).max() < 0.6 and np.abs(apart.mean(0)).max() < 0.02, "grey values are whole numbers, two a pixel"
    assert max(strayed) > 0.15, "they are turned and scaled"


def test_the_same_seed_draws_the_same_and_kinds_are_kept_apart_where_wanted(stack):
    one, two = (draw([stack], np.random.default_rng(5), SIDE, 20.0, 1.25, 8) for _ in range(2))
    assert all(np.array_equal(getattr(one, name), getattr(two, name)) for name in ("reference", "target", "target_cells", "matrix"))
    kinds = {cross: {draw([stack], np.random.default_rng(index), SIDE, 20.0, 1.25, 8, cross).kinds for index in range(20)}
             for cross in (True, False)}
    assert kinds[False] == {("optical", "optical"), ("nir", "nir")} and ("optical", "nir") in kinds[True]


def test_pictures_are_what_networks_are_shown(stack):
    found = draw([stack], np.random.default_rng(1), SIDE, 20.0, 1.25, 8)
    for picture in (found.reference, found.target):
        assert picture.shape == (3, SIDE, SIDE) and picture.dtype == np.float32 and np.array_equal(picture[0], picture[2])
        assert picture.min() == 0 and picture.max() == 255 and 0.01 < (picture == 0).mean() < 0.4


def test_layers_without_ground_are_refused(stack):
    with pytest.raises(OptionError, match="No usable pair of 128 pixels"):
        draw([Stack("empty", stack.layers, np.zeros_like(stack.valid), stack.kinds)], np.random.default_rng(0), SIDE, 20.0, 1.25, 8)
