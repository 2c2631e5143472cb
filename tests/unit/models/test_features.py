"""Features of images of any size: tiles fit together, and nothing far away makes a difference."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.models import features
from tiepoint.core.models.channels import channels
from tiepoint.core.models.descriptors import STRIDE
from tiepoint.core.models.features import Features


@pytest.fixture
def described(network):
    return Features(network, torch.device("cpu"))


@pytest.mark.parametrize("tile", [64, 96, 128])
def test_tiles_fit_together_exactly(picture, described, network, monkeypatch, tile):
    everywhere = np.ones_like(picture, bool)
    with torch.no_grad():
        one, trust = network(torch.from_numpy(channels(picture, everywhere)[None]))
    monkeypatch.setattr(features, "_TILE_PX", tile)
    found = described(picture, everywhere)
    assert torch.allclose(found.descriptors, one[0], atol=2e-5) and torch.allclose(found.reliability, trust[0, 0], atol=2e-5)


@pytest.mark.parametrize("shape", [(256, 256), (201, 131), (7, 30)])
def test_any_size_and_a_border_without_data(picture, described, shape):
    image = picture[: shape[0], : shape[1]]
    valid = np.ones(shape, bool)
    valid[:, :5] = False
    found = described(image, valid)
    assert found.reliability.shape == (-(-shape[0] // STRIDE), -(-shape[1] // STRIDE))
    assert float(found.reliability[:, :2].max()) == 0 and float(found.reliability[: shape[0] // 2, 3 : shape[1] // 2].min()) > 0


def test_data_that_starts_late_has_the_features_it_has_alone(picture, described):
    valid = np.zeros_like(picture, bool)
    valid[60:, 84:] = True
    whole, part = described(picture, valid), described(picture[60:, 84:], valid[60:, 84:])
    assert torch.allclose(whole.descriptors[:, 30:, 42:], part.descriptors, atol=1e-4)


def test_what_is_far_away_makes_no_difference(picture, described):
    everywhere, other = np.ones_like(picture, bool), picture.copy()
    other[:, 200:] = picture[::-1, 200:]
    one, two = (described(image, everywhere).descriptors for image in (picture, other))
    near = (200 - 49 - features.HALO_PX) // STRIDE
    assert torch.allclose(one[..., :near], two[..., :near], atol=1e-2)        # but for the noise, which is that of the whole image
    assert not torch.allclose(one[..., 100:], two[..., 100:], atol=1e-2)


@pytest.mark.parametrize("rim", [30, 44, 90])
def test_what_nobody_asks_for_is_left_out_and_the_rest_is_the_same(picture, described, rim):
    valid = np.ones_like(picture, bool)
    valid[:52] = False
    whole, part = described(picture, valid), described(picture, valid, rim=rim)
    inner = slice(rim // STRIDE, (len(picture) - rim) // STRIDE)
    for one, other in ((whole.descriptors, part.descriptors), (whole.reliability[None], part.reliability[None])):
        assert torch.allclose(one[:, inner, inner], other[:, inner, inner], atol=2e-5) and float(other[:, inner, inner].abs().max()) > 0
        assert torch.count_nonzero(other) == torch.count_nonzero(other[:, inner, inner])


def test_nothing_valid_has_no_features(described):
    found = described(np.zeros((40, 40), np.float32), np.zeros((40, 40), bool))
    assert float(found.descriptors.abs().max()) == 0 and float(found.reliability.max()) == 0


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")
def test_cuda_gives_the_same(picture, network, described):
    everywhere = np.ones_like(picture, bool)
    here = described(picture, everywhere).descriptors
    there = Features(network, torch.device("cuda"))(picture, everywhere).descriptors.cpu()
    assert float((here * there).sum(0).mean()) > 0.999
