"""What is written is where the two rasters differ, whatever kind of rasters they are."""
import numpy as np
import pyogrio
import pytest
import rasterio
import rasterio.warp
import shapely
from rasterio.transform import Affine

pytestmark = pytest.mark.usefixtures("differences")


@pytest.fixture
def mapped(job, out):
    """Make a change map with all outputs; (results, mask, magnitude)."""
    def make(before, after, **options):
        files = {"output": out / "mask.tif", "magnitude": out / "magnitude.tif", "polygons": out / "areas.gpkg",
                 "report": out / "report.html"}
        results = job("changemap", before=before, after=after, **{"method": "cva", "align": "off", **files, **options})
        with rasterio.open(out / "mask.tif") as mask, rasterio.open(out / "magnitude.tif") as magnitude:
            assert mask.transform == magnitude.transform and mask.crs == magnitude.crs
            assert (mask.dtypes, mask.nodata) == (("uint8",), 255) and magnitude.dtypes == ("float32",) and np.isnan(magnitude.nodata)
            return results, mask.read(1), magnitude.read(1)

    return make


def areas(out):
    meta, _, geometry, values = pyogrio.raw.read(out / "areas.gpkg")
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], values))


def test_mask_magnitude_and_figures(changed, mapped, out):
    results, mask, magnitude = mapped(changed.before, changed.after)
    assert np.array_equal(mask, changed.truth.astype(np.uint8))
    assert np.allclose(magnitude, changed.truth * 100 / 255)
    assert results == {"CHANGED_AREA": changed.truth.sum(), "CHANGED_SHARE": changed.truth.mean(), "THRESHOLD_USED": 0.2,
                       "METHOD_USED": "cva", "MISREGISTRATION_PX": None}
    with rasterio.open(out / "mask.tif") as file:
        assert file.colormap(1)[1][:3] == (214, 39, 40) and file.crs.to_epsg() == 32633
        assert file.transform == Affine(1, 0, 500000, 0, -1, 5500000)
        tags = file.tags()
    assert tags["TIEPOINT_METHOD"] == "cva" and tags["TIEPOINT_THRESHOLD"] == "0.2" and tags["TIEPOINT_BEFORE_BANDS"] == "1, 2, 3"
    assert (tags["TIEPOINT_DATE_BEFORE"], tags["TIEPOINT_DATE_AFTER"]) == ("2019-04-12", "2021-07-01")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Change from before_20190412.tif" in page and "tiepoint:changemap" in page and page.count("data:image/") >= 4


def test_the_areas_are_those_of_the_mask(changed, mapped, out):
    results, mask, _ = mapped(changed.before, changed.after)
    shapes, table = areas(out)
    assert list(table["id"]) == [1, 2, 3] and list(table["area"]) == [800, 9, 400]
    assert np.allclose(shapely.area(shapes), table["area"]) and table["area"].sum() == results["CHANGED_AREA"]
    assert shapes[1].equals(shapely.MultiPolygon([shapely.box(500200, 5500000 - 123, 500203, 5500000 - 120)]))
    assert np.allclose(table["magnitude"], 100 / 255) and np.allclose(table["confidence"], (100 / 255 - 0.2) / 0.8)
    assert set(table["status"]) == {""} and set(table["date_before"]) == {"2019-04-12"} and set(table["date_after"]) == {"2021-07-01"}


def test_the_same_file_twice_has_not_changed(changed, mapped, out):
    results, mask, magnitude = mapped(changed.before, changed.before)
    assert results["CHANGED_AREA"] == 0 and not mask.any() and not magnitude.any()
    assert len(areas(out)[0]) == 0 and set(areas(out)[1]) >= {"id", "area", "status"}


@pytest.mark.parametrize("wanted", [("output",), ("output", "polygons")])
def test_only_what_is_asked_for_is_written(changed, job, out, wanted):
    files = {"output": out / "mask.tif", "polygons": out / "areas.gpkg"}
    job("changemap", before=changed.before, after=changed.after, method="cva", align="off", **{name: files[name] for name in wanted})
    assert sorted(path.name for path in out.iterdir()) == sorted(files[name].name for name in wanted)


@pytest.mark.parametrize(("threshold", "share"), [("auto", True), ("0.39", True), ("0.4", False), ("0", True), ("1", False)])
def test_a_threshold_of_the_user(changed, mapped, threshold, share):
    results, mask, _ = mapped(changed.before, changed.after, threshold=threshold)
    assert (mask == 1).sum() == changed.truth.sum() * share
    assert results["THRESHOLD_USED"] == (0.2 if threshold == "auto" else float(threshold))


