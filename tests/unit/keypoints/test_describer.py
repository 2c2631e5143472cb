"""What the network sees, and where it comes from."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.keypoints.describer import Describer, load_describer
from tiepoint.core.keypoints.extraction import extract
from tiepoint.core.models import tensors
from tiepoint.core.models.d2net import SLIM, D2Net
from tiepoint.core.models.preprocessing import Preprocessing

PREPARED = {"bands": "BGR", "scale": 1.0, "mean": [103.939, 116.779, 123.68], "std": []}


def written(path, network: D2Net, **about):
    values = {name: value.contiguous() for name, value in network.state_dict().items()}
    path.write_bytes(tensors.content(values, {"kind": "d2net", "model": "mine", "title": "My own", "preprocessing": PREPARED} | about))
    return path


def test_grey_values_are_stretched_and_colours_are_as_they_are(slim):
    valid = np.ones((20, 50), bool)
    valid[:5] = False
    grey = np.where(valid, np.arange(1000.0).reshape(20, 50), np.nan)
    low, high = np.percentile(grey[valid], (2, 98))
    seen = slim.prepare(grey, valid)
    wanted = np.clip((grey[valid] - low) * 255 / (high - low), 0, 255)
    assert seen.shape == (3, 20, 50) and np.allclose(seen[2][valid], wanted - 123.68, atol=1e-3) and (seen[:, ~valid] == 0).all()
    colours = np.random.default_rng(0).uniform(0, 255, (3, 20, 50))
    seen = slim.prepare(colours, valid)
    assert np.allclose(seen[0][valid], colours[2][valid] - 103.939, atol=1e-4) and (seen[:, ~valid] == 0).all()
    with pytest.raises(ModelError, match="cannot be described"):
        slim.prepare(grey, valid[1:])


def test_features_are_those_of_the_network_and_not_negative(slim):
    image = np.random.default_rng(0).normal(size=(3, 40, 44)).astype(np.float32)
    with torch.inference_mode():
        wanted = slim._network(torch.from_numpy(image)[None])[0]
    found = slim.features(image)
    assert found.shape == (128, 9, 10) and found.dtype == torch.float32 and (found >= 0).all() and torch.allclose(found, wanted, atol=1e-5)


@pytest.mark.parametrize("half", [torch.bfloat16, torch.float16])
def test_a_short_type_that_overflows_is_not_used(half):
    network = D2Net.random(0, SLIM)
    with torch.no_grad():
        network.features[0].weight *= 1e4
        network.features[0].bias += 1e4
    image = 100 * np.random.default_rng(0).normal(size=(3, 64, 64)).astype(np.float32)
    full, short = (Describer(network, Preprocessing(**PREPARED), torch.device("cpu"), kind).features(image) for kind in (None, half))
    assert torch.isfinite(short).all() and short.dtype == torch.float32
    assert torch.allclose(short, full, rtol=0.1, atol=0.05 * float(full.max()))


def test_layers_are_told_of(slim):
    seen = []
    slim.features(np.zeros((3, 40, 40), np.float32), lambda: seen.append(1))
    assert len(seen) >= 10


@pytest.mark.parametrize("widths", [SLIM, (8, 8, 16, 24)])
def test_a_file_tells_widths_and_preprocessing(tmp_path, picture, widths):
    network = D2Net.random(5, widths)
    found = load_describer(str(written(tmp_path / "one.safetensors", network)), "cpu")
    assert (found.id, found.title, found.channels) == ("mine", "My own", widths[-1])
    image = picture(100, 120)
    wanted = extract(Describer(network, Preprocessing(**PREPARED), torch.device("cpu")), image)
    again = extract(found, image)
    assert len(again) and np.array_equal(again.xy, wanted.xy) and np.array_equal(again.descriptors, wanted.descriptors)


def test_other_files_are_refused(tmp_path):
    network = D2Net.random(0, (8, 8, 16, 24))
    with pytest.raises(ModelError, match="does not say how images are to be prepared"):
        load_describer(str(written(tmp_path / "one.safetensors", network, preprocessing={})), "cpu")
    values = {name: value for name, value in network.state_dict().items() if "21" not in name}
    (tmp_path / "two.safetensors").write_bytes(tensors.content(values, {"preprocessing": PREPARED}))
    (tmp_path / "three.safetensors").write_bytes(tensors.content({"features.0.weight": torch.zeros(3)}, {"preprocessing": PREPARED}))
    wrong = network.state_dict() | {"features.7.weight": torch.zeros(8, 9, 3, 3)}
    (tmp_path / "four.safetensors").write_bytes(tensors.content(wrong, {"preprocessing": PREPARED}))
    for name in ("two", "three", "four"):
        with pytest.raises(ModelError, match="holds no weights of D2-Net"):
            load_describer(str(tmp_path / f"{name}.safetensors"), "cpu")
    with torch.no_grad():
        network.features[7].bias[3] = np.nan
    with pytest.raises(ModelError, match="no numbers"):
        load_describer(str(written(tmp_path / "five.safetensors", network)), "cpu")
    with pytest.raises(ModelError):
        load_describer(str(tmp_path / "missing.safetensors"), "cpu")
    with pytest.raises(OptionError, match="no device"):
        load_describer("", "tpu")
