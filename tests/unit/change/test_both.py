"""What is made of radiometry and structure of dates that have much, or little, in common."""
from dataclasses import replace

import cv2
import numpy as np
import pytest
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.both import TwoWitnesses
from tiepoint.core.change.irmad import Irmad
from tiepoint.core.change.noise_detector import discriminability
from tiepoint.core.progress import Heard, Silent
from tiepoint.core.training.scenes.render import Sensor, expose
from tiepoint.core.training.scenes.scene import make_scene


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


def test_bands_that_dates_do_not_share_hide_nothing_of_what_they_have_in_common(grounds):
    one, other = grounds
    rough = np.stack([cv2.GaussianBlur(band, (0, 0), 3) for band in np.random.default_rng(6).normal(size=one.shape)])
    after = np.concatenate([one[:1], other[1:]]) + 20 * rough / rough.std()
    alone, beside = (Irmad().fit(ArraySource(one[:count], after[:count]), Silent()).discriminability for count in (1, 3))
    assert beside > alone


def test_it_is_said_how_much_radiometry_counts(grounds, fitted):
    one, other = grounds
    after = np.where(np.arange(256) < 200, 0.8 * one + 10, other)
    detector = fitted(TwoWitnesses(), one, after)
    assert detector.weight == 1.0
    assert "weight 1" in detector.told
    assert fitted(TwoWitnesses(), one, other).weight < 0.6


def test_what_noise_explains_is_no_change_of_radar_whatever_features_say(fitted):
    # Structure differs everywhere: speckle is all there is.
    rng = np.random.default_rng(5)
    before, after = (np.sqrt(rng.gamma(2, 0.5, (1, 256, 256))) for _ in range(2))
    after[:, 60:110, 60:110] *= 3
    detector = fitted(TwoWitnesses(), before, after)
    block = next(ArraySource(before, after).blocks(detector.margin))
    noise = detector.radiometry.magnitude(block) <= detector.least
    assert noise.mean() > 0.9
    assert (detector.magnitude(block)[noise] <= detector.threshold).all()


def called(detector, before, after):
    """Share of pixels that are called changed."""
    block = next(ArraySource(before, after).blocks(detector.margin))
    return (detector.magnitude(block) > detector.threshold).mean()


@pytest.mark.parametrize(("seed", "pixel_size", "dates"), [(5, 1.0, (0, 4)), (1012, 1.5, (3, 8))])
def test_what_a_season_does_where_structure_is_the_same_is_no_change(fitted, seed, pixel_size, dates):
    scene = make_scene(256, 256, seed, pixel_size)
    before, after = (expose(scene, Sensor("rgb", date, 2 * seed + number), lambda xy: xy * pixel_size, 256, 256, np.float32, 1.0) * 255.0
                     for number, date in enumerate(dates))
    heard = Heard(Silent())
    detector = TwoWitnesses().fit(ArraySource(before, after), heard)
    assert detector.unit > 3
    assert f"{detector.unit:.2g} times the noise" in detector.told
    assert ["another crop" in warning for warning in heard.warnings] == [True]
    assert called(detector, before, after) < 0.05
    assert called(replace(detector, unit=1.0), before, after) > 0.1


def test_radiometry_of_noise_stays_in_units_of_noise(grounds, fitted):
    one, other = grounds
    noise = np.random.default_rng(4).normal(0, 2, one.shape)
    after = np.where(np.arange(256) < 230, 0.8 * one + noise, other)
    detector = fitted(TwoWitnesses(), one, after)
    assert detector.unit == 1.0
    assert 0.05 < called(detector, one, after) < 0.15


@pytest.mark.parametrize("cols", [16, 24])
def test_what_has_changed_is_found_where_it_is_most_of_the_place(grounds, fitted, f1, cols):
    # IR-MAD, which supposes that most has not, knows nothing of it.
    one, other = grounds
    after, truth = np.where(np.arange(256) < cols, 3 * one, other), np.broadcast_to(np.arange(256) >= cols, (256, 256))
    block = next(ArraySource(one, after).blocks(64))
    alone, both = (fitted(method, one, after) for method in (Irmad(), TwoWitnesses()))
    assert f1(alone.magnitude(block) > alone.threshold, truth) < 0.7
    assert f1(both.magnitude(block) > both.threshold, truth) > 0.99
    assert both.radiometry.discriminability > alone.discriminability + 0.4
    assert "if it is fitted there, which has been done" in both.told


@pytest.mark.parametrize(("cols", "told"), [(24, False), (48, True)])
def test_few_pixels_of_the_same_structure_tell_nothing_of_seasons(grounds, fitted, cols, told):
    one, other = grounds
    unit = fitted(TwoWitnesses(), one, np.where(np.arange(256) < cols, 3 * one, other)).unit
    assert unit > 2 if told else unit == 1.0


def test_it_is_told_where_structure_differs_everywhere(grounds):
    one, other = grounds
    noise = np.random.default_rng(3).normal(0, 2, one.shape)
    everywhere, nowhere = Heard(Silent()), Heard(Silent())
    TwoWitnesses().fit(ArraySource(one, np.where(np.arange(256) < 8, one, other)), everywhere)
    assert [warning.startswith("Learned features find") for warning in everywhere.warnings] == [True]
    TwoWitnesses().fit(ArraySource(one, 0.8 * one + noise), nowhere)
    assert nowhere.warnings == []


def test_variates_that_dates_do_not_share_hardly_count(grounds, fitted):
    one, other = grounds
    noise = np.random.default_rng(6).normal(0, 2, one.shape)
    after = np.where(np.arange(256) < 230, np.concatenate([one[:1], other[1:]]) + noise, 250)
    weights = fitted(TwoWitnesses(), one, after).radiometry.weights
    assert weights[0] > 0.9
    assert (weights[1:] < 0.5).all()
    assert fitted(Irmad(), one, after).weights is None
