"""A model is trained on rasters of one's own, from outside and with the real engine, used at once, and cancelled without loss."""
import json
import os

import pytest
from qgis.core import QgsApplication, QgsProcessingException, QgsRasterLayer

QUICK = {"SCENES": 0, "STEPS": 4, "BATCH": 2, "CHECKS": 8}


@pytest.fixture(scope="session")
def pair(pair):
    """The paths of both rasters."""
    return list(pair.values())


@pytest.fixture
def algorithm(plugin, lent):
    return QgsApplication.processingRegistry().createAlgorithmById("tiepoint:trainmatcher")


def test_layers_and_files_become_a_model(algorithm, pair, context, feedback, tmp_path):
    layer = QgsRasterLayer(pair[1], "a layer")
    given = {"RASTERS": [pair[0], layer], "OUTPUT": str(tmp_path / "mine.safetensors"), **QUICK}
    fine, message = algorithm.checkParameterValues(given, context)
    assert fine, message
    results, done = algorithm.run(given, context, feedback, {}, False)
    assert done and results["MODEL"] == results["OUTPUT"] == given["OUTPUT"] and results["STEPS"] == 4
    assert sorted(os.listdir(tmp_path)) == ["mine.json", "mine.safetensors"]
    assert json.loads((tmp_path / "mine.json").read_text())["data"]["files"] == pair
    assert any(info.startswith("Step 4: loss") for info in feedback.infos)
    assert any(text.startswith("Training: step") for text in feedback.texts)


def test_the_keypoints_of_cnn_matching_are_trained(algorithm, pair, context, feedback, tmp_path):
    given = {"RASTERS": pair, "OUTPUT": str(tmp_path / "mine.safetensors"), **QUICK, "BATCH": 1, "STEPS": 2, "METHOD": "cnn-matching",
             "FROM_SCRATCH": True, "WIDTH": 4}
    fine, message = algorithm.checkParameterValues(given, context)
    assert fine, message
    results, done = algorithm.run(given, context, feedback, {}, False)
    assert done and results["STEPS"] == 2 and sorted(os.listdir(tmp_path)) == ["mine.json", "mine.safetensors"]
    assert json.loads((tmp_path / "mine.json").read_text())["settings"] == {"widths": [4, 8, 16, 32]}
    assert any("MMA at" in info for info in feedback.infos)


def test_deep_lucas_kanade_is_trained(plugin, lent, pair, context, feedback, tmp_path):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tiepoint:traindeeplk")
    given = {"RASTERS": pair, "OUTPUT": str(tmp_path / "mine.safetensors"), **QUICK, "PARTS": "levels,regression-1", "WIDTH": 2,
             "REGRESSION_WIDTH": 1, "HIDDEN": 4, "FROM_SCRATCH": True}
    fine, message = algorithm.checkParameterValues(given, context)
    assert fine, message
    results, done = algorithm.run(given, context, feedback, {}, False)
    assert done and results["STEPS"] == 4 and results["MODEL"] == given["OUTPUT"] and 0 <= results["WITHIN_5PX"] <= 1
    assert sorted(os.listdir(tmp_path)) == ["mine.json", "mine.safetensors"]
    assert json.loads((tmp_path / "mine.json").read_text())["settings"]["width"] == 2
    assert any("corners within 1, 3, 5 px" in info for info in feedback.infos)
    with pytest.raises(QgsProcessingException, match="There is no part 'level-4' to train"):
        algorithm.create().run({**given, "PARTS": "level-4"}, context, feedback, {}, False)


@pytest.mark.parametrize(("changes", "told"), [
    ({"METHOD": "cnn-matching", "FROM_SCRATCH": True, "CHANNELS": 16, "SCENES": 1}, "CHANNELS is given"),
    ({"RASTERS": ["{out}/none.tif"]}, "RASTERS: there is no file {out}/none.tif"), ({"RASTERS": [__file__]}, "is not a raster"),
    ({"BATCH": "0"}, "BATCH is 0, outside 1"), ({"OUTPUT": "{out}/none/m.safetensors"}, "there is no folder {out}/none"),
    ({"FOLDER": "{out}"}, "There is no raster in {out}"),
])
def test_bad_input_is_one_sentence_and_no_file(algorithm, context, feedback, tmp_path, changes, told):
    given = {"OUTPUT": str(tmp_path / "m.safetensors"), **QUICK, **changes}
    given = {key: [one.format(out=tmp_path) for one in value] if isinstance(value, list) else
             value.format(out=tmp_path) if isinstance(value, str) else value for key, value in given.items()}
    with pytest.raises(QgsProcessingException) as caught:
        fine, message = algorithm.checkParameterValues(given, context)
        if not fine:
            raise QgsProcessingException(message)
        algorithm.run(given, context, feedback, {}, False)
    assert told.format(out=tmp_path) in str(caught.value) and str(caught.value).endswith(".")
    assert os.listdir(tmp_path) == []


def test_cancel_keeps_what_was_learned(algorithm, pair, context, feedback, tmp_path):
    """The engine has little time between being told to stop and being killed."""
    feedback.progressChanged.connect(lambda share: feedback.cancel() if share > 13 else None)
    given = {"RASTERS": pair, "OUTPUT": str(tmp_path / "m.safetensors"), **QUICK, "STEPS": 100, "BATCH": 16}
    with pytest.raises(QgsProcessingException, match="the same again goes on"):
        algorithm.run(given, context, feedback, {}, False)
    assert os.listdir(tmp_path) == ["m.training"]
    assert sorted(os.listdir(tmp_path / "m.training")) == ["checkpoint.safetensors", "curve.jsonl"]
