"""What a matching method sees images through: taps of the promised shapes that depend on what is seen only, and which network it is."""
from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
import torch
from scipy.ndimage import uniform_filter
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.matching.dense import Dense
from tiepoint.core.matching.matcher import Means
from tiepoint.core.models import folders, store, tensors, upstream, weights
from tiepoint.core.models.backbone import DenseBackbone, VggBackbone, backbone
from tiepoint.core.models.features import Features
from tiepoint.core.models.vgg import Vgg16

CPU = torch.device("cpu")
STRIDES = (8, 16, 32)


@pytest.fixture(scope="module")
def vgg():
    """An untrained one, with biases: what stands beside the data would show."""
    network = Vgg16.random(0)
    with torch.no_grad():
        for index, layer in enumerate(network.features):
            if isinstance(layer, torch.nn.Conv2d):
                layer.bias.normal_(0.0, 0.05, generator=torch.Generator().manual_seed(index))
    return network


@pytest.fixture(params=["vgg-torchvision", "vgg-caffe", "dense"])
def described(request, network, vgg):
    """A backbone of each kind, in full precision."""
    if request.param == "dense":
        return DenseBackbone(Features(network, CPU))
    return VggBackbone(vgg, store.get(request.param.replace("vgg", "vgg16")).preprocessing, CPU)


@pytest.fixture(scope="module")
def install(vgg):
    """Write these weights as the file of a record into the user's folder."""
    def write(model, **changes):
        record = store.get(model)
        about = {"kind": "vgg16", "model": model, "title": record.title, "preprocessing": asdict(record.preprocessing), **changes}
        state = {name: value.contiguous() for name, value in vgg.state_dict().items()}
        return upstream.write(folders.own() / record.file, tensors.content(state, about), about)

    return write


def apart(one, two):
    """The largest difference of two sets of taps, in deviations of the first."""
    return max(float(np.abs(a - b).max() / a.std()) for a, b in zip(one, two))


