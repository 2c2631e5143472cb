"""Every kind of raster is aligned: other CRS, pixel size, orientation, data type, edges; and the options that limit and shape the work."""
import numpy as np
import pyogrio
import pytest
import rasterio
import rasterio.warp
import shapely
from rasterio.transform import Affine

GREY = [(value, value, 255 - value, 255) for value in range(256)]


@pytest.fixture
def aligned(job, out):
    """Co-register with given options; (results, true RMSE in pixels of the coarser raster)."""
    def align(pair, sister=None, **options):
        options = {"method": "phase", **options}
        results = job("coregister", reference=pair.reference, target=pair.target, output=out / "aligned.tif", solution=out / "s.json",
                      tiepoints=out / "points.gpkg", **options)
        warped = out / "coordinates.tif"
        job("warp", target=sister or pair.sister, solution=out / "s.json", resampling="bilinear", output=warped,
            keep_pixels=options.get("keep_pixels", False))
        return results, pair.rmse(warped)

    return align


@pytest.fixture
def redone(shifted, rewritten):
    """The shifted pair with its target and its coordinate raster written again, each in the same other way."""
    def redo(change=None, **profile):
        return shifted.replaced(target=rewritten(shifted.target, "t.tif", change, **profile),
                                sister=rewritten(shifted.sister, "s.tif", change, **profile))

    return redo


def tie_points(out):
    meta, _, geometry, values = pyogrio.raw.read(out / "points.gpkg")
    return shapely.from_wkb(geometry), dict(zip(meta["fields"], values))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_a_target_in_another_crs(generate, aligned, out, tmp_path, crs):
    pair = generate(tmp_path / "pair", "shift", 340, 0, files={"target_crs": crs})
    results, error = aligned(pair)
    assert error <= 0.15 and results["VERDICT"] == "good"
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(pair.reference) as reference:
        assert file.crs == reference.crs
        assert file.res == pytest.approx(reference.res, rel=0.02)


@pytest.mark.parametrize(("size", "scene", "files"), [(560, {"target_ratio": 2.0}, {}), (300, {}, {"target_pixel_size": 0.5})],
                         ids=["coarser", "finer"])
def test_a_target_with_other_pixels(generate, aligned, out, tmp_path, size, scene, files):
    pair = generate(tmp_path / "pair", "shift", size, 5, files=files, **scene)
    results, error = aligned(pair)
    assert error <= 0.15 and results["RMSE_PX"] <= 0.5
    assert results["RMSE"] == pytest.approx(results["RMSE_PX"] * max(1.0, pair.ratio), rel=0.02), "pixels of the coarser raster"
    with rasterio.open(out / "aligned.tif") as file:
        assert file.res == pytest.approx((pair.ratio, pair.ratio))


def test_a_target_without_any_georeferencing(generate, aligned, out, tmp_path):
    pair = generate(tmp_path / "pair", "affine", 340, 2, files={"target_crs": "none"})
    results, error = aligned(pair, method="auto")
    assert error <= 0.2
    assert (results["MEDIAN_SHIFT_X"], results["MEDIAN_SHIFT_Y"]) == (0.0, 0.0), "there is nothing to be shifted from"
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(pair.reference) as reference:
        assert file.crs == reference.crs


@pytest.mark.filterwarnings("error:'crs' was not provided")
def test_two_scans_without_any_georeferencing(turned, aligned, out, rewritten, identity):
    """The result lies where QGIS shows the reference: one unit a pixel, rows downwards from zero."""
    bare = {name: rewritten(getattr(turned, name), f"{name}.tif", crs=None, transform=identity)
            for name in ("reference", "target", "sister")}
    _, error = aligned(turned.replaced(**bare, map_xy=turned.reference_xy * [1.0, -1.0]), transform="affine")
    assert error <= 0.2
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(turned.reference) as reference:
        left, bottom, right, top = file.bounds
        assert -40 < left < 40 and -40 < top < 40 and abs(bottom + reference.height) < 40, "upright, on the reference"
    points, table = tie_points(out)
    assert (table["reference_y"] < 0).all() and pyogrio.read_info(out / "points.gpkg")["crs"] is None


