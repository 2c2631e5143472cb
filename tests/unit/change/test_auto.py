"""What `auto` makes of a network that it may ask: as much as there is to doubt, and of seasons."""
import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from tiepoint.core import language
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.auto import Advised, Auto
from tiepoint.core.change.both import Both, TwoWitnesses, doubt_of
from tiepoint.core.change.network import odds_of
from tiepoint.core.progress import Silent
from tiepoint.core.training.scenes.distortion import Distortion
from tiepoint.core.training.scenes.pair import make_pair
from tiepoint.core.training.scenes.render import Sensor, expose
from tiepoint.core.training.scenes.scene import make_scene


@pytest.fixture(scope="module")
def auto():
    return Auto()


@pytest.fixture(scope="module")
def witnesses():
    return TwoWitnesses()


def called(detector, before, after):
    """(rows, cols) pixels that are called changed."""
    block = next(ArraySource(before, after).blocks(detector.margin))
    return detector.magnitude(block) > detector.threshold


def season(seed, dates, pixel_size, side=192):
    """One place on two dates, nothing of which has changed."""
    scene = make_scene(side, side, seed, pixel_size)
    return [expose(scene, Sensor("rgb", date, 2 * seed + number), lambda xy: xy * pixel_size, side, side, np.float32, 1.0) * 255.0
            for number, date in enumerate(dates)]


@pytest.mark.parametrize(("seed", "dates", "pixel_size"), [(6101, (0, 4), 1.0), (6102, (1, 6), 2.0)])
def test_a_season_is_no_change_where_two_witnesses_take_it_for_some(auto, witnesses, fitted, seed, dates, pixel_size):
    before, after = season(seed, dates, pixel_size)
    alone, asked = (called(fitted(method, before, after), before, after).mean() for method in (witnesses, auto))
    assert alone > 0.05
    assert asked < 0.02
    assert auto.used == "irmad+deep+network"


def test_change_between_seasons_is_told_better_with_the_network(auto, witnesses, fitted, f1):
    alone, asked = [], []
    for seed, dates in ((61, (0, 4)), (62, (1, 6))):
        pair = make_pair(192, 192, seed, Distortion(np.eye(2, 3)), "rgbn", "rgbn", *dates, change=0.1, oversample=1.0, pixel_size=2.0)
        for found, method in ((alone, witnesses), (asked, auto)):
            found.append(f1(called(fitted(method, pair.reference, pair.target), pair.reference, pair.target), pair.change_mask))
    assert np.mean(asked) > np.mean(alone) + 0.06
    assert np.all(np.array(asked) > alone)


def test_odds_are_changed_by_what_there_is_to_doubt_at_most(auto, witnesses, fitted, monkeypatch):
    before, after = season(6101, (0, 4), 1.0, 128)
    alone, asked = (fitted(method, before, after) for method in (witnesses, auto))
    assert isinstance(asked, Advised) and asked.threshold == alone.threshold
    assert asked.told.endswith(f"a factor of up to {math.exp(alone.doubt):.3g}.")
    monkeypatch.setenv(language.VARIABLE, "de")
    assert "Veränderung der Radiometrie nach" in language.told(asked.told) and "Ein trainiertes Netz" in language.told(asked.told)
    block = next(ArraySource(before, after).blocks(asked.margin))
    by = np.log(odds_of(asked.magnitude(block)) / odds_of(alone.magnitude(block)))
    assert np.abs(by).max() < alone.doubt + 0.02
    assert (np.abs(np.abs(by) - alone.doubt) < 0.02).mean() > 0.5          # it is mostly sure
    assert by.min() < 0 < by.max()


def test_nobody_is_asked_where_there_is_nothing_to_doubt(auto, fitted):
    rng = np.random.default_rng(2)
    one, other = (np.stack([cv2.GaussianBlur(rng.normal(0, 100, (256, 256)), (0, 0), sigma) for _ in range(3)]) for sigma in (3, 4))
    after = np.where(np.arange(256) < 230, one, other) + rng.normal(0, 0.5, one.shape)
    detector = fitted(auto, one, after)
    assert isinstance(detector, Both) and detector.doubt == 0.0 and auto.used == "irmad+deep"
    same = fitted(auto, one, one)
    assert not called(same, one, one).any() and auto.used == "irmad"


def test_what_there_is_to_doubt(witnesses):
    before, after = season(6101, (0, 4), 1.0, 128)
    both = witnesses.fit(ArraySource(before, after), Silent())

    def doubt(alike, telling, **others):
        return doubt_of(replace(both, radiometry=replace(both.radiometry, discriminability=telling), **others), alike)

    assert doubt(0.5, 2.0, unit=1.0) == 0.0
    assert doubt(0.5, 2.0, unit=4.0) == pytest.approx(math.log(4.0))
    assert doubt(0.5, 0.0, unit=4.0) == pytest.approx(math.log(4.0))
    assert doubt(0.5, 0.0, unit=1.0) == doubt(0.0, -0.1, unit=1.0) > doubt(0.5, 0.5, unit=1.0) > doubt(0.0, 2.0, unit=1.0) > 0.0
    assert doubt(0.5, 0.0, unit=4.0, trust=0.75) == pytest.approx(0.75 * math.log(4.0))
    assert doubt(0.5, 0.0, unit=4.0, trust=0.0) == pytest.approx(0.5 * math.log(4.0))
