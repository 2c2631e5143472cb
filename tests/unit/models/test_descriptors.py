"""Descriptors: unit length where there is data, offsets that are found, before any training already."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.models.channels import channels
from tiepoint.core.models.descriptors import STRIDE, correlate, weighted


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
    found = correlate(weighted(*template), weighted(*scene), torch.ones(80, 80))[0].detach()
    best = int(found.argmax())
    assert found.shape == (49, 49) and (best % 49 - 24, best // 49 - 24) == (dx, dy)
    assert 0.5 < float(found.max()) <= 1.0


def test_how_many_are_asked_at_a_time_makes_no_difference():
    rng = torch.Generator().manual_seed(0)
    template, scene = ((torch.randn(9, 16, size, size, generator=rng), torch.rand(9, 1, size, size, generator=rng)) for size in (40, 64))
    together = correlate(weighted(*template), weighted(*scene), torch.ones(40, 40))
    alone = [correlate(*(weighted(*(part[index : index + 1] for part in one)) for one in (template, scene)), torch.ones(40, 40))
             for index in range(9)]
    assert torch.allclose(together, torch.cat(alone), atol=1e-6)
    # By hand, at one offset: what lies 5 cells to the right and 3 above.
    (first, trust), (second, other) = template, scene
    there = slice(9, 49), slice(17, 57)
    weight = trust * other[(..., *there)]
    agreement = (first * second[(..., *there)] * weight).sum((1, 2, 3)) / (weight.sum((1, 2, 3)) + 0.1 * trust.sum((1, 2, 3)))
    assert torch.allclose(together[:, 12 - 3, 12 + 5], agreement, atol=1e-5)
