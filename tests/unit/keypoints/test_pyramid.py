"""Where cells of the levels lie, what is added and what is banned."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.keypoints import extraction
from tiepoint.core.keypoints.area import Area
from tiepoint.core.keypoints.extraction import extract
from tiepoint.core.keypoints.level import Level, Source
from tiepoint.core.keypoints.pyramid import Pyramid
from tiepoint.core.keypoints.reference import ReferencePyramid
from tiepoint.core.keypoints.resampling import resized
from tiepoint.core.progress import Silent

SCALES = (0.25, 0.5, 1.0)


def blob(size: tuple[int, int], cell: tuple[int, int], scale: float) -> tuple[np.ndarray, np.ndarray]:
    """A bright square 4 px of a level wide, about the centre of one of its cells, and that centre (x, y)."""
    image = np.full((3, *size), 10.0, np.float32)
    centre = (np.array(cell) * 4 + 4) / scale
    (top, left), (bottom, right) = (np.round(centre + by / scale).astype(int) for by in (-2, 2))
    image[:, top:bottom, left:right] = 200
    return image, centre[::-1]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", [(240, 240), (301, 257)])
def test_a_blob_is_where_it_is(passing, scale, size):
    image, centre = blob(size, (7, 6), scale)
    found = extract(passing, image, levels=(scale,))
    assert len(found) == 1 and np.abs(found.xy[0] - centre).max() < 0.5 and found.scale.tolist() == [1 / scale]


@pytest.mark.parametrize("scale", SCALES)
def test_the_reference_finds_it_two_pixels_of_the_level_too_low(passing, scale):
    image, centre = blob((240, 240), (2, 3), scale)
    found = extract(passing, image, levels=(scale,), compat=True, count=1)
    # Corner on corner, the first pixel of a level has the centre of the first one of the image: half their difference more.
    assert np.abs(found.xy[0] - (centre - 2 / scale)).max() <= 0.5 + (1 / scale - 1) / 2


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("side", [1000, 1003])
def test_a_dot_in_the_far_corner_is_where_it_is(passing, scale, side):
    last = int(side * scale) // 4 - 3
    image, centre = blob((side, side), (last, last), scale)
    assert centre.min() > side - 20 / scale
    found = extract(passing, image, levels=(scale,))
    assert len(found) == 1 and np.abs(found.xy[0] - centre).max() < 1.0


@pytest.mark.parametrize("side", [192, 203])
def test_coarser_features_are_added_where_finer_cells_lie(passing, side):
    """On a slope every place has its value: what a cell sees of itself and what coarser levels see there agree but for a constant."""
    image = np.broadcast_to(np.arange(side, dtype=np.float32), (3, side, side)).copy()
    pyramid = Pyramid(Source(passing, image, None, None), SCALES)
    whole = pyramid.features(2, pyramid.cells(2), lambda: None)[0].numpy()
    centres = 4 * np.arange(whole.shape[1]) + 3.5
    # The brightest of 4 px lies 1.5 px of the level to the right of their middle, in the images that have been resized too.
    wanted = 3 * centres + 1.5 * (4 + 2 + 1)
    middle = slice(8, -8)
    assert np.abs(whole[20, middle] - wanted[middle]).max() < 0.01


@torch.inference_mode()
def test_a_part_of_a_level_has_the_features_of_the_whole(slim, picture):
    image = picture(250, 331)
    valid = np.ones(image.shape, bool)
    source = Source(slim, image, None, slim.stretch(image, valid))
    one = Pyramid(source, SCALES)
    whole, kept = one.features(2, one.cells(2), lambda: None), Pyramid(source, SCALES)
    apart = (Area(0, 0, 9, 12), Area(20, 31, 41, 50), one.cells(2), Area(50, 70, *one.cells(2).shape))
    # What is known of one is not taken for what lies below, above, right or left of it.
    moved = (Area(26, 35, 35, 45), Area(50, 35, 59, 45), Area(26, 35, 35, 45), Area(26, 60, 35, 70), Area(26, 35, 35, 45))
    for area, pyramid in (*((area, Pyramid(source, SCALES)) for area in apart), *((area, kept) for area in moved)):
        part = pyramid.features(2, area, lambda: None)
        assert part.shape[1:] == area.shape
        assert torch.allclose(part, whole[(slice(None), *area.slices)], rtol=1e-4, atol=1e-4 * float(whole.max()))


def test_a_level_is_the_image_reduced(slim):
    """A slow wave is the same at all scales, where it lies."""
    rows, cols = np.mgrid[:400, :300].astype(np.float32)
    image = 100 + 50 * np.sin(rows / 40) + 50 * np.cos(cols / 30)
    for scale in (0.25, 0.3, 0.5, 1.0, 1.7):
        level = Level(Source(slim, image, None, None), scale)
        taps = level._taps(level.cells)
        y, x = (((np.arange(len(tap.index)) + 0.5) / scale - 0.5) for tap in taps)
        wanted = 100 + 50 * np.sin(y / 40)[:, None] + 50 * np.cos(x / 30)[None]
        assert np.abs(resized(image, *taps) - wanted)[5:-5, 5:-5].max() < 1.0


class Unseeing:
    """A describer of the bands as they are."""

    channels = 1

    def bands(self, image, valid, stretch):
        return image

    def colours(self, bands, valid):
        return bands


def peaks(side: int, *cells: tuple[int, int], value: float = 8.0) -> np.ndarray:
    found = np.zeros((side, side), np.float32)
    for i, j in cells:
        found[i - 1 : i + 2, j - 1 : j + 2] = np.maximum(found[i - 1 : i + 2, j - 1 : j + 2], value / 4)
        found[i, j] = value
    return found


def given(kind, coarse: np.ndarray, fine: np.ndarray):
    """Keypoints of a pyramid of two levels of 128 and 256 px whose features, added up already, are these."""
    class Given(kind):
        def features(self, index, area, alive):
            return torch.from_numpy((coarse, fine)[index])[(None, *area.slices)]
    pyramid = Given(Source(Unseeing(), np.zeros((3, 256, 256), np.float32), None, None), (0.5, 1.0))
    return extraction._extracted(pyramid, Unseeing(), 10**6, None, None, Silent())


@pytest.mark.parametrize("kind", [Pyramid, ReferencePyramid])
def test_a_detection_bans_its_place_in_finer_levels_and_scores_are_shared(kind):
    nearest = [i for i in range(63) if (i // 2 if kind is Pyramid else int(i * 31 / 63)) == 10]
    assert len(nearest) == 2
    fine = peaks(63, (nearest[0], nearest[1]), (nearest[0] - 2, nearest[0]), (40, 40))
    found = given(kind, peaks(31, (10, 10)), fine)
    assert sorted(zip(found.scale, found.scores)) == [(1.0, 4.0), (1.0, 4.0), (2.0, 8.0)]
    alone = given(kind, peaks(31, (20, 5)), fine)
    assert (alone.scale == 1.0).sum() == 3


@pytest.mark.parametrize("kind", [Pyramid, ReferencePyramid])
def test_what_is_too_far_off_its_cell_still_bans_it(kind):
    coarse = peaks(31, (10, 10))
    coarse[11, 10] = coarse[10, 11] = coarse[11, 11] = 7.9      # a maximum, but more than half a cell from its vertex
    fine = peaks(63, (21, 21) if kind is Pyramid else (22, 22))
    assert not len(given(kind, coarse, fine)) and len(given(kind, np.zeros_like(coarse), fine)) == 1


@pytest.mark.parametrize("kind", [Pyramid, ReferencePyramid])
def test_a_level_without_any_does_not_end_the_work(kind):
    found = given(kind, np.zeros((31, 31), np.float32), peaks(63, (30, 30)))
    assert found.scale.tolist() == [1.0] and found.scores.tolist() == [4.0]
