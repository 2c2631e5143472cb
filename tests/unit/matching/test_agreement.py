"""What is believed of a measurement: neighbours where most agree, one affine where few do."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.matching.agreement import agreement
from tiepoint.core.matching.measurement import Measurement

SIDE, FOOTPRINT, REACH = 480.0, 96.0, 24.0


def turn(xy):
    return (xy - SIDE / 2) @ np.array([[0.01, 0.015], [-0.015, 0.012]]) + [3.0, -2.0]


def bend(xy):
    return 9.0 * np.stack([np.sin(xy[:, 0] / 90 + xy[:, 1] / 150), np.cos(xy[:, 1] / 95 - xy[:, 0] / 160)], 1)


def measured(shown, share, seed, noise=0.8):
    """(measurement, right): of windows every 22 px a share shows a place, the others move with their neighbours, but anywhere."""
    rng = np.random.default_rng(seed)
    line = np.arange(11.0, SIDE, 22.0)
    xy = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    right = rng.random(len(xy)) < share
    # Overlapping windows are wrong alike: patches of them share one displacement.
    patch = np.floor(xy / 80.0).astype(int)
    wrong = rng.uniform(-REACH, REACH, (*(patch.max(0) + 1), 2))[patch[:, 0], patch[:, 1]] + rng.normal(0, 3.0, xy.shape)
    moved = np.where(right[:, None], shown(xy) + rng.normal(0, noise, xy.shape), wrong)
    count = len(xy)
    return Measurement(xy, xy + moved, np.full(count, 0.7), np.ones(count), count, REACH, FOOTPRINT, xy, None), right


@pytest.mark.parametrize("seed", range(4))
def test_points_that_are_wrong_alike_do_not_bend_what_a_quarter_says(seed):
    measurement, right = measured(turn, 0.25, seed)
    found = agreement(measurement, lambda xy: xy, 1.0, False, seed)
    assert found.stiff
    assert right[found.kept].mean() > 0.85
    corners = np.array([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]])
    assert np.hypot(*(found.smooth(measurement, seed)(corners) - corners - turn(corners)).T).max() < 1.0


@pytest.mark.parametrize("seed", range(4))
def test_what_bends_is_followed_where_most_points_say_so(seed):
    measurement, right = measured(bend, 0.6, seed)
    found = agreement(measurement, lambda xy: xy, 1.0, False, seed)
    assert not found.stiff and right[found.kept].mean() > 0.9
    places = np.random.default_rng(seed).uniform(60, SIDE - 60, (50, 2))
    error = np.hypot(*(found.smooth(measurement, seed)(places) - places - bend(places)).T)
    assert np.sqrt((error**2).mean()) < 1.5


def test_a_rough_start_knows_one_affine_only():
    measurement, right = measured(turn, 0.6, 0)
    found = agreement(measurement, lambda xy: xy, 1.0, True, 0)
    assert found.stiff and right[found.kept].mean() > 0.95 and found.kept[right].mean() > 0.9
