"""SIFT and RANSAC on what they can and cannot see."""
from __future__ import annotations

import numpy as np
from tiepoint.core.lucas_kanade.corners import corner_error
from tiepoint.core.lucas_kanade.generator import draw
from tiepoint.core.lucas_kanade.keypoint_baseline import estimate


def test_a_template_of_the_same_picture_is_found(picture):
    errors = []
    for seed in range(10):
        image = picture(192, 192, seed)
        sample = draw(image, image, np.random.default_rng(seed), reach=10)
        found = estimate(sample.input, sample.template)
        errors.append(np.inf if found is None else float(corner_error(found, sample.corners)))
    assert np.median(errors) < 0.7 and np.mean(np.array(errors) < 5.0) >= 0.8, errors


def test_unrelated_pictures_are_not_matched_and_empty_ones_fail(picture):
    sample = draw(picture(192, 192, 1), picture(192, 192, 2), np.random.default_rng(0))
    found = estimate(sample.input, sample.template)
    assert found is None or corner_error(found, sample.corners) > 20
    assert estimate(sample.input, np.zeros((128, 128, 3), np.float32)) is None
    assert estimate(np.zeros((192, 192, 3), np.float32), sample.template) is None
    assert estimate(np.zeros((192, 192, 3), np.float32), np.ones((128, 128, 3), np.float32)) is None


def test_the_same_is_found_twice(picture):
    image = picture(192, 192, 5)
    sample = draw(image, image, np.random.default_rng(5))
    np.testing.assert_array_equal(estimate(sample.input, sample.template), estimate(sample.input, sample.template))
