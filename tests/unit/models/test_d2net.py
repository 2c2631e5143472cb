"""The network of D2-Net: sizes, where its cells lie, how far they see."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models.d2net import OFFSET, PUBLISHED, RECEPTIVE, SLIM, STRIDE, D2Net
from tiepoint.core.models.vgg import Vgg16


@pytest.mark.parametrize(("size", "cells"), [((256, 256), (63, 63)), ((257, 259), (63, 63)), ((120, 160), (29, 39))])
def test_sizes_are_as_published(size, cells):
    with torch.inference_mode():
        assert D2Net.random(0, SLIM)(torch.zeros(1, 3, *size)).shape == (1, 128, *cells)
        assert D2Net.random(0, SLIM).coarse(torch.zeros(1, 3, *size)).shape == (1, 128, size[0] // 8, size[1] // 8)


def test_names_and_sizes_of_tensors_are_those_of_vgg16():
    theirs = Vgg16.random().state_dict()
    ours = D2Net.random().state_dict()
    assert len(ours) == 20 and all(theirs[name].shape == value.shape for name, value in ours.items())
    assert max(int(name.split(".")[1]) for name in ours) == 21
    assert ours["features.21.weight"].shape == (PUBLISHED[-1], PUBLISHED[-1], 3, 3)


def test_it_is_vgg16_up_to_the_third_pooling_and_dilated_after_it():
    """Written out once more, with every tensor by its name."""
    network, images = D2Net.random(3), torch.from_numpy(np.random.default_rng(0).normal(size=(1, 3, 52, 44)).astype(np.float32))
    weights, functional = network.state_dict(), torch.nn.functional

    def convolved(found, index, **how):
        return functional.conv2d(found, weights[f"features.{index}.weight"], weights[f"features.{index}.bias"], **how)
    with torch.inference_mode():
        found = images
        for block in ((0, 2), (5, 7), (10, 12, 14)):
            for index in block:
                found = functional.relu(convolved(found, index, padding=1))
            found = functional.avg_pool2d(found, 2, 1) if block[0] == 10 else functional.max_pool2d(found, 2)
        for index in (17, 19, 21):
            found = convolved(found, index, padding=2, dilation=2)
            found = functional.relu(found) if index < 21 else found
        assert torch.allclose(network(images, rectified=False), found, atol=1e-5)
        assert torch.equal(network(images), functional.relu(network(images, rectified=False)))


def test_cells_lie_in_the_middle_of_what_they_see():
    """The gradient of one cell reaches as far as stated, evenly to both sides of its centre."""
    network, images = D2Net.random(1, SLIM), torch.full((1, 3, 192, 192), 0.5, requires_grad=True)
    with torch.no_grad():
        for layer in network.convolutions():
            layer.weight.fill_(0.01)                           # nothing cancels, nothing is rectified
    cell = 22
    network(images + torch.rand(images.shape) * 0.01)[0, 0, cell, cell].backward()
    rows = np.flatnonzero(images.grad[0, 0].abs().sum(1).numpy())
    # Poolings take one pixel of four each: the reach is known to a pixel or two.
    centre = STRIDE * cell + OFFSET
    assert abs((rows[0] + rows[-1]) / 2 - centre) <= 1.0
    assert centre - RECEPTIVE <= rows[0] < rows[-1] <= centre + RECEPTIVE


@pytest.mark.parametrize("shape", [(1, 1, 64, 64), (3, 64, 64), (1, 3, 12, 64)])
def test_other_images_are_refused(shape):
    with pytest.raises(ModelError, match="cannot see images"):
        D2Net.random(0, SLIM)(torch.zeros(shape))
