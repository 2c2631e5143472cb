"""What the network sees: the same whatever the light, nothing where there is no data, the same in tiles."""
from __future__ import annotations

import numpy as np
from tiepoint.core.models.channels import COUNT, channels


def test_gain_and_offset_of_the_light_make_no_difference(picture):
    everywhere = np.ones_like(picture, bool)
    ramp = np.linspace(0.5, 2.0, 256, dtype=np.float32)[None]
    plain = channels(picture, everywhere)
    assert plain.shape == (COUNT, 256, 256) and np.abs(plain[2:]).max() <= 1.0
    assert np.abs(channels(7 * picture + 300, everywhere) - plain).max() < 1e-2
    assert np.corrcoef(channels(picture * ramp, everywhere)[0].ravel(), plain[0].ravel())[0, 1] > 0.97


def test_an_inverted_image_has_the_same_edges(picture):
    everywhere = np.ones_like(picture, bool)
    plain, inverted = channels(picture, everywhere), channels(-picture, everywhere)
    assert np.abs(inverted[0] + plain[0]).max() < 1e-2 and np.abs(inverted[2:] - plain[2:]).max() < 1e-2


def test_edges_have_the_direction_of_the_picture():
    rows, cols = np.mgrid[:96, :96].astype(np.float32)
    everywhere = np.ones((96, 96), bool)
    for angle in (0.0, 30.0, 75.0, 120.0):
        turn = np.radians(angle)
        wave = np.sin((cols * np.cos(turn) + rows * np.sin(turn)) / 2.5)
        cosine, sine = channels(wave, everywhere)[2:4, 24:-24, 24:-24].sum((1, 2))
        found = np.degrees(np.arctan2(sine, cosine)) / 2
        assert abs((found - angle + 90) % 180 - 90) < 2.0


def test_what_is_not_valid_is_not_seen(picture):
    valid = np.ones_like(picture, bool)
    valid[:, 150:] = False
    spoilt = np.where(valid, picture, 1e6)
    seen = channels(spoilt, valid)
    assert np.array_equal(channels(picture, valid), seen)
    assert np.abs(seen[2:, :, 147:]).max() == 0 and seen[1].sum() == valid.sum()


def test_a_flat_image_says_nothing():
    assert np.abs(channels(np.full((64, 64), 12.0), np.ones((64, 64), bool))[[0, 2, 3, 4, 5]]).max() < 0.05
    assert np.abs(channels(np.full((64, 64), 12.0), np.zeros((64, 64), bool))).max() == 0
