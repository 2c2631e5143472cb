"""Heterogeneous matching: keypoints that place and lead windows, on warps that are known."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.spatial import cKDTree
from tiepoint.core.keypoints.describer import Describer, load_describer
from tiepoint.core.matching import cnn_matching
from tiepoint.core.matching.cnn_matching import CnnMatching
from tiepoint.core.matching.matcher import Means
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.models.d2net import SLIM, D2Net
from tiepoint.core.models.preprocessing import Preprocessing
from tiepoint.core.progress import Cancelled, Silent

GRID = np.stack(np.meshgrid(*[np.arange(60.0, 421.0, 36.0)] * 2), -1).reshape(-1, 2)
# Of rasters that one tile shows whole.
SMALL = {"size": 280}
SMALL_GRID = GRID[(GRID < 240).all(1)]


@pytest.fixture(scope="module")
def shipped():
    """What finds keypoints where no other weights are."""
    return load_describer("d2-slim-1", "cpu")


def errors(found, matrix):
    """(M,) pixels of the target."""
    return np.hypot(*(found.nominal_xy - apply(matrix)(found.reference_xy)).T)


def found_placement(pair, shipped, thorough, matrix, size=480):
    """Largest error of the first placement at the corners of the overlap's middle half, pixels of the target."""
    placements = CnnMatching(shipped).place(pair, Silent(), thorough)
    corners = size * np.array([[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]])
    return np.hypot(*(placements[0].backward(corners) - apply(matrix)(corners)).T).max() if placements else np.inf


def test_keypoints_place_large_shifts(raster_pair, turned, shipped):
    matrix = turned(4, 1.05, (70.0, -55.0))
    assert found_placement(raster_pair(matrix), shipped, False, matrix) < 3.0


def test_any_rotation_is_found_when_asked_thoroughly(raster_pair, turned, shipped):
    """Half-way between two of those that are tried."""
    matrix = turned(75.0, 1.0, (12.0, 8.0), size=320)
    pair = raster_pair(matrix, size=320, georeferenced=False)
    assert found_placement(pair, shipped, True, matrix, 320) < 4.0
    assert found_placement(pair, shipped, False, matrix, 320) > 50.0


def test_tie_points_are_sub_pixel(raster_pair, turned, shipped):
    matrix, matcher = turned(1.5, 1.01, (14.2, -9.6)), CnnMatching(shipped)
    pair = raster_pair(matrix)
    found = refine(pair, matcher, matcher.place(pair, Silent(), thorough=False)[0].backward, Silent(), quick=True)
    error = errors(found.measurement, matrix)[found.kept]
    assert found.evidence.convincing and found.kept.mean() > 0.9
    assert np.median(error) < 0.15 and np.percentile(error, 90) < 0.4


def test_keypoints_lead_windows_farther_than_these_can_look(raster_pair, turned, shipped):
    """The start is wrong by 30 px: windows that look 16 px around it find nothing right."""
    matrix = turned(0, 1, (26.0, -15.0))
    pair = raster_pair(matrix)
    alone, led = (one.measure(pair, GRID, 1.0, lambda xy: xy, 96, Silent(), reach)
                  for one, reach in ((Phase(), 16), (CnnMatching(shipped), 40)))
    assert (errors(alone, matrix) < 1.0).sum() < 0.05 * len(GRID)
    assert len(led) > 40 and (errors(led, matrix) < 1.0).mean() > 0.8


def test_the_published_form_ends_at_keypoints(raster_pair, turned, shipped):
    """Of a mean-gap rule and no windows: right by cells, not by fractions of pixels."""
    matrix = turned(0, 1, (3.3, -2.6))
    pair = raster_pair(matrix, **SMALL)
    corrected, published = (errors(CnnMatching(shipped, compat).measure(pair, SMALL_GRID, 1.0, lambda xy: xy, 64, Silent()), matrix)
                            for compat in (False, True))
    assert np.median(corrected) < 0.3 < np.median(published) < 6.0


