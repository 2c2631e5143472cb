"""Rasters of less than a hundred pixels a side are aligned where they show the same, and refused where they do not."""
import numpy as np
import pytest
from tiepoint.core.errors import AlignmentError
from tiepoint.core.jobs.alignment import align
from tiepoint.core.progress import Silent


@pytest.mark.parametrize("size", [72, 100])
@pytest.mark.parametrize("seed", [0, 1])
def test_what_is_seen_of_both_is_aligned(raster_pair, turned, size, seed):
    matrix = turned(1.0, 1.0, (4.3, -3.2), size=size)
    found = align(raster_pair(matrix, size=size, seed=seed, noise=0.5), "phase", "auto", None, Silent())
    places = np.random.default_rng(seed).uniform(0.1 * size, 0.9 * size, (50, 2))
    moved = places @ matrix[:2, :2].T + matrix[:2, 2]
    assert np.hypot(*(found.choice.fit.transform.forward(moved) - places).T).max() < 0.2


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_unrelated_rasters_are_refused(raster_pair, seed):
    with pytest.raises(AlignmentError):
        align(raster_pair(np.eye(3), size=100, seed=seed, unrelated=True), "phase", "auto", None, Silent())
