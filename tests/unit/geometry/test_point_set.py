"""Registration of paired point sets: recovery with numbers, properties of its course, and the reference implementation's course."""
from __future__ import annotations

from dataclasses import replace

import lap
import numpy as np
import pytest
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.point_set import COMPATIBLE, CORRECTED, PairedSets, Settings, register
from tiepoint.core.progress import Cancelled

CANVAS_PX = 224
SEEDS = range(6)


def paired(source, destination, distance) -> PairedSets:
    """Sets with thresholds that begin where more than half of the points are selected and end in ten steps."""
    ordered = np.sort(distance, axis=1)
    quality = ordered[:, 1] / ordered[:, 0]
    start = quality.max()
    while (quality >= start).sum() <= 0.5 * len(quality):
        start -= 0.01
    return PairedSets(source, destination, distance, distance.argmin(axis=1), quality, start, quality.min(), (start - quality.min()) / 10)


def scene(seed, share, count=130, grid_px=0):
    """Sets, the true place of each source point, and which pairs are wrong.

    Turned by 8.6 degrees, enlarged by 1.05 and bent by a wave of 4.5 px. A wrong pair is a place anywhere that looks as much the same as a
    right one does: the features of a destination point, with noise, are those of the source point it is paired with.
    """
    rng = np.random.default_rng(seed)
    source, angle = rng.uniform(-0.48, 0.48, (count, 2)), np.radians(8.6)
    turned = 1.05 * source @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]).T
    truth = turned + 0.02 * np.sin(2 * np.pi * source[:, ::-1])
    wrong = np.zeros(count, bool)
    wrong[rng.permutation(count)[:round(share * count)]] = True
    destination = truth.copy()
    destination[wrong] = rng.uniform(-0.5, 0.5, (wrong.sum(), 2))
    if grid_px:
        destination = (np.floor(destination * CANVAS_PX / grid_px) + 0.5) * grid_px / CANVAS_PX
    features = rng.normal(size=(count, 24))
    seen = features + rng.uniform(0.2, 0.6, (count, 1)) * rng.normal(size=features.shape)
    return paired(source, destination, np.linalg.norm(seen[:, None] - features, axis=2)), truth, wrong


def rmse_px(sets, truth, wrong, settings=CORRECTED):
    apart = register(sets, settings).moved_xy[~wrong] - truth[~wrong]
    return CANVAS_PX * float(np.sqrt((apart**2).sum(axis=1).mean()))


def errors(share, settings=CORRECTED, **kind):
    return np.array([rmse_px(*scene(seed, share, **kind), settings) for seed in SEEDS])


@pytest.mark.parametrize(("share", "median", "most"), [(0.0, 0.4, 0.5), (0.3, 0.4, 1.0), (0.5, 6.0, 9.0)])
def test_it_recovers_right_pairs_among_wrong_ones(share, median, most):
    found = errors(share)
    assert np.median(found) < median and found.max() < most


def test_destinations_on_a_grid_of_eight_pixels_are_evened_out():
    # The error of such a grid itself is 3.3 px.
    for share in (0.0, 0.3):
        found = errors(share, grid_px=8)
        assert np.median(found) < 1.5 and found.max() < 3.3


def test_distances_to_the_destination_are_what_tolerates_wrong_pairs():
    slipped = errors(0.3, replace(CORRECTED, paired_distances=True))
    assert slipped.min() > 15 > 10 * errors(0.3).max()
    assert errors(0.5, COMPATIBLE).min() > 20


def test_not_to_stop_before_all_pairs_were_selected_is_more_accurate():
    assert np.median(errors(0.3, Settings(least_refreshes=2))) > 2 * np.median(errors(0.3))


@pytest.mark.parametrize("options", [{"density": True}, {"current_variance": True}])
def test_options_recover_right_pairs_too(options):
    found = errors(0.3, Settings(**options))
    assert np.median(found) < 5 and np.median(errors(0.0, Settings(**options))) < 1


def test_inliers_are_the_right_pairs():
    for seed in SEEDS:
        sets, _, wrong = scene(seed, 0.3)
        found = register(sets)
        assert (found.inliers & ~wrong).sum() > 0.95 * found.inliers.sum()
        assert (found.inliers & ~wrong).sum() > 0.8 * (~wrong).sum()
        used = found.inliers & ~wrong
        assert np.array_equal(found.assignment[used], np.flatnonzero(used))
        assert CANVAS_PX * np.abs(found.residual_xy[used]).max() < 10


