"""Claimed accuracy against the true one."""
from __future__ import annotations

import json

import numpy as np
import pytest
from tiepoint.core.geometry.accuracy import FLOOR, accuracy, assess, check_places
from tiepoint.core.geometry.error_model import _posterior, error_model
from tiepoint.core.geometry.heldout import held_out
from tiepoint.core.geometry.linear import Affine
from tiepoint.core.geometry.projective import Projective
from tiepoint.core.geometry.selection import choose_transform
from tiepoint.core.geometry.shift import Shift
from tiepoint.core.geometry.tps import ThinPlateSpline
from tiepoint.core.methods import TRANSFORMS

EXTENT = (0.0, 0.0, 1000.0, 1000.0)


def claim(transform_id, points, **options):
    """Accuracy claimed by a transform fitted to all points."""
    transform = TRANSFORMS.load(transform_id).fit(points.source, points.destination)
    held = held_out(transform, points.source, points.destination, radius=0.0)
    return transform, assess(transform, points.source, points.destination, held, None, points.spacing, EXTENT, **options)


@pytest.mark.parametrize("transform_id", ["shift", "affine", "tps"])
def test_under_distortion_the_claim_is_within_a_factor_of_one_and_a_half_of_the_truth(scene, transform_id):
    ratios, raw = [], []
    for seed in range(4):
        for count in (40, 150):
            for noise, correlation in ((0.05, 1 / 3), (0.2, 1 / 2), (0.5, 1 / 4)):
                points = scene(seed, count, noise, amplitude=4.0, correlation=correlation)
                transform, found = claim(transform_id, points)
                ratios.append(found.rmse / points.rmse(transform))
                raw.append(found.rmse_raw / points.rmse(transform))
    ratios = np.array(ratios)
    assert np.mean((ratios > 1 / 1.5) & (ratios < 1.5)) >= 0.9
    assert 0.85 < np.median(ratios) < 1.15
    # What an accuracy computed from the held-out residuals as they are would have been.
    if transform_id == "tps":
        assert np.median(raw) > 1.5


@pytest.mark.parametrize(("transform_id", "kind"), [("shift", "shift"), ("affine", "affine"), ("affine", "shift"), ("tps", "affine")])
def test_without_distortion_the_claim_is_the_error_expected_from_the_noise(scene, transform_id, kind):
    ratios = []
    for seed in range(4):
        for count in (40, 150):
            for noise in (0.2, 0.5):
                # A fit to N points of noise s has an error of s sqrt(parameters / N), both coordinates together.
                expected = noise * np.sqrt({"shift": 2, "affine": 6, "tps": 6}[transform_id] / count)
                ratios.append(claim(transform_id, scene(seed, count, noise, kind))[1].rmse / max(expected, FLOOR))
    ratios = np.array(ratios)
    assert np.mean((ratios > 1 / 1.5) & (ratios < 1.5)) >= 0.8
    assert 0.85 < np.median(ratios) < 1.25


def test_what_a_projective_transform_bends_is_no_doubt_about_it():
    """The model of the error knows the bending of the chosen transform; as a field of its own it made the claim twice too high."""
    line = np.linspace(20.0, 980.0, 20)
    source = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    corners = np.array([[0, 0], [1000, 0], [1000, 1000], [0, 1000.0]])
    exact = Projective.fit(corners, np.array([[5, 3], [1016, -8], [990, 1008], [-9, 985.0]]))
    ratios = []
    for seed in range(3):
        noise = np.random.default_rng(seed).normal(0, 0.2, source.shape)
        choice = choose_transform(source, exact.forward(source) + noise, spacing=line[1] - line[0], extent=EXTENT, correlation=16.0)
        assert choice.id == "projective"
        places = check_places(source, None, EXTENT)[0]
        true = np.sqrt(((choice.fit.transform.forward(places) - exact.forward(places)) ** 2).sum(1).mean())
        ratios.append(choice.accuracy.rmse / max(true, FLOOR))
    assert 1 / 1.5 < np.median(ratios) < 1.5


