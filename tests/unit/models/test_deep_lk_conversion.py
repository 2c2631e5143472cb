"""A published folder becomes a network that sees what TensorFlow sees; what is missing in it is named."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import deep_lk_conversion, tensorflow_checkpoint
from tiepoint.core.models.deep_lk import DeepLK

# What TensorFlow 2.15 wrote and what its networks made of `image` (level 2) and of the canvas, see test_tensorflow_checkpoint.py.
GENUINE = Path(__file__).parent / "data" / "tensorflow"
STAGES = ("stage_1", "stage_2", "stage_3")


@pytest.fixture(scope="module")
def folder(checkpoints, tmp_path_factory):
    path = tmp_path_factory.mktemp("published") / "GoogleMap"
    return path, checkpoints.published(path)


def rows_cols_channels(variables, name, image, stride=1):
    """A convolution as TensorFlow does it, pixel by pixel: image (rows, cols, in), kernel (3, 3, in, out), padding "same"."""
    kernel, bias = (variables[f"{name}/{part}/.ATTRIBUTES/VARIABLE_VALUE"].astype(np.float64) for part in ("kernel", "bias"))
    rows, cols = -(-image.shape[0] // stride), -(-image.shape[1] // stride)
    before = [max((count - 1) * stride + 3 - side, 0) // 2 for count, side in ((rows, image.shape[0]), (cols, image.shape[1]))]
    padded = np.pad(image, ((before[0], 2), (before[1], 2), (0, 0)))
    return np.array([[np.tensordot(padded[row * stride : row * stride + 3, col * stride : col * stride + 3], kernel, 3) + bias
                      for col in range(cols)] for row in range(rows)])


def norm(variables, name, image):
    gamma, beta, mean, variance = (variables[f"{name}/{part}/.ATTRIBUTES/VARIABLE_VALUE"].astype(np.float64)
                                   for part in ("gamma", "beta", "moving_mean", "moving_variance"))
    return gamma * (image - mean) / np.sqrt(variance + 1e-3) + beta


def leaky(image):
    return np.where(image > 0, image, 0.2 * image)


def forged(variables, image, stride):
    """(rows, cols, in) to what conv1_aft and what conv1_forge give."""
    def layer(name, image):
        return norm(variables, f"bn_1{name}", rows_cols_channels(variables, f"conv1{name}", image))

    found = norm(variables, "bn_1_pre", rows_cols_channels(variables, "conv1_pre", image, stride))
    for one, two in ("ab", "cd", "ef"):
        found = leaky(layer(two, leaky(layer(one, found))) + found)
    after = layer("_aft", found)
    return after, rows_cols_channels(variables, "conv1_forge", after)


def special(features):
    """Level of confused order, pixel by pixel: the 9 C numbers around a pixel as C rows of 9."""
    rows, cols, channels = features.shape
    padded, found = np.pad(features, ((1, 1), (1, 1), (0, 0))), np.zeros((rows, cols))
    for row in range(rows):
        for col in range(cols):
            matrix = padded[row : row + 3, col : col + 3].reshape(channels, 9)
            centred = matrix - matrix.mean(0)
            inner = centred.T @ centred
            found[row, col] = (inner.sum(1).max() + inner.sum(1).min()) / 2 / np.trace(inner)
    return found


def guess(variables, canvas):
    """(192, 192, 2) to 8 numbers."""
    found = canvas
    for block in range(1, 7):
        for name in "ab":
            found = leaky(norm(variables, f"bn_{block}{name}", rows_cols_channels(variables, f"conv{block}{name}", found)))
        if block < 6:
            found = found.reshape(found.shape[0] // 2, 2, found.shape[1] // 2, 2, -1).max((1, 3))
    found = found.reshape(-1)                  # rows, columns, channels
    for name in ("conv_final_pre", "conv_final"):
        kernel, bias = (variables[f"{name}/{part}/.ATTRIBUTES/VARIABLE_VALUE"].astype(np.float64) for part in ("kernel", "bias"))
        found = found @ kernel + bias
    return found


def seen(image):
    return torch.from_numpy(image.astype(np.float32)).permute(2, 0, 1)[None]


@pytest.mark.parametrize("branch", ["input", "template"])
def test_maps_are_those_of_a_transcription_of_what_was_published(folder, branch):
    path, variables = folder
    network = deep_lk_conversion.read(path)
    assert network.settings == {"width": 4, "special": True, "scrambled": True, "bands": 3, "regressions": 3, "regression_width": 2,
                                "hidden": 6}
    assert not network.training
    image = np.random.default_rng(3).uniform(0, 1, (16, 20, 3))
    with torch.inference_mode():
        maps = getattr(network, branch)(seen(image))
    features = image
    for number, level in enumerate(("one", "two", "three")):
        _, features = forged(variables[f"level_{level}/epoch_10{branch}_full"], features, 1 if number == 0 else 2)
        assert maps[number].shape[2:] == features.shape[:2] == (16 // 2**number, 20 // 2**number)
        assert np.abs(maps[number][0, 0].numpy() - special(features)).max() < 1e-5


def test_regular_networks_hand_on_what_is_before_their_map(checkpoints, tmp_path):
    variables = checkpoints.published(tmp_path / "x", regular=True, stages=())
    network = deep_lk_conversion.read(tmp_path / "x")
    assert network.settings["special"] is network.settings["scrambled"] is False and network.settings["regressions"] == 0
    image = np.random.default_rng(3).uniform(0, 1, (8, 12, 3))
    with torch.inference_mode():
        maps = network.input(seen(image))
    features = image
    for number, level in enumerate(("one", "two", "three")):
        features, wanted = forged(variables[f"level_{level}_regular/epoch_10input_full"], features, 1 if number == 0 else 2)
        assert np.abs(maps[number][0, 0].numpy() - wanted[..., 0]).max() < 1e-5


def test_guesses_are_those_of_a_transcription_and_in_order(folder):
    path, variables = folder
    network = deep_lk_conversion.read(path)
    canvas = np.random.default_rng(4).uniform(0, 1, (192, 192, 2))
    for number, stage in enumerate(STAGES):
        with torch.inference_mode():
            found = network.regression[number](seen(canvas))[0].numpy()
        assert np.abs(found - guess(variables[f"regression_{stage}/epoch_10"], canvas)).max() < 1e-5 and np.abs(found).max() > 0.05


def genuine(folder):
    for level in ("one", "two", "three"):
        for branch in ("input", "template"):
            place(GENUINE, "feature", folder / f"level_{level}", f"epoch_1{branch}_full")
    place(GENUINE, "regression", folder / "regression_original", "epoch_3")
    return folder


def place(source, name, folder, new):
    folder.mkdir(parents=True, exist_ok=True)
    for path in source.glob(f"{name}.*"):
        shutil.copy(path, folder / path.name.replace(name, new, 1))


def test_what_tensorflow_saw_with_its_own_files_is_seen(tmp_path):
    network = deep_lk_conversion.read(genuine(tmp_path / "GoogleEarth"))
    assert network.settings == {"width": 3, "special": True, "scrambled": True, "bands": 3, "regressions": 1, "regression_width": 1,
                                "hidden": 2}
    known, rng = np.load(GENUINE / "seen.npz"), np.random.default_rng(1)
    assert np.array_equal(known["image"], rng.uniform(0, 1, (1, 8, 12, 3)).astype(np.float32))
    canvas = rng.uniform(0, 1, (1, 192, 192, 2)).astype(np.float32)
    with torch.inference_mode():
        features, _ = network.input.levels[1](seen(known["image"][0]))
        found = network.regression[0](seen(canvas[0]))
    assert features.shape == (1, 3, 4, 6) and np.abs(features[0].permute(1, 2, 0).numpy() - known["features"][0]).max() < 1e-5
    assert np.abs(found.numpy() - known["h"]).max() < 1e-5
    variables = tensorflow_checkpoint.read(GENUINE / "feature")
    assert np.abs(forged(variables, known["image"][0], 2)[1] - known["features"][0]).max() < 1e-5, "the transcription is right too"


def test_the_last_epoch_is_taken_or_the_one_that_is_told(checkpoints, tmp_path):
    folder = tmp_path / "x"
    checkpoints.published(folder, epochs=(9, 10))
    for suffix in ("index", "data-00000-of-00001"):
        (folder / f"level_two/epoch_10input_full.{suffix}").unlink()
    found = deep_lk_conversion.checkpoints(folder)
    assert {path.name for part, path in found.items() if "levels.1" in part} == {"epoch_9input_full.index", "epoch_9template_full.index"}
    assert found["input.levels.0"].name == "epoch_10input_full.index" and found["regression.2"].name == "epoch_10.index"
    told = deep_lk_conversion.checkpoints(folder, epochs={"level_one": 9, "regression_stage_3": 9})
    assert told["template.levels.0"].name == "epoch_9template_full.index" and told["regression.2"].name == "epoch_9.index"
    assert told["regression.1"].name == "epoch_10.index"
    names = [path.relative_to(folder).as_posix() for path in deep_lk_conversion.files(folder)]
    assert len(names) == 18 and names == sorted(names) and "level_two/epoch_9input_full.data-00000-of-00001" in names
    for epochs, missing in (({"level_two": 10}, "level_two/epoch_10input_full.index"),
                            ({"regression_stage_1": 7}, "regression_stage_1/epoch_7.index")):
        with pytest.raises(ModelError, match=f"^x lacks {missing}[.]"):
            deep_lk_conversion.checkpoints(folder, epochs=epochs)


@pytest.mark.parametrize(("stages", "taken"), [
    (STAGES, ["stage_1", "stage_2", "stage_3"]), ((*STAGES, "original"), ["stage_1", "stage_2", "stage_3"]),
    (("stage_1", "stage_2", "original"), ["original"]), (("stage_1", "stage_3"), []), ((), []),
])
def test_three_stages_are_taken_or_the_original_one_or_none(checkpoints, tmp_path, stages, taken):
    checkpoints.published(tmp_path, stages=stages, epochs=(1,))
    found = deep_lk_conversion.checkpoints(tmp_path)
    assert [found[part].parent.name.removeprefix("regression_") for part in found if part.startswith("regression")] == taken


def test_regular_networks_are_taken_where_they_are_asked_for_or_alone(checkpoints, tmp_path):
    checkpoints.published(tmp_path, regular=True, stages=(), epochs=(1,))
    assert deep_lk_conversion.is_published(tmp_path) and not deep_lk_conversion.is_published(tmp_path / "level_one_regular")
    assert deep_lk_conversion.checkpoints(tmp_path)["input.levels.0"].parent.name == "level_one_regular"
    checkpoints.published(tmp_path, stages=(), epochs=(1,))
    assert deep_lk_conversion.checkpoints(tmp_path)["input.levels.0"].parent.name == "level_one"
    assert deep_lk_conversion.read(tmp_path, regular=True).settings["special"] is False


def test_what_is_missing_is_one_sentence(tmp_path, checkpoints):
    folder = tmp_path / "MSCOCO"
    folder.mkdir()
    with pytest.raises(ModelError, match="^MSCOCO lacks level_one/epoch_Ninput_full.index, .*, level_three/epoch_Nt") as caught:
        deep_lk_conversion.read(folder)
    assert "\n" not in str(caught.value) and not deep_lk_conversion.is_published(folder)
    checkpoints.published(folder, epochs=(1,))
    (folder / "level_three/epoch_1template_full.data-00000-of-00001").unlink()
    with pytest.raises(ModelError, match="epoch_1template_full lacks a file: epoch_1template_full.data-00000-of-00001"):
        deep_lk_conversion.read(folder)
    shutil.rmtree(folder / "level_three")
    with pytest.raises(ModelError, match="^MSCOCO lacks level_three/epoch_Ninput_full.index, level_three/epoch_Ntemplate_full.index. Give"):
        deep_lk_conversion.read(folder)


@pytest.mark.parametrize(("name", "changes", "told"), [
    ("conv1_pre/kernel", None, "lacks the tensor input.levels.0.conv1_pre.weight"),
    ("bn_1c/moving_mean", None, r"lacks 1 of \d+ tensors: input.levels.0.bn_1c.running_mean"),
    ("conv1c/kernel", np.zeros((3, 3, 4, 5)), "input.levels.0.conv1c.weight is 5 x 4 x 3 x 3 instead of 4 x 4 x 3 x 3"),
    ("conv1_pre/kernel", np.zeros((1, 1, 1, 2000)), "its setting width is 2000"),
    ("bn_1d/gamma", np.full(4, np.nan), "no numbers, in input.levels.0.bn_1d.weight"),
    ("bn_1d/gamma", np.full(4, 1e300), "no numbers, in input.levels.0.bn_1d.weight"),
    ("bn_1d/moving_variance", np.full(4, -1.0), "variances below 0"),
])
def test_checkpoints_of_other_networks_are_refused(checkpoints, tmp_path, name, changes, told):
    variables = checkpoints.published(tmp_path / "x", epochs=(1,), stages=())["level_one/epoch_1input_full"]
    variables[checkpoints.VARIABLE.format(name)] = changes
    checkpoints.write(tmp_path / "x/level_one/epoch_1input_full", {key: value for key, value in variables.items() if value is not None})
    with pytest.raises(ModelError, match=told):
        deep_lk_conversion.read(tmp_path / "x")


def test_the_published_sizes_are_those_of_our_networks():
    with torch.device("meta"):
        network = DeepLK()
    assert network.regression[0].conv_final_pre.weight.shape == (1024, 6 * 6 * 256)
    assert network.input.levels[2].conv1_pre.weight.shape == (64, 64, 3, 3)
