"""Tiles cover a raster, and a tile is the same however it is cut."""
import cv2
import numpy as np
import pytest
from tiepoint.core.progress import Silent
from tiepoint.core.raster.colours import colouring
from tiepoint.core.raster.grid import IDENTITY, Grid
from tiepoint.core.raster.io import open_raster
from tiepoint.core.raster.window import Window
from tiepoint.core.retrieval import encoding, tiles
from tiepoint.core.retrieval.bits import binarised
from tiepoint.core.retrieval.heat import heat
from tiepoint.core.retrieval.source import Source
from tiepoint.core.retrieval.tiles import cut, layout, size_of
from tiepoint.core.retrieval.unfinished import Unfinished


def windows_of(laid):
    return [window for _, group in laid.groups() for window in group]


@pytest.mark.parametrize(("width", "height", "size", "stride"), [(1000, 700, 256, 128), (256, 256, 256, 256), (100, 100, 32, 32),
                                                               (90, 200, 32, 32), (4000, 64, 64, 16)])
def test_tiles_lie_in_the_raster_and_leave_less_than_an_eighth_of_one_uncovered(width, height, size, stride):
    laid = layout(Grid(IDENTITY, width, height), size, stride)
    found = windows_of(laid)
    covered = np.zeros((height, width), bool)
    for window in found:
        assert (window.width, window.height) == (size, size)
        assert min(window.col, window.row) >= 0 and window.col + size <= width and window.row + size <= height
        covered[window.slices] = True
    assert len(found) == len(set(found)) == np.prod(laid.shape)
    rows, cols = (np.flatnonzero(~covered.any(axis)) for axis in (1, 0))
    assert len(rows) < size / 8 and len(cols) < size / 8 and (len(found) == 1) == (max(width, height) < size * 9 / 8)


def test_groups_number_their_tiles_and_can_begin_later(monkeypatch):
    monkeypatch.setattr(tiles, "_AT_ONCE_PX", 64 * 200)
    laid = layout(Grid(IDENTITY, 640, 320), 64, 32)
    groups = list(laid.groups())
    assert max(len(group) for _, group in groups) < 19 and [first for first, _ in groups] == list(
        np.cumsum([0, *(len(group) for _, group in groups)])[:-1])
    assert list(laid.groups(groups[3][0])) == groups[3:]


def test_a_raster_smaller_than_a_tile_is_cut_by_its_shorter_side():
    laid = layout(Grid(IDENTITY, 200, 90), 256, 128)
    assert (laid.size, laid.stride) == (90, 45) and windows_of(laid)[0] == Window(0, 0, 90, 90)


def test_the_size_of_tiles_follows_the_ground_where_that_makes_sense():
    fine = Grid(IDENTITY * IDENTITY.scale(0.5, -0.5), 1000, 1000, "EPSG:32633")
    coarse = Grid(IDENTITY * IDENTITY.scale(30, -30), 1000, 1000, "EPSG:32633")
    assert size_of(99, 64.0, 32, fine)[0] == 99
    assert size_of(None, 64.0, 32, fine)[0] == pytest.approx(128, abs=1) and "metres" not in size_of(None, None, 32, fine)[1]
    assert size_of(None, 64.0, 32, coarse)[0] == 32 == size_of(None, 64.0, 32, Grid(IDENTITY, 100, 100))[0]


def test_a_tile_is_the_same_alone_and_with_others(write):
    image = np.random.default_rng(0).integers(1, 255, (3, 200, 300)).astype(np.uint8)
    with open_raster(write("a.tif", image)) as raster:
        shown, laid = colouring(raster), layout(raster.grid, 48, 24)
        together, shares = cut(raster, shown, windows_of(laid), 16)
        alone = np.concatenate([cut(raster, shown, [window], 16)[0] for window in windows_of(laid)])
    assert (together == alone).all() and (shares == 1).all() and together.shape == (np.prod(laid.shape), 3, 16, 16)


def test_windows_that_lie_far_apart_are_read_one_by_one(write, monkeypatch):
    image = np.random.default_rng(0).integers(1, 255, (3, 200, 300)).astype(np.uint8)
    with open_raster(write("a.tif", image)) as raster:
        shown, windows = colouring(raster), [Window(0, 0, 48, 48), Window(250, 150, 48, 48)]
        together, _ = cut(raster, shown, windows, 16)
        monkeypatch.setattr(tiles, "_TOGETHER_PX", 10**4)
        read, asked = raster.read, []
        monkeypatch.setattr(raster, "read", lambda bands, window, shape=None: (asked.append(window), read(bands, window, shape))[1])
        apart, _ = cut(raster, shown, windows, 16)
    assert (together == apart).all() and asked == windows


def test_a_tile_of_its_own_size_is_the_pixels_themselves(write):
    image = np.random.default_rng(1).integers(1, 255, (3, 64, 64)).astype(np.uint8)
    with open_raster(write("a.tif", image)) as raster:
        found, _ = cut(raster, colouring(raster), [Window(16, 32, 32, 32)], 32)
    assert (found[0] == image[:, 32:64, 16:48]).all()


