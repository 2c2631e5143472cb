"""Rasters of many bands are matched in those that look alike."""
import cv2
import numpy as np
import pytest
import rasterio
from tiepoint.core.errors import AlignmentError, RepetitionError
from tiepoint.core.raster.bands import default_band
from tiepoint.core.raster.io import open_raster

SIDE, SEED = 240, 12
FEW_GREYS = 40                # of the reference in red: infrared tells more there, by entropy
BLUR_PX, NOISE = 4.0, 6.0     # of infrared, coarse as it is on many satellites


@pytest.fixture
def stacked(generate, rewritten, tmp_path):
    """Factory: two dates of one ground in red, of the first in few grey values, with a second band made for each raster."""
    red = generate(tmp_path / "red", "affine", SIDE, SEED)

    def stack(second):
        paths = {}
        for name, step in (("reference", FEW_GREYS), ("target", 1)):
            paths[name] = rewritten(getattr(red, name), f"{name}.tif", dtype="float32", change=lambda image, name=name, step=step: np.stack(
                [image[0] // step * step, second(name)]))
        return red.replaced(**paths)

    return stack


@pytest.fixture
def heated(generate, stacked, tmp_path):
    """The second band is thermal infrared, coarse as it is on many satellites."""
    heat = generate(tmp_path / "heat", "affine", SIDE, SEED, reference_modality="thermal", target_modality="thermal")
    rng = np.random.default_rng(0)

    def coarse(name):
        with rasterio.open(getattr(heat, name)) as raster:
            return cv2.GaussianBlur(raster.read(1).astype(np.float32), (0, 0), BLUR_PX) + rng.normal(0.0, NOISE, (SIDE, SIDE))

    return stacked(coarse)


@pytest.fixture
def aligned(job, out):
    """Of a pair, with options: (bands of the reference, bands of the target) that were matched, true RMSE in pixels."""
    def align(stacks, **options):
        job("coregister", reference=stacks.reference, target=stacks.target, method="phase", output=out / "aligned.tif",
            solution=out / "solution.json", **options)
        job("warp", target=stacks.sister, solution=out / "solution.json", resampling="bilinear", output=out / "places.tif")
        with rasterio.open(out / "aligned.tif") as raster:
            tags = raster.tags()
        return (tags["TIEPOINT_REFERENCE_BANDS"], tags["TIEPOINT_TARGET_BANDS"]), stacks.rmse(out / "places.tif")

    return align


def most_informative(path):
    with open_raster(path) as raster:
        return default_band(raster)


def test_bands_that_look_alike_are_matched(heated, aligned):
    assert (most_informative(heated.reference), most_informative(heated.target)) == ((2,), (1,))
    bands, error = aligned(heated)
    assert bands == ("1", "1")
    assert error < 0.25
    named, alone = aligned(heated, reference_band=2, target_band=1)
    assert named == ("2", "1")
    assert alone > 2.0 * error


def test_a_band_that_was_named_is_kept(heated, aligned):
    assert aligned(heated, target_band=2)[0][1] == "2"


def test_other_bands_are_tried_where_the_first_show_nothing(stacked, aligned):
    rng = np.random.default_rng(1)
    clouded = stacked(lambda name: rng.uniform(0, 255, (SIDE, SIDE)).astype(np.float32))
    assert most_informative(clouded.reference) == most_informative(clouded.target) == (2,)
    bands, error = aligned(clouded)
    assert bands == ("1", "1")
    assert error < 0.25
    with pytest.raises(AlignmentError):
        aligned(clouded, reference_band=2, target_band=2)


def test_a_texture_that_repeats_is_not_looked_at_in_other_bands(stacked, aligned):
    """What fits at many places in one band is ambiguous, not empty: whoever knows better names another."""
    rows, cols = np.indices((SIDE, SIDE))
    striped = stacked(lambda name: (100.0 + 90.0 * np.sin(cols * np.pi / 8.0) * np.sin(rows * np.pi / 8.0)).astype(np.float32))
    assert most_informative(striped.reference) == (2,)
    with pytest.raises(RepetitionError, match="repeats itself"):
        aligned(striped)
    assert aligned(striped, reference_band=1, target_band=1)[1] < 0.25
