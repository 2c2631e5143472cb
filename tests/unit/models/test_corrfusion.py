"""The network is the published one layer by layer: shapes, sizes, what the block does to pairs that agree and to those that do not."""
from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.models import conversion, store, tensors, upstream
from tiepoint.core.models.corrfusion import backbones, imagenet, legend, weights
from tiepoint.core.models.corrfusion.block import distance, gate
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.corrfusion.weights import SceneModel

torch.set_num_threads(1)
SMALL = {"backbone": "slim", "classes": 5, "side": 64, "width": 16}


@pytest.fixture(scope="module")
def tiles():
    generator = torch.Generator().manual_seed(0)
    return tuple(torch.randn(6, 3, 64, 64, generator=generator) for _ in range(2))


def meta(**settings):
    with torch.device("meta"):
        return CorrFusionNet(**settings)


def shape(module):
    return tuple(module.weight.shape)


# What torchvision states for its networks, less the classes, and the size of what they make of 200 pixels.
@pytest.mark.parametrize(("name", "count", "maps"), [
    ("vgg16", 14_714_688, (512, 6, 6)), ("resnet50", 23_508_032, (2048, 7, 7)), ("inceptionv3", 21_785_568, (2048, 4, 4)),
    ("densenet121", 6_953_856, (1024, 6, 6))])
def test_backbones_are_those_of_torchvision(name, count, maps):
    with torch.device("meta"):
        network = backbones.make(name)
    assert sum(value.numel() for value in network.parameters()) == count
    assert backbones.maps_of(name, 200) == maps and network.channels == maps[0]


def test_the_small_backbone_is_small():
    assert sum(value.numel() for value in backbones.make("slim").parameters()) < 1_000_000


# Names and shapes out of torchvision's files.
@pytest.mark.parametrize(("name", "known"), [
    ("vgg16", {"features.0.weight": (64, 3, 3, 3), "features.28.weight": (512, 512, 3, 3), "features.28.bias": (512,)}),
    ("resnet50", {"conv1.weight": (64, 3, 7, 7), "bn1.running_var": (64,), "layer1.0.downsample.0.weight": (256, 64, 1, 1),
                  "layer2.0.conv2.weight": (128, 128, 3, 3), "layer3.5.bn3.bias": (1024,), "layer4.2.conv3.weight": (2048, 512, 1, 1)}),
    ("densenet121", {"features.conv0.weight": (64, 3, 7, 7), "features.denseblock1.denselayer1.norm1.weight": (64,),
                     "features.denseblock4.denselayer16.conv1.weight": (128, 992, 1, 1),
                     "features.denseblock4.denselayer16.conv2.weight": (32, 128, 3, 3),
                     "features.transition3.conv.weight": (512, 1024, 1, 1), "features.norm5.running_mean": (1024,)}),
    ("inceptionv3", {"Conv2d_1a_3x3.conv.weight": (32, 3, 3, 3), "Mixed_5b.branch5x5_2.conv.weight": (64, 48, 5, 5),
                     "Mixed_6a.branch3x3.bn.weight": (384,), "Mixed_6e.branch7x7dbl_5.conv.weight": (192, 192, 1, 7),
                     "Mixed_6b.branch7x7_2.conv.weight": (128, 128, 1, 7), "Mixed_7a.branch7x7x3_3.conv.weight": (192, 192, 7, 1),
                     "Mixed_7c.branch3x3dbl_3b.conv.weight": (384, 384, 3, 1), "Mixed_7c.branch_pool.conv.weight": (192, 2048, 1, 1)})])
def test_tensors_have_torchvisions_names(name, known):
    shapes = backbones.shapes(name)
    assert {key: shapes.get(key) for key in known} == known
    assert {"vgg16": 26, "resnet50": 265, "densenet121": 604, "inceptionv3": 470}[name] == len(shapes)


def test_shapes_are_those_of_the_specification():
    flat, averaged = meta(average=False), meta()
    assert shape(flat.before.dense1) == (1024, 18432) and shape(averaged.before.dense1) == (1024, 512)
    assert shape(averaged.after.dense2) == (1024, 1024) and shape(averaged.after.fusion.squeeze) == (512, 1024)
    assert shape(averaged.after.fusion.excite) == (1024, 512)
    assert averaged.before.head.weight.numel() == 1024 * 14 and averaged.before.head.bias is None
    seen = flat(*(torch.empty(2, 3, 200, 200, device="meta") for _ in range(2)))
    assert seen.before.shape == (2, 14) and seen.squeezed[1].shape == (2, 512) and seen.gate.shape == (2,)
    assert len(list(meta(shared=True).parameters())) == len(list(averaged.parameters())) // 2


