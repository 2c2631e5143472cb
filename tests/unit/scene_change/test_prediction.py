"""What is said of a pair depends on the pair alone, on a grid as in a batch; maps of attention show what speaks for a class."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.models.corrfusion.weights import SceneModel
from tiepoint.core.models.preprocessing import Preprocessing
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.scene_change import gradcam
from tiepoint.core.scene_change.predictor import Predictor
from tiepoint.core.scene_change.scan import look_at, scan, shape_of

torch.set_num_threads(1)
SIDE = 48


@pytest.fixture(scope="module", params=[True, False], ids=["fusion", "apart"])
def predictor(request):
    network = CorrFusionNet.random(0, backbone="slim", classes=5, side=SIDE, width=16, fusion=request.param)
    return Predictor(SceneModel(network))


@pytest.fixture(scope="module")
def images():
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (2, 3, 150, 210), dtype=np.uint8)


def tile(image, row, col, size, stride):
    return image[:, row * stride : row * stride + size, col * stride : col * stride + size].transpose(1, 2, 0)[None]


def test_a_pair_is_seen_alike_alone_and_among_others(predictor):
    tiles = np.random.default_rng(1).integers(0, 256, (2, 33, SIDE, SIDE, 3), dtype=np.uint8)
    together, alone = predictor(*tiles, batch=32), predictor(*tiles, batch=1)
    for one, other in ((together.before, alone.before), (together.after, alone.after), (together.gate, alone.gate)):
        assert np.allclose(one, other, atol=1e-5, equal_nan=True)
    assert np.allclose(together.before.sum(1), 1, atol=1e-5) and len(together) == 33
    assert np.array_equal(together.changed, together.classes[0] != together.classes[1])
    assert np.isnan(together.gate).all() == (not predictor.network.settings["fusion"])
    assert (together.confidence <= np.minimum(together.before.max(1), together.after.max(1)) + 1e-6).all()


def test_tiles_of_another_size_are_resampled(predictor):
    tiles = np.random.default_rng(1).integers(0, 256, (2, 3, SIDE, SIDE, 3), dtype=np.uint8)
    larger = tiles.repeat(2, 2).repeat(2, 3)
    assert np.allclose(predictor(*larger).before, predictor(*tiles).before, atol=1e-5)
    assert len(predictor(tiles[0][:0], tiles[1][:0])) == 0
    for wrong in ((tiles[0], tiles[1][:2]), (tiles[0][..., :1], tiles[1][..., :1])):
        with pytest.raises(ModelError, match="no pairs"):
            predictor(*wrong)


@pytest.mark.parametrize("stride", [0, 24, 60])
def test_the_grid_says_what_its_tiles_do(predictor, images, stride):
    found = scan(predictor, look_at(*images), 150, 210, SIDE, stride)
    step = stride or SIDE
    assert found.before.shape == shape_of(150, 210, step) == (-(-150 // step), -(-210 // step)) and found.stride == step
    for row, col in np.ndindex(found.before.shape):
        inside = row * step + SIDE <= 150 and col * step + SIDE <= 210
        assert (found.before[row, col] > 0) == (found.after[row, col] > 0) == inside
        assert np.isfinite(found.probabilities[0][0, row, col]) == inside
        if inside:
            alone = predictor(*(tile(image, row, col, SIDE, step) for image in images))
            assert np.allclose(found.probabilities[0][:, row, col], alone.before[0], atol=1e-5)
            assert np.allclose(found.probabilities[1][:, row, col], alone.after[0], atol=1e-5)
            assert found.before[row, col] == alone.classes[0][0] + 1 and found.after[row, col] == alone.classes[1][0] + 1
            assert found.confidence[row, col] == pytest.approx(alone.confidence[0], abs=1e-5)
    assert found.inset == 0.5 * (SIDE - step)


def test_what_is_not_valid_is_left_out_or_filled(predictor, images):
    valid = np.ones((150, 210), bool)
    valid[:SIDE, :SIDE], valid[SIDE, SIDE + 1] = False, False
    strict = scan(predictor, look_at(*images, valid), 150, 210, SIDE)
    assert strict.before[0, 0] == strict.before[1, 1] == 0 and strict.before[0, 1] > 0
    assert not strict.changed[0, 0]
    lenient = scan(predictor, look_at(*images, valid), 150, 210, SIDE, least_valid=0.5)
    assert lenient.before[0, 0] == 0 and lenient.before[1, 1] > 0
    other = images.copy()
    other[:, :, SIDE, SIDE + 1] = 255 - other[:, :, SIDE, SIDE + 1]
    again = scan(predictor, look_at(*other, valid), 150, 210, SIDE, least_valid=0.5)
    assert np.array_equal(again.probabilities[0], lenient.probabilities[0], equal_nan=True), "what lies there makes no difference"
    with pytest.raises(OptionError, match="No window"):
        scan(predictor, look_at(*images), 40, 210, SIDE)
    with pytest.raises(OptionError, match="cannot be looked at"):
        scan(predictor, look_at(*images), 150, 210, SIDE, least_valid=0.0)


def test_a_scan_can_be_stopped(predictor, images):
    class Stop(Silent):
        def step(self, fraction, message=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        scan(predictor, look_at(*images), 150, 210, SIDE, progress=Stop())


def test_attention_lies_where_the_class_shows():
    """A network that names a tile by how bright its red is looks at what is red."""
    network = CorrFusionNet.random(0, backbone="slim", classes=2, side=0, width=4, fusion=False)

    class Red(torch.nn.Module):
        channels = 128

        def __init__(self):
            super().__init__()
            self.last = torch.nn.AvgPool2d(8)

        def forward(self, images):
            return self.last(images.repeat(1, 43, 1, 1)[:, :128])

    for branch in (network.before, network.after):
        branch.backbone = Red()
        with torch.no_grad():
            for layer in (branch.dense1, branch.dense2, branch.head):
                layer.weight.zero_()
            branch.dense1.weight[0, 0], branch.dense2.weight[0, 0], branch.head.weight[1, 0] = 1.0, 1.0, 50.0
    model = Predictor(SceneModel(network, Preprocessing("RGB", 1 / 255)))
    tiles = np.zeros((1, 64, 64, 3), np.uint8)
    tiles[:, 8:24, 40:56, 0] = 255
    heat = gradcam.gradcam(model, tiles, tiles, (np.array([1]), np.array([1])))
    opposite = gradcam.gradcam(model, tiles, tiles, (np.array([0]), np.array([1])))[0]
    for one in heat:
        row, col = np.unravel_index(one[0].argmax(), (64, 64))
        assert one.shape == (1, 64, 64) and 8 <= row < 24 and 40 <= col < 56 and one.max() <= 1.0 and one.min() >= 0.0
    assert opposite[0, 16, 48] < opposite[0, 50, 10]
    assert gradcam.overlaid(tiles[0], heat[0][0]).shape == (64, 64, 3)


@pytest.mark.parametrize("settings", [{"backbone": "slim"}, {"backbone": "slim", "shared": True}, {"backbone": "vgg16", "width": 8}])
def test_attention_is_found_in_every_kind_of_network(settings):
    network = CorrFusionNet.random(0, classes=3, **{"side": 64, "width": 16, **settings})
    tiles = np.random.default_rng(0).integers(0, 256, (2, 2, 64, 64, 3), dtype=np.uint8)
    network.requires_grad_(False)
    maps = gradcam.gradcam(Predictor(SceneModel(network)), *tiles)
    assert [one.shape for one in maps] == [(2, 64, 64)] * 2 and all(np.isfinite(one).all() and one.max() <= 1 for one in maps)
    assert not np.array_equal(*maps)
