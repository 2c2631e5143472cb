"""Windows find their homographies: to a fraction of a pixel, whatever the contrast, and doubt the rest."""
import numpy as np
import pytest
import torch
from tiepoint.core.matching import deep_lk, tiles
from tiepoint.core.matching.matcher import Means
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.progress import Silent

GRID, CLOSE = (np.stack(np.meshgrid(*[np.arange(60.0, 421, step)] * 2), -1).reshape(-1, 2) for step in (60, 36))
# Of rasters that are seen in a third of the time, with as many windows.
SMALL = {"size": 280}
SMALL_GRID = np.stack(np.meshgrid(*[np.arange(50.0, 231.0, 30.0)] * 2), -1).reshape(-1, 2)


@pytest.fixture(scope="module")
def matcher():
    return deep_lk.DeepLucasKanade.variants(Means())[0]


@pytest.fixture(scope="module")
def whole(moved, matcher):
    """What is measured of it in one tile."""
    return matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())


def errors(measured, matrix):
    return np.hypot(*(measured.nominal_xy - apply(matrix)(measured.reference_xy)).T)


def test_refined_tie_points_are_sub_pixel(raster_pair, turned, matcher):
    matrix = turned(1.5, 1.01, (14.2, -9.6))
    pair = raster_pair(matrix)
    found = refine(pair, matcher, matcher.place(pair, Silent(), thorough=False)[0].backward, Silent(), quick=True)
    error = errors(found.measurement.select(found.kept), matrix)
    assert found.evidence.convincing and found.kept.mean() > 0.9
    assert np.median(error) < 0.12 and np.percentile(error, 90) < 0.3


def test_inverted_contrast_costs_little(raster_pair, turned, matcher):
    matrix = turned(0, 1, (3.4, 2.3))
    start = apply(turned(0, 1, (1.0, 1.0)))
    plain, inverted = (matcher.measure(raster_pair(matrix, invert=invert, **SMALL), SMALL_GRID, 1.0, start, 64, Silent())
                       for invert in (False, True))
    assert min(len(plain), len(inverted)) > 0.9 * len(SMALL_GRID)
    assert np.median(errors(inverted, matrix)) < np.median(errors(plain, matrix)) + 0.1 < 0.3


@pytest.mark.parametrize(("angle", "scale"), [(4.0, 1.0), (0.0, 1.05), (-3.0, 0.96)])
def test_windows_turned_and_scaled_against_each_other(raster_pair, turned, matcher, angle, scale):
    matrix = turned(angle, scale, (1.3, -0.6))
    pair, size = raster_pair(matrix), 96
    # What the start does not know is the turn: windows away from the middle are off by pixels too.
    middle = np.array([[240.0, 240.0]])
    moved = apply(matrix)(middle)[0] - middle[0]
    grid = CLOSE[np.hypot(*(CLOSE - 240).T) < 110]
    found = matcher.measure(pair, grid, 1.0, lambda xy: xy + moved, size, Silent())
    assert len(found) > 0.8 * len(grid)
    assert np.median(errors(found, matrix)) < 0.25


def test_weights_tell_good_from_bad(raster_pair, turned, matcher):
    matrix = turned(0, 1, (1.2, -2.3))
    good, bad = (matcher.measure(raster_pair(matrix, noise=noise, **SMALL), SMALL_GRID, 1.0, lambda xy: xy, 64, Silent())
                 for noise in (0.05, 0.6))
    assert np.median(good.weights) > np.median(bad.weights)
    assert np.median(good.scores) > np.median(bad.scores)


def test_the_same_twice_bit_for_bit(moved, whole, matcher):
    again = matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())
    assert np.array_equal(whole.nominal_xy, again.nominal_xy) and np.array_equal(whole.scores, again.scores)


def test_tiles_make_no_difference(moved, whole, matcher, monkeypatch):
    monkeypatch.setattr(tiles, "TILE_PX", 250)
    parts = matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())
    common = {tuple(centre): index for index, centre in enumerate(whole.centres)}
    both = [(common[tuple(centre)], index) for index, centre in enumerate(parts.centres) if tuple(centre) in common]
    one, two = np.array(both).T
    # Windows begin at other multiples of four pixels, and noise is measured by what a tile shows.
    difference = np.hypot(*((whole.nominal_xy - whole.reference_xy)[one] - (parts.nominal_xy - parts.reference_xy)[two]).T)
    assert len(both) > 0.95 * len(whole) and np.median(difference) < 0.06


def test_unrelated_rasters_convince_nobody(raster_pair, turned, matcher):
    for seed in range(2):
        pair = raster_pair(turned(0, 1, (0, 0)), size=400, seed=seed, unrelated=True)
        # As many windows as a result is made of, and as few as a place is judged by.
        less = {"quick": True, "scales": [1.0]} if seed else {}
        assert not refine(pair, matcher, lambda xy: xy, Silent(), **less).evidence.convincing


def test_places_without_data_are_not_measured(raster_pair, turned, matcher):
    pair = raster_pair(turned(0, 1, (2.0, 1.0)))
    outside = np.array([[-300.0, -300.0], [900.0, 240.0]])
    assert len(matcher.measure(pair, outside, 1.0, lambda xy: xy, 64, Silent())) == 0


def test_coarsest_maps_are_searched_over_whole_shifts():
    scene = torch.randn((1, 1, 60, 60), generator=torch.Generator().manual_seed(0))
    corner = torch.tensor([[20, 22], [10, 30]])
    shift = torch.tensor([[3, -4], [-5, 0]])
    cells = torch.stack([scene[0, :, y : y + 12, x : x + 12] for x, y in (corner + shift).tolist()])
    known = torch.ones((1, 1, 60, 60))
    moved, score, rival = deep_lk._search(cells, torch.ones((2, 12, 12)), scene, known, corner, 6)
    assert moved.tolist() == shift.tolist()
    assert float(score.min()) > 0.9 and bool((rival.abs().amax(1) > 2).all())
