import numpy as np
import pytest
from affine import Affine
from tiepoint.core.errors import GridError, OptionError, RasterError
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.lattice import lattice
from tiepoint.core.raster.mapping import grid_mapping, output_grid_for, read_on_grid
from tiepoint.core.raster.resample import resample
from tiepoint.core.raster.window import Window

RNG = np.random.default_rng(0)
METHODS = ("nearest", "bilinear", "cubic", "lanczos", "average")
#: Largest RMS error of a scene of waves of 9 pixels and more, amplitude 100.
SMOOTH = {"bilinear": 0.75, "cubic": 0.25, "lanczos": 0.2, "average": 0.75}


def identity(xy):
    return np.array(xy)


def shifted(dx, dy):
    return lambda xy: xy + [dx, dy]


def bent(xy):
    x, y = xy.T
    return np.column_stack([x + 12.3 + 4 * np.sin(y / 90) + 0.02 * x, y + 9.7 + 5 * np.cos(x / 110)])


def run(path, mapping, window, resampling="bilinear", bands=None, **options):
    with open_raster(path) as raster:
        return resample(raster, bands, mapping, window, resampling, **options)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_identity_returns_the_pixels_themselves(make_raster, method, dtype, count):
    limits = (0, 1000) if np.dtype(dtype).kind == "f" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    image = RNG.uniform(*limits, (count, 60, 70)).astype(dtype)
    array, valid = run(make_raster(image), identity, Window(0, 0, 70, 60), method)
    assert array.dtype == dtype and array.shape == image.shape
    if method == "cubic" and dtype in ("int32", "uint32", "float64"):
        # Single precision, relative to the range of the values.
        assert np.abs(array.astype(float) - image).max() <= 2e-7 * (limits[1] - limits[0])
    else:
        assert np.array_equal(array, image)
    assert valid.all()


@pytest.mark.parametrize("method", METHODS)
def test_whole_shifts_move_whole_pixels(make_raster, method):
    image = RNG.integers(0, 255, (3, 60, 70), dtype=np.uint8)
    array, valid = run(make_raster(image), shifted(-7, 5), Window(0, 0, 90, 60), method)
    assert np.array_equal(array[:, :55, 7:77], image[:, 5:])
    expected = np.zeros((60, 90), bool)
    expected[:55, 7:77] = True
    assert np.array_equal(valid, expected)
    assert not array[:, ~valid].any()


@pytest.mark.parametrize("method", SMOOTH)
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32", "float64", "int32"])
def test_a_bent_smooth_scene_is_recovered(make_raster, waves, method, dtype):
    value, image = waves(300, 320)
    offset = 128
    stored = image + offset if np.dtype(dtype).kind == "f" else np.rint(image + offset)
    array, valid = run(make_raster(stored.astype(dtype)), bent, Window(0, 0, 256, 256), method)
    x, y = np.meshgrid(np.arange(256) + 0.5, np.arange(256) + 0.5)
    source = bent(np.column_stack([x.ravel(), y.ravel()]))
    truth = value(*source.T).reshape(256, 256) + offset
    assert valid.all()
    assert np.abs(array[0] - truth).max() < (SMOOTH[method] * 4 if method in ("bilinear", "average") else 2.0)
    rounding = 0.41 if np.dtype(dtype).kind in "iu" else 0.0
    assert np.sqrt(np.mean((array[0] - truth) ** 2)) < np.hypot(SMOOTH[method], rounding)


@pytest.mark.parametrize("method", ["bilinear", "cubic", "lanczos"])
@pytest.mark.parametrize("dtype", ["float32", "uint16", "float64"])
def test_values_come_from_where_the_mapping_says(make_raster, method, dtype):
    """Rasters whose values are their own positions show the place every value was taken from."""
    x, y = np.meshgrid(np.arange(700) + 0.5, np.arange(700) + 0.5)
    gain = 90 if dtype == "uint16" else 1
    array, valid = run(make_raster((np.stack([x, y]) * gain).astype(dtype)), bent, Window(0, 0, 600, 600), method)
    u, v = np.meshgrid(np.arange(600) + 0.5, np.arange(600) + 0.5)
    truth = bent(np.column_stack([u.ravel(), v.ravel()])).T.reshape(2, 600, 600)
    error = np.hypot(*(array / gain - truth))[valid & (u < 580)]
    assert error.max() < 0.05
    assert np.sqrt(np.mean(error**2)) < 0.025


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype, nodata", [("int16", -9999), ("float32", np.nan), ("float64", -1e30), ("uint8", 0),
                                           ("uint8", 255), ("uint16", 0)])
