"""The same tie points as a layer, as a GCP file and as a solution put every pixel at the same place, and that is the right one."""
import numpy as np
import pyogrio
import pytest
import rasterio
import shapely

SOURCES = {"tiepoints": "points.gpkg", "gcps_file": "gcps.points", "solution": "solution.json"}


@pytest.fixture
def places(job, out):
    """Where the target's own pixels went: (N, 2) target pixels seen at the check points' places."""
    def warped(pair, ruler, name="coordinates.tif", **options):
        job("warp", target=pair.sister, resampling="bilinear", output=out / name, **options)
        return ruler(out / name, pair.map_xy)

    return warped


def rms(difference):
    return float(np.sqrt((difference[np.isfinite(difference).all(1)] ** 2).sum(1).mean()))


@pytest.mark.parametrize(("pair", "run", "transform"), [("bent", "solved", "tps"), ("turned", "solved_affine", "affine")])
def test_layer_gcps_and_solution_agree_with_the_truth_and_each_other(request, places, ruler, pair, run, transform):
    pair, (results, folder) = request.getfixturevalue(pair), request.getfixturevalue(run)
    assert results["TRANSFORM_USED"] == transform
    found = {name: places(pair, ruler, f"{name}.tif", transform=transform, **{name: folder / file}) for name, file in SOURCES.items()}
    for seen in found.values():
        assert np.isfinite(seen).all(1).mean() > 0.9
        assert rms(seen - pair.target_xy) <= 0.3
    for name in ("tiepoints", "gcps_file"):
        assert np.nanmax(np.abs(found[name] - found["solution"])) <= 0.05, name


@pytest.mark.parametrize(("pair", "run"), [("bent", "solved"), ("turned", "solved_affine")])
@pytest.mark.parametrize("source", ["solution", "tiepoints"])
def test_warp_writes_what_coregister_wrote(request, job, out, pair, run, source):
    pair, (results, folder) = request.getfixturevalue(pair), request.getfixturevalue(run)
    again = job("warp", target=pair.target, output=out / "again.tif", transform=results["TRANSFORM_USED"],
                **{source: folder / SOURCES[source]})
    with rasterio.open(out / "again.tif") as one, rasterio.open(folder / "aligned.tif") as other:
        assert one.transform == other.transform and one.shape == other.shape
        difference = np.abs(one.read().astype(int) - other.read())
        assert difference.max() <= (0 if source == "solution" else 1)
    if source == "tiepoints":
        # The points alone tell how good they are nearly as well as what is known of the overlap besides.
        assert again["RMSE_PX"] == pytest.approx(results["RMSE_PX"], rel=0.25)
    if source == "solution":
        assert {name: again[name] for name in ("RMSE_PX", "RMSE", "CE90", "TIEPOINT_COUNT")} == {
            name: pytest.approx(results[name], rel=1e-3) for name in ("RMSE_PX", "RMSE", "CE90", "TIEPOINT_COUNT")}


def test_a_sister_raster_of_half_the_pixel_size_follows_the_solution(bent, solved, job, out, ruler, tmp_path):
    _, folder = solved
    with rasterio.open(bent.target) as source:
        shape, transform, crs = source.shape, source.transform, source.crs
    rows, cols = np.indices((2 * shape[0], 2 * shape[1]), dtype=np.float32)
    with rasterio.open(tmp_path / "fine.tif", "w", driver="GTiff", width=cols.shape[1], height=cols.shape[0], count=2, dtype="float32",
                       nodata=-9999.0, crs=crs, transform=transform * transform.scale(0.5)) as sister:
        sister.write(np.stack([cols, rows]) + np.float32(1000.5))
    job("warp", target=tmp_path / "fine.tif", solution=folder / "solution.json", resampling="bilinear", output=out / "fine.tif")
    with rasterio.open(out / "fine.tif") as warped:
        assert warped.res == (transform.a / 2, -transform.e / 2)
    assert rms(ruler(out / "fine.tif", bent.map_xy) / 2 - bent.target_xy) <= 0.3


