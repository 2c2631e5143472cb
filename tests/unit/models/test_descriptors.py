"""Descriptors: unit length where there is data, offsets that are found, before any training already."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.models.channels import channels
from tiepoint.core.models.descriptors import STRIDE, correlate


def test_descriptors_are_of_unit_length_where_there_is_data(picture, network):
    valid = np.ones_like(picture, bool)
    valid[:, 150:] = False
    with torch.no_grad():
        described, trust = network(torch.from_numpy(channels(picture, valid)[None]))
    assert described[..., 75:].abs().max() == 0 and trust[..., 75:].max() == 0
    assert torch.allclose(described[..., :75].norm(dim=1), torch.ones(1, 128, 75), atol=1e-5)
    assert 0 < float(trust[..., :75].min()) and float(trust.max()) < 1


@pytest.mark.parametrize("offset", [(0, 0), (5, -3), (-7, 11)])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_true_offset_agrees_best(picture, network, offset, sign):
    everywhere = np.ones_like(picture, bool)
    dx, dy = offset
    moved = sign * np.roll(picture, (dy * STRIDE, dx * STRIDE), (0, 1))
    (first, trust), scene = (network(torch.from_numpy(channels(image, everywhere)[None])) for image in (picture, moved))
    template = first[..., 24:-24, 24:-24], trust[..., 24:-24, 24:-24]
    found = correlate(template, scene, torch.ones(80, 80))[0].detach()
    best = int(found.argmax())
    assert found.shape == (49, 49) and (best % 49 - 24, best // 49 - 24) == (dx, dy)
    assert 0.5 < float(found.max()) <= 1.0
