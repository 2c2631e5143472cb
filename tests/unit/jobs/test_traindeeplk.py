"""Deep Lucas-Kanade trained on what a user has: rasters, samples or both; the same again; stopped and gone on with; refused; used."""
from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError, OutputError, RasterError, TiepointError
from tiepoint.core.lucas_kanade import generator, sample_folder
from tiepoint.core.models import deep_lk_weights
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.training.deep_lk.settings import PARTS

torch.set_num_threads(1)                                  # the same sums in the same order, and nobody to wait for
QUICK = {"scenes": 0, "steps": 6, "batch": 1, "checks": 8, "minutes": 10.0, "width": 2, "regression_width": 1, "hidden": 4}


def run(progress=None, **options):
    spec = jobs.get("traindeeplk")
    given = {name: str(value) if isinstance(value, Path) else value for name, value in
             {**QUICK, "from_scratch": "start_model" not in options, **options}.items()}
    return jobs.load(spec.id)(spec.options(**given), progress or Silent())


def same(path, other):
    """Whether the weights of two files are equal to the last bit."""
    one, two = (deep_lk_weights.load(one)[0].state_dict() for one in (path, other))
    return all(torch.equal(value, two[name]) for name, value in one.items())


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """A folder of ten samples of five pairs of pictures."""
    folder, rng = tmp_path_factory.mktemp("samples"), np.random.default_rng(0)
    sample_folder.create(folder)
    for number in range(10):
        picture = np.repeat(np.repeat(np.repeat(rng.integers(0, 255, (24, 24, 1), np.uint8), 8, 0), 8, 1), 3, 2)
        sample_folder.write(folder, generator.draw(picture, 255 - picture, rng, name=f"p{number // 2}_{number % 2:03d}"))
    return folder


@pytest.fixture(scope="module")
def trained(shifted, tmp_path_factory, watching):
    """(results, folder of what was written, what was told) of all parts on one raster."""
    folder, told = tmp_path_factory.mktemp("trained"), watching()
    results = run(told, rasters=(shifted.reference,), output=folder / "mine.safetensors", report=folder / "report.html", licence="CC0",
                  title="Mine")
    return results, folder, told


def test_it_writes_a_model_with_its_card_and_a_report(trained, shifted):
    results, folder, told = trained
    assert sorted(os.listdir(folder)) == ["mine.json", "mine.safetensors", "report.html"]
    assert set(results) == {result.name for result in jobs.get("traindeeplk").options.RESULTS}
    assert results["MODEL"] == str(folder / "mine.safetensors") and results["STEPS"] == 6 and results["VALIDATION_PLACES"] >= 1
    network, preprocessing = deep_lk_weights.load(results["MODEL"])
    assert (network.settings["width"], network.settings["bands"], len(network.regression), preprocessing.bands) == (2, 6, 3, "any")
    card = json.loads((folder / "mine.json").read_text())
    assert (card["title"], card["licence"], card["steps"], card["begun with"]) == ("Mine", "CC0", 6, "random weights")
    assert card["data"]["files"] == [shifted.reference] and "qgis_process run tiepoint:traindeeplk" in card["command"]
    shares = next(value for name, value in card["metrics"].items() if name.startswith("share"))
    *near, guessed = *shares["all"][:3], shares["all"][3:]
    assert near == [results["WITHIN_1PX"], results["WITHIN_3PX"], results["WITHIN_5PX"]] and len(guessed) == 3
    page = (folder / "report.html").read_text()
    assert "Templates placed within 3 px" in page and page.count("<svg") == 2
    assert told.shares == sorted(told.shares) and told.shares[-1] == 1.0
    assert any("corners within 1, 3, 5 px (guessed within 5, 10, 20): " in line for line in told.lines)


def test_a_cancelled_training_goes_on_where_it_was_stopped(trained, shifted, out, watching):
    with pytest.raises(Cancelled):
        run(watching(10), rasters=(shifted.reference,), output=out / "mine.safetensors")
    assert os.listdir(out) == ["mine.training"]
    run(rasters=(shifted.reference,), output=out / "mine.safetensors")
    assert sorted(os.listdir(out)) == ["mine.json", "mine.safetensors"] and same(out / "mine.safetensors", trained[1] / "mine.safetensors")


def test_it_begins_with_a_model_and_trains_the_parts_that_are_named(trained, shifted, out):
    begun = trained[1] / "mine.safetensors"
    own = dict.fromkeys(("width", "regression_width", "hidden"))
    run(rasters=(shifted.reference,), start_model=begun, parts="regression-2, level-3", output=out / "more.safetensors", **own)
    before, after = (deep_lk_weights.load(path)[0].state_dict() for path in (begun, out / "more.safetensors"))
    moved = {name.split(".conv")[0].split(".bn")[0] for name, value in before.items() if not torch.equal(value, after[name])}
    assert moved == {"input.levels.2", "template.levels.2", "regression.1"}
    card = json.loads((out / "more.json").read_text())
    assert card["begun with"] == str(begun) and "the same before this training" in card["metrics"]
    with pytest.raises(ModelError, match="has a width of 2, not 8"):
        run(rasters=(shifted.reference,), start_model=begun, output=out / "wide.safetensors", **{**own, "width": 8})
    with pytest.raises(ModelError, match="has special maps: True, not False"):
        run(rasters=(shifted.reference,), start_model=begun, regular=True, output=out / "wide.safetensors", **own)
    assert sorted(os.listdir(out)) == ["more.json", "more.safetensors"]


