"""Maps of large images are those of the whole, however they are divided."""
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.models import deep_lk_maps
from tiepoint.core.models.deep_lk import RECEPTIVE, DeepLK, Pyramid, eigen_ratio

CPU = torch.device("cpu")


def image(rows, cols, seed=0):
    return np.random.default_rng(seed).normal(size=(rows, cols)).astype(np.float32)


@pytest.fixture(scope="module")
def network():
    made = DeepLK.random(1, width=4, bands=6, regressions=0)
    generator = torch.Generator().manual_seed(2)
    for name, value in made.state_dict().items():
        if name.endswith("running_var"):
            value.copy_(torch.rand(value.shape, generator=generator) + 0.5)
    return made


@pytest.mark.parametrize("tile", [64, 100])
def test_tiles_make_no_difference(network, monkeypatch, tile):
    seen = deep_lk_maps.seen(image(301, 217), np.ones((301, 217), bool), 6)
    whole = deep_lk_maps.maps(network.input, seen, CPU)
    monkeypatch.setattr(deep_lk_maps, "_TILE_PX", tile)
    parts = deep_lk_maps.maps(network.input, seen, CPU)
    for level, (one, two) in enumerate(zip(whole, parts)):
        assert one.shape == (1, 1, 304 >> level, 220 >> level)
        assert float((one - two).abs().max()) < 1e-4 * float(one.abs().max())


def test_what_lies_beyond_the_receptive_field_makes_no_difference(network):
    one = image(256, 256)
    two = one.copy()
    two[:, 200:] = image(256, 256, 5)[:, 200:]
    maps = [network.input(torch.from_numpy(np.repeat(picture[None, None], 6, 1))) for picture in (one, two)]
    for level in (1, 2, 3):
        step = 2 ** (level - 1)
        centres = np.arange(256 // step) * step + step - 1
        near = centres + RECEPTIVE[level] >= 200
        difference = (maps[0][level - 1] - maps[1][level - 1])[0, 0].abs().amax(0).detach().numpy()
        assert difference[~near].max() == 0.0 and difference[near][0] > 0.0


def test_colours_are_three_equal_bands():
    seen = deep_lk_maps.seen(image(10, 13) * 100, np.ones((10, 13), bool), 3)
    assert seen.bands.shape == (3, 12, 16) and seen.valid.shape == (12, 16)
    assert seen.bands.min() == 0.0 and seen.bands.max() == 1.0
    assert not seen.valid[10:].any() and not seen.valid[:, 13:].any()
    np.testing.assert_array_equal(seen.bands[0], seen.bands[2])


def test_sides_must_be_multiples_of_four():
    with pytest.raises(ModelError, match="multiples of 4"):
        Pyramid(4)(torch.zeros((1, 3, 66, 64)))
    with pytest.raises(ModelError, match="cannot see 5 bands"):
        DeepLK(bands=5)


def brute(features, scrambled):
    """The published map, neighbourhood by neighbourhood."""
    channels, rows, cols = features.shape
    padded = np.pad(features, ((0, 0), (1, 1), (1, 1)))
    found = np.zeros((rows, cols))
    for row in range(rows):
        for col in range(cols):
            numbers = np.array([padded[:, row + dy, col + dx] for dy in range(3) for dx in range(3)]).ravel()
            ordered = np.zeros((channels, 9))
            for f, value in enumerate(numbers):
                channel, position = (f // 9, f % 9) if scrambled else (f % channels, f // channels)
                ordered[channel, position] = value
            centred = ordered - ordered.mean(0)
            v = centred.T @ centred
            found[row, col] = (v.sum(1).max() + v.sum(1).min()) / 2 / (np.trace(v) + 1e-8)
    return found


@pytest.mark.parametrize("scrambled", [False, True])
def test_eigen_ratio(scrambled):
    features = np.random.default_rng(3).normal(size=(7, 5, 6))
    found = eigen_ratio(torch.from_numpy(features)[None], scrambled)[0, 0].numpy()
    np.testing.assert_allclose(found, brute(features, scrambled), rtol=1e-9)
    times, plus = (eigen_ratio(torch.from_numpy(other)[None], scrambled)[0, 0, 1:-1, 1:-1].numpy() for other in
                   (3.0 * features, features + 5.0))
    np.testing.assert_allclose(times, found[1:-1, 1:-1], rtol=1e-6)
    np.testing.assert_allclose(plus, found[1:-1, 1:-1], rtol=1e-6)


def test_eigen_ratio_of_known_covariances():
    # Features alike at all nine pixels: V is all ones, up to a factor.
    alike = torch.from_numpy(np.random.default_rng(4).normal(size=(1, 8, 1, 1))).expand(1, 8, 5, 5)
    np.testing.assert_allclose(eigen_ratio(alike)[0, 0, 1:-1, 1:-1], 1.0, rtol=1e-6)
    # Nine directions at right angles, none with a mean: V is the identity.
    basis = np.linalg.qr(np.c_[np.ones(10), np.random.default_rng(5).normal(size=(10, 9))])[0][:, 1:]
    np.testing.assert_allclose(eigen_ratio(torch.from_numpy(basis.reshape(1, 10, 3, 3)))[0, 0, 1, 1], 1.0 / 9.0, rtol=1e-6)
    # The same in all channels: nothing is left of it, and nothing is divided by nothing.
    assert eigen_ratio(torch.full((1, 8, 5, 5), 3.0))[0, 0, 2, 2] == 0.0
