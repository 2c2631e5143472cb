"""The methods in the job: other light is no change, what is built is, and the same picture twice is none."""
import numpy as np
import pytest
import rasterio
from tiepoint.core.methods import CHANGE_METHODS
from tiepoint.core.options import jobs
from tiepoint.core.options.change import ChangeMapOptions
from tiepoint.core.progress import Heard, Silent

METHODS = ("auto", *CHANGE_METHODS.ids())


@pytest.fixture
def later(changed, rewritten):
    """The raster after under other light, with noise; what has changed has other colours and structure."""
    def taken(image):
        rng = np.random.default_rng(7)
        built = np.where(changed.truth & (np.indices(changed.truth.shape).sum(0) // 4 % 2 > 0), 255 - image, image)
        lit = built * np.array([0.9, 1.05, 0.95])[:, None, None] + 8 + rng.normal(0, 2, image.shape)
        return np.clip(lit - changed.truth * np.array([0, 90, 150])[:, None, None], 1, 255).astype(np.uint8)

    return rewritten(changed.after, "later.tif", taken)


@pytest.mark.parametrize("method", METHODS)
def test_change_is_found_and_light_is_none(changed, later, job, out, method):
    results = job("changemap", before=changed.before, after=later, method=method, align="off", output=out / "mask.tif",
                  magnitude=out / "magnitude.tif")
    with rasterio.open(out / "mask.tif") as mask, rasterio.open(out / "magnitude.tif") as file:
        found, magnitude = mask.read(1) == 1, file.read(1)
    assert np.isfinite(magnitude).all() and 0 <= magnitude.min() and magnitude.max() <= 1
    assert np.array_equal(found, magnitude > np.float32(results["THRESHOLD_USED"]))
    overlap = 2 * (found & changed.truth).sum() / (found.sum() + changed.truth.sum())
    above = (magnitude[changed.truth][:, None] > magnitude[~changed.truth][None, ::50]).mean()
    assert above > 0.98 and overlap > (0.5 if method == "deep" else 0.85), (above, overlap)
    assert results["METHOD_USED"] == ("irmad+deep" if method == "auto" else method)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_twice_has_not_changed(changed, job, out, method):
    results = job("changemap", before=changed.before, after=changed.before, method=method, align="off", output=out / "mask.tif")
    assert results["CHANGED_AREA"] == 0


@pytest.mark.parametrize("method", METHODS)
def test_the_cut_into_blocks_makes_no_difference(changed, later, job, out, monkeypatch, method):
    from tiepoint.core.jobs import change_pair

    maps = []
    for sides in ((1024,), (160,)):
        monkeypatch.setattr(change_pair, "_SIDES", sides)
        job("changemap", before=changed.before, after=later, method=method, align="off", tolerance=1, threshold="0.5",
            output=out / "mask.tif", magnitude=out / "magnitude.tif")
        with rasterio.open(out / "magnitude.tif") as file:
            maps.append(file.read(1))
    assert np.abs(maps[0] - maps[1]).max() < 2e-3


def test_dates_that_differ_everywhere_are_warned_of_and_the_report_says_so(changed, later, rewritten, out):
    other = rewritten(changed.after, "other.tif", lambda image: np.where(np.arange(300) < 12, image, image[:, ::-1, ::-1]))
    for after, expected in ((other, True), (later, False)):
        log = Heard(Silent())
        jobs.load("changemap")(ChangeMapOptions(before=changed.before, after=after, method="auto", align="off",
                                                output=str(out / "mask.tif"), report=str(out / "report.html")), log)
        assert any("differ nearly everywhere" in warning for warning in log.warnings) == expected
        assert ("differ nearly everywhere" in (out / "report.html").read_text()) == expected