def test_nodata_never_bleeds(make_raster, method, dtype, nodata):
    image = RNG.integers(100, 110, (2, 80, 90)).astype(dtype)
    image[:, 20:40, 30:60] = nodata
    image[:, ::7, ::5] = nodata
    path = make_raster(image, nodata=nodata)
    for mapping in (identity, shifted(0.3, 0.4), shifted(0.5, -0.5), lambda xy: xy @ [[0.9, 0.3], [-0.3, 0.9]] + [25, 5]):
        array, valid = run(path, mapping, Window(0, 0, 90, 80), method)
        assert valid.any() and not valid.all()
        overshoot = {"cubic": 4, "lanczos": 8}.get(method, 0)
        assert 100 - overshoot <= array[:, valid].min() and array[:, valid].max() <= 109 + overshoot
        assert np.isnan(array[:, ~valid]).all() if nodata != nodata else (array[:, ~valid] == np.dtype(dtype).type(nodata)).all()
    array, valid = run(path, identity, Window(0, 0, 90, 80), method)
    assert np.allclose(array, image, rtol=1e-6 if dtype == "float64" else 0, atol=0, equal_nan=True)


@pytest.mark.parametrize("method", ["bilinear", "cubic", "lanczos"])
def test_holes_of_one_band_do_not_reach_into_it_nor_out_of_it(make_raster, method):
    image = RNG.integers(1000, 1100, (5, 60, 60)).astype(np.int16)
    image[2, 20:30, 20:30] = -9999
    array, valid = run(make_raster(image, nodata=-9999), shifted(0.4, 0.4), Window(0, 0, 59, 59), method)
    assert valid.all()
    hole = array[2] == -9999
    assert hole.sum() == 100
    assert array[2][~hole].min() > 950 and array[2][~hole].max() < 1150
    others, _ = run(make_raster(np.delete(image, 2, 0)), shifted(0.4, 0.4), Window(0, 0, 59, 59), method)
    assert np.array_equal(np.delete(array, 2, 0), others)


@pytest.mark.parametrize("method", ["cubic", "lanczos"])
def test_overshoot_is_cut_and_never_becomes_nodata(make_raster, method):
    image = np.where(RNG.random((1, 80, 80)) < 0.5, 1, 255).astype(np.uint8)
    array, valid = run(make_raster(image, nodata=0), shifted(0.45, 0.55), Window(0, 0, 79, 79), method)
    assert valid.all() and array.min() == 1 and array.max() == 255
    plain, _ = run(make_raster(image), shifted(0.45, 0.55), Window(0, 0, 79, 79), method)
    assert plain.min() == 0


def test_floats_step_past_nodata(make_raster):
    image = np.where(np.indices((1, 20, 20))[2] % 2, 10.0, -10.0).astype(np.float32)
    array, valid = run(make_raster(image, nodata=0.0), shifted(0.5, 0), Window(1, 0, 18, 20), "bilinear")
    assert valid.all() and (array != 0).all() and np.abs(array).max() < 1e-30


def test_black_in_one_channel_stays_black(make_raster):
    image = RNG.integers(1, 255, (3, 40, 40), dtype=np.uint8)
    image[0] = 0
    array, valid = run(make_raster(image, nodata=0), shifted(0.3, 0.3), Window(0, 0, 39, 39), "cubic")
    assert valid.all() and not array[0].any() and array[1:].min() > 0


@pytest.mark.parametrize("method", METHODS)
def test_alpha_and_mask_hide_what_lies_under_them(make_raster, method):
    image = RNG.integers(100, 110, (4, 60, 60)).astype(np.uint8)
    image[3] = 255
    image[:, 20:40, 20:40] = 0
    mask = np.where(image[3] > 0, 255, 0).astype(np.uint8)
    for path in (make_raster(image, colors=("red", "green", "blue", "alpha"), photometric="RGB"), make_raster(image[:3], mask=mask)):
        array, valid = run(path, shifted(0.4, 0.4), Window(0, 0, 59, 59), method)
        assert (~valid).sum() == 400
        assert array[:3, valid].min() >= 97
        if len(array) == 4:
            assert (array[3, valid] == 255).all() and not array[3, ~valid].any()


