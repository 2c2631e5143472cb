"""Ways to find where a template lies."""
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.lucas_kanade import estimators, keypoint_baseline
from tiepoint.core.lucas_kanade.corners import corner_error, homography, template_corners, unmoved
from tiepoint.core.lucas_kanade.generator import draw
from tiepoint.core.models import deep_lk_weights
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.models.store import find

CPU = torch.device("cpu")
SMALL = {"width": 8, "regression_width": 2, "hidden": 8}


@pytest.fixture(scope="module")
def sample(picture):
    """Corners up to 6 px from where they are if nothing has moved."""
    image = picture(192, 192, 5)
    return draw(image, image, np.random.default_rng(5), reach=6, whole=False)


def test_intensities_find_what_looks_the_same(sample):
    found = estimators.intensities(traced=True)(sample.input, sample.template)
    assert corner_error(found.homography, sample.corners) < 0.1 < 3.0 < corner_error(found.initial, sample.corners)
    assert found.trace[0][0] == 3 and found.trace[-1][0] == 1
    # Brighter and with less contrast: standardised away.
    other = estimators.intensities()(0.4 * sample.input + 0.3, sample.template)
    assert corner_error(other.homography, sample.corners) < 0.1


def test_levels_of_intensities_lie_on_each_other():
    ramp = np.repeat(np.arange(64, dtype=np.float32)[None, :, None] / 64, 48, 0).repeat(3, 2)
    levels = estimators.intensity_levels(ramp)
    assert [tuple(level.shape) for level in levels] == [(1, 1, 48, 64), (1, 1, 24, 32), (1, 1, 12, 16)]
    assert float(levels[0].mean()) == pytest.approx(0, abs=1e-5) and float(levels[0].std()) == pytest.approx(1, abs=1e-3)
    torch.testing.assert_close(levels[1][0, 0, 5, 4:28], levels[0][0, 0, 11, 9:57:2], atol=1e-4, rtol=0)
    assert not estimators.intensity_levels(np.full((8, 8, 3), 0.3, np.float32))[0].any()


@pytest.mark.parametrize("bands", [3, 6])
def test_learned_maps_are_those_of_the_network(sample, bands):
    network = DeepLK.random(1, bands=bands, **SMALL)
    found = estimators.learned(network, CPU, "vanilla", traced=True)(sample.input, sample.template)
    assert [level.shape for level in found.input_maps] == [(192, 192), (96, 96), (48, 48)]
    assert [level.shape for level in found.template_maps] == [(128, 128), (64, 64), (32, 32)]
    seen = estimators.prepared(network, sample.template)
    assert tuple(seen.shape) == (1, bands, 128, 128)
    with torch.inference_mode():
        for level, shown in zip(network.template(seen), found.template_maps):
            np.testing.assert_allclose(level[0, 0], shown, atol=1e-5)
    np.testing.assert_allclose(found.aligned.trace[0][1], unmoved(), atol=1e-9)
    assert estimators.placing(estimators.learned(network, CPU, "vanilla"))(sample.input, sample.template).iterations == \
        found.aligned.iterations


def test_pictures_are_prepared_as_the_network_wants_them(sample):
    rgb = estimators.prepared(DeepLK.random(0, **SMALL), sample.input)
    np.testing.assert_array_equal(rgb[0].permute(1, 2, 0), sample.input)
    six = estimators.prepared(DeepLK.random(0, bands=6, **SMALL), sample.input)
    assert bool((six[0, 1] == 1).all()) and float(six[0, 0].abs().max()) <= 3


def test_every_way_begins_where_it_is_told_to(sample):
    near = homography(template_corners(), sample.corners + [[1.0, -1], [0, 1], [-1, 0], [1, 1]])
    network = DeepLK.random(1, width=4, regressions=0)
    learned, plain = (place(sample.input, sample.template, near) for place in
                      (estimators.placing(estimators.learned(network, CPU)), estimators.intensities()))
    for found in (learned, plain):
        np.testing.assert_array_equal(found.initial, near)
    assert corner_error(plain.homography, sample.corners) < 0.1
    with pytest.raises(ModelError, match="no networks that guess"):
        estimators.learned(network, CPU, "multi")(sample.input, sample.template)


def test_the_best_of_several_beginnings_is_taken(picture):
    # Far from where nothing has moved, keypoints of the same picture know the place.
    image = picture(192, 192, 6)
    sample = draw(image, image, np.random.default_rng(6), reach=32, whole=False)
    place = estimators.placing(estimators.learned(deep_lk_weights.load(find("", "deep-lk"))[0], CPU))
    found = place(sample.input, sample.template)
    known = keypoint_baseline.estimate(sample.input, sample.template)
    assert corner_error(known, sample.corners) < 5.0 < corner_error(unmoved(), sample.corners)
    np.testing.assert_allclose(found.initial, known)
    assert corner_error(found.homography, sample.corners) < min(0.5, corner_error(known, sample.corners))
    # Where there are no keypoints, it begins elsewhere.
    flat = place(np.full_like(sample.input, 0.5), sample.template)
    assert np.isfinite(flat.homography).all()


def test_regression_alone_says_what_its_networks_say(sample):
    network = DeepLK.random(0, **SMALL)
    for regression, matrix in zip(network.regression, (unmoved(), np.eye(3), np.diag([1.5, 1, 1]))):
        with torch.no_grad():
            regression.conv_final.weight.zero_()
            regression.conv_final.bias.copy_(torch.from_numpy(matrix.ravel()[:8]))
    for guess, wanted in (("simple", unmoved()), ("multi", np.diag([1.5, 1, 1]) @ unmoved())):
        np.testing.assert_allclose(estimators.regressed(network, CPU, guess)(sample.input, sample.template), wanted, atol=1e-6)


def test_estimators_tell_the_homography(sample):
    estimate = estimators.homographies(estimators.intensities())
    assert corner_error(estimate(sample.input, sample.template), sample.corners) < 0.1