@pytest.mark.parametrize(("least", "kept"), [(9, 1209), (9.5, 1200), (500, 800), (1e9, 0)])
def test_small_areas_are_left_out(changed, mapped, out, least, kept):
    results, mask, _ = mapped(changed.before, changed.after, min_area=least)
    assert (mask == 1).sum() == kept == results["CHANGED_AREA"] == areas(out)[1]["area"].sum()


@pytest.mark.parametrize(("block", "side"), [(512, 64), (64, 256), (16, 100), (100, 1024)])
def test_the_cut_into_blocks_makes_no_difference(changed, mapped, out, monkeypatch, block, side):
    from tiepoint.core.jobs import change_mask, change_pair

    expected, mask, magnitude = mapped(changed.before, changed.after, min_area=10)
    whole, table = areas(out)
    monkeypatch.setattr(change_mask, "BLOCK", block)
    monkeypatch.setattr(change_pair, "_SIDES", (side,))
    results, again, values = mapped(changed.before, changed.after, min_area=10)
    assert results == expected and np.array_equal(again, mask) and np.array_equal(values, magnitude)
    shapes, found = areas(out)
    assert all(shapely.equals(shapes, whole)) and all((found[name] == table[name]).all() for name in table)


def test_nodata_of_either_is_no_data(changed, mapped, rewritten):
    before, after = changed.image.copy(), changed.image + 100 * changed.truth.astype(np.uint8)
    before[:, 50:90, 40:120], after[:, :10] = 0, 0
    results, mask, magnitude = mapped(rewritten(changed.before, "b.tif", lambda _: before, nodata=0),
                                      rewritten(changed.after, "a.tif", lambda _: after, nodata=0))
    gap = (before == 0).all(0) | (after == 0).all(0)
    assert np.array_equal(mask == 255, gap) and np.array_equal(np.isnan(magnitude), gap)
    assert np.array_equal(mask == 1, changed.truth & ~gap)
    assert results["CHANGED_SHARE"] == pytest.approx((changed.truth & ~gap).sum() / (~gap).sum())


def test_an_alpha_band_is_no_band_to_compare(changed, mapped, rewritten):
    alpha = np.full((1, 260, 300), 255, np.uint8)
    alpha[:, :, 280:] = 0
    results, mask, _ = mapped(changed.before, rewritten(changed.after, "a.tif", lambda image: np.concatenate([image, alpha]),
                                                        photometric="RGB", alpha="yes"))
    assert np.array_equal(mask == 255, alpha[0] == 0)
    assert (mask == 1).sum() == changed.truth[:, :280].sum()


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326"])
def test_masked_areas_are_no_data(changed, mapped, tmp_path, crs):
    path, area = tmp_path / "mask.gpkg", shapely.box(500020, 5500000 - 50, 500100, 5500000 - 20)
    if crs == "EPSG:4326":
        area = shapely.transform(area, lambda xy: np.column_stack(rasterio.warp.transform("EPSG:32633", crs, *xy.T)))
    pyogrio.raw.write(path, shapely.to_wkb([area]), [], [], driver="GPKG", geometry_type="Polygon", crs=crs)
    _, mask, _ = mapped(changed.before, changed.after, mask=path)
    # Pixels that the outline runs through count as covered.
    rows, cols = np.nonzero(mask == 255)
    assert abs(rows.min() - 20) <= 1 and abs(rows.max() - 49) <= 1 and abs(cols.min() - 20) <= 1 and abs(cols.max() - 99) <= 1
    assert np.array_equal(mask == 1, changed.truth & (mask != 255))


