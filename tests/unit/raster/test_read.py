import numpy as np
import pytest
from affine import Affine
from rasterio.warp import transform as rasterio_transform
from tiepoint.core.errors import GridError, RasterError
from tiepoint.core.raster.io import footprint, map_points, open_raster, same_crs
from tiepoint.core.raster.window import Window

RNG = np.random.default_rng(0)
IMAGE = RNG.integers(1, 255, (3, 90, 130), dtype=np.uint8)
NAN = np.nan


def read(path, *args, **kwargs):
    with open_raster(path) as raster:
        return raster.read(*args, **kwargs)


@pytest.mark.parametrize("transform", [Affine(2, 0, 5e5, 0, -2, 5e6), Affine(2, 0, 5e5, 0, 2, 5e6), Affine(1.7, 1.1, 5e5, 1.1, -1.7, 5e6),
                                       Affine(2, 0.9, 5e5, 0.1, -3, 5e6)])
def test_every_geotransform_is_read_as_it_is(make_raster, transform):
    with open_raster(make_raster(IMAGE, transform)) as raster:
        assert np.allclose(raster.grid.matrix.ravel(), [transform.a, transform.b, transform.c, transform.d, transform.e, transform.f])
        assert raster.grid.is_georeferenced
        assert (raster.grid.width, raster.grid.height) == (130, 90)
        array, valid = raster.read()
    assert np.array_equal(array, IMAGE)
    assert valid.all()


def test_a_plain_image_is_not_georeferenced(make_raster):
    with open_raster(make_raster(IMAGE, Affine.identity(), None)) as raster:
        assert not raster.grid.is_georeferenced
        assert raster.grid.crs is None
        assert raster.grid.bounds == (0, -90, 130, 0), "where QGIS shows it"


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"])
def test_every_data_type_is_read_natively(make_raster, dtype):
    image = RNG.integers(0, 100, (2, 40, 50)).astype(dtype)
    array, valid = read(make_raster(image))
    assert array.dtype == dtype
    assert np.array_equal(array, image)
    assert valid.all()


@pytest.mark.parametrize("interleave", ["PIXEL", "BAND"])
@pytest.mark.parametrize("window", [Window(-10, -20, 60, 50), Window(100, 70, 60, 50), Window(-5, -5, 200, 150), Window(20, 30, 40, 20)])
def test_windows_may_stick_out(make_raster, interleave, window):
    array, valid = read(make_raster(IMAGE, interleave=interleave), [3, 1], window)
    padded = np.pad(IMAGE, ((0, 0), (200, 200), (200, 200)))
    inside = np.pad(np.ones(IMAGE.shape[1:], bool), 200)
    rows, cols = Window(window.col + 200, window.row + 200, window.width, window.height).slices
    assert np.array_equal(array, padded[[2, 0]][:, rows, cols])
    assert np.array_equal(valid, inside[rows, cols])


def test_a_window_outside_is_empty_not_an_error(make_raster):
    array, valid = read(make_raster(IMAGE), 1, Window(500, 500, 10, 20))
    assert array.shape == (1, 20, 10)
    assert not valid.any()


def test_nodata_in_one_band_is_data(make_raster):
    image = IMAGE.copy()
    image[0, :10] = 0
    image[:, 50:60] = 0
    path = make_raster(image, nodata=0)
    _, valid = read(path)
    assert valid[:10].all()
    assert not valid[50:60].any()
    assert valid.sum() == 80 * 130
    assert not read(path, 1)[1][:10].any()


@pytest.mark.parametrize("dtype, nodata", [("int16", -9999), ("float32", -3.4028234663852886e38), ("float64", -9999.5), ("float32", NAN),
                                           ("uint16", 65535)])
def test_nodata_of_every_kind(make_raster, dtype, nodata):
    image = RNG.integers(1, 100, (2, 30, 40)).astype(dtype)
    image[:, 5:10, 5:20] = nodata
    _, valid = read(make_raster(image, nodata=nodata))
    assert valid.sum() == 30 * 40 - 75
    assert not valid[5:10, 5:20].any()


def test_nan_in_any_band_is_no_data_without_a_nodata_value(make_raster):
    image = np.ones((2, 30, 40), np.float32)
    image[1, 3, 4] = NAN
    image[0, 5, 6] = -np.inf
    _, valid = read(make_raster(image))
    assert valid.sum() == 1198
    assert not valid[3, 4] and not valid[5, 6]