def test_ragged_edges_without_data(generate, aligned, out, tmp_path):
    pair = generate(tmp_path / "pair", "shift", 360, 8, nodata_edge=True)
    results, error = aligned(pair)
    assert error <= 0.1
    with rasterio.open(pair.reference) as reference:
        outside = reference.read(1) == 0
    points, table = tie_points(out)
    used = table["inlier"].astype(bool)
    cols, rows = (~reference.transform * (table["reference_x"][used], table["reference_y"][used]))
    assert not outside[rows.astype(int), cols.astype(int)].any()
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(pair.target) as target:
        share = (file.read() != 0).all(0).sum() / (target.read() != 0).all(0).sum()
        assert file.nodata == 0 and share == pytest.approx(1.0, abs=0.01)


def test_a_south_up_target(redone, aligned, shifted):
    def turn(transform, height):
        return transform * Affine.translation(0, height) * Affine.scale(1, -1)

    with rasterio.open(shifted.target) as target:
        transform, height = target.transform, target.height
    pair = redone(lambda image: image[:, ::-1], transform=turn(transform, height))
    # The coordinate raster still holds the pixels of the target as it was.
    results, error = aligned(pair)
    assert error <= 0.1 and results["TRANSFORM_USED"] == "shift"


def test_a_target_with_a_turned_and_sheared_geotransform(generate, aligned, out, rewritten, tmp_path):
    pair = generate(tmp_path / "pair", "affine", 448, 6)
    with rasterio.open(pair.reference) as reference:
        base = reference.transform
    design = np.column_stack([pair.target_xy, np.ones(len(pair.target_xy))])
    (a, d), (b, e), (c, f) = np.linalg.lstsq(design, pair.reference_xy, rcond=None)[0]
    placed = base * Affine.translation(5, 3) * Affine(a, b, c, d, e, f)
    assert abs(placed.b) > 0.02
    pair = pair.replaced(target=rewritten(pair.target, "t.tif", transform=placed), sister=rewritten(pair.sister, "s.tif", transform=placed))
    results, error = aligned(pair)
    assert error <= 0.1 and results["TRANSFORM_USED"] == "shift"
    assert (results["MEDIAN_SHIFT_X"], results["MEDIAN_SHIFT_Y"]) == (pytest.approx(-5, abs=0.1), pytest.approx(3, abs=0.1))
    with rasterio.open(out / "aligned.tif") as file:
        assert file.transform.is_rectilinear and not file.transform.b


def floats(image):
    image = image.astype(np.float32) / 255
    image[:, 100:160, 220:300] = np.nan
    return image


