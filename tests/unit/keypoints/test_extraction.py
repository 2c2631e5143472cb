"""Keypoints of whole pictures: in tiles, moved, turned, with gaps."""
from __future__ import annotations

import functools

import cv2
import numpy as np
import pytest
import torch
from scipy.spatial import cKDTree
from tiepoint.core.errors import OptionError
from tiepoint.core.keypoints.describer import load_describer
from tiepoint.core.keypoints.extraction import extract
from tiepoint.core.keypoints.keypoints import Keypoints
from tiepoint.core.progress import Cancelled


def paired(one: Keypoints, other: Keypoints) -> tuple[np.ndarray, np.ndarray]:
    """Indices of mutual nearest neighbours by descriptor."""
    alike = one.descriptors @ other.descriptors.T
    forth, back = alike.argmax(1), alike.argmax(0)
    mutual = back[forth] == np.arange(len(one))
    return np.flatnonzero(mutual), forth[mutual]


def same(one: Keypoints, other: Keypoints) -> None:
    """The same set, to rounding."""
    assert len(one) == len(other) > 50
    near, index = cKDTree(np.column_stack((other.xy, 1e4 * other.scale))).query(np.column_stack((one.xy, 1e4 * one.scale)))
    assert near.max() < 1e-3 and len(set(index)) == len(one)
    assert (one.descriptors * other.descriptors[index]).sum(1).min() > 0.9999
    assert np.allclose(one.scores, other.scores[index], rtol=1e-4)


@pytest.fixture(scope="module")
def whole(slim, picture):
    """Function: the keypoints of one picture at some levels, seen at once."""
    return functools.cache(lambda levels: extract(slim, picture(211, 290), levels=levels, tile_px=10**6))


@pytest.mark.parametrize("levels", [(1.0,), (0.25, 0.5, 1.0), (0.3, 0.8, 1.3)])
@pytest.mark.parametrize("tile_px", [64, 100, 180])
def test_tiles_change_nothing(slim, picture, whole, levels, tile_px):
    same(whole(levels), extract(slim, picture(211, 290), levels=levels, tile_px=tile_px))


def test_tiles_change_nothing_where_there_are_gaps_and_blank_ground(slim, picture):
    image = picture(400, 420).astype(np.float64)
    image[:150, 200:] = 480.0
    image[250:, :130] = np.nan
    same(extract(slim, image, tile_px=10**6), extract(slim, image, tile_px=96))


@pytest.mark.parametrize("levels", [(0.25, 0.5, 1.0), (0.3, 0.8, 1.3)])
def test_a_region_has_the_keypoints_that_the_whole_has_there_for_less(slim, picture, levels, monkeypatch):
    image, region = picture(400, 420), (117.0, 90.5, 301.0, 262.0)
    seen, features = [], slim.features
    monkeypatch.setattr(type(slim), "features", lambda self, prepared, *more: (seen.append(prepared[0].size), features(prepared, *more))[1])
    whole = extract(slim, image, levels=levels, tile_px=10**6)
    inside = ((whole.xy >= region[:2]) & (whole.xy <= region[2:])).all(1)
    assert 50 < inside.sum() < 0.5 * len(whole)
    before = sum(seen)
    same(whole[inside], extract(slim, image, levels=levels, tile_px=10**6, region=region))
    assert sum(seen) - before < 0.8 * before


def test_the_published_form_has_the_keypoints_of_a_region_too(slim, picture):
    image, region = picture(211, 290), (60.0, 50.0, 200.0, 150.0)
    whole = extract(slim, image, compat=True)
    inside = ((whole.xy >= region[:2]) & (whole.xy <= region[2:])).all(1)
    assert inside.sum() < len(whole)
    same(whole[inside], extract(slim, image, compat=True, region=region))


def test_colours_are_seen_in_tiles_too(slim, picture):
    image = np.stack([np.clip(picture(200, 230, seed) / 4, 0, 255) for seed in range(3)])
    whole = extract(slim, image, tile_px=10**6)
    same(whole, extract(slim, image, tile_px=96))
    grey = extract(slim, image.mean(0))
    assert len(grey) != len(whole)


