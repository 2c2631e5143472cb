"""The published folders of Deep Lucas-Kanade become models: imported by name or as told, with a card, never called verified."""
from __future__ import annotations

import hashlib
import os
import shutil

import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError, OutputError
from tiepoint.core.jobs.fetchmodel import fetchmodel
from tiepoint.core.jobs.importmodel import importmodel
from tiepoint.core.models import card, catalogue, deep_lk_conversion, deep_lk_weights, store, tensors, upstream
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.models.preprocessing import Preprocessing
from tiepoint.core.options.models import FetchModelOptions, ImportModelOptions
from tiepoint.core.progress import Silent

IDS = {"dlk-mscoco": "MSCOCO", "dlk-google-earth": "GoogleEarth", "dlk-google-map": "GoogleMap"}


@pytest.fixture(scope="module")
def published(checkpoints, tmp_path_factory):
    """A folder of all data sets, each of other weights, and of what is no model."""
    folder = tmp_path_factory.mktemp("published") / "checkpoints"
    for seed, name in enumerate(IDS.values()):
        checkpoints.published(folder / name, seed, epochs=(1,), stages=("original",))
    (folder / "other").mkdir()
    return folder


def brought(**options):
    return importmodel(ImportModelOptions(**{name: value if name == "replace" else str(value) for name, value in options.items()}),
                       Silent())


def entry(model):
    return next(line for line in catalogue.entries(Silent()) if line.id == model)


@pytest.mark.parametrize("model", IDS)
def test_a_folder_is_known_by_its_name_and_becomes_a_model_with_a_card(published, own_models, model):
    folder = published / IDS[model]
    results = brought(folder=folder)
    path = own_models / f"{model}.safetensors"
    assert (results["IMPORTED"], results["PATH"], results["VERIFIED"]) == (model, str(path), False)
    network, preprocessing = deep_lk_weights.load(store.find(model, "deep-lk"))
    assert network.settings == {"width": 4, "special": True, "scrambled": True, "bands": 3, "regressions": 1, "regression_width": 2,
                                "hidden": 6}
    wanted = deep_lk_conversion.read(folder).state_dict()
    assert all(torch.equal(value, wanted[name]) for name, value in network.state_dict().items())
    assert preprocessing == store.get(model).preprocessing == Preprocessing("RGB", 1 / 255, note=preprocessing.note)
    assert ("stretched" in preprocessing.note) == (model == "dlk-google-map")
    told = card.read(path)
    assert card.digest_of(told) == hashlib.sha256(path.read_bytes()).hexdigest() and told["settings"]["width"] == 4
    assert told["licence"].startswith("none: its authors have stated no licence")
    line = entry(model)
    assert (line.state, line.verified, line.why) == ("present", False, f"no sha256 of {IDS[model]} has been published")


def test_the_card_keeps_the_checksum_of_the_list_of_files_that_were_read(published, own_models):
    brought(folder=published / "MSCOCO")
    (published / "MSCOCO/level_one/checkpoint").write_text("not read")
    files = sorted(f"{base}/{name}" for base, _, names in os.walk(published / "MSCOCO") for name in names if name != "checkpoint")
    listed = "".join(f"{hashlib.sha256(open(name, 'rb').read()).hexdigest()}  {os.path.relpath(name, published / 'MSCOCO')}\n"
                     for name in files)
    source = card.source_of(card.read(own_models / "dlk-mscoco.safetensors"))
    assert len(files) == 14 and card.digest_of(source) == hashlib.sha256(listed.encode()).hexdigest()
    assert source["bytes"] == sum(map(os.path.getsize, files)) and source["file"] == "MSCOCO"
    assert upstream.digest_of(published / "MSCOCO") == card.digest_of(source) != upstream.digest_of(published / "GoogleMap")


def test_all_data_sets_are_imported_at_once(published, own_models):
    results = brought(folder=published)
    assert results["IMPORTED"] == "dlk-google-earth,dlk-google-map,dlk-mscoco" and results["IMPORTED_COUNT"] == 3
    assert all(store.find(model, "deep-lk").parent == own_models for model in IDS)
    assert len({path.read_bytes() for path in own_models.glob("*.safetensors")}) == 3
    with pytest.raises(OptionError, match="MODEL names one model"):
        brought(folder=published, model="dlk-mscoco")


def test_a_folder_of_another_name_is_what_it_is_told_to_be(published, own_models, tmp_path):
    shutil.copytree(published / "GoogleMap", tmp_path / "mine.safetensors")
    with pytest.raises(ModelError, match="mine.safetensors is none of the published files: its sha256 begins") as caught:
        brought(folder=tmp_path / "mine.safetensors")
    assert "dlk-google-map" in str(caught.value) and os.listdir(own_models) == []
    assert brought(folder=tmp_path / "mine.safetensors", model="dlk-google-map")["IMPORTED"] == "dlk-google-map"
    with pytest.raises(OutputError, match="There is a model 'dlk-google-map' already"):
        brought(folder=published / "GoogleMap")
    assert brought(folder=published / "GoogleMap", replace=True)["IMPORTED"] == "dlk-google-map"


