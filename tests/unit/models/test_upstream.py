"""Published files become models of ours: which one it is, whether it is that one, what is kept, and what is never claimed."""
from __future__ import annotations

import hashlib
import json
import os
import shutil

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import card, catalogue, folders, record, store, tensors, upstream
from tiepoint.core.progress import Silent

RECORD = {"id": "vgg16-mine", "task": "vgg16", "title": "Mine", "file": "vgg16-mine.safetensors", "licence": "CC0",
          "preprocessing": {"bands": "RGB", "scale": 0.5, "mean": [1, 2, 3]}}


@pytest.fixture(scope="module")
def published(vgg16, tmp_path_factory):
    """A file as torchvision publishes it, and its sha256."""
    path = tmp_path_factory.mktemp("published") / "vgg16-abc.pth"
    torch.save(vgg16, path)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def manifest(own_models):
    """Write the user's manifest with one record of this upstream; the record."""
    def write(**changes):
        source = {"file": "vgg16-abc.pth", "format": "torch", "conversion": "vgg16", "addresses": ["https://models.invalid/vgg16-abc.pth"],
                  **changes}
        (own_models / "manifest.json").write_text(json.dumps([{**RECORD, "upstream": source}]))
        return store.get("vgg16-mine")

    return write


def entry(model):
    return next(line for line in catalogue.entries(Silent()) if line.id == model)


def test_a_published_file_becomes_a_verified_model(published, manifest, own_models, vgg16):
    path, digest = published
    mine = manifest(sha256=record.grouped(digest))
    made = upstream.adopt(mine, path)
    assert made == own_models / "vgg16-mine.safetensors" and path.exists()
    assert sorted(os.listdir(own_models)) == ["manifest.json", "vgg16-mine.json", "vgg16-mine.safetensors"]
    found = tensors.read(made)
    assert len(found) == 22 and all(torch.equal(value, vgg16[name]) for name, value in found.items())
    about = tensors.about(made)
    assert about["kind"] == "vgg16" and about["model"] == "vgg16-mine" and about["licence"] == "CC0"
    assert about["preprocessing"] == {"bands": "RGB", "scale": 0.5, "mean": [1, 2, 3], "std": [], "note": ""}
    assert about["source"]["sha256"].replace(" ", "") == digest and about["source"]["verified"] is True
    assert card.digest_of(card.read(made)) == hashlib.sha256(made.read_bytes()).hexdigest()
    assert store.find("vgg16-mine", "vgg16") == made == store.find("", "vgg16")
    assert (entry("vgg16-mine").state, entry("vgg16-mine").verified) == ("present", True)
    first = made.read_bytes()
    assert upstream.adopt(mine, path).read_bytes() == first


@pytest.mark.parametrize(("known", "why"), [(8, "only the first 8 of 64 digits"), (0, "no sha256 of vgg16-abc.pth has been published")])
def test_a_file_of_unknown_checksum_is_never_called_verified(published, manifest, known, why):
    path, digest = published
    made = upstream.adopt(manifest(**({"sha256_start": digest[:known]} if known else {})), path)
    assert tensors.about(made)["source"]["verified"] is False
    line = entry("vgg16-mine")
    assert line.state == "present" and not line.verified and why in line.why


def test_a_card_that_claims_more_than_is_known_is_not_believed(published, manifest):
    path, digest = published
    made = upstream.adopt(manifest(sha256_start=digest[:8]), path)
    told = card.read(made)
    told["source"]["verified"] = True
    card.path_of(made).write_text(card.as_text(told))
    assert not entry("vgg16-mine").verified
    card.path_of(made).write_text(card.as_text({**told, "source": "the authors"}))
    assert not entry("vgg16-mine").verified and "does not say where it comes from" in entry("vgg16-mine").why
    card.path_of(made).unlink()
    assert not entry("vgg16-mine").verified and "no card" in entry("vgg16-mine").why


@pytest.mark.parametrize("known", [{"sha256": "0" * 64}, {"sha256_start": "00b39a1b"}])
def test_another_file_is_refused(published, manifest, own_models, known):
    with pytest.raises(ModelError, match="vgg16-abc.pth is not the published file of vgg16-mine: its sha256 begins with"):
        upstream.adopt(manifest(**known), published[0])
    assert os.listdir(own_models) == ["manifest.json"]


def test_a_file_that_holds_another_network_leaves_nothing(manifest, own_models, tmp_path):
    torch.save({"features.0.weight": torch.zeros(2)}, tmp_path / "vgg16-abc.pth")
    with pytest.raises(ModelError, match="lacks 21 of 22 tensors"):
        upstream.adopt(manifest(), tmp_path / "vgg16-abc.pth")
    assert os.listdir(own_models) == ["manifest.json"]


def test_the_record_of_a_file_is_found_by_checksum_then_by_name(tmp_path):
    records = store.models()
    by_id = {one.id: one for one in records}
    torchvision = by_id["vgg16-torchvision"].upstream.sha256
    assert upstream.recognised(tmp_path / "any.pth", torchvision, records) is by_id["vgg16-torchvision"]
    assert upstream.recognised(tmp_path / "any.pth", "00b39a1b" + "0" * 56, records) is by_id["vgg16-caffe"]
    assert upstream.recognised(tmp_path / "vgg16partial.npz", "0" * 64, records) is by_id["vgg16-partial"]
    assert upstream.recognised(tmp_path / "any.pth", "0" * 64, records) is None


