import cv2
import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.auto import Auto
from tiepoint.core.change.cva import Cva
from tiepoint.core.change.speckle import common
from tiepoint.core.progress import Silent

LOOKS = 4


@pytest.fixture(scope="module")
def radar():
    """Amplitudes (1, rows, cols) of two dates with independent speckle; in the square the ratio of intensities is 4."""
    rng = np.random.default_rng(1)
    ground = np.exp(1.5 * 10 * cv2.GaussianBlur(rng.normal(size=(400, 400)), (0, 0), 12))
    changed = np.zeros((400, 400), bool)
    changed[100:180, 200:300] = True
    images = [np.sqrt(level * rng.gamma(LOOKS, 1 / LOOKS, level.shape))[None] for level in (ground, ground * np.where(changed, 4.0, 1.0))]
    return (*images, changed)


@pytest.mark.parametrize("scale", ["amplitude", "intensity", "decibels"])
@pytest.mark.parametrize("method", [Cva, Auto])
def test_a_known_ratio_is_found_under_speckle(radar, fitted, whole, f1, method, scale):
    before, after, changed = radar
    to = {"amplitude": np.asarray, "intensity": np.square, "decibels": lambda image: 20 * np.log10(image)}[scale]
    detector = fitted(method(), to(before), to(after))
    assert "og-ratio" in detector.told
    assert f1(whole(detector, to(before), to(after)) > detector.threshold, changed) > 0.9


def test_the_logarithm_of_the_ratio_is_what_it_was(radar, fitted):
    before, after, changed = radar
    source = ArraySource(before, after)
    ratio = Cva().fit(source, Silent()).differences(next(source.blocks(6)))[0]
    assert ratio[120:160, 220:280].mean() == pytest.approx(np.log(2), abs=0.03)            # of amplitudes
    assert ratio[~changed].mean() == pytest.approx(0, abs=0.03)


def test_looks_are_estimated(radar):
    found = common(ArraySource(*radar[:2]), Silent())
    assert not found.logarithmic
    assert found.looks == pytest.approx(LOOKS * 1.2, rel=0.1)       # 1.2: quiet windows are looked at


@pytest.mark.parametrize("modality", ["nir", "pan", "thermal"])
@pytest.mark.parametrize("pixel_size", [1.0, 10.0])
def test_optical_bands_are_not_taken_for_radar(scene, modality, pixel_size):
    pair = scene(5, modality=modality, pixel_size=pixel_size)
    assert common(ArraySource(pair.reference, pair.target), Silent()) is None


def test_speckle_without_change_is_none(radar, fitted, whole):
    rng = np.random.default_rng(7)
    ground = np.square(radar[0]) + 1
    before, after = (np.sqrt(ground * rng.gamma(LOOKS, 1 / LOOKS, ground.shape)) for _ in range(2))
    detector = fitted(Cva(), before, after)
    assert (whole(detector, before, after) > detector.threshold).mean() < 0.005
