"""Training of the dense matcher: samples with a true offset, an objective that knows it, a loop that learns and goes on."""
from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from affine import Affine
from tiepoint.core.errors import OptionError
from tiepoint.core.matching.correlation import peaks, surfaces
from tiepoint.core.models import weights
from tiepoint.core.models.descriptors import DenseDescriptor
from tiepoint.core.models.record import from_dict
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import write_raster
from tiepoint.core.training.__main__ import main
from tiepoint.core.training.export import export
from tiepoint.core.training.kinds import KINDS
from tiepoint.core.training.layers import prepare
from tiepoint.core.training.layers.stack import Stack, load, load_folder
from tiepoint.core.training.loop import train
from tiepoint.core.training.matcher.learner import DenseLearner
from tiepoint.core.training.matcher.objective import objective, peak
from tiepoint.core.training.matcher.sample import draw
from tiepoint.core.training.matcher.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
SMALL = Settings(size=48, reach=12, batch=8, steps=60, channels=8, width=16, checks=64, half=False)


def test_samples_have_the_offset_they_say(stack):
    samples = [draw([stack], np.random.default_rng(index), 96, 20.0, cross_modal=False, tilt=0.0) for index in range(60)]
    found = peaks(surfaces(*(np.stack([getattr(one, name)[0] for one in samples]) for name in ("reference", "target"))), 28)
    error = found.offsets - [one.offset for one in samples]
    assert (np.hypot(*error.T) < 1.0).mean() > 0.8
    assert np.abs(np.median(error, axis=0)).max() < 0.08
    assert {one.kinds for one in samples} == {("optical", "optical"), ("nir", "nir")}


def test_samples_are_the_same_for_the_same_seed_and_show_every_pair_of_kinds(stack):
    one, two = (draw([stack], np.random.default_rng(5), 64, 12.0) for _ in range(2))
    assert np.array_equal(one.target, two.target) and np.array_equal(one.offset, two.offset)
    kinds = [draw([stack], np.random.default_rng(index), 64, 12.0).kinds for index in range(80)]
    assert sum(first != second for first, second in kinds) > 50 and ("optical", "optical") in kinds


def test_the_objective_is_least_at_the_truth():
    network = DenseDescriptor()
    truth = torch.tensor([[1.25, -2.5], [0.0, 3.0]])
    rows, cols = torch.meshgrid(torch.arange(-6.0, 7), torch.arange(-6.0, 7), indexing="ij")
    hill = torch.exp(-((cols - truth[:, 0, None, None]) ** 2 + (rows - truth[:, 1, None, None]) ** 2) / 2)
    right = objective(network, hill, truth)
    for other in ([1.0, 0.0], [-0.5, 0.0], [0.0, 2.0]):
        assert right < objective(network, hill, truth + torch.tensor(other))
    assert np.abs(peak(hill.numpy()) - truth.numpy()).max() < 0.1


def test_a_training_is_exported_with_its_card(stack, tmp_path):
    settings = Settings(**{**SMALL.__dict__, "steps": 3})
    trained = train(DenseLearner([stack], [stack], settings), tmp_path / "run", 60).network
    record = export(KINDS["dense"], tmp_path / "run", tmp_path / "small.safetensors", "Small", "a remark")
    content, card = (tmp_path / "small.safetensors").read_bytes(), json.loads((tmp_path / "small.json").read_text())
    assert record["bytes"] == len(content) and record["sha256"].replace(" ", "") == hashlib.sha256(content).hexdigest()
    assert from_dict(record).id == "small" and card["steps"] == 3 and card["settings"] == {"channels": 8, "width": 16}
    assert card["command"].startswith("python -m tiepoint.core.training dense DATA RUN ") and "--width 16" in card["command"]
    assert "--cross-modal" in card["command"] and "--no-cross-modal" not in card["command"] and "--start" not in card["command"]
    assert all(torch.equal(value, trained.state_dict()[name]) for name, value in
               weights.load(tmp_path / "small.safetensors").state_dict().items())
    with pytest.raises(OptionError, match="no training in"):
        export(KINDS["dense"], tmp_path / "elsewhere", tmp_path / "none.safetensors", "None")
    assert not (tmp_path / "none.safetensors").exists()


def test_stacks_are_read_as_written(stack, tmp_path):
    valid = stack.valid.copy()
    valid[0, :10] = False
    Stack("gap", stack.layers, valid, stack.kinds).save(tmp_path / "a.npz")
    again = load_folder(tmp_path)[0]
    assert np.array_equal(again.layers, stack.layers) and np.array_equal(again.valid, valid) and again.kinds == stack.kinds
    (tmp_path / "b.npz").write_bytes(b"nothing")
    with pytest.raises(OptionError, match="no file of training layers"):
        load(tmp_path / "b.npz")
    with pytest.raises(OptionError, match="no .npz files"):
        load_folder(tmp_path / "elsewhere")


def test_layers_are_prepared_from_rasters(tmp_path, drawn):
    data = tmp_path / "data"
    (data / "change_detection" / "landsat_taizhou").mkdir(parents=True)
    for number, size in ((1, 60), (2, 61)):
        bands = np.stack([drawn(80, band)[:size, :50] for band in range(6)]).astype(np.uint16) * 100
        write_raster(data / "change_detection" / "landsat_taizhou" / f"t{number}.tif", bands,
                     Grid(Affine(30, 0, 0, 0, -30, 0), 50, size, "EPSG:32650"))
    sources = {source.name: source for source in prepare.RECIPE}
    found = prepare.stacks(data, sources["landsat_taizhou"])
    assert found.layers.shape == (1, 12, 60, 50) and found.kinds == ("optical",) * 6 + ("nir",) * 6
    assert found.layers.min() == 0 and found.layers.max() == 255 and found.valid.all()
    assert prepare.stacks(data, sources["rondonia"]) is None


def test_no_place_is_both_trained_on_and_validated_on():
    used = {validate: {path.replace("{place}", place) for source in prepare.RECIPE if source.validate is validate
                       for path, _, _ in source.layers for place in source.places} for validate in (False, True)}
    assert not used[False] & used[True] and len(used[True]) > 5


def test_the_command_line_says_what_is_wrong(stack, tmp_path, capsys):
    assert main(["dense", str(tmp_path / "none"), str(tmp_path / "run")]) == 1
    assert "no .npz files" in capsys.readouterr().err
    for part in ("train", "validate"):
        (tmp_path / part).mkdir()
        Stack("empty", stack.layers, np.zeros_like(stack.valid), stack.kinds).save(tmp_path / part / "empty.npz")
    assert main(["dense", str(tmp_path), str(tmp_path / "run"), "--checks", "4"]) == 1
    assert "No usable window" in capsys.readouterr().err


def test_the_command_line_needs_no_library_for_rasters():
    """Machines for training have few packages."""
    script = ("import sys, runpy; sys.modules.update(dict.fromkeys(('rasterio', 'shapely', 'pyogrio', 'qgis')))\n"
              f"runpy.run_path({str(ROOT / 'tests' / 'conftest.py')!r}); import tiepoint.core.training.__main__")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
