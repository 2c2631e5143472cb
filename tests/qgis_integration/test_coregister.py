"""Co-registration inside QGIS with the real engine: by models that are named, files, trained or missing, of one raster and of a series."""
import json
import os
import shutil

import pytest
from qgis.core import QgsProcessingException

# What `auto` would try first, told beforehand.
QUICK = {"METHOD": "phase", "TRANSFORM": "shift", "MAX_OFFSET": 15}
DENSE = {"METHOD": "dense", "TRANSFORM": "shift", "MAX_OFFSET": 15}
SMALL = {"SPACING": 32, "EXTENT": "500090,500230,5499770,5499910"}


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def coregister(run, pair, out):
    """Aligns the pair by the dense matcher, into ``aligned.tif``."""
    return lambda **given: run("coregister", REFERENCE=pair["reference"], TARGET=pair["target"],
                               OUTPUT=str(out / "aligned.tif"), **DENSE, **given)


@pytest.mark.parametrize(("changes", "told"), [
    ({"MODEL": "wrong"}, "There is no model 'wrong' for dense, nor a file of that name."),
    ({"MODEL": "{reference}"}, "holds no weights of the dense matcher"),
    ({"DEVICE": "cuda"}, "There is no CUDA device here that PyTorch can use."),
])
def test_a_model_or_a_device_that_is_none_is_told_and_leaves_nothing(coregister, pair, out, monkeypatch, changes, told):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    with pytest.raises(QgsProcessingException) as caught:
        coregister(**{name: value.format(**pair) for name, value in changes.items()})
    assert str(caught.value).count(told) == 1 and "Traceback" not in str(caught.value)
    assert os.listdir(out) == []


def test_a_model_may_be_a_file(coregister, out, root, tmp_path):
    shipped = json.loads((root / "resources/models/manifest.json").read_text())[0]["file"]
    results = coregister(MODEL=shutil.copy(root / "resources/models" / shipped, tmp_path / "mine.safetensors"), **SMALL)
    assert results["METHOD_USED"] == "dense" and 0 < results["RMSE_PX"] < 0.5
    assert (out / "aligned.tif").stat().st_size > 100


def test_a_model_is_trained_and_used(run, coregister, pair, out):
    trained = run("trainmatcher", RASTERS=pair["reference"], SCENES=0, STEPS=4, BATCH=2, CHECKS=8,
                  OUTPUT=str(out / "mine.safetensors"), REPORT=str(out / "report.html"))
    assert trained["MODEL"] == str(out / "mine.safetensors") and trained["STEPS"] == 4 and 0 < trained["WITHIN_3PX"] <= 1
    assert (out / "report.html").stat().st_size > 1000 and (out / "mine.json").exists()
    moved = coregister(MODEL=trained["MODEL"], **SMALL)
    assert abs(complex(moved["MEDIAN_SHIFT_X"], moved["MEDIAN_SHIFT_Y"])) == pytest.approx(8.0, abs=0.2)


def test_models_are_imported_and_listed_and_used_by_name(run, coregister, out, root, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEPOINT_MODELS", str(tmp_path / "models"))
    imported = run("importmodel", FILE=str(root / "resources/models/dense-1.safetensors"), MODEL="fields")
    assert imported["IMPORTED"] == "fields" and imported["PATH"] == str(tmp_path / "models" / "fields.safetensors")
    assert imported["VERIFIED"] is False
    assert run("listmodels", TASK="dense", OUTPUT=str(out / "models.csv"))["PRESENT"] == "dense-1,fields"
    assert (out / "models.csv").read_text().splitlines()[2].startswith("fields,dense,")
    assert coregister(MODEL="fields", **SMALL)["METHOD_USED"] == "dense"


def test_a_folder_is_a_series(run, pair, out, tmp_path):
    folder = tmp_path / "scenes"
    folder.mkdir()
    for name in ("reference", "target"):
        shutil.copy(pair[name], folder / f"{name}.tif")
    (folder / "torn.tif").write_bytes(b"no raster")
    results = run("coregisterseries", REFERENCE=str(folder / "reference.tif"), TARGETS=str(folder), OUTPUT=str(out / "aligned"), **QUICK)
    assert results["OUTPUT_LAYERS"] == [str(out / "aligned" / "target.tif")] and results["ALIGNED_COUNT"] == results["FAILED_COUNT"] == 1
    assert 0 < results["WORST_RMSE_PX"] < 0.5 and results["OUTPUT"] == str(out / "aligned")
    assert sorted(os.listdir(out / "aligned")) == ["summary.csv", "summary.html", "target.tif"]