def test_a_palette_is_never_mixed(make_raster):
    image = RNG.choice(np.array([3, 200], np.uint8), (1, 64, 64))
    path = make_raster(image, colormap={3: (255, 0, 0, 255), 200: (0, 255, 0, 255)})
    for mapping in (shifted(0.4, 0.4), lambda xy: xy * 3.7):
        array, valid = run(path, mapping, Window(0, 0, 16, 16), "cubic")
        assert set(np.unique(array[:, valid])) <= {3, 200}


@pytest.mark.parametrize("method", ["bilinear", "cubic", "lanczos", "average"])
@pytest.mark.parametrize("overviews", [(), (2, 4, 8, 16)])
@pytest.mark.parametrize("factor", [1.5, 2.0, 3.0, 7.3, 32.0])
def test_a_much_coarser_output_averages_instead_of_skipping(make_raster, method, overviews, factor):
    """Noise must shrink with the number of pixels under one output pixel; a slope must stay where it is."""
    x, y = np.meshgrid(np.arange(640) + 0.5, np.arange(640) + 0.5)
    noise = RNG.normal(0, 50, (640, 640))
    noise[:, 600:] = 0
    image = (x + noise).astype(np.float32)
    n = int(640 / factor)
    array, valid = run(make_raster(image, overviews=overviews, tiled=True, blockxsize=64, blockysize=64), lambda xy: xy * factor,
                       Window(0, 0, n, n), method)
    assert valid.all()
    truth = (np.arange(n) + 0.5) * factor
    inner = np.s_[1:-1, 1:max(2, int(590 / factor))]
    error = array[0][inner] - np.broadcast_to(truth, (n, n))[inner]
    assert error.std() < 50 / factor * 1.35 + 1
    assert abs(error.mean()) < 6 * error.std() / np.sqrt(error.size) + 0.05 * factor
    if factor < 8:
        quiet = np.s_[int(620 / factor):int(635 / factor)]
        assert np.abs(array[0, :, quiet] - truth[quiet]).max() < 0.15 * factor