@pytest.mark.parametrize("nodata", [None, -3.40282306073709653e38])
@pytest.mark.parametrize("fill", [-3.4028235e38, 3.4028235e38, 9.96921e36])
@pytest.mark.parametrize("shape", [None, (6, 8)])
def test_fill_values_are_no_data_undeclared_or_declared_with_other_digits(make_raster, fill, nodata, shape):
    image = np.full((1, 30, 40), 1e26, np.float32)
    image[0, :10, 5:20] = fill
    array, valid = read(make_raster(image, nodata=nodata), shape=shape)
    part = (slice(0, 2), slice(1, 4)) if shape else (slice(0, 10), slice(5, 20))
    assert not valid[part].any() and valid.sum() == valid.size - valid[part].size
    assert np.allclose(array[0][valid], 1e26)


def test_a_nodata_value_the_type_cannot_hold_hides_nothing(make_raster, tmp_path):
    path = make_raster(np.zeros((1, 10, 10), np.uint8))
    vrt = tmp_path / "odd.vrt"
    vrt.write_text(f"""<VRTDataset rasterXSize="10" rasterYSize="10"><VRTRasterBand dataType="Byte" band="1">
        <NoDataValue>-9999</NoDataValue><SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>""")
    assert read(vrt)[1].all()


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_alpha_hides_pixels(make_raster, dtype):
    top = np.iinfo(dtype).max
    image = np.concatenate([IMAGE.astype(dtype), np.full((1, 90, 130), top, dtype)])
    image[3, 20:30] = 0
    image[3, 40:50] = 1
    path = make_raster(image, colors=("red", "green", "blue", "alpha"), photometric="RGB")
    with open_raster(path) as raster:
        assert raster.has_alpha and raster.alpha_band == 4 and raster.data_bands == (1, 2, 3)
        for bands in (None, 2, [1, 4]):
            _, valid = raster.read(bands)
            assert not valid[20:30].any() and valid.sum() == 80 * 130


def test_near_infrared_called_alpha_is_an_image(make_raster):
    image = np.concatenate([IMAGE, RNG.integers(0, 200, (1, 90, 130), dtype=np.uint8)])
    image[:, :20] = 0
    image[3, 20:40] = 0
    for nodata in (None, 0):
        with open_raster(make_raster(image, colors=("red", "green", "blue", "alpha"), photometric="RGB", nodata=nodata)) as raster:
            assert not raster.has_alpha and not raster.has_mask and raster.data_bands == (1, 2, 3, 4)
            _, valid = raster.read()
            assert valid[20:].all() and valid[:20].any() == (nodata is None)


def test_internal_mask_hides_pixels(make_raster):
    mask = np.full((90, 130), 255, np.uint8)
    mask[:, :20] = 0
    with open_raster(make_raster(IMAGE, mask=mask)) as raster:
        assert raster.has_mask and not raster.has_alpha
        _, valid = raster.read(window=Window(-5, 0, 60, 90))
    assert np.array_equal(valid[0], np.arange(60) >= 25)


@pytest.mark.parametrize("overviews", [(), (2, 4)])
def test_small_reads_average_only_data(make_raster, overviews):
    image = np.full((1, 128, 128), 100, np.int16)
    image[0, :, 64:] = 200
    image[0, ::2, ::2] = -9999
    image[0, :64, :64] = -9999
    array, valid = read(make_raster(image, nodata=-9999, overviews=overviews, tiled=True, blockxsize=64, blockysize=64), 1, shape=(32, 32))
    assert not valid[:16, :16].any()
    assert valid[16:].all() and valid[:, 16:].all()
    assert np.array_equal(np.unique(array[0][valid]), [100, 200])


def test_small_reads_are_exact_block_means(make_raster):
    array, _ = read(make_raster(IMAGE.astype(np.float32)), [1], Window(10, 10, 100, 60), (6, 10))
    assert np.abs(array[0] - IMAGE[0, 10:70, 10:110].reshape(6, 10, 10, 10).mean((1, 3))).max() < 1e-3


def test_small_reads_beyond_the_raster_stay_in_place(make_raster):
    ramp = np.tile(np.arange(100, dtype=np.float32) + 0.5, (100, 1))
    array, valid = read(make_raster(ramp), 1, Window(-7, -7, 120, 120), (12, 12))
    centre = -7 + 10 * np.arange(12) + 5.0
    assert np.array_equal(valid[5], [False, *[True] * 10, False])
    assert np.abs(array[0, 5, 1:10] - centre[1:10]).max() < 1e-3
    # The last pixel is 7 of 10 covered: 93 ... 100.
    assert array[0, 5, 10] == pytest.approx(96.5, abs=1e-3)


def test_a_raster_smaller_than_a_pixel_is_still_seen(make_raster):
    array, valid = read(make_raster(np.full((1, 4, 4), 7, np.float32)), 1, Window(-50, -50, 100, 100), (1, 1))
    assert valid.all()
    assert array[0, 0, 0] == 7


