"""The scene: repeatable, in continuous coordinates, with the content its style promises."""
import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.training.scenes import classes
from tiepoint.core.training.scenes.frame import Frame
from tiepoint.core.training.scenes.layout import area, cut_ring, divide
from tiepoint.core.training.scenes.scene import STYLES, class_map, make_scene
from tiepoint.core.training.scenes.shapes import ShapeList
from tiepoint.core.training.scenes.surface import make_surface
from tiepoint.core.training.scenes.texture import sample, tile


@pytest.fixture(scope="module")
def scene():
    return make_scene(400, 300, seed=3)


def test_same_seed_same_scene(scene):
    again, other = make_scene(400, 300, seed=3), make_scene(400, 300, seed=4)
    for name in ("vertices", "starts", "material", "key", "angle", "plane"):
        assert np.array_equal(getattr(again.shapes, name), getattr(scene.shapes, name))
    assert np.array_equal(again.trees.xy, scene.trees.xy) and np.array_equal(again.terrain.heights, scene.terrain.heights)
    assert np.array_equal(again.classes, scene.classes)
    assert not np.array_equal(other.classes, scene.classes)


def test_layers_cover_the_image(scene):
    for layer in (scene.classes, scene.relief, scene.building_height):
        assert layer.shape == (300, 400)
    assert scene.classes.max() < len(classes.NAMES) == len(classes.COLOURS)
    assert np.isfinite(scene.relief).all() and scene.building_height.min() >= 0


@pytest.mark.parametrize("style", STYLES)
def test_style_decides_the_content(style):
    maps = np.stack([make_scene(400, 400, seed, 2.0, style).classes for seed in range(4)])
    share = np.bincount(maps.ravel(), minlength=10) / maps.size
    built = share[[classes.ROAD, classes.BUILDING, classes.GARDEN, classes.PAVED]].sum()
    if style == "urban":
        assert built > 0.7 and share[classes.BUILDING] > 0.05
    elif style == "forest":
        assert share[classes.FOREST] > 0.5
    elif style == "farmland":
        assert share[classes.CROPLAND] > 0.4 and share[classes.FOREST] < 0.3
    else:
        assert min(share[classes.CROPLAND], share[classes.FOREST]) > 0.1 and built > 0.04 and share[classes.WATER] > 0.003


def test_buildings_stand_on_building_pixels():
    scene = make_scene(400, 400, 1, 0.5, "urban")
    roofs = scene.classes == classes.BUILDING
    assert roofs.mean() > 0.03
    height = scene.building_height
    assert (height[roofs] > 1.0).mean() > 0.99 and height.max() < 40
    assert (height[~np.isin(scene.classes, (classes.BUILDING, classes.PAVED))] == 0).all()


def test_outlines_do_not_depend_on_the_sampling():
    """Painted at half the step, classes agree except within a sample of an outline: geometry is not made of pixels."""
    scene = make_scene(200, 200, 5)
    coarse = class_map(scene, Frame(20, 20, 1.0, 100, 100))
    fine = class_map(scene, Frame(20, 20, 0.2, 500, 500))
    share = np.stack([(fine == number).reshape(100, 5, 100, 5).mean(axis=(1, 3)) for number in range(10)])
    inside = share.max(axis=0) == 1.0
    assert inside.mean() > 0.6
    assert (share.argmax(axis=0)[inside] == coarse[inside]).mean() > 0.999


def test_painted_area_is_the_area_of_the_polygon():
    rng = np.random.default_rng(0)
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    errors = []
    for _ in range(20):
        ring = rng.uniform(40, 60, 2) + 30 * np.column_stack([np.cos(turn) * rng.uniform(0.5, 1), np.sin(turn)])
        shapes = ShapeList()
        shapes.add(ring, 1, 0, 0)
        shapes = shapes.shapes()
        painted = (shapes.paint(Frame(0, 0, 0.5, 200, 200), shapes.boxes) > 0)
        rows, cols = np.nonzero(painted)
        centre = np.array([cols.mean() + 0.5, rows.mean() + 0.5]) * 0.5
        errors.append([painted.sum() * 0.25 / area(ring) - 1, *(centre - ring.mean(axis=0))])
    errors = np.array(errors)
    assert np.abs(errors[:, 0]).max() < 0.02
    # the centre is what registration feels: no bias beyond a few hundredths of a sample
    assert np.abs(errors[:, 1:].mean(axis=0)).max() < 0.02


def test_surface_of_a_part_is_part_of_the_surface(scene):
    whole, part = make_surface(scene, Frame(50, 60, 0.5, 300, 260)), make_surface(scene, Frame(75, 85, 0.5, 120, 110))
    window = (slice(50, 160), slice(50, 170))
    assert (whole.labels[window] == part.labels).mean() > 0.995
    for name in ("meso", "fine", "grain"):
        assert np.abs(getattr(whole, name)[window] - getattr(part, name)).max() < 0.02
    assert (np.abs(whole.height[window] - part.height) < 0.05).mean() > 0.995


def test_noise_has_the_spectrum_asked_for():
    values = tile(9, 2.4).astype(np.float64)
    assert values.mean() == pytest.approx(0, abs=1e-6) and values.std() == pytest.approx(1, abs=1e-4)
    power = np.abs(np.fft.fft2(values)) ** 2
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(512), np.fft.fftfreq(512)))
    keep = (frequency > 0.01) & (frequency < 0.5)
    slope = np.polyfit(np.log(frequency[keep]), np.log(power[keep]), 1)[0]
    assert slope == pytest.approx(-2.4, abs=0.05)


def test_noise_goes_on_across_frames():
    whole = sample(Frame(-300, 1e4, 0.7, 400, 400), 3, 1.3)
    part = sample(Frame(-300 + 70, 1e4 + 140, 0.7, 100, 100), 3, 1.3)
    assert np.abs(whole[200:300, 100:200] - part).max() < 0.02


def test_noise_lies_alike_at_all_resolutions():
    """Averaged, the noise at a fine step is the noise at a coarse one: halved tiles are not shifted."""
    fine, coarse = sample(Frame(0, 0, 0.25, 800, 800), 3, 0.5, 2.4), sample(Frame(0, 0, 2.0, 100, 100), 3, 0.5, 2.4)
    mean = fine.reshape(100, 8, 100, 8).mean(axis=(1, 3))
    slope_y, slope_x = np.gradient(mean)
    design = np.column_stack([slope_x.ravel(), slope_y.ravel()])
    shift = np.linalg.lstsq(design, (coarse - mean).ravel(), rcond=None)[0]
    assert np.abs(shift).max() < 0.02 and np.corrcoef(mean.ravel(), coarse.ravel())[0, 1] > 0.97


def test_cutting_keeps_the_area():
    rng = np.random.default_rng(1)
    ring = np.array([[0.0, 0], [1000, 50], [900, 800], [-50, 700]])
    one, other, ends = cut_ring(ring, np.array([400.0, 400.0]), np.array([0.8, 0.6]))
    assert area(one) + area(other) == pytest.approx(area(ring)) and ends.shape == (2, 2)
    cells, _ = divide(ring, 0.2, rng, lambda ring: "farm", 1e6, lambda use, ring: 20000.0, lambda length, depth, use: 3, 0.05, 1.5)
    assert sum(area(cell.ring) for cell in cells) == pytest.approx(area(ring)) and len(cells) > 15


@pytest.mark.parametrize("arguments", [(8, 100), (100, 100, 0, 50.0), (100, 100, 0, 1.0, "lunar")])
def test_impossible_scenes(arguments):
    with pytest.raises(OptionError):
        make_scene(*arguments)
