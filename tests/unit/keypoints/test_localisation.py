"""Positions between cells and descriptors there."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.keypoints.localisation import describe, locate

CELL = torch.tensor([[0, 4, 4]])


def quadratic(i0: float, j0: float, a: float = 1.0, b: float = 0.7, c: float = 0.3) -> torch.Tensor:
    i, j = torch.arange(9.0, dtype=torch.float64)[:, None] - 4 - i0, torch.arange(9.0, dtype=torch.float64)[None] - 4 - j0
    return (-a * i * i - b * j * j - c * i * j)[None].float()


@pytest.mark.parametrize("at", [(0.0, 0.0), (0.3, -0.2), (-0.49, 0.49), (0.1, 0.45)])
def test_quadratics_are_exact(at):
    position, near = locate(quadratic(*at), CELL)
    assert near.all() and torch.allclose(position, 4 + torch.tensor([at], dtype=torch.float64), atol=1e-5)


def test_steps_of_half_a_cell_are_dropped():
    for at in ((0.51, 0.0), (0.0, -0.51), (0.6, 0.6)):
        assert not locate(quadratic(*at), CELL)[1].any()
    assert not locate(torch.ones(1, 9, 9), CELL)[1].any()                              # no vertex at all


def test_beyond_the_border_is_zero():
    features = torch.zeros(1, 3, 3)
    features[0, 0, 0], features[0, 0, 1], features[0, 1, 0] = 4.0, 1.0, 2.0
    position, near = locate(features, torch.tensor([[0, 0, 0]]))
    # Gradient (1, 0.5), second differences -6, -7 and 0.
    assert near.all() and torch.allclose(position, torch.tensor([[1 / 6, 0.5 / 7]], dtype=torch.float64))


def test_descriptors_are_bilinear_and_of_unit_length():
    features = torch.from_numpy(np.random.default_rng(0).random((5, 6, 7)).astype(np.float32))
    found, inside = describe(features, torch.tensor([[2.25, 3.5], [1.0, 6.0], [5.0, 0.0]], dtype=torch.float64))
    wanted = 0.375 * (features[:, 2, 3] + features[:, 2, 4]) + 0.125 * (features[:, 3, 3] + features[:, 3, 4])
    assert inside.all() and torch.allclose(found[0], wanted / wanted.norm(), atol=1e-6)
    assert torch.allclose(found[1], features[:, 1, 6] / features[:, 1, 6].norm(), atol=1e-6)
    assert torch.allclose(found.norm(dim=1), torch.ones(3), atol=1e-6)


def test_positions_with_a_corner_outside_have_none():
    at = torch.tensor([[-0.1, 2], [2, -0.1], [5.1, 2], [2, 6.1], [4.9, 5.9]], dtype=torch.float64)
    found, inside = describe(torch.ones(5, 6, 7), at)
    assert inside.tolist() == [False, False, False, False, True] and found.shape == (1, 5)
