"""Refit and exchange of edited tie points: a known affine, one gross outlier, and GCP files there and back."""
import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine
from tiepoint.core.errors import OptionError, TiepointError
from tiepoint.core.geometry.accuracy import FLOOR
from tiepoint.core.jobs import layer
from tiepoint.core.options import jobs
from tiepoint.core.progress import Silent

CRS = "EPSG:32633"
COUNT, BAD = 36, 14
OUTLIER = np.array([120.0, -80.0])     # map units, 2 of which are a pixel
TRUTH = np.array([[1.01, 0.02], [-0.015, 0.99]])


def run(job, **given):
    spec = jobs.get(job)
    return jobs.load(job)(spec.options(**{name: str(value) for name, value in given.items()}), Silent())


def columns_of(placed: bool, disabled=()):
    """Tie points of a target of 200 px that an affine takes to the reference, one of them wrong."""
    x, y = np.meshgrid(np.linspace(10, 190, 6), np.linspace(10, 190, 6))
    pixels = np.stack([x.ravel(), y.ravel()], 1)
    nominal = np.stack([500000 + 2 * pixels[:, 0], 5000000 - 2 * pixels[:, 1]], 1)
    middle = nominal.mean(0)
    true = (nominal - middle) @ TRUTH.T + middle + [30.0, -12.0]
    true[BAD] += OUTLIER
    shift = true - nominal if placed else np.full((COUNT, 2), np.nan)
    target = nominal if placed else pixels * [1.0, -1.0]
    enabled = ~np.isin(np.arange(COUNT), disabled)
    unknown = np.full(COUNT, np.nan)
    return {"id": np.arange(1, COUNT + 1, dtype=np.int32), "target_px": pixels[:, 0], "target_py": pixels[:, 1], "target_x": target[:, 0],
            "target_y": target[:, 1], "reference_x": true[:, 0], "reference_y": true[:, 1], "dx": shift[:, 0], "dy": shift[:, 1],
            "shift": np.hypot(*shift.T), "score": unknown, "residual": unknown, "loo_residual": unknown, "inlier": enabled,
            "enabled": enabled, "method": np.full(COUNT, "phase", dtype=object), "weight": np.linspace(0.5, 2.0, COUNT),
            "footprint": unknown}


@pytest.fixture(params=[True, False], ids=["placed", "without CRS"])
def given(request, tmp_path):
    """(whether the target is georeferenced, a function (disabled rows) -> options of a job)."""
    placing = {"crs": CRS, "transform": Affine(2, 0, 500000, 0, -2, 5000000)} if request.param else {}
    with rasterio.open(tmp_path / "target.tif", "w", driver="GTiff", width=200, height=200, count=1, dtype="uint8", **placing) as target:
        target.write(np.full((1, 200, 200), 7, np.uint8))

    def options(*disabled):
        layer.write_points(str(tmp_path / "points.gpkg"), columns_of(request.param, disabled), rasterio.crs.CRS.from_string(CRS).to_wkt())
        return {"target": tmp_path / "target.tif", "tiepoints": tmp_path / "points.gpkg"}

    return request.param, options


def test_the_outlier_has_the_largest_residual_and_without_it_the_held_out_error_is_near_zero(given):
    _, options = given
    spoiled = run("refit", **options())
    residuals = spoiled["RESIDUALS"]
    assert len(residuals) == len(spoiled["LOO_RESIDUALS"]) == COUNT == spoiled["TIEPOINT_COUNT"]
    assert int(np.argmax(residuals)) == BAD and int(np.argmax(spoiled["LOO_RESIDUALS"])) == BAD
    assert spoiled["LOO_RESIDUALS"][BAD] > residuals[BAD] > 10
    assert spoiled["RMSE_PX"] > 1
    mended = run("refit", **options(BAD))
    assert mended["TIEPOINT_COUNT"] == COUNT - 1 and mended["TRANSFORM_USED"] == "affine"
    assert mended["RMSE_PX"] == FLOOR
    assert mended["RESIDUALS"][BAD] == pytest.approx(np.hypot(*OUTLIER) / 2, rel=0.03), "what the fit says of a point it leaves out"
    assert mended["LOO_RESIDUALS"][BAD] is None
    assert max(value for index, value in enumerate(mended["RESIDUALS"]) if index != BAD) < 1e-3


def test_a_refit_says_what_the_warp_then_does(given, tmp_path):
    _, options = given
    for disabled in ((), (BAD,)):
        told = run("refit", **options(*disabled), transform="affine")
        done = run("warp", **options(*disabled), transform="affine", output=tmp_path / "warped.tif")
        assert {name: told[name] for name in done} == done


@pytest.mark.parametrize("transform", ["shift", "projective", "tps"])
def test_residuals_at_once_are_those_of_the_fit(given, transform):
    _, options = given
    for disabled in ((), (BAD,)):
        whole = run("refit", **options(*disabled), transform=transform)
        sketch = run("residuals", **options(*disabled), transform=transform)
        assert sketch == {name: whole[name] for name in ("RESIDUALS", "LOO_RESIDUALS")}


def test_residuals_are_those_of_one_transform(given):
    with pytest.raises(OptionError, match="one transform"):
        run("residuals", **given[1]())


def test_points_go_to_the_georeferencer_and_back(given, tmp_path):
    placed, options = given
    paths = options(3, BAD)
    assert run("exportpoints", **paths, output=tmp_path / "a.points") == {"TIEPOINT_COUNT": COUNT}
    assert run("importpoints", gcps_file=tmp_path / "a.points", target=paths["target"], output=tmp_path / "back.gpkg") == {
        "TIEPOINT_COUNT": COUNT}
    before, crs = layer.read_points(str(paths["tiepoints"]))
    after, same = layer.read_points(str(tmp_path / "back.gpkg"))
    assert rasterio.crs.CRS.from_user_input(crs) == rasterio.crs.CRS.from_user_input(same)
    for name in ("target_px", "target_py", "target_x", "target_y", "reference_x", "reference_y", "dx", "dy", "shift", "enabled", "weight"):
        np.testing.assert_allclose(after[name], before[name], atol=1e-6, err_msg=name)
    assert np.isfinite(after["dx"]).all() == placed
    assert set(after["method"]) == {"imported"}
    fitted = [run("refit", target=paths["target"], **source) for source in (
        {"tiepoints": paths["tiepoints"]}, {"tiepoints": tmp_path / "back.gpkg"}, {"gcps_file": tmp_path / "a.points"})]
    assert fitted[0]["RMSE_PX"] == FLOOR
    for other in fitted[1:]:
        np.testing.assert_allclose(other["RESIDUALS"], fitted[0]["RESIDUALS"], atol=2e-3)


def test_what_cannot_be_done_is_said_and_nothing_is_written(given, tmp_path):
    _, options = given
    paths = options(*range(COUNT))
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(TiepointError, match="No tie point of the layer is enabled"):
        run("refit", **paths)
    with pytest.raises(OptionError):
        run("refit", target=paths["target"])
    with pytest.raises(TiepointError):
        run("importpoints", target=paths["target"], gcps_file=paths["target"], output=tmp_path / "back.gpkg")
    with pytest.raises(OptionError):
        run("exportpoints", target=paths["target"], output=tmp_path / "a.points")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_jobs_of_the_review_are_no_algorithms():
    assert not set(jobs.REVIEW_JOBS) & set(jobs.JOBS)
    assert all(jobs.get(job) is spec for job, spec in jobs.REVIEW_JOBS.items())
