"""Homographies applied to images."""
import numpy as np
import pytest
import torch
from tiepoint.core.lucas_kanade import warp
from tiepoint.core.lucas_kanade.corners import corner_error, homography, mapped, template_corners, unmoved

RNG = np.random.default_rng(3)
PERSPECTIVE = homography(template_corners(), template_corners() + 32 + RNG.uniform(-25, 25, (4, 2)))


def test_four_points_go_where_they_were_sent():
    there = template_corners() + 32 + RNG.uniform(-32, 32, (4, 2))
    matrix = homography(template_corners(), there)
    assert matrix[2, 2] == 1.0
    np.testing.assert_allclose(mapped(matrix, template_corners()), there, atol=1e-9)
    assert corner_error(matrix, there) < 1e-9
    assert corner_error(matrix, there + [3.0, 4.0]) == pytest.approx(5.0)


def test_nothing_moved():
    np.testing.assert_allclose(unmoved(), [[1, 0, 32], [0, 1, 32], [0, 0, 1]], atol=1e-12)
    np.testing.assert_allclose(mapped(unmoved(compat=True), template_corners())[2], [160.0, 160.0], atol=1e-9)


def test_jacobian_is_the_derivative_of_the_warp():
    xy = torch.from_numpy(RNG.uniform(-1, 1, (50, 2)))
    found, step = warp.jacobian(xy), 1e-6
    for index in range(8):
        change = torch.zeros((1, 8), dtype=torch.float64)
        change[0, index] = step
        ahead, behind = (warp.apply(warp.increment(sign * change), xy)[0] for sign in (1, -1))
        numeric = (ahead - behind) / (2 * step)
        scale = numeric.abs().max()
        assert float((numeric - found[..., index]).abs().max() / scale) < 1e-6


def test_identity_samples_the_image_itself():
    image = torch.from_numpy(RNG.normal(size=(2, 3, 17, 23))).float()
    xy = warp.grid(17, 23).expand(2, -1, -1)
    found, inside = warp.sample(image, xy)
    assert bool(inside.all())
    torch.testing.assert_close(found, image.flatten(2), atol=1e-5, rtol=0)


def test_one_image_serves_many_templates():
    images = torch.from_numpy(RNG.normal(size=(1, 2, 20, 30))).float()
    xy = torch.from_numpy(RNG.uniform(-5, 35, (4, 50, 2)))
    one, inside = warp.sample(images, xy)
    many, inside_many = warp.sample(images.expand(4, -1, -1, -1), xy)
    torch.testing.assert_close(one, many)
    assert bool((inside == inside_many).all())


def test_outside_is_nothing_and_published_weights_lose_the_last_row():
    image = torch.ones((1, 1, 10, 10))
    xy = torch.tensor([[[-0.5, 5.0], [9.0, 5.0], [9.5, 5.0], [8.99, 5.0], [float("inf"), float("nan")]]])
    found, inside = warp.sample(image, xy)
    assert inside[0].tolist() == [False, True, False, True, False]
    assert found[0, 0].tolist() == pytest.approx([0, 1, 0, 1, 0])
    assert warp.sample(image, xy, compat=True)[1][0].tolist() == [False, False, False, True, False]


@pytest.mark.parametrize("compat", [False, True])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_levels_and_back(level, compat):
    matrix = torch.from_numpy(PERSPECTIVE)[None]
    there = warp.to_level(matrix, level, compat)
    torch.testing.assert_close(warp.of_level(there, level, compat), matrix)
    factor, offset = 2 ** (level - 1), 0 if compat else 2 ** (level - 1) - 1
    pixels = torch.from_numpy(RNG.uniform(0, 30, (20, 2)))
    torch.testing.assert_close(warp.apply(there, pixels)[0] * factor + offset, warp.apply(matrix, pixels * factor + offset)[0])
    assert corner_error(warp.of_level(there, level, compat)[0].numpy(), mapped(PERSPECTIVE, template_corners())) < 1e-9
