"""Tie points are looked at again from a wrong start: a part of them, or all where that part has some that follow the start."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.geometry.points import mean_spacing
from tiepoint.core.matching.measurement import Measurement
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.matching.tiles import tiles
from tiepoint.core.progress import Silent

MATRIX = np.array([[1.004, -0.003, 2.0], [0.002, 0.997, -3.0]])


class Following:
    """A matcher that finds the place within half a pixel, but for some points, which stay where the search starts or are anywhere."""

    id = title = "following"
    repeatable, settled_px, searches, doubt = True, None, (False,), (1.0, 1.0)

    def __init__(self, share, apart=0.0, lost=0.0, bend=0.0):
        self.share, self.apart, self.lost, self.bend, self.looked_at, self.distances = share, apart, lost, bend, [], []

    def measure(self, pair, centres, scale, backward, size, progress, reach=None):
        self.looked_at.append(len(centres))
        self.distances.append((mean_spacing(centres), size * scale))
        noise = np.sin(centres @ [[12.9, 78.2], [39.3, 11.1]]) * 0.2
        true = centres @ MATRIX[:, :2].T + MATRIX[:, 2] + noise + self.bend * np.sin(centres[:, ::-1] / 50.0)
        follows = (np.floor(np.abs(np.sin(centres @ [127.1, 311.7])) * 1e4) % 1000) < 1000 * self.share
        found = np.where(follows[:, None], backward(centres), true)
        elsewhere = np.sin(centres @ [[3.7, 19.1], [23.3, 7.9]]) * 16.0
        lost = (np.floor(np.abs(np.sin(centres @ [269.5, 183.3])) * 1e4) % 1000) < 1000 * self.lost
        found = np.where(lost[:, None], centres + elsewhere, found)
        count = len(centres)
        return Measurement(centres, found, np.full(count, 0.8), np.ones(count), count, 16.0, 64.0, centres, np.zeros((count, 2)))


def refined(pair, share, apart=0.0, lost=0.0, bend=0.0):
    """(matcher, refinement, whether each point follows the start)."""
    matcher = Following(share, apart, lost, bend)
    found = refine(pair, matcher, lambda xy: xy @ MATRIX[:, :2].T + MATRIX[:, 2], Silent(), scales=[1.0], rough=False)
    xy = found.measurement.reference_xy
    return matcher, found, (np.floor(np.abs(np.sin(xy @ [127.1, 311.7])) * 1e4) % 1000) < 1000 * share


def test_where_all_come_back_a_third_is_looked_at(moved):
    matcher, found, _ = refined(moved, 0.0)
    assert found.kept.all()
    assert matcher.looked_at[-1] <= 0.34 * len(found.kept) + 1


@pytest.mark.parametrize("share", [0.08, 0.2])
def test_where_some_follow_the_start_all_are_looked_at_and_none_of_those_is_kept(moved, share):
    matcher, found, follows = refined(moved, share)
    assert follows.sum() > 10
    assert not found.kept[follows].any() and found.kept[~follows].mean() > 0.99
    assert sum(matcher.looked_at[-2:]) >= 0.9 * found.kept.size


@pytest.mark.parametrize("apart", [0.2, 0.42, 9.0])
def test_windows_lie_no_closer_than_they_need_but_half_as_many_remain(moved, apart):
    close, wide = refined(moved, 0.0), refined(moved, 0.0, apart)
    (near, window), (far, _) = close[0].distances[-2], wide[0].distances[-2]
    wanted = np.clip(apart * window, near, np.sqrt(2.0) * near)
    assert far == pytest.approx(wanted, rel=0.08)
    assert 0.4 * len(close[1].kept) < len(wide[1].kept) and wide[1].kept.all()


def test_where_many_windows_are_lost_all_that_can_be_had_are_looked_at(moved):
    (near, _), (same, _) = (refined(moved, 0.0, apart, lost=0.55)[0].distances[1] for apart in (0.0, 9.0))
    assert same == near
    assert refined(moved, 0.0, 9.0, lost=0.1)[0].distances[1][0] > 1.3 * near


def test_a_local_distortion_is_followed_by_all_windows_and_found_by_fewer(moved):
    matcher, found, _ = refined(moved, 0.0, 9.0, bend=2.5)
    _, (on_the_way, _), (at_last, _) = matcher.distances[:3]
    assert on_the_way > 1.3 * at_last
    assert at_last == pytest.approx(refined(moved, 0.0, bend=2.5)[0].distances[2][0], rel=0.02)
    assert found.kept.mean() > 0.9


def test_phase_tells_the_place_by_half_as_many_windows(moved, turned):
    """Side by side, where one affine map explains a sample of them."""
    matrix, start = turned(0.5, 1, (2.4, -3.3)), turned(0.4, 1, (2.0, -3.0))
    tried = []
    for apart in (0.0, Phase.apart):
        matcher = Phase()
        matcher.apart = apart
        found = refine(moved, matcher, apply(start), Silent(), scales=[1.0], rough=False)
        points = found.measurement.select(found.kept)
        error = np.hypot(*(points.nominal_xy - apply(matrix)(points.reference_xy)).T)
        assert found.kept.mean() > 0.9 and np.sqrt((error**2).mean()) < 0.1
        tried.append(found.measurement.tried)
    assert 0.4 * tried[0] < tried[1] < 0.65 * tried[0]


def test_windows_by_themselves_are_seen_on_whole_pixels(moved):
    """So that those of the reference are no more than copied."""
    points = np.array([[60.3, 71.8], [250.6, 233.2]])
    found = tiles(moved, points, 1.0, 64.0)
    assert [tile.alone for tile in found] == [True, True]
    for tile, point in zip(found, points):
        assert np.array_equal(tile.centre, np.rint(tile.centre)) and np.abs(tile.centre - point).max() <= 0.5
