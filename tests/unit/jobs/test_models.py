"""Models are listed, fetched and imported through their jobs: from a server, a file or a folder; refused in one sentence; used by id."""
from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tiepoint.core.errors import ModelError, OptionError, OutputError, TiepointError
from tiepoint.core.models import card, conversion, folders, record, store, tensors, weights
from tiepoint.core.models.descriptors import DenseDescriptor
from tiepoint.core.options import jobs
from tiepoint.core.progress import Cancelled, Silent

_SPEC = importlib.util.spec_from_file_location("weights_server", Path(__file__).resolve().parents[1] / "models" / "weights_server.py")
weights_server = importlib.util.module_from_spec(_SPEC)
sys.modules["weights_server"] = weights_server
_SPEC.loader.exec_module(weights_server)
SHIPPED = [model.id for model in store.models() if not model.upstream]


def run(job, progress=None, **options):
    spec = jobs.get(job)
    given = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    results = jobs.load(job)(spec.options(**given), progress or Silent())
    assert list(results) == [result.name for result in spec.options.RESULTS]
    return results


@pytest.fixture
def models(tmp_path, monkeypatch):
    """The user's folder of models, which does not exist yet."""
    for name in ("http_proxy", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Files as others publish them: VGG-16 whole, and another network."""
    folder = tmp_path_factory.mktemp("published")
    generator = torch.Generator().manual_seed(0)
    state = {name: torch.randn(shape, generator=generator) for name, shape in conversion.SHAPES["vgg16"].items()}
    torch.save({**state, "classifier.6.bias": torch.zeros(1000)}, folder / "vgg16-known.pth")
    torch.save({"features.0.weight": torch.zeros(3)}, folder / "vgg16-start.pth")
    return folder


@pytest.fixture
def server(published, models):
    """A server of these files, and the user's manifest that names them."""
    models.mkdir()
    with weights_server.Server({f"/{path.name}": weights_server.Page(path.read_bytes()) for path in published.iterdir()}) as served:
        records = []
        for name, known in (("known", "sha256"), ("start", "sha256_start"), ("page", "")):
            page = served.pages.get(f"/vgg16-{name}.pth")
            upstream = {"file": f"vgg16-{name}.pth", "format": "torch", "conversion": "vgg16"}
            if page:
                digest = page.sha256 if known == "sha256" else page.sha256[:8]
                upstream |= {"addresses": [f"{served.root}/vgg16-{name}.pth"], known: record.grouped(digest)}
            else:
                upstream["page"] = "https://models.invalid/page"
            if known == "sha256":
                upstream["bytes"] = len(page.data)
            records.append({"id": name, "task": "vgg16", "title": name, "file": f"{name}.safetensors", "licence": "CC0",
                            "preprocessing": {"bands": "RGB"}, "upstream": upstream})
        (models / "manifest.json").write_text(json.dumps(records))
        yield served


@pytest.fixture
def refuse(models):
    """Run a job that must be refused; its error. No model may appear."""
    def refused(job, expected, **options):
        before = sorted(path.name for path in models.glob("*.safetensors"))
        with pytest.raises(TiepointError) as caught:
            run(job, **options)
        error = caught.value
        assert isinstance(error, expected), (type(error), str(error))
        assert error.message.endswith(".") and error.hint.endswith(".") and "\n" not in str(error) and len(error.message) < 500
        assert sorted(path.name for path in models.glob("*.safetensors")) == before
        return str(error)

    return refused


def mine(path, seed=0):
    torch.manual_seed(seed)
    weights.save(path, DenseDescriptor(8, 12))
    return path


def test_the_models_are_listed(models, tmp_path, watching):
    told = watching()
    results = run("listmodels", told, output=tmp_path / "models.csv", report=tmp_path / "models.html")
    with open(tmp_path / "models.csv", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert results["MODEL_COUNT"] == len(rows) >= 4 and results["PRESENT"].split(",") == SHIPPED and results["DAMAGED"] == ""
    assert SHIPPED[:3] == ["dense-1", "d2-slim-1", "deep-lk-1"]
    assert {"tiles-1", "tiles-64", "tiles-32", "change-1", "corrfusion-slim-1"} <= set(SHIPPED)
    assert set(results["MISSING"].split(",")) == rows.keys() - set(SHIPPED)
    assert results["MODELS_FOLDER"] == str(models)
    assert (rows["dense-1"]["state"], rows["dense-1"]["verified"], rows["dense-1"]["bytes"]) == ("present", "yes", "878768")
    vgg = rows["vgg16-torchvision"]
    assert (vgg["state"], vgg["verified"], vgg["task"], vgg["bytes"]) == ("missing", "no", "vgg16", "553433881") and "BSD" in vgg["licence"]
    assert str(models) in vgg["why"] and vgg["addresses"].startswith("https://") and "mean 0.485" in vgg["preprocessing"]
    page = (tmp_path / "models.html").read_text()
    assert all(name in page for name in rows) and str(models) in page
    assert any(line.startswith("dense-1 (dense, 0.9 MB): present, verified. ") for line in told.lines) and told.shares[-1] == 1.0
    assert run("listmodels", task="dense")["MODEL_COUNT"] == 1
    assert not models.exists(), "to list is to change nothing"


def test_what_cannot_be_listed(refuse, tmp_path):
    output = tmp_path / "l.csv"
    told = refuse("listmodels", OptionError, task="x", output=output)
    assert ("no model for the task 'x'. Choose one of: change, d2net, deep-lk, dense, encoder, hashing, imagenet, scenechange, "
            "tile-encoder, vgg16." in told)
    assert "folder does not exist" in refuse("listmodels", OutputError, output=tmp_path / "none" / "l.csv")
    assert os.listdir(tmp_path) == []


def test_a_model_is_fetched_and_verified_then_there(server, models, published, watching):
    told = watching()
    results = run("fetchmodel", told, model="known")
    assert results["PATH"] == str(models / "known.safetensors") and results["VERIFIED"] is True
    assert results["RECEIVED_BYTES"] == (published / "vgg16-known.pth").stat().st_size
    assert sorted(os.listdir(models)) == ["known.json", "known.safetensors", "manifest.json"]
    assert len(tensors.read(models / "known.safetensors")) == 22
    assert told.shares == sorted(told.shares) and told.warnings == []
    assert run("fetchmodel", model="known")["RECEIVED_BYTES"] == 0 and len(server.asked) == 1
    assert run("fetchmodel", model="known", replace=True)["RECEIVED_BYTES"] > 0 and len(server.asked) == 2
    assert run("listmodels", task="vgg16")["PRESENT"] == "known" and store.find("", "vgg16") == models / "known.safetensors"
    assert run("fetchmodel", model="dense-1")["VERIFIED"] is True


def test_a_file_that_was_carried_into_the_folder_is_not_fetched(server, models, published, watching):
    shutil.copy(published / "vgg16-known.pth", models)
    told = watching()
    results = run("fetchmodel", told, model="known")
    assert results["VERIFIED"] is True and results["RECEIVED_BYTES"] == 0 and server.asked == []
    assert (models / "vgg16-known.pth").exists() and any("not needed any more" in line for line in told.lines)


def test_a_cut_and_cancelled_fetch_goes_on(server, models, watching):
    class Impatient(watching):
        def step(self, share, message=""):
            super().step(share, message)
            if share > 0.3:
                raise Cancelled

    page = server.pages["/vgg16-known.pth"]
    page.cuts = [5_000_000, 10_000_000]
    with pytest.raises(Cancelled):
        run("fetchmodel", Impatient(), model="known")
    assert sorted(os.listdir(models)) == ["manifest.json", "vgg16-known.pth.part", "vgg16-known.pth.part.json"]
    kept = (models / "vgg16-known.pth.part").stat().st_size
    results = run("fetchmodel", model="known")
    assert server.ranges()[-1] == f"bytes={kept}-" and results["RECEIVED_BYTES"] == len(page.data) - kept and results["VERIFIED"] is True


def test_a_mirror_serves_the_same_file(server, models, published, refuse):
    server.pages["/mirror"] = weights_server.Page(b"x" * 100)
    assert "sends another file" in refuse("fetchmodel", ModelError, model="start", address=f"{server.root}/mirror")
    assert run("fetchmodel", model="known", address=(published / "vgg16-known.pth").as_uri())["VERIFIED"] is True
    assert os.listdir(models).count("vgg16-known.pth") == 0


def test_a_file_of_which_little_is_known_is_not_called_verified(server, models, published, watching):
    server.pages["/vgg16-start.pth"].data = (published / "vgg16-known.pth").read_bytes()
    text = (models / "manifest.json").read_text().replace(hashlib.sha256((published / "vgg16-start.pth").read_bytes()).hexdigest()[:8],
                                                         server.pages["/vgg16-known.pth"].sha256[:8])
    (models / "manifest.json").write_text(text)
    told = watching()
    results = run("fetchmodel", told, model="start")
    assert results["VERIFIED"] is False and "only the first 8 of 64 digits" in results["WHY"] and "not verified" in told.warnings[0]


@pytest.mark.parametrize(("options", "told"), [
    ({"model": "none"}, "No manifest knows a model 'none'. They know: dense-1"), ({"model": "page"}, "published on a page only"),
    ({"model": "start"}, "lacks 21 of 22 tensors"), ({"model": "known", "address": "ftp://x/y"}, "no address that begins with https://"),
    ({"model": "known", "address": "http://127.0.0.1:9/x"}, "cannot be reached"),
    ({"model": "known", "address": "file:///none/x.pth"}, "/none/x.pth cannot be read"),
])
def test_what_cannot_be_fetched_is_told_with_what_to_do(server, refuse, models, monkeypatch, options, told):
    monkeypatch.setattr("tiepoint.core.models.download.fetch.__defaults__", ((0.0,), 5.0))
    message = refuse("fetchmodel", ModelError, **options)
    assert told in message and os.listdir(models) == ["manifest.json"]
    assert "address" not in options or str(models) in message and "Import model" in message


@pytest.mark.parametrize(("name", "model"), [("vgg16-known.pth", ""), ("other-name.pth", ""), ("vgg16-known.pth", "known")])
def test_a_published_file_is_imported_and_verified(server, models, published, tmp_path, name, model):
    shutil.copy(published / "vgg16-known.pth", tmp_path / name)
    results = run("importmodel", file=tmp_path / name, model=model)
    assert results["IMPORTED"] == "known" and results["VERIFIED"] is True and results["PATH"] == str(models / "known.safetensors")
    assert (tmp_path / name).exists() and store.find("known", "vgg16") and server.asked == []


def test_other_forms_are_imported_unverified_where_they_are_named(server, refuse, tmp_path, published):
    state = tensors.read(published / "vgg16-known.pth")
    np.savez(tmp_path / "w.npz", **{name: value.numpy() for name, value in state.items()})
    assert "is none of the published files: its sha256 begins with" in refuse("importmodel", ModelError, file=tmp_path / "w.npz")
    results = run("importmodel", file=tmp_path / "w.npz", model="known")
    assert results["IMPORTED"] == "known" and results["VERIFIED"] is False
    save_file(state, tmp_path / "w.safetensors")
    assert "There is a model 'known' already" in refuse("importmodel", OutputError, file=tmp_path / "w.safetensors", model="known")
    assert run("importmodel", file=tmp_path / "w.safetensors", model="known", replace=True)["VERIFIED"] is False
    assert set(run("listmodels")["PRESENT"].split(",")) == {*SHIPPED, "known"}


def test_a_trained_model_is_imported_listed_and_found(models, tmp_path):
    mine(tmp_path / "fields.safetensors")
    (tmp_path / "fields.json").write_text(json.dumps({"title": "My fields", "licence": "CC0", "seed": 3}))
    results = run("importmodel", file=tmp_path / "fields.safetensors")
    path = models / "fields.safetensors"
    assert results == {"IMPORTED": "fields", "IMPORTED_COUNT": 1, "PATH": str(path), "VERIFIED": False, "MODELS_FOLDER": str(models)}
    assert path.read_bytes() == (tmp_path / "fields.safetensors").read_bytes() and store.find("fields", "dense") == path
    told = card.read(path)
    assert (told["title"], told["seed"]) == ("My fields", 3) and card.digest_of(told) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert run("importmodel", file=tmp_path / "fields.safetensors", model="fields-2")["IMPORTED"] == "fields-2"
    assert run("importmodel", file=path)["IMPORTED"] == "fields", "what is there already is there"
    assert run("listmodels", task="dense")["PRESENT"] == "dense-1,fields,fields-2"


def test_a_folder_is_carried_to_another_computer(server, models, published, tmp_path, monkeypatch, watching):
    run("fetchmodel", model="known")
    mine(models / "fields.safetensors")
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "there"))
    (tmp_path / "there").mkdir()
    shutil.copy(models / "manifest.json", tmp_path / "there")
    told = watching()
    (models / "broken.pth").write_bytes(b"x")
    results = run("importmodel", told, folder=models)
    assert results["IMPORTED"] == "fields,known" and results["VERIFIED"] is False
    assert len(told.warnings) == 1 and told.warnings[0].startswith("broken.pth is left out")
    assert store.find("known", "vgg16").read_bytes() == (models / "known.safetensors").read_bytes()
    assert "which is not here to be verified" in store.verified(store.get("known"), store.find("known", "vgg16")).why
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "third"))
    (tmp_path / "third").mkdir()
    shutil.copy(models / "manifest.json", tmp_path / "third")
    assert run("importmodel", folder=published)["VERIFIED"] is True, "the published file itself proves it"


