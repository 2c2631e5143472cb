"""Descriptors: normalised input, tiles that agree, offsets that are found."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.models.descriptors import STRIDE, DenseDescriptor, correlate, normalised


@pytest.fixture
def picture():
    rng = np.random.default_rng(0)
    coarse = sum(weight * cv2.resize(rng.normal(size=(256 // step,) * 2), (256, 256), interpolation=cv2.INTER_CUBIC)
                 for step, weight in ((2, 0.5), (8, 1.0), (32, 2.0)))
    return (100 + 20 * coarse).astype(np.float32)


@pytest.fixture
def network():
    torch.manual_seed(0)
    return DenseDescriptor().eval()


def test_gain_and_offset_of_the_light_make_no_difference(picture):
    everywhere = np.ones_like(picture, bool)
    ramp = np.linspace(0.5, 2.0, 256, dtype=np.float32)[None]
    plain = normalised(picture, everywhere)[0]
    assert np.abs(normalised(7 * picture + 300, everywhere)[0] - plain).max() < 1e-2
    assert np.corrcoef(normalised(picture * ramp, everywhere)[0].ravel(), plain.ravel())[0, 1] > 0.97
    assert np.abs(normalised(-picture, everywhere)[0] + plain).max() < 1e-2


def test_what_is_not_valid_is_not_seen(picture, network):
    valid = np.ones_like(picture, bool)
    valid[:, 150:] = False
    spoilt = np.where(valid, picture, 1e6)
    assert np.array_equal(normalised(picture, valid), normalised(spoilt, valid))
    described, trust = network(torch.from_numpy(normalised(spoilt, valid)[None]))
    assert described[..., 75:].abs().max() == 0 and trust[..., 75:].max() == 0
    assert torch.allclose(described[..., :75].norm(dim=1), torch.ones(1, 128, 75), atol=1e-5)


def test_a_flat_image_says_nothing():
    assert np.abs(normalised(np.full((64, 64), 12.0), np.ones((64, 64), bool))[0]).max() < 0.05
    assert np.abs(normalised(np.full((64, 64), 12.0), np.zeros((64, 64), bool))).max() == 0


def test_tiles_agree_with_the_whole(picture, network):
    everywhere = np.ones_like(picture, bool)
    whole = network(torch.from_numpy(normalised(picture, everywhere, 0.1)[None]))[0]
    part = network(torch.from_numpy(normalised(picture[:, 40:], everywhere[:, 40:], 0.1)[None]))[0]
    margin = 48
    assert torch.allclose(whole[..., (40 + 2 * margin) // STRIDE :], part[..., 2 * margin // STRIDE :], atol=1e-4)


@pytest.mark.parametrize("offset", [(0, 0), (5, -3), (-7, 11)])
def test_the_true_offset_agrees_best(picture, network, offset):
    everywhere = np.ones_like(picture, bool)
    dx, dy = offset
    moved = np.roll(picture, (dy * STRIDE, dx * STRIDE), (0, 1))
    (first, trust), scene = (network(torch.from_numpy(normalised(image, everywhere)[None])) for image in (picture, moved))
    template = first[..., 24:-24, 24:-24], trust[..., 24:-24, 24:-24]
    found = correlate(template, scene, torch.ones(80, 80))[0].detach()
    best = int(found.argmax())
    assert found.shape == (49, 49) and (best % 49 - 24, best // 49 - 24) == (dx, dy)
    assert 0.5 < float(found.max()) <= 1.0
