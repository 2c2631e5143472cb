"""The published files of D2-Net become models of ours that see what the network itself sees."""
from __future__ import annotations

import hashlib

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.jobs.importmodel import importmodel
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.models import card, store, tensors, upstream
from tiepoint.core.models.d2net import D2Net
from tiepoint.core.options.models import ImportModelOptions
from tiepoint.core.progress import Silent

IDS = {"d2-tf": "d2_tf.pth", "d2-ots": "d2_ots.pth", "d2-tf-no-phototourism": "d2_tf_no_phototourism.pth"}


@pytest.fixture(scope="module")
def trained():
    return D2Net.random(5)


@pytest.fixture(scope="module")
def published(trained, tmp_path_factory):
    """A folder with files as the authors publish them."""
    folder = tmp_path_factory.mktemp("d2net")
    named = {name.replace("features.", "dense_feature_extraction.model."): value for name, value in trained.state_dict().items()}
    for name in IDS.values():
        torch.save({"model": named}, folder / name)
    return folder


@pytest.mark.parametrize("model", IDS)
def test_a_published_file_is_known_by_its_name_and_kept_with_its_checksum(model, published, own_models):
    path = published / IDS[model]
    results = importmodel(ImportModelOptions(file=str(path)), Silent())
    assert results["IMPORTED"] == model and results["VERIFIED"] is False
    made = store.find(model, "d2net")
    assert made == own_models / f"{model}.safetensors" == store.find("", "d2net")
    told = card.read(made)
    assert card.digest_of(card.source_of(told)) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert card.digest_of(told) == hashlib.sha256(made.read_bytes()).hexdigest()
    assert told["preprocessing"]["bands"] == "BGR" and told["preprocessing"]["mean"] == [103.939, 116.779, 123.68]
    assert tensors.about(made)["kind"] == "d2net" and store.task_of(tensors.about(made)) == "d2net"
    assert "no sha256 of" in store.verified(store.get(model), made).why
    made.write_bytes(made.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="is damaged"):
        store.find(model, "d2net")


def test_what_is_imported_sees_what_the_network_sees(trained, published, own_models):
    importmodel(ImportModelOptions(file=str(published / "d2_tf.pth")), Silent())
    again = D2Net().eval()
    again.load_state_dict(tensors.read(store.find("d2-tf", "d2net")))
    images = torch.randn(1, 3, 48, 40, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.equal(again(images), trained(images)) and trained(images).max() > 0


def test_records_say_where_the_files_are_and_what_they_want():
    for model, file in IDS.items():
        record = store.get(model)
        assert record.upstream.addresses == (f"https://dusmanu.com/files/d2-net/{file}",) and record.upstream.page
        assert record.upstream.sha256 == "" and record.upstream.bytes is None and record.methods == ("cnn-matching",)
        assert record.licence.startswith("BSD-3-Clause-Clear") and record.preprocessing.scale == 1.0


def test_a_file_put_into_the_folder_is_used_and_a_cut_network_refused(published, own_models, tmp_path):
    with pytest.raises(ModelError, match="The model d2-tf is not here") as caught:
        store.find("d2-tf", "d2net")
    assert "d2_tf.pth" in str(caught.value) and store.find("", "d2net").stem == "d2-slim-1"
    (own_models / "d2_tf.pth").write_bytes((published / "d2_tf.pth").read_bytes())
    assert store.find("d2-tf", "d2net") == store.find("", "d2net") == own_models / "d2-tf.safetensors"
    state = torch.load(published / "d2_ots.pth", weights_only=True)["model"]
    state.pop("dense_feature_extraction.model.21.bias")
    torch.save({"model": state}, tmp_path / "d2_ots.pth")
    with pytest.raises(ModelError, match="d2_ots.pth lacks 1 of 20 tensors: features.21.bias"):
        upstream.adopt(store.get("d2-ots"), tmp_path / "d2_ots.pth")
    assert not (own_models / "d2-ots.safetensors").exists()


def test_images_are_prepared_as_the_weights_want_or_as_the_reference_has_it(published, own_models):
    """That shows BGR weights of 0 to 255 red, green, blue of about -2 to 2."""
    importmodel(ImportModelOptions(file=str(published / "d2_tf.pth")), Silent())
    image, valid = np.zeros((3, 24, 24), np.float32), np.ones((24, 24), bool)
    image[0], image[1], image[2] = 255.0, 100.0, 0.0
    right, mistaken = (load_describer("d2-tf", "cpu", compat).prepare(image, valid)[:, 0, 0] for compat in (False, True))
    assert np.allclose(right, [-103.939, 100 - 116.779, 255 - 123.68], atol=1e-3)
    assert np.allclose(mistaken, [(1 - 0.485) / 0.229, (100 / 255 - 0.456) / 0.224, -0.406 / 0.225], atol=1e-5)
    own = [load_describer("d2-slim-1", "cpu", compat).prepare(image, valid) for compat in (False, True)]
    assert np.array_equal(*own)
