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
    ratio = Cva().fit(source, Silent()).differences.ratio(next(source.blocks(6)))[0]
    assert ratio[120:160, 220:280].mean() == pytest.approx(np.log(2), abs=0.03)            # of amplitudes
    assert ratio[~changed].mean() == pytest.approx(0, abs=0.03)


def test_looks_are_estimated(radar):
    found = common(ArraySource(*radar[:2]), Silent())
    assert not found.logarithmic
    assert found.looks == pytest.approx(1.1 * LOOKS, rel=0.07)     # the mean of amplitudes is no sum of looks


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


def as_stored(intensity, kind, like):
    """Intensities as amplitude, intensity or decibels, as float or as whole numbers stretched by what the image ``like`` holds."""
    scale = {"amplitude": np.sqrt, "intensity": np.asarray, "decibels": lambda image: 10 * np.log10(image)}[kind.split()[0]]
    image, whole = scale(intensity), kind.split()[1]
    if whole == "float":
        return image[None].astype(np.float32)
    low, high = np.quantile(scale(like), (0.002, 0.998))
    most, low = {"8": 255, "16": 65535}[whole], low if kind.startswith("decibels") else 0.0
    return np.rint(np.clip((image - low) / (high - low) * most, 0, most))[None].astype(np.float32)


@pytest.fixture(scope="module")
def textured():
    """Backscatter (rows, cols) of ground with streets and single bright points: texture as strong as that of towns."""
    rng = np.random.default_rng(3)
    ground = np.exp(1.2 * np.digitize(cv2.GaussianBlur(rng.normal(size=(320, 320)), (0, 0), 6), [-0.04, 0.0, 0.03]))
    ground *= np.exp(0.8 * rng.normal(size=ground.shape)) + 8 * (rng.random(ground.shape) < 0.01)
    ground[::40], ground[:, ::50] = 0.3, 0.3
    return ground


@pytest.mark.parametrize("kind", ["amplitude 8", "amplitude float", "intensity 16", "intensity float", "decibels 8", "decibels float"])
@pytest.mark.parametrize("looks", [1, 4, 10])
def test_speckle_of_textured_ground_is_no_change_and_six_decibels_are(textured, fitted, whole, f1, looks, kind):
    rng, changed = np.random.default_rng(looks), np.zeros(textured.shape, bool)
    changed[90:160, 100:180] = True
    first, second = (textured * rng.gamma(looks, 1 / looks, textured.shape) for _ in range(2))
    before, after = (as_stored(image, kind, first) for image in (first, second))
    after = after if kind.endswith("8") else after * 0.7 + (2 if "decibels" in kind else 0)      # calibrated otherwise
    detector = fitted(Auto(), before, after)
    assert (whole(detector, before, after) > detector.threshold).mean() < 0.002
    altered = as_stored(second * np.where(changed, 4.0, 1.0), kind, first)
    detector = fitted(Auto(), before, altered)
    assert f1(whole(detector, before, altered) > detector.threshold, changed) > (0.9 if looks > 1 else 0.8)
