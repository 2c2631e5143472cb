"""The inverse-compositional solver on functions whose values are known everywhere."""
import inspect

import numpy as np
import pytest
import torch
from tiepoint.core.lucas_kanade import alignment, warp
from tiepoint.core.lucas_kanade.corners import corner_error, homography, mapped, template_corners, unmoved
from tiepoint.core.lucas_kanade.solver import LEAST_OVERLAP, prepare, solve

CORNERS = template_corners()
SIDE, INPUT = 128, 192


class Bumps:
    """A sum of Gaussians, known between pixels too."""

    def __init__(self, seed, width=(20.0, 40.0)):
        rng = np.random.default_rng(seed)
        self.parts = np.c_[rng.uniform(-30, INPUT + 30, (90, 2)), rng.uniform(*width, 90), rng.normal(size=90)]

    def __call__(self, xy):
        return sum(height * np.exp(-((xy - (x, y)) ** 2).sum(-1) / (2 * size**2)) for x, y, size, height in self.parts)

    def input(self):
        return tensor(self(pixels(INPUT)).reshape(INPUT, INPUT))

    def template(self, matrix):
        return tensor(self(mapped(matrix, pixels(SIDE))).reshape(SIDE, SIDE))


def pixels(side):
    row, col = np.mgrid[:side, :side]
    return np.stack([col, row], -1).reshape(-1, 2).astype(float)


def tensor(image):
    return torch.from_numpy(np.asarray(image, np.float32))[None, None]


def start(*matrices):
    return torch.from_numpy(np.stack(matrices))


def moved(change):
    there = CORNERS + 32 + change
    return homography(CORNERS, there), there


@pytest.mark.parametrize("shift", [(2.3, -1.7), (-3.0, 3.0), (0.4, 0.0)])
def test_shifts(shift):
    scene, (matrix, there) = Bumps(1), moved(np.tile(shift, (4, 1)))
    for freedom, limit in ((2, 0.01), (8, 0.02)):
        found = solve(prepare(scene.template(matrix), freedom=freedom), scene.input(), start(unmoved()), 1e-4, 50)
        assert corner_error(found.matrix[0].numpy(), there) < limit
        assert bool(found.converged[0])


@pytest.mark.parametrize("case", ["affine", "perspective"])
def test_affine_and_perspective(case):
    middle = np.array([[1, 0, 63.5], [0, 1, 63.5], [0, 0, 1.0]])
    bent = np.array([[1.05, 0.03, 0.0], [-0.02, 0.95, 0.0], [0, 0, 1]]) if case == "affine" else \
        np.array([[1, 0, 0], [0, 1, 0], [1e-4, -1e-4, 1.0]])
    matrix = unmoved() @ middle @ bent @ np.linalg.inv(middle)
    scene, there = Bumps(2), mapped(matrix / matrix[2, 2], CORNERS)
    found = solve(prepare(scene.template(matrix)), scene.input(), start(unmoved()), 1e-4, 50)
    assert corner_error(found.matrix[0].numpy(), there) < 0.05


def test_published_half_steps_reach_the_same_place_later():
    scene, (matrix, _) = Bumps(3), moved(np.random.default_rng(0).uniform(-5, 5, (4, 2)))
    template = scene.template(matrix)
    plain, published = (solve(prepare(template, compat=compat), scene.input(), start(unmoved()), 1e-4, 100) for compat in (False, True))
    assert corner_error(plain.matrix[0].numpy(), mapped(published.matrix[0].numpy(), CORNERS)) < 0.01
    assert int(published.iterations[0]) > 2 * int(plain.iterations[0])


def test_nothing_to_do_is_no_step():
    scene = Bumps(4)
    found = solve(prepare(scene.template(unmoved())), scene.input(), start(unmoved()), 1e-6, 5, traced=True)
    assert corner_error(found.trace[1][0].numpy(), CORNERS + 32) < 1e-4
    assert len(found.trace) == int(found.iterations[0]) + 1


def test_a_step_and_the_opposite_one_undo_each_other():
    step = torch.from_numpy(np.random.default_rng(5).normal(size=(1, 8)))
    for size in (1e-2, 1e-3):
        both = warp.increment(size * step) @ warp.increment(-size * step)
        assert float((both - torch.eye(3, dtype=torch.float64)).abs().max()) < 20 * size**2