def test_only_the_overlap_is_compared(changed, mapped, rewritten, out):
    moved = Affine(1, 0, 500100, 0, -1, 5500000 - 30)
    _, mask, _ = mapped(changed.before, rewritten(changed.after, "a.tif", lambda image: image[:, 30:200, 100:], transform=moved))
    assert np.array_equal(mask == 1, changed.truth[30:200, 100:])
    with rasterio.open(out / "mask.tif") as file:
        assert file.transform == moved


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326"])
def test_another_crs(changed, mapped, rewritten, crs):
    """The raster after is resampled twice: edges blur, areas stay."""
    def turned(image):
        with rasterio.open(changed.after) as file:
            wanted = rasterio.warp.calculate_default_transform(file.crs, crs, file.width, file.height, *file.bounds, resolution=None)
            array = np.zeros((3, wanted[2], wanted[1]), np.uint8)
            rasterio.warp.reproject(image, array, src_transform=file.transform, src_crs=file.crs, dst_transform=wanted[0], dst_crs=crs,
                                    resampling=rasterio.warp.Resampling.cubic)
        profile.update(transform=wanted[0])
        return array

    profile = {}
    rewritten(changed.after, "x.tif", turned)
    after = rewritten(changed.after, "a.tif", turned, nodata=0, crs=crs, **profile)
    results, mask, _ = mapped(changed.before, after)
    known = mask != 255
    assert known.mean() > 0.95 and mask.shape == changed.truth.shape
    assert (mask[known] == changed.truth[known]).mean() > 0.99
    assert (mask[known & changed.truth] == 1).mean() > 0.9


def test_a_coarser_raster_decides_the_pixels(changed, mapped, rewritten, out):
    def halved(image):
        return image.reshape(3, 130, 2, 150, 2).mean((2, 4)).astype(np.uint8)

    coarse = Affine(2, 0, 500000, 0, -2, 5500000)
    expected = np.abs(halved(changed.image).astype(float) - halved(changed.image + 100 * changed.truth.astype(np.uint8))).mean(0) > 51
    pairs = [(changed.before, rewritten(changed.after, "a.tif", halved, transform=coarse)),
             (rewritten(changed.before, "b.tif", halved, transform=coarse), changed.after)]
    for before, after in pairs:
        results, mask, _ = mapped(before, after)
        with rasterio.open(out / "mask.tif") as file:
            assert file.transform == coarse and mask.shape == (130, 150)
        assert (mask == expected).mean() > 0.999
        assert results["CHANGED_AREA"] == 4 * (mask == 1).sum()


def test_a_turned_raster(changed, mapped, rewritten):
    """The raster after stands on its head, and says so."""
    after = rewritten(changed.after, "a.tif", lambda image: image[:, ::-1, ::-1], transform=Affine(-1, 0, 500300, 0, 1, 5500000 - 260))
    _, mask, _ = mapped(changed.before, after)
    assert np.array_equal(mask, changed.truth)


@pytest.mark.filterwarnings("error:'crs' was not provided")
def test_without_any_position_pixels_are_compared(changed, mapped, rewritten, identity, out):
    plain = [rewritten(path, f"{name}.tif", crs=None, transform=identity) for name, path in (("b", changed.before), ("a", changed.after))]
    _, mask, _ = mapped(*plain)
    assert np.array_equal(mask, changed.truth)
    assert shapely.total_bounds(areas(out)[0]).tolist() == [30, -210, 290, -40], "where QGIS shows the pixels"
    assert pyogrio.read_info(out / "areas.gpkg")["crs"] is None


def test_bands_are_paired_by_name_or_as_asked(changed, mapped, rewritten):
    def turned(image):
        return np.concatenate([image[::-1], np.zeros((1, 260, 300), np.uint8)])

    after = rewritten(changed.after, "a.tif", turned, photometric="MINISBLACK")
    named = rewritten(changed.before, "b.tif")
    for path, names in ((named, ("red", "green", "blue")), (after, ("Blue", "Green", "Red", "nir"))):
        with rasterio.open(path, "r+") as file:
            file.descriptions = names
    assert np.array_equal(mapped(named, after)[1], changed.truth)
    assert np.array_equal(mapped(changed.before, after, before_bands=(1, 3), after_bands=(3, 1))[1], changed.truth)
    for chosen in ({"before_bands": (3, 1)}, {"after_bands": (2,)}):
        assert np.array_equal(mapped(named, after, **chosen)[1], changed.truth), "the others are their counterparts"
    assert not np.array_equal(mapped(changed.before, after, before_bands=(1, 3), after_bands=(1, 3))[1], changed.truth)


def test_a_command_line_and_json_name_bands(changed):
    from tiepoint.core import cli
    from tiepoint.core.options.change import ChangeMapOptions
    from tiepoint.core.options.option import from_record

    given = vars(cli.parser().parse_args(["changemap", "--before", "a", "--after", "b", "--output", "c", "--before-bands", "1", "3"]))
    given.pop("job")
    assert from_record(ChangeMapOptions, given).before_bands == (1, 3)
    for text in ("3, 1", "3;1", [3, "1"]):
        assert from_record(ChangeMapOptions, {"before": "a", "after": "b", "output": "c", "after_bands": text}).after_bands == (3, 1)
