"""Images of a scene: formats, physics, statistics like those of real imagery."""
import dataclasses
import functools

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.training.scenes import classes, sar
from tiepoint.core.training.scenes import materials as m
from tiepoint.core.training.scenes import render as rendering
from tiepoint.core.training.scenes.render import MODALITIES, render
from tiepoint.core.training.scenes.scene import make_scene
from tiepoint.core.training.scenes.season import make_date
from tiepoint.core.training.scenes.shapes import ShapeList
from tiepoint.core.training.scenes.surface import shadow
from tiepoint.core.training.scenes.trees import make_trees


@pytest.fixture(scope="module")
def scene():
    return make_scene(320, 256, seed=3)


@pytest.fixture(scope="module")
def lawn():
    """A flat lawn of 120 m with one tower of 10 x 10 x 12 m in the middle, and nothing else."""
    scene = make_scene(120, 120, seed=1)
    shapes = ShapeList()
    shapes.add([(-500, -500), (700, -500), (700, 700), (-500, 700)], m.PASTURE, 0, 1)
    shapes.add([(55, 55), (65, 55), (65, 65), (55, 65)], m.GREY_ROOF, 60, 2, 0.0, (0, 0, 12.0))
    terrain = dataclasses.replace(scene.terrain, heights=np.zeros_like(scene.terrain.heights))
    return dataclasses.replace(scene, shapes=shapes.shapes(), terrain=terrain, places=np.zeros((0, 3)),
                               trees=make_trees(np.zeros((0, 4)), np.random.default_rng(0)))


@pytest.mark.parametrize("modality, bands", [("rgb", 3), ("rgbn", 4), ("nir", 1), ("pan", 1), ("sar", 1), ("thermal", 1), ("map", 3)])
def test_every_modality_is_a_full_image(scene, modality, bands):
    image = render(scene, modality)
    assert image.shape == (bands, 256, 320) and image.dtype == np.uint8
    assert image.min() >= 1  # 0 is left for nodata
    assert image.std() > 8
    assert set(MODALITIES) == {"rgb", "rgbn", "nir", "pan", "sar", "thermal", "map"}


@pytest.mark.parametrize("dtype, top", [(np.uint16, 10000), (np.float32, 1.0)])
def test_other_data_types(scene, dtype, top):
    image = render(scene, "rgbn", dtype=dtype, oversample=1)
    assert image.dtype == dtype and 0.2 * top < np.percentile(image, 90) <= top * 1.05


def test_same_seed_same_image(scene):
    one, two, other = render(scene, seed=1), render(scene, seed=1), render(scene, seed=2)
    assert np.array_equal(one, two)
    difference = one.astype(float) - other
    assert 0.5 < difference.std() < 12 and abs(difference.mean()) < 0.5


def test_blocks_leave_no_seams(scene, monkeypatch):
    whole = render(scene, "nir", dtype=np.float32, noise=0.0)
    monkeypatch.setattr(rendering, "_BLOCK", 128)
    parts = render(scene, "nir", dtype=np.float32, noise=0.0)
    assert np.quantile(np.abs(whole - parts), 0.999) < 0.03


@pytest.mark.parametrize("azimuth", [0, 90, 180, 270, 135])
def test_shadows_fall_away_from_the_sun(lawn, azimuth):
    dark = render(lawn, "pan", dtype=np.float32, illumination=(azimuth, 40.0), noise=0.0)[0]
    ground = np.median(dark)
    rows, cols = np.nonzero(dark < 0.72 * ground)
    keep = (np.abs(rows - 59.5) > 6) | (np.abs(cols - 59.5) > 6)
    offset = np.array([cols[keep].mean() - 59.5, rows[keep].mean() - 59.5])
    towards_sun = np.array([np.sin(np.radians(azimuth)), -np.cos(np.radians(azimuth))])
    assert offset @ towards_sun / np.linalg.norm(offset) < -0.97
    # 12 m at 40 degrees throw a shadow of 14.3 m
    length = -(np.column_stack([cols, rows])[keep] - 59.5) @ towards_sun
    assert length.max() == pytest.approx(14.3 + 5 * np.abs(towards_sun).sum(), abs=2.5)


