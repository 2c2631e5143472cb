"""A target placed wrongly by a known rotation, scale and shift is found again."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.matching.fields import FIELDS
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


@pytest.mark.parametrize("angle,scale", [(-75, 0.92), (180, 1.1)])
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
    for number, placement in enumerate(Phase().place(pair, Silent(), thorough=False)):
        # As many windows as a result is made of, and as few as a place is judged by.
        found = refine(pair, Phase("orientation"), placement.backward, Silent(), quick=number > 0)
        assert not found.evidence.convincing
        assert found.evidence.share < 0.3


@pytest.mark.parametrize("field", FIELDS)
def test_a_window_half_outside_measures_the_half_that_is_seen(raster_pair, turned, field):
    """Five percent of scale are a third of a pixel between the centre of such a window and the middle of what it shows."""
    matrix = turned(0, 0.95, (0, 0))
    pair = raster_pair(matrix, noise=0.0)
    edge = np.stack([np.full(20, 0.0), np.linspace(60, 420, 20)], 1)
    start = apply(matrix @ np.diag([1 / 0.95, 1, 1]))                 # right along the edge, too wide across it
    found = Phase(field).measure(pair, edge, 1.0, start, 64, Silent())
    error = found.nominal_xy - apply(matrix)(found.reference_xy)
    assert len(found) >= 15 and (found.reference_xy[:, 0] > 6).all()
    assert np.abs(np.median(error, axis=0)).max() < 0.15
    naive = found.nominal_xy + (found.centres - found.reference_xy) - apply(matrix)(found.centres)
    assert np.abs(np.median(naive[:, 0])) > 1.5 * np.abs(np.median(error[:, 0]))


def test_nothing_to_measure_is_an_empty_measurement(raster_pair, turned):
    pair = raster_pair(turned(0, 1, (0, 0)))
    found = Phase().measure(pair, np.array([[-500.0, -500.0]]), 1.0, lambda xy: xy, 64, Silent())
    assert len(found) == len(found.centres) == len(found.rivals) == 0 and found.tried == 1


def test_weights_tell_good_points_from_bad_ones(raster_pair, turned):
    matrix = turned(0, 1, (3.3, 2.6))
    pair = raster_pair(matrix, noise=3.0)
    start = apply(matrix)(np.zeros((1, 2)))[0] + [0.4, -0.3]
    found = Phase("intensity").measure(pair, np.stack(np.meshgrid(*[np.arange(40.0, 441, 20)] * 2), -1).reshape(-1, 2), 1.0,
                                       lambda xy: xy + start, 64, Silent())
    error = np.hypot(*(found.nominal_xy - apply(matrix)(found.reference_xy)).T)
    order = np.argsort(found.weights)
    third = len(order) // 3
    assert np.median(error[order[:third]]) > 1.3 * np.median(error[order[-third:]])


def test_progress_never_goes_back(raster_pair, turned):
    class Recorder(Silent):
        def step(self, fraction, message=""):
            shares.append(fraction)

    shares, matrix = [], turned(0.5, 1, (5.2, -3.6))
    found = refine(raster_pair(matrix), Phase(), apply(matrix), Recorder(), scales=[1.0], rough=False, complete=True)
    assert found.evidence.convincing and len(shares) > 10
    assert all(one <= other + 1e-9 for one, other in zip(shares, shares[1:])) and 0.95 < shares[-1] <= 1.0