@pytest.mark.parametrize(("options", "expected", "told"), [
    ({}, OptionError, "Give FILE or FOLDER."), ({"file": "{tmp}/none.pth"}, OptionError, "FILE: there is no file"),
    ({"file": "{tmp}/a.pth", "folder": "{tmp}"}, OptionError, "Give FILE or FOLDER."),
    ({"folder": "{tmp}", "model": "x"}, OptionError, "MODEL names one model"), ({"folder": "{tmp}/none"}, OptionError, "no folder"),
    ({"folder": "{tmp}/empty"}, OptionError, "no file of weights in"), ({"folder": "{tmp}"}, ModelError, "could be imported"),
    ({"file": "{tmp}/a.pth"}, ModelError, "none of the published files"),
    ({"file": "{tmp}/text.txt", "model": "vgg16-caffe"}, ModelError, "text.txt is no file of weights"),
    ({"file": "{tmp}/a.pth", "model": "other"}, ModelError, "No manifest knows a model 'other'"),
    ({"file": "{tmp}/a.pth", "model": "vgg16-torchvision"}, ModelError, "is not the published file of vgg16-torchvision"),
    ({"file": "{tmp}/a.pth", "model": "dense-1"}, ModelError, "none of the published files"),
    ({"file": "{tmp}/mine.safetensors", "model": "../x"}, OptionError, "cannot be the id"),
    ({"file": "{tmp}/mine.safetensors", "model": "dense-1"}, OptionError, "the id of another model"),
    ({"file": "{tmp}/cut.safetensors"}, ModelError, "cut.safetensors"),
    ({"file": "{tmp}/dictionary.npy", "model": "vgg16-partial"}, ModelError, "is refused: it is a pickled dictionary"),
])
def test_what_cannot_be_imported_is_refused(refuse, tmp_path, options, expected, told):
    folder = tmp_path / "in"
    (folder / "empty").mkdir(parents=True)
    torch.save({"a": torch.zeros(2)}, folder / "a.pth")
    (folder / "text.txt").write_text("x")
    if "mine" in str(options) or "cut" in str(options):
        content = mine(folder / "mine.safetensors").read_bytes()
        (folder / "cut.safetensors").write_bytes(content[:-10])
    if "dictionary" in str(options):
        np.save(folder / "dictionary.npy", np.array({"conv1_1": []}, dtype=object), allow_pickle=True)
    given = {name: value.format(tmp=folder) for name, value in options.items()}
    assert told in refuse("importmodel", expected, **given)


def test_a_damaged_copy_of_a_trained_model_is_noticed(refuse, models, tmp_path):
    run("importmodel", file=mine(tmp_path / "fields.safetensors"))
    for path in models.glob("fields.*"):
        shutil.copy(path, tmp_path)
    mine(tmp_path / "fields.safetensors", seed=1)
    assert "fields.safetensors is damaged" in refuse("importmodel", ModelError, file=tmp_path / "fields.safetensors", model="again")
    shutil.copy(tmp_path / "fields.safetensors", models)
    assert run("listmodels")["DAMAGED"] == "fields"


def test_a_folder_that_cannot_be_made_is_told(refuse, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "file" / "models"))
    path = mine(tmp_path / "m.safetensors")
    assert "its folder is a file" in refuse("importmodel", OutputError, file=path) and folders.own().parent == tmp_path / "file"
