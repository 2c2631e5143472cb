"""What convinces: many parts that agree with their surroundings, or fewer on one affine; not a few on a map that bends at will."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiepoint.core.matching.evidence import weigh
from tiepoint.core.matching.measurement import Measurement
from tiepoint.core.matching.voting import Elected

SIDE, FOOTPRINT, REACH = 480.0, 64.0, 16.0


def measured(shown, right, seed):
    """(measurement, kept): windows every 24 px that move by ``shown`` (x, y) -> (N, 2), of which a share by cells is right."""
    rng = np.random.default_rng(seed)
    line = np.arange(12.0, SIDE, 24.0)
    xy = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    cell = np.floor(xy / (0.75 * FOOTPRINT)).astype(int)
    kept = (rng.random((cell.max() + 1,) * 2) < right)[cell[:, 1], cell[:, 0]]
    moved = np.where(kept[:, None], shown(xy) + rng.normal(0, 0.4, xy.shape), rng.uniform(-REACH, REACH, xy.shape))
    count = len(xy)
    return Measurement(xy, xy + moved, np.full(count, 0.7), np.ones(count), count, REACH, FOOTPRINT, xy, None), kept


def turn(xy):
    return (xy - SIDE / 2) @ np.array([[0.01, 0.015], [-0.015, 0.012]]) + [3.0, -2.0]


def bend(xy):
    return 14.0 * np.stack([np.sin(xy[:, 0] / 110 + xy[:, 1] / 190), np.cos(xy[:, 1] / 120 - xy[:, 0] / 200)], 1)


@pytest.mark.parametrize("seed", range(3))
def test_an_affine_convinces_by_a_third_of_the_parts(seed):
    found = weigh(*measured(turn, 0.35, seed), 1.0)
    assert found.convincing and found.on_affine >= 0.25 * found.cells and found.log10_affine_chance < -12.5


def test_a_bent_map_convinces_by_most_of_the_parts_though_no_affine_fits():
    found = weigh(*measured(bend, 0.97, 0), 1.0)
    assert found.on_affine < 0.6 * found.agreeing
    assert found.convincing and found.share > 0.6


@pytest.mark.parametrize("seed", range(3))
def test_a_bent_map_of_a_few_parts_does_not(seed):
    found = weigh(*measured(bend, 0.3, seed), 1.0)
    assert not found.convincing


@pytest.mark.parametrize("seed", range(3))
def test_unrelated_displacements_do_not(seed):
    measurement, _ = measured(turn, 0.0, seed)
    # What a matcher keeps of them is what happens to look alike.
    kept = np.hypot(*(measurement.nominal_xy - measurement.reference_xy - [4.0, 4.0]).T) < 6.0
    found = weigh(measurement, kept, 1.0)
    assert not found.convincing and found.share < 0.4


def elected(support, rival):
    return Elected(np.zeros((2, 3)), lambda xy: xy, support, rival)


@pytest.mark.parametrize("support, rival, convinces", [(30.0, 0.2, True), (12.0, 0.2, False), (30.0, 0.7, False)])
def test_what_windows_say_together_decides_where_they_were_asked(support, rival, convinces):
    found = weigh(*measured(turn, 0.35, 0), 1.0)
    assert found.convincing
    assert replace(found, elected=elected(support, rival)).convincing == convinces


@pytest.mark.parametrize("share, convinces", [(0.3, True), (0.05, False)])
def test_windows_together_need_a_quarter_of_the_parts_too(share, convinces):
    found = replace(weigh(*measured(turn, share, 1), 1.0), elected=elected(30.0, 0.2))
    assert found.convincing == convinces


def test_a_hopeless_place_is_not_worth_more_parts():
    found = weigh(*measured(turn, 0.35, 0), 1.0)
    assert found.promising and not replace(found, elected=elected(5.0, 0.2)).promising


def test_a_dozen_points_have_to_be_found_again():
    """However many windows lie on one affine map."""
    measurement, right = measured(turn, 0.9, 0)
    for every, convinces in ((60, False), (15, True)):
        kept = right & (np.cumsum(right) % every == 0)
        found = weigh(measurement, kept, 1.0)
        assert found.on_affine > 0.6 * found.cells and found.log10_affine_chance < -30.0
        assert found.convincing == convinces


@pytest.mark.parametrize("few", [5, 400])
def test_a_period_is_found_in_all_that_agrees_whatever_was_kept(few):
    measurement, right = measured(turn, 0.9, 0)
    rivals = np.random.default_rng(1).choice([[8.0, 0.0], [0.0, 8.0], [-8.0, 0.0]], len(measurement))
    repeating = replace(measurement, rivals=rivals, scores=np.full(len(measurement), 0.2))
    kept = right & (np.cumsum(right) % max(len(right) // few, 1) == 0)
    assert weigh(repeating, kept, 1.0).period == 8.0
    assert not weigh(measurement, kept, 1.0).period


def test_windows_without_a_rival_do_not_repeat():
    """Wide peaks, as smooth ground has them: their slopes are alike everywhere."""
    measurement, right = measured(turn, 0.9, 0)
    alone = np.zeros((len(measurement), 2))
    smooth = replace(measurement, rivals=alone, scores=np.full(len(measurement), 0.2))
    assert weigh(smooth, right, 1.0).period == 0.0 and weigh(smooth, right, 1.0).convincing
    half = np.where(np.arange(len(measurement))[:, None] % 2, alone, [8.0, 0.0])
    assert not weigh(replace(smooth, rivals=half), right, 1.0).period