def test_pairs_that_are_the_same_pass_and_those_far_apart_do_not():
    squeezed = torch.randn(3, 512, generator=torch.Generator().manual_seed(0))
    apart = distance(squeezed, squeezed)
    assert apart == pytest.approx(2.2627e-5, rel=1e-4) and gate(apart) == pytest.approx(0.99997737, abs=1e-7)
    assert gate(torch.tensor([1e3])).item() == 0.0
    squeezed.requires_grad_(True)
    distance(squeezed, squeezed.detach()).sum().backward()
    assert torch.isfinite(squeezed.grad).all()


def test_the_block_adds_crosswise_as_far_as_a_pair_agrees():
    network = CorrFusionNet.random(0, **{**SMALL, "width": 1024, "classes": 7})
    one, other = torch.rand(2, 4, 1024, generator=torch.Generator().manual_seed(0))
    network.after.fusion.load_state_dict(network.before.fusion.state_dict())
    network.before.head.weight.data, network.after.head.weight.data = torch.eye(1024), torch.eye(1024)
    with torch.no_grad():
        same = network.fused((one, one))
        excited = network.before.fusion(one)[1]
        assert torch.allclose(same.before, one + 0.99997737 * excited, atol=1e-6)
        network.before.fusion.norm.bias.fill_(100.0)
        far = network.fused((one, other))
        assert (far.distance > 1e3).all() and torch.equal(far.before, one) and torch.equal(far.after, other)
        network.before.fusion.norm.bias.fill_(0.003)
        near = network.fused((one, one))
        crosswise = network.after.fusion(one)[1]
        assert torch.allclose(near.before, one + near.gate[:, None] * crosswise, atol=1e-6), "what the other date excites"


@pytest.mark.parametrize("fusion", [True, False])
def test_dates_and_weights_swapped_give_outputs_swapped(tiles, fusion):
    network, swapped = (CorrFusionNet.random(seed, fusion=fusion, **SMALL) for seed in (0, 1))
    swapped.before.load_state_dict(network.after.state_dict())
    swapped.after.load_state_dict(network.before.state_dict())
    with torch.no_grad():
        one, other = network(*tiles), swapped(*tiles[::-1])
    assert torch.allclose(one.before, other.after, atol=1e-6) and torch.allclose(one.after, other.before, atol=1e-6)
    assert not torch.allclose(one.before, one.after, atol=1e-2)


def test_temperatures_open_the_gate(tiles):
    seen = {}
    for name in ("none", "root", "learned"):
        with torch.no_grad():
            seen[name] = CorrFusionNet.random(0, **SMALL, temperature=name)(*tiles)
    assert torch.allclose(seen["root"].gate, 1 - torch.tanh(seen["none"].distance / 8**0.5), atol=1e-6)
    assert torch.allclose(seen["root"].gate, seen["learned"].gate, atol=1e-5)
    assert (seen["root"].gate > seen["none"].gate).all()


def test_normalisation_that_is_inert_does_not_look_at_its_batch(tiles):
    live, inert = (CorrFusionNet.random(0, **SMALL, inert=inert) for inert in (False, True))
    asleep = inert(*tiles).before
    live.train(), inert.train()
    assert torch.equal(inert(*tiles).before, asleep) and not torch.allclose(live(*tiles).before, asleep, atol=1e-3)
    assert inert.before.fusion.norm.running_mean.abs().max() == 0 and live.before.fusion.norm.running_mean.abs().max() > 0


def test_random_weights_are_those_of_their_seed():
    one, two, other = (CorrFusionNet.random(seed, **SMALL).state_dict() for seed in (0, 0, 1))
    assert all(torch.equal(value, two[name]) for name, value in one.items())
    assert any(not torch.equal(value, other[name]) for name, value in one.items())
    assert one["before.dense1.weight"].std() == pytest.approx((2 / (128 + 16)) ** 0.5, rel=0.1) and not one["before.dense1.bias"].any()


@pytest.mark.parametrize(("settings", "told"), [
    ({"backbone": "vgg19"}, "no backbone 'vgg19'"), ({"temperature": "hot"}, "no temperature 'hot'"),
    ({"average": False, "side": 0}, "cannot be flattened"), ({"backbone": "inceptionv3", "average": False, "side": 40}, "40 pixels"),
    ({"ratio": 32}, "squeezed 32 times")])
def test_networks_that_cannot_be_are_refused(settings, told):
    with pytest.raises(ModelError, match=told):
        meta(**{**SMALL, **settings})


def test_tiles_of_other_sides_are_refused(tiles):
    with pytest.raises(ModelError, match="cannot see tiles"):
        CorrFusionNet.random(0, **{**SMALL, "side": 32})(*tiles)


