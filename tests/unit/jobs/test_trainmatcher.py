"""Training on rasters of one's own: the model, its card and report; the same again; stopped and gone on with; refused; used."""
from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from tiepoint.core.errors import ModelError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.models import d2net_weights, weights
from tiepoint.core.models.store import find
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.training.layers import generated
from tiepoint.core.training.layers.stack import Stack

QUICK = {"scenes": 0, "steps": 6, "batch": 4, "checks": 16, "minutes": 10.0}


def run(progress=None, **options):
    spec = jobs.get("trainmatcher")
    given = {name: str(value) if isinstance(value, Path) else value for name, value in {**QUICK, **options}.items()}
    return jobs.load(spec.id)(spec.options(**given), progress or Silent())


def small_scenes(monkeypatch):
    monkeypatch.setattr(generated, "SIDE_PX", 160)
    monkeypatch.setattr(generated, "_LAYERS", (("optical", 0), ("map", 1)))


def weights_of(path):
    return weights.load(path).state_dict()


def same(path, other):
    """Whether the weights of two files are equal to the last bit; what is said about them in a file has no order."""
    return all(torch.equal(value, weights_of(other)[name]) for name, value in weights_of(path).items())


@pytest.fixture(scope="module")
def own(shifted, tmp_path_factory):
    """A folder with two dates of one ground."""
    folder = tmp_path_factory.mktemp("own")
    for name, path in (("summer", shifted.reference), ("autumn", shifted.reference)):
        with rasterio.open(path) as source:
            image, profile = source.read(), source.profile
        with rasterio.open(folder / f"{name}.tif", "w", **profile) as file:
            file.write(image if name == "summer" else 255 - np.maximum(image, 1) + (image == 0))
    (folder / "notes.txt").write_text("not a raster")
    return folder


@pytest.fixture(scope="module")
def trained(own, tmp_path_factory, watching):
    """(results, folder of what was written, what was told)."""
    folder, told = tmp_path_factory.mktemp("trained"), watching()
    results = run(told, folder=own, output=folder / "mine.safetensors", report=folder / "report.html", licence="CC0", title="Mine")
    return results, folder, told


def test_it_writes_a_model_with_its_card_and_a_report(trained, own):
    results, folder, told = trained
    assert sorted(os.listdir(folder)) == ["mine.json", "mine.safetensors", "report.html"]
    assert results["MODEL"] == str(folder / "mine.safetensors") and results["STEPS"] == 6
    assert (folder / "mine.safetensors").stat().st_mode == (folder / "mine.json").stat().st_mode
    assert results["PLACES"] == 7 and results["VALIDATION_PLACES"] == 2
    card = json.loads((folder / "mine.json").read_text())
    assert (card["title"], card["licence"], card["seed"], card["steps"], card["begun with"]) == ("Mine", "CC0", 0, 6, "dense-1")
    assert [Path(path).name for path in card["data"]["files"]] == ["autumn.tif", "summer.tif"]
    assert f"FOLDER={own}" in card["command"] and "STEPS=6" in card["command"]
    shares = next(value for name, value in card["metrics"].items() if name.startswith("share"))
    assert shares["all"] == [results["WITHIN_1PX"], results["WITHIN_3PX"]]
    page = (folder / "report.html").read_text()
    assert "Mine" in page and page.count("<svg") == 2 and f"{results['WITHIN_3PX']:.1%}" in page and "optical - optical" in page
    assert told.shares == sorted(told.shares) and told.shares[-1] == 1.0
    assert any("2 rasters: 7 places" in line for line in told.lines) and any(line.startswith("Step 6: loss") for line in told.lines)


def test_the_model_differs_from_the_one_it_began_with_and_a_second_run_does_not(trained, own, out):
    run(folder=own, output=out / "again.safetensors")
    shipped = weights_of(find("", "dense"))
    assert same(out / "again.safetensors", trained[1] / "mine.safetensors")
    assert 0 < max(float((value - shipped[name]).abs().max()) for name, value in weights_of(out / "again.safetensors").items()) < 0.05


def test_a_cancelled_training_goes_on_where_it_was_stopped(trained, own, out, watching):
    for stop_after in (3, 7):
        with pytest.raises(Cancelled):
            run(watching(stop_after), folder=own, output=out / "mine.safetensors")
        assert os.listdir(out) == ["mine.training"] and "checkpoint.safetensors" in os.listdir(out / "mine.training")
    told = watching()
    run(told, folder=own, output=out / "mine.safetensors")
    assert sorted(os.listdir(out)) == ["mine.json", "mine.safetensors"]
    assert 0 < told.announced < 2 * 6 and same(out / "mine.safetensors", trained[1] / "mine.safetensors")


def test_a_folder_of_the_training_is_kept(own, out):
    run(folder=own, output=out / "mine.safetensors", run_folder=out / "run", steps=2)
    assert sorted(os.listdir(out / "run")) == ["best.safetensors", "checkpoint.safetensors", "curve.jsonl"]
    with pytest.raises(OptionError, match="other settings: batch 4"):
        run(folder=own, output=out / "other.safetensors", run_folder=out / "run", steps=2, batch=2)
    assert not (out / "other.safetensors").exists()


