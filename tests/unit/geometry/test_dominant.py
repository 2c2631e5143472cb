"""Buildings that lean differ from a picture that is distorted: the ground is found under the first, the spline kept for the second."""
from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter
from tiepoint.core.geometry.dominant import PLANES, dominant, unrelated
from tiepoint.core.geometry.linear import Similarity
from tiepoint.core.geometry.selection import choose_transform, fit_trusted
from tiepoint.core.geometry.tps import ThinPlateSpline

SIDE, FOOTPRINT, SMALL = 600.0, 96.0, 64.0
LINEAR, OFFSET = np.array([[0.99, -0.03], [0.03, 0.99]]), np.array([12.0, -7.0])


def grid(step=24.0):
    line = np.arange(step / 2, SIDE, step)
    return np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)


def field(seed, wavelength, amplitude):
    """Displacement at points: smooth over about a wavelength, of this root mean square length."""
    rng = np.random.default_rng(seed)
    noise = np.stack([gaussian_filter(rng.normal(size=(150, 150)), wavelength / 4.0 / 4.0, mode="wrap") for _ in range(2)], -1)
    noise *= amplitude / np.sqrt((noise**2).sum(-1).mean())
    return lambda xy: noise[(xy[:, 1] / 4).astype(int).clip(0, 149), (xy[:, 0] / 4).astype(int).clip(0, 149)]


