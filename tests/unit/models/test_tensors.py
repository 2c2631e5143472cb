"""Files of tensors are read as they are, and nothing in them is ever run."""
from __future__ import annotations

import argparse
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
from tiepoint.core.models.vgg import CONVOLUTIONS

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
    # As CNN-Registration publishes it: name to [kernel (rows, columns, in, out), bias].
    published = {name: [vgg16[f"features.{index}.weight"].permute(2, 3, 1, 0).numpy(), vgg16[f"features.{index}.bias"].numpy()]
                 for name, (index, _, _) in CONVOLUTIONS.items()}
    np.save(tmp_path / "vgg16partial.npy", np.array(published, dtype=object), allow_pickle=True)
    with pytest.raises(ModelError, match="a pickled dictionary, which may run code") as caught:
        tensors.read(tmp_path / "vgg16partial.npy")
    words = shlex.split(caught.value.hint.split("pickle: ")[1].split(" and import ")[0])
    assert words[:2] == ["python", "-c"]
    subprocess.run([sys.executable, *words[1:]], cwd=tmp_path, check=True, timeout=60)
    found = conversion.convert("vgg16", tensors.read(tmp_path / "vgg16partial.npz"), "vgg16partial.npz")
    assert same(found, {name: vgg16[name] for name in conversion.SHAPES["vgg16"]})


def test_a_checkpoint_with_its_command_line_is_refused_with_the_command_that_keeps_the_tensors(tmp_path):
    torch.save({"args": argparse.Namespace(lr=1e-3), "epoch_idx": 3, "model": SMALL, "optimizer": {}}, tmp_path / "d2.best.pth")
    with pytest.raises(ModelError, match="d2.best.pth is refused: it is a checkpoint of a training") as caught:
        tensors.read(tmp_path / "d2.best.pth")
    assert "\n" not in str(caught.value)
    words = shlex.split(caught.value.hint.split("alone: ")[1].split(" and import ")[0])
    subprocess.run([sys.executable, *words[1:]], cwd=tmp_path, check=True, timeout=60)
    assert same(tensors.read(tmp_path / "d2.best-plain.pth"), SMALL)


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
