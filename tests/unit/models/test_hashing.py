"""Encoders and hash networks: what turning a tile does, what published weights would compute, what files keep and refuse."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import assembly, conversion
from tiepoint.core.models.corrfusion import backbones
from tiepoint.core.models.corrfusion.inception_v3 import InceptionV3
from tiepoint.core.models.hashing import conversion as dumps
from tiepoint.core.models.hashing import encoders, group_convolution, inception, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork, embedded
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from torch.nn import functional

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def encoder():
    """With statistics of normalisation that are not those of nothing."""
    torch.manual_seed(0)
    network = TileEncoder(width=3, features=24, side=64).eval()
    with torch.no_grad():
        for name, value in network.named_parameters():
            if "norm" in name:
                value.add_(0.2 * torch.randn_like(value))
    return network


def test_the_eight_elements_are_the_symmetries_of_the_square():
    sample = np.arange(16).reshape(4, 4)
    images = {group_convolution.acted(element, sample).tobytes() for element in range(group_convolution.ORDER)}
    assert len(images) == 8
    products = group_convolution._products()
    assert all(sorted(row) == list(range(8)) for row in products) and (products[0] == np.arange(8)).all()
    for one, other in ((1, 5), (6, 3), (7, 7)):
        both = group_convolution.acted(one, group_convolution.acted(other, sample))
        np.testing.assert_array_equal(both, group_convolution.acted(int(products[one, other]), sample))


def test_a_turned_or_mirrored_tile_has_the_same_features(encoder):
    torch.manual_seed(1)
    images = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        found = encoder(images)
        for turned in (images.rot90(1, (2, 3)), images.rot90(2, (2, 3)), images.flip(3), images.flip(2).rot90(1, (2, 3))):
            torch.testing.assert_close(encoder(turned), found, rtol=1e-4, atol=1e-5)
        assert (encoder(images.roll(9, 3)) - found).abs().max() > 1e-3, "but it is not blind"
    assert found.shape == (2, 24) and bool((found >= 0).all()) and bool((found > 0).any())


def test_eight_channels_are_normalised_alike():
    torch.manual_seed(0)
    norm, maps = group_convolution.GroupNorm8(2).train(), torch.randn(64, 16, 4, 4) * 3 + 5
    norm(maps)
    np.testing.assert_allclose(norm.running_mean.numpy(), 0.1 * maps.view(64, 2, 8, 4, 4).mean((0, 2, 3, 4)).numpy(), rtol=1e-4)
    assert norm.running_mean.shape == (2,)


def test_an_encoder_of_a_file_sees_the_same(encoder, tmp_path):
    path = tmp_path / "mine.safetensors"
    encoders.save(path, encoder, 76.8)
    loaded = encoders.load_own(path)
    tiles = np.random.default_rng(0).integers(0, 256, (5, 3, 64, 64), dtype=np.uint8)
    prepared = torch.from_numpy(np.stack([encoders.PREPROCESSING(tile) for tile in tiles]))
    with torch.no_grad():
        wanted = encoder(prepared).numpy()
    found = loaded.on("cpu")(tiles, 2)
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-5)
    assert (loaded.id, loaded.side, loaded.features, loaded.ground_m) == ("mine", 64, 24, 76.8)
    half = tmp_path / "half.safetensors"
    encoders.save(half, encoder, half=True)
    assert half.stat().st_size < 0.7 * path.stat().st_size
    seen = encoders.load_own(half).on("cpu")(tiles)
    assert (seen * found).sum() / np.linalg.norm(seen) / np.linalg.norm(found) > 0.9999


@pytest.mark.parametrize("shape", [(3, 2048, 32, 1024, 512), (2, 64, 48, 128, 32)])
def test_weights_begin_within_the_published_bounds(shape):
    seed, features, bits, hidden, narrow = shape
    torch.manual_seed(seed)
    network = HashNetwork(features, bits, hidden, narrow)
    for layer, inside, out in ((network.fc1, features, hidden), (network.fc2, hidden, narrow), (network.fc3, narrow, bits)):
        bound = (12 / (inside + out)) ** 0.5
        assert 0.98 * bound < float(layer.weight.detach().abs().max()) <= bound and not layer.bias.detach().any()
    if features == 2048:
        assert float(network.fc1.weight.detach().abs().max()) <= 0.0625 and float(network.fc2.weight.detach().abs().max()) <= 0.08839


def test_an_embedding_is_one_long_and_knows_no_scale():
    torch.manual_seed(0)
    hashed = torch.rand(4, 16, dtype=torch.float64)
    torch.testing.assert_close(embedded(hashed).norm(dim=1), torch.ones(4, dtype=torch.float64))
    torch.testing.assert_close(embedded(0.25 * hashed), embedded(hashed))
    assert bool((embedded(torch.zeros(1, 16)) == 0).all())


@pytest.mark.parametrize("bits", [8, 257])
def test_codes_of_too_few_or_too_many_bits_are_refused(bits):
    with pytest.raises(ModelError, match=f"{bits} bits"):
        HashNetwork(8, bits)


def test_a_file_keeps_what_a_hash_model_is(tmp_path):
    torch.manual_seed(0)
    network = HashNetwork(8, 16, 12, 10).eval()
    model = weights.HashModel(network, "tiles-1", "ab" * 32, "", ("water", "road"), 76.8, {"alpha": 0.2, "seed": 3})
    weights.save(tmp_path / "m.safetensors", model)
    found = weights.load(tmp_path / "m.safetensors")
    features = torch.rand(3, 8)
    assert torch.equal(found.network(features), network(features)) and found.training == {"alpha": 0.2, "seed": 3}
    assert (found.encoder, found.encoder_checksum, found.classes, found.ground_m) == ("tiles-1", "ab" * 32, ("water", "road"), 76.8)
    assert set(weights.described(found)) >= {"settings", "encoder", "classes"}
    (tmp_path / "bare.safetensors").write_bytes(assembly.content(weights.FAMILY, network, encoders.PREPROCESSING))
    with pytest.raises(ModelError, match="does not say which encoder"):
        weights.load(tmp_path / "bare.safetensors")
    encoders.save(tmp_path / "e.safetensors", TileEncoder(1, 1, 8, 32))
    with pytest.raises(ModelError, match="no weights of a hash network"):
        weights.load(tmp_path / "e.safetensors")


def test_variables_of_tensorflow_become_the_same_network(tmp_path):
    rng = np.random.default_rng(0)
    widths = {"Input": (20, 12), "2": (12, 10), "3": (10, 16)}
    arrays = {}
    for name, (inside, out) in widths.items():
        arrays[f"Classifier.{name}.Filters"] = rng.normal(0, 0.3, (1, 1, inside, out)).astype(np.float32)
        arrays[f"Classifier.{name}.Biases"] = rng.normal(0, 0.3, out).astype(np.float32)
    np.savez(tmp_path / "dump.npz", **arrays)
    network = dumps.read(tmp_path / "dump.npz")
    features = rng.random((3, 20), dtype=np.float32)
    maps = features
    for name, last in (("Input", False), ("2", False), ("3", True)):
        maps = maps @ arrays[f"Classifier.{name}.Filters"][0, 0] + arrays[f"Classifier.{name}.Biases"]
        maps = 1 / (1 + np.exp(-maps)) if last else np.where(maps > 0, maps, 0.2 * maps)
    np.testing.assert_allclose(network(torch.from_numpy(features)).detach().numpy(), maps, rtol=1e-5)
    assert network.settings == {"features": 20, "bits": 16, "hidden": 12, "narrow": 10}
    del arrays["Classifier.3.Filters"]
    with pytest.raises(ModelError, match="holds no hash network"):
        dumps.of_variables(arrays, "dump")


@pytest.fixture(scope="module")
def inceptions():
    """The same weights with both kinds of pooling."""
    torch.manual_seed(0)
    ours, published = InceptionV3().eval(), InceptionV3(published=True).eval()
    published.load_state_dict(ours.state_dict())
    return ours, published


def test_the_published_graph_pools_otherwise(inceptions):
    """What each kind of block gives, beside branches written out by hand."""
    ours, published = inceptions
    torch.manual_seed(1)
    with torch.no_grad():
        maps = torch.rand(1, 192, 7, 7)
        counted, uncounted = (functional.avg_pool2d(maps, 3, 1, padding=1, count_include_pad=counted) for counted in (True, False))
        for network, pooled in ((ours, counted), (published, uncounted)):
            torch.testing.assert_close(network.Mixed_5b(maps)[:, -32:], network.Mixed_5b.branch_pool(pooled))
        assert not torch.allclose(counted, uncounted)
        maps = torch.rand(1, 2048, 4, 4)
        last = functional.max_pool2d(maps, 3, 1, padding=1)
        torch.testing.assert_close(published.Mixed_7c(maps)[:, -192:], published.Mixed_7c.branch_pool(last))
        maps = torch.rand(1, 1280, 4, 4)
        mean = functional.avg_pool2d(maps, 3, 1, padding=1, count_include_pad=False)
        torch.testing.assert_close(published.Mixed_7b(maps)[:, -192:], published.Mixed_7b.branch_pool(mean))


def test_the_tap_gives_2048_numbers_that_are_not_negative(inceptions):
    network = inception.InceptionEncoder(published=True).eval()
    network.network.load_state_dict(inceptions[1].state_dict())
    with torch.no_grad():
        found = network(torch.rand(1, 3, 299, 299) * 2 - 1)
    assert found.shape == (1, 2048) and bool((found >= 0).all())


def test_the_port_has_the_names_of_torchvision():
    """So one conversion serves both; the port's last layer has 1008 classes, which are left out."""
    names = backbones.shapes("inceptionv3")
    assert "Mixed_7c.branch3x3dbl_3b.conv.weight" in names and "Conv2d_1a_3x3.bn.running_var" in names
    tensors = {name: torch.ones(shape) for name, shape in names.items()}
    assert set(conversion.convert("inceptionv3", {**tensors, "fc.weight": torch.ones(1008, 2048)}, "port")) == set(names)


def test_tiles_are_enlarged_as_the_published_graph_does():
    """Pixel x of 299 is x * cols / 299 of what comes in, between two pixels in proportion, and the edge goes on."""
    tile = np.random.default_rng(0).integers(0, 256, (1, 3, 10, 20), dtype=np.uint8)
    found = inception.enlarged(tile, 299, published=True)
    for x, y in ((0, 0), (150, 7), (298, 298), (201, 290)):
        col, row = x * 20 / 299, y * 10 / 299
        left, top = int(col), int(row)
        right, below = min(left + 1, 19), min(top + 1, 9)
        part = tile[0].astype(float)
        upper = part[:, top, left] * (1 - col + left) + part[:, top, right] * (col - left)
        lower = part[:, below, left] * (1 - col + left) + part[:, below, right] * (col - left)
        np.testing.assert_allclose(found[0, :, y, x], upper * (1 - row + top) + lower * (row - top), atol=4.5)
    same = np.zeros((1, 3, 299, 299), np.uint8)
    assert inception.enlarged(same) is same
