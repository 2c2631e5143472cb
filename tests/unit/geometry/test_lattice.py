"""Mappings evaluated on a lattice."""
from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from tiepoint.core.geometry.linear import Affine
from tiepoint.core.geometry.tps import ThinPlateSpline
from tiepoint.core.geometry.transform import lattice


def window(col, row, width, height):
    return SimpleNamespace(col=col, row=row, width=width, height=height)


def centres(part):
    x, y = part.col + 0.5 + np.arange(part.width), part.row + 0.5 + np.arange(part.height)
    return np.stack(np.meshgrid(x, y), axis=-1)


def waves(xy):
    return xy + 8 * np.sin(xy[:, ::-1] / 40)


@pytest.mark.parametrize("kind", ["bicubic", "bilinear"])
@pytest.mark.parametrize("tolerance", [0.1, 0.01])
def test_the_tolerance_holds_at_every_pixel(kind, tolerance):
    found = lattice(waves, 0, 0, 300, 200, tolerance, kind, min_step=0.5)
    exact = waves(centres(window(0, 0, 300, 200)).reshape(-1, 2)).reshape(200, 300, 2)
    # The cell centre, where it is checked, is where it is worst, nearly.
    assert np.abs(found.dense(window(0, 0, 300, 200)) - exact).max() < 1.3 * tolerance
    assert found.error < tolerance


def test_the_step_is_no_finer_than_needed():
    assert lattice(lambda xy: 2 * xy + 5, 0, 0, 1000, 1000).step == 128
    assert lattice(waves, 0, 0, 300, 300, 0.01).step < lattice(waves, 0, 0, 300, 300, 0.3).step <= 64
    assert lattice(waves, 0, 0, 300, 300, 0.01).step > lattice(waves, 0, 0, 300, 300, 0.01, "bilinear").step


def test_an_affine_mapping_is_exact():
    affine = Affine([[1.1, 0.2, 5e5], [-0.1, -30, 4e6], [0, 0, 1]])
    part = window(17, 33, 64, 20)
    dense = lattice(affine.forward, 0, 0, 500, 400).dense(part)
    assert np.abs(dense - affine.forward(centres(part).reshape(-1, 2)).reshape(20, 64, 2)).max() < 1e-6


def test_blocks_fit_together_bit_for_bit():
    found = lattice(waves, 0, 0, 257, 130)
    whole = found.dense(window(0, 0, 257, 130))
    block = found.dense(window(100, 40, 157, 90))
    assert np.allclose(whole[40:130, 100:257], block, rtol=0, atol=1e-12)
    assert found.dense(window(0, 0, 5, 3), np.float32).dtype == np.float32


def test_a_spline_is_met_within_a_fiftieth_of_a_pixel(scene):
    points = scene(0, 200, 0.2, amplitude=15)
    spline = ThinPlateSpline.fit(points.source, points.destination)
    found = lattice(spline.inverse, 0, 0, 1000, 1000)
    part = window(300, 200, 200, 150)
    exact = spline.inverse(centres(part).reshape(-1, 2)).reshape(150, 200, 2)
    assert np.abs(found.dense(part) - exact).max() < 0.03
    assert found.values.shape[2] == 2
    assert found.values.size < 1000 * 1000 / 50


def test_places_without_a_value_stay_without_and_spoil_no_others():
    def half(xy):
        return np.where(xy[:, :1] < 200, xy, np.nan)
    found = lattice(half, 0, 0, 400, 300, step=32.0)
    dense = found.dense(window(0, 0, 400, 300))
    assert np.allclose(dense[:, :100], centres(window(0, 0, 100, 300)))
    assert np.isnan(dense[:, 210:]).all()


def test_a_window_of_one_pixel():
    assert np.allclose(lattice(waves, 10, 20, 1, 1).dense(window(10, 20, 1, 1))[0, 0], waves(np.array([[10.5, 20.5]]))[0], atol=0.02)
