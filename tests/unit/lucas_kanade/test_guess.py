"""Guesses of regression networks."""
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError
from tiepoint.core.lucas_kanade import guess
from tiepoint.core.lucas_kanade.corners import homography, template_corners, unmoved
from tiepoint.core.models.deep_lk import DeepLK

SMALL = {"width": 4, "regression_width": 2, "hidden": 8}


def saying(network, *matrices):
    """The network whose stages say given homographies, whatever they see."""
    for regression, matrix in zip(network.regression, matrices):
        with torch.no_grad():
            regression.conv_final.weight.zero_()
            regression.conv_final.bias.copy_(torch.from_numpy(matrix.ravel()[:8]))
    return network


def test_stages_act_one_after_the_other():
    rng = np.random.default_rng(0)
    first, second, third = (homography(template_corners(), template_corners() + rng.uniform(-9, 9, (4, 2))) for _ in range(3))
    network = saying(DeepLK.random(0, **SMALL), first, second, third)
    images = torch.rand((2, 3, 192, 192)), torch.rand((2, 3, 128, 128))
    wanted = third @ second @ first
    for how, matrix in (("multi", wanted / wanted[2, 2]), ("simple", first), ("vanilla", unmoved())):
        found = guess.guess(network, *images, how)
        assert found.shape == (2, 3, 3)
        np.testing.assert_allclose(found[0], matrix, rtol=1e-4, atol=1e-6)


def test_templates_lie_in_the_middle_of_the_canvas():
    templates = torch.rand((2, 3, 128, 128)) + 1
    canvas = guess.on_canvas(templates)
    torch.testing.assert_close(canvas[..., 32:160, 32:160], templates)
    assert float(canvas.sum()) == pytest.approx(float(templates.sum()), rel=1e-5)
    moved = guess.on_canvas(templates, torch.from_numpy(np.stack([unmoved()] * 2)))
    torch.testing.assert_close(moved, canvas, atol=1e-4, rtol=0)


def test_placed_templates_follow_their_homography():
    templates, matrix = torch.zeros((1, 1, 128, 128)), unmoved().copy()
    templates[..., 40, 70], matrix[:2, 2] = 1.0, (20.0, 45.0)
    placed = guess.on_canvas(templates, torch.from_numpy(matrix)[None])
    assert (placed[0, 0] > 0.99).nonzero().tolist() == [[85, 90]]


def test_grey_is_what_published_networks_see():
    network = DeepLK.random(0, **SMALL)
    canvas = network.canvas(torch.ones((1, 3, 192, 192)), torch.tensor([1.0, 0.5, 0.0]).view(1, 3, 1, 1).expand(1, 3, 192, 192))
    assert canvas.shape == (1, 2, 192, 192)
    assert canvas[0, :, 5, 5].tolist() == pytest.approx([0.9999, 0.2989 + 0.2935], abs=1e-4)


def test_no_networks_no_guess():
    network = DeepLK.random(0, width=4, regressions=0)
    images = torch.rand((1, 3, 192, 192)), torch.rand((1, 3, 128, 128))
    with pytest.raises(ModelError, match="no networks that guess"):
        guess.guess(network, *images, "multi")
    with pytest.raises(ModelError, match="no guess 'best'"):
        guess.guess(network, *images, "best")
    np.testing.assert_array_equal(guess.guess(network, *images, "vanilla")[0], unmoved())