def test_the_claim_holds_through_the_choice_with_outliers_left(scene):
    ratios, tails = [], []
    for seed in range(6):
        for noise in (0.1, 0.4):
            points = scene(seed, 150, noise, amplitude=3.0, outliers=0.02, reach=10.0)
            choice = choose_transform(points.source, points.destination, spacing=points.spacing, extent=EXTENT)
            error = points.error(choice.fit.transform)
            ratios.append(choice.accuracy.rmse / points.rmse(choice.fit.transform))
            tails.append(choice.accuracy.ce90 / np.quantile(error, 0.9))
    for values in (np.array(ratios), np.array(tails)):
        assert np.mean((values > 1 / 1.5) & (values < 1.5)) >= 0.9
        assert 0.8 < np.median(values) < 1.2


def test_a_spline_that_interpolates_the_noise_is_not_called_accurate(scene):
    points = scene(1, 150, 0.5, "affine")
    spline = ThinPlateSpline.fit(points.source, points.destination, smoothing=0)
    found = assess(spline, points.source, points.destination, spline.loo_residuals(), None, points.spacing, EXTENT)
    assert np.abs(spline.forward(points.source) - points.destination).max() < 1e-6
    assert found.rmse == pytest.approx(points.rmse(spline), rel=0.25)


def test_a_wrong_transform_is_found_out(scene):
    points = scene(2, 100, 0.2, "affine")
    wrong = Shift.fit([[0, 0]], [[30.0, 40.0]])
    held = points.destination - wrong.forward(points.source)
    found = assess(wrong, points.source, points.destination, held, None, points.spacing, EXTENT)
    assert found.rmse == pytest.approx(points.rmse(wrong), rel=0.02)


def test_claims_grow_where_there_are_no_tie_points(scene):
    points = scene(3, 200, 0.2, amplitude=6.0)
    left = points.source[:, 0] < 500
    fitted = ThinPlateSpline.fit(points.source[left], points.destination[left])
    held = fitted.loo_residuals()
    near = assess(fitted, points.source[left], points.destination[left], held, None, points.spacing, (0, 0, 500, 1000))
    far = assess(fitted, points.source[left], points.destination[left], held, None, points.spacing, EXTENT)
    assert far.rmse > 1.5 * near.rmse
    assert near.coverage > 0.95
    assert 0.5 < far.coverage < 0.75


def test_units_do_not_matter(scene):
    points = scene(4, 80, 0.3)
    transform, found = claim("affine", points)
    metres = Affine.fit(points.source * 1e-3, points.destination * 1e-3)
    held = held_out(metres, points.source * 1e-3, points.destination * 1e-3, radius=0.0)
    scaled = assess(metres, points.source * 1e-3, points.destination * 1e-3, held, None, points.spacing * 1e-3, (0, 0, 1, 1),
                    tolerance=1.5e-3)
    # Below the floor, which is in pixels, all figures of a claim are raised by one factor.
    assert scaled.ce90 / scaled.rmse == pytest.approx(found.ce90 / found.rmse)
    assert scaled.noise == pytest.approx(found.noise * 1e-3)
    assert scaled.rmse_raw == pytest.approx(found.rmse_raw * 1e-3)


def test_the_claim_is_the_same_bit_for_bit(scene):
    points = scene(5, 120, 0.3)
    assert claim("tps", points)[1] == claim("tps", points)[1]


