"""What every change method has to do."""
import functools

import numpy as np
import pytest
from tiepoint.core.change.auto import Auto
from tiepoint.core.change.both import TwoWitnesses
from tiepoint.core.change.discount import discounted
from tiepoint.core.methods import CHANGE_METHODS

METHODS = [*CHANGE_METHODS.ids(), "auto"]
# What `auto` is without the network that it asks is no method that can be chosen, and has to do the same.
PARTS = [*METHODS, "both"]
LEARNED = {"deep", "auto", "both"}
ASKING = {"network", "auto"}


@pytest.fixture(scope="module")
def method():
    own = {"auto": Auto, "both": TwoWitnesses}
    return lambda name: (own[name] if name in own else CHANGE_METHODS.load(name))()


@pytest.fixture(scope="module")
def detector(method, fitted, scene):
    """Function: the detector of a method for a scene, which is fitted once."""
    @functools.cache
    def of(name, *which, **how):
        pair = scene(*which, **how)
        return fitted(method(name), pair.reference, pair.target)
    return of


@pytest.fixture(scope="module")
def seen(detector, whole, scene):
    """Function: magnitudes by the detector of a method of its scene, which is looked at once, and what it calls change."""
    @functools.cache
    def of(name, *which, **how):
        pair, found = scene(*which, **how), detector(name, *which, **how)
        magnitude = whole(found, pair.reference, pair.target)
        return magnitude, magnitude > found.threshold
    return of


@pytest.mark.parametrize("name", METHODS)
def test_identical_images_have_not_changed(method, fitted, whole, scene, name):
    image = scene(3).reference
    detector = fitted(method(name), image, image)
    magnitude = whole(detector, image, image)
    assert magnitude.max() < 0.01
    assert not (magnitude > detector.threshold).any()


@pytest.mark.parametrize("name", METHODS)
def test_another_exposure_is_no_change(method, fitted, whole, scene, name):
    before = scene(3).reference.astype(np.float32)
    noise = np.random.default_rng(1).normal(0, 1.5, before.shape)
    after = before * np.array([0.6, 1.3, 0.9, 1.1])[:, None, None] + np.array([30, -5, 10, 2])[:, None, None] + noise
    detector = fitted(method(name), before + np.random.default_rng(2).normal(0, 1.5, before.shape), after)
    assert (whole(detector, before, after) > detector.threshold).mean() < 0.002


@pytest.mark.parametrize(("name", "least"), [("irmad", 0.82), ("cva", 0.82), ("deep", 0.7), ("network", 0.9), ("auto", 0.9), ("both", 0.9)])
@pytest.mark.parametrize(("seed", "how"), [(8, {}), (3, {"pixel_size": 10.0}), (8, {"pixel_size": 10.0})])
def test_inserted_change_is_found(seen, scene, f1, name, least, seed, how):
    assert f1(seen(name, seed, **how)[1], scene(seed, **how).change_mask) >= least


@pytest.mark.parametrize("unit", [1e-20, 1e20])
@pytest.mark.parametrize("name", METHODS)
def test_the_unit_of_pixels_makes_no_difference(method, fitted, whole, scene, seen, name, unit):
    # Fluxes in kg/m2/s, columns of gases in molecules/cm2: squares of such numbers leave single precision.
    images = [image.astype(np.float32) * np.float32(unit) for image in (scene(8).reference, scene(8).target)]
    one, other = (magnitude > 0.5 for magnitude in (seen(name, 8)[0], whole(fitted(method(name), *images), *images)))
    assert one.mean() > 0.02 and (one != other).mean() < 0.002


@pytest.mark.parametrize("name", [name for name in PARTS if name not in ASKING])
@pytest.mark.parametrize("seed", [3, 8])
def test_the_tolerance_halves_false_change_of_misregistration(detector, seen, whole, scene, f1, name, seed):
    pair, found = scene(seed, 1.5), detector(name, seed, 1.5)
    plain, tolerant = seen(name, seed, 1.5)[1], whole(discounted(found, 1.5), pair.reference, pair.target) > found.threshold
    false = [(found & ~pair.change_mask).sum() for found in (plain, tolerant)]
    # Learned features see further than a pixel: what is left of a shift there is around it.
    assert false[1] <= max((0.7 if name == "deep" else 0.5) * false[0], 1e-3 * plain.size)
    assert name == "deep" or f1(tolerant, pair.change_mask) > f1(plain, pair.change_mask) - 0.02


@pytest.mark.parametrize("name", sorted(ASKING))
@pytest.mark.parametrize("seed", [3, 8])
def test_a_network_and_the_tolerance_halve_false_change_of_misregistration(detector, seen, whole, scene, f1, name, seed):
    """A network has learned not to be misled, which leaves the tolerance less to do: both halve what a shift makes of its evidence.

    What is called changed without a shift, too, is no part of that.
    """
    pair, still, found = scene(seed, 1.5), scene(seed), detector(name, seed, 1.5)

    def made(called, name):
        return (called & ~pair.change_mask & ~(seen(name, seed)[1] & ~still.change_mask)).sum()

    before, plain = seen(name, seed, 1.5)
    after = whole(discounted(found, 1.5), pair.reference, pair.target)
    tolerant = after > found.threshold
    assert made(tolerant, name) <= max(0.5 * made(seen("both", seed, 1.5)[1], "both"), 1e-3 * plain.size)
    assert f1(tolerant, pair.change_mask) > f1(plain, pair.change_mask) - 0.02
    # Few pixels are left to be called changed: what the tolerance does shows below the threshold.
    if name == "auto":
        assert after[~pair.change_mask].mean() < 0.85 * before[~pair.change_mask].mean()
        assert after[pair.change_mask].mean() > 0.95 * before[pair.change_mask].mean()


@pytest.mark.parametrize("tolerance", [0.0, 1.0])
@pytest.mark.parametrize("name", PARTS)
def test_blocks_fit_together(detector, whole, scene, name, tolerance):
    pair, found = scene(8, size=384), discounted(detector(name, 8, size=384), tolerance)
    # What networks see around a block is most of a small one.
    least = 256 if name in LEARNED | ASKING else 64
    one, many = (whole(found, pair.reference, pair.target, side) for side in (384, least))
    np.testing.assert_allclose(many, one, atol=1e-3 if name in LEARNED else 2e-4 if tolerance else 1e-5)


@pytest.mark.parametrize("name", METHODS)
def test_dates_of_different_bands(method, fitted, whole, scene, name):
    pair = scene(8)
    before, after = pair.reference, pair.target[:3]
    detector = fitted(method(name), before, after)
    magnitude = whole(detector, before, after)
    assert np.isfinite(magnitude).all()
    assert np.median(magnitude[pair.change_mask]) > 1.5 * np.median(magnitude[~pair.change_mask])


@pytest.mark.parametrize("name", METHODS)
def test_the_log_says_what_was_fitted(detector, name):
    assert "threshold" in detector(name, 8).told
