"""Learned features find known warps to a fraction of a pixel, whatever the contrast, in tiles or window by window, and doubt the rest."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.matching import dense, tiles
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.models import weights
from tiepoint.core.models.features import Features
from tiepoint.core.models.store import find
from tiepoint.core.progress import Silent

GRID = np.stack(np.meshgrid(*[np.arange(60.0, 421, 36)] * 2), -1).reshape(-1, 2)
PLACES = np.array([[150.0, 150], [330, 150], [330, 330], [150, 330], [240, 240]])


@pytest.fixture(scope="module")
def matcher():
    return dense.Dense(Features(weights.load(find("", "dense")), torch.device("cpu")))


@pytest.fixture(scope="module")
def whole(moved, matcher):
    """What is measured of it in one tile."""
    return matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())


def errors(measured, matrix):
    return np.hypot(*(measured.nominal_xy - apply(matrix)(measured.reference_xy)).T)


def test_refined_tie_points_are_sub_pixel(raster_pair, turned, matcher):
    matrix = turned(1.5, 1.01, (14.2, -9.6))
    pair = raster_pair(matrix)
    found = refine(pair, matcher, matcher.place(pair, Silent(), thorough=False)[0].backward, Silent())
    error = errors(found.measurement.select(found.kept), matrix)
    assert found.evidence.convincing and found.kept.mean() > 0.9
    assert np.median(error) < 0.12 and np.percentile(error, 90) < 0.3


def test_inverted_contrast_costs_nothing(raster_pair, turned, matcher):
    matrix = turned(0, 1, (3.4, 2.3))
    start = apply(turned(0, 1, (1.0, 1.0)))
    plain, inverted = (matcher.measure(raster_pair(matrix, invert=invert), GRID, 1.0, start, 64, Silent()) for invert in (False, True))
    assert len(plain) == len(inverted) == len(GRID)
    assert np.median(errors(inverted, matrix)) < np.median(errors(plain, matrix)) + 0.05 < 0.3


def test_the_same_twice_bit_for_bit(moved, whole, matcher):
    again = matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())
    assert np.array_equal(whole.nominal_xy, again.nominal_xy) and np.array_equal(whole.scores, again.scores)


@pytest.mark.parametrize("tile", [150, 250])
def test_tiles_make_no_difference(moved, whole, matcher, monkeypatch, tile):
    monkeypatch.setattr(tiles, "TILE_PX", tile)
    parts = matcher.measure(moved, GRID, 1.0, lambda xy: xy, 64, Silent())
    order = [int(np.flatnonzero((whole.centres == centre).all(1))[0]) for centre in parts.centres]
    # Cells start at other pixels, and noise is measured by what a tile shows.
    difference = np.hypot(*((whole.nominal_xy - whole.reference_xy)[order] - (parts.nominal_xy - parts.reference_xy)).T)
    assert len(parts) == len(whole) and np.median(difference) < 0.03 and difference.max() < 0.4


def test_few_points_far_apart_are_looked_at_one_by_one(raster_pair, turned, matcher):
    matrix = turned(0, 1, (4.3, -2.2))
    pair, few = raster_pair(matrix, size=1400), np.array([[200.0, 300.0], [1100.0, 500.0], [600.0, 1200.0]])
    assert len(tiles.tiles(pair, few, 1.0, 300.0)) == 3
    found = matcher.measure(pair, few, 1.0, lambda xy: xy, 64, Silent())
    assert len(found) == 3 and errors(found, matrix).max() < 0.25


@pytest.mark.parametrize(("size", "reach", "shift"), [(64, 15, (12.3, -11.2)), (128, 30, (26.3, -25.2))])
def test_a_window_by_itself_finds_what_it_finds_among_others(raster_pair, turned, matcher, size, reach, shift):
    pair = raster_pair(turned(0, 1, shift), size=720)
    few = np.array([[660.0, 150], [500, 250], [300, 610], [150, 350], [20, 24]])
    many = np.concatenate([few, np.stack(np.meshgrid(*[np.arange(51.0, 720, 133)] * 2), -1).reshape(-1, 2)])
    alone, among = (matcher.measure(pair, places, 1.0, lambda xy: xy, size, Silent(), reach) for places in (few, many))
    rows = [int(np.flatnonzero((among.centres == centre).all(1))[0]) for centre in alone.centres]
    difference = np.hypot(*((alone.nominal_xy - alone.reference_xy) - (among.nominal_xy - among.reference_xy)[rows]).T)
    # Cells start at other pixels.
    assert len(alone) >= 4 and difference.max() < 0.15 and np.abs(alone.scores - among.scores[rows]).max() < 0.1


def test_around_a_window_the_reference_is_described_once_and_the_target_as_far_as_is_searched(raster_pair, turned):
    asked = []

    class Watched(Features):
        def __call__(self, image, valid, noise=None, rim=0):
            asked.append((len(image) - 2 * rim, rim))
            return super().__call__(image, valid, noise, rim)

    matcher = dense.Dense(Watched(weights.load(find("", "dense")), torch.device("cpu")))
    pair, few = raster_pair(turned(0, 1, (4.3, -2.2)), size=1400), np.array([[200.0, 300.0], [1100.0, 500.0], [600.0, 1200.0]])
    for shift, reach in ((0.0, 12), (4.6, 12), (1.0, 30)):
        before = len(asked)
        matcher.measure(pair, few, 1.0, lambda xy, shift=shift: xy + shift, 64, Silent(), reach)
        seen = asked[before:]
        references, targets = (seen[::2], seen[1::2]) if before == 0 else ([], seen)
        assert len(references) == (3 if before == 0 else 0) and len(targets) == 3
        assert all(rim > 0 and 64 <= side < 64 + 24 for side, rim in references)
        assert all(rim > 0 and 64 + 2 * reach <= side < 64 + 2 * reach + 40 for side, rim in targets)


def test_what_is_kept_of_one_pair_is_not_taken_for_another(raster_pair, turned, matcher):
    matrix = turned(0, 1, (4.3, -2.2))
    for seed in range(3):
        found = matcher.measure(raster_pair(matrix, seed=seed), GRID, 1.0, lambda xy: xy, 64, Silent())
        assert len(found) > 0.9 * len(GRID) and np.median(errors(found, matrix)) < 0.25


def test_progress_is_told_often_enough_to_cancel(raster_pair, turned, matcher):
    class Recorder(Silent):
        def step(self, fraction, message=""):
            shares.append(fraction)

    shares = []
    matcher.measure(raster_pair(turned(0, 1, (0, 0))), GRID, 1.0, lambda xy: xy, 64, Recorder())
    assert len(shares) >= 2 + len(GRID) / dense._AT_ONCE and shares == sorted(shares) and shares[-1] < 1.0


def test_nothing_to_measure_is_an_empty_measurement(raster_pair, turned, matcher):
    pair = raster_pair(turned(0, 1, (0, 0)))
    for centres in (np.zeros((0, 2)), np.array([[-500.0, -500.0]])):
        found = matcher.measure(pair, centres, 1.0, lambda xy: xy, 64, Silent())
        assert len(found) == len(found.centres) == len(found.rivals) == 0 and found.tried == len(centres)


def test_scores_promise_no_more_than_they_hold(raster_pair, turned, matcher):
    """Of windows with a score of p at least p are right; of unrelated ones few have a high one."""
    scores, right = [], []
    for seed in range(3):
        matrix = turned(0, 1, (5.3, -4.6))
        found = matcher.measure(raster_pair(matrix, noise=5.0, seed=seed), GRID, 1.0, lambda xy: xy, 64, Silent())
        scores.append(found.scores)
        right.append(errors(found, matrix) < 4.0)
    scores, right = np.concatenate(scores), np.concatenate(right)
    assert right.mean() > scores.mean() - 0.05 and 0.3 < scores.mean() < 0.8
    assert right[scores > np.median(scores)].mean() > right[scores <= np.median(scores)].mean()
    unrelated = matcher.measure(raster_pair(turned(0, 1, (0, 0)), unrelated=True), GRID, 1.0, lambda xy: xy, 64, Silent())
    assert (unrelated.scores > 0.8).sum() < 0.1 * len(GRID)


def test_rotation_and_scale_are_found(raster_pair, turned, matcher):
    matrix = turned(-100, 0.92, (12, -9))
    found = matcher.place(raster_pair(matrix), Silent(), thorough=True)
    assert min(np.hypot(*(item.backward(PLACES) - apply(matrix)(PLACES)).T).max() for item in found) < 12.0


@pytest.mark.parametrize("seed", range(3))
def test_unrelated_textures_are_not_convincing(raster_pair, turned, matcher, seed):
    pair = raster_pair(turned(0, 1, (0, 0)), seed=seed, unrelated=True)
    for number, placement in enumerate(matcher.place(pair, Silent(), thorough=False)):
        # As many windows as a result is made of, and as few as a place is judged by.
        quick = (seed, number) != (0, 0)
        assert not refine(pair, matcher, placement.backward, Silent(), quick=quick).evidence.convincing


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")
def test_cuda_agrees(raster_pair, turned, matcher):
    pair = raster_pair(turned(0.5, 1, (2.4, -3.3)))
    there = dense.Dense(Features(weights.load(find("", "dense")), torch.device("cuda")))
    one, two = (each.measure(pair, GRID, 1.0, lambda xy: xy, 64, Silent()) for each in (matcher, there))
    assert len(one) == len(two) and np.hypot(*(one.nominal_xy - two.nominal_xy).T).max() < 0.05


def test_the_second_best_place_is_told_but_not_the_slope_of_the_best(hills):
    """Which tells whether the texture repeats itself; see `repetition`."""
    logits = np.stack([hills((2, -1, 9.0, 1.0), (-6, 4, 8.0, 1.0)), hills((2, -1, 9.0, 6.0))]).astype(np.float32)
    assert dense._peaks(logits, np.zeros_like(logits))["rival"].tolist() == [[-8, 5], [0, 0]]
