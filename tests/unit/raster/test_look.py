"""Stretch, choice of bands, and masks: what matching looks at."""
import struct

import numpy as np
import pyogrio.raw
import pytest
import shapely
from affine import Affine
from tiepoint.core.errors import GridError, RasterError
from tiepoint.core.raster.band_pairs import band_pairs
from tiepoint.core.raster.bands import default_band, grey
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.mask import covers, ignored_pixels, read_polygons
from tiepoint.core.raster.stretch import sample_pixels, sample_statistics, to_float01, to_uint8
from tiepoint.core.raster.window import Window

RNG = np.random.default_rng(0)


def test_statistics_see_only_data(make_raster):
    image = RNG.normal(1000, 50, (1, 300, 400)).astype(np.float32)
    image[0, :, :100] = -9999
    with open_raster(make_raster(image, nodata=-9999)) as raster:
        found = sample_statistics(raster, 1)
    assert found.mean == pytest.approx(1000, abs=1) and found.std == pytest.approx(50, abs=1)
    assert found.low == pytest.approx(1000 - 2.054 * 50, abs=3) and found.high == pytest.approx(1000 + 2.054 * 50, abs=3)
    assert found.valid_share == 0.75 and not found.is_constant


def test_a_sample_is_bounded(make_raster):
    with open_raster(make_raster(RNG.integers(0, 255, (2, 300, 3000), dtype=np.uint8))) as raster:
        array, valid = sample_pixels(raster, None, 500)
    assert array.shape == (2, 50, 500) and valid.all()


def test_a_constant_and_an_empty_raster(make_raster):
    with open_raster(make_raster(np.full((1, 50, 50), 7, np.uint8))) as raster:
        found = sample_statistics(raster, 1)
        assert found.is_constant
        assert not to_float01(*raster.read(), found.low, found.high).any()
    line = np.full((1, 50, 50), 255, np.uint8)
    line[0, 20] = 0
    with open_raster(make_raster(line)) as raster:
        found = sample_statistics(raster, 1, 5, 95)
        assert found.low < found.high
    with open_raster(make_raster(np.zeros((1, 50, 50), np.uint8), nodata=0)) as raster, pytest.raises(RasterError, match="no data"):
        sample_statistics(raster, 1)


def test_stretched_values():
    array = np.array([[0, 100, 150, 200, 900]], np.uint16)
    valid = np.array([[True, True, True, True, False]])
    assert np.allclose(to_float01(array, valid, 100, 200), [[0, 0, 0.5, 1, 0]])
    assert np.array_equal(to_uint8(array, valid, 100, 200), [[1, 1, 128, 255, 0]])
    large = np.array([[2**31 - 1, 2**31 - 3]], np.int32)
    assert to_float01(large, np.ones((1, 2), bool), 2**31 - 3, 2**31 - 1).tolist() == [[1, 0]]
    assert not to_float01(np.array([[np.nan]]), np.array([[False]]), 0, 1).any()


def test_the_band_to_match_with(make_raster):
    noise = RNG.integers(0, 255, (5, 100, 100), dtype=np.uint8)
    flat = np.full((100, 100), 9, np.uint8)
    with open_raster(make_raster(noise[:3], photometric="RGB")) as raster:
        assert default_band(raster) == (1, 2, 3)
    with open_raster(make_raster(noise[:4], colors=("blue", "green", "red", "undefined"))) as raster:
        assert default_band(raster) == (3, 2, 1)
    with open_raster(make_raster(noise[:1])) as raster:
        assert default_band(raster) == (1,)
    with open_raster(make_raster(np.stack([flat, flat, noise[2], flat, flat]))) as raster:
        assert default_band(raster) == (3,)
    with open_raster(make_raster(np.stack([flat, np.where(noise[0] < 99, 0, 255)]).astype(np.uint8), colors=("gray", "alpha"))) as raster:
        assert default_band(raster) == (1,)
    two_values = np.where(noise[0] > 127, 255, 0)
    with open_raster(make_raster(np.stack([two_values, noise[1]]).astype(np.float32))) as raster:
        assert default_band(raster) == (2,)


