"""The change network: dates can be exchanged, a pixel sees no further than it says, files hold what was written."""
from __future__ import annotations

import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import change_weights, clkn_weights, tensors
from tiepoint.core.models.change_network import ALIGNMENT, BANDS, EVIDENCE, REACH_PX, ChangeNetwork
from tiepoint.core.models.clkn import Clkn
from tiepoint.core.models.preprocessing import Preprocessing

PREPROCESSING = Preprocessing("any", note="as it is")


@pytest.fixture(scope="module")
def network():
    return ChangeNetwork.random(3, width=4)


def seen(rows, cols, count=1):
    generator = torch.Generator().manual_seed(1)
    return [torch.rand(count, bands, rows, cols, generator=generator) for bands in (BANDS, BANDS, EVIDENCE)]


def test_every_pixel_has_its_odds_and_dates_can_be_exchanged(network):
    before, after, evidence = seen(48, 64, 2)
    with torch.inference_mode():
        found = network(before, after, evidence)
        assert torch.allclose(found, network(after, before, evidence), atol=1e-5)
    assert found.shape == (2, 48, 64) and found.std() > 1e-4


@pytest.mark.parametrize("place", [(224, 240), (229, 231)])
def test_a_pixel_sees_no_further_than_it_says(network, place):
    before, after, evidence = (part.requires_grad_() for part in seen(448, 448))
    network(before, after, evidence)[0][place].backward()
    for part in (before, after, evidence):
        touched = part.grad.abs().sum((0, 1)).nonzero() - torch.tensor(place)
        assert 48 < touched.abs().max() <= REACH_PX


def test_tiles_that_begin_where_they_may_fit_together(network):
    whole = seen(512, 256)
    part = [values[..., ALIGNMENT * 3:, :] for values in whole]
    with torch.inference_mode():
        one, two = network(*whole)[:, ALIGNMENT * 3 + REACH_PX:], network(*part)[:, REACH_PX:]
    assert torch.allclose(one, two, atol=1e-5)


@pytest.mark.parametrize("half", [False, True])
def test_a_file_holds_what_was_written(network, tmp_path, half):
    change_weights.save(tmp_path / "one.safetensors", network, PREPROCESSING, half)
    again, preprocessing = change_weights.load(tmp_path / "one.safetensors")
    parts = seen(32, 32)
    with torch.inference_mode():
        assert torch.allclose(again(*parts), network(*parts), atol=2e-2 if half else 0)
    assert preprocessing == PREPROCESSING and again.settings == network.settings


def test_the_file_of_another_network_is_refused(tmp_path):
    clkn_weights.save(tmp_path / "other.safetensors", Clkn.random(0, width=4), PREPROCESSING)
    with pytest.raises(ModelError, match="holds no weights of the change network"):
        change_weights.load(tmp_path / "other.safetensors")


def test_weights_of_the_version_that_was_given_less_are_refused(network, tmp_path):
    """Files of the network before it was given features said nothing of evidence."""
    change_weights.save(tmp_path / "new.safetensors", network, PREPROCESSING)
    about = tensors.about(tmp_path / "new.safetensors")
    about["settings"] = {"width": 16}
    (tmp_path / "old.safetensors").write_bytes(tensors.content(tensors.read(tmp_path / "new.safetensors"), about))
    with pytest.raises(ModelError, match="old.safetensors was trained for an earlier version of the change network"):
        change_weights.load(tmp_path / "old.safetensors")
    about["settings"] = {"width": 4, "evidence": 2}
    (tmp_path / "other.safetensors").write_bytes(tensors.content(tensors.read(tmp_path / "new.safetensors"), about))
    with pytest.raises(ModelError, match="its setting evidence is 2"):
        change_weights.load(tmp_path / "other.safetensors")
