"""First pairs by features: thresholds as if lowered step by step, the table among the pairs, and what registration makes of them."""
from __future__ import annotations

import lap
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiepoint.core.errors import AlignmentError, OptionError
from tiepoint.core.geometry.point_set import COMPATIBLE, register
from tiepoint.core.matching.cells import Cells
from tiepoint.core.matching.feature_distance import feature_distance
from tiepoint.core.matching.prematching import nearest, prematch, threshold
from tiepoint.core.models import store
from tiepoint.core.models.vgg import Vgg16

CELLS = Cells(28, 28)
PLACES = CELLS.normalise(CELLS.centres())


def scenery(seed=0, noise=0.0, shift=(0, 0)):
    """A picture (3, 224, 224) of several scales, moved by whole cells, with noise."""
    rng = np.random.default_rng(seed)
    field = np.zeros((3, 224, 224))
    for scale, strength in ((4, 12), (8, 25), (28, 40)):
        coarse = rng.normal(size=(3, 224 // scale, 224 // scale))
        field += strength * np.kron(coarse, np.ones((scale, scale)))
    field = np.roll(field, (shift[1] * 8, shift[0] * 8), (1, 2))
    return np.clip(128 + field + noise * np.random.default_rng(99).normal(size=field.shape), 0, 255)


@pytest.fixture(scope="module")
def taps():
    """Function of a picture: features of an untrained network."""
    network, prepared, known = Vgg16.random(0), store.get("vgg16-caffe").preprocessing, {}

    def describe(**picture):
        key = repr(picture)
        if key not in known:
            with torch.inference_mode():
                known[key] = [tap[0].numpy() for tap in network(torch.from_numpy(prepared(scenery(**picture))[None]))]
        return known[key]
    return describe


def lowered(quality, more_than):
    """The threshold by lowering; so many steps, so that the sum of steps is the product."""
    steps = 0
    while (quality >= quality.max() - 0.01 * steps).sum() <= more_than:
        steps += 1
    return quality.max() - 0.01 * steps


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.floats(1, 4), min_size=1, max_size=40), st.integers(0, 39))
def test_the_threshold_is_that_of_lowering_by_steps(values, more_than):
    quality = np.array(values)
    if len(quality) <= more_than:
        assert threshold(quality, more_than) == quality.min()
        return
    found, expected = threshold(quality, more_than), lowered(quality, more_than)
    assert found == pytest.approx(expected, abs=1e-12)
    assert (quality >= found).sum() == (quality >= expected).sum() > more_than


def test_a_threshold_can_be_jumped_over_by_many_and_be_far_away():
    # 2.0 reaches the first, 1.99 takes in the next two at once.
    assert threshold(np.array([2.0, 1.995, 1.992, 1.5]), 1) == pytest.approx(1.99)
    assert threshold(np.array([2.0, 2.0, 1.0]), 1) == 2.0
    assert threshold(np.array([1e12, 1.5, 1.2]), 1) == pytest.approx(1.5, abs=0.0101)


def test_quality_is_the_second_least_over_the_least():
    distance = np.array([[2.0, 1.0, 3.0], [4.0, 4.0, 5.0], [0.0, 2.0, 2.0], [3.0, 0.0, 0.0]])
    column, quality = nearest(distance)
    assert column.tolist() == [1, 0, 0, 1]
    # Nothing and something is as distinctive as any; nothing twice is not distinctive.
    assert quality.tolist() == [2.0, 1.0, 2.0, 1.0]
    assert nearest(np.zeros((3, 3)))[1].tolist() == [1, 1, 1]
    assert nearest(1.0 - np.eye(4))[1].tolist() == [1, 1, 1, 1]


