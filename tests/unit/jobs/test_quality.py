"""The true error of what the jobs write, at check points whose place is known, and what they claim it to be."""
from pathlib import Path

import numpy as np
import pytest
import rasterio

FACTOR = 1.5


@pytest.fixture
def true_rmse(job, out):
    """The true error of a solution: the target's coordinates, warped with it."""
    def measure(pair, solution):
        warped = out / "coordinates.tif"
        job("warp", target=pair.sister, solution=solution, resampling="bilinear", output=warped)
        return pair.rmse(warped)

    return measure


@pytest.mark.parametrize(("method", "dates"), [("phase", (0, 3)), ("auto", (0, 3))])
def test_a_shift_is_found_within_a_tenth_of_a_pixel(generate, job, out, tmp_path, true_rmse, method, dates):
    pair = generate(tmp_path / "pair", "shift", 400, 11, dates)
    results = job("coregister", reference=pair.reference, target=pair.target, method=method, output=out / "a.tif", solution=out / "s.json")
    assert results["TRANSFORM_USED"] == "shift" and results["VERDICT"] == "good"
    assert true_rmse(pair, out / "s.json") <= 0.1
    assert results["RMSE_PX"] <= 0.1
    moved = pair.map_xy - pair.nominal_xy
    assert [results["MEDIAN_SHIFT_X"], results["MEDIAN_SHIFT_Y"]] == pytest.approx(np.median(moved, axis=0), abs=0.1)


def test_local_distortion_is_followed_and_the_claim_is_true(bent, solved, true_rmse):
    results, folder = solved
    error = true_rmse(bent, folder / "solution.json")
    assert results["TRANSFORM_USED"] == "tps"
    assert error <= 0.3
    assert error / FACTOR <= results["RMSE_PX"] <= error * FACTOR


@pytest.mark.parametrize(("method", "seed", "local_px", "dates"), [("auto", 3, 4.0, (0, 0)), ("phase", 7, 10.0, (0, 3))])
def test_other_distortions_are_followed_too(generate, job, out, tmp_path, true_rmse, method, seed, local_px, dates):
    pair = generate(tmp_path / "pair", "affine+local", 600, seed, dates, local_px)
    results = job("coregister", reference=pair.reference, target=pair.target, method=method, output=out / "a.tif", solution=out / "s.json")
    error = true_rmse(pair, out / "s.json")
    assert error <= 0.3
    assert error / FACTOR <= results["RMSE_PX"] <= error * FACTOR


def test_what_moves_many_points_alike_is_claimed_too(generate, job, out, tmp_path, true_rmse):
    """A thermal sensor sees shaded ground where a camera sees edges: neighbouring points err together, and a spline follows them."""
    pair = generate(tmp_path / "pair", "affine+local", 600, 3, (0, 0), target_modality="thermal")
    results = job("coregister", reference=pair.reference, target=pair.target, method="phase", output=out / "a.tif", solution=out / "s.json")
    error = true_rmse(pair, out / "s.json")
    assert results["TRANSFORM_USED"] == "tps" and error <= 1.0
    assert error / FACTOR <= results["RMSE_PX"] <= error * FACTOR


def test_cells_of_features_follow_a_local_distortion(bent, job, out, true_rmse):
    results = job("coregister", reference=bent.reference, target=bent.target, method="cnn-registration", output=out / "a.tif",
                  solution=out / "s.json")
    error = true_rmse(bent, out / "s.json")
    assert results["METHOD_USED"] == "cnn-registration" and results["TRANSFORM_USED"] == "tps"
    assert error <= 0.4
    assert error / FACTOR <= results["RMSE_PX"] <= error * FACTOR


def test_keypoints_of_a_network_follow_a_local_distortion(bent, job, out, true_rmse):
    results = job("coregister", reference=bent.reference, target=bent.target, method="cnn-matching", output=out / "a.tif",
                  solution=out / "s.json")
    error = true_rmse(bent, out / "s.json")
    assert results["METHOD_USED"] == "cnn-matching" and results["TRANSFORM_USED"] == "tps"
    assert error <= 0.4
    assert error / FACTOR <= results["RMSE_PX"] <= error * FACTOR


@pytest.mark.parametrize(("method", "most", "size"), [("cnn-registration", 0.3, 340), ("cnn-matching", 4.0, 280)])
def test_the_published_form_of_a_method_can_be_had(generate, job, out, tmp_path, true_rmse, method, most, size):
    """With all its slips windows still bring cells to a fraction of a pixel, where they find enough; keypoints end at a cell."""
    pair = generate(tmp_path / "pair", "shift", size)
    job("coregister", reference=pair.reference, target=pair.target, method=method, compat=True, output=out / "a.tif",
        solution=out / "s.json")
    assert true_rmse(pair, out / "s.json") <= most


def test_an_affine_map_is_found_within_a_tenth_of_a_pixel(turned, solved_affine, true_rmse):
    results, folder = solved_affine
    assert results["TRANSFORM_USED"] == "affine"
    assert true_rmse(turned, folder / "solution.json") <= 0.1


def test_keypoints_find_a_shift(shifted, job, out, true_rmse):
    """Keypoints of two seasons lie less exactly than windows correlate."""
    results = job("coregister", reference=shifted.reference, target=shifted.target, method="sift", output=out / "a.tif",
                  solution=out / "s.json")
    assert results["METHOD_USED"] == "sift"
    assert true_rmse(shifted, out / "s.json") <= 0.25
    assert results["RMSE_PX"] <= 0.6


def test_keypoints_follow_local_distortion_less_exactly_and_say_so(bent, job, out, true_rmse):
    """Of two seasons: shadows move, and what keypoints lie on with them."""
    results = job("coregister", reference=bent.reference, target=bent.target, method="sift", output=out / "a.tif", solution=out / "s.json")
    error = true_rmse(bent, out / "s.json")
    assert error <= 1.0
    assert error / 2 <= results["RMSE_PX"] <= error * 2


def test_two_runs_write_the_same(bent, job, out, solved):
    _, folder = solved
    job("coregister", reference=bent.reference, target=bent.target, method="phase", output=out / "a.tif", gcps=out / "g.points",
        solution=out / "s.json")
    assert (out / "g.points").read_bytes() == (folder / "gcps.points").read_bytes()
    assert (out / "s.json").read_bytes() == (folder / "solution.json").read_bytes()
    with rasterio.open(out / "a.tif") as one, rasterio.open(folder / "aligned.tif") as other:
        assert one.transform == other.transform and one.profile == other.profile
        assert one.read().tobytes() == other.read().tobytes()


def test_the_result_describes_itself(bent, solved):
    results, folder = solved
    with rasterio.open(folder / "aligned.tif") as file, rasterio.open(bent.target) as target:
        tags = file.tags()
        assert (file.crs, file.count, file.dtypes, file.nodata, file.descriptions) == (
            target.crs, target.count, target.dtypes, target.nodata, target.descriptions)
        assert file.res == target.res
    assert tags["TIEPOINT_TRANSFORM"] == "tps" and float(tags["TIEPOINT_RMSE_PX"]) == pytest.approx(results["RMSE_PX"])
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert Path(bent.target).name in page and f"{results['RMSE_PX']:.2f}" in page