def test_shadow_reaches_as_far_as_the_sun_is_low():
    height = np.zeros((200, 200), np.float32)
    height[100, :] = 10.0  # a wall across the image
    date = dataclasses.replace(make_date(0), azimuth=180.0, elevation=30.0)
    dark = shadow(height, date, 0.5)[:, 100] > 0.5
    assert dark[:100].sum() * 0.5 == pytest.approx(10 / np.tan(np.radians(30)), abs=1.0)
    assert not dark[101:].any()


def test_seasons_differ(scene):
    summer, spring = render(scene, "rgbn", date=0).astype(float), render(scene, "rgbn", date=2).astype(float)
    forest = scene.classes == classes.FOREST
    ndvi = [((image[3] - image[0]) / (image[3] + image[0]))[forest].mean() for image in (summer, spring)]
    assert ndvi[0] > ndvi[1] + 0.1


def test_contrasts_between_modalities():
    scene = make_scene(400, 400, 3)
    images = {name: render(scene, name, date=0)[-1].astype(float) for name in ("nir", "sar", "thermal", "pan")}
    water, forest, road = (scene.classes == number for number in (classes.WATER, classes.FOREST, classes.ROAD))
    mean = {name: [image[mask].mean() for mask in (water, forest, road)] for name, image in images.items()}
    assert mean["nir"][0] < 0.5 * mean["nir"][1]
    assert mean["sar"][0] < 0.6 * mean["sar"][1] and mean["sar"][2] < mean["sar"][1]
    assert mean["thermal"][2] > mean["thermal"][1] + 20 and mean["pan"][2] > mean["pan"][1]


def test_speckle_is_gamma():
    flat = np.full((1, 400, 400), 0.05, np.float32)
    for looks in (1.0, 4.0, 16.0):
        decibels = sar.speckle(flat, looks, np.random.default_rng(0))[0] * 28 - 25
        intensity = 10 ** (decibels / 10)
        assert intensity.mean() == pytest.approx(0.05, rel=0.03)
        assert intensity.var() / intensity.mean() ** 2 == pytest.approx(1 / looks, rel=0.2)


def test_radar_sees_walls_that_face_it_and_layover(lawn):
    upright = render(lawn, "sar", looks=400.0, dtype=np.float32)[0]
    leaning = render(lawn, "sar", looks=400.0, dtype=np.float32, layover=1.0)[0]
    assert upright[57:63, 53:58].max() > upright[57:63, 62:67].max() + 0.1
    assert leaning[57:63, 43:52].mean() > upright[57:63, 43:52].mean() + 0.1


def test_map_is_flat(scene):
    drawing = render(scene, "map")
    colours = np.unique(drawing.reshape(3, -1).T, axis=0, return_counts=True)[1]
    assert np.sort(colours)[-8:].sum() > 0.6 * colours.sum()


@functools.cache
def _land(seed, pixel_size, style):
    return make_scene(256, 256, seed, pixel_size, style)


def _slope(image):
    window = np.outer(np.hanning(256), np.hanning(256))
    power = np.abs(np.fft.fft2((image - image.mean()) * window)) ** 2
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(256), np.fft.fftfreq(256)))
    edges = np.geomspace(2 / 256, 0.5, 16)
    rings = np.digitize(frequency.ravel(), edges)
    mean = [power.ravel()[rings == ring].mean() for ring in range(1, 16)]
    return np.polyfit(np.log(np.sqrt(edges[1:] * edges[:-1])), np.log(mean), 1)[0]


@pytest.mark.parametrize("pixel_size, style, modality, real", [
    (5.0, "farmland", "rgb", -2.4), (0.3, "urban", "rgb", -2.75), (10.0, "farmland", "rgb", -2.45), (10.0, "forest", "rgb", -2.3),
    (10.0, "farmland", "sar", -2.1)])
def test_power_spectrum_is_like_that_of_real_images(pixel_size, style, modality, real):
    """Radial slopes measured on aerial (5 m, 0.3 m), Sentinel-2 and Sentinel-1 (10 m) images."""
    slopes = [_slope(render(_land(seed, pixel_size, style), modality)[min(1, 3 - 2 * (modality == "sar") - 1)].astype(float))
              for seed in range(2)]
    assert np.mean(slopes) == pytest.approx(real, rel=0.2)


def test_unknown_modality(scene):
    with pytest.raises(OptionError, match="lidar"):
        render(scene, "lidar")