def leaning(seed, share=0.5, lean=8.0):
    """Tie points of a town: what stands on the ground is displaced by its height, in blocks of 50 pixels."""
    rng, xy = np.random.default_rng(seed), grid()
    height = rng.gamma(2.0, 0.5, (12, 12)) * (rng.random((12, 12)) < share)
    moved = height[tuple((xy // 50).astype(int).T)][:, None] * lean * np.array([0.8, 0.6])
    return xy, xy @ LINEAR.T + OFFSET + moved + rng.normal(0, 0.5, xy.shape)


def error(transform, xy):
    return float(np.sqrt(((transform.forward(xy) - (xy @ LINEAR.T + OFFSET)) ** 2).sum(1).mean()))


@pytest.mark.parametrize("seed", range(4))
def test_the_ground_of_a_town_is_found(seed):
    source, destination = leaning(seed)
    found = dominant(source, destination)
    assert found.everywhere and error(found.transform, grid()) < 0.4
    assert error(Similarity.fit(source, destination), grid()) > 3.0
    choice = choose_transform(source, destination, threshold=3.0, correlation=0.25 * FOOTPRINT, compared=True)
    assert choice.id in ("similarity", "affine", "projective") and "of the ground" in choice.reason
    assert error(choice.fit.transform, grid()) < 0.5 and choice.accuracy.rmse < 2.0


@pytest.mark.parametrize("seed", range(3))
def test_a_distorted_picture_keeps_its_spline(seed):
    rng, xy = np.random.default_rng(seed), grid()
    bend = field(seed, 500.0, 5.0)
    destination = xy @ LINEAR.T + OFFSET + bend(xy) + rng.normal(0, 0.8, xy.shape)
    assert not unrelated(xy, destination, SMALL)
    choice = choose_transform(xy, destination, threshold=3.0, correlation=0.25 * SMALL, compared=True)
    assert choice.id == "tps" and "of the ground" not in choice.reason
    truth = xy @ LINEAR.T + OFFSET + bend(xy)
    assert np.sqrt(((choice.fit.transform.forward(xy) - truth) ** 2).sum(1).mean()) < 0.8


def test_a_fine_distortion_that_a_spline_follows_is_no_town():
    """Displacements that have little in common from one window to the next, but are the same for points that lie close together."""
    rng, xy = np.random.default_rng(2), grid(12.0)
    bend = field(2, 120.0, 4.0)
    destination = xy @ LINEAR.T + OFFSET + bend(xy) + rng.normal(0, 0.2, xy.shape)
    assert unrelated(xy, destination, FOOTPRINT)
    choice = choose_transform(xy, destination, threshold=3.0, correlation=0.25 * FOOTPRINT, compared=True)
    assert choice.id == "tps" and "of the ground" not in choice.reason


@pytest.mark.parametrize("seed", [0, 2])
def test_what_neighbouring_windows_share_does_not_bend_the_ground(seed):
    """Displacements to all sides that are alike within a window and unrelated beyond: a spline through half a window's neighbours foresees
    them, and lies off the ground by all of them."""
    rng, xy = np.random.default_rng(seed), grid(30.0)
    destination = xy @ LINEAR.T + OFFSET + field(seed, 110.0, 6.0)(xy) + rng.normal(0, 0.8, xy.shape)
    assert unrelated(xy, destination, FOOTPRINT)
    assert error(ThinPlateSpline.fit(xy, destination, smoothing="auto"), xy) > 5.0
    choice = choose_transform(xy, destination, threshold=3.0, correlation=0.25 * FOOTPRINT, compared=True)
    assert choice.id in PLANES and error(choice.fit.transform, xy) < 1.2
    assert choice.accuracy.rmse > 4.0                   # nobody knows whether the ground is displaced or what stands on it


def test_a_spline_that_was_asked_for_stays_one():
    source, destination = leaning(1)
    choice = choose_transform(source, destination, candidates=["tps"], threshold=3.0, correlation=0.25 * FOOTPRINT, compared=True)
    assert choice.id == "tps" and isinstance(choice.fit.transform, ThinPlateSpline)


def test_a_spline_that_was_asked_for_follows_what_neighbouring_windows_share():
    rng, xy = np.random.default_rng(0), grid(30.0)
    bend = field(0, 110.0, 6.0)(xy)
    destination = xy @ LINEAR.T + OFFSET + bend + rng.normal(0, 0.8, xy.shape)
    choice = choose_transform(xy, destination, candidates=["tps"], threshold=3.0, correlation=0.25 * FOOTPRINT, trusted=True)
    assert np.sqrt(((choice.fit.transform.forward(xy) - (xy @ LINEAR.T + OFFSET + bend)) ** 2).sum(1).mean()) < 1.5
    again, _ = fit_trusted("tps", xy, destination, correlation=0.25 * FOOTPRINT)
    assert np.allclose(again.forward(xy), choice.fit.transform.forward(xy))


@pytest.mark.filterwarnings("error")
def test_a_spline_through_points_whose_errors_are_all_alike_is_not_smoothed():
    xy = grid(30.0)
    xy = xy[(xy < 130).all(1)]
    bend = np.column_stack([3.0 * np.sin(xy[:, 1] / 30.0), np.zeros(len(xy))])
    one, other = (choose_transform(xy, xy + bend, candidates=["tps"], correlation=correlation) for correlation in (0.0, 100.0))
    assert np.abs(one.fit.transform.forward(xy) - other.fit.transform.forward(xy)).max() < 1e-9


def test_planes_that_halves_disagree_on_are_unstable():
    xy = grid()
    rng = np.random.default_rng(0)
    steady = xy @ LINEAR.T + OFFSET + rng.normal(0, 0.5, xy.shape)
    broken = steady + np.where(xy[:, :1] > SIDE / 2, [[9.0, 0.0]], [[0.0, 0.0]])
    one, two = (dominant(xy, destination, candidates=["similarity"]) for destination in (steady, broken))
    assert one.error < 0.2 and one.blocks == 1.0
    assert two.error > 1.5 and two.blocks < 0.8


def test_few_points_have_no_plane():
    xy = grid()[:20]
    assert dominant(xy, xy) is None


def test_far_points_do_not_drag_a_plane_along():
    rng, xy = np.random.default_rng(3), grid()
    destination = xy @ LINEAR.T + OFFSET + rng.normal(0, 0.6, xy.shape)
    wrong = rng.choice(len(xy), len(xy) // 8, replace=False)
    destination[wrong] += [14.0, 3.0]
    choice = choose_transform(xy, destination, candidates=["shift", "similarity"], correlation=0.25 * FOOTPRINT, compared=True)
    assert error(choice.fit.transform, grid()) < 0.2 and choice.accuracy.rmse < 0.6
    assert not choice.fit.inliers[wrong].any() and choice.fit.inliers.sum() > 0.85 * len(xy)
