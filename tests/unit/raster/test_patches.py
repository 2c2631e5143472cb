"""Grey patches: of what unit pixels are makes no difference to them."""
import numpy as np
import pytest
from scipy.ndimage import map_coordinates
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.patches import Patches, node_offsets

RNG = np.random.default_rng(4)
# Middles of patches of 64 pixels: on pixels and half way between, within, beside a hole, at each rim and beyond it.
PLACES = [(180.5, 140.5), (248.5, 140.5), (248.0, 140.0), (32.0, 32.0), (32.5, 32.5), (368.0, 268.0), (31.0, 140.0), (31.5, 140.5),
          (369.0, 140.0), (368.5, 140.5), (180.0, 31.0), (180.5, 31.5), (180.0, 269.0), (180.5, 268.5)]
IMAGE = RNG.uniform(50, 200, (1, 300, 400)).astype(np.float32)


def patch(path, size=64, scale=1.0, step=1.0, centre=(180.0, 140.0)):
    """A patch of a raster, and where it is valid."""
    with open_raster(path) as raster:
        patches = Patches(raster, (1,), raster.grid.window, step)
        nodes = np.array([centre])[:, None, None] + node_offsets(size, scale)
        (grey,), (valid,) = patches.sample(nodes, size)
    return grey, valid


@pytest.mark.parametrize(("step", "scale"), [(1.0, 1.0), (4.0, 1.0), (4.0, 4.0)])
def test_units_whose_squares_leave_single_precision_are_brought_to_ordinary_ones(make_raster, step, scale):
    # Powers of two, so that nothing is rounded: the patches are the same bit by bit, whether from the overview or from the file.
    small, large = (patch(make_raster(IMAGE * np.float32(2.0**power)), step=step, scale=scale) for power in (-80, 70))
    assert np.array_equal(small[0], large[0]) and small[1].all() and large[1].all()
    assert 0.2 < small[0].std() < 8.0
    plain = patch(make_raster(IMAGE), step=step, scale=scale)[0]
    assert np.allclose(small[0] * (plain.std() / small[0].std()), plain, rtol=1e-4)


@pytest.mark.parametrize("factor", [0.01, 1.0, 1e6])
def test_ordinary_units_are_left_as_they_are(make_raster, factor):
    image = IMAGE * np.float32(factor)
    assert np.allclose(patch(make_raster(image))[0], image[0, 108:172, 148:212], rtol=1e-4)


def test_fill_values_do_not_show(make_raster):
    image = IMAGE.copy()
    image[0, 100:130, 150:170] = -3.4028235e38
    grey, valid = patch(make_raster(image))
    assert not valid[0:20, 4:20].any() and valid.mean() > 0.75
    assert np.abs(grey[valid]).max() < 1000


@pytest.mark.parametrize("step", [1.0, 4.0])
@pytest.mark.parametrize("centre", PLACES)
def test_a_pixel_is_valid_where_all_around_it_carry_data(make_raster, centre, step):
    mask = np.full(IMAGE.shape[1:], 255, np.uint8)
    mask[150:153, 270] = 0
    valid = patch(make_raster(IMAGE, mask=mask), step=step, centre=centre)[1]
    known = np.pad(mask > 0, 1)
    low, odd = np.floor(np.array(centre) - 32.0).astype(int) + 1, centre[0] % 1.0 > 0.0
    rows, cols = slice(low[1], low[1] + 64), slice(low[0], low[0] + 64)
    if odd:                                        # half way between pixels
        known = known[:-1, :-1] & known[1:, :-1] & known[:-1, 1:] & known[1:, 1:]
    assert np.array_equal(valid, known[rows, cols])


@pytest.mark.parametrize(("turn", "stretch", "shift", "bend"), [(0.0, 1.0, 0.0, 0.0), (0.0, 1.0, 0.3, 0.0), (0.0, 1.02, 0.0, 0.0),
                                                                (0.02, 1.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.4)])
def test_a_patch_shows_the_image_at_its_positions(make_raster, turn, stretch, shift, bend):
    """A plane, whose value tells the place: of lattices on the pixels, which are copied, and of others."""
    plane = (np.arange(400.0) * 0.5)[None, :] + np.arange(300.0)[:, None] * 2.0
    with open_raster(make_raster(plane.astype(np.float32))) as raster:
        patches = Patches(raster, (1,), raster.grid.window, 1.0)
        linear = stretch * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        nodes = node_offsets(64, 1.0) @ linear.T + [180.0 + shift, 140.0]
        nodes[1:-1, 1:-1] += bend                            # between corners that lie where they would without
        (grey,), _ = patches.sample(nodes[None], 64)
    line = (np.arange(64) + 0.5) / 64 * (len(nodes) - 1)
    x, y = (map_coordinates(nodes[..., axis], np.meshgrid(line, line, indexing="ij"), order=1) - 0.5 for axis in (0, 1))
    assert np.abs(grey - (0.5 * x + 2.0 * y)).max() < 0.1
