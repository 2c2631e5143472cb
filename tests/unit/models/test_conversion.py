"""Weights of others in every layout that is known become the same network; what does not fit is named."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import conversion, tensors
from tiepoint.core.models.d2net import D2Net
from tiepoint.core.models.vgg import CONVOLUTIONS, Vgg16

# As torchvision numbers the layers of the paper.
NUMBERS = {"conv1_1": 0, "conv1_2": 2, "conv2_1": 5, "conv2_2": 7, "conv3_1": 10, "conv3_2": 12, "conv3_3": 14, "conv4_1": 17,
           "conv4_2": 19, "conv4_3": 21, "conv5_1": 24}


def layout(vgg16, weight, bias, turned):
    """The weights under other names, and what is not needed."""
    found = {weight.format("conv5_2"): torch.zeros(3), bias.format("fc6"): torch.zeros(9)}
    for name, index in NUMBERS.items():
        value = vgg16[f"features.{index}.weight"]
        found[weight.format(name)] = value.permute(2, 3, 1, 0) if turned else value         # rows, columns, in, out
        found[bias.format(name)] = vgg16[f"features.{index}.bias"]
    return found


LAYOUTS = {"caffe": ("{}.weight", "{}.bias", False), "underscores": ("{}_weight", "{}_bias", False),
           "turned": ("{}_kernel", "{}_bias", True), "tensorflow": ("{}/kernel", "{}/bias", True), "keras": ("{}.kernel", "{}.bias", True)}


@pytest.mark.parametrize("name", ["torchvision", *LAYOUTS])
def test_every_layout_gives_the_same_network(vgg16, name):
    given = vgg16 if name == "torchvision" else layout(vgg16, *LAYOUTS[name])
    ours = conversion.convert("vgg16", given, "x.npz")
    assert list(ours) == list(conversion.SHAPES["vgg16"]) == list(Vgg16().state_dict())
    assert all(torch.equal(value, vgg16[name]) and value.is_contiguous() and value.dtype == torch.float32 for name, value in ours.items())
    assert conversion.size_of("vgg16") == sum(4 * value.numel() for value in ours.values())
    Vgg16().load_state_dict(ours)


def test_the_table_is_that_of_torchvision(vgg16):
    assert {name: index for name, (index, _, _) in CONVOLUTIONS.items()} == NUMBERS
    assert all(tuple(vgg16[name].shape) == shape for name, shape in conversion.SHAPES["vgg16"].items())
    assert conversion.SHAPES["vgg16"]["features.24.weight"] == (512, 512, 3, 3) and conversion.SHAPES["vgg16"]["features.5.bias"] == (128,)


def test_arrays_of_an_npz_file_and_of_another_precision_are_converted(vgg16, tmp_path):
    arrays = layout(vgg16, *LAYOUTS["caffe"])
    np.savez(tmp_path / "w.npz", **{name: value.numpy().astype(np.float64) for name, value in arrays.items()})
    found = conversion.convert("vgg16", tensors.read(tmp_path / "w.npz"), "w.npz")
    assert all(torch.equal(value, vgg16[name]) and value.dtype == torch.float32 for name, value in found.items())


def d2net_names(vgg16):
    """As D2-Net's authors publish it, and what a training keeps beside it."""
    named = {name.replace("features.", "dense_feature_extraction.model."): value for name, value in vgg16.items()}
    return {**named, "localization.di_filter": torch.zeros(1, 1, 3, 3)}


def test_d2net_is_made_of_its_own_file_and_of_those_of_vgg16(vgg16):
    for given in (d2net_names(vgg16), vgg16, layout(vgg16, *LAYOUTS["caffe"])):
        ours = conversion.convert("d2net", given, "d2_tf.pth")
        assert list(ours) == list(D2Net().state_dict()) and len(ours) == 20
        assert all(torch.equal(value, vgg16[name]) for name, value in ours.items())
    assert {name: tuple(value.shape) for name, value in D2Net().state_dict().items()} == conversion.SHAPES["d2net"]


@pytest.mark.parametrize(("spoilt", "told"), [
    (lambda weights: {name: value for name, value in weights.items() if ".21." not in name},
     "d2_tf.pth lacks 2 of 20 tensors: features.21.weight, features.21.bias"),
    (lambda weights: {name: value[:4] for name, value in weights.items()},
     "d2_tf.pth holds tensors of other shapes: features.0.weight is 4 x 3 x 3 x 3 instead of 64 x 3 x 3 x 3, .* and 16 more"),
    (lambda weights: {name.replace("dense_feature_extraction", "other"): value for name, value in weights.items()},
     "lacks 20 of 20 tensors"),
])
def test_another_d2net_is_refused_in_one_sentence(vgg16, spoilt, told):
    with pytest.raises(ModelError, match=told) as caught:
        conversion.convert("d2net", spoilt(d2net_names(vgg16)), "d2_tf.pth")
    assert "\n" not in str(caught.value)


def test_what_needs_no_conversion_is_kept():
    given = {"a": torch.arange(6).reshape(2, 3).T}
    found = conversion.convert("none", given, "x")["a"]
    assert torch.equal(found, given["a"]) and found.is_contiguous() and conversion.size_of("none") is None
    with pytest.raises(ModelError, match="no conversion 'other'"):
        conversion.convert("other", given, "x")


def without(*parts):
    return lambda weights: {name: value for name, value in weights.items() if not name.startswith(parts)}


@pytest.mark.parametrize(("name", "spoilt", "told"), [
    ("torchvision", without("features.24"), "x.pth lacks 2 of 22 tensors: features.24.weight, features.24.bias"),
    ("torchvision", without("features.24.weight", "features.5.bias"), "lacks 2 of 22 tensors: features.5.bias, features.24.weight"),
    ("torchvision", without(""), "lacks 22 of 22 tensors: .* and 18 more"),
    ("torchvision", lambda weights: {**weights, "features.0.weight": torch.zeros(64, 1, 3, 3)},
     "features.0.weight is 64 x 1 x 3 x 3 instead of 64 x 3 x 3 x 3"),
    ("torchvision", lambda weights: {**weights, "features.2.bias": torch.full((64,), torch.nan)}, "no numbers, in features.2.bias"),
    ("torchvision", lambda weights: {**weights, "features.2.bias": torch.tensor(1.0)}, "features.2.bias is a single value instead of 64"),
    ("caffe", without("conv5_1.weight"), "lacks 1 of 22 tensors: features.24.weight"),
    ("turned", without("conv3_2"), "lacks 2 of 22 tensors: features.12.weight, features.12.bias"),
    ("turned", without("conv1_2_bias"), "lacks 1 of 22 tensors: features.2.bias"),
    ("turned", lambda weights: {**weights, "conv2_1_kernel": torch.zeros(128, 64, 3, 3)},
     "features.5.weight is 3 x 3 x 128 x 64 instead of 128 x 64 x 3 x 3"),
    ("turned", lambda weights: {**weights, "conv2_1_kernel": torch.zeros(9)}, "features.5.weight is 9 instead of 128 x 64 x 3 x 3"),
    ("tensorflow", lambda weights: {**weights, "conv1_1/kernel": weights["conv1_1/kernel"] / 0}, "no numbers, in features.0.weight"),
])
def test_what_is_missing_or_does_not_fit_is_named(vgg16, name, spoilt, told):
    given = vgg16 if name == "torchvision" else layout(vgg16, *LAYOUTS[name])
    with pytest.raises(ModelError, match=told):
        conversion.convert("vgg16", spoilt(given), "x.pth")
