"""Held-out residuals and the noise of single tie points."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.heldout import blocked_residuals, checker_blocks, held_out, loo_residuals, measurement_noise
from tiepoint.core.geometry.tps import ThinPlateSpline
from tiepoint.core.methods import TRANSFORMS

LINEAR_IN_PARAMETERS = ("shift", "similarity", "affine", "polynomial2", "polynomial3")


@pytest.mark.parametrize("transform_id", (*LINEAR_IN_PARAMETERS, "projective"))
def test_leaving_out_is_refitting(scene, transform_id):
    points = scene(1, 60, 0.3)
    weights = np.random.default_rng(0).uniform(0.5, 2, 60)
    cls, labels = TRANSFORMS.load(transform_id), checker_blocks(points.source, 250.0)
    held = blocked_residuals(transform_id, points.source, points.destination, weights, labels)
    alone = loo_residuals(transform_id, points.source, points.destination, weights)
    # The projective transform is linearised: exact to a few percent of the change.
    tolerance = 0.2 if transform_id == "projective" else 1e-6
    for label in np.unique(labels):
        rest = labels != label
        refitted = cls.fit(points.source[rest], points.destination[rest], weights[rest])
        assert np.abs(points.destination[~rest] - refitted.forward(points.source[~rest]) - held[~rest]).max() < tolerance
    rest = np.arange(60) != 17
    refitted = cls.fit(points.source[rest], points.destination[rest], weights[rest])
    assert abs(np.hypot(*(points.destination[17] - refitted.forward(points.source[17:18])[0])) - alone[17]) < tolerance


def test_leaving_out_neighbourhoods_is_leaving_out_each_as_a_block(scene):
    points = scene(2, 80, 0.3)
    for transform_id in ("affine", "tps"):
        fitted = TRANSFORMS.load(transform_id).fit(points.source, points.destination)
        held = held_out(fitted, points.source, points.destination, radius=150.0)
        for i in (0, 33, 79):
            near = np.hypot(*(points.source - points.source[i]).T) <= 150.0
            as_block = held_out(fitted, points.source, points.destination, blocks=np.where(near, 1, 2 + np.arange(80)))
            assert np.allclose(held[i], as_block[i])


@pytest.mark.parametrize("transform_id", ["affine", "tps"])
def test_an_even_part_of_the_points_is_held_out_where_all_are_too_much(scene, transform_id):
    points = scene(5, 400, 0.3)
    fitted = TRANSFORMS.load(transform_id).fit(points.source, points.destination)
    every, some = (held_out(fitted, points.source, points.destination, radius=200.0, effort=effort) for effort in (1e9, 3e6))
    assert np.isfinite(every).all()
    chosen = np.isfinite(some).all(axis=1)
    assert 20 < chosen.sum() < 200 and np.allclose(some[chosen], every[chosen])
    # All over: no place is much farther from the next one than it has to be.
    apart = np.hypot(*(points.source[:, None] - points.source[chosen]).T).min(axis=0)
    assert apart.max() < 1.5 * np.ptp(points.source, axis=0).max() / np.sqrt(chosen.sum())


def test_points_without_weight_are_held_out_anyway(scene):
    points = scene(3, 50, 0.2, "affine")
    weights = np.r_[np.zeros(5), np.ones(45)]
    fitted = TRANSFORMS.load("affine").fit(points.source[5:], points.destination[5:])
    held = blocked_residuals("affine", points.source, points.destination, weights, np.arange(50))
    assert np.allclose(held[:5], (points.destination - fitted.forward(points.source))[:5])


def test_a_thinned_spline_holds_out_all_points(scene):
    points = scene(4, 300, 0.2)
    spline = ThinPlateSpline.fit(points.source, points.destination, max_points=100)
    held = held_out(spline, points.source, points.destination, radius=0.0)
    plain = points.destination - spline.forward(points.source)
    control = np.hypot(*(held - plain).T) > 1e-12
    assert 90 <= control.sum() <= 100
    assert np.isfinite(held).all()
    with pytest.raises(GeometryError, match="not fitted to these"):
        held_out(spline, points.source + 50, points.destination)


def test_what_cannot_be_left_out_has_no_residual():
    source = np.array([[0, 0], [10, 0], [20, 0], [5, 10.0]])
    held = blocked_residuals("affine", source, source + 1, blocks=np.arange(4))
    assert np.isnan(held[3]).all()
    assert np.isfinite(held[:3]).all()


@pytest.mark.parametrize("count", [8, 30, 300, 3000])
@pytest.mark.parametrize("spacing", [1e-3, 100.0, 250.0, 1e9])
def test_blocks_are_neither_few_nor_many(count, spacing):
    labels = checker_blocks(np.random.default_rng(count).uniform(0, 1000, (count, 2)) * [1, 0.3], spacing)
    assert 8 <= labels.max() + 1 <= 40 or count < 16
    assert set(labels) == set(range(labels.max() + 1))


def test_blocks_of_few_or_coincident_points():
    assert list(checker_blocks(np.zeros((0, 2)), 1.0)) == []
    assert list(checker_blocks([[0, 0], [5, 5], [9, 0]], 1.0)) == [0, 1, 2]
    assert len(checker_blocks(np.ones((20, 2)), 1.0)) == 20


def test_wrong_labels_are_refused(scene):
    points = scene(5, 30, 0.1)
    with pytest.raises(GeometryError, match="3 block labels for 30"):
        blocked_residuals("affine", points.source, points.destination, blocks=[1, 2, 3])


@pytest.mark.parametrize("noise", [0.05, 0.5])
def test_noise_is_found_under_a_smooth_distortion(scene, noise):
    for seed in range(3):
        points = scene(seed, 300, noise, amplitude=3, correlation=1 / 2, outliers=0.02)
        residual = points.destination - TRANSFORMS.load("affine").fit(points.source, points.destination).forward(points.source)
        assert measurement_noise(points.source, residual, points.spacing) == pytest.approx(noise, rel=0.3, abs=0.03)


def test_noise_of_too_few_points_is_unknown():
    assert np.isnan(measurement_noise([[0, 0], [1, 1]], [[0, 0], [1, 1]], 1.0))
    assert measurement_noise(np.random.default_rng(0).uniform(size=(5, 2)), np.zeros((5, 2))) == 0
