"""VGG-16 up to conv5_1: its taps against the layers written out, its names, and weights in the layouts of others."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models.preprocessing import CAFFE, TORCHVISION, Preprocessing
from tiepoint.core.models.vgg import ALIGNMENT, CHANNELS, CONVOLUTIONS, STRIDES, Vgg16
from tiepoint.core.models.vgg_state import state_of

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
    return torch.from_numpy(np.stack([CAFFE(pictures[index]) for index in (0, 0, 1)]))


@pytest.fixture(scope="module")
def taps(network, images):
    with torch.inference_mode():
        return network(images)


def test_taps_have_the_published_shapes(taps):
    assert [tuple(tap.shape[1:]) for tap in taps] == [(256, 28, 28), (512, 14, 14), (512, 7, 7)]
    assert STRIDES == (8, 16, 32) and CHANNELS == (256, 512, 512)
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


def layouts(network):
    """The network's weights in the layouts that are known."""
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    names = {layer: f"features.{index}" for layer, (index, _, _) in CONVOLUTIONS.items()}
    return {
        "torchvision": {**network.state_dict(), "classifier.0.weight": torch.zeros(4, 4), "features.26.bias": torch.zeros(512)},
        "caffe": {**{f"{layer}.{part}": state[f"{name}.{part}"] for layer, name in names.items() for part in ("weight", "bias")},
                  "conv5_2.weight": np.zeros(3)},
        "tensorflow": {**{layer: [state[f"{name}.weight"].transpose(2, 3, 1, 0), state[f"{name}.bias"]] for layer, name in names.items()},
                       "fc6": [np.zeros((2, 2)), np.zeros(2)]}}


@pytest.mark.parametrize("layout", ["torchvision", "caffe", "tensorflow"])
def test_weights_of_others_become_the_state(network, layout):
    state, expected = state_of(layouts(network)[layout]), network.state_dict()
    assert list(state) == list(expected)
    assert all(torch.equal(state[name], expected[name]) and state[name].is_contiguous() for name in expected)
    Vgg16().load_state_dict(state)


def test_an_npz_file_is_read_as_a_dictionary(network, tmp_path):
    np.savez(tmp_path / "weights.npz", **layouts(network)["caffe"])
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as file:
        state = state_of(file)
    assert torch.equal(state["features.24.weight"], network.state_dict()["features.24.weight"])


def test_the_state_is_a_copy(network):
    state = state_of(network.state_dict())
    state["features.0.bias"].fill_(9)
    assert float(network.state_dict()["features.0.bias"].max()) < 9


@pytest.mark.parametrize(("layout", "spoil", "told"), [
    ("torchvision", lambda weights: (weights.pop("features.24.weight"), weights.pop("features.5.bias")),
     ["features.24.weight is missing", "features.5.bias is missing"]),
    ("torchvision", lambda weights: weights.update({"features.0.weight": torch.zeros(64, 1, 3, 3)}),
     [r"features.0.weight has the shape \(64, 1, 3, 3\) instead of \(64, 3, 3, 3\)"]),
    ("torchvision", lambda weights: weights["features.2.bias"].fill_(float("nan")), ["features.2.bias is not finite"]),
    ("caffe", lambda weights: weights.pop("conv5_1.weight"), ["conv5_1.weight is missing"]),
    ("tensorflow", lambda weights: weights.pop("conv3_2"), ["conv3_2 is missing"]),
    ("tensorflow", lambda weights: weights.update(conv1_2=weights["conv1_2"][:1]), ["bias of conv1_2 is missing"]),
    ("tensorflow", lambda weights: weights.update(conv2_1=[np.zeros((128, 64, 3, 3)), np.zeros(128)]), [r"conv2_1 \(weight\) has"]),
    ("torchvision", lambda weights: weights.clear(), ["features.0.weight is missing", "features.24.bias is missing"]),
])
def test_what_is_missing_or_does_not_fit_is_named(network, layout, spoil, told):
    weights = {name: value.clone() if isinstance(value, torch.Tensor) else value for name, value in layouts(network)[layout].items()}
    spoil(weights)
    for text in told:
        with pytest.raises(ModelError, match=text):
            state_of(weights)


def test_published_preprocessings():
    image = np.stack([np.full((2, 3), value, np.uint8) for value in (200, 100, 50)])
    assert np.allclose(CAFFE(image)[:, 0, 0], [50 - 103.939, 100 - 116.779, 200 - 123.68], atol=1e-4)
    assert np.allclose(TORCHVISION(image)[:, 0, 0], [(200 / 255 - 0.485) / 0.229, (100 / 255 - 0.456) / 0.224, (50 / 255 - 0.406) / 0.225],
                       atol=1e-6)
    assert CAFFE(image).dtype == np.float32 and CAFFE(image).shape == (3, 2, 3)


def test_pixels_without_data_do_not_enter():
    image, valid = np.random.default_rng(0).uniform(0, 255, (3, 8, 8)), np.ones((8, 8), bool)
    valid[2:4, 5] = False
    other = image.copy()
    other[:, ~valid] = np.nan
    for preprocessing in (CAFFE, TORCHVISION):
        prepared = preprocessing(image, valid)
        assert np.array_equal(prepared, preprocessing(other, valid)) and not prepared[:, ~valid].any()
        assert np.array_equal(prepared[:, valid], preprocessing(image)[:, valid])


def test_a_preprocessing_travels_as_a_record():
    assert [Preprocessing.from_dict(one.to_dict()) for one in (CAFFE, TORCHVISION)] == [CAFFE, TORCHVISION]
    for record in ({}, {**CAFFE.to_dict(), "order": "GBR"}, {**CAFFE.to_dict(), "std": [1, 0, 1]}, {**CAFFE.to_dict(), "mean": [1, 2]}):
        with pytest.raises(ModelError):
            Preprocessing.from_dict(record)
    with pytest.raises(ModelError, match="three bands"):
        CAFFE(np.zeros((4, 8, 8)))