@pytest.mark.parametrize("settings", [CORRECTED, COMPATIBLE, Settings(density=True, current_variance=True)])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5])
def test_its_course(share, settings):
    sets = scene(1, share)[0]
    found = register(sets, settings)
    history = found.history
    assert np.abs(found.prior.sum(axis=0) - 1).max() < 1e-12
    assert found.posterior.min() >= 0 and found.posterior.sum(axis=0).max() <= 1 + 1e-12
    assert np.abs(found.mass - found.posterior.sum(axis=1)).max() == 0
    assert 0.01 <= history.outliers.min() and history.outliers.max() <= 0.99
    assert history.variance.min() > 0 and np.isfinite(history.energy).all()
    assert (np.diff(history.threshold) <= 0).all() and (np.diff(history.selected) >= 0).all()
    assert history.selected[0] > 65 and found.iterations == len(history.selected) <= 199
    assert sorted(found.assignment) == list(range(130))
    if found.stopped != "iterations":
        last = history.variance[-1] <= 1e-4 if found.stopped == "variance" else abs(np.diff(history.energy)[-1]) <= 1e-2
        assert last and found.iterations > 5 * (settings.least_refreshes - 1)
    if found.iterations > 50:
        # Ten steps may end a rounding above the least quality, so that its point is still missing.
        assert history.threshold[-1] == pytest.approx(sets.least, abs=1e-9) and history.selected[-1] >= 129


def test_a_set_and_itself_stay_where_they_are():
    cells = np.stack(np.meshgrid(np.arange(14), np.arange(14)), axis=-1).reshape(-1, 2) * 16.0 + 8
    points = (cells - 112) / 224
    features = np.random.default_rng(0).normal(size=(196, 24))
    distance = np.linalg.norm(features[:, None] - features, axis=2)
    sets = PairedSets(points, points, distance, np.arange(196), np.ones(196), 1.0, 1.0, 0.0)
    found = register(sets)
    assert np.abs(found.moved_xy - points).max() < 1e-6
    assert np.array_equal(found.assignment, np.arange(196)) and found.stopped == "variance"


def test_two_runs_are_equal_to_the_bit():
    first, second = (register(scene(3, 0.3)[0]) for _ in range(2))
    assert first.moved_xy.tobytes() == second.moved_xy.tobytes() and first.posterior.tobytes() == second.posterior.tobytes()


def test_progress_grows_and_cancels_between_the_parts_of_an_iteration():
    class Watch:
        def __init__(self, most):
            self.shares, self.most = [], most

        def step(self, fraction, message=""):
            self.shares.append(fraction)
            if len(self.shares) > self.most:
                raise Cancelled

    watch = Watch(10**6)
    iterations = register(scene(0, 0.0)[0], progress=watch).iterations
    assert watch.shares == sorted(watch.shares) and 0 <= watch.shares[0] and watch.shares[-1] < 1
    assert len(watch.shares) >= 2 * iterations
    for most in range(6):
        with pytest.raises(Cancelled):
            register(scene(0, 0.0)[0], progress=Watch(most))


def test_what_cannot_be_registered_is_refused():
    sets = scene(0, 0.0)[0]
    with pytest.raises(GeometryError, match="at least 3 pairs, there are 2"):
        register(PairedSets(sets.source_xy[:2], sets.destination_xy[:2], sets.distance[:2, :2], np.arange(2), np.ones(2), 1, 1, 0))
    with pytest.raises(GeometryError, match=r"\(129, 2\)"):
        register(replace(sets, destination_xy=sets.destination_xy[:-1]))
    for name in ("source_xy", "destination_xy", "distance", "quality"):
        spoilt = getattr(sets, name).copy()
        spoilt.flat[7] = np.nan
        with pytest.raises(GeometryError, match="not finite"):
            register(replace(sets, **{name: spoilt}))


