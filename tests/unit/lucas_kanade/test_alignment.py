"""Coarse to fine over the levels, and what speaks against the outcome."""
import numpy as np
import pytest
import torch
from tiepoint.core.lucas_kanade.alignment import align, doubt
from tiepoint.core.lucas_kanade.corners import corner_error, homography, template_corners, unmoved
from torch.nn import functional

CORNERS = template_corners()


def picture(seed, side=320):
    """A smooth random image (side, side)."""
    noise = torch.randn((1, 1, side, side), generator=torch.Generator().manual_seed(seed))
    kernel = torch.exp(-(torch.arange(-24, 25) ** 2) / (2 * 8.0**2))
    kernel = kernel / kernel.sum()
    across = functional.conv2d(noise, kernel.view(1, 1, 1, -1), padding="same")
    blurred = functional.conv2d(across, kernel.view(1, 1, -1, 1), padding="same")
    return blurred / blurred.std()


def levels(image):
    """Maps whose pixels lie where those of the networks do: pixel i of the next level on pixel 2 i + 1."""
    return [image, image[..., 1::2, 1::2], image[..., 3::4, 3::4]]


def pair(seed, change):
    there = CORNERS + 32 + change
    matrix, image = homography(CORNERS, there), picture(seed)[..., 64:256, 64:256]
    row, col = np.mgrid[:128, :128]
    points = np.stack([col, row, np.ones_like(col)], -1).reshape(-1, 3) @ matrix.T
    xy = torch.from_numpy(points[:, :2] / points[:, 2:]).float() * 2 / 191 - 1
    template = functional.grid_sample(image, xy.view(1, 128, 128, 2), mode="bicubic", align_corners=True)
    return image, template, there


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_large_moves_are_found_over_the_levels(seed):
    image, template, there = pair(seed, np.random.default_rng(seed).uniform(-10, 10, (4, 2)))
    found = align(levels(image), levels(template), unmoved()[None], traced=True)[0]
    assert corner_error(found.homography, there) < 0.1
    assert not found.kept_initial and found.why == ""
    assert found.residual[1] < 0.1 * found.residual[0]
    assert [level for level, _ in found.trace] == sorted((level for level, _ in found.trace), reverse=True)
    assert sum(found.iterations.values()) + 3 == len(found.trace)
    np.testing.assert_allclose(found.trace[0][1], unmoved(), atol=1e-9)


def test_the_offset_between_levels_matters():
    image, template, there = pair(3, np.random.default_rng(3).uniform(-8, 8, (4, 2)))
    # Only the coarsest level: taken for aligned at its first pixel, it is off by what the scale of the homography makes of three pixels.
    coarse = [levels(one)[2] for one in (image, template)]
    from tiepoint.core.lucas_kanade import warp
    from tiepoint.core.lucas_kanade.solver import prepare, solve
    errors = []
    for compat in (False, True):
        begun = warp.to_level(torch.from_numpy(unmoved()[None]), 3, compat)
        solved = solve(prepare(coarse[1]), coarse[0], begun, 1e-4, 50)
        errors.append(corner_error(warp.of_level(solved.matrix, 3, compat)[0].numpy(), there))
    assert errors[0] < 0.1 and errors[1] > 2 * errors[0]


def test_unrelated_images_keep_the_guess_or_agree_better():
    for seed in range(6):
        image, template = picture(seed)[..., :192, :192], picture(seed + 100)[..., :128, :128]
        found = align(levels(image), levels(template), unmoved()[None])[0]
        if found.kept_initial:
            np.testing.assert_array_equal(found.homography, unmoved())
            assert found.why
        else:
            assert doubt(found.initial, found.found, CORNERS, *found.residual) == ""


@pytest.mark.parametrize(("matrix", "before", "after", "why"), [
    (unmoved(), 1.0, 0.5, ""),
    (unmoved() @ np.diag([-1.0, 1.0, 1.0]), 1.0, 0.1, "folded"),
    (homography(CORNERS, np.array([[32, 32], [159, 32], [40, 40], [32, 159.0]])), 1.0, 0.1, "folded"),
    (unmoved() @ np.diag([0.4, 0.4, 1.0]), 1.0, 0.1, "area"),
    (unmoved() @ np.diag([2.5, 2.5, 1.0]), 1.0, 0.1, "area"),
    (np.array([[1, 0, 60.0], [0, 1, 60], [0, 0, 1]]), 1.0, 0.9, "moved by 40"),
    (np.array([[1, 0, 60.0], [0, 1, 60], [0, 0, 1]]), 1.0, 0.7, ""),
    (np.array([[1, 0, 32.0], [0, 1, 32], [-0.02, 0, 1]]), 1.0, 0.1, "folded"),
    (unmoved(), 1.0, np.inf, "too little"),
    (np.full((3, 3), np.nan), 1.0, 0.5, "too little"),
])
def test_what_speaks_against_a_homography(matrix, before, after, why):
    said = doubt(unmoved(), matrix, CORNERS, before, after).replace("move by", "moved by")
    assert why in said and bool(why) == bool(said)
