"""A target placed wrongly by a known rotation, scale and shift is found again."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.matching.sift import Sift
from tiepoint.core.progress import Silent

PLACES = np.array([[150.0, 150], [330, 150], [330, 330], [150, 330], [240, 240]])


def _error(placement, matrix):
    return np.hypot(*(placement.backward(PLACES) - apply(np.asarray(matrix))(PLACES)).T).max()


@pytest.mark.parametrize("shift", [(0.0, 0.0), (37.3, -21.8), (-90.0, 60.0)])
def test_phase_finds_a_shift(raster_pair, turned, shift):
    matrix = turned(0, 1, shift)
    best = Phase().place(raster_pair(matrix), Silent(), thorough=False)[0]
    assert _error(best, matrix) < 3.0
    assert best.contrast > 1.5


@pytest.mark.parametrize("angle,scale", [(30, 1.0), (-75, 0.92), (180, 1.1)])
def test_phase_finds_rotation_and_scale(raster_pair, turned, angle, scale):
    matrix = turned(angle, scale, (12, -9))
    found = Phase().place(raster_pair(matrix), Silent(), thorough=True)
    assert min(_error(item, matrix) for item in found) < 12.0


@pytest.mark.parametrize("angle,scale", [(0, 1.0), (25, 1.2), (140, 0.8)])
def test_sift_finds_rotation_and_scale_without_georeferencing(raster_pair, turned, angle, scale):
    matrix = turned(angle, scale, (8, 5))
    found = Sift().place(raster_pair(matrix, georeferenced=False), Silent(), thorough=False)
    assert _error(found[0], matrix) < 2.0


@pytest.mark.parametrize("matcher", [Phase("orientation"), Phase("intensity"), Phase("both"), Sift()], ids=lambda m: m.title)
def test_refined_tie_points_are_sub_pixel(raster_pair, turned, matcher):
    matrix = turned(1.5, 1.01, (14.2, -9.6))
    pair = raster_pair(matrix)
    start = Phase().place(pair, Silent(), thorough=False)[0]
    found = refine(pair, matcher, start.backward, Silent())
    kept = found.measurement.select(found.kept)
    error = kept.nominal_xy - apply(matrix)(kept.reference_xy)
    assert len(kept) > 60
    assert np.median(np.hypot(*error.T)) < 0.2
    assert np.abs(error.mean(0)).max() < 0.04
    assert found.evidence.convincing


def test_inverted_contrast_costs_nothing(raster_pair, turned):
    matrix = turned(0, 1, (11.4, 7.3))
    pair = raster_pair(matrix, invert=True)
    start = Phase().place(pair, Silent(), thorough=False)[0]
    found = refine(pair, Phase("orientation"), start.backward, Silent())
    error = found.measurement.nominal_xy[found.kept] - apply(matrix)(found.measurement.reference_xy[found.kept])
    assert found.kept.mean() > 0.9
    assert np.median(np.hypot(*error.T)) < 0.1


@pytest.mark.parametrize("seed", range(6))
def test_unrelated_textures_are_not_convincing(raster_pair, turned, seed):
    pair = raster_pair(turned(0, 1, (0, 0)), seed=seed, unrelated=True)
    for placement in Phase().place(pair, Silent(), thorough=False):
        found = refine(pair, Phase("orientation"), placement.backward, Silent())
        assert not found.evidence.convincing
        assert found.evidence.share < 0.3