@pytest.mark.parametrize("shape", [(256, 256), (64, 160), (32, 32)])
def test_taps_have_the_promised_shapes(picture, described, shape):
    taps = described(picture[: shape[0], : shape[1]], np.ones(shape, bool))
    channels = (256, 256, 256) if isinstance(described, DenseBackbone) else (256, 512, 512)
    assert [tap.shape for tap in taps] == [(count, shape[0] // step, shape[1] // step) for count, step in zip(channels, STRIDES)]
    assert all(tap.dtype == np.float32 and np.isfinite(tap).all() and float(tap.std()) > 0 for tap in taps)


def test_taps_move_with_the_image(picture, described):
    """The same picture 32 px further down and 64 px to the right on a larger sheet."""
    sheets = []
    for top, left in ((96, 96), (128, 160)):
        image, valid = np.zeros((352, 384), np.float32), np.zeros((352, 384), bool)
        image[top : top + 128, left : left + 128], valid[top : top + 128, left : left + 128] = picture[:128, :128], True
        sheets.append(described(image, valid))
    for one, two, step in zip(*sheets, STRIDES):
        rows, cols = (slice(96 // step, 224 // step),) * 2
        moved = slice(128 // step, 256 // step), slice(160 // step, 288 // step)
        assert np.abs(one[:, rows, cols] - two[(slice(None), *moved)]).max() < 1e-4 * one.std()


def test_what_is_no_data_makes_no_difference(picture, described):
    picture = picture[:192, :192]
    valid = np.ones_like(picture, bool)
    valid[:, 150:] = valid[100:130, 40:60] = False
    taps = described(np.where(valid, picture, 0), valid)
    for nothing in (np.nan, 1e9, -np.inf):
        assert all(map(np.array_equal, taps, described(np.where(valid, picture, nothing).astype(np.float32), valid)))
    assert apart(taps, described(picture, np.ones_like(valid))) > 0.1


@pytest.mark.parametrize(("gain", "offset"), [(7.0, 300.0), (0.1, -5.0), (100.0, 0.0)])
def test_contrast_and_brightness_make_no_difference(picture, described, gain, offset):
    everywhere = np.ones_like(picture, bool)
    tolerance = 0.1 if isinstance(described, DenseBackbone) else 0.01
    assert apart(described(picture, everywhere), described(gain * picture + np.float32(offset), everywhere)) < tolerance


@pytest.mark.parametrize("value", [0.0, 1000.0])
def test_flat_and_empty_images_are_described_too(described, value):
    flat, everywhere = np.full((64, 64), value, np.float32), np.ones((64, 64), bool)
    for valid in (everywhere, ~everywhere):
        assert all(np.isfinite(tap).all() for tap in described(flat, valid))


def test_a_line_on_a_blank_sheet_is_seen(described):
    blank, everywhere = np.zeros((96, 96), np.float32), np.ones((96, 96), bool)
    lined = blank.copy()
    lined[48, 44:50] = 1.0
    assert not np.array_equal(described(blank, everywhere)[0], described(lined, everywhere)[0])


def test_two_runs_are_equal_to_the_bit(picture, described):
    everywhere = np.ones_like(picture, bool)
    one, two = (described(picture, everywhere) for _ in range(2))
    assert all(first.tobytes() == second.tobytes() for first, second in zip(one, two))


@pytest.mark.parametrize(("image", "valid"), [((64, 65), (64, 65)), ((40, 64), (40, 64)), ((1, 64, 64), (1, 64, 64)), ((64, 64), (64, 32)),
                                              ((0, 64), (0, 64))])
def test_other_images_are_refused(described, image, valid):
    with pytest.raises(ModelError, match="cannot be described"):
        described(np.zeros(image, np.float32), np.ones(valid, bool))


def test_dense_taps_are_blocks_of_the_smoothed_field(picture, network):
    features = Features(network, CPU)
    taps = DenseBackbone(features)(picture, np.ones_like(picture, bool))
    found = features(picture, np.ones_like(picture, bool))
    field = (found.descriptors * found.reliability).numpy()
    for tap, mean in zip(taps, (1, 2, 4)):
        side = 128 // mean
        coarse = field.reshape(16, side, mean, side, mean).mean(axis=(2, 4))
        coarse = uniform_filter(coarse, (1, 5, 5), mode="constant")
        expected = coarse.reshape(16, side // 4, 4, side // 4, 4).transpose(0, 2, 4, 1, 3).reshape(256, side // 4, side // 4)
        assert np.allclose(tap, expected, atol=1e-6)


def test_the_grey_band_is_shown_as_the_weights_want_it(picture, vgg):
    """Against the steps written out; both orders of bands."""
    low, high = np.percentile(picture.astype(float), (2, 98))
    grey = np.clip((picture - low) * 255 / (high - low), 0, 255).astype(np.float32)
    for name in ("vgg16-caffe", "vgg16-torchvision"):
        preprocessing = store.get(name).preprocessing
        figures = zip(preprocessing.mean, preprocessing.std or (1, 1, 1))
        images = np.stack([(grey * preprocessing.scale - mean) / std for mean, std in figures])
        with torch.inference_mode():
            expected = [tap[0].numpy() for tap in vgg(torch.from_numpy(images[None].astype(np.float32)))]
        assert apart(expected, VggBackbone(vgg, preprocessing, CPU)(picture, np.ones_like(picture, bool))) < 1e-3


@pytest.mark.parametrize("half", [torch.bfloat16, torch.float16])
def test_short_types_see_nearly_the_same(picture, vgg, half):
    image, valid = picture[:64, :64], np.ones((64, 64), bool)
    preprocessing = store.get("vgg16-caffe").preprocessing
    full, short = (VggBackbone(vgg, preprocessing, CPU, kind)(image, valid) for kind in (None, half))
    assert 0 < apart(full, short) < 0.2 and all(tap.dtype == np.float32 for tap in short)


def test_what_a_short_type_cannot_hold_is_computed_in_full(picture):
    network, image, valid = Vgg16.random(0), picture[:64, :64], np.ones((64, 64), bool)
    with torch.no_grad():
        network.features[0].weight.mul_(1000.0)
    preprocessing = store.get("vgg16-caffe").preprocessing
    full, short = (VggBackbone(network, preprocessing, CPU, kind)(image, valid) for kind in (None, torch.float16))
    assert float(full[0].max()) > 65504 and all(map(np.array_equal, full, short))


def test_without_vgg_the_shipped_features_are_used(picture, own_models):
    found, asked = backbone("", "cpu"), backbone("dense-1", "cpu")
    assert (found.id, found.title) == ("dense-1", "dense features, as no VGG-16 weights are here")
    assert (asked.id, asked.title) == ("dense-1", "dense features of dense-1")
    everywhere = np.ones_like(picture, bool)
    assert all(map(np.array_equal, found(picture, everywhere), asked(picture, everywhere)))
    assert not list(own_models.iterdir())


def test_the_first_vgg_that_is_here_is_used(picture, own_models, install, vgg):
    path = install("vgg16-caffe")
    found = backbone("", "cpu")
    assert (found.id, found.title) == ("vgg16-caffe", store.get("vgg16-caffe").title)
    everywhere = np.ones((64, 64), bool)
    expected = VggBackbone(vgg, store.get("vgg16-caffe").preprocessing, CPU)(picture[:64, :64], everywhere)
    assert apart(expected, found(picture[:64, :64], everywhere)) < 0.2            # but for the short type of this processor
    assert backbone("vgg16-caffe", "cpu").id == backbone(str(path), "cpu").id == "vgg16-caffe"
    assert backbone("dense-1", "cpu").id == "dense-1"
    install("vgg16-torchvision")
    assert backbone("", "cpu").title.startswith("VGG-16 of torchvision")


def test_a_published_file_that_was_put_into_the_folder_is_used(own_models, vgg):
    arrays = {name: value.numpy() for name, value in vgg.state_dict().items()}
    np.savez(own_models / "vgg16partial.npz", **arrays)
    assert backbone("", "cpu").id == "vgg16-partial" and (own_models / "vgg16-partial.safetensors").is_file()


def test_models_of_ones_own_are_used(own_models, network, tmp_path):
    weights.save(own_models / "mine.safetensors", network)
    weights.save(tmp_path / "other.safetensors", network)
    assert backbone("mine", "cpu").title == "dense features of mine"
    assert backbone(str(tmp_path / "other.safetensors"), "cpu").id == "other" and backbone("", "cpu").id == "dense-1"


def test_what_cannot_be_a_backbone_is_told(own_models, install, tmp_path):
    (tmp_path / "w.pth").write_bytes(b"x")
    for model, told in (("none", "no model 'none' for vgg16 or dense"), ("vgg16-torchvision", "vgg16-torchvision is not here"),
                        (str(tmp_path / "w.pth"), "w.pth is no safetensors file: .*Import model")):
        with pytest.raises(ModelError, match=told):
            backbone(model, "cpu")
    for wrong in ({}, {"bands": "green"}, None):
        install("vgg16-caffe", preprocessing=wrong)
        with pytest.raises(ModelError, match="does not say how images are to be prepared"):
            backbone("", "cpu")
    with pytest.raises(OptionError, match="no device 'tpu'"):
        backbone("", "tpu")


def test_the_dense_method_says_what_a_vgg_is_for(own_models, install):
    with pytest.raises(ModelError, match="The model vgg16-caffe is for vgg16, not for dense. Choose one of: dense-1"):
        Dense.variants(Means("vgg16-caffe", "cpu"))
    path = install("vgg16-caffe")
    with pytest.raises(ModelError, match="The model vgg16-caffe is for vgg16, not for dense. Choose one of: dense-1"):
        Dense.variants(Means("vgg16-caffe", "cpu"))
    with pytest.raises(ModelError, match="holds no weights of the dense matcher: it is vgg16"):
        Dense.variants(Means(str(path), "cpu"))


def test_a_damaged_vgg_is_told_and_not_passed_over(own_models, install):
    path = install("vgg16-caffe")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="is damaged"):
        backbone("", "cpu")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")
def test_cuda_sees_nearly_the_same(picture, own_models, install):
    everywhere = np.ones_like(picture, bool)
    for model in ("dense-1", "vgg16-caffe"):
        if model != "dense-1":
            install(model)
        here, there = (backbone(model, device)(picture, everywhere) for device in ("cpu", "cuda"))
        assert all(np.corrcoef(one.ravel(), two.ravel())[0, 1] > 0.999 for one, two in zip(here, there))