def test_pairs_without_any_extent_have_a_result():
    points = np.zeros((5, 2))
    found = register(PairedSets(points, points + 0.1, np.ones((5, 5)), np.arange(5), np.ones(5), 1.0, 1.0, 0.0))
    assert np.isfinite(found.moved_xy).all() and np.abs(found.moved_xy - 0.1).max() < 1e-3


def histograms(points):
    """Shape context of (row, column) points by loops."""
    count = len(points)
    apart = np.array([[np.hypot(*(p - o)) for o in points] for p in points])
    apart, result = apart / apart.mean(), np.zeros((count, 60))
    for i in range(count):
        for j in range(count):
            ring = sum(edge > apart[i, j] for edge in (0.125, 0.25, 0.5, 1.0, 2.0))
            angle = np.arctan2(points[j][1] - points[i][1], points[j][0] - points[i][0])
            if ring:
                result[i, (ring - 1) * 12 + int(np.floor((angle + 2 * np.pi * (angle < 0)) / (np.pi / 6)))] += 1
    return result


def published(X, Y, D, nearest, quality, tau, tau_min, delta):
    """The registration by loops, distances between moved points included; all points are (row, column)."""
    M = N = len(X)
    beta, epsilon, omega, weight = 2.0, 0.5, 0.5, 0.5
    G = np.array([[np.exp(-0.5 * (np.hypot(*(a - b)) / beta) ** 2) for b in Y] for a in Y])
    variance = (M * np.trace(X.T @ X) + N * np.trace(Y.T @ Y) - 2 * X.sum(0) @ Y.sum(0)) / (2 * M * N)
    Z, A, Q, change, iteration, around = Y.copy(), np.zeros((M, 2)), 0.0, np.inf, 1, histograms(X)
    while iteration < 200 and abs(change) > 0.01 and variance > 1e-4:
        if (iteration - 1) % 5 == 0:
            S = [m for m in range(M) if quality[m] >= tau]
            L, largest = np.ones((M, N)), max(D[m, nearest[m]] for m in S)
            for m in S:
                L[m, nearest[m]] = D[m, nearest[m]] / largest
            moving = histograms(Z)
            for m in range(M):
                for n in range(N):
                    cost = 0.0
                    for a, b in zip(moving[m] / M, around[n] / N):
                        cost += (a - b) * (a - b) / (a + b) if a + b else 0.0
                    L[m, n] *= 0.5 * cost
            prior = np.full((M, N), (1 - epsilon) / N)
            for m, n in enumerate(lap.lapjv(L)[1]):
                prior[m, n] = 1.0
            prior /= prior.sum(axis=0)
            tau = max(tau - delta, tau_min)
        P = np.empty((M, N))
        for m in range(M):
            for n in range(N):
                P[m, n] = (1 - omega) * prior[m, n] * np.exp(-((Z[n] - Z[m]) ** 2).sum() / (2 * variance))
        P /= P.sum(axis=0) + omega / N
        P1, Pt1, Np = P.sum(axis=1), P.sum(axis=0), P.sum()
        R = np.trace(X.T @ np.diag(Pt1) @ X) - 2 * np.trace(Z.T @ P @ X) + np.trace(Z.T @ np.diag(P1) @ Z)
        energy = Np * np.log(variance) + R / (2 * variance) + weight / 2 * np.trace(A.T @ G @ A)
        change, Q = energy - Q, energy
        A = np.linalg.inv(np.diag(P1) @ G + weight * variance * np.eye(M)) @ (P @ X - np.diag(P1) @ Y)
        variance, omega = R / (2 * Np), min(max(1 - Np / N, 0.01), 0.99)
        Z, weight, iteration = Y + G @ A, max(0.95 * weight, 0.1), iteration + 1
    return Z, iteration - 1


@pytest.mark.parametrize(("seed", "share"), [(0, 0.0), (1, 0.3), (2, 0.5)])
def test_compatible_settings_do_as_published_code_does(seed, share):
    sets = scene(seed, share, count=36)[0]
    found = register(sets, COMPATIBLE)
    expected, iterations = published(sets.destination_xy[:, ::-1], sets.source_xy[:, ::-1], sets.distance, sets.nearest, sets.quality,
                                     sets.start, sets.least, sets.step)
    assert found.iterations == iterations
    assert np.abs(found.moved_xy[:, ::-1] - expected).max() < 1e-6