def test_a_paletted_raster_is_never_averaged(make_raster):
    image = RNG.choice(np.array([3, 200], np.uint8), (1, 64, 64))
    path = make_raster(image, colormap={3: (255, 0, 0, 255), 200: (0, 255, 0, 255)})
    with open_raster(path) as raster:
        assert raster.is_paletted
        assert set(np.unique(raster.read(shape=(13, 13))[0])) <= {3, 200}


def test_attributes(make_raster):
    path = make_raster(IMAGE, nodata=0, descriptions=("a", "", "c"), tiled=True, blockxsize=32, blockysize=64, overviews=(2, 4),
                       photometric="RGB")
    with open_raster(path) as raster:
        assert raster.count == 3 and raster.dtypes == ("uint8",) * 3 and raster.nodata == (0, 0, 0)
        assert raster.descriptions == ("a", "", "c") and raster.block_shape == (64, 32) and raster.overviews == (2, 4)
        assert raster.colorinterp == ("red", "green", "blue")


@pytest.mark.parametrize("bands", [0, 4, -1, [1, 9], []])
def test_a_wrong_band_is_named(make_raster, bands):
    with pytest.raises(RasterError, match="[Bb]and"):
        read(make_raster(IMAGE), bands)


def test_missing_and_foreign_files_are_one_sentence(tmp_path):
    text = tmp_path / "notes.tif"
    text.write_text("no raster at all, but long enough to be looked at\n" * 20)
    for path, words in ((tmp_path / "none.tif", "There is no file"), (text, "is not a raster"), (tmp_path, "is not a raster")):
        with pytest.raises(RasterError, match=words) as caught:
            open_raster(path)
        assert caught.value.hint and "\n" not in caught.value.message


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.95])
@pytest.mark.parametrize("options", [{}, {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "DEFLATE"}])
def test_a_truncated_file_is_an_error_not_black(make_raster, share, options):
    image = RNG.integers(1, 255, (3, 400, 400), dtype=np.uint8)
    path = make_raster(image, **options)
    content = path.read_bytes()
    path.write_bytes(content[:int(len(content) * share)])
    with pytest.raises(RasterError) as caught:
        read(path)
    assert str(path) in caught.value.message and caught.value.hint


def test_footprint_follows_the_data(make_raster):
    image = np.ones((1, 200, 300), np.uint8)
    image[0, :, :100] = 0
    image[0, 5, 5] = 1
    transform = Affine(1.7, 1.1, 5e5, 1.1, -1.7, 5e6)
    with open_raster(make_raster(image, transform, nodata=0)) as raster:
        outline = footprint(raster)
        expected = raster.grid.window_grid(Window(100, 0, 200, 200)).footprint
        assert outline.symmetric_difference(expected).area < 0.01 * expected.area
    with open_raster(make_raster(IMAGE)) as raster:
        assert footprint(raster).equals(raster.grid.footprint)
    with open_raster(make_raster(np.zeros((1, 50, 50), np.uint8), nodata=0)) as raster, pytest.raises(RasterError, match="no data"):
        footprint(raster)


def test_map_points_follows_proj_and_marks_failures():
    xy = np.array([[15.0, 48.0], [14.2, 47.1]])
    transform = map_points("EPSG:4326", "EPSG:32633")
    assert np.allclose(transform(xy), np.column_stack(rasterio_transform("EPSG:4326", "EPSG:32633", xy[:, 0], xy[:, 1])), atol=1e-6)
    mixed = transform(np.array([[15.0, 48.0], [NAN, 1.0], [15.0, 91.0], [14.2, 47.1]]))
    assert np.isnan(mixed[1:3]).all()
    assert np.allclose(mixed[[0, 3]], transform(xy))
    assert np.allclose(map_points("EPSG:32633", "EPSG:4326")(transform(xy)), xy, atol=1e-8)
    assert np.array_equal(map_points("EPSG:4326", "EPSG:4326")(xy), xy)


@pytest.mark.parametrize("pair", [(None, "EPSG:4326"), ("EPSG:4326", None), ("EPSG:4326", 'LOCAL_CS["site",UNIT["metre",1]]'),
                                  ("nonsense", "EPSG:4326")])
def test_crs_that_cannot_be_related(pair):
    with pytest.raises(GridError):
        map_points(*pair)


def test_same_crs():
    assert same_crs("EPSG:4326", "OGC:CRS84") in (True, False)
    assert same_crs("EPSG:32633", "EPSG:32633") and not same_crs("EPSG:32633", None) and not same_crs("EPSG:32633", "EPSG:32632")
    assert same_crs(None, None) and same_crs(None, "")
