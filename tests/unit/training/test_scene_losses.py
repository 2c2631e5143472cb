"""What is to become small has the values and slopes that its formulas have."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.models.corrfusion.network import CorrFusionNet
from tiepoint.core.training.scene_change import canonical
from tiepoint.core.training.scene_change.moments import Moments, decorrelation
from tiepoint.core.training.scene_change.objective import DECORRELATED, Pupil, alike_loss, class_loss, decay

torch.set_num_threads(1)


def normal(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_only_pairs_that_have_not_changed_are_drawn_together():
    far = (normal(8).abs() + 0.1).requires_grad_(True)
    none, every, some = torch.zeros(8, dtype=bool), torch.ones(8, dtype=bool), torch.arange(8) < 3
    assert alike_loss(far, none).item() == 0.0
    assert alike_loss(far, every).item() == pytest.approx(0.1 * far.mean().item(), rel=1e-12)
    alike_loss(far, some).backward()
    assert not far.grad[3:].any() and torch.allclose(far.grad[:3], torch.full((3,), 0.1 / 8, dtype=torch.float64))


def test_features_that_tell_different_things_cost_nothing():
    orthogonal = torch.linalg.qr(normal(40, 6))[0]
    moments = Moments(6).double()
    assert decorrelation(moments(orthogonal)).item() == pytest.approx(0, abs=1e-12)
    twice = torch.zeros(41, 6, dtype=torch.float64)
    twice[:, 0] = twice[:, 1] = torch.tensor([1.0, -1.0] * 20 + [0.0], dtype=torch.float64)
    assert DECORRELATED * decorrelation(Moments(6).double()(twice)).item() == pytest.approx(2 * DECORRELATED, rel=1e-12)
    assert all(decorrelation(normal(5, 5, seed=seed)).item() >= 0 for seed in range(20))


@pytest.mark.parametrize("steps", [1, 2, 7, 100])
def test_moments_that_stay_are_known_at_once(steps):
    features = normal(30, 4)
    moments = Moments(4).double()
    for _ in range(steps):
        found = moments(features)
    assert torch.allclose(found, features.T @ features / 29, rtol=1e-10)


def test_moments_forget_and_do_not_learn_when_they_are_asked():
    old, new = normal(30, 4), 3 * normal(30, 4, seed=1)
    moments = Moments(4).double()
    moments(old)
    found = moments(new)
    expected = (0.9 * old.T @ old + new.T @ new) / 29 / 1.9
    assert torch.allclose(found, expected, rtol=1e-10)
    moments.eval()
    before = moments.total.clone()
    moments(old)
    assert torch.equal(moments.total, before)


@pytest.mark.parametrize("width", [1, 3, 6])
def test_features_made_of_others_correlate_fully(width):
    one = normal(400, width)
    other = one @ normal(width, width, seed=1) + 3.0
    assert canonical.correlation_loss(one, other, 1e-9).item() == pytest.approx(-width, abs=1e-5)
    assert canonical.canonical_correlation(one, other, 1e-9).item() == pytest.approx(width**0.5, abs=1e-5)


def test_features_that_have_nothing_in_common_do_not_correlate():
    assert -canonical.correlation_loss(normal(20000, 4), normal(20000, 4, seed=1)).item() < 4 * 0.03


def test_correlation_does_not_depend_on_the_basis():
    one = normal(300, 4)
    other = one + normal(300, 4, seed=1)
    turned = canonical.correlations(one @ normal(4, 4, seed=2), other @ normal(4, 4, seed=3) - 1.0, 1e-12)
    assert torch.allclose(canonical.correlations(one, other, 1e-12), turned, atol=1e-6)
    # A closed form: the share of the variance that is common.
    assert canonical.correlations(one[:, :1], other[:, :1], 1e-12).item() == pytest.approx(
        abs(np.corrcoef(one[:, 0].numpy(), other[:, 0].numpy())[0, 1]), abs=1e-9)


@pytest.mark.parametrize("which", [0, 1])
def test_the_slope_is_that_of_the_loss_and_makes_correlation_larger(which):
    pair = [normal(30, 3), normal(30, 4, seed=1) + 0.5 * normal(30, 1)]
    pair[which].requires_grad_(True)
    loss = canonical.correlation_loss(*pair)
    slope, = torch.autograd.grad(loss, pair[which])
    step = normal(*pair[which].shape, seed=5)
    difference = 0.0
    with torch.no_grad():
        for sign in (1, -1):
            moved = list(pair)
            moved[which] = pair[which] + sign * 1e-5 * step
            difference += sign * -canonical.correlations(*moved).sum().item() / 2e-5
        assert (slope * step).sum().item() == pytest.approx(difference, rel=1e-4)
        moved[which] = pair[which] - 0.05 * slope / slope.norm()
        assert canonical.correlations(*moved).sum() > -loss


@pytest.mark.parametrize("objective", ["plain", "corrfusion", "dcca", "soft-dcca"])
def test_every_objective_has_slopes_for_all_that_it_is_about(objective):
    network = CorrFusionNet.random(0, backbone="slim", classes=3, side=32, width=4, fusion=objective == "corrfusion")
    pupil = Pupil(network, objective).train()
    tiles = [normal(12, 3, 32, 32, seed=seed).float() for seed in (0, 1)]
    seen = pupil.network(*tiles)
    relation = pupil.relation(seen, torch.arange(12) % 2 == 0, 1.0)
    assert (relation.item() == 0.0) == (objective == "plain") and (relation.item() < 0) == (objective == "dcca")
    labels = torch.arange(12) % 3, torch.arange(12) % 2
    (class_loss(seen, labels) + relation + decay(network)).backward()
    assert all(value.grad is not None and torch.isfinite(value.grad).all() for value in network.parameters())
    assert len(pupil.moments) == (2 if objective in ("corrfusion", "soft-dcca") else 0)
    assert all(moments.weight == 1.0 for moments in pupil.moments)


def test_the_decay_is_half_the_squares_of_dense_kernels():
    network = CorrFusionNet.random(0, backbone="slim", classes=3, side=32, width=4)
    kernels = [value for name, value in network.named_parameters() if "dense" in name and name.endswith("weight")]
    squares = sum((value**2).sum().item() for value in kernels)
    assert len(kernels) == 4 and decay(network).item() == pytest.approx(1e-4 * squares / 2, rel=1e-5)
    weights = torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0])
    seen = network(*(torch.zeros(2, 3, 32, 32) for _ in range(2)))
    seen = type(seen)(torch.tensor([[2.0, 0.0], [0.0, 0.0]]), torch.tensor([[0.0, 0.0], [0.0, 1.0]]), seen.features)
    labels = torch.tensor([0, 1]), torch.tensor([0, 1])
    assert class_loss(seen, labels, weights).item() == pytest.approx(np.log(1 + np.exp(-2)) + np.log(1 + np.exp(-1)), rel=1e-6)
