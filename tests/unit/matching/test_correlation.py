"""Sub-pixel offsets of windows cut from one finer image."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.matching.correlation import NEAR_PX, peaks, peaks_in, surfaces
from tiepoint.core.matching.fields import FIELDS, orientation, parts

FINE = 8


@pytest.fixture(scope="module")
def image():
    rng = np.random.default_rng(0)
    fine = cv2.GaussianBlur(rng.normal(size=(2048, 2048)).astype(np.float32), (0, 0), 1.5)
    return fine + 4 * cv2.GaussianBlur(rng.normal(size=(2048, 2048)).astype(np.float32), (0, 0), 8)


def _windows(field, image, shift):
    small = cv2.resize(image[shift : 2000 + shift, shift : 2000 + shift], (250, 250), interpolation=cv2.INTER_AREA)
    return [np.stack([part[y : y + 96, x : x + 96] for y in (0, 40, 80, 120) for x in (0, 40, 80, 120)])
            for part in parts(field, small, np.ones(small.shape, bool))]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("shift", [1, 2, 4, 7, 20])
def test_offsets_are_exact_to_a_thirtieth_of_a_pixel(image, field, shift):
    surface = sum(surfaces(a, b) for a, b in zip(_windows(field, image, 0), _windows(field, image, shift)))
    found = peaks(surface, 20)
    error = found.offsets + shift / FINE
    assert np.abs(error.mean(0)).max() < 0.03
    assert error.std(0).max() < 0.05
    assert found.scores.min() > 0.5


def test_offset_beyond_the_search_is_not_trusted(image):
    surface = sum(surfaces(a, b) for a, b in zip(_windows("intensity", image, 0), _windows("intensity", image, 8 * 12)))
    assert peaks(surface.copy(), 24).scores.min() > 0.3
    assert np.median(peaks(surface, 6).scores) < 0.25


def test_unrelated_windows_have_low_scores(image):
    other = np.random.default_rng(5).normal(size=image.shape).astype(np.float32)
    other = cv2.GaussianBlur(other, (0, 0), 6)
    surface = sum(surfaces(a, b) for a, b in zip(_windows("orientation", image, 0), _windows("orientation", other, 0)))
    assert np.median(peaks(surface, 28).scores) < 0.15


def test_orientation_is_blind_to_inverted_contrast(image):
    small = cv2.resize(image, (256, 256), interpolation=cv2.INTER_AREA)
    valid = np.ones(small.shape, bool)
    plain, inverted = orientation(small, valid), orientation(7.0 - 3.0 * small, valid)
    assert np.abs(plain - inverted).mean() < 0.02 * np.abs(plain).mean()


def test_nodata_leaves_no_edge_in_the_orientation(image):
    small = cv2.resize(image, (256, 256), interpolation=cv2.INTER_AREA) + 100.0
    valid = np.ones(small.shape, bool)
    valid[:, 120:] = False
    field = orientation(np.where(valid, small, 0), valid)
    assert np.abs(field[:, 117:]).max() == 0.0
    assert np.abs(field[:, :110]).mean() > 0.1


@pytest.mark.parametrize("second", [(NEAR_PX + 1, 0), (0, -NEAR_PX - 1), (NEAR_PX + 1, NEAR_PX + 1), (11, 3)])
def test_another_peak_is_a_rival_however_near(hills, second):
    found = peaks_in(np.stack([hills((1, -2, 9.0, 1.0), (1 + second[0], -2 + second[1], 6.0, 1.0))]))
    assert found.rivals.tolist() == [list(second)]


def test_the_slope_of_a_wide_peak_is_no_rival(hills):
    found = peaks_in(np.stack([hills((1, -2, 9.0, 5.0)), hills((1, -2, 9.0, 5.0), (1, 12, 8.0, 1.0))]))
    assert found.rivals.tolist() == [[0, 0], [0, 14]]