def test_shared_errors_of_neighbours_are_counted_when_known(scene):
    rng, ratios = np.random.default_rng(0), {0.0: [], 1.0: []}
    for seed in range(4):
        points = scene(seed, 120, 0.0, "shift")
        apart = ((points.source[:, None] - points.source[None]) ** 2).sum(axis=2)
        shared = np.exp(-0.5 * apart / points.spacing ** 2) + 1e-9 * np.eye(120)
        destination = points.destination + np.linalg.cholesky(shared) @ rng.normal(0, 0.4, (120, 2))
        transform = ThinPlateSpline.fit(points.source, destination)
        for factor in ratios:
            found = assess(transform, points.source, destination, transform.loo_residuals(), None, points.spacing, EXTENT,
                           correlation=factor * points.spacing)
            ratios[factor].append(found.rmse / points.rmse(transform))
    assert np.median(ratios[0.0]) < 0.5
    assert 0.7 < np.median(ratios[1.0]) < 1.4


def test_the_simple_formula_where_distortion_prevails(scene):
    points = scene(6, 150, 0.2, amplitude=4.0)
    transform = Affine.fit(points.source, points.destination)
    found = accuracy(held_out(transform, points.source, points.destination, radius=0.0), 0.2, 3 / 150)
    assert found.rmse == pytest.approx(points.rmse(transform), rel=0.2)
    assert found.rmse < found.rmse_raw
    assert found.ce90 == pytest.approx(np.quantile(points.error(transform), 0.9), rel=0.2)
    assert accuracy(np.zeros((20, 2)), 0.0, 0.0).rmse == FLOOR


def test_without_freedom_nothing_is_claimed():
    source = np.array([[0, 0], [10, 0], [0, 10.0]])
    found = assess(Affine.fit(source, source), source, source, np.full((3, 2), np.nan))
    assert np.isnan(found.rmse)
    assert found.points == 0
    record = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert record["rmse"] is None
    assert record["median_shift"] == [None, None]
    assert np.isnan(accuracy(np.full((4, 2), np.nan), 0.1, 0.1).rmse)


def test_places_cover_the_extent_near_tie_points():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 100, (200, 2))
    places, share = check_places(source, 8.0, (0, 0, 100, 100))
    assert share == 1
    assert places.min() == pytest.approx(2.5)
    assert places.max() == pytest.approx(97.5)
    assert check_places(source, 8.0, (0, 0, 400, 100))[1] == pytest.approx(0.29, abs=0.06)
    assert check_places(source, 8.0, (1000, 1000, 2000, 2000))[1] == 0


def test_the_error_model_knows_how_far_off_its_predictions_are(scene):
    points = scene(7, 80, 0.3)
    weights = np.random.default_rng(0).uniform(0.5, 2, 80)
    model = error_model(points.source, points.destination - points.source, weights, points.source[:5], True, 1.5, correlation=60.0)
    assert model.probability.sum(axis=(0, 1)) == pytest.approx([1, 1])
    for axis, (e, t) in enumerate(model.typical(points.destination[:5] - points.source[:5])):
        standardised = model.held_residual[e, t, :, axis] / np.sqrt(model.held_variance[e, t] * model.noise[e, t, axis])
        assert 0.8 < np.sqrt((standardised ** 2).mean()) < 1.25


@pytest.mark.parametrize("slopes", [False, True])
def test_leaving_a_point_out_of_the_error_model_is_refitting_it(scene, slopes):
    points, ranges = scene(8, 40, 0.3), np.array([0.5, 2.0])
    nodes, displacement = points.source / 500 - 1, points.destination - points.source
    whole = _posterior(nodes, displacement, np.ones(40), nodes[:1], slopes, ranges, 1.5, 0.0, np.arange(40))
    rest = np.arange(40) != 11
    without = _posterior(nodes[rest], displacement[rest], np.ones(39), nodes[11:12], slopes, ranges, 1.5, 0.0, np.arange(39))
    # One predicts the tie point, the other the true displacement there: they differ by the noise of the point.
    assert np.allclose(displacement[11] - without.mean[:, :, 0], whole.held_residual[:, :, 11], atol=1e-5)
    assert np.allclose(without.variance[:, :, 0] + 1, whole.held_variance[:, :, 11], rtol=1e-4)