def test_pairs_of_bands(make_raster):
    noise = RNG.integers(0, 255, (5, 100, 100)).astype(np.uint16)
    poor = (noise // 128).astype(np.uint16)                    # two values
    stack, other = np.stack([noise[0], poor[1], noise[2]]), np.stack([noise[3], noise[4], poor[0]])

    def pairs(one, two, given=(0, 0), named=((), ())):
        paths = [make_raster(array, descriptions=names) for array, names in zip((one, two), named)]
        with open_raster(paths[0]) as reference, open_raster(paths[1]) as target:
            return band_pairs(reference, target, given)

    same = [((1,), (1,)), ((2,), (2,)), ((3,), (3,))]
    assert pairs(stack, other)[0] == same[0] and sorted(pairs(stack, other)) == same
    assert sorted(pairs(stack, other[:2], named=(("red", "nir", "blue"), ("blue", "red")))) == [((1,), (2,)), ((3,), (1,))]
    # Nothing says that these are the same: the best of each with all of the other.
    unknown = pairs(stack, other[1:], named=(("red", "nir", "blue"), ("vv", "vh")))
    assert len(unknown) == 4 and unknown[0] in [((1,), (1,)), ((3,), (1,))]
    assert {second for first, second in unknown if first == unknown[0][0]} == {(1,), (2,)}
    assert {first for first, second in unknown if second == unknown[0][1]} == {(1,), (2,), (3,)}
    # One of them leaves no choice.
    assert sorted(pairs(stack, other[:1])) == [((1,), (1,)), ((2,), (1,)), ((3,), (1,))] and pairs(stack, other[:1])[2] == ((2,), (1,))
    assert sorted(pairs(stack, noise[:3].astype(np.uint8))) == [((1,), (1, 2, 3)), ((2,), (1, 2, 3)), ((3,), (1, 2, 3))]
    assert sorted(pairs(stack, other, given=(2, 0))) == [((2,), (1,)), ((2,), (2,)), ((2,), (3,))]
    assert pairs(stack, other, given=(2, 1)) == [((2,), (1,))]
    # What differs comes before what shows the same again, and that a list can do without.
    repeated = np.stack([noise[0], noise[0] + noise[1] // 64, noise[2] // 16]).astype(np.uint16)
    assert [one for one, _ in pairs(repeated[[0, 1, 2]], repeated)] == [(2,), (3,), (1,)]
    assert len(pairs(np.repeat(noise, 4, 0), np.repeat(noise, 4, 0))) == 12


def test_grey():
    array = np.stack([np.full((2, 2), value, np.uint8) for value in (100, 200, 50)])
    assert np.allclose(grey(array), 0.299 * 100 + 0.587 * 200 + 0.114 * 50)
    assert np.allclose(grey(array[:2]), 150) and np.allclose(grey(array[:1]), 100)
    assert grey(array).dtype == np.float32


PLACE = Grid(Affine(1.5, 0.4, 500000, 0.4, -1.5, 5000000), 200, 160, "EPSG:32633")
SHAPE = shapely.Polygon([(20, 30), (150, 20), (170, 140), (60, 120)], [[(80, 60), (80, 90), (120, 90), (120, 60)]])


def on_map(polygon):
    return shapely.transform(polygon, PLACE.to_map)


def test_pixels_under_a_polygon():
    ignored = ignored_pixels(np.array([on_map(SHAPE)]), PLACE)
    x, y = np.meshgrid(np.arange(200) + 0.5, np.arange(160) + 0.5)
    assert ignored[shapely.contains_xy(SHAPE, x, y)].all()
    assert not ignored[~shapely.contains_xy(SHAPE.buffer(1.5), x, y)].any()
    window = Window(50, -20, 100, 100)
    part = ignored_pixels(np.array([on_map(SHAPE)]), PLACE, window)
    assert part[20:][shapely.contains_xy(SHAPE, x, y)[:80, 50:150]].all() and not part[:20].any()
    # Cutting the polygon to the window may move its outline by 1/16 pixel.
    assert (part[20:] != ignored[:80, 50:150]).mean() < 0.01
    assert not ignored_pixels(np.array([], object), PLACE).any()


def test_overlapping_far_and_manifold_polygons():
    huge = shapely.box(400000, 4900000, 600000, 5100000)
    assert ignored_pixels(np.array([huge]), PLACE).all()
    twice = shapely.MultiPolygon([SHAPE, shapely.affinity.translate(SHAPE, 500, 0)])
    both = ignored_pixels(np.array([on_map(twice), on_map(SHAPE)]), PLACE)
    assert np.array_equal(both, ignored_pixels(np.array([on_map(SHAPE)]), PLACE))


def write_layer(path, geometry, kind, crs):
    pyogrio.raw.write(path, shapely.to_wkb(np.array(geometry)), [], [], geometry_type=kind, crs=crs)


def test_polygons_are_read_in_any_crs(tmp_path):
    from tiepoint.core.raster.io import map_points
    degrees = shapely.transform(on_map(SHAPE), map_points("EPSG:32633", "EPSG:4326"))
    write_layer(tmp_path / "mask.gpkg", [degrees], "Polygon", "EPSG:4326")
    polygons = read_polygons(tmp_path / "mask.gpkg", PLACE.crs)
    assert polygons[0].symmetric_difference(on_map(SHAPE)).area < 1e-4 * SHAPE.area
    assert covers(polygons, PLACE.to_map([[100, 40], [100, 75], [5, 5]])).tolist() == [True, False, False]


def test_masks_that_cannot_be_used(tmp_path):
    write_layer(tmp_path / "points.gpkg", [shapely.Point(1, 2)], "Point", "EPSG:4326")
    (tmp_path / "text.gpkg").write_text("nothing")
    for name in ("points.gpkg", "text.gpkg", "none.gpkg"):
        with pytest.raises(RasterError, match=name) as caught:
            read_polygons(tmp_path / name, PLACE.crs)
        assert caught.value.hint
    write_layer(tmp_path / "local.gpkg", [SHAPE], "Polygon", 'LOCAL_CS["site",UNIT["metre",1]]')
    with pytest.raises(GridError):
        read_polygons(tmp_path / "local.gpkg", PLACE.crs)


def test_polygons_without_a_place_are_told(tmp_path):
    """Metres that pass for degrees: UTM has no such place."""
    write_layer(tmp_path / "far.gpkg", [shapely.box(10, 40, 11, 41), on_map(SHAPE)], "Polygon", "EPSG:4326")
    with pytest.raises(GridError, match="^1 of the 2 polygons of .*far.gpkg have points with no place in the raster's") as caught:
        read_polygons(tmp_path / "far.gpkg", PLACE.crs)
    assert caught.value.hint


@pytest.mark.parametrize("corners", [[2], [0, 4], range(5)])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_polygons_with_corners_that_are_no_numbers_are_told(tmp_path, corners, value):
    damaged = bytearray(shapely.to_wkb(on_map(SHAPE)))
    for corner in corners:
        struct.pack_into("<dd", damaged, 13 + 16 * corner, value, value)
    pyogrio.raw.write(tmp_path / "areas.gpkg", np.array([bytes(damaged), shapely.to_wkb(on_map(SHAPE))], object), [], [],
                      geometry_type="Polygon", crs=PLACE.crs)
    for crs in (PLACE.crs, "EPSG:4326", None):
        with pytest.raises(RasterError, match="a corner is no number"):
            read_polygons(tmp_path / "areas.gpkg", crs)