def test_generated_scenes_are_enough(out, monkeypatch, watching):
    small_scenes(monkeypatch)
    told = watching()
    results = run(told, scenes=1, output=out / "m.safetensors", steps=2, from_scratch=True, channels=8, width=16)
    assert (results["PLACES"], results["VALIDATION_PLACES"]) == (1, 1)
    assert weights.load(results["MODEL"]).settings == {"channels": 8, "width": 16} and "from scratch" in told.lines[0]


def test_a_raster_of_one_block_is_validated_on_generated_scenes(shifted, rewritten, out, monkeypatch, watching):
    small_scenes(monkeypatch)
    small, told = rewritten(shifted.reference, "small.tif", lambda image: image[:, 100:210, 100:230]), watching()
    results = run(told, rasters=(small,), scenes=1, output=out / "m.safetensors", steps=2)
    assert results["PLACES"] == 2 and "generated scenes only" in told.warnings[0]


def test_prepared_layers_are_taken(own, out, tmp_path):
    rng = np.random.default_rng(0)
    for part in ("train", "validate"):
        (tmp_path / part).mkdir()
        layers = rng.integers(0, 255, (1, 2, 200, 200)).astype(np.uint8)
        Stack("x", layers, np.ones((1, 200, 200), bool), ("sar", "map")).save(tmp_path / part / "some.npz")
    results = run(prepared=tmp_path, folder=own, output=out / "m.safetensors", steps=2)
    assert (results["PLACES"], results["VALIDATION_PLACES"]) == (8, 3)


def test_a_broken_raster_of_a_folder_is_left_out(own, out, tmp_path, watching):
    for path in own.glob("*.tif"):
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "broken.tif").write_bytes(b"II*\0 nothing")
    told = watching()
    run(told, folder=tmp_path, output=out / "m.safetensors", steps=1)
    assert len(told.warnings) >= 1 and "broken.tif" in told.warnings[0]


KEYPOINTS = {"method": "cnn-matching", "batch": 1, "checks": 8, "steps": 3, "from_scratch": True, "width": 4}


def same_keypoints(path, other):
    one, two = (d2net_weights.load(one)[0].state_dict() for one in (path, other))
    return all(torch.equal(value, two[name]) for name, value in one.items())


@pytest.fixture(scope="module")
def keypoints(own, tmp_path_factory, watching):
    """The same as `trained`, of cnn-matching from scratch."""
    folder, told = tmp_path_factory.mktemp("keypoints"), watching()
    results = run(told, folder=own, output=folder / "mine.safetensors", report=folder / "report.html", title="Mine", **KEYPOINTS)
    return results, folder, told


def test_keypoints_are_trained_with_card_and_report(keypoints):
    results, folder, told = keypoints
    assert sorted(os.listdir(folder)) == ["mine.json", "mine.safetensors", "report.html"]
    describer = load_describer(results["MODEL"], "cpu")
    assert (describer.channels, results["STEPS"]) == (32, 3)
    card = json.loads((folder / "mine.json").read_text())
    assert (card["title"], card["begun with"], card["steps"], card["seed"]) == ("Mine", "random weights", 3, 0)
    assert card["settings"] == {"widths": [4, 8, 16, 32]} and card["architecture"].endswith("D2Net")
    assert "METHOD=cnn-matching" in card["command"] and "WIDTH=4" in card["command"] and "FROM_SCRATCH=true" in card["command"]
    shares = next(value for name, value in card["metrics"].items() if name.startswith("mean matching accuracy"))
    assert shares["all"][:2] == [results["WITHIN_1PX"], results["WITHIN_3PX"]] and len(shares["all"]) == 4
    page = (folder / "report.html").read_text()
    assert "Matches right within 3 px" in page and "Mean matching accuracy" in page and "Windows found" not in page
    assert page.count("<svg") == 2 and f"{results['WITHIN_3PX']:.1%}" in page
    assert told.shares == sorted(told.shares) and told.shares[-1] == 1.0
    assert any("MMA at 1.0, 3.0, 5.0, 10.0 px: " in line for line in told.lines)


def test_cancelled_keypoints_go_on_where_they_were_stopped(keypoints, own, out, watching):
    with pytest.raises(Cancelled):
        run(watching(4), folder=own, output=out / "mine.safetensors", **KEYPOINTS)
    assert os.listdir(out) == ["mine.training"] and "checkpoint.safetensors" in os.listdir(out / "mine.training")
    told = watching()
    run(told, folder=own, output=out / "mine.safetensors", **KEYPOINTS)
    assert sorted(os.listdir(out)) == ["mine.json", "mine.safetensors"] and 0 < told.announced
    assert same_keypoints(out / "mine.safetensors", keypoints[1] / "mine.safetensors")


