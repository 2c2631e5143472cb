"""VGG-16 up to conv5_1: its taps against the layers written out, and its names."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import store
from tiepoint.core.models.vgg import ALIGNMENT, CONVOLUTIONS, Vgg16

# As torchvision numbers and shapes them.
SHAPES = {0: (64, 3, 3, 3), 2: (64, 64, 3, 3), 5: (128, 64, 3, 3), 7: (128, 128, 3, 3), 10: (256, 128, 3, 3), 12: (256, 256, 3, 3),
          14: (256, 256, 3, 3), 17: (512, 256, 3, 3), 19: (512, 512, 3, 3), 21: (512, 512, 3, 3), 24: (512, 512, 3, 3)}


@pytest.fixture(scope="module")
def network():
    network = Vgg16.random(0)
    with torch.no_grad():
        for index in SHAPES:
            network.features[index].bias.normal_(0.0, 0.05, generator=torch.Generator().manual_seed(index))
    return network


@pytest.fixture(scope="module")
def images():
    """Two equal ones and another, as tensors."""
    pictures = np.random.default_rng(0).uniform(0, 255, (2, 3, 224, 224))
    prepared = store.get("vgg16-caffe").preprocessing
    return torch.from_numpy(np.stack([prepared(pictures[index]) for index in (0, 0, 1)]))


@pytest.fixture(scope="module")
def taps(network, images):
    with torch.inference_mode():
        return network(images)


def test_taps_have_the_published_shapes(taps):
    assert [tuple(tap.shape[1:]) for tap in taps] == [(256, 28, 28), (512, 14, 14), (512, 7, 7)]
    assert all(float(tap.min()) >= 0 and 0.1 < float(tap.std()) / float(tap.mean()) < 10 for tap in taps)


def test_taps_are_those_of_the_layers_written_out(network, images, taps):
    state, value, expected = network.state_dict(), images[2:], []
    with torch.inference_mode():
        for block in ((0, 2), (5, 7), (10, 12, 14), (17, 19, 21), (24,)):
            for index in block:
                weight, bias = state[f"features.{index}.weight"], state[f"features.{index}.bias"]
                value = torch.clamp(torch.nn.functional.conv2d(value, weight, bias, stride=1, padding=1), min=0)
            # The last is pooled right after conv5_1.
            value = value.unfold(2, 2, 2).unfold(3, 2, 2).amax((4, 5))
            expected.append(value)
    for tap, wanted in zip(taps, expected[2:]):
        assert torch.allclose(tap[2:], wanted, rtol=1e-4, atol=1e-5 * float(wanted.max()))
    assert max(CONVOLUTIONS) == "conv5_1" and len(network.features) == 26


def test_equal_images_have_equal_features(taps):
    for tap in taps:
        assert torch.equal(tap[0], tap[1]) and not torch.equal(tap[0], tap[2])


def test_parameters_are_named_as_in_torchvision(network):
    state = network.state_dict()
    assert {name: tuple(value.shape) for name, value in state.items()} == {
        **{f"features.{index}.weight": shape for index, shape in SHAPES.items()},
        **{f"features.{index}.bias": shape[:1] for index, shape in SHAPES.items()}}


def test_any_multiple_of_32_pixels_can_be_seen(network):
    with torch.inference_mode():
        taps = network(torch.zeros(1, 3, 2 * ALIGNMENT, 3 * ALIGNMENT))
    assert [tuple(tap.shape[2:]) for tap in taps] == [(8, 12), (4, 6), (2, 3)]


@pytest.mark.parametrize("shape", [(1, 3, 224, 225), (1, 3, 40, 64), (1, 1, 64, 64), (3, 64, 64), (1, 3, 0, 64)])
def test_other_images_are_refused(network, shape):
    with pytest.raises(ModelError, match="multiples of 32"):
        network(torch.zeros(shape))


def test_random_weights_are_those_of_their_seed():
    first, again, other = (Vgg16.random(seed).state_dict() for seed in (5, 5, 6))
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["features.0.weight"], other["features.0.weight"])
    assert float(first["features.12.weight"].std()) == pytest.approx((2 / (9 * 256)) ** 0.5, rel=0.01)