def test_gaps_have_the_mean_colour_and_count_as_gaps(write):
    image = np.full((3, 32, 32), 0, np.uint8)
    image[:, :, :24] = np.array([10, 100, 200])[:, None, None]
    with open_raster(write("a.tif", image, nodata=0)) as raster:
        found, shares = cut(raster, colouring(raster), [Window(0, 0, 32, 32), Window(16, 0, 32, 32)], 32)
    assert shares.tolist() == [0.75, 0.25]
    assert (found == np.array([10, 100, 200])[None, :, None, None]).all(), "also what lies beside the raster"


def test_other_values_than_bytes_keep_their_colours(write):
    """Sixteen bits are stretched between percentiles, the same for all bands."""
    image = np.random.default_rng(2).integers(1000, 3000, (4, 64, 64)).astype(np.uint16)
    image[2] //= 4
    with open_raster(write("a.tif", image)) as raster:
        shown = colouring(raster)
        found, _ = cut(raster, shown, [Window(0, 0, 64, 64)], 64)
    low, high = shown.limits
    expected = 1 + 254 * np.clip((image[:3] - low) / (high - low), 0, 1)
    assert np.abs(found[0] - expected).max() <= 0.51 and low < 1000 < high <= 3000


def test_a_palette_is_shown_in_its_colours(tmp_path):
    import rasterio

    path = str(tmp_path / "p.tif")
    with rasterio.open(path, "w", driver="GTiff", width=8, height=8, count=1, dtype="uint8") as file:
        file.write(np.repeat(np.arange(8, dtype=np.uint8)[None, :, None], 8, 2))
        file.write_colormap(1, {value: (value * 30, 255 - value, 7) for value in range(8)})
    with open_raster(path) as raster:
        found, _ = cut(raster, colouring(raster), [Window(0, 0, 8, 8)], 8)
    assert found[0, :, 3, 3].tolist() == [90, 252, 7]


def test_streaming_gives_the_codes_of_the_raster_as_a_whole(write, coder, monkeypatch):
    monkeypatch.setattr(tiles, "_AT_ONCE_PX", 32 * 150)
    image = np.random.default_rng(3).integers(1, 255, (3, 300, 500)).astype(np.uint8)
    image[:, :40, :200] = 0
    path = write("a.tif", image, nodata=0)
    source = Source(path, "x", "", None, (1, 0, 0, 0, 1, 0), 500, 300, 32, 20, (1, 2, 3))
    with Unfinished("", "s", 64) as kept:
        assert encoding.encode([source], coder, kept, 0.5, Silent()) == {}
        windows, codes, skipped = kept.tiles(source.key)
    said = []
    for window in windows_of(source.layout):
        part = image[(slice(None), *window.slices)]
        valid = (part != 0).any(0)
        if valid.mean() >= 0.5:
            filled = np.where(valid, part, part[:, valid].mean(1).round().astype(np.uint8)[:, None, None])
            small = cv2.resize(np.ascontiguousarray(filled.transpose(1, 2, 0)), (16, 16), interpolation=cv2.INTER_AREA)
            said.append((window, binarised(coder.hashed(coder.features(small.transpose(2, 0, 1)[None])))[0]))
    assert [Window(*map(int, row)) for row in windows] == [window for window, _ in said]
    assert 0 < skipped == np.prod(source.layout.shape) - len(said)
    assert (codes == np.stack([code for _, code in said])).all()


def test_heat_is_the_mean_of_the_tiles_over_a_cell():
    source = Source("a", "", "", None, (2.0, 0.0, 100.0, 0.0, -2.0, 50.0), 30, 20, 10, 10, (1,))
    windows = np.array([(10 * col, 10 * row, 10, 10) for row in range(2) for col in range(3)])
    found, grid = heat(source, windows[:5], np.arange(5) / 10)
    assert np.allclose(found, [[0, 0.1, 0.2], [0.3, 0.4, -1]]) and grid.pixel_size == (20.0, 20.0) and grid.bounds == (100, 10, 160, 50)
    ragged = Source("a", "", "", None, (1.0, 0.0, 0.0, 0.0, -1.0, 0.0), 22, 10, 10, 10, (1,))
    found, _ = heat(ragged, np.array([(0, 0, 10, 10), (10, 0, 10, 10), (12, 0, 10, 10)]), np.array([0.0, 0.5, 1]))
    assert np.allclose(found, [[0, 0.75, 1]])
    overlapping = Source("a", "", "", None, (1.0, 0.0, 0.0, 0.0, -1.0, 0.0), 30, 10, 10, 5, (1,))
    found, _ = heat(overlapping, np.array([(5 * col, 0, 10, 10) for col in range(5)]), np.array([0.0, 1, 0, 1, 1]))
    assert np.allclose(found, [[0, 0.5, 0.5, 0.5, 1, 1]] * 2)