def test_an_image_matches_itself(slim, picture):
    found = extract(slim, picture(260, 300))
    one, other = paired(found, found)
    assert len(one) > 0.99 * len(found) and (np.abs(found.xy[one] - found.xy[other]).max(1) == 0).mean() > 0.99


@pytest.mark.parametrize(("levels", "shift"), [((1.0,), (4, 8)), ((0.5, 1.0), (8, 16)), ((0.25, 0.5, 1.0), (16, 32))])
def test_a_shift_by_whole_cells_is_exact(slim, picture, levels, shift):
    """Cells of all levels fall on cells; beyond what they see of the border nothing changes."""
    whole, (down, right) = picture(620, 660), shift
    # One stretch for both: the percentiles of two cuts differ.
    whole = np.clip((whole - 300) / 400 * 255, 0, 255)
    images = [np.broadcast_to(part, (3, 560, 600)).copy() for part in (whole[:560, :600], whole[down : 560 + down, right : 600 + right])]
    first, second = (extract(slim, image, levels=levels) for image in images)
    one, other = paired(first, second)
    away = np.abs(first.xy[one] - (300, 280)) < np.array((300, 280)) - 46 / levels[0] - 40
    away = away.all(1)
    error = np.abs(first.xy[one] - second.xy[other] - (right, down)).max(1)[away]
    assert away.sum() > 30 and (error < 0.05).mean() > 0.99 and np.median(error) < 1e-3


def repeated(one: Keypoints, other: Keypoints, matrix: np.ndarray, size: int) -> float:
    """Share of keypoints that have one of their level within a pixel of that level from where the matrix puts them."""
    at = np.column_stack((one.xy @ matrix[:, :2].T + matrix[:, 2], 1e4 * one.scale))
    inside = ((at[:, :2] > 40) & (at[:, :2] < size - 40)).all(1)
    assert inside.sum() > 200
    near, _ = cKDTree(np.column_stack((other.xy, 1e4 * other.scale))).query(at[inside])
    return float((near < one.scale[inside]).mean())