@pytest.mark.parametrize(("change", "profile"), [
    (floats, {"nodata": None}), (lambda image: np.concatenate([image, 255 - image[:1]]).astype(np.uint16) * 37, {}),
    (lambda image: image[1:2] // 16, {"colormap": dict(enumerate(GREY))}),
], ids=["float-with-nan", "4-bands-of-16-bit", "paletted"])
def test_data_types_and_bands(shifted, aligned, rewritten, out, change, profile):
    pair = shifted.replaced(target=rewritten(shifted.target, "t.tif", change, **profile))
    _, error = aligned(pair, transform="shift")
    assert error <= 0.1
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(pair.target) as target:
        image, given = file.read(), target.read()
        assert (file.count, file.dtypes, file.colorinterp) == (target.count, target.dtypes, target.colorinterp)
        if "colormap" in profile:
            assert file.colormap(1) == target.colormap(1)
            assert set(np.unique(image)) <= set(np.unique(given)) | {0}, "nearest neighbour: no colours between the colours"
        if image.dtype.kind == "f":
            assert np.isnan(image).any() and np.nanmin(image) >= -0.2 and np.nanmax(image) <= 1.2


def test_the_output_on_the_lattice_of_the_reference(shifted, aligned, out):
    aligned(shifted, output_grid="reference", transform="shift")
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(shifted.reference) as reference:
        assert file.res == reference.res
        corner = ~reference.transform * (file.transform.c, file.transform.f)
        assert corner == pytest.approx(np.rint(corner), abs=1e-6)
        col, row = (int(round(value)) for value in corner)
        assert col >= 0 and row >= 0 and col + file.width <= reference.width and row + file.height <= reference.height


@pytest.mark.parametrize(("pair", "transform"), [("shifted", "shift"), ("turned", "affine")])
def test_kept_pixels_are_untouched_and_placed_right(request, aligned, out, pair, transform):
    pair = request.getfixturevalue(pair)
    _, error = aligned(pair, keep_pixels=True, transform=transform)
    with rasterio.open(out / "aligned.tif") as file, rasterio.open(pair.target) as target:
        assert (file.read() == target.read()).all()
        places = np.column_stack(file.transform * tuple(pair.target_xy.T))
    assert np.sqrt(((places - pair.map_xy) ** 2).sum(1).mean()) <= 0.1
    assert error <= 0.1


def test_no_tie_point_lies_in_a_masked_area(shifted, aligned, out, tmp_path):
    with rasterio.open(shifted.reference) as reference:
        left, bottom, right, top = reference.bounds
    areas = [shapely.box(left + 50, bottom + 60, left + 210, bottom + 230), shapely.Point(right - 90, top - 90).buffer(70)]
    pyogrio.raw.write(tmp_path / "mask.gpkg", shapely.to_wkb(np.array(areas)), [], [], driver="GPKG", geometry_type="Polygon",
                      crs="EPSG:32633")
    results, error = aligned(shifted, mask=tmp_path / "mask.gpkg", transform="shift")
    points, _ = tie_points(out)
    assert len(points) > 30 and error <= 0.1
    assert not any(shapely.intersects(area.buffer(-1.5), points).any() for area in areas)


def test_a_mask_in_another_crs(shifted, job, out, tmp_path):
    with rasterio.open(shifted.reference) as reference:
        left, bottom, right, top = reference.bounds
    west, south, east, north = rasterio.warp.transform_bounds("EPSG:32633", "EPSG:4326", left, bottom, (left + right) / 2, top)
    pyogrio.raw.write(tmp_path / "mask.gpkg", shapely.to_wkb(np.array([shapely.box(west, south, east, north)])), [], [], driver="GPKG",
                      geometry_type="Polygon", crs="EPSG:4326")
    job("findtiepoints", reference=shifted.reference, target=shifted.target, mask=tmp_path / "mask.gpkg", method="phase", transform="shift",
        output=out / "points.gpkg")
    points, _ = tie_points(out)
    assert (shapely.get_x(points) > (left + right) / 2 - 3).all()


def test_only_the_extent_is_used(shifted, aligned, out):
    with rasterio.open(shifted.reference) as reference:
        left, bottom, right, top = reference.bounds
    box = left + 120.0, bottom + 60.0, right - 20.0, top - 90.0
    _, error = aligned(shifted, extent=",".join(map(repr, box)))
    points, _ = tie_points(out)
    assert error <= 0.1
    assert shapely.intersects(shapely.box(*box).buffer(1.0), points).all()


def test_a_stated_spacing_and_band(shifted, job, out):
    job("findtiepoints", reference=shifted.reference, target=shifted.target, spacing=64, reference_band=2, target_band=2, method="phase",
        transform="shift", output=out / "points.gpkg", shift_lines=out / "lines.gpkg", gcps=out / "g.points")
    points, table = tie_points(out)
    xy = shapely.get_coordinates(points)
    apart = np.sort(np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)), axis=1)[:, 1]
    assert np.median(apart) >= 0.9 * 64 and apart.min() >= 0.5 * 64, "closer together only along the edge"
    lines = shapely.from_wkb(pyogrio.raw.read(out / "lines.gpkg")[2])
    assert len(lines) == len(points) and np.allclose(shapely.length(lines), table["shift"])