def test_a_model_without_a_guess_is_adapted_as_it_is(trained, shifted, out, tmp_path):
    network, preprocessing = deep_lk_weights.load(trained[1] / "mine.safetensors")
    deep_lk_weights.save(tmp_path / "maps.safetensors", type(network).random(0, width=2, bands=6, regressions=0), preprocessing)
    given = {"rasters": (shifted.reference,), "start_model": tmp_path / "maps.safetensors", "width": None, "regression_width": None,
             "hidden": None, "steps": 2}
    results = run(output=out / "more.safetensors", **given)
    assert not deep_lk_weights.load(results["MODEL"])[0].regression
    with pytest.raises(ModelError, match="has no part regression-1"):
        run(output=out / "other.safetensors", parts="regression-1", **given)


def test_samples_are_enough(samples, out, watching):
    told = watching()
    results = run(told, samples=samples, output=out / "mine.safetensors", rgb=True, regular=True, compat=True, steps=4)
    assert (results["PLACES"], results["VALIDATION_PLACES"]) == (8, 2)
    assert any("8 samples to train on, 2 kept" in line for line in told.lines)
    network, preprocessing = deep_lk_weights.load(results["MODEL"])
    assert (network.settings["bands"], network.settings["special"], preprocessing.bands) == (3, False, "RGB")
    card = json.loads((out / "mine.json").read_text())
    assert card["data"]["layers"][0] == {"use": "training", "from": str(samples), "places": 8, "layers": 2, "kinds": "input, template"}
    assert "COMPAT=true" in card["command"] and "RGB=true" in card["command"]


def test_samples_are_taken_beside_rasters(trained, samples, shifted, out):
    results, alone = run(samples=samples, rasters=(shifted.reference,), output=out / "mine.safetensors", steps=2), trained[0]
    assert results["PLACES"] == alone["PLACES"] + 8 and results["VALIDATION_PLACES"] == alone["VALIDATION_PLACES"] + 2


def test_every_part_has_its_turn(shifted, out):
    """One step of each at least, in a schedule as short as its shares allow."""
    results = run(rasters=(shifted.reference,), output=out / "mine.safetensors", steps=26, parts=",".join(reversed(PARTS)))
    begun = run(rasters=(shifted.reference,), output=out / "less.safetensors", steps=1)
    one, two = (deep_lk_weights.load(done["MODEL"])[0] for done in (results, begun))
    other = two.state_dict()
    for name, value in one.state_dict().items():
        untrained = "running" in name or "num_batches" in name or "offset" in name or "scale" in name
        assert untrained or not torch.equal(value, other[name]), name


def test_it_is_imported_listed_and_begun_with_by_name(trained, shifted, out, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "models"))

    def job(id, **options):
        return jobs.load(id)(jobs.get(id).options(**options), Silent())

    assert job("importmodel", file=trained[0]["MODEL"], model="fields")["IMPORTED"] == "fields"
    assert "fields" in job("listmodels", task="deep-lk", output=str(out / "models.csv"))["PRESENT"]
    run(rasters=(shifted.reference,), start_model="fields", steps=1, output=out / "more.safetensors")
    assert json.loads((out / "more.json").read_text())["begun with"] == "fields"


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({}, OptionError, "nothing to train on"), ({"samples": "{tmp}"}, OptionError, "no labels in"),
    ({"rasters": ("{tmp}/none.tif",)}, RasterError, "no file"),
    ({"samples": "{samples}", "parts": "level-9"}, OptionError, "no part 'level-9'"),
    ({"samples": "{samples}", "start_model": "magic"}, ModelError, "no model 'magic'"),
    ({"samples": "{samples}", "start_model": "dense-1"}, ModelError, "dense-1"),
    ({"samples": "{samples}", "start_model": __file__}, ModelError, "test_traindeeplk.py"),
    ({"samples": "{samples}", "start_model": "x", "from_scratch": True}, OptionError, "contradict"),
    ({"samples": "{samples}", "output": "{out}/m.pt"}, OptionError, "no name for a model"),
    ({"samples": "{samples}", "output": "{out}/none/m.safetensors"}, OutputError, "folder does not exist"),
    ({"samples": "{samples}", "minutes": 1e-6}, OptionError, "before the first step"),
])
def test_what_makes_no_sense_is_refused(samples, out, tmp_path, options, expected, told):
    folder = tmp_path / "empty"
    folder.mkdir()
    names = {"tmp": folder, "samples": samples, "out": out}
    given = {key: value.format(**names) if isinstance(value, str) else tuple(one.format(**names) for one in value)
             if isinstance(value, tuple) else value for key, value in options.items()}
    with pytest.raises(TiepointError) as caught:
        run(**{"output": out / "m.safetensors", "report": out / "r.html", **given})
    error = caught.value
    assert isinstance(error, expected) and told in error.message, (type(error), str(error))
    assert error.message.endswith(".") and error.hint.endswith(".") and os.listdir(out) == []