def test_files_for_folders_and_folders_for_files_are_refused(published, own_models, tmp_path, vgg16):
    torch.save(vgg16, tmp_path / "GoogleMap.pth")
    with pytest.raises(ModelError, match="GoogleMap.pth is none of the published files"):
        brought(file=tmp_path / "GoogleMap.pth")
    with pytest.raises(ModelError, match="GoogleMap.pth is a file, but dlk-google-map is published as a folder. Give GoogleMap."):
        brought(file=tmp_path / "GoogleMap.pth", model="dlk-google-map")
    with pytest.raises(ModelError, match="GoogleMap is a folder of checkpoints, of which vgg16-caffe is not made."):
        brought(folder=published / "GoogleMap", model="vgg16-caffe")
    with pytest.raises(OptionError, match="There is no file of weights in"):
        brought(folder=published / "other")
    assert os.listdir(own_models) == []


def test_a_folder_that_lacks_a_file_leaves_nothing(published, own_models, tmp_path, watching):
    shutil.copytree(published / "GoogleMap", tmp_path / "in/GoogleMap")
    shutil.copytree(published / "MSCOCO", tmp_path / "in/MSCOCO")
    (tmp_path / "in/GoogleMap/level_three/epoch_1input_full.index").unlink()
    with pytest.raises(ModelError, match="GoogleMap lacks level_three/epoch_Ninput_full.index"):
        brought(folder=tmp_path / "in/GoogleMap")
    told = watching()
    assert importmodel(ImportModelOptions(folder=str(tmp_path / "in")), told)["IMPORTED"] == "dlk-mscoco"
    assert len(told.warnings) == 1 and told.warnings[0].startswith("GoogleMap is left out: GoogleMap lacks level_three")
    assert sorted(os.listdir(own_models)) == ["dlk-mscoco.json", "dlk-mscoco.safetensors"]


def test_a_folder_that_is_carried_into_the_folder_of_models_is_used(published, own_models):
    with pytest.raises(ModelError, match="dlk-mscoco is not here: its folder MSCOCO has not been fetched or imported") as caught:
        store.find("dlk-mscoco", "deep-lk")
    assert "https://github.com/placeforyiming/" in caught.value.hint and str(own_models) in caught.value.hint
    with pytest.raises(ModelError, match="dlk-mscoco cannot be fetched: MSCOCO is published on a page only"):
        fetchmodel(FetchModelOptions(model="dlk-mscoco"), Silent())
    (own_models / "MSCOCO").mkdir()
    assert entry("dlk-mscoco").state == "missing", "any folder may be called so"
    shutil.copytree(published / "MSCOCO", own_models / "MSCOCO", dirs_exist_ok=True)
    line = entry("dlk-mscoco")
    wanted = sum(path.stat().st_size for path in deep_lk_conversion.files(published / "MSCOCO"))
    assert line.state == "missing" and "is converted when it is first used" in line.why and line.bytes == wanted
    assert store.find("dlk-mscoco", "deep-lk") == own_models / "dlk-mscoco.safetensors"
    shutil.rmtree(own_models / "MSCOCO/level_two")
    (own_models / "dlk-mscoco.safetensors").unlink()
    assert entry("dlk-mscoco").state == "damaged" and "MSCOCO lacks level_two" in entry("dlk-mscoco").why


def test_what_was_converted_elsewhere_is_taken_over_where_it_is_whole(published, own_models, tmp_path, monkeypatch):
    brought(folder=published / "GoogleEarth")
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "there"))
    results = brought(file=own_models / "dlk-google-earth.safetensors")
    assert results["IMPORTED"] == "dlk-google-earth" and "converted elsewhere from GoogleEarth" in entry("dlk-google-earth").why
    assert store.find("dlk-google-earth", "deep-lk").parent == tmp_path / "there"
    path = tmp_path / "cut.safetensors"
    kept = tensors.read(own_models / "dlk-google-earth.safetensors")
    kept.pop("input.levels.0.conv1a.bias")
    path.write_bytes(tensors.content(kept, tensors.about(own_models / "dlk-google-earth.safetensors")))
    with pytest.raises(ModelError, match=r"cut.safetensors lacks 1 of \d+ tensors: input.levels.0.conv1a.bias"):
        brought(file=path, replace=True)


def test_networks_of_ones_own_are_imported_under_a_name(own_models, tmp_path):
    deep_lk_weights.save(tmp_path / "fields.safetensors", DeepLK.random(0, width=2, regressions=0), Preprocessing("RGB", 1 / 255))
    assert brought(file=tmp_path / "fields.safetensors", model="fields-1")["IMPORTED"] == "fields-1"
    assert store.find("fields-1", "deep-lk") == own_models / "fields-1.safetensors" and entry("fields-1").task == "deep-lk"
    content = (tmp_path / "fields.safetensors").read_bytes()
    (tmp_path / "fields.safetensors").write_bytes(content[:-1])
    with pytest.raises(ModelError, match="fields.safetensors"):
        brought(file=tmp_path / "fields.safetensors", model="fields-2")


def test_records_claim_what_is_known():
    for model, file in IDS.items():
        record = store.get(model)
        assert record.upstream.file == file and record.upstream.page.endswith("CVPR21-Deep-Lucas-Kanade-Homography")
        assert (record.upstream.addresses, record.upstream.sha256, record.upstream.bytes) == ((), "", None)
        assert record.task == "deep-lk" and record.methods == ("deep-lk",) and record.upstream.format == tensors.FOLDER
