"""Files of tensors are read as they are, and nothing in them is ever run."""
from __future__ import annotations

import os
import pickle
import shlex
import subprocess
import sys

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tiepoint.core.errors import ModelError
from tiepoint.core.models import conversion, tensors

SMALL = {"a.weight": torch.arange(6.0).reshape(2, 3), "b": torch.tensor([1, 2])}


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


def same(found, wanted):
    return found.keys() == wanted.keys() and all(torch.equal(found[name], value) for name, value in wanted.items())


@pytest.mark.parametrize("form", ["zip", "legacy", "inside", "npz", "safetensors"])
def test_tensors_are_read_as_they_were_written(tmp_path, form):
    path = tmp_path / f"w.{ {'npz': 'npz', 'safetensors': 'safetensors'}.get(form, 'pth')}"
    if form == "npz":
        np.savez(path, **{name: value.numpy() for name, value in SMALL.items()})
    elif form == "safetensors":
        save_file(SMALL, path)
    else:
        torch.save({"epoch": 3, "model": SMALL} if form == "inside" else SMALL, path, _use_new_zipfile_serialization=form != "legacy")
    assert same(tensors.read(path), SMALL)


def test_numbers_of_another_byte_order_are_the_same_numbers(tmp_path):
    np.savez(tmp_path / "w.npz", a=np.arange(3, dtype=">f4"))
    assert same(tensors.read(tmp_path / "w.npz"), {"a": torch.arange(3.0)})


@pytest.mark.parametrize("form", ["zip", "legacy", "plain pickle", "npy", "npz"])
def test_what_would_run_code_is_refused_and_not_run(tmp_path, form):
    sprung = tmp_path / "sprung"
    trap = {"a.weight": SMALL["a.weight"], "x": Trap(sprung)}
    path = tmp_path / f"w.{form if form.startswith('np') else 'pth'}"
    if form == "npy":
        np.save(path, np.array(trap, dtype=object), allow_pickle=True)
    elif form == "npz":
        np.savez(path, x=np.array([Trap(sprung)], dtype=object))
    elif form == "plain pickle":
        path.write_bytes(pickle.dumps(trap, protocol=2))
    else:
        torch.save(trap, path, _use_new_zipfile_serialization=form == "zip")
    with pytest.raises(ModelError, match="is refused: ") as caught:
        tensors.read(path)
    assert not sprung.exists() and caught.value.hint.endswith(".") and "\n" not in str(caught.value)
    pickle.loads(pickle.dumps(Trap(sprung)))
    assert sprung.exists(), "the trap works"


def test_the_command_that_is_told_for_a_pickled_dictionary_makes_what_can_be_imported(tmp_path, vgg16):
    published = {f"conv{block}_{number}": [np.zeros((3, 3, 2, 4), "f4"), np.arange(4, dtype="f4")] for block, number in ((1, 1), (1, 2))}
    np.save(tmp_path / "vgg16partial.npy", np.array(published, dtype=object), allow_pickle=True)
    with pytest.raises(ModelError, match="a pickled dictionary, which may run code") as caught:
        tensors.read(tmp_path / "vgg16partial.npy")
    words = shlex.split(caught.value.hint.split("pickle: ")[1].split(" and import ")[0])
    assert words[:2] == ["python", "-c"]
    subprocess.run([sys.executable, *words[1:]], cwd=tmp_path, check=True, timeout=60)
    found = tensors.read(tmp_path / "vgg16partial.npz")
    assert sorted(found) == [f"conv1_{number}_{part}" for number in (1, 2) for part in ("bias", "kernel")]
    assert found["conv1_1_kernel"].shape == (3, 3, 2, 4) and torch.equal(found["conv1_2_bias"], torch.arange(4.0))


def test_a_name_that_a_shell_would_misread_is_in_no_command(tmp_path):
    np.save(tmp_path / "x'; rm y;'.npy", np.array({}, dtype=object), allow_pickle=True)
    with pytest.raises(ModelError) as caught:
        tensors.read(tmp_path / "x'; rm y;'.npy")
    assert "rm y" not in caught.value.hint


@pytest.mark.parametrize(("name", "content", "told"), [
    ("w.txt", b"x", "is no file of weights"), ("w.pth", b"", "w.pth"), ("w.pth", b"<html>", "is refused"),
    ("w.npz", b"PK\3\4x", "cannot be read"),
    ("w.npy", b"x" * 50, "cannot be read"), ("w.safetensors", b"\xff" * 40, "cannot be read"), ("w.npz", b"", "cannot be read"),
])
def test_damaged_files_are_refused(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=told):
        tensors.read(tmp_path / name)


def test_files_without_named_tensors_are_refused(tmp_path):
    torch.save([torch.zeros(2)], tmp_path / "list.pth")
    torch.save({"epoch": 1}, tmp_path / "none.pth")
    np.save(tmp_path / "array.npy", np.zeros(3))
    np.savez(tmp_path / "text.npz", a=np.array(["x"]))
    for name, told in (("list.pth", "no tensors by name"), ("none.pth", "no tensors"), ("array.npy", "without names"),
                       ("text.npz", "is no tensor")):
        with pytest.raises(ModelError, match=told):
            tensors.read(tmp_path / name)


def test_names_of_torch_and_of_caffe_give_the_same_network(vgg16):
    ours = conversion.convert("vgg16", vgg16, "x.pth")
    assert sorted(ours) == sorted(conversion.SHAPES["vgg16"]) and all(torch.equal(ours[name], vgg16[name]) for name in ours)
    assert conversion.size_of("vgg16") == sum(4 * value.numel() for value in ours.values())
    names = ["1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "4_1", "4_2", "4_3", "5_1"]
    caffe = {"conv5_2_bias": torch.zeros(512), "fc6_bias": torch.zeros(9)}
    for name, index in zip(names, (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24), strict=True):
        caffe[f"conv{name}_kernel"] = vgg16[f"features.{index}.weight"].permute(2, 3, 1, 0)      # rows, columns, in, out
        caffe[f"conv{name}_bias"] = vgg16[f"features.{index}.bias"]
    assert same(conversion.convert("vgg16", caffe, "x.npz"), ours)


def test_networks_that_do_not_fit_are_told_apart(vgg16):
    lacking = {name: value for name, value in vgg16.items() if not name.startswith("features.24")}
    with pytest.raises(ModelError, match=r"x.pth lacks 2 of 22 tensors: features.24.weight, features.24.bias"):
        conversion.convert("vgg16", lacking, "x.pth")
    with pytest.raises(ModelError, match=r"lacks 22 of 22 tensors: .* and 18 more"):
        conversion.convert("vgg16", SMALL, "x.pth")
    with pytest.raises(ModelError, match=r"features.0.weight is 64 x 1 x 3 x 3 instead of 64 x 3 x 3 x 3"):
        conversion.convert("vgg16", {**vgg16, "features.0.weight": torch.zeros(64, 1, 3, 3)}, "x.pth")
    with pytest.raises(ModelError, match="no numbers, in features.2.bias"):
        conversion.convert("vgg16", {**vgg16, "features.2.bias": torch.full((64,), torch.nan)}, "x.pth")
    with pytest.raises(ModelError, match="no conversion 'other'"):
        conversion.convert("other", vgg16, "x.pth")
