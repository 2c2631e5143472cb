"""The networks of CLKN have the sizes that the method wants and see one pixel where it lies."""
from __future__ import annotations

import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models.clkn import Clkn


@pytest.fixture(scope="module")
def network():
    return Clkn.random(3, width=6)


@pytest.mark.parametrize(("level", "side"), [(1, 16), (2, 32), (3, 64), (4, 128)])
def test_a_template_of_128_pixels_has_these_sizes(network, level, side):
    with torch.inference_mode():
        found = network(torch.rand(2, 3, 128, 128), level)
        wide = network(torch.rand(1, 3, 128, 192), level)
    assert found.shape == (2, 4, side, side) and wide.shape == (1, 4, side, side * 3 // 2) and found.std() > 1e-3


def test_layers_are_those_that_were_published():
    network = Clkn()
    assert [len(level.convolutions) for level in network.levels] == [6, 6, 6, 2]
    assert [[layer.stride[0] for layer in level.convolutions] for level in network.levels] == [
        [2, 2, 2, 1, 1, 1], [2, 2, 1, 1, 1, 1], [2, 1, 1, 1, 1, 1], [1, 1]]
    for level in network.levels:
        assert [tuple(layer.weight.shape) for layer in level.convolutions] == [(64, 3, 3, 3)] + [(64, 64, 3, 3)] * (
            len(level.convolutions) - 1)
        assert level.last.weight.shape == (4, 64, 1, 1) and all(norm.eps == 1e-3 and norm.momentum == 0.01 for norm in level.norms)
    # 3 x 3 convolutions of 3 to 64 and 64 to 64 with biases, norms of 2 x 64, and 64 to 4.
    assert sum(value.numel() for value in network.parameters()) == 4 * 1792 + 16 * 36928 + 20 * 128 + 4 * 260


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_pixels_see_what_lies_around_them(network, level):
    """Of s = 2^(4 - level), a pixel i is centred on the pixel s i + s - 1; it sees what is within its reach and nothing else."""
    step = 2 ** (4 - level)
    reach = {1: 7 + 3 * 8, 2: 3 + 4 * 4, 3: 1 + 5 * 2, 4: 2}[level]
    images = torch.rand(1, 3, 192, 192, generator=torch.Generator().manual_seed(0)).requires_grad_()
    middle = 192 // step // 2
    network(images, level)[0, :, middle, middle].sum().backward()
    touched = images.grad.abs().sum((0, 1)).nonzero()
    centre = step * middle + step - 1
    assert touched.min(0).values.tolist() == [centre - reach] * 2 and touched.max(0).values.tolist() == [centre + reach] * 2


def test_a_layer_is_normalised_and_rectified(network):
    """Level 4 by hand."""
    level = network.levels[3]
    images = torch.rand(1, 3, 12, 12)
    found = images
    with torch.inference_mode():
        for convolution in level.convolutions:
            found = torch.nn.functional.conv2d(found, convolution.weight, convolution.bias, padding=1) / (1 + 1e-3) ** 0.5
            found = torch.where(found > 0, found, 0.2 * found)
        found = torch.einsum("oi,nirc->norc", level.last.weight[:, :, 0, 0], found) + level.last.bias[:, None, None]
        assert torch.allclose(found, network(images, 4), atol=1e-6)


def test_a_seed_gives_the_same_network_each_time(network):
    same, other = Clkn.random(3, width=6), Clkn.random(4, width=6)
    assert all(torch.equal(value, same.state_dict()[name]) for name, value in network.state_dict().items())
    assert not torch.equal(network.levels[0].last.weight, other.levels[0].last.weight) and not network.training


@pytest.mark.parametrize(("shape", "level", "told"), [
    ((1, 3, 128, 128), 5, "no level 5"), ((1, 3, 128, 128), 0, "no level 0"), ((1, 3, 124, 128), 1, r"\(1, 3, 124, 128\) on level 1"),
    ((1, 1, 128, 128), 4, r"\(1, 1, 128, 128\)"), ((3, 128, 128), 2, r"\(3, 128, 128\)"),
])
def test_what_cannot_be_seen_is_refused(network, shape, level, told):
    with pytest.raises(ModelError, match=told):
        network(torch.zeros(shape), level)