def test_disabled_tie_points_are_ignored(turned, solved_affine, places, ruler, out):
    _, folder = solved_affine
    spoiled = out / "points.gpkg"
    edit(folder / "points.gpkg", spoiled, moved=(500.0, -300.0), rows=slice(0, 60), enabled=False)
    assert rms(places(turned, ruler, tiepoints=spoiled, transform="affine") - turned.target_xy) <= 0.1


def test_tie_points_that_were_moved_on_the_canvas_count_where_they_are(turned, solved_affine, places, ruler, out):
    _, folder = solved_affine
    edit(folder / "points.gpkg", out / "points.gpkg", moved=(5.0, -3.0))
    found = places(turned, ruler, tiepoints=out / "points.gpkg", transform="affine")
    straight = places(turned, ruler, "straight.tif", tiepoints=folder / "points.gpkg", transform="affine")
    # At each place is seen now what was seen 5 m further west and 3 m further north: the target is turned and scaled by some per cent.
    assert np.hypot(*np.nanmedian(found - straight, axis=0)) == pytest.approx(np.hypot(5, 3), abs=0.4)


def edit(path, copy, moved, rows=slice(None), enabled=None):
    """Copy a tie-point layer with some points moved, as on the canvas, and switched."""
    meta, _, geometry, values = pyogrio.raw.read(path)
    shapes = shapely.from_wkb(geometry)
    shapes[rows] = shapely.transform(shapes[rows], lambda xy: xy + moved)
    names = list(meta["fields"])
    if enabled is not None:
        values[names.index("enabled")][rows] = enabled
    pyogrio.raw.write(copy, shapely.to_wkb(shapes), values, names, driver="GPKG", geometry_type="Point", crs=meta["crs"])


def test_the_columns_of_the_layer(solved, bent):
    _, folder = solved
    meta, _, geometry, values = pyogrio.raw.read(folder / "points.gpkg")
    table = dict(zip(meta["fields"], values))
    shapes = shapely.from_wkb(geometry)
    assert np.allclose(shapely.get_x(shapes), table["reference_x"]) and np.allclose(shapely.get_y(shapes), table["reference_y"])
    with rasterio.open(bent.target) as target:
        nominal = np.column_stack(target.transform * (table["target_px"], table["target_py"]))
    assert np.allclose(nominal, np.column_stack([table["target_x"], table["target_y"]]), atol=1e-6)
    assert np.allclose(table["dx"], table["reference_x"] - table["target_x"])
    assert np.allclose(table["shift"], np.hypot(table["dx"], table["dy"]))
    used = table["inlier"].astype(bool)
    assert (table["enabled"].astype(bool) == used).all() and used.sum() == solved[0]["TIEPOINT_COUNT"]
    assert (table["loo_residual"][used] >= 0).all() and (table["score"] > 0).all() and set(table["method"]) == {"phase"}


def test_the_gcp_file_of_a_raster_without_georeferencing_counts_rows_downwards(turned, job, out, rewritten, ruler, identity):
    """As the Georeferencer shows such a raster."""
    bare = rewritten(turned.target, "bare.tif", crs=None, transform=identity)
    sister = rewritten(turned.sister, "bare_sister.tif", crs=None, transform=identity)
    job("findtiepoints", reference=turned.reference, target=bare, transform="affine", output=out / "p.gpkg", gcps=out / "g.points")
    lines = (out / "g.points").read_text().splitlines()
    source_y = [float(line.split(",")[3]) for line in lines[2:]]
    assert lines[0].startswith("#CRS: ") and max(source_y) <= 0 and len(lines) > 30
    for source in ({"gcps_file": out / "g.points"}, {"tiepoints": out / "p.gpkg"}):
        job("warp", target=sister, resampling="bilinear", output=out / "w.tif", reference=turned.reference, transform="affine", **source)
        assert rms(ruler(out / "w.tif", turned.map_xy) - turned.target_xy) <= 0.2