@pytest.mark.parametrize("factor", [2, 5])
def test_coarser_output_ignores_nodata(make_raster, factor):
    image = np.full((1, 200, 200), 100, np.int16)
    image[0, RNG.random((200, 200)) < 0.4] = -9999
    array, valid = run(make_raster(image, nodata=-9999), lambda xy: xy * factor, Window(0, 0, 200 // factor, 200 // factor), "cubic")
    assert valid.mean() > 0.95
    assert (array[0, valid] == 100).all()


def test_tiles_fit_together(make_raster, waves):
    _, image = waves(500, 520)
    path = make_raster((image * 100 + 20000).astype(np.uint16))
    for scale in (1.0, 3.3):
        def mapping(xy, scale=scale):
            return bent(xy) * scale
        n = int(400 / scale)
        whole, _ = run(path, mapping, Window(0, 0, n, n), "cubic")
        for tile in Window(0, 0, n, n).tiles(150):
            part, _ = run(path, mapping, tile, "cubic")
            difference = part.astype(float) - whole[(slice(None), *tile.slices)]
            assert np.abs(difference).max() < 100 * (1 if scale == 1 else 10)


def test_a_mapping_may_have_no_answer(make_raster):
    image = RNG.integers(1, 255, (1, 300, 300), dtype=np.uint8)

    def half(xy):
        found = np.array(xy)
        found[xy[:, 0] > 150] = np.nan
        found[xy[:, 1] > 250] = np.inf
        return found

    array, valid = run(make_raster(image), half, Window(0, 0, 300, 300), "cubic")
    assert valid[:230, :130].all() and not valid[:, 151:].any() and not valid[251:].any()
    assert np.array_equal(array[0, :230, :130], image[0, :230, :130])
    nothing, none = run(make_raster(image), lambda xy: np.full_like(xy, np.nan), Window(0, 0, 20, 20))
    assert not none.any() and not nothing.any()


def test_far_positions_and_wild_mappings_are_harmless(make_raster):
    path = make_raster(RNG.integers(1, 255, (1, 300, 300), dtype=np.uint8))
    for mapping in (shifted(1e9, 0), shifted(-1e300, 0), lambda xy: xy * 1e8, lambda xy: RNG.uniform(-1e5, 1e5, xy.shape)):
        array, valid = run(path, mapping, Window(0, 0, 64, 64), "cubic")
        assert array.shape == (1, 64, 64)
    array, valid = run(path, lambda xy: xy * 1e-3 + 150, Window(0, 0, 64, 64), "cubic")
    assert valid.all()


def test_a_window_that_needs_much_source_is_read_in_parts(make_raster, monkeypatch):
    from tiepoint.core.raster import resample as module
    image = RNG.integers(1, 255, (2, 400, 400), dtype=np.uint8)
    path = make_raster(image)

    def mapping(xy):
        return (xy - 200) @ [[0.7, 0.7], [-0.7, 0.7]] + 200
    whole = run(path, mapping, Window(0, 0, 400, 400), "bilinear")
    monkeypatch.setattr(module, "_LARGEST_PIECE", 20000)
    parts = run(path, mapping, Window(0, 0, 400, 400), "bilinear")
    assert np.array_equal(whole[1], parts[1])
    assert np.abs(whole[0].astype(int) - parts[0]).max() <= 1


def test_complex_numbers_and_unknown_methods_are_refused(make_raster):
    path = make_raster(np.ones((1, 10, 10), np.complex64))
    with pytest.raises(RasterError, match="complex"):
        run(path, identity, Window(0, 0, 5, 5))
    with pytest.raises(OptionError, match="bicubic"):
        run(path, identity, Window(0, 0, 5, 5), "bicubic")
    with pytest.raises(RasterError, match="no band 2"):
        run(path, identity, Window(0, 0, 5, 5), bands=2)


def test_the_lattice_is_as_fine_as_it_must_be():
    window = Window(100, 200, 500, 300)
    assert lattice(lambda xy: xy @ [[1.1, 0.2], [0.1, 0.9]] + 5, window).step == 128

    def wavy(xy):
        return xy + np.column_stack([3 * np.sin(xy[:, 1] / 25), np.zeros(len(xy))])
    nodes = lattice(wavy, window, tolerance=0.02)
    assert nodes.step < 32 and nodes.error <= 0.02
    x, y = np.meshgrid(np.arange(500) + 100.5, np.arange(300) + 200.5)
    truth = wavy(np.column_stack([x.ravel(), y.ravel()])).reshape(300, 500, 2)
    assert np.abs(nodes.dense((50, 60), (2.0, 4.0)) - ((truth - [50, 60]) / [2, 4] - 0.5)).max() < 0.02
    assert nodes.scale(10**6, 10**6) == pytest.approx((1, 1), abs=0.1)
    assert lattice(lambda xy: RNG.uniform(0, 9, xy.shape), Window(0, 0, 64, 64)).step == 4


PLACES = {
    "same": Grid(Affine(2, 0, 500000, 0, -2, 5000000), 200, 200, "EPSG:32633"),
    "south-up": Grid(Affine(2, 0, 500000, 0, 2, 4999600), 200, 200, "EPSG:32633"),
    "rotated": Grid(Affine(1.5, 1.3, 500010, 1.3, -1.5, 4999800), 200, 200, "EPSG:32633"),
    "sheared": Grid(Affine(2, 0.4, 499990, 0.1, -1.8, 4999990), 200, 200, "EPSG:32633"),
    "finer": Grid(Affine(0.7, 0, 500100, 0, -0.7, 4999900), 200, 200, "EPSG:32633"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("source", ["same", "south-up", "rotated", "sheared"])
def test_any_grid_is_read_on_any_other(make_raster, place, source):
    """A scene that is a function of map coordinates looks the same whatever lattice it was stored on."""
    def scene(map_xy):
        return 100 + 30 * np.sin((map_xy[:, 0] - 500000) / 25) + 30 * np.cos((map_xy[:, 1] - 5000000) / 31)

    def centres(grid):
        x, y = np.meshgrid(np.arange(grid.width) + 0.5, np.arange(grid.height) + 0.5)
        return grid.to_map(np.column_stack([x.ravel(), y.ravel()]))
    stored, wanted = PLACES[source], PLACES[place]
    path = make_raster(scene(centres(stored)).reshape(200, 200).astype(np.float32), stored.transform)
    with open_raster(path) as raster:
        array, valid = read_on_grid(raster, 1, wanted, "cubic")
    assert valid.mean() > 0.1
    truth = scene(centres(wanted)).reshape(200, 200)
    inside = stored.to_pixel(centres(wanted)).reshape(200, 200, 2)
    # Positions on the very edge may fall to either side.
    assert (valid != ((inside >= 0) & (inside <= 200)).all(2)).mean() < 1e-3
    deep = ((inside >= 3) & (inside <= 197)).all(2)
    assert np.abs(array[0] - truth)[deep].max() < 0.35


def test_another_crs_is_followed(make_raster):
    stored = Grid(Affine(2, 0, 500000, 0, -2, 5000000), 300, 300, "EPSG:32633")
    x, y = np.meshgrid(np.arange(300) + 0.5, np.arange(300) + 0.5)
    with open_raster(make_raster(np.stack([x, y]).astype(np.float32), stored.transform)) as raster:
        wanted = Grid.covering((15.002, 45.149, 15.006, 45.152), 2e-5, crs="EPSG:4326")
        array, valid = read_on_grid(raster, None, wanted)
        exact = grid_mapping(wanted, raster.grid)
        u, v = np.meshgrid(np.arange(wanted.width) + 0.5, np.arange(wanted.height) + 0.5)
        truth = exact(np.column_stack([u.ravel(), v.ravel()])).T.reshape(2, wanted.height, wanted.width)
    deep = ((truth > 1) & (truth < 299)).all(0)
    assert deep.sum() > 1000 and valid[deep].all()
    assert np.abs(array - truth)[:, deep].max() < 0.03
    with pytest.raises(GridError):
        grid_mapping(wanted, Grid(wanted.transform, 5, 5, None))


def test_output_grid_keeps_the_target_pixels():
    reference = Grid(Affine(1, 0, 400000.3, 0, -1, 5000000.7), 900, 900, "EPSG:32633")
    target = Grid(Affine(2, 0, 400100.25, 0, -2, 4999900.5), 300, 200, "EPSG:32633")
    shift = np.array([3.3, -4.4])

    def forward(xy):
        return reference.to_pixel(target.to_map(xy)) + shift
    grid = output_grid_for("target", target, reference, forward)
    assert grid.pixel_size == (2, 2) and grid.crs == "EPSG:32633"
    left, bottom, right, top = grid.bounds
    assert left % 2 == 0 and top % 2 == 0
    expected = np.array(target.bounds) + np.array([3.3, 4.4, 3.3, 4.4])
    assert left <= expected[0] < left + 2 and right - 2 < expected[2] <= right and top - 2 < expected[3] <= top
    snapped = output_grid_for("reference", target, reference, forward)
    corner = reference.to_pixel(snapped.to_map([[0, 0]]))
    assert snapped.pixel_size == (1, 1) and np.abs(corner - corner.round()).max() < 1e-6
    assert (snapped.width, snapped.height) in {(600, 400), (601, 401), (601, 400), (600, 401)}
    far = output_grid_for("reference", target, reference, lambda xy: forward(xy) + [600, 0])
    assert reference.footprint.buffer(1e-6).contains(far.footprint)


def test_output_grid_in_other_map_units():
    reference = Grid(Affine(1e-5, 0, 15.0, 0, -1e-5, 45.0), 900, 900, "EPSG:4326")
    target = Grid(Affine(2, 0, 500000, 0, -2, 5000000), 300, 200, "EPSG:32633")
    grid = output_grid_for("target", target, reference, lambda xy: xy * 2.0 + 10)
    assert grid.pixel_size == pytest.approx((2e-5, 2e-5)) and grid.crs == "EPSG:4326"
    neighbour = Grid(Affine(2, 0, 300000, 0, -2, 5000000), 900, 900, "EPSG:32634")
    assert output_grid_for("target", target, neighbour, lambda xy: xy * 1.0004).pixel_size == (2, 2)
    plain = output_grid_for("target", Grid(Affine.identity(), 300, 200), reference, lambda xy: xy * 1.002 + 10)
    assert plain.pixel_size == pytest.approx((1e-5, 1e-5))


def test_output_grid_refuses_an_exploding_transform():
    reference = Grid(Affine(1, 0, 0, 0, -1, 0), 900, 900, "EPSG:32633")
    for mode in ("target", "reference"):
        with pytest.raises(GridError, match="pixels"):
            output_grid_for(mode, reference, reference, lambda xy: xy * 1000 + 1e6)
        with pytest.raises(GridError):
            output_grid_for(mode, reference, reference, lambda xy: xy * np.nan)
