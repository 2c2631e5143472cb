"""A pair that has a seventh of its ground in common is aligned, one with a tenth never wrongly; one that has nothing is refused."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import AlignmentError
from tiepoint.core.jobs.alignment import align
from tiepoint.core.jobs.pair import RasterPair
from tiepoint.core.progress import Silent
from tiepoint.core.raster.io import open_raster, write_raster

BLOCK = 60
CORNERS = np.array([[0, 0], [480, 0], [480, 480], [0, 480.0]])


@pytest.fixture
def rebuilt(written, turned, tmp_path):
    """Makes a pair, turned and shifted, noisy, of whose target a share of blocks shows other ground, and says its matrix."""
    opened = []

    def make(share, seed):
        matrix = turned(3.0, 1.02, (11.0, -8.0))
        paths = (*written(matrix, seed=seed, noise=2.0), written(np.eye(3), seed=seed + 50)[1])
        reference, target, other = (open_raster(path) for path in paths)
        here, there = (np.asarray(raster.read((1,))[0]).reshape(480, 480) for raster in (target, other))
        gone = np.kron(np.random.default_rng(seed).random((480 // BLOCK,) * 2) < share, np.ones((BLOCK, BLOCK))) > 0
        write_raster(tmp_path / "rebuilt.tif", np.where(gone, there, here)[None].astype(np.float32), target.grid)
        opened.extend([reference, target, other, open_raster(tmp_path / "rebuilt.tif")])
        return RasterPair(reference, opened[-1], (1,), (1,)), matrix

    yield make
    for raster in opened:
        raster.close()


def error(found, matrix):
    """Largest at the corners, pixels."""
    moved = CORNERS @ matrix[:2, :2].T + matrix[:2, 2]
    return np.hypot(*(found.choice.fit.transform.forward(moved) - CORNERS).T).max()


@pytest.mark.parametrize("seed", [2, 3])
def test_a_seventh_in_common_is_enough(rebuilt, seed):
    pair, matrix = rebuilt(0.85, seed)
    assert error(align(pair, "phase", "auto", None, Silent()), matrix) < 0.25


@pytest.mark.parametrize("seed", [0, 1])
def test_a_tenth_in_common_is_aligned_well_or_refused(rebuilt, seed):
    pair, matrix = rebuilt(0.9, seed)
    try:
        found = align(pair, "phase", "auto", None, Silent())
    except AlignmentError:
        return
    assert error(found, matrix) < 0.5


@pytest.mark.parametrize("seed", [0, 1])
def test_nothing_in_common_is_refused(rebuilt, seed):
    with pytest.raises(AlignmentError):
        align(rebuilt(1.1, seed)[0], "phase", "auto", None, Silent())
