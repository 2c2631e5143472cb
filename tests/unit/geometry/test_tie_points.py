"""Matches and tie points."""
from __future__ import annotations

import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.matches import Matches
from tiepoint.core.geometry.tie_points import TiePoints


@pytest.fixture
def matches():
    rng = np.random.default_rng(0)
    return Matches(rng.uniform(size=(5, 2)), rng.uniform(size=(5, 2)), np.arange(5))


def test_matches_are_selected_together(matches):
    chosen = matches.select(matches.scores > 2)
    assert len(matches) == 5
    assert len(chosen) == 2
    assert np.array_equal(chosen.target_xy, matches.target_xy[3:])
    assert chosen.scores.tolist() == [3, 4]
    assert len(Matches([], [], [])) == 0


def test_matches_of_different_length_are_refused():
    with pytest.raises(GeometryError, match="1 target points, 2 reference points and 1 scores"):
        Matches([[0, 0]], [[0, 0], [1, 1]], [1])


def test_tie_points_begin_as_inliers_with_unknown_residuals(matches):
    points = TiePoints.from_matches(matches, "sift")
    assert len(points) == 5
    assert points.method == "sift"
    assert points.used.all()
    assert np.isnan(points.residual).all()


def test_tie_points_are_selected_together(matches):
    points = TiePoints(matches.target_xy, matches.reference_xy, matches.scores, np.arange(5), np.arange(5) * 2, [1, 1, 0, 1, 1],
                       [1, 0, 1, 1, 1])
    assert points.used.tolist() == [True, False, False, True, True]
    chosen = points.select(points.used)
    assert chosen.loo_residual.tolist() == [0, 6, 8]
    assert chosen.inlier.all()
    assert chosen.target_xy.shape == (3, 2)
    assert chosen.inlier.dtype == bool


def test_incomplete_tie_points_are_refused(matches):
    with pytest.raises(GeometryError, match="differ in length"):
        TiePoints(matches.target_xy, matches.reference_xy, [1], [1], [1], [1], [1])
    broken = matches.target_xy.copy()
    broken[0, 0] = np.inf
    with pytest.raises(GeometryError, match="not finite"):
        TiePoints.from_matches(Matches(broken, matches.reference_xy, matches.scores))
