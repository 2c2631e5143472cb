"""A published checkpoint becomes a network that sees what TensorFlow would; what it is shows in its variables."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.jobs.importmodel import importmodel
from tiepoint.core.models import store
from tiepoint.core.models.corrfusion import conversion, weights
from tiepoint.core.options.models import ImportModelOptions
from tiepoint.core.progress import Silent

torch.set_num_threads(1)
WIDTH, SQUEEZED, CLASSES = 24, 12, 14
BLOCKS = ((1, 1, 3, 64), (1, 2, 64, 64), (2, 1, 64, 128), (2, 2, 128, 128), (3, 1, 128, 256), (3, 2, 256, 256), (3, 3, 256, 256),
          (4, 1, 256, 512), (4, 2, 512, 512), (4, 3, 512, 512), (5, 1, 512, 512), (5, 2, 512, 512), (5, 3, 512, 512))


def backbone(rng, prefix="conv_layers/", suffix=""):
    found = {}
    for block, layer, inside, out in BLOCKS:
        kernel = rng.standard_normal((3, 3, inside, out), dtype=np.float32) * np.float32((2 / 9 / inside) ** 0.5)
        found |= {f"{prefix}block{block}_conv{layer}{suffix}/kernel": kernel,
                  f"{prefix}block{block}_conv{layer}{suffix}/bias": rng.standard_normal(out, dtype=np.float32) * np.float32(0.1)}
    return found


def published(rng, inside=512, inert=False):
    """Variables of both branches, with what an optimiser leaves beside them."""
    found = {**backbone(rng), **backbone(rng, "conv_layers_1/")}
    for date in ("t1", "t2"):
        shapes = {"dense1": (inside, WIDTH), "dense2": (WIDTH, WIDTH), "squezze": (WIDTH, SQUEEZED), "excitation": (SQUEEZED, WIDTH)}
        for name, shape in shapes.items():
            kernel = rng.normal(0, shape[0] ** -0.5, shape)
            found |= {f"{name}_{date}/kernel": kernel, f"{name}_{date}/bias": rng.normal(0, 0.1, shape[1])}
            found[f"{name}_{date}/kernel/Momentum"] = np.ones(shape)
        found |= {f"bn_{date}/gamma": rng.uniform(0.5, 1.5, SQUEEZED), f"bn_{date}/beta": rng.normal(0, 0.1, SQUEEZED),
                  f"bn_{date}/moving_mean": np.zeros(SQUEEZED), f"bn_{date}/moving_variance": np.ones(SQUEEZED),
                  f"weights_{date}": rng.normal(0, 0.2, (WIDTH, CLASSES)), f"cov_{date}": np.eye(SQUEEZED)}
        if inert:
            found[f"bn3_{date}/gamma"] = np.ones(WIDTH)
    return {name: np.asarray(value, np.float32) for name, value in found.items()}


def transcribed(variables, maps, date):
    """Features of maps (rows, cols, channels) as the published code computes them."""
    flat = maps.mean((0, 1)) if variables[f"dense1_{date}/kernel"].shape[0] == 512 else maps.ravel()
    for name in ("dense1", "dense2"):
        flat = np.maximum(flat @ variables[f"{name}_{date}/kernel"] + variables[f"{name}_{date}/bias"], 0)
    squeezed = np.maximum(flat @ variables[f"squezze_{date}/kernel"] + variables[f"squezze_{date}/bias"], 0)
    squeezed = variables[f"bn_{date}/gamma"] * squeezed / np.sqrt(1.001) + variables[f"bn_{date}/beta"]
    return flat, squeezed, np.maximum(squeezed @ variables[f"excitation_{date}/kernel"] + variables[f"excitation_{date}/bias"], 0)


def both(variables, maps):
    (x, b1, e1), (y, b2, e2) = (transcribed(variables, one, date) for one, date in zip(maps, ("t1", "t2")))
    agree = 1 - np.tanh(np.sqrt(((b1 - b2) ** 2 + 1e-12).sum()))
    return (x + agree * e2) @ variables["weights_t1"], (y + agree * e1) @ variables["weights_t2"]


@pytest.mark.parametrize("inside", [512, 18432])
def test_what_follows_the_backbones_is_that_of_a_transcription(inside):
    variables = published(np.random.default_rng(0), inside)
    network = conversion.of_variables(variables, "x")
    wanted = {"backbone": "vgg16", "fusion": True, "average": inside == 512, "width": WIDTH, "ratio": 2, "inert": True, "classes": CLASSES}
    assert wanted.items() <= network.settings.items()
    maps = np.random.default_rng(1).uniform(0, 1, (2, 6, 6, 512)).astype(np.float32)
    # Maps in the place of those a backbone makes of a picture.
    network.before.backbone = network.after.backbone = torch.nn.Identity()
    network.settings["side"] = 0
    with torch.no_grad():
        features = []
        for branch, one in zip(network.branches, maps):
            features.append(branch(torch.from_numpy(one.transpose(2, 0, 1).copy())[None]))
        seen = network.fused(tuple(features))
    for found, expected in zip((seen.before, seen.after), both(variables, maps)):
        assert np.allclose(found[0].numpy(), expected, atol=1e-4)


@pytest.mark.parametrize("names", [("conv_layers/", "conv_layers_1/", ""), ("", "", "_1"), ("vgg16_t1/", "vgg16_t2/", "")])
def test_convolutions_find_their_places_and_dates(names):
    rng = np.random.default_rng(0)
    first, second, suffix = names
    rest = {name: value for name, value in published(np.random.default_rng(1)).items() if "conv_layers" not in name}
    one, two = backbone(rng, first), backbone(rng, second, suffix)
    network = conversion.of_variables({**two, **rest, **one}, "x")
    for branch, variables, prefix, end in ((network.before, one, first, ""), (network.after, two, second, suffix)):
        for place, (block, layer) in ((0, (1, 1)), (17, (4, 1)), (28, (5, 3))):
            kernel = variables[f"{prefix}block{block}_conv{layer}{end}/kernel"]
            assert np.array_equal(branch.backbone.features[place].weight.detach().numpy(), kernel.transpose(3, 2, 0, 1))


def test_what_was_published_last_has_no_fusion():
    network = conversion.of_variables(published(np.random.default_rng(0), inert=True), "x")
    assert network.settings["fusion"] is False and network.before.fusion is None


def test_what_is_missing_is_named():
    variables = published(np.random.default_rng(0))
    for name, told in (("weights_t1", "no CorrFusionNet"), ("dense2_t2/kernel", "after.dense2.weight"),
                       ("conv_layers/block3_conv2/bias", "backbone.features.12.bias")):
        with pytest.raises(ModelError, match=told):
            conversion.of_variables({key: value for key, value in variables.items() if key != name}, "x")


def test_a_folder_is_imported_as_the_model_it_is(checkpoints, own_models, tmp_path):
    folder = tmp_path / "CorrFusionNet"
    checkpoints.write(folder / "model.ckpt", published(np.random.default_rng(0)), checksums=False)
    (folder / "model.ckpt.meta").write_bytes(b"graph")
    assert conversion.is_published(folder) and [path.name for path in conversion.files(folder)] == [
        "model.ckpt.data-00000-of-00001", "model.ckpt.index"]
    done = importmodel(ImportModelOptions(folder=str(folder), model="corrfusion-wuhan"), Silent())
    assert done["IMPORTED"] == "corrfusion-wuhan" and done["VERIFIED"] is False
    model = weights.load(store.find("corrfusion-wuhan", "scenechange"))
    assert model.legend.names[0] == "administration" and model.preprocessing == weights.PREPROCESSING
    wanted = conversion.read(folder).state_dict()
    assert all(torch.equal(value, wanted[name]) for name, value in model.network.state_dict().items())


def test_folders_of_nothing_are_none(tmp_path):
    assert not conversion.is_published(tmp_path) and not conversion.is_published(tmp_path / "none")
    with pytest.raises(ModelError, match="0 checkpoints"):
        conversion.read(tmp_path)
