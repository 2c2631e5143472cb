"""Rasters become layers of places: on one grid where they show the same ground, each place either trained or validated on."""
from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from tiepoint.core.errors import RasterError
from tiepoint.core.progress import Silent
from tiepoint.core.raster.grid import Grid
from tiepoint.core.raster.io import map_points, open_raster, write_raster
from tiepoint.core.training.matcher.sample import draw
from tiepoint.core.training.rasters import places
from tiepoint.core.training.rasters.ground import blocks, grounds, shared_grid
from tiepoint.core.training.rasters.kinds import kinds
from tiepoint.core.training.rasters.places import read_places

UTM = "EPSG:32633"


def grid(x=0.0, y=0.0, width=400, height=400, pixel=1.0, crs=UTM):
    return Grid(Affine(pixel, 0, 500000 + x, 0, -pixel, 5500000 - y), width, height, crs)


@pytest.fixture
def write(tmp_path, drawn):
    """Factory: a raster that shows at every place what the ground shows there, or any image."""
    ground = drawn(1000, 3)

    def make(name, where=None, image=None, **more):
        where = where or grid()
        if image is None:
            x, y = np.meshgrid(np.arange(where.width) + 0.5, np.arange(where.height) + 0.5)
            at = map_points(where.crs, UTM)(where.to_map(np.stack([x.ravel(), y.ravel()], 1))) - [500000, 5500000]
            col, row = np.floor(at * [1, -1]).astype(int).clip(0, 999).T
            image = ground[row, col].reshape(where.height, where.width)
        write_raster(tmp_path / name, image if image.ndim == 3 else image[None], where, **more)
        return str(tmp_path / name)

    return make


def read(*paths, optional=(), seed=0, log=None):
    return read_places(paths, optional, 96, seed, log or Silent())


def test_rasters_of_one_ground_are_layers_that_lie_on_each_other(write, watching):
    """Also of other pixels and of another CRS: each window is found at the same place in every layer."""
    paths = [write("a.tif"), write("b.tif", grid(-0.5, 0.25, 402, 402)), write("c.tif", grid(pixel=0.5, width=800, height=800))]
    lonlat = map_points(UTM, "EPSG:4326")(np.array([[500000.0, 5500000.0], [500400.0, 5499600.0]]))
    size = (lonlat[1] - lonlat[0]) / [400, -400]
    paths.append(write("d.tif", Grid(Affine(size[0], 0, lonlat[0, 0], 0, -size[1], lonlat[0, 1]), 400, 400, "EPSG:4326")))
    log = watching()
    train, held_out = read(*paths, log=log)
    for stack in (*train, *held_out):
        assert stack.layers.shape[1] == len(stack.kinds) == 4
        layers = stack.layers.astype(float)
        for place, valid in zip(layers, stack.valid):
            assert np.corrcoef(place[:, valid]).min() > 0.9
    assert [line for line in log.lines if "c.tif is read at pixels 2" in line] and not log.warnings


def test_no_pixel_is_both_trained_and_validated_on(write, monkeypatch):
    monkeypatch.setattr(places, "stretched", lambda band, least: band)
    col, row = np.meshgrid(np.arange(500.0), np.arange(600.0))
    path = write("place.tif", grid(width=500, height=600), np.stack([col, row]).astype(np.float32))

    def pixels(stacks):
        return {int(value) for stack in stacks for place in stack.layers for value in (place[0] * 1000 + place[1]).ravel()}

    train, held_out = map(pixels, read(path))
    assert not train & held_out and len(train) + len(held_out) > 0.98 * 500 * 600
    assert 0.1 < len(held_out) / len(train) < 0.5
    again, other = (pixels(read(path, seed=seed)[1]) for seed in (0, 2))
    assert again == held_out != other


def test_rasters_apart_are_places_of_their_own_and_one_of_them_validates(write, watching):
    log = watching()
    train, held_out = read(*(write(f"{index}.tif", grid(x=2000 * index, width=130, height=130)) for index in range(3)), log=log)
    assert log.lines == ["0 of 3 rasters overlap another one and are layers of the same places."]
    assert (sum(len(stack.layers) for stack in train), len(held_out[0].layers)) == (2, 1)


def test_dates_that_cover_a_part_only_are_layers_there(write):
    """Where a further date would leave little, it is left out."""
    half = grid(x=200)
    train, held_out = read(write("a.tif"), write("b.tif", half))
    shown = {len(stack.kinds): sum(len(part.layers) for part in (*train, *held_out) if len(part.kinds) == len(stack.kinds))
             for stack in (*train, *held_out)}
    assert set(shown) == {1, 2}
    assert all(np.mean(stack.valid) > 0.5 for stack in (*train, *held_out))


