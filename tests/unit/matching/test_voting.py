"""What windows elect together: a similarity that few of them are sure of, and nothing where none knows its place."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.geometry.tps import ThinPlateSpline
from tiepoint.core.jobs.placing import _elected
from tiepoint.core.matching.grid import grid_points
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.placement import Placement, apply
from tiepoint.core.matching.refinement import _asked
from tiepoint.core.matching.voting import Votes, elect
from tiepoint.core.progress import Silent

SCALE, REACH, FOOTPRINT = 1.5, 30, 90.0


def surfaces(share, places, seed=0, count=100, height=6.0):
    """Windows of which a share has its peak where one of ``places`` (maps of (N, 2)) puts it, the others anywhere; all are noisy."""
    rng = np.random.default_rng(seed)
    xy, side = rng.uniform(0, 500, (count, 2)), 2 * REACH + 1
    logits, line = rng.normal(0, 1, (count, side, side)), np.arange(-REACH, REACH + 1)
    for number, (at, surface) in enumerate(zip(xy, logits)):
        shown = places[number % len(places)](at[None])[0] - at
        x, y = shown / SCALE if rng.random() < share else rng.uniform(-0.9 * REACH, 0.9 * REACH, 2)
        surface += height * np.exp(-((line[None] - x) ** 2 + (line[:, None] - y) ** 2) / 8.0)
    return Votes(xy, logits.astype(np.float32), SCALE, FOOTPRINT, lambda places: places)


def similarity(turn_deg, scale, shift):
    z = scale * np.exp(1j * np.radians(turn_deg))
    linear = np.array([[z.real, -z.imag], [z.imag, z.real]])
    return lambda xy: (xy - 250.0) @ linear.T + 250.0 + shift


@pytest.mark.parametrize("share, within", [(1.0, 0.15), (0.4, 0.3), (0.2, 0.6)])
@pytest.mark.parametrize("seed", range(3))
def test_a_similarity_is_found_though_most_windows_are_wrong(share, within, seed):
    true = similarity(3.3, 1.03, [7.3, -4.6])
    found = elect(surfaces(share, [true], seed))
    corners = np.array([[0, 0], [500, 0], [500, 500], [0, 500.0]])
    assert np.hypot(*(found.backward(corners) - true(corners)).T).max() < 2.0 * within
    assert found.convincing and not found.contested


@pytest.mark.parametrize("seed", range(5))
def test_windows_that_know_nothing_elect_nothing_that_convinces(seed):
    found = elect(surfaces(0.0, [similarity(0, 1, [0, 0])], seed))
    assert not found.convincing and found.support < 9.0


def test_two_places_with_as_many_windows_are_contested():
    found = elect(surfaces(0.8, [similarity(0, 1, [-12, 0]), similarity(0, 1, [12, 6])]))
    assert found.contested and not found.convincing


def test_few_windows_elect_nothing():
    assert elect(surfaces(1.0, [similarity(0, 1, [0, 0])], count=8)) is None


def test_a_placement_moves_as_elected():
    found = elect(surfaces(0.6, [similarity(-2.0, 0.97, [5, 9])]))
    placement = Placement(np.array([[0.9, -0.2, 40], [0.2, 0.9, -30], [0, 0, 1.0]]), 1.0, 1.0)
    moved = Placement(placement.matrix_after(found.move), 1.0, 1.0)
    xy = np.array([[0, 0], [300, 20], [120, 480.0]])
    asked = xy + found.move[:, 0] + xy @ found.move[:, 1:].T
    assert np.allclose(moved.backward(xy), placement.backward(asked))


def test_windows_of_a_turned_pair_elect_its_turn(raster_pair, turned):
    matrix = turned(2.5, 1.02, (4.0, -6.0))
    pair, start = raster_pair(matrix), lambda xy: xy
    centres = grid_points(pair, start, 60.0, 96.0)
    found = elect(Phase().votes(pair, centres, 1.0, start, 96, Silent()))
    assert np.hypot(*(found.backward(centres) - apply(matrix)(centres)).T).max() < 1.0
    assert found.convincing


class Wandering:
    """Windows that are sure of a place, each of another one."""

    def __init__(self, places):
        self.places, self.moved = places, np.random.default_rng(0).uniform(-20, 20, places.shape)

    def votes(self, pair, centres, scale, backward, size, progress):
        line = np.arange(-REACH, REACH + 1)
        x, y = (self.places + self.moved - backward(self.places)).T[:, :, None, None] / scale
        logits = 6.0 * np.exp(-((line[None] - x) ** 2 + (line[:, None] - y) ** 2) / 8.0)
        return Votes(self.places, logits.astype(np.float32), scale, size * scale, backward)


def test_windows_do_not_confirm_a_spline_that_was_bent_to_them(moved):
    places = grid_points(moved, lambda xy: xy, 60.0, 96.0)
    matcher = Wandering(places)
    bent = ThinPlateSpline.fit(places, places + matcher.moved, smoothing=0.0).forward
    assert elect(matcher.votes(moved, places, 1.0, bent, 96, Silent())).convincing
    asked = elect(_asked(moved, matcher, places, 1.0, bent, True, 96, Silent()))
    assert not asked.convincing and asked.support < 10.0


def test_of_many_places_the_right_one_is_left_and_once(raster_pair, turned):
    matrix = turned(20.0, 1.04, (9.0, -7.0))
    pair, back = raster_pair(matrix, noise=1.0), np.linalg.inv(matrix)
    near = [np.linalg.inv(turned(angle, scale, shift)) for angle, scale, shift in
            ((20.0, 1.04, (16.0, -3.0)), (23.0, 1.02, (9.0, -7.0)), (18.5, 1.06, (2.0, -12.0)))]
    far = [np.linalg.inv(turned(angle, 1.0, shift)) for angle, shift in ((-60.0, (0.0, 0.0)), (110.0, (30.0, 10.0)), (20.0, (90.0, 60.0)))]
    found = _elected(pair, Phase(), [Placement(one, 1.0, 1.0) for one in (*far, *near)], Silent())
    corners = np.array([[100, 100], [380, 100], [380, 380], [100, 380.0]])
    error = [np.hypot(*(apply(np.linalg.inv(one.matrix))(corners) - apply(np.linalg.inv(back))(corners)).T).max() for one in found]
    assert error[0] < 2.0 and sum(one < 9.0 for one in error) == 1
