"""Weights are kept as they are, found by id or file, and refused where they are damaged or none."""
from __future__ import annotations

import json

import pytest
import torch
from safetensors.torch import save_file
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.methods import MATCHERS
from tiepoint.core.models import device, store, weights
from tiepoint.core.models.descriptors import DenseDescriptor


def test_weights_are_read_as_written(network, tmp_path):
    small = DenseDescriptor(channels=8, width=12)
    for one in (network, small):
        weights.save(tmp_path / "one.safetensors", one)
        again = weights.load(tmp_path / "one.safetensors")
        assert again.settings == one.settings
        assert all(torch.equal(value, again.state_dict()[name]) for name, value in one.state_dict().items())


def test_the_same_weights_are_the_same_bytes_which_everybody_may_read(network, tmp_path):
    (tmp_path / "other").touch()
    for name in ("one", "two"):
        weights.save(tmp_path / name, network)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_what_is_no_weights_is_refused(network, tmp_path):
    (tmp_path / "text").write_text("nothing of the kind")
    save_file({"a": torch.zeros(3)}, tmp_path / "other.safetensors")
    save_file({"a": torch.zeros(3)}, tmp_path / "wrong.safetensors", {"kind": "dense-descriptor", "settings": "{}"})
    for name in ("text", "other.safetensors", "wrong.safetensors", "missing"):
        with pytest.raises(ModelError, match="no weights of the dense matcher"):
            weights.load(tmp_path / name)


def test_every_shipped_model_is_there_and_described():
    assert store.models()
    for model in store.models():
        path = store.find(model.id, model.task)
        card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert path.stat().st_size == model.bytes
        for entry in ("data", "command", "seed", "metrics", "licence"):
            assert card[entry] not in ("", None, {}, []), entry
    ids = {model.id for model in store.models()}
    assert all(weight in ids for spec in MATCHERS for weight in spec.weights)


def test_a_model_is_found_by_id_or_file_or_default(tmp_path):
    default = store.find("", "dense")
    assert store.find(store.models()[0].id, "dense") == default and store.find(str(default), "dense") == default
    with pytest.raises(ModelError, match="no model 'dense-0' for dense"):
        store.find("dense-0", "dense")
    with pytest.raises(ModelError, match="no model for hashing"):
        store.find("", "hashing")


def test_a_damaged_file_is_not_used(tmp_path, monkeypatch):
    source = store.find("", "dense")
    (tmp_path / source.name).write_bytes(source.read_bytes()[:-1] + b"x")
    (tmp_path / "manifest.json").write_text((store.SHIPPED / "manifest.json").read_text())
    monkeypatch.setattr(store, "SHIPPED", tmp_path)
    with pytest.raises(ModelError, match="is damaged"):
        store.find("", "dense")
    (tmp_path / source.name).unlink()
    with pytest.raises(ModelError, match="is missing"):
        store.find("", "dense")


def test_a_device_is_chosen_or_refused():
    assert device.choose("cpu").type == "cpu"
    assert device.choose("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    with pytest.raises(OptionError, match="no device 'tpu'"):
        device.choose("tpu")
    if not torch.cuda.is_available():
        with pytest.raises(OptionError, match="no CUDA device"):
            device.choose("cuda")
