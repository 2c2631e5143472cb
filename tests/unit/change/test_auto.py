"""What `auto` makes of dates that have much, or little, in common."""
import cv2
import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.auto import Auto
from tiepoint.core.change.irmad import Irmad
from tiepoint.core.change.noise_detector import discriminability
from tiepoint.core.progress import Silent


def test_ratios_of_one_distribution_are_not_told_apart_and_others_by_their_distance():
    rng = np.random.default_rng(0)
    same = np.exp(rng.normal(0, 0.5, 50_000))
    assert discriminability(same, np.exp(rng.normal(0, 0.5, 50_000))) == pytest.approx(0.0, abs=0.02)
    assert discriminability(same, np.exp(rng.normal(1, 0.7, 50_000))) == pytest.approx(2.0, abs=0.05)


@pytest.fixture(scope="module")
def grounds():
    """Two images (3, rows, cols) of ground that have nothing in common."""
    rng = np.random.default_rng(2)
    base = [np.stack([cv2.GaussianBlur(rng.normal(size=(256, 256)), (0, 0), sigma) for _ in range(3)]) for sigma in (3, 4)]
    return [(100 + 30 * image / image.std()).astype(np.float32) for image in base]


def test_radiometry_counts_as_much_as_dates_have_in_common(grounds):
    one, other = grounds
    noise = np.random.default_rng(3).normal(0, 2, one.shape)
    related, unrelated = (Irmad().fit(ArraySource(one, after), Silent()).discriminability for after in (0.8 * one + noise, other))
    assert related > 1.5
    assert unrelated < 0.1


def test_auto_says_how_much_radiometry_counts(grounds, fitted):
    one, other = grounds
    after = np.where(np.arange(256) < 200, 0.8 * one + 10, other)
    detector = fitted(Auto(), one, after)
    assert detector.weight == 1.0
    assert "weight 1" in detector.told
    assert fitted(Auto(), one, np.where(np.arange(256) < 8, one, other)).weight < 0.6


def test_what_noise_explains_is_no_change_of_radar_whatever_features_say(fitted):
    # Structure differs everywhere: speckle is all there is.
    rng = np.random.default_rng(5)
    before, after = (np.sqrt(rng.gamma(2, 0.5, (1, 256, 256))) for _ in range(2))
    after[:, 60:110, 60:110] *= 3
    detector = fitted(Auto(), before, after)
    block = next(ArraySource(before, after).blocks(detector.margin))
    noise = detector.radiometry.magnitude(block) <= detector.least
    assert noise.mean() > 0.9
    assert (detector.magnitude(block)[noise] <= detector.threshold).all()
