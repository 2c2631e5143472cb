"""Choice of the transform."""
from __future__ import annotations

import json

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.folding import folds
from tiepoint.core.geometry.selection import choose_transform
from tiepoint.core.methods import TRANSFORMS

EXTENT = (0.0, 0.0, 1000.0, 1000.0)


def choose(points, candidates=None, **options):
    return choose_transform(points.source, points.destination, None, candidates, points.spacing, 0, EXTENT, **options)


@pytest.mark.parametrize(("kind", "expected"), [("shift", "shift"), ("affine", "affine"), ("warp", "tps")])
def test_the_simplest_sufficient_transform_is_chosen(scene, kind, expected):
    chosen = [choose(scene(seed, 120, 0.3, kind, outliers=0.05)).id for seed in range(6)]
    assert chosen.count(expected) >= 5


def test_the_choice_is_nearly_as_good_as_the_best_candidate(scene):
    for seed in range(4):
        points = scene(seed, 150, 0.3, amplitude=0.8, correlation=1 / 2)
        best = min(points.rmse(choose(points, [name]).fit.transform) for name in TRANSFORMS.ids())
        assert points.rmse(choose(points).fit.transform) < 1.3 * best + 0.05


def test_all_candidates_are_reported(scene):
    choice = choose(scene(1, 100, 0.3, outliers=0.1))
    assert [row["id"] for row in choice.table] == list(TRANSFORMS.ids())
    assert all(row["rmse"] > 0 and row["ce90"] > row["rmse"] and row["folds"] == 0 for row in choice.table)
    json.dumps(choice.table, allow_nan=False)
    assert choice.reason.startswith("Thin-plate spline: its held-out squared error is ")
    assert choice.fit.transform.id == choice.id == "tps"


def test_outliers_are_set_aside_and_a_stiff_transform_may_not_set_aside_more(scene):
    points = scene(2, 200, 0.2, amplitude=5.0, outliers=0.2)
    shift, tps = choose(points, ["shift"]), choose(points, ["tps"])
    assert np.array_equal(shift.fit.inliers, tps.fit.inliers)
    assert shift.fit.inliers[~points.outliers].mean() > 0.95
    assert shift.fit.inliers[points.outliers].mean() < 0.05
    assert shift.accuracy.rmse > 3


def test_shift_only_is_a_tenth_of_a_pixel(scene):
    for seed in range(3):
        points = scene(seed, 200, 0.4, "shift", outliers=0.02)
        choice = choose(points)
        assert points.rmse(choice.fit.transform) < 0.1
        assert choice.accuracy.rmse < 0.15


def test_errors_shared_by_neighbours_are_not_taken_for_distortion(scene):
    rng, chosen = np.random.default_rng(0), []
    for seed in range(4):
        points = scene(seed, 150, 0.0, "shift")
        apart = ((points.source[:, None] - points.source[None]) ** 2).sum(axis=2)
        shared = np.exp(-0.5 * apart / (0.5 * points.spacing) ** 2) + 1e-9 * np.eye(150)
        destination = points.destination + np.linalg.cholesky(shared) @ rng.normal(0, 0.4, (150, 2))
        for correlation in (None, 0.5 * points.spacing):
            chosen.append(choose_transform(points.source, destination, None, None, points.spacing, 0, EXTENT, correlation=correlation).id)
    assert chosen.count("shift") >= 7


def test_sparse_points_of_a_strong_distortion_are_kept(scene):
    points = scene(3, 40, 0.1, amplitude=10.0, correlation=1 / 4)
    choice = choose(points)
    assert choice.fit.inliers.mean() > 0.9
    assert 1 / 1.7 < choice.accuracy.rmse / points.rmse(choice.fit.transform) < 1.7


def test_leave_one_out_residuals_are_given_for_every_point(scene):
    points = scene(4, 100, 0.2, outliers=0.1)
    choice = choose(points, ["affine"])
    assert choice.loo_residuals.shape == (100,)
    inliers = choice.fit.inliers
    assert (choice.loo_residuals[inliers] > choice.fit.residuals[inliers]).all()
    assert np.array_equal(choice.loo_residuals[~inliers], choice.fit.residuals[~inliers])


def test_a_folding_spline_is_smoothed_or_refused():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 100, (80, 2))
    destination = source + rng.normal(0, 12, (80, 2))
    choice = choose_transform(source, destination, None, ["affine", "tps"], 10.0, 0, (0, 0, 100, 100), threshold=40.0)
    assert not folds(choice.fit.transform, (0, 0, 100, 100))
    with pytest.raises(GeometryError, match="folds over at"):
        quadratic = np.column_stack([source[:, 0] - source[:, 0] ** 2 / 120, source[:, 1]])
        choose_transform(source, quadratic, None, ["polynomial2"], 10.0, 0, (0, 0, 100, 100))


def test_a_refused_candidate_is_named_in_the_reason():
    rng = np.random.default_rng(1)
    source = rng.uniform(0, 100, (80, 2))
    bent = np.column_stack([source[:, 0] - source[:, 0] ** 2 / 120, source[:, 1]]) + rng.normal(0, 0.1, (80, 2))
    choice = choose_transform(source, bent, None, ["affine", "polynomial2"], 10.0, 0, (0, 0, 100, 100))
    assert choice.id == "affine"
    assert "Polynomial, 2nd order folds over at" in choice.reason
    assert choice.table[1]["rmse"] is None


def test_few_points_get_a_simple_transform():
    rng = np.random.default_rng(0)
    for count in range(1, 8):
        source = rng.uniform(0, 1000, (count, 2))
        choice = choose_transform(source, source + [5, 6] + rng.normal(0, 0.3, (count, 2)))
        assert choice.id == "shift"
        assert np.isnan(choice.accuracy.rmse) == (count == 1)


def test_the_choice_is_the_same_bit_for_bit(scene):
    points = scene(5, 100, 0.3, outliers=0.1)
    first, second = choose(points), choose(points)
    assert first.fit.transform.to_dict() == second.fit.transform.to_dict()
    assert first.accuracy == second.accuracy
    assert first.table == second.table


def test_impossible_requests_are_refused(scene):
    points = scene(6, 30, 0.1)
    with pytest.raises(GeometryError, match="None of the 0 tie points"):
        choose_transform([], [])
    with pytest.raises(GeometryError, match="30 source points, 29 destination"):
        choose_transform(points.source, points.destination[1:])
    with pytest.raises(GeometryError, match="No transform fits the 3 accepted tie points: Polynomial, 3rd order: .* at least 10"):
        choose_transform(points.source[:3], points.destination[:3], None, ["polynomial3"])


@pytest.mark.parametrize(("bend", "expected"), [(0.03, "shift"), (1.0, "polynomial2")])
def test_a_bend_too_small_to_matter_is_left_alone(bend, expected):
    """Rounding is as regular as a distortion; described by a polynomial it would be wrong elsewhere."""
    xy = np.random.default_rng(3).uniform(0, 100, (200, 2))
    bent = xy + [5.2, -3.1] + bend * np.stack([(xy[:, 0] / 50 - 1) ** 2, np.zeros(200)], 1)
    noise = np.random.default_rng(4).normal(0, 0.003, (200, 2))
    choice = choose_transform(xy, bent + noise, None, ["shift", "affine", "polynomial2", "polynomial3"], 7.0, 0, (0, 0, 100, 100))
    assert choice.id == expected
