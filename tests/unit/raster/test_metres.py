"""The length of a pixel on the ground does not depend on the projection it lies in."""
from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.metres import pixel_metres

DEGREE_M = 111_195.0


@pytest.mark.parametrize(("crs", "transform", "metres"), [
    ("EPSG:32633", Affine(2, 0, 500000, 0, -2, 5500000), 2.0),
    ("EPSG:32633", Affine(1.6, 1.2, 500000, 1.2, -1.6, 5500000), 2.0),
    ("EPSG:3857", Affine(2, 0, 0, 0, -2, 8399738), 1.0),                                    # 60 degrees north: stretched twice
    ("EPSG:4326", Affine(2e-5, 0, 15, 0, -1e-5, 60), 1e-5 * DEGREE_M),
    ("EPSG:4326", Affine(1e-5, 0, 180 - 5e-4 - 5e-6, 0, -1e-5, 0), 1e-5 * DEGREE_M),       # over the meridian of 180 degrees
    ("EPSG:2263", Affine(10, 0, 985000, 0, -10, 200000), 3.048),                            # feet
    (None, Affine(2, 0, 500000, 0, -2, 5500000), 0.0),
])
def test_pixels_are_measured_on_the_ground(crs, transform, metres):
    assert pixel_metres(Grid(transform, 100, 100, crs)) == pytest.approx(metres, rel=0.005)


def test_it_is_the_middle_that_counts():
    lengths = [pixel_metres(Grid(Affine(1e-3, 0, 10, 0, -1e-3, 70), 10, rows, "EPSG:4326")) for rows in (10, 40000)]
    assert lengths[1] / lengths[0] == pytest.approx(np.sqrt(np.cos(np.radians(50)) / np.cos(np.radians(70))), rel=0.005)
