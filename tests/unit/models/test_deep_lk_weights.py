"""Weights of Deep Lucas-Kanade and of CLKN are kept as they are; a file of anything else is refused."""
from __future__ import annotations

import hashlib

import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import clkn_weights, deep_lk_weights, tensors
from tiepoint.core.models.clkn import Clkn
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.models.preprocessing import Preprocessing

SMALL = {"width": 3, "regressions": 1, "regression_width": 1, "hidden": 5}
RGB = Preprocessing("RGB", 1 / 255, note="the template is stretched")


@pytest.fixture(scope="module")
def network():
    """Untrained, but for what normalises."""
    made = DeepLK.random(4, **SMALL)
    generator = torch.Generator().manual_seed(0)
    for name, value in made.state_dict().items():
        if "running" in name or ".bn_" in name and value.is_floating_point():
            value.copy_(torch.rand(value.shape, generator=generator) + 0.5)
    return made


def seen(network):
    images = torch.rand(1, 3, 192, 192, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        return [*network.input(images), *network.template(images), *(one(images[:, :2]) for one in network.regression)]


@pytest.mark.parametrize("settings", [SMALL, {**SMALL, "regressions": 0}, {**SMALL, "special": False}, {**SMALL, "scrambled": True}])
def test_weights_are_read_as_written(tmp_path, settings):
    made = DeepLK.random(1, **settings)
    deep_lk_weights.save(tmp_path / "m.safetensors", made, RGB)
    again, preprocessing = deep_lk_weights.load(tmp_path / "m.safetensors")
    assert again.settings == made.settings and preprocessing == RGB and not again.training
    assert again.state_dict().keys() == made.state_dict().keys()
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in made.state_dict().items())
    assert len(again.regression) == settings["regressions"] and not any(value.is_meta for value in again.state_dict().values())


def test_what_is_read_sees_the_same_and_can_be_trained_on(network, tmp_path):
    deep_lk_weights.save(tmp_path / "m.safetensors", network, RGB)
    again, _ = deep_lk_weights.load(tmp_path / "m.safetensors")
    assert all(torch.equal(one, other) for one, other in zip(seen(network), seen(again)))
    assert all(parameter.requires_grad for parameter in again.parameters())
    again.train().input(torch.rand(2, 3, 16, 16))[0].sum().backward()
    assert again.input.levels[0].conv1_pre.weight.grad.abs().sum() > 0
    assert again.input.levels[0].bn_1a.num_batches_tracked == 1


