"""Samples of the published protocol: labels that are true, corners from the published ranges."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from scipy import ndimage
from tiepoint.core.errors import OptionError, RasterError
from tiepoint.core.lucas_kanade.corners import mapped
from tiepoint.core.lucas_kanade.generator import draw, random_corners
from tiepoint.core.lucas_kanade.sample import Sample

TEMPLATE = np.array([[0, 0], [127, 0], [127, 127], [0, 127]], float)
NOMINAL = np.array([[32, 32], [159, 32], [159, 159], [32, 159]], float)


def test_corners_cover_the_published_ranges_and_nothing_else():
    rng = np.random.default_rng(0)
    drawn = np.array([random_corners(rng) for _ in range(4000)])
    assert (drawn == np.rint(drawn)).all()
    low = np.where(NOMINAL == 32, 0, 128)
    np.testing.assert_array_equal(drawn.min(axis=0), low)
    np.testing.assert_array_equal(drawn.max(axis=0), low + 63)
    # 64 values each, evenly: their mean is off by less than four of its standard deviations.
    assert np.abs(drawn.mean(axis=0) - (low + 31.5)).max() < 4 * 64 / np.sqrt(12 * 4000)
    sides = np.roll(drawn, -1, axis=1) - drawn
    turns = sides[..., 0] * np.roll(sides, -1, axis=1)[..., 1] - sides[..., 1] * np.roll(sides, -1, axis=1)[..., 0]
    assert turns.min() > 0, "convex"


@pytest.mark.parametrize("reach", [0, 1, 5, 10])
@pytest.mark.parametrize("whole", [True, False])
def test_a_smaller_reach_keeps_corners_nearer(reach, whole):
    rng = np.random.default_rng(1)
    away = np.array([random_corners(rng, reach, whole) for _ in range(500)]) - NOMINAL
    outwards = away * np.where(NOMINAL == 32, -1, 1)
    least = min(1 - reach, 0)
    assert outwards.min() >= least and outwards.max() <= reach
    if whole:
        assert (outwards.min(), outwards.max()) == (least, reach)
    elif reach:
        assert (outwards % 1 > 0).mean() > 0.99
    with pytest.raises(OptionError, match="33 px"):
        random_corners(rng, 33)


@pytest.mark.parametrize("whole", [True, False])
def test_the_label_tells_where_the_template_comes_from(picture, whole):
    rng = np.random.default_rng(2)
    for seed in range(6):
        image = picture(192, 192, seed)
        sample = draw(image, image, rng, whole=whole, name="any")
        np.testing.assert_allclose(mapped(sample.homography, TEMPLATE), sample.corners, atol=1e-4)
        assert sample.homography[2, 2] == 1.0
        np.testing.assert_allclose(sample.input, image / 255.0, atol=1e-6)
        assert sample.input.dtype == sample.template.dtype == np.float32
        # By another interpolation, of real positions, than the one that cut the template.
        grid = np.stack(np.meshgrid(np.arange(128.0), np.arange(128.0)), -1).reshape(-1, 2)
        x, y = mapped(sample.homography, grid).T
        seen = np.stack([ndimage.map_coordinates(sample.input[..., band], (y, x), order=1) for band in range(3)], -1).reshape(128, 128, 3)
        inner = sample.template[4:-4, 4:-4]
        aligned, beside = (-10 * np.log10(np.mean((seen[4:-4, 4 + step : 124 + step] - inner) ** 2)) for step in (0, 1))
        assert aligned > 50 and aligned > beside + 10, (aligned, beside)


def test_the_template_is_cut_from_the_second_picture(picture):
    first, second = picture(192, 192, 1), picture(192, 192, 2)
    sample = draw(first, second, np.random.default_rng(3), reach=0)
    np.testing.assert_array_equal(sample.corners, NOMINAL)
    np.testing.assert_allclose(sample.template, second[32:160, 32:160] / 255.0, atol=1e-6)
    real = draw(first / np.float32(255), second / np.float32(255), np.random.default_rng(3), reach=0)
    np.testing.assert_allclose(real.template, sample.template, atol=1e-5)


def test_a_sample_follows_from_its_seed(picture):
    image = picture(192, 192)
    one, two, other = (draw(image, image, np.random.default_rng(seed)) for seed in (4, 4, 5))
    np.testing.assert_array_equal(one.template, two.template)
    assert (one.corners != other.corners).any()


def test_other_sizes_are_refused(picture):
    with pytest.raises(RasterError, match=r"\(191, 192, 3\)"):
        draw(picture(192, 192), picture(191, 192), np.random.default_rng(0))
    with pytest.raises(RasterError, match=r"\(200, 192, 3\)"):
        draw(picture(200, 192), picture(192, 192), np.random.default_rng(0))
    with pytest.raises(RasterError, match=r"\(3, 2\)"):
        Sample(np.zeros((192, 192, 3)), np.zeros((128, 128, 3)), np.zeros((3, 2)))


def test_the_published_construction_gives_the_same_template(picture):
    """Warp the whole picture so that the corners come to rest in its middle, and cut that out."""
    image = picture(192, 192, 9)
    sample = draw(image, image, np.random.default_rng(6))
    matrix = cv2.getPerspectiveTransform(sample.corners.astype(np.float32), NOMINAL.astype(np.float32))
    middle = cv2.warpPerspective(image, matrix, (192, 192))[32:160, 32:160]
    assert np.abs(middle / 255.0 - sample.template).mean() < 0.004