def test_pairs_are_the_most_distinctive_nearest(taps):
    distance = feature_distance(taps(seed=1, noise=30), taps(seed=1))
    found = prematch(distance, PLACES, PLACES)
    ordered = np.sort(distance, axis=1)
    quality = ordered[:, 1] / ordered[:, 0]
    kept = np.flatnonzero(quality >= lowered(quality, 128))
    assert np.array_equal(found.target, kept) and 128 < len(kept) < 784
    assert np.array_equal(found.reference, distance.argmin(axis=1)[kept]) and np.allclose(found.quality, quality[kept], rtol=1e-12)
    sets = found.sets
    assert np.array_equal(sets.source_xy, PLACES[found.target]) and np.array_equal(sets.destination_xy, PLACES[found.reference])
    for m, n in np.random.default_rng(0).integers(0, len(kept), (50, 2)):
        assert sets.distance[m, n] == distance[found.target[m], found.reference[n]]
    inner = np.sort(sets.distance, axis=1)
    assert np.array_equal(sets.nearest, sets.distance.argmin(axis=1)) and np.allclose(sets.quality, inner[:, 1] / inner[:, 0], rtol=1e-12)
    assert sets.least == sets.quality.min() and sets.step == pytest.approx((sets.start - sets.least) / 10)
    assert (sets.quality >= sets.start).sum() > 0.5 * len(kept) and sets.start == pytest.approx(lowered(sets.quality, 0.5 * len(kept)))
    swapped = prematch(distance, PLACES, PLACES, swapped=True).sets
    assert np.array_equal(swapped.distance, distance[np.ix_(found.reference, found.target)])


def test_cells_without_data_are_in_no_pair(taps):
    distance = feature_distance(taps(seed=1, noise=30), taps(seed=1))
    rows, cols = np.arange(784) % 28 < 9, np.arange(784) < 200
    distance[rows], distance[:, cols] = np.inf, np.inf
    found = prematch(distance, PLACES, PLACES)
    assert len(found.target) > 128 and not rows[found.target].any() and not cols[found.reference].any()
    assert np.isfinite(found.sets.distance).all()
    with pytest.raises(OptionError):
        prematch(distance, PLACES, PLACES, swapped=True)


def test_few_cells_are_all_kept_and_many_are_limited():
    rng = np.random.default_rng(0)
    places = rng.uniform(-0.5, 0.5, (300, 2))
    assert len(prematch(rng.uniform(1, 2, (40, 300)), places[:40], places).target) == 40
    found = prematch(np.ones((300, 300)) - np.eye(300), places, places, at_most=150)
    assert len(found.target) == 150 and (np.diff(found.target) > 0).all() and np.array_equal(found.target, found.reference)
    # The choice among equals is even: not the first rows.
    assert 60 < (found.target < 150).sum() < 90
    better = np.ones((300, 300)) * 2
    better[np.arange(300), np.arange(300)] = np.linspace(1.0, 1.5, 300)
    assert np.array_equal(prematch(better, places, places, more_than=200, at_most=100).target, np.arange(100))


@pytest.mark.parametrize("shape", [(2, 9), (9, 1), (0, 0)])
def test_too_few_cells_are_refused(shape):
    with pytest.raises(AlignmentError, match=f"{shape[0]} cells"):
        prematch(np.ones(shape), np.zeros((shape[0], 2)), np.zeros((shape[1], 2)))


def test_an_image_and_itself(taps):
    distance = feature_distance(taps(), taps())
    assert not np.diag(distance).any() and np.array_equal(distance.argmin(axis=1), np.arange(784))
    found = prematch(distance, PLACES, PLACES)
    assert np.array_equal(found.target, found.reference) and len(found.target) == 784
    result = register(found.sets)
    assert np.abs(result.moved_xy - found.sets.source_xy).max() < 1e-6
    assert np.array_equal(result.assignment, np.arange(784))


def test_a_shift_by_whole_cells_is_recovered_under_noise(taps):
    found = prematch(feature_distance(taps(seed=1, shift=(1, -2), noise=25), taps(seed=1)), PLACES, PLACES)
    result = register(found.sets)
    error = (result.moved_xy - found.sets.source_xy) * 224 + [8, -16]
    # What the picture was rolled over stands at the opposite side, and is no part of the shift.
    inside = np.abs(found.sets.source_xy).max(axis=1) < 0.3
    assert np.sqrt((error[inside] ** 2).sum(axis=1).mean()) < 1.0


def test_two_runs_are_equal_to_the_bit(taps):
    first, second = (register(prematch(feature_distance(taps(seed=1, noise=30), taps(seed=1)), PLACES, PLACES).sets) for _ in range(2))
    assert first.moved_xy.tobytes() == second.moved_xy.tobytes()


