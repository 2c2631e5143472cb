"""Cells of network features are registered to a fraction of a cell, whatever the network, and what does not settle is left out."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.matching.cells import CELL_PX
from tiepoint.core.matching.cnn_registration import CnnRegistration, matched
from tiepoint.core.matching.phase import Phase
from tiepoint.core.matching.placement import apply
from tiepoint.core.matching.refinement import refine
from tiepoint.core.models.backbone import VggBackbone, backbone
from tiepoint.core.models.preprocessing import Preprocessing
from tiepoint.core.models.vgg import Vgg16
from tiepoint.core.progress import Cancelled, Silent

SIDE = 256
GRID = np.stack(np.meshgrid(*[np.arange(60.0, 421, 36)] * 2), -1).reshape(-1, 2)
CELLS = np.ones((SIDE // CELL_PX,) * 2, bool)


@pytest.fixture(scope="module")
def shipped():
    """What sees where no other weights are."""
    return backbone("dense-1", "cpu")


@pytest.fixture(scope="module")
def untrained():
    """VGG-16 with random weights."""
    how = Preprocessing("RGB", 1 / 255, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    return VggBackbone(Vgg16.random(0), how, torch.device("cpu"), title="random weights")


@pytest.fixture(scope="module")
def bent_tile():
    """(reference, target, map of reference pixels to target pixels) of a smooth field of up to 12 px."""
    def moved(xy):
        xy = np.asarray(xy, np.float64)
        return xy + 12.0 * np.column_stack([np.sin(xy[:, 1] / 70.0 + 0.5), np.cos(xy[:, 0] / 80.0)]) * 0.7
    rng = np.random.default_rng(3)
    reference = sum(cv2.GaussianBlur(rng.normal(size=(SIDE + 64,) * 2).astype(np.float32), (0, 0), sigma) * sigma
                    for sigma in (1.5, 3.0, 8.0)) * 20.0
    x, y = np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5)
    places = np.column_stack([x.ravel(), y.ravel()])
    # The target shows at q what the reference shows at p with moved(p) = q: solved by iteration, the field is smooth.
    back = places.copy()
    for _ in range(20):
        back += places - moved(back)
    at = (back + 31.5).reshape(SIDE, SIDE, 2).astype(np.float32)
    target = cv2.remap(reference, at[..., 0], at[..., 1], cv2.INTER_CUBIC)
    return reference[32:-32, 32:-32].copy(), target, moved


@pytest.mark.parametrize("name", ["shipped", "untrained"])
def test_a_smooth_field_is_recovered_to_a_quarter_of_a_cell(request, bent_tile, name):
    taps, (reference, target, moved) = request.getfixturevalue(name), bent_tile
    valid = np.ones((SIDE, SIDE), bool)
    reference_px, target_px, mass = matched(taps(target, valid), taps(reference, valid), CELLS, CELLS, Silent())
    error = np.hypot(*(moved(reference_px) - target_px).T)
    assert len(error) > 50 and (mass > 0.5).all()
    assert np.hypot(*(reference_px - target_px).T).mean() > 5.0                     # there is something to find
    assert np.sqrt(np.mean(error**2)) < CELL_PX / 4


def test_the_published_form_keeps_its_slips(bent_tile, shipped):
    reference, target, moved = bent_tile
    valid = np.ones((SIDE, SIDE), bool)
    taps = shipped(target, valid), shipped(reference, valid)
    corrected, published = (matched(*taps, CELLS, CELLS, Silent(), near_px=24, compat=compat) for compat in (False, True))
    rmse = [np.sqrt(np.mean(np.sum((moved(found[0]) - found[1]) ** 2, axis=1))) if len(found[0]) else np.inf
            for found in (corrected, published)]
    assert rmse[0] < 0.8 * rmse[1]


def test_an_image_and_itself_stay_where_they_are(bent_tile, shipped, raster_pair, turned):
    valid = np.ones((SIDE, SIDE), bool)
    taps = shipped(bent_tile[0], valid)
    reference_px, target_px, _ = matched(taps, taps, CELLS, CELLS, Silent())
    assert len(reference_px) > 100 and np.abs(reference_px - target_px).max() < 1e-6
    found = CnnRegistration(shipped).measure(raster_pair(turned(0, 1, (0, 0)), noise=0.0), GRID, 1.0, lambda xy: xy, 64, Silent())
    assert len(found) == len(GRID) and np.hypot(*(found.nominal_xy - found.reference_xy).T).max() < 0.5


def test_what_does_not_belong_together_does_not_settle(bent_tile, shipped):
    valid = np.ones((SIDE, SIDE), bool)
    other = cv2.GaussianBlur(np.random.default_rng(9).normal(size=(SIDE, SIDE)).astype(np.float32), (0, 0), 3.0) * 60.0
    for near in (np.inf, 24.0):
        assert not len(matched(shipped(other, valid), shipped(bent_tile[0], valid), CELLS, CELLS, Silent(), near)[0])


def test_nodata_has_no_say(bent_tile, shipped):
    reference, target, _ = bent_tile
    valid = np.ones((SIDE, SIDE), bool)
    valid[:, 176:] = False
    cells = CELLS.copy()
    cells[:, 22:] = False
    found = []
    for value in (0.0, 9e3):
        images = [np.where(valid, image, np.float32(value)) for image in (target, reference)]
        found.append(matched(*(shipped(image, valid) for image in images), cells, cells, Silent()))
    assert len(found[0][0]) > 40 and found[0][1][:, 0].max() < 176.0
    assert all(np.array_equal(one, two) for one, two in zip(*found))


def test_refined_tie_points_are_sub_pixel(raster_pair, turned, shipped):
    matrix, matcher = turned(1.5, 1.01, (14.2, -9.6)), CnnRegistration(shipped)
    pair = raster_pair(matrix)
    found = refine(pair, matcher, matcher.place(pair, Silent(), thorough=False)[0].backward, Silent())
    error = np.hypot(*(found.measurement.nominal_xy - apply(matrix)(found.measurement.reference_xy)).T)[found.kept]
    assert found.evidence.convincing and found.kept.mean() > 0.9
    assert np.median(error) < 0.15 and np.percentile(error, 90) < 0.4


@pytest.mark.parametrize("name", ["shipped", "untrained"])
def test_cells_lead_windows_farther_than_these_can_look(request, raster_pair, turned, name):
    """The start is wrong by 30 px: windows that look 16 px around it find nothing right."""
    matrix, matcher = turned(0, 1, (26.0, -15.0)), CnnRegistration(request.getfixturevalue(name))
    pair = raster_pair(matrix)
    alone, led = (one.measure(pair, GRID, 1.0, lambda xy: xy, 64, Silent(), 16) for one in (Phase(), matcher))
    right = [(np.hypot(*(found.nominal_xy - apply(matrix)(found.reference_xy)).T) < 1.0).sum() for found in (alone, led)]
    assert right[0] < 0.05 * len(GRID)
    assert right[1] > 0.8 * len(GRID)


def test_what_edges_have_placed_is_not_said_of_cells(raster_pair, turned, shipped):
    pair = raster_pair(turned(20, 1, (0, 0)))
    assert {found.by for found in CnnRegistration(shipped).place(pair, Silent(), thorough=True)} == {"directions of edges"}


@pytest.mark.parametrize("name", ["shipped", "untrained"])
def test_the_same_twice_bit_for_bit(request, raster_pair, turned, name):
    pair = raster_pair(turned(0.5, 1, (2.4, -3.3)))
    one, two = (CnnRegistration(request.getfixturevalue(name)).measure(pair, GRID, 1.0, lambda xy: xy, 64, Silent()) for _ in range(2))
    assert len(one) > 0.5 * len(GRID)
    assert np.array_equal(one.nominal_xy, two.nominal_xy) and np.array_equal(one.scores, two.scores)


def test_unrelated_rasters_have_nothing_to_measure(raster_pair, turned, shipped):
    pair = raster_pair(turned(0, 1, (0, 0)), unrelated=True)
    found = CnnRegistration(shipped).measure(pair, GRID, 1.0, lambda xy: xy, 64, Silent())
    assert len(found) < 0.2 * len(GRID) and found.tried == len(GRID)


def test_it_stops_when_told_to(raster_pair, turned, shipped):
    class Stop(Silent):
        def step(self, fraction, message=""):
            if fraction > 0.3:
                raise Cancelled()

    with pytest.raises(Cancelled):
        CnnRegistration(shipped).measure(raster_pair(turned(0, 1, (2, 1))), GRID, 1.0, lambda xy: xy, 64, Stop())


def test_the_title_says_what_sees(shipped):
    assert CnnRegistration(shipped).title == f"cnn-registration ({shipped.title})"