def test_the_same_twice_bit_for_bit(raster_pair, turned, shipped):
    pair = raster_pair(turned(0.5, 1, (2.4, -3.3), **SMALL), **SMALL)
    one, two = (CnnMatching(shipped).measure(pair, SMALL_GRID, 1.0, lambda xy: xy, 64, Silent()) for _ in range(2))
    assert len(one) > 40
    assert np.array_equal(one.nominal_xy, two.nominal_xy) and np.array_equal(one.scores, two.scores)


def test_unrelated_rasters_are_not_placed_and_agree_nowhere(raster_pair, turned, shipped):
    pair = raster_pair(turned(0, 1, (0, 0)), size=320, unrelated=True)
    matcher = CnnMatching(shipped)
    assert max((placement.height for placement in matcher.place(pair, Silent(), thorough=True)), default=0.0) < 20.0
    assert not refine(pair, matcher, lambda xy: xy, Silent(), quick=True).evidence.convincing


def test_published_widths_run(raster_pair, turned):
    """Untrained: what is the same in both is found all the same."""
    how = Preprocessing("BGR", 1.0, (103.939, 116.779, 123.68))
    describer = Describer(D2Net.random(0), how, torch.device("cpu"), title="random weights")
    found = CnnMatching(describer).measure(raster_pair(turned(0, 1, (0, 0)), size=200, noise=0.0), GRID[(GRID < 160).all(1)], 1.0,
                                           lambda xy: xy, 64, Silent())
    assert len(found) > 5 and np.median(errors(found, np.eye(3))) < 0.1


def test_it_stops_when_told_to(raster_pair, turned, shipped):
    class Stop(Silent):
        def step(self, fraction, message=""):
            if fraction > 0.3:
                raise Cancelled()

    with pytest.raises(Cancelled):
        CnnMatching(shipped).measure(raster_pair(turned(0, 1, (2, 1))), GRID, 1.0, lambda xy: xy, 64, Stop())


def test_the_title_says_what_sees_and_why(shipped):
    named, default = (CnnMatching.variants(Means(model=model, device="cpu"))[0].title for model in ("d2-slim-1", ""))
    assert named == "cnn-matching (D2-Net d2-slim-1)"
    assert default == "cnn-matching (d2-slim-1, as no published weights of D2-Net are here)"
    assert shipped.channels == SLIM[-1]


def test_a_raster_larger_than_its_tiles_is_seen_whole_and_evenly(raster_pair, turned, shipped, monkeypatch):
    """As if one tile along a side and 40 windows were all there may be: nowhere is a window far, and all are right to a fraction."""
    monkeypatch.setattr(cnn_matching, "_ACROSS", 1)
    monkeypatch.setattr(cnn_matching, "_MOST", 40)
    matrix = turned(0.3, 1.0, (3.0, -2.0))
    pair = raster_pair(matrix, size=1000)
    grid = np.stack(np.meshgrid(*[np.arange(100.0, 901.0, 100.0)] * 2), -1).reshape(-1, 2)
    found = CnnMatching(shipped).measure(pair, grid, 1.0, lambda xy: xy, 64, Silent())
    assert 15 <= len(found) <= 40 and np.median(errors(found, matrix)) < 0.3
    assert cKDTree(found.reference_xy).query(grid)[0].max() < 300.0


def test_keypoints_stay_where_windows_see_nothing_alike(raster_pair, turned, shipped):
    matrix = turned(0, 1, (3.3, -2.6))
    pair, matcher = raster_pair(matrix, **SMALL), CnnMatching(shipped)
    fine = matcher.measure(pair, SMALL_GRID, 1.0, lambda xy: xy, 64, Silent())
    blind = CnnMatching(shipped)
    blind._fine = Phase("orientation")
    blind._fine.measure = lambda *given, **named: fine.select(np.zeros(len(fine), bool))
    found = blind.measure(pair, SMALL_GRID, 1.0, lambda xy: xy, 64, Silent())
    assert len(found) > 40 and 0.3 < np.median(errors(found, matrix)) < 4.0