def test_what_the_manifest_claims_of_published_files_is_what_is_known():
    by_id = {one.id: one.upstream for one in store.models() if one.upstream}
    assert {name: (len(one.sha256), len(one.sha256_start)) for name, one in by_id.items()} == {
        "vgg16-torchvision": (64, 0), "inceptionv3-2015-12-05": (64, 0),
        "vgg16-caffe": (0, 8), "vgg16-partial": (0, 0), "d2-tf": (0, 0), "d2-ots": (0, 0),
        "d2-tf-no-phototourism": (0, 0), "dlk-mscoco": (0, 0), "dlk-google-earth": (0, 0), "dlk-google-map": (0, 0),
        "vgg16-features-torchvision": (64, 0), "resnet50-torchvision": (0, 8), "inceptionv3-torchvision": (0, 8),
        "densenet121-torchvision": (0, 8), "corrfusion-wuhan": (0, 0)}
    for name, one in by_id.items():
        known = one.sha256[:8] or one.sha256_start
        assert known in one.file and name.startswith({"d2net": "d2", "deep-lk": "dlk"}.get(one.conversion, one.conversion) + "-")
    assert by_id["vgg16-partial"].addresses == () and by_id["vgg16-partial"].page


def test_a_file_that_is_put_into_the_folder_is_used(published, manifest, own_models):
    path, digest = published
    mine = manifest(sha256=digest)
    with pytest.raises(ModelError) as caught:
        store.find("vgg16-mine", "vgg16")
    assert "vgg16-abc.pth" in caught.value.message
    for named in ("https://models.invalid/vgg16-abc.pth", str(own_models), "MODEL=vgg16-mine", "Import model"):
        assert named in caught.value.hint
    shutil.copy(path, own_models)
    assert (entry("vgg16-mine").state, entry("vgg16-mine").verified) == ("missing", False) and "is converted" in entry("vgg16-mine").why
    assert store.find("vgg16-mine", "vgg16") == own_models / "vgg16-mine.safetensors"
    assert store.verified(mine, own_models / "vgg16-mine.safetensors").verified


def test_a_pickled_dictionary_is_used_once_it_is_arrays(own_models, vgg16):
    (own_models / "vgg16partial.npy").write_bytes(b"")
    names = dict(zip((0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24), "11 12 21 22 31 32 33 41 42 43 51".split(), strict=True))
    arrays = {}
    for index, digits in names.items():
        arrays[f"conv{digits[0]}_{digits[1]}_kernel"] = vgg16[f"features.{index}.weight"].permute(2, 3, 1, 0).numpy()
        arrays[f"conv{digits[0]}_{digits[1]}_bias"] = vgg16[f"features.{index}.bias"].numpy()
    np.savez(own_models / "vgg16partial.npz", **arrays)
    found = tensors.read(store.find("vgg16-partial", "vgg16"))
    assert all(torch.equal(value, vgg16[name]) for name, value in found.items()) and len(found) == 22
    assert not entry("vgg16-partial").verified and "made of vgg16partial.npz" in entry("vgg16-partial").why


def test_damage_after_the_conversion_is_seen(published, manifest, own_models):
    made = upstream.adopt(manifest(), published[0])
    content = bytearray(made.read_bytes())
    content[-1] ^= 1
    made.write_bytes(content)
    with pytest.raises(ModelError, match="is damaged: its sha256 is not that of its card vgg16-mine.json"):
        store.find("vgg16-mine", "vgg16")
    assert entry("vgg16-mine").state == "damaged"
    shutil.copy(folders.SHIPPED / "dense-1.safetensors", made)
    with pytest.raises(ModelError, match="is not the model vgg16-mine"):
        store.find("vgg16-mine", "vgg16")


@pytest.mark.parametrize(("changes", "told"), [
    ({"id": "../x"}, "'../x' is no id"), ({"file": "a/b"}, "no name of a file"), ({"file": ".x"}, "no name of a file"),
    ({"sha256": "abc"}, "'abc' is no sha256"), ({"bytes": -1}, "'-1' is no number of bytes"), ({"more": 1}, "more"), ({"id": 3}, "wrong"),
    ({"sha256": ""}, "needs a sha256"), ({"preprocessing": {}}, "bands"), ({"preprocessing": None}, "wrong"),
    ({"upstream": {"file": "x", "format": "exe", "conversion": "none"}}, "the format 'exe'"),
    ({"upstream": {"file": "a/b", "format": "torch", "conversion": "none"}}, "'a/b' is no name of a file"),
    ({"file": "a/b", "upstream": {"file": "x", "format": "torch", "conversion": "none"}}, "'a/b' is no name of a file"),
    ({"preprocessing": {"bands": "GBR"}}, "the bands 'GBR' are none of any, RGB, BGR"),
    ({"preprocessing": {"bands": "RGB", "mean": [1, 2]}}, "not one number for each band"),
])
def test_a_wrong_record_is_told(changes, told):
    with pytest.raises(ModelError, match=told):
        record.from_dict({**RECORD, "sha256": "0" * 64, **changes})
