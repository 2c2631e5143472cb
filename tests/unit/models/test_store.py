"""Weights are kept as they are, found by id or file, and refused where they are damaged or none."""
from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.methods import MATCHERS
from tiepoint.core.models import catalogue, checksum, device, folders, store, weights
from tiepoint.core.models.descriptors import DenseDescriptor
from tiepoint.core.progress import Silent


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
    for model in (model for model in store.models() if model.upstream is None):
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
    with pytest.raises(ModelError, match="no model for nothing"):
        store.find("", "nothing")
    with pytest.raises(ModelError, match="The model dense-1 is for dense, not for vgg16"):
        store.find("dense-1", "vgg16")


def test_the_first_task_of_which_a_model_is_here_gives_the_default(own_models):
    assert store.find("", "vgg16", "dense") == store.find("", "dense", "vgg16") == store.find("dense-1", "vgg16", "dense")
    with pytest.raises(ModelError, match="The model vgg16-torchvision is not here"):
        store.find("", "vgg16")
    with pytest.raises(ModelError, match="The model vgg16-torchvision is not here"):
        store.find("vgg16-torchvision", "vgg16", "dense")
    with pytest.raises(ModelError, match="The model vgg16-torchvision is for vgg16, not for dense") as caught:
        store.find("vgg16-torchvision", "dense")
    assert caught.value.hint == "Choose one of: dense-1, or give the path of a file."
    with pytest.raises(ModelError, match="no model 'other' for vgg16 or dense, nor a file of that name"):
        store.find("other", "vgg16", "dense")


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


def test_the_folder_of_models_is_the_one_that_is_named_or_a_usual_one(tmp_path):
    assert folders.own({"TIEPOINT_MODELS": str(tmp_path), "HOME": "/x"}) == tmp_path
    assert folders.own({"TIEPOINT_MODELS": "some/folder"}).is_absolute()
    assert folders.own({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/tiepoint/models")
    assert folders.own({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/tiepoint/models")
    home = Path.home()
    assert folders.own({}, "linux") == home / ".local/share/tiepoint/models"
    assert folders.own({}, "darwin") == home / "Library/Application Support/tiepoint/models"
    assert folders.own({}, "win32") == home / "AppData/Local/tiepoint/models"


def test_a_trained_model_is_found_by_its_name(network, own_models):
    weights.save(own_models / "mine.safetensors", network)
    assert store.find("mine", "dense") == own_models / "mine.safetensors" and store.find("", "dense").parent == store.SHIPPED
    (own_models / "mine.json").write_text(json.dumps({"title": "My fields", "licence": "CC0"}))
    line = next(line for line in catalogue.entries(Silent()) if line.id == "mine")
    assert (line.task, line.title, line.licence, line.state, line.verified) == ("dense", "My fields", "CC0", "present", False)
    with pytest.raises(ModelError, match="The model mine is for dense, not for vgg16"):
        store.find("mine", "vgg16")
    with pytest.raises(ModelError, match="no model 'other' for dense") as caught:
        store.find("other", "dense")
    assert "dense-1, mine" in caught.value.hint
    (own_models / "mine.json").write_text(json.dumps({"sha256": "0" * 64}))
    with pytest.raises(ModelError, match="is damaged"):
        store.find("mine", "dense")


def test_what_is_no_model_is_listed_as_such(own_models):
    (own_models / "broken.safetensors").write_bytes(b"x")
    save_file({"a": torch.zeros(1)}, own_models / "foreign.safetensors")
    lines = {line.id: line for line in catalogue.entries(Silent())}
    assert lines["broken"].state == lines["foreign"].state == "damaged"
    assert "no safetensors file" in lines["broken"].why and "kind" in lines["foreign"].why


@pytest.mark.parametrize(("text", "told"), [
    ("{", "cannot be read"), ("{}", "it is no list"), ('[{"id": "x"}]', "'x' in a manifest is wrong"), ("[3]", "is wrong"),
])
def test_a_broken_manifest_of_the_user_is_told_and_does_not_stop_what_ships(own_models, text, told):
    (own_models / "manifest.json").write_text(text)
    assert store.find("", "dense") and store.find("dense-1", "dense")
    with pytest.raises(ModelError, match=told):
        store.models()


def test_ids_are_given_once(own_models):
    (own_models / "manifest.json").write_text((store.SHIPPED / "manifest.json").read_text())
    with pytest.raises(ModelError, match="describes 'dense-1', which is known already"):
        store.models()


def test_a_large_file_is_read_once(own_models, monkeypatch):
    monkeypatch.setattr(checksum, "REMEMBERED_BYTES", 10)
    path = own_models / "large"
    path.write_bytes(b"a" * 20)
    status = path.stat()
    first = checksum.remembered(path)
    path.write_bytes(b"b" * 20)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert checksum.remembered(path) == first == hashlib.sha256(b"a" * 20).hexdigest(), "neither size nor time have changed"
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert checksum.remembered(path) == hashlib.sha256(b"b" * 20).hexdigest()
    for text in ("{", "[]", '{"large": 3}'):
        (own_models / ".checksums.json").write_text(text)
        assert checksum.remembered(path) == hashlib.sha256(b"b" * 20).hexdigest()
