"""Thin-plate spline: what defines it, its smoothing and its analytic leave-one-out."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.linear import Affine
from tiepoint.core.geometry.tps import ThinPlateSpline


@pytest.fixture
def pairs():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 1000, (60, 2))
    return source, source + 20 * np.sin(source[:, ::-1] / 150) + rng.normal(0, 0.3, (60, 2)), rng.uniform(0.2, 3, 60)


def test_without_smoothing_it_interpolates(pairs):
    source, destination, _ = pairs
    assert np.abs(ThinPlateSpline.fit(source, destination, smoothing=0).forward(source) - destination).max() < 1e-6


def test_with_much_smoothing_it_is_the_affine_fit(pairs):
    source, destination, weights = pairs
    spline, affine = ThinPlateSpline.fit(source, destination, weights, smoothing=1e9), Affine.fit(source, destination, weights)
    assert np.abs(spline.forward(source) - affine.forward(source)).max() < 1e-5
    assert spline.parameters == pytest.approx(6, abs=1e-5)


def test_an_affine_mapping_is_reproduced_anywhere(pairs):
    source = pairs[0]
    matrix = np.array([[1.1, 0.2], [-0.1, 0.8]])
    far = np.array([[-5000.0, 9000.0], [1e5, 1e5]])
    for smoothing in (0, 1e-2, "auto"):
        spline = ThinPlateSpline.fit(source, source @ matrix.T + 7, smoothing=smoothing)
        assert np.allclose(spline.forward(far), far @ matrix.T + 7, atol=1e-3)


def test_it_minimises_bending_against_the_textbook_system(pairs):
    source, destination, _ = pairs
    # Bookstein's system, (K P; P' 0), in plain coordinates.
    distance = np.sqrt(((source[:, None] - source[None]) ** 2).sum(axis=2))
    with np.errstate(divide="ignore", invalid="ignore"):
        energy = np.where(distance > 0, distance ** 2 * np.log(distance), 0)
    terms = np.column_stack([np.ones(60), source])
    system = np.block([[energy, terms], [terms.T, np.zeros((3, 3))]])
    solution = np.linalg.solve(system, np.vstack([destination, np.zeros((3, 2))]))
    places = np.random.default_rng(1).uniform(-100, 1100, (50, 2))
    distance = np.sqrt(((places[:, None] - source[None]) ** 2).sum(axis=2))
    expected = (distance ** 2 * np.log(distance)) @ solution[:60] + np.column_stack([np.ones(50), places]) @ solution[60:]
    assert np.abs(ThinPlateSpline.fit(source, destination, smoothing=0).forward(places) - expected).max() < 1e-5


def test_smoothing_depends_on_neither_units_nor_number(pairs):
    source, destination, _ = pairs
    plain = ThinPlateSpline.fit(source, destination, smoothing=1e-3).forward(source)
    metres = ThinPlateSpline.fit(source * 30 + 5e5, destination * 0.5, smoothing=1e-3).forward(source * 30 + 5e5)
    tripled = ThinPlateSpline.fit(np.tile(source, (3, 1)), np.tile(destination, (3, 1)), smoothing=1e-3).forward(source)
    assert np.abs(metres / 0.5 - plain).max() < 1e-6
    assert np.abs(tripled - plain).max() < 1e-6


@pytest.mark.parametrize("smoothing", [0, 1e-4, "auto"])
def test_leave_one_out_is_that_of_refitting(pairs, smoothing):
    source, destination, weights = pairs
    spline = ThinPlateSpline.fit(source, destination, weights, smoothing=smoothing)
    held = spline.loo_residuals()
    for i in range(0, 60, 7):
        rest = np.arange(60) != i
        # The same penalty in the frame and for the weights of all points, which the rest alone would not have.
        refitted = _refit(spline, destination, rest)
        assert np.abs(destination[i] - refitted(source[i:i + 1])[0] - held[i]).max() < 1e-5


@pytest.mark.parametrize("smoothing", [0, 1e-4])
def test_blocked_residuals_are_those_of_refitting(pairs, smoothing):
    source, destination, weights = pairs
    labels = (source[:, 0] // 300).astype(int)
    spline = ThinPlateSpline.fit(source, destination, weights, smoothing=smoothing)
    held = spline.blocked_residuals(labels)
    for label in np.unique(labels):
        block = labels == label
        refitted = _refit(spline, destination, ~block)
        assert np.abs(destination[block] - refitted(source[block]) - held[block]).max() < 1e-4


def _refit(spline, destination, chosen):
    """Spline through some of the points at the same penalty, straight from the definition."""
    nodes, weights = spline.nodes[chosen], spline.weights[chosen]
    values = (destination[chosen] - spline.destination_frame[0]) / spline.destination_frame[1]
    count = len(nodes)

    def energy(a, b):
        squared = ((a[:, None] - b[None]) ** 2).sum(axis=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(squared > 0, 0.5 * squared * np.log(squared), 0)
    penalty = max(spline.smoothing * len(spline.nodes), 1e-12)
    terms = np.column_stack([nodes, np.ones(count)])
    system = np.block([[energy(nodes, nodes) + penalty * np.diag(1 / weights), terms], [terms.T, np.zeros((3, 3))]])
    solution = np.linalg.solve(system, np.vstack([values, np.zeros((3, 2))]))

    def forward(xy):
        places = (xy - spline.source_frame[0]) / spline.source_frame[1]
        value = energy(places, nodes) @ solution[:count] + np.column_stack([places, np.ones(len(places))]) @ solution[count:]
        return value * spline.destination_frame[1] + spline.destination_frame[0]
    return forward


def test_leaving_out_what_determines_it_gives_no_number():
    source = np.array([[0, 0], [1, 0], [2, 0], [3, 0], [1.5, 1.0]])
    held = ThinPlateSpline.fit(source, source + 1, smoothing=0.1).loo_residuals()
    assert np.isnan(held[4]).all()
    assert np.isfinite(held[1]).all()


def test_cross_validation_finds_nearly_the_best_smoothing(scene):
    for seed, noise in ((1, 0.1), (2, 0.5), (3, 1.0)):
        points = scene(seed, 150, noise)
        chosen = points.rmse(ThinPlateSpline.fit(points.source, points.destination))
        best = min(points.rmse(ThinPlateSpline.fit(points.source, points.destination, smoothing=10.0 ** power))
                   for power in np.arange(-9, 1, 0.5))
        assert chosen < 1.15 * best
        assert chosen < noise * np.sqrt(2)


def test_more_points_than_it_takes_are_thinned_evenly(scene):
    points = scene(4, 2500, 0.2)
    spline = ThinPlateSpline.fit(points.source, points.destination, max_points=400)
    assert len(spline.nodes) == 400
    assert points.rmse(spline) < 0.25
    # Every point has a control point near.
    gap = np.sqrt(((points.source[:, None] - spline.control_xy[None]) ** 2).sum(axis=2)).min(axis=1)
    assert gap.max() < 2.5 * points.spacing


def test_coincident_points_are_averaged():
    rng = np.random.default_rng(0)
    source = np.repeat(rng.uniform(0, 100, (20, 2)), 2, axis=0)
    destination = source + rng.normal(0, 1, (40, 2))
    mean = destination.reshape(20, 2, 2).mean(axis=1)
    assert np.abs(ThinPlateSpline.fit(source, destination, smoothing=0).forward(source[::2]) - mean).max() < 2e-3


def test_inverse_gives_no_wrong_answer_where_the_spline_folds():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 100, (60, 2))
    folded = ThinPlateSpline.fit(source, source + rng.normal(0, 15, (60, 2)), smoothing=0)
    places = rng.uniform(0, 100, (500, 2))
    back = folded.inverse(places)
    solved = np.isfinite(back).all(axis=1)
    assert 0.05 < solved.mean() < 1
    assert np.abs(folded.forward(back[solved]) - places[solved]).max() < 1e-6


def test_three_points_give_the_affine_transform_through_them():
    source, destination = np.array([[0, 0], [10, 0], [0, 10.0]]), np.array([[1, 1], [12, 0], [0, 9.0]])
    spline = ThinPlateSpline.fit(source, destination)
    assert np.allclose(spline.forward(source), destination)
    assert np.isnan(spline.loo_residuals()).all()
    assert spline.parameters == pytest.approx(6)


@pytest.mark.parametrize("smoothing", [-1, np.nan])
def test_an_impossible_smoothing_is_refused(pairs, smoothing):
    with pytest.raises(GeometryError, match="smoothing"):
        ThinPlateSpline.fit(*pairs[:2], smoothing=smoothing)


def test_control_points_are_points_like_others(pairs):
    """Where a kernel ends in r^2 log r = 0 the derivative is that of all others, and the way back is found from there."""
    source, destination, _ = pairs
    spline, step = ThinPlateSpline.fit(source, destination, smoothing=1e-3), np.array([[1e-2, 0.0], [0.0, 1e-2]])
    numeric = np.stack([(spline.forward(source + one) - spline.forward(source - one)) / 2e-2 for one in step], axis=2)
    assert np.abs(spline.jacobian(spline.control_xy) - numeric).max() < 1e-5
    assert np.abs(spline.inverse(spline.forward(source)) - source).max() < 1e-6


def test_places_are_the_same_however_many_are_asked_for(pairs):
    spline, places = ThinPlateSpline.fit(*pairs), np.random.default_rng(3).uniform(-100, 1100, (5000, 2))
    for ask in (spline.forward, spline.inverse):
        assert np.abs(ask(places) - np.concatenate([ask(part) for part in np.array_split(places, 7)])).max() < 1e-9
