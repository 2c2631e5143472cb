"""What every change method has to do."""
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


@pytest.fixture
def method():
    own = {"auto": Auto, "both": TwoWitnesses}
    return lambda name: (own[name] if name in own else CHANGE_METHODS.load(name))()


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
@pytest.mark.parametrize(("seed", "pixel_size"), [(8, 1.0), (3, 10.0), (8, 10.0)])
def test_inserted_change_is_found(method, fitted, whole, scene, f1, name, least, seed, pixel_size):
    pair = scene(seed, pixel_size=pixel_size)
    detector = fitted(method(name), pair.reference, pair.target)
    assert f1(whole(detector, pair.reference, pair.target) > detector.threshold, pair.change_mask) >= least


@pytest.mark.parametrize("unit", [1e-20, 1e20])
@pytest.mark.parametrize("name", METHODS)
def test_the_unit_of_pixels_makes_no_difference(method, fitted, whole, scene, name, unit):
    # Fluxes in kg/m2/s, columns of gases in molecules/cm2: squares of such numbers leave single precision.
    pair = scene(8)
    one, other = (whole(fitted(method(name), *images), *images) > 0.5 for images in (
        [image.astype(np.float32) * np.float32(factor) for image in (pair.reference, pair.target)] for factor in (1.0, unit)))
    assert one.mean() > 0.02 and (one != other).mean() < 0.002


@pytest.mark.parametrize("name", [name for name in PARTS if name not in ASKING])
@pytest.mark.parametrize("seed", [3, 8])
def test_the_tolerance_halves_false_change_of_misregistration(method, fitted, whole, scene, f1, name, seed):
    pair = scene(seed, 1.5)
    detector = fitted(method(name), pair.reference, pair.target)
    plain, tolerant = (whole(one, pair.reference, pair.target) > detector.threshold for one in (detector, discounted(detector, 1.5)))
    false = [(found & ~pair.change_mask).sum() for found in (plain, tolerant)]
    # Learned features see further than a pixel: what is left of a shift there is around it.
    assert false[1] <= max((0.7 if name == "deep" else 0.5) * false[0], 1e-3 * plain.size)
    assert name == "deep" or f1(tolerant, pair.change_mask) > f1(plain, pair.change_mask) - 0.02


@pytest.mark.parametrize("name", sorted(ASKING))
@pytest.mark.parametrize("seed", [3, 8])
def test_a_network_and_the_tolerance_halve_false_change_of_misregistration(method, fitted, whole, scene, f1, name, seed):
    """A network has learned not to be misled, which leaves the tolerance less to do: both halve what a shift makes of its evidence.

    What is called changed without a shift, too, is no part of that.
    """
    pair, still = scene(seed, 1.5), scene(seed)

    def seen(name, images, tolerance=0.0):
        detector = fitted(method(name), images.reference, images.target)
        magnitude = whole(discounted(detector, tolerance) if tolerance else detector, images.reference, images.target)
        return magnitude, magnitude > detector.threshold

    def made(found, name):
        return (found & ~pair.change_mask & ~(seen(name, still)[1] & ~still.change_mask)).sum()

    (before, plain), (after, tolerant) = (seen(name, pair, tolerance) for tolerance in (0.0, 1.5))
    assert made(tolerant, name) <= max(0.5 * made(seen("both", pair)[1], "both"), 1e-3 * plain.size)
    assert f1(tolerant, pair.change_mask) > f1(plain, pair.change_mask) - 0.02
    # Few pixels are left to be called changed: what the tolerance does shows below the threshold.
    if name == "auto":
        assert after[~pair.change_mask].mean() < 0.85 * before[~pair.change_mask].mean()
        assert after[pair.change_mask].mean() > 0.95 * before[pair.change_mask].mean()


@pytest.mark.parametrize("tolerance", [0.0, 1.0])
@pytest.mark.parametrize("name", PARTS)
def test_blocks_fit_together(method, fitted, whole, scene, name, tolerance):
    pair = scene(8, size=448)
    detector = discounted(fitted(method(name), pair.reference, pair.target), tolerance)
    # What networks see around a block is most of a small one.
    least = 256 if name in LEARNED else 64
    one, many = (whole(detector, pair.reference, pair.target, side) for side in (448, least))
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
def test_the_log_says_what_was_fitted(method, fitted, scene, name):
    pair = scene(8)
    assert "threshold" in fitted(method(name), pair.reference, pair.target).told
