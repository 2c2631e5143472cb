"""Polygons with classes are read as they are called, and say of each pixel what they cover it with."""
from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.core.raster.class_polygons import class_map, read_classes
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.window import Window

GRID = Grid(Affine(1, 0, 0, 0, -1, 40), 60, 40)


@pytest.fixture
def layer(tmp_path):
    shapes = np.array([shapely.box(0.5, 20.5, 19.5, 39.5), shapely.Point(3, 3), shapely.box(30.5, 0.5, 59.5, 19.5)])
    pyogrio.raw.write(tmp_path / "areas.gpkg", shapely.to_wkb(shapes), [np.array([" water ", "none", None], object),
                                                                       np.array([3.0, 4.0, np.nan]), np.array([7, 8, 9])],
                      ["Use", "code", "number"], geometry_type="Unknown", crs="EPSG:32633")
    return tmp_path / "areas.gpkg"


def test_fields_are_read_in_any_case_and_belong_to_their_polygons(layer):
    shapes, (use, code, number) = read_classes(layer, ("USE", "Code", "number"), None)
    assert [shape.bounds for shape in shapes] == [(0.5, 20.5, 19.5, 39.5), (30.5, 0.5, 59.5, 19.5)]
    assert list(use) == ["water", ""] and list(code) == ["3", ""] and list(number) == ["7", "9"]


def test_what_cannot_be_read_is_refused(layer, tmp_path):
    with pytest.raises(OptionError, match="no field 'kind'"):
        read_classes(layer, ("use", "kind"), None)
    with pytest.raises(RasterError, match="cannot be read"):
        read_classes(tmp_path / "none.gpkg", ("use",), None)


@pytest.mark.parametrize("step", [40, 7])
def test_pixels_have_the_label_of_their_polygon(step):
    shapes = np.array([shapely.box(0.5, 20.5, 19.5, 39.5), shapely.box(10.5, 20.5, 29.5, 29.5), shapely.box(30.5, 0.5, 59.5, 19.5)])
    found = np.concatenate([class_map(shapes, np.array([1, 2, 0]), GRID, Window(0, row, 60, min(step, 40 - row)))
                            for row in range(0, 40, step)])
    expected = np.zeros((40, 60), np.uint8)
    expected[:20, :20], expected[10:20, 10:30] = 1, 2
    assert np.array_equal(found, expected)
