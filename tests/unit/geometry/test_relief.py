"""Ground under relief displacement: found where roofs are more than streets, to whichever side they lean; not seen in noise or bends."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.geometry.dominant import dominant, ground_plane
from tiepoint.core.geometry.linear import Affine
from tiepoint.core.geometry.relief import ground, relief_direction
from tiepoint.core.geometry.selection import choose_transform

SIDE, WINDOW = 600.0, 96.0
LINEAR, OFFSET = np.array([[1.01, -0.02], [0.02, 1.01]]), np.array([-9.0, 5.0])
LEAN = np.array([0.6, -0.8])


def town(seed, streets=0.35, floors=(3.0, 14.0), sign=1.0):
    """Tie points of a dense town: blocks of roofs, of heights even between two or mostly alike, streets and yards between them."""
    rng = np.random.default_rng(seed)
    line = np.arange(12.0, SIDE, 24.0)
    xy = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    drawn = rng.uniform(*floors, (12, 12)) if floors else 4.0 + rng.gamma(3.0, 1.3, (12, 12))
    height = drawn * (rng.random((12, 12)) > streets)
    lean = sign * height[tuple((xy // 50).astype(int).T)][:, None] * LEAN
    return xy, xy @ LINEAR.T + OFFSET + lean + rng.normal(0, 0.4, xy.shape), np.hypot(*lean.T) == 0


def rms(transform, xy):
    return float(np.sqrt(((transform.forward(xy) - (xy @ LINEAR.T + OFFSET)) ** 2).sum(1).mean()))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_streets_are_the_ground_where_roofs_are_more(seed, sign):
    source, destination, street = town(seed, sign=sign)
    direction, elongated = relief_direction(source, destination, WINDOW)
    assert elongated and abs(direction @ LEAN) > 0.98
    found = ground(source, destination, np.ones(len(source)), direction, 2.0)
    assert (found.inliers & street).sum() > 0.9 * street.sum() and (found.inliers & ~street).sum() < 0.05 * (~street).sum()
    plane = ground_plane(source, destination, None, WINDOW)
    assert plane.everywhere and rms(plane.transform, source) < 0.5
    assert rms(Affine.fit(source, destination), source) > 3.0


def test_the_dominant_plane_alone_takes_roofs_for_the_ground():
    source, destination, _ = town(0, streets=0.3, floors=None)
    assert rms(dominant(source, destination).transform, source) > 5.0
    assert rms(ground_plane(source, destination, None, WINDOW).transform, source) < 0.6


def test_two_flat_levels_alike_are_doubtful():
    """A tableland and a plain: either may be the ground, and the error says so."""
    source, destination, _ = town(1, streets=0.5, floors=(7.9, 8.1))
    found = ground(source, destination, np.ones(len(source)), relief_direction(source, destination, WINDOW)[0], 2.0)
    assert 0.2 < found.doubt <= 0.5 and found.gap == pytest.approx(8.0, abs=1.0)
    clear = ground_plane(*town(1)[:2], None, WINDOW)
    doubtful = ground_plane(source, destination, None, WINDOW)
    assert doubtful.error > 1.5 > clear.error
    assert "another level" in choose_transform(source, destination, threshold=3.0, correlation=WINDOW / 4, compared=True).reason


def test_displacements_to_all_sides_keep_their_spline():
    rng = np.random.default_rng(5)
    source, _, _ = town(0)
    bend = 5.0 * np.stack([np.sin(source @ [0.025, 0.012]), np.cos(source @ [-0.015, 0.026])], 1)
    destination = source @ LINEAR.T + OFFSET + bend + rng.normal(0, 0.4, source.shape)
    assert not relief_direction(source, destination, WINDOW)[1]
    assert choose_transform(source, destination, threshold=3.0, correlation=WINDOW / 4, compared=True).id == "tps"


def test_noise_has_no_direction():
    rng = np.random.default_rng(6)
    source, _, _ = town(0)
    assert not relief_direction(source, source @ LINEAR.T + rng.normal(0, 1.0, source.shape), WINDOW)[1]