def test_batches_are_solved_as_one_by_one():
    scene, rng = Bumps(6), np.random.default_rng(6)
    cases = [moved(rng.uniform(-6, 6, (4, 2))) for _ in range(4)]
    templates = torch.cat([scene.template(matrix) for matrix, _ in cases])
    together = solve(prepare(templates), scene.input(), start(*[unmoved()] * 4), 1e-3, 30)
    for index, (_, there) in enumerate(cases):
        alone = solve(prepare(templates[index : index + 1]), scene.input(), start(unmoved()), 1e-3, 30)
        assert corner_error(together.matrix[index].numpy(), mapped(alone.matrix[0].numpy(), CORNERS)) < 1e-3
        assert int(together.iterations[index]) == int(alone.iterations[0])
        assert corner_error(together.matrix[index].numpy(), there) < 0.05


def test_masked_pixels_have_no_say():
    scene, (matrix, there) = Bumps(7), moved(np.tile([2.0, 1.0], (4, 1)))
    image, known = scene.input(), torch.ones((1, INPUT, INPUT))
    image[..., 60:110, 60:100], known[:, 60:110, 60:100] = 9.0, 0.0
    wrong, right = (solve(prepare(scene.template(matrix)), image, start(unmoved()), 1e-4, 50, weights) for weights in (None, known))
    assert corner_error(right.matrix[0].numpy(), there) < 0.02
    assert corner_error(wrong.matrix[0].numpy(), there) > 1.0
    template, inner = scene.template(matrix), torch.ones((1, SIDE, SIDE))
    template[..., 40:80, 40:80], inner[:, 40:80, 40:80] = 9.0, 0.0
    found = solve(prepare(template, inner), scene.input(), start(unmoved()), 1e-4, 50)
    assert corner_error(found.matrix[0].numpy(), there) < 0.02


def test_the_border_does_not_pull():
    # A quarter of the template lies outside of the input.
    scene, (matrix, there) = Bumps(8), moved(np.tile([54.0, 0.0], (4, 1)))
    found = solve(prepare(scene.template(matrix)), scene.input(), start(moved(np.tile([52.5, 1.0], (4, 1)))[0]), 1e-4, 50)
    assert 0.7 < float(found.overlap[0]) < 0.9
    assert corner_error(found.matrix[0].numpy(), there) < 0.03


def test_too_little_overlap_is_left_alone():
    scene, far = Bumps(9), moved(np.tile([130.0, 0.0], (4, 1)))[0]
    found = solve(prepare(scene.template(unmoved())), scene.input(), start(far), 1e-4, 50)
    assert float(found.overlap[0]) < LEAST_OVERLAP and not np.isfinite(float(found.residual[0]))
    np.testing.assert_array_equal(found.matrix[0], far)


def test_flat_templates_stay_where_they_are():
    found = solve(prepare(torch.full((1, 1, SIDE, SIDE), 0.5)), torch.full((1, 1, INPUT, INPUT), 0.7), start(unmoved()), 1e-3, 20)
    assert corner_error(found.matrix[0].numpy(), CORNERS + 32) < 1e-3


@pytest.mark.parametrize(("freedom", "free"), [(2, (2, 5)), (6, (0, 1, 2, 3, 4, 5))])
def test_less_freedom(freedom, free):
    scene, (matrix, there) = Bumps(10), moved(np.tile([2.0, -1.5], (4, 1)))
    found = solve(prepare(scene.template(matrix), freedom=freedom), scene.input(), start(unmoved()), 1e-4, 50).matrix[0].numpy()
    assert corner_error(found, there) < 0.02
    kept = np.setdiff1d(np.arange(8), free)
    np.testing.assert_allclose(found.ravel()[kept], np.eye(3).ravel()[kept], atol=1e-9)


def test_variance_tells_the_error_of_noise():
    scene, (matrix, _), rng = Bumps(11), moved(np.tile([1.3, 2.4], (4, 1))), np.random.default_rng(11)
    template, middle = scene.template(matrix).expand(40, -1, -1, -1), np.array([[63.5, 63.5]])
    noisy = torch.cat([scene.input() + tensor(rng.normal(0, 0.1, (INPUT, INPUT))) for _ in range(40)])
    found = solve(prepare(template), noisy, start(*[unmoved()] * 40), 1e-4, 50)
    errors = mapped(found.matrix.numpy(), middle)[:, 0] - mapped(matrix, middle)
    assert np.sqrt((errors**2).mean() / 2) == pytest.approx(float(found.variance.mean().sqrt()), rel=0.3)


def test_stopping_knows_no_truth():
    for function in (solve, alignment.align, alignment.doubt):
        assert not {"truth", "label", "corners_true", "ground_truth"} & set(inspect.signature(function).parameters)
