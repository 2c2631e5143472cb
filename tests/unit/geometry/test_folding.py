"""Folding and local scale."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.geometry.folding import folds, grid_points
from tiepoint.core.geometry.linear import Affine
from tiepoint.core.geometry.polynomial import Polynomial2
from tiepoint.core.geometry.projective import Projective
from tiepoint.core.geometry.tps import ThinPlateSpline

EXTENT = (0.0, 0.0, 100.0, 80.0)


def test_an_affine_transform_never_folds_and_has_its_scales():
    found = folds(Affine([[2, 0, 5], [0, 0.5, 5], [0, 0, 1]]), EXTENT)
    assert not found
    assert (found.share, found.min_scale, found.max_scale) == pytest.approx((0, 0.5, 2))
    assert not folds(Affine([[-1, 0, 0], [0, 1, 0], [0, 0, 1]]), EXTENT)


def test_a_parabola_folds_beyond_its_vertex():
    axis = np.linspace(0, 100, 9)
    source = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    parabola = Polynomial2.fit(source, np.column_stack([source[:, 0] - source[:, 0] ** 2 / 150, source[:, 1]]))
    found = folds(parabola, EXTENT, 1.0)
    assert found
    assert found.share == pytest.approx(0.25, abs=0.02)
    assert not folds(parabola, (0, 0, 70, 80))


def test_the_horizon_counts_as_folding():
    assert folds(Projective([[1, 0, 0], [0, 1, 0], [-0.02, 0, 1]]), EXTENT).share == pytest.approx(0.5, abs=0.05)


def test_a_spline_through_crossing_points_folds():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 80, (50, 2))
    assert folds(ThinPlateSpline.fit(source, source + rng.normal(0, 10, (50, 2)), smoothing=0), EXTENT)
    assert not folds(ThinPlateSpline.fit(source, source + 2 * np.sin(source / 20), smoothing=0), (0, 0, 80, 80))


def test_grid_points_cover_the_extent_and_its_border():
    points = grid_points(EXTENT, 10.0)
    assert len(points) == 11 * 9
    assert points.min(axis=0).tolist() == [0, 0]
    assert points.max(axis=0).tolist() == [100, 80]
    assert len(grid_points((5, 5, 5, 5))) == 1