def test_the_same_weights_are_the_same_bytes_and_counts_are_left_out(network, tmp_path):
    for name in ("one.safetensors", "two.safetensors"):
        deep_lk_weights.save(tmp_path / name, network, RGB)
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()}) == 1
    kept = tensors.read(tmp_path / "one.safetensors")
    assert kept.keys() == {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
    told = tensors.about(tmp_path / "one.safetensors")
    assert told["kind"] == "deep-lk" and told["settings"] == network.settings and told["preprocessing"]["scale"] == 1 / 255


def test_half_precision_halves_the_file_and_keeps_three_digits(network, tmp_path):
    for half in (False, True):
        deep_lk_weights.save(tmp_path / f"{half}.safetensors", network, RGB, half)
    again, _ = deep_lk_weights.load(tmp_path / "True.safetensors")
    assert all(value.dtype == torch.float32 for name, value in again.state_dict().items() if "num_batches" not in name)
    for name, value in network.state_dict().items():
        limit = 0.0 if value.ndim < 2 else float(value.abs().max()) * 2**-11
        assert float((again.state_dict()[name] - value).abs().max()) <= limit
    assert any(not torch.equal(one, other) for one, other in zip(seen(network), seen(again)))
    kernels = sum(value.numel() for value in network.state_dict().values() if value.ndim > 1)
    assert (tmp_path / "False.safetensors").stat().st_size - (tmp_path / "True.safetensors").stat().st_size > 1.99 * kernels


@pytest.mark.parametrize(("changes", "told"), [
    ({"width": True}, "its setting width is True"), ({"width": "3"}, "its setting width is 3"), ({"special": 1}, "setting special is 1"),
    ({"width": 10**9}, "its setting width is 1000000000"), ({"regressions": 10**9}, "its setting regressions"), ({"hidden": 0}, "is 0"),
    ({"hidden": float("nan")}, "its setting hidden is nan"), ({"more": 1}, "its setting more is 1"),
    ({"width": 4}, "tensors of other shapes: input.levels.0.conv1_pre.weight is 3 x 3 x 3 x 3 instead of 4 x 3"),
    ({"width": 1024, "regression_width": 1024, "hidden": 2**16}, "tensors of other shapes"),
    ({"regressions": 2}, "tensors: regression.1.scale"),
])
def test_other_settings_are_refused(network, tmp_path, changes, told):
    refused(network, tmp_path / "m.safetensors", {"settings": {**SMALL, **changes}}, told)


@pytest.mark.parametrize(("changes", "told"), [
    ({"kind": "d2net"}, "holds no weights of Deep Lucas-Kanade"), ({"settings": 3}, "holds no weights of Deep"),
    ({"preprocessing": None}, "holds no weights of Deep"), ({"preprocessing": {"bands": "RGB", "more": 1}}, "images are to be prepared"),
    ({"preprocessing": {"bands": "RGB", "scale": "x"}}, "how images are to be prepared"),
])
def test_a_file_that_says_other_things_is_refused(network, tmp_path, changes, told):
    refused(network, tmp_path / "m.safetensors", changes, told)


def refused(network, path, changes, told):
    deep_lk_weights.save(path, network, RGB)
    path.write_bytes(tensors.content(tensors.read(path), {**tensors.about(path), **changes}))
    with pytest.raises(ModelError, match=told) as caught:
        deep_lk_weights.load(path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


@pytest.mark.parametrize(("name", "value", "told"), [
    ("input.levels.0.conv1a.weight", None, r"lacks 1 of \d+ tensors: input.levels.0.conv1a.weight"),
    ("regression.0.conv_final.bias", torch.zeros(9), "regression.0.conv_final.bias is 9 instead of 8"),
    ("template.levels.2.conv1_forge.bias", torch.full((3,), torch.inf), "no numbers, in template.levels.2.conv1_forge.bias"),
    ("input.levels.1.bn_1a.running_var", torch.tensor([1.0, -1e-9, 1.0]), "variances below 0"),
])
def test_a_file_of_other_tensors_is_refused(network, tmp_path, name, value, told):
    deep_lk_weights.save(tmp_path / "m.safetensors", network, RGB)
    kept, about = tensors.read(tmp_path / "m.safetensors"), tensors.about(tmp_path / "m.safetensors")
    changed = {key: one for key, one in {**kept, name: value}.items() if one is not None}
    (tmp_path / "m.safetensors").write_bytes(tensors.content(changed, about))
    with pytest.raises(ModelError, match=told):
        deep_lk_weights.load(tmp_path / "m.safetensors")


def test_a_cut_file_is_refused(network, tmp_path):
    deep_lk_weights.save(tmp_path / "m.safetensors", network, RGB)
    content = (tmp_path / "m.safetensors").read_bytes()
    for length in (0, 7, 100, len(content) - 1):
        (tmp_path / "m.safetensors").write_bytes(content[:length])
        with pytest.raises(ModelError, match="m.safetensors"):
            deep_lk_weights.load(tmp_path / "m.safetensors")


def test_weights_of_clkn_are_read_as_written_and_not_taken_for_others(network, tmp_path):
    made = Clkn.random(2, width=5)
    clkn_weights.save(tmp_path / "c.safetensors", made, RGB)
    again, preprocessing = clkn_weights.load(tmp_path / "c.safetensors")
    assert again.settings == {"width": 5} and preprocessing == RGB
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in made.state_dict().items())
    with pytest.raises(ModelError, match="c.safetensors holds no weights of Deep Lucas-Kanade"):
        deep_lk_weights.load(tmp_path / "c.safetensors")
    deep_lk_weights.save(tmp_path / "m.safetensors", network, RGB)
    with pytest.raises(ModelError, match="m.safetensors holds no weights of CLKN"):
        clkn_weights.load(tmp_path / "m.safetensors")