def moved(image: np.ndarray, angle_deg: float, scale: float, shift: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """The picture turned, reduced and shifted, and the (2, 3) matrix that does this to points counted from the outer corner."""
    cos, sin = scale * np.cos(np.radians(angle_deg)), scale * np.sin(np.radians(angle_deg))
    linear, middle = np.array([[cos, -sin], [sin, cos]]), np.array(image.shape[::-1]) / 2
    matrix = np.column_stack((linear, middle - linear @ middle + shift))
    by_centres = matrix.copy()
    by_centres[:, 2] += linear @ (0.5, 0.5) - 0.5
    return cv2.warpAffine(image, by_centres, image.shape[::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), matrix


@pytest.mark.parametrize(("levels", "angle", "scale", "shift", "least"), [
    ((1.0,), 0, 1.0, (5.3, -3.6), 0.35), ((0.25, 0.5, 1.0), 0, 1.0, (5.3, -3.6), 0.08),
    ((1.0,), 4, 1.0, (0, 0), 0.18), ((0.25, 0.5, 1.0), 4, 1.0, (0, 0), 0.06),
    ((1.0,), 0, 0.8, (0, 0), 0.0), ((0.25, 0.5, 1.0), 4, 0.8, (3.0, 2.0), 0.0)])
def test_a_moved_picture_has_keypoints_at_the_moved_places(slim, picture, levels, angle, scale, shift, least):
    """As far as an untrained network finds the same again, which is by chance where a picture is reduced; but pairs lie to no side."""
    image = cv2.GaussianBlur(picture(500, 500, 3), (0, 0), 1.0)
    other, matrix = moved(image, angle, scale, shift)
    first, second = (extract(slim, one, levels=levels) for one in (image, other))
    elsewhere = np.column_stack((matrix[:, :2], matrix[:, 2] + (23, -29)))
    share, by_chance = (repeated(first, second, one, 500) for one in (matrix, elsewhere))
    one, two = paired(first, second)
    error = (second.xy[two] - first.xy[one] @ matrix[:, :2].T - matrix[:, 2]) / first.scale[one][:, None]
    near = np.hypot(*error.T) < 8
    assert by_chance < 0.03 and share > least
    # By chance one of a thousand pairs would be that near.
    assert near.sum() > max(100, 0.3 * len(one)) and np.abs(np.median(error[near], 0)).max() < 0.8


def clear_of(found: Keypoints, valid: np.ndarray) -> np.ndarray:
    """Pixels of its level between each keypoint and the next invalid pixel's edge."""
    far = cv2.distanceTransform(valid.astype(np.uint8), cv2.DIST_C, 3)
    col, row = np.clip(found.xy.astype(int), 0, np.array(valid.shape[::-1]) - 1).T
    return far[row, col] / found.scale


def test_borders_of_what_is_invalid_have_none(slim, picture):
    image = picture(400, 420)
    valid = np.ones(image.shape, bool)
    valid[100:180, 150:230] = False
    valid[:, 380:] = False
    everywhere, found = extract(slim, np.where(valid, image, 0)), extract(slim, np.where(valid, image, np.nan), valid)
    assert clear_of(found, valid).min() > 5 and (clear_of(found, valid) > 7).mean() > 0.95
    assert (clear_of(everywhere, valid) < 5).sum() > 20                                # they would be there
    assert set(found.scale) == {1.0, 2.0, 4.0}
    # Values of what is invalid make no difference.
    same(found, extract(slim, np.where(valid, image, 1e6), valid))


def test_places_that_see_mostly_what_is_invalid_have_none(slim, picture):
    image = picture(300, 300)
    strip = np.zeros(image.shape, bool)
    strip[:, 130:160] = True                                                           # a third of 92 px
    assert not len(extract(slim, image, strip, levels=(1.0,)))
    strip[:, 120:190] = True
    assert len(extract(slim, image, strip, levels=(1.0,)))
    assert not len(extract(slim, image, np.zeros(image.shape, bool)))


def test_the_strongest_are_those_of_all(slim, picture):
    image = picture(300, 310)
    whole, some = extract(slim, image, tile_px=64), extract(slim, image, tile_px=64, count=40)
    assert len(some) == 40 and np.array_equal(some.xy, whole.best(40).xy) and (np.diff(some.scores) <= 0).all()


def test_a_cap_for_each_tile_spreads_them(slim, picture):
    image = picture(384, 384)
    image[:, 192:] = 500 + (image[:, 192:] - 500) * 0.05                               # hardly anything to see
    count = 24
    capped = extract(slim, image, levels=(1.0,), tile_px=96, most_per_tile=3)
    best = extract(slim, image, levels=(1.0,), count=len(capped))
    assert len(capped) > count and (capped.xy[:, 0] > 200).mean() > (best.xy[:, 0] > 200).mean() + 0.1
    tiles = np.unique((capped.xy / 96).astype(int), axis=0, return_counts=True)[1]
    assert tiles.max() <= 4                                                            # half a cell over the edge


def test_the_work_is_told_and_can_be_ended(slim, picture, watching):
    class Ending(watching):
        def step(self, fraction, message=""):
            super().step(fraction, message)
            if len(self.shares) == 30:
                raise Cancelled
    progress = watching()
    extract(slim, picture(300, 300), tile_px=100, progress=progress)
    assert progress.shares == sorted(progress.shares) and progress.shares[0] == 0 and progress.shares[-1] == 1
    assert len(set(progress.shares)) > 10
    with pytest.raises(Cancelled):
        extract(slim, picture(300, 300), progress=Ending())
    assert len(extract(slim, picture(300, 300), levels=(1.0,)))                        # nothing is left on the network
    assert not any(layer._forward_pre_hooks for layer in slim._network.features)


def test_levels_too_small_for_the_network_are_left_out(slim, picture):
    found = extract(slim, picture(60, 60))
    assert set(found.scale) <= {1.0, 2.0} and len(found)
    same_image = extract(slim, picture(60, 60), levels=(0.5, 1.0))
    assert np.array_equal(found.xy, same_image.xy) and np.array_equal(found.scores, same_image.scores)
    with pytest.raises(OptionError, match="too small"):
        extract(slim, picture(15, 200))


@pytest.mark.parametrize("options", [
    {"levels": ()}, {"levels": (0.0, 1.0)}, {"levels": (np.nan,)}, {"count": 0}, {"tile_px": 0}, {"most_per_tile": 0},
    {"caps": (1600, 2800)}, {"image": np.zeros((2, 50, 50))}, {"valid": np.ones((3, 3), bool)}])
def test_options_that_make_no_sense_are_refused(slim, options):
    with pytest.raises(OptionError):
        extract(slim, **{"image": np.zeros((50, 50))} | options)


def test_integers_are_seen_as_the_numbers_they_are(slim, picture):
    image = np.round(picture(200, 200)).astype(np.uint16)
    same(extract(slim, image), extract(slim, image.astype(np.float64)))
    assert torch.is_inference_mode_enabled() is False


def blobs(size: int, seed: int) -> np.ndarray:
    """(N, 2) places from the outer corner, well apart and away from the border."""
    rng = np.random.default_rng(seed)
    lattice = np.stack(np.meshgrid(*[np.arange(90.0, size - 80, 48.0)] * 2), -1).reshape(-1, 2)
    return lattice + rng.uniform(-8, 8, lattice.shape)


def drawn(places: np.ndarray, size: int, sigma: float) -> np.ndarray:
    """(3, size, size) float32, 0 to 255: a round blob at each place."""
    x = np.arange(size) + 0.5
    columns, rows = (np.exp(-((x[None] - places[:, axis, None]) ** 2) / (2 * sigma**2)) for axis in (0, 1))
    return np.broadcast_to((200.0 * np.einsum("nr,nc->rc", rows, columns)).astype(np.float32), (3, size, size)).copy()


@pytest.mark.parametrize(("angle", "scale", "shift"), [(0, 1.0, (5.3, -3.6)), (30, 1.0, (0, 0)), (0, 0.8, (0, 0)), (-75, 0.8, (3.0, 2.0)),
                                                       (4, 1.3, (-2.2, 1.1))])
@pytest.mark.parametrize("level", [0.5, 1.0])
def test_coordinates_are_exact_wherever_a_picture_is_moved(passing, angle, scale, shift, level):
    """A network that hands on what it sees: keypoints lie within a pixel of their level from the middles of blobs, moved or not.

    A blob whose middle is just between two cells is none: both are as high.
    """
    places, size, radians = blobs(500, 1), 500, np.radians(angle)
    linear = scale * np.array([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
    there = (places - size / 2) @ linear.T + size / 2 + shift
    inside = ((there > 40) & (there < size - 40)).all(1)
    for at, sigma in ((places[inside], 7.0 / level / 2), (there[inside], 7.0 / level / 2 * scale)):
        found = extract(passing, drawn(at, size, sigma), levels=(level,))
        far, which = cKDTree(at).query(found.xy)
        assert len(set(which)) > max(20, 0.7 * inside.sum())
        assert far.max() < 1.0 / level and np.median(far) < 0.5 / level


@pytest.mark.parametrize(("angle", "scale", "shift", "exact", "near"), [(0, 1.0, (5.3, -3.6), 0.75, 0.9), (4, 1.0, (0, 0), 0.55, 0.85),
                                                                        (15, 1.0, (0, 0), 0.0, 0.5), (0, 0.8, (0, 0), 0.0, 0.4)])
def test_matches_of_the_shipped_weights_are_right_by_pixels(picture, angle, scale, shift, exact, near):
    """Of one picture moved, within 1 and 3 px: what responds is large, so that turned and scaled it peaks a little elsewhere."""
    image = cv2.GaussianBlur(picture(500, 500, 3), (0, 0), 1.0)
    other, matrix = moved(image, angle, scale, shift)
    describer = load_describer("d2-slim-1", "cpu")
    first, second = (extract(describer, one, levels=(1.0,)) for one in (image, other))
    one, two = paired(first, second)
    error = np.hypot(*(second.xy[two] - first.xy[one] @ matrix[:, :2].T - matrix[:, 2]).T)
    assert len(one) > 800 and (error < 1.0).mean() > exact and (error < 3.0).mean() > near