def published(target, reference):
    """The method from taps to moved points with its slips, points as (row, column): Z of the pairs, and the pairs' cells."""
    D = 0
    for X, Y, weight, side in zip(reference, target, (1.414, 1, 1), (28, 14, 7)):
        X, Y = (tap.transpose(1, 2, 0).reshape(side * side, -1).astype(float) for tap in (X, Y))
        X, Y = X / X.std(), Y / Y.std()
        table = np.array([np.sqrt(((X - y) ** 2).sum(axis=1)) for y in Y])
        number = np.array([(r // (28 // side)) * side + c // (28 // side) for r in range(28) for c in range(28)])
        D = D + weight * table[number][:, number]
    pixels = np.array([(8.0 * r + 4, 8.0 * c + 4) for r in range(28) for c in range(28)])

    def match(table):
        ordered = np.sort(table, axis=1)
        return table.argmin(axis=1), ordered[:, 1] / ordered[:, 0]

    nearest, quality = match(D)
    tau = quality.max()
    while (quality >= tau).sum() <= 128:
        tau -= 0.01
    y = np.flatnonzero(quality >= tau)
    x = nearest[y]
    X, Y, N = (pixels[x] - 112) / 224, (pixels[y] - 112) / 224, len(y)
    D = np.array([[D[x[m], y[n]] for n in range(N)] for m in range(N)])
    nearest, quality = match(D)
    least = quality.min()
    tau = quality.max()
    while (quality >= tau).sum() <= 0.5 * N:
        tau -= 0.01
    delta = (tau - least) / 10

    def contexts(points):
        apart = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
        apart, rows = apart / apart.mean(), np.zeros((N, 60))
        for i in range(N):
            for j in range(N):
                ring = sum(edge > apart[i, j] for edge in (0.125, 0.25, 0.5, 1.0, 2.0))
                angle = np.arctan2(points[j, 1] - points[i, 1], points[j, 0] - points[i, 0])
                if ring:
                    rows[i, 12 * (ring - 1) + int((angle + 2 * np.pi * (angle < 0)) // (np.pi / 6))] += 1
        return rows / N

    G = np.exp(-0.5 * ((Y[:, None] - Y) ** 2).sum(axis=2) / 4)
    variance = (N * (X**2).sum() + N * (Y**2).sum() - 2 * X.sum(0) @ Y.sum(0)) / (2 * N * N)
    Z, A, Q, change, iteration, omega, weight, around = Y, 0 * Y, 0.0, np.inf, 1, 0.5, 0.5, contexts(X)
    while iteration < 200 and abs(change) > 0.01 and variance > 1e-4:
        if iteration % 5 == 1:
            S, L, moving = quality >= tau, np.ones((N, N)), contexts(Z)
            for m in np.flatnonzero(S):
                L[m, nearest[m]] = D[m, nearest[m]] / D[S, nearest[S]].max()
            for m in range(N):
                cost = np.zeros(N)
                for k in range(60):
                    total = moving[m, k] + around[:, k]
                    cost[total > 0] += (moving[m, k] - around[total > 0, k]) ** 2 / total[total > 0]
                L[m] *= 0.5 * cost
            prior = np.full((N, N), 0.5 / N)
            prior[np.arange(N), lap.lapjv(L)[1]] = 1
            prior, tau = prior / prior.sum(axis=0), max(tau - delta, least)
        P = (1 - omega) * prior * np.exp(-((Z[None] - Z[:, None]) ** 2).sum(axis=2) / (2 * variance))
        P = P / (P.sum(axis=0) + omega / N)
        mass, R = P.sum(axis=1), sum(P[m] @ ((X - Z[m]) ** 2).sum(axis=1) for m in range(N))
        energy = P.sum() * np.log(variance) + R / (2 * variance) + weight / 2 * np.trace(A.T @ G @ A)
        change, Q = energy - Q, energy
        A = np.linalg.inv(np.diag(mass) @ G + weight * variance * np.eye(N)) @ (P @ X - np.diag(mass) @ Y)
        variance, omega = R / (2 * P.sum()), np.clip(1 - P.sum() / N, 0.01, 0.99)
        Z, weight, iteration = Y + G @ A, max(0.95 * weight, 0.1), iteration + 1
    return Z, y, x, iteration - 1


def test_compatible_from_taps_to_moved_points(taps):
    target, reference = taps(seed=1, shift=(1, -2), noise=45), taps(seed=1)
    pairs = prematch(feature_distance(target, reference), PLACES, PLACES, swapped=True)
    found = register(pairs.sets, COMPATIBLE)
    expected, target_cells, reference_cells, iterations = published(target, reference)
    assert np.array_equal(pairs.target, target_cells) and np.array_equal(pairs.reference, reference_cells)
    assert found.iterations == iterations
    assert np.abs(found.moved_xy[:, ::-1] - expected).max() < 1e-6
