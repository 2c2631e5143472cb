"""The shipped scene-change model: it is the default, its card says what it is, and it knows land it was not trained on."""
from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from tiepoint.core.models import store
from tiepoint.core.models.corrfusion import weights
from tiepoint.core.scene_change.accuracy import accuracy
from tiepoint.core.scene_change.predictor import Predictor
from tiepoint.core.training.scene_change import archive, general, generated, preparation

torch.set_num_threads(1)
NAME = "corrfusion-slim-1"
#: One of every style of land; none of them is in the data of the training, of its validation or of its test.
SEEDS = (9600, 9601, 9602, 9603)


@pytest.fixture(scope="module")
def model():
    return weights.load(store.find("", "scenechange"))


@pytest.fixture(scope="module")
def land():
    """Tiles of both dates and their classes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generated, "_SIDE", 4)
        before, after, one, other = zip(*generated.samples(SEEDS, preparation.SIDE_PX, preparation.PIXEL_M))
    return np.stack(before), np.stack(after), (np.array(one), np.array(other))


def test_it_is_what_is_used_where_no_model_is_named(model):
    record = store.get(NAME)
    path = store.find("", "scenechange")
    assert path == store.find(NAME, "scenechange") == store.file_of(record) and path.stat().st_size == record.bytes < 2_000_000
    assert record.methods == ("scenechange",) and model.preprocessing == record.preprocessing == weights.PREPROCESSING
    assert model.legend == general.LEGEND and model.ground_m == pytest.approx(preparation.SIDE_PX * preparation.PIXEL_M, abs=0.5)
    assert model.network.settings["fusion"] and model.network.settings["shared"] and model.network.settings["backbone"] == "slim"


def test_its_card_says_what_it_was_trained_on_and_what_it_does_not_know(model):
    card = json.loads(store.find(NAME, "scenechange").with_suffix(".json").read_text(encoding="utf-8"))
    assert card["data"] == {part: list(sources) for part, sources in archive.SOURCES.items()}
    assert card["classes"] == list(general.LEGEND.names) and card["seed"] == 0 and "--shared" in card["command"]
    test = card["metrics"]["on the test, looked at once"]
    assert {"pairs", "OA_t1", "OA_t2", "OA_bi", "OA_tr", "kappa_t1", "kappa_t2", "F1_t1"} <= set(test) and test["OA_tr"] <= test["OA_bi"]
    assert set(card["metrics"]["share that was right of each class of the test, before and after"]) == set(general.LEGEND.names)
    assert "not" in card["remark"] and card["parameters"] == sum(value.numel() for value in model.network.parameters())


def test_it_knows_generated_land_it_has_not_seen(model, land):
    before, after, labels = land
    found = Predictor(model)(before, after)
    right = accuracy(found.classes, labels, len(general.LEGEND))
    assert len(before) > 30 and len(np.unique(labels[0])) >= 4
    assert right.before > 0.8 and right.after > 0.7 and right.transition > 0.65 and right.change > 0.8, right
    assert right.kappa_before > 0.7 and right.kappa_after > 0.6, right


def test_dates_that_are_the_same_have_not_changed(model, land):
    before = land[0]
    found = Predictor(model)(before, before)
    assert not found.changed.any() and np.allclose(found.before, found.after, atol=1e-5) and found.gate.min() > 0.999


def test_the_gate_tells_change_from_none(model, land):
    """Pairs of other land than before agree less."""
    before, after, (one, other) = land
    turned = np.roll(after, 7, 0)
    seen = Predictor(model)
    same, apart = seen(before, after).gate[one == other], seen(before, turned).gate[one != np.roll(other, 7)]
    assert len(same) > 30 and len(apart) > 20 and np.median(apart) < 0.7 * np.median(same)