def test_no_data_is_not_valid_and_flat_places_stay_flat(write, drawn):
    image = drawn(400, 8).astype(np.int16) * 20
    image[:, 300:] = -1
    image[:200, :150] = 1000 + np.arange(150) % 2                     # a lake, with a little noise
    train, held_out = read(write("a.tif", image=image, nodata=-1))
    for stack in (*train, *held_out):
        for place, valid in zip(stack.layers, stack.valid):
            assert valid.mean() > 0.5 and place[0][~valid].max(initial=0) == 0
            assert place[0][valid].std() > 20, "noise of a lake is not stretched to full contrast"


def test_what_is_read_can_be_drawn_from(write):
    train, held_out = read(write("small.tif", grid(width=200, height=100)))
    for stacks in (train, held_out):
        assert draw(stacks, np.random.default_rng(0), 96, 16.0).reference.shape == (6, 96, 96)


def test_one_block_leaves_nothing_to_validate_on(write):
    train, held_out = read(write("a.tif", grid(width=150, height=110)))
    assert len(train) == 1 and held_out == []


def test_memory_is_bounded(write, monkeypatch, watching):
    path, log = write("a.tif", grid(width=900, height=900)), watching()
    monkeypatch.setattr(places, "_MOST_BYTES", 400_000)
    train, held_out = read(path, log=log)
    assert sum(stack.layers.nbytes for stack in (*train, *held_out)) < 700_000 and "do not fit into memory" in log.lines[0]


@pytest.mark.parametrize(("image", "where", "told"), [
    (np.zeros((200, 200), np.uint8), None, "constant or without data"), (np.full((200, 200), 7, np.uint8), None, "constant"),
    (np.full((200, 200), np.nan, np.float32), None, "without data"),
    (None, grid(x=5000, width=90, height=300), "90 x 300 pixels are too few"),
    (np.ones((200, 200), np.complex64), None, "complex numbers"),
])
def test_unusable_rasters_are_refused_or_left_out_with_a_warning(write, image, where, told, watching):
    where = where or grid(x=5000, width=200, height=200)
    bad = write("bad.tif", where, image, nodata=0 if image is not None and not image.any() else None)
    good, log = write("good.tif"), watching()
    with pytest.raises(RasterError, match=told):
        read(bad)
    read(good, optional=[bad], log=log)
    assert len(log.warnings) == 1 and told in log.warnings[0] and "bad.tif" in log.warnings[0]


def test_a_sparse_raster_is_refused(write, drawn):
    image = drawn(400, 1)
    image[np.random.default_rng(0).random((400, 400)) < 0.6] = 0
    with pytest.raises(RasterError, match="no part of them holds enough data"):
        read(write("sparse.tif", image=image, nodata=0))


def test_an_unreadable_raster_is_an_error_where_it_was_named(tmp_path, write, watching):
    (tmp_path / "bad.tif").write_bytes(b"II*\0 nothing")
    log = watching()
    with pytest.raises(RasterError, match="not a raster"):
        read(str(tmp_path / "bad.tif"), write("good.tif"))
    read(optional=[str(tmp_path / "bad.tif"), write("good.tif")], log=log)
    assert "bad.tif" in log.warnings[0]


def test_grounds_and_their_grid():
    grids = [grid(), grid(x=350, pixel=2.0), grid(x=5000), Grid(Affine.identity(), 300, 300), grid(x=1100),
             Grid(Affine.identity(), 300, 300)]
    assert grounds(grids) == [[0, 1, 4], [2], [3], [5]]
    shared = shared_grid([grids[index] for index in (0, 1, 4)])
    assert shared.pixel_size == (2.0, 2.0)
    assert shared.bounds == pytest.approx((500000, 5500000 - 800, 501500, 5500000), abs=2.0)
    assert blocks(grid(width=95, height=1000), 96) == []


def test_kinds_come_from_names_and_colours(write):
    def of(path):
        with open_raster(path) as raster:
            return kinds(raster, raster.data_bands)

    image = np.random.default_rng(0).integers(1, 255, (4, 20, 20))
    where = grid(width=20, height=20)
    assert of(write("p.tif", where, image.astype(np.uint8))) == ("optical", "optical", "optical", "nir")
    assert of(write("q.tif", where, image.astype(np.uint16))) == tuple(f"band {band} of 4" for band in (1, 2, 3, 4))
    assert of(write("r.tif", where, image.astype(np.uint16), descriptions=("Blue", "near infrared", "VV", "TIRS 1"))) == (
        "optical", "nir", "sar", "thermal")
    assert of(write("S1_VV.tif", where, image[:1].astype(np.float32))) == ("sar",)