@pytest.mark.parametrize("changes", [{}, {"shared": True, "temperature": "learned"}, {"fusion": False}, {"average": False}])
def test_a_model_is_read_as_written(tiles, tmp_path, changes):
    model = SceneModel(CorrFusionNet.random(3, **{**SMALL, **changes}), legend=legend.named("water road a b c".split()), ground_m=77.0)
    for name in ("one", "two"):
        weights.save(tmp_path / f"{name}.safetensors", model)
    assert (tmp_path / "one.safetensors").read_bytes() == (tmp_path / "two.safetensors").read_bytes()
    again = weights.load(tmp_path / "one.safetensors")
    assert (again.legend, again.ground_m, again.preprocessing) == (model.legend, 77.0, weights.PREPROCESSING)
    assert again.network.settings == model.network.settings
    with torch.no_grad():
        assert torch.equal(again.network(*tiles).before, model.network(*tiles).before)
    weights.save(tmp_path / "half.safetensors", model, half=True)
    assert (tmp_path / "half.safetensors").stat().st_size < 0.6 * (tmp_path / "one.safetensors").stat().st_size
    with torch.no_grad():
        assert torch.allclose(weights.load(tmp_path / "half.safetensors").network(*tiles).before, model.network(*tiles).before, atol=0.05)


def test_what_is_no_such_model_is_refused(tmp_path):
    model = SceneModel(CorrFusionNet.random(0, **SMALL), legend=legend.named("abcde"))
    about = {"kind": "scenechange", "settings": model.network.settings, "preprocessing": dataclasses.asdict(model.preprocessing)}
    values = model.network.state_dict()
    for name, wrong, told in (("backbone", {"settings": {**model.network.settings, "backbone": "rm"}}, "its setting backbone is rm"),
                              ("legend", {"legend": "a; b"}, "2 names of 5 classes"), ("kind", {"kind": "d2net"}, "no weights of")):
        path = tmp_path / f"{name}.safetensors"
        path.write_bytes(tensors.content(values, {**about, **wrong}))
        with pytest.raises(ModelError, match=told):
            weights.load(path)
    (tmp_path / "bare.safetensors").write_bytes(tensors.content(values, about))
    assert weights.load(tmp_path / "bare.safetensors").legend.names[0] == "class 1"


def test_a_legend_goes_round():
    labels = np.arange(15, dtype=np.uint8).reshape(3, 5)
    shown = legend.WUHAN.coloured(labels)
    assert shown.shape == (3, 3, 5) and shown[:, 0, 0].tolist() == [0, 0, 0] and shown[:, 0, 1].tolist() == [0, 0, 205]
    assert shown[:, 2, 4].tolist() == [186, 85, 211] and np.array_equal(legend.WUHAN.labels(shown), labels)
    assert legend.parse(legend.WUHAN.text()) == legend.WUHAN and len(legend.WUHAN) == 14
    mine = legend.parse("vineyard; quarry #010203")
    assert mine.names == ("vineyard", "quarry") and mine.colours[1] == (1, 2, 3) and len(set(mine.colours)) == 2
    assert legend.named(["water", "x"]).colours[0] == (135, 206, 235)
    for text in ("", "a; a", "a #12; b"):
        with pytest.raises(OptionError):
            legend.parse(text)


@pytest.mark.parametrize("name", backbones.IMAGENET)
def test_published_weights_become_a_backbone(own_models, name):
    """The whole way of a file: converted, found by the backbone, and seen with."""
    record = store.get(backbones.IMAGENET[name])
    generator = torch.Generator().manual_seed(0)
    shapes = backbones.shapes(name)
    # One value each is enough to see that nothing is mixed up, and quick.
    published = {key: torch.full((1,), float(torch.rand(1, generator=generator))).expand(shape) for key, shape in shapes.items()}
    file = {key.replace("norm1.", "norm.1.").replace("conv2.", "conv.2.") if "denselayer" in key else key: value
            for key, value in published.items()}
    file |= {"fc.weight": torch.zeros(10, 4), "AuxLogits.fc.weight": torch.zeros(3, 3), "classifier.0.weight": torch.zeros(3, 3)}
    about = {"kind": record.task, "model": record.id, "preprocessing": dataclasses.asdict(record.preprocessing)}
    converted = conversion.convert(record.upstream.conversion, file, "file")
    assert list(converted) == list(shapes)
    assert conversion.size_of(record.upstream.conversion) == 4 * sum(int(np.prod(shape)) for shape in shapes.values())
    cut = {key: value[..., :1].clone() for key, value in converted.items()}
    upstream.write(own_models / record.file, tensors.content(cut, about), about)
    with pytest.raises(ModelError, match="other shapes"):
        imagenet.load(name)
    upstream.write(own_models / record.file, tensors.content(converted, about), about)
    found, preprocessing = imagenet.load(name)
    assert preprocessing == record.preprocessing and all(torch.equal(found[key], published[key]) for key in shapes)
    with torch.device("meta"):
        network = backbones.make(name)
    missing, unexpected = network.load_state_dict(found, strict=False, assign=True)
    assert not unexpected and all(key.endswith("num_batches_tracked") for key in missing)


def test_nothing_is_published_of_the_small_backbone():
    with pytest.raises(ModelError, match="No weights of the backbone slim"):
        imagenet.load("slim")
    with pytest.raises(ModelError, match="resnet50-torchvision is not here"):
        imagenet.load("resnet50")