def test_keypoints_begin_with_a_model(keypoints, own, out):
    begun = keypoints[1] / "mine.safetensors"
    given = {**KEYPOINTS, "from_scratch": False, "start_model": begun, "width": None, "last_layer": True}
    run(folder=own, output=out / "more.safetensors", **given)
    before, after = (d2net_weights.load(path)[0].state_dict() for path in (begun, out / "more.safetensors"))
    moved = [name for name, value in before.items() if not torch.equal(value, after[name])]
    assert moved == ["features.21.weight", "features.21.bias"]
    card = json.loads((out / "more.json").read_text())
    assert card["begun with"] == str(begun) and "the same before this training" in card["metrics"]
    with pytest.raises(ModelError, match=r"has 4 channels in its first block, not 8\. Leave WIDTH empty"):
        run(folder=own, output=out / "wide.safetensors", **{**given, "width": 8})
    with pytest.raises(OptionError, match="CHANNELS is given, but those of cnn-matching follow from WIDTH"):
        run(folder=own, output=out / "wide.safetensors", **{**given, "channels": 32})
    assert sorted(os.listdir(out)) == ["more.json", "more.safetensors"]


def test_trained_keypoints_are_imported_listed_and_begun_with_by_name(keypoints, own, out, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "models"))

    def job(id, **options):
        return jobs.load(id)(jobs.get(id).options(**options), Silent())

    imported = job("importmodel", file=keypoints[0]["MODEL"], model="fields")
    assert imported["IMPORTED"] == "fields" and imported["PATH"] == str(tmp_path / "models" / "fields.safetensors")
    listed = job("listmodels", task="d2net", output=str(out / "models.csv"))
    assert listed["PRESENT"] == "d2-slim-1,fields" and "fields,d2net," in (out / "models.csv").read_text()
    assert load_describer("fields", "cpu").channels == 32
    run(folder=own, output=out / "more.safetensors", **{**KEYPOINTS, "from_scratch": False, "start_model": "fields", "width": None})
    assert json.loads((out / "more.json").read_text())["begun with"] == "fields"


@pytest.fixture
def refuse(out):
    """Run a training that must be refused; the error."""
    def refused(expected, **options):
        with pytest.raises(TiepointError) as caught:
            run(**{"output": out / "m.safetensors", "report": out / "r.html", **options})
        error = caught.value
        assert isinstance(error, expected), (type(error), str(error))
        assert error.message.endswith(".") and error.hint.endswith(".") and len(error.message) < 400
        assert os.listdir(out) == []
        return error.message

    return refused


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({}, OptionError, "nothing to train on"), ({"folder": "{tmp}/none"}, OptionError, "no folder"),
    ({"folder": "{tmp}"}, RasterError, "no raster in"), ({"rasters": ("{tmp}/none.tif",)}, RasterError, "no file"),
    ({"rasters": (__file__,)}, RasterError, "not a raster"), ({"prepared": "{tmp}"}, OptionError, "no .npz files"),
    ({"folder": "{own}", "start_model": "magic"}, ModelError, "no model 'magic'"),
    ({"folder": "{own}", "start_model": __file__}, ModelError, "no weights of the dense matcher"),
    ({"folder": "{own}", "start_model": "dense-1", "from_scratch": True}, OptionError, "contradict"),
    ({"folder": "{own}", "channels": 12}, ModelError, "16 channels"),
    ({"folder": "{own}", "last_layer": True}, OptionError, "the network of dense is trained whole"),
    ({"folder": "{own}", "method": "cnn-matching", "start_model": "dense-1"}, ModelError, "dense-1"),
    ({"folder": "{own}", "method": "cnn-matching", "start_model": __file__}, ModelError, "test_trainmatcher.py"),
    ({"folder": "{own}", "method": "cnn-matching", "from_scratch": True, "channels": 32}, OptionError, "CHANNELS is given"),
    ({"folder": "{own}", "output": "{out}/m.pt"}, OptionError, "no name for a model"),
    ({"folder": "{own}", "output": "{out}/none/m.safetensors"}, OutputError, "folder does not exist"),
    ({"folder": "{own}", "rate": 1.0, "from_scratch": True, "steps": 400, "minutes": 1e-6}, OptionError, "before the first step"),
])
def test_what_makes_no_sense_is_refused(refuse, own, out, tmp_path, options, expected, told):
    folder = tmp_path / "empty"
    folder.mkdir()
    names = {"tmp": folder, "own": own, "out": out}
    given = {key: value.format(**names) if isinstance(value, str) else tuple(one.format(**names) for one in value)
             if isinstance(value, tuple) else value for key, value in options.items()}
    assert told in refuse(expected, **given)


@pytest.mark.parametrize(("change", "told"), [
    (lambda image: np.zeros_like(image), "constant or without data"), (lambda image: np.full_like(image, 9), "constant"),
    (lambda image: image[:, :60, :300], "300 x 60 pixels are too few"), (lambda image: image[:, 100:210, 100:230], "too small to keep"),
])
def test_rasters_that_teach_nothing_are_refused(refuse, shifted, rewritten, change, told):
    assert told in refuse(RasterError, rasters=(rewritten(shifted.reference, "r.tif", change),))
