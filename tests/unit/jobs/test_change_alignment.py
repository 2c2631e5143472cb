"""Misregistration is refused with its size, or repaired; and what is not known is said not to be."""
import os

import numpy as np
import pytest
import rasterio
from tiepoint.core.errors import AlignmentError
from tiepoint.core.jobs import misregistration
from tiepoint.core.options import jobs
from tiepoint.core.options.change import ChangeMapOptions
from tiepoint.core.progress import Silent

pytestmark = pytest.mark.usefixtures("differences")
SHIFT = 3


class Log(Silent):
    """Keeps what it is told."""

    def __init__(self):
        self.told = []

    def log(self, message, level="info"):
        self.told.append((level, message))


@pytest.fixture
def displaced(changed, rewritten):
    """The raster after, 3 pixels east of where it says."""
    return rewritten(changed.after, "displaced.tif", lambda image: np.roll(image, SHIFT, 2))


@pytest.fixture
def run(out):
    """Make a change map; (results, mask, log)."""
    def make(before, after, **options):
        log = Log()
        results = jobs.load("changemap")(ChangeMapOptions(before=before, after=after, output=str(out / "mask.tif"),
                                                          **{"method": "cva", **options}), log)
        with rasterio.open(out / "mask.tif") as file:
            return results, file.read(1), log.told

    return make


@pytest.fixture
def refused_once(monkeypatch):
    """What was refused is refused again without another search, which is long where everything is tried."""
    refused, found = {}, misregistration.align

    def align(pair, *how, **options):
        asked = pair.reference_raster.path, pair.target_raster.path, *how[:-1]
        if asked not in refused:
            try:
                return found(pair, *how, **options)
            except AlignmentError as error:
                refused[asked] = error
        raise refused[asked]

    monkeypatch.setattr(misregistration, "align", align)


def test_a_shift_is_refused_and_named(changed, displaced, run, out):
    with pytest.raises(AlignmentError, match="px apart") as caught:
        run(changed.before, displaced)
    measured = float(caught.value.message.split(" px apart")[0].split()[-1])
    assert measured == pytest.approx(SHIFT, abs=0.15)
    assert "ALIGN to coregister" in caught.value.hint and "TOLERANCE" in caught.value.hint
    assert os.listdir(out) == []


def test_a_tolerance_lets_it_pass(changed, displaced, run):
    results, _, _ = run(changed.before, displaced, tolerance=3.2)
    assert results["MISREGISTRATION_PX"] == pytest.approx(SHIFT, abs=0.15)


def test_a_pair_that_fits_passes(changed, run):
    results, mask, told = run(changed.before, changed.after)
    assert results["MISREGISTRATION_PX"] < 0.15 and np.array_equal(mask, changed.truth)
    assert any("px apart" in message for _, message in told)


def test_coregister_repairs_it(changed, displaced, run):
    results, mask, told = run(changed.before, displaced, align="coregister")
    assert results["MISREGISTRATION_PX"] < 0.3
    truth = changed.truth[:, : mask.shape[1]]
    assert truth.shape[1] == pytest.approx(300 - SHIFT, abs=1), "what both cover, once repaired"
    assert (mask == truth).mean() > 0.99 and (mask == 255).mean() < 0.01
    assert any("was moved by 3.0" in message or "was moved by 2.9" in message for _, message in told)


@pytest.mark.parametrize("fill", [-3.4028235e38, -9999.0])
def test_fill_values_that_nobody_has_declared(changed, rewritten, run, fill):
    """What cannot have been measured is no data; what may have been is told."""
    def filled(image):
        found = image.astype(np.float32)
        found[:, :60, :90] = fill
        return found

    _, mask, told = run(changed.before, rewritten(changed.after, "filled.tif", filled))
    assert (mask[:60, :90] == 255).all() == (fill < -1e30) and (mask[62:, 92:] != 255).all()
    doubts = [message for level, message in told if level == "warning" and "-9999" in message and "no data" in message]
    assert bool(doubts) == (fill == -9999.0) and all("filled.tif" in message for message in doubts)


def test_off_compares_them_as_they_lie(changed, displaced, run):
    results, mask, told = run(changed.before, displaced, align="off")
    assert results["MISREGISTRATION_PX"] is None and not np.array_equal(mask, changed.truth)
    assert any("not checked" in message for _, message in told)


def test_what_cannot_be_measured_is_said(changed, rewritten, run, refused_once):
    """Of a part, as everything is tried before it is said."""
    part = rewritten(changed.before, "part.tif", lambda image: image[:, :130, :150])
    noise = rewritten(part, "noise.tif", lambda image: np.random.default_rng(1).integers(1, 255, image.shape).astype(np.uint8))
    same = rewritten(changed.after, "same.tif", lambda image: image[:, :130, :150])
    assert run(part, same)[0]["MISREGISTRATION_PX"] < 0.1, "it is not for its size"
    results, _, told = run(part, noise)
    assert results["MISREGISTRATION_PX"] is None
    assert any(level == "warning" and "cannot be measured" in message and "not known" in message for level, message in told)
    with pytest.raises(AlignmentError):
        run(part, noise, align="coregister")


def test_pixels_without_position_are_checked_too(changed, displaced, rewritten, run, identity):
    plain = [rewritten(path, f"{name}.tif", crs=None, transform=identity) for name, path in (("b", changed.before), ("a", displaced))]
    with pytest.raises(AlignmentError, match="px apart"):
        run(*plain)


@pytest.mark.parametrize("placed", [True, False])
def test_a_raster_without_position_is_found(changed, rewritten, run, identity, placed):
    before = changed.before if placed else rewritten(changed.before, "b.tif", crs=None, transform=identity)
    scan = rewritten(changed.after, "scan.tif", lambda image: image[:, 20:240, 15:285], crs=None, transform=identity)
    results, mask, _ = run(before, scan, align="coregister")
    known = mask != 255
    assert mask.shape == pytest.approx((220, 270), abs=2) and results["MISREGISTRATION_PX"] < 0.3
    assert (mask == 1).sum() == pytest.approx(changed.truth[20:240, 15:285].sum(), rel=0.05) and known.mean() > 0.97


def test_what_is_left_is_discounted_unless_the_user_says_otherwise(changed, rewritten, run):
    """Half of the image lies 2 px beside the other half: no transform repairs both."""
    def torn(image):
        image = image.copy()
        image[:, 130:] = np.roll(image[:, 130:], 4, 2)
        return image

    after = rewritten(changed.after, "a.tif", torn)
    results, _, told = run(changed.before, after, align="coregister")
    discounted = [message for _, message in told if "discounted" in message]
    assert bool(discounted) == (results["MISREGISTRATION_PX"] >= 0.5)
    if discounted:
        assert f"{results['MISREGISTRATION_PX']:.2f} px" in discounted[0]
    _, _, told = run(changed.before, after, align="coregister", tolerance=0)
    assert not [message for _, message in told if "discounted" in message]
