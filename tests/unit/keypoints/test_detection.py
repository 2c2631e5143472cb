"""Maxima of the largest channel, no edges."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.keypoints.detection import detect

AT = torch.arange(-4.0, 5.0)


def bump(across: float, along: float, both: float = 0.0) -> torch.Tensor:
    """(1, 9, 9): a maximum in the middle with these curvatures."""
    i, j = AT[:, None], AT[None]
    return (20 - 0.1 * (across * i * i + along * j * j + both * i * j))[None]


def dense(features: np.ndarray, ratio: float = 5.0) -> set[tuple[int, int, int]]:
    """The definition, cell by cell and channel by channel."""
    channels, rows, cols = features.shape
    zeros = np.pad(features.astype(np.float64), ((0, 0), (1, 1), (1, 1)))
    found = set()
    for c, i, j in np.ndindex(channels, rows, cols):
        value, near = features[c, i, j], zeros[c, i : i + 3, j : j + 3]
        if value < features[:, i, j].max() or value < features[c, max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2].max():
            continue
        ii, jj = near[2, 1] - 2 * near[1, 1] + near[0, 1], near[1, 2] - 2 * near[1, 1] + near[1, 0]
        ij = (near[0, 0] - near[0, 2] - near[2, 0] + near[2, 2]) / 4
        determinant = ii * jj - ij * ij
        if determinant > 0 and (ii + jj) ** 2 / determinant <= (ratio + 1) ** 2 / ratio:
            found.add((c, i, j))
    return found


def test_a_round_maximum_is_found():
    assert detect(bump(1, 1)).tolist() == [[0, 4, 4]]


@pytest.mark.parametrize(("ratio", "found"), [(4.9, 1), (5.1, 0)])
def test_a_maximum_five_times_as_long_as_wide_is_an_edge(ratio, found):
    assert len(detect(bump(1, ratio))) == len(detect(bump(ratio, 1))) == found
    # Turned by 45 degrees.
    mean, difference = (1 + ratio) / 2, ratio - 1
    assert len(detect(bump(mean, mean, difference))) == found


def test_looking_at_the_largest_channel_finds_what_looking_at_all_does():
    for seed in range(5):
        features = np.random.default_rng(seed).random((6, 17, 23)).astype(np.float32)
        found = [tuple(cell) for cell in detect(torch.from_numpy(features)).tolist()]
        assert len(found) > 5 and len(set(found)) == len(found) and set(found) == dense(features)


def test_cells_at_the_border_are_compared_with_what_is_there():
    for sign in (1, -1):
        features = sign * np.random.default_rng(1).random((3, 12, 12)).astype(np.float32)
        found = set(map(tuple, detect(torch.from_numpy(features)).tolist()))
        assert found == dense(features)
        assert sign < 0 or any(i in (0, 11) or j in (0, 11) for _, i, j in found)


def test_flat_ground_has_none_and_of_equal_channels_the_first_counts():
    inner = torch.zeros((8, 8), dtype=torch.bool)
    inner[1:-1, 1:-1] = True                                   # beyond the border there is 0, which makes maxima of the corners
    assert not len(detect(torch.full((4, 8, 8), 3.0), inner)) and not len(detect(torch.zeros((4, 8, 8))))
    assert detect(torch.cat((bump(1, 1) - 1, bump(1, 1), bump(1, 1)))).tolist() == [[1, 4, 4]]


def test_what_rounding_makes_of_blank_ground_is_no_maximum():
    features = 100 * torch.ones((1, 40, 40)) + 1e-4 * torch.from_numpy(np.random.default_rng(0).random((1, 40, 40)).astype(np.float32))
    features[0, 20, 20] += 1
    inner = torch.zeros((40, 40), dtype=torch.bool)
    inner[1:-1, 1:-1] = True
    assert len(detect(features, inner)) > 20 and detect(features, inner, 1e-4).tolist() == [[0, 20, 20]]


def test_only_valid_cells_are_found_but_their_neighbours_count():
    features = torch.from_numpy(np.random.default_rng(2).random((4, 20, 20)).astype(np.float32))
    valid = torch.zeros((20, 20), dtype=torch.bool)
    valid[:, :10] = True
    everywhere = detect(features)
    assert detect(features, valid).tolist() == [cell for cell in everywhere.tolist() if cell[2] < 10]
