"""The change network at its shipped weights: on scenes it was not trained on, whatever the bands, season and sensor."""
import functools

import numpy as np
import pytest
from tiepoint.core.change import view
from tiepoint.core.change.array_source import ArraySource
from tiepoint.core.change.both import TwoWitnesses
from tiepoint.core.change.discount import discounted
from tiepoint.core.change.irmad import Irmad
from tiepoint.core.change.method import Means
from tiepoint.core.change.network import Network
from tiepoint.core.errors import ModelError
from tiepoint.core.progress import Silent
from tiepoint.core.training.scenes.distortion import Distortion
from tiepoint.core.training.scenes.pair import make_pair


@functools.cache
def pair_of(seed, modality="rgbn", dates=(0, 0), pixel_size=1.0, shift=0.0):
    """Seeds below 10000 are not trained on."""
    distortion = Distortion(np.array([[1, 0, 0.8 * shift], [0, 1, 0.6 * shift]]))
    return make_pair(320, 320, seed, distortion, modality, modality, *dates, change=0.08, oversample=1.0, pixel_size=pixel_size)


@pytest.fixture(scope="module")
def network():
    return Network()


@pytest.mark.parametrize(("seed", "modality", "pixel_size"), [(21, "rgb", 1.0), (22, "rgbn", 1.0), (23, "rgbn", 4.0), (24, "pan", 1.0)])
def test_inserted_change_of_one_day(network, fitted, whole, f1, seed, modality, pixel_size):
    pair = pair_of(seed, modality, pixel_size=pixel_size)
    detector = fitted(network, pair.reference, pair.target)
    assert f1(whole(detector, pair.reference, pair.target) > detector.threshold, pair.change_mask) >= 0.9


def test_dates_can_be_exchanged(network, fitted, whole, f1):
    pair = pair_of(22)
    one, two = (fitted(network, *images) for images in ((pair.reference, pair.target), (pair.target, pair.reference)))
    found = whole(one, pair.reference, pair.target) > 0.5, whole(two, pair.target, pair.reference) > 0.5
    assert f1(*found) > 0.98


def test_bands_and_their_light_do_not_matter(fitted):
    """What the network sees is the same under another gain and offset of every band."""
    pair = pair_of(22)
    before, after = (image.astype(np.float32) for image in (pair.reference, pair.target))
    other = after * np.array([0.5, 2.0, 7.0, 30.0])[:, None, None] - 40
    seen = []
    for images in ((before, after), (before, other)):
        source = ArraySource(*images)
        found, block = view.fit(source, TwoWitnesses(), Silent()), next(iter(source.blocks()))
        seen.append(np.concatenate([*found.images(block), found.evidence(block, 0)]))
    np.testing.assert_allclose(seen[1], seen[0], atol=0.02)


@pytest.mark.parametrize("bands", [(1, 1), (2, 2), (1, 4), (4, 3), (6, 6)])
def test_any_number_of_bands(network, fitted, whole, bands):
    pair = pair_of(22)
    images = [np.concatenate([image, image[:2][::-1] ** 0.5 * 9])[:count] for image, count in zip((pair.reference, pair.target), bands)]
    magnitude = whole(fitted(network, *images), *images)
    assert 0 <= magnitude.min() and magnitude.max() <= 1
    assert np.median(magnitude[pair.change_mask]) > 10 * np.median(magnitude[~pair.change_mask])


def test_what_is_not_valid_makes_no_difference(network, fitted, whole):
    pair = pair_of(22)
    valid = np.ones(pair.change_mask.shape, bool)
    valid[:, 250:] = False
    spoiled = np.where(valid, pair.target, 255)
    one, two = (whole(fitted(network, pair.reference, target, valid), pair.reference, target, valid=valid)
                for target in (pair.target, spoiled))
    assert np.isnan(one[~valid]).all() and np.isfinite(one[valid]).all()
    np.testing.assert_array_equal(one[valid], two[valid])


@pytest.mark.parametrize("seed", [25, 31])
def test_misregistration_misleads_it_less_than_half_as_much(network, fitted, whole, f1, seed):
    """False change of 1.5 px beside IR-MAD's, and with the discount."""
    pair = pair_of(seed, shift=1.5)
    detector, other = (fitted(method, pair.reference, pair.target) for method in (network, Irmad()))
    plain, tolerant, peer = (whole(one, pair.reference, pair.target) > one.threshold
                             for one in (detector, discounted(detector, 1.5), other))
    assert (plain & ~pair.change_mask).sum() < 0.5 * (peer & ~pair.change_mask).sum()
    assert (tolerant & ~pair.change_mask).mean() < 0.01
    assert f1(tolerant, pair.change_mask) > max(f1(plain, pair.change_mask) - 0.02, 0.85)


def test_weights_of_something_else_are_refused(tmp_path):
    with pytest.raises(ModelError, match="is for dense, not for change"):
        Network(Means(model="dense-1"))
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        Network(Means(model="nowhere"))
