"""The known distortion: exact inverse, no folds, the size that was asked for."""
import json

import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.training.scenes.distortion import KINDS, Distortion, random_distortion

SIZE = (800, 600)
POINTS = np.random.default_rng(0).uniform((-100, -100), (900, 700), (3000, 2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_inverse_undoes_forward(kind, seed):
    distortion = random_distortion(kind, seed, SIZE, shift_px=15, rotation_deg=8, scale=0.1, shear=0.05, local_px=12)
    assert np.abs(distortion.inverse(distortion.forward(POINTS)) - POINTS).max() < 1e-8
    assert np.abs(distortion.forward(distortion.inverse(POINTS)) - POINTS).max() < 1e-8


@pytest.mark.parametrize("local_px, correlation_px", [(2, 60), (10, 100), (30, 50), (60, None)])
def test_local_warp_never_folds(local_px, correlation_px):
    for seed in range(5):
        distortion = random_distortion("local", seed, SIZE, local_px=local_px, correlation_px=correlation_px)
        assert np.linalg.det(distortion.jacobian(POINTS)).min() > 0.2


def test_local_warp_has_the_amplitude_asked_for():
    x, y = np.meshgrid(np.linspace(0, SIZE[0], 200), np.linspace(0, SIZE[1], 200))
    points = np.column_stack([x.ravel(), y.ravel()])
    for seed in range(5):
        moved = random_distortion("local", seed, SIZE, local_px=7.0).forward(points) - points
        assert 6.8 < np.linalg.norm(moved, axis=1).max() < 7.3


def test_parts_have_the_size_asked_for():
    centre = np.array([[400.0, 300.0]])
    assert np.linalg.norm(random_distortion("affine", 4, SIZE, shift_px=11).forward(centre) - centre) == pytest.approx(11)
    matrix = random_distortion("similarity", 4, SIZE, rotation_deg=5, scale=0.1).matrix[:, :2]
    assert abs(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))) == pytest.approx(5)
    assert np.sqrt(np.linalg.det(matrix)) == pytest.approx(1.1) or np.sqrt(np.linalg.det(matrix)) == pytest.approx(0.9)
    assert np.allclose(random_distortion("identity", 4, SIZE).forward(POINTS), POINTS)


def test_jacobian_is_the_derivative():
    distortion, step = random_distortion("affine+local", 1, SIZE, local_px=9), 1e-4
    for axis in (0, 1):
        move = np.eye(2)[axis] * step
        numeric = (distortion.forward(POINTS + move) - distortion.forward(POINTS - move)) / (2 * step)
        assert np.abs(numeric - distortion.jacobian(POINTS)[:, :, axis]).max() < 1e-6


def test_survives_json():
    distortion = random_distortion("affine+local", 2, SIZE)
    again = Distortion.from_dict(json.loads(json.dumps(distortion.to_dict())))
    assert np.array_equal(again.forward(POINTS), distortion.forward(POINTS))
    plain = random_distortion("shift", 2, SIZE)
    assert np.array_equal(Distortion.from_dict(json.loads(json.dumps(plain.to_dict()))).inverse(POINTS), plain.inverse(POINTS))


def test_same_seed_same_distortion():
    one, two, other = (random_distortion("affine+local", seed, SIZE).forward(POINTS) for seed in (5, 5, 6))
    assert np.array_equal(one, two) and not np.allclose(one, other)


def test_unknown_kind():
    with pytest.raises(OptionError, match="wobble"):
        random_distortion("wobble")
