"""Spatial consistency of tie points, and the probability that random ones look as consistent."""
from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree
from scipy.special import betainc, gammaln

from .local_spline import spline_taps
from .points import as_points

# Triplets of neighbours tried per point: with 40 % outliers all fail to be clean in less than one case of 10000.
_TRIPLETS = 40
# Barycentric coordinate beyond which a triplet says too little about a point outside it.
_REACH = 4.0
_ROUNDS = 16
# First guesses: deviation from an affine neighbourhood, in tolerances, that leaves room for curvature between sparse points.
_SLACKS = (2.0, 4.0, 8.0, 16.0)
# With this share accepted no other first guess is tried.
_PLENTY = 0.9
# Neighbour residuals held at a time.
_CHUNK = 1 << 20


def consistent(source_xy, displacement_xy, weights=None, tolerance: float = 1.5, neighbours: int = 8) -> np.ndarray:
    """Which points move as their neighbours do, when displacement is smooth but otherwise unknown.

    Every displacement is compared with a prediction from the surrounding points. At first the prediction is that of
    the triplet of neighbours that most neighbours agree with, in the manner of RANSAC; then, in rounds, that of a reweighted local
    thin-plate spline through the nearest points accepted so far. The order of the points plays no part.

    Args:
        source_xy: (N, 2) places.
        displacement_xy: (N, 2) displacements, destination minus source.
        weights: (N,) trust in each point, 0 or more, or None.
        tolerance: deviation from the prediction that is noise for sure, units of the displacement. Where all accepted points
            deviate more, up to twice as much is allowed.
        neighbours: how many surrounding points a prediction rests on, about.

    Returns:
        (N,) bool. All true for fewer than five points, which cannot contradict each other.
    """
    source, displacement = as_points(source_xy, "source points"), as_points(displacement_xy, "displacements")
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64)
    usable = np.isfinite(source).all(axis=1) & np.isfinite(displacement).all(axis=1) & (weight > 0)
    if usable.sum() < 5:
        return usable
    # One fixed order makes ties between equally near neighbours fall the same way whatever order the points come in.
    order = np.flatnonzero(usable)
    order = order[np.lexsort((displacement[order, 1], displacement[order, 0], source[order, 1], source[order, 0]))]
    accepted = _consistent(source[order], displacement[order], weight[order] / weight[order].mean(), float(tolerance), int(neighbours))
    result = np.zeros(len(source), dtype=bool)
    result[order] = accepted
    return result


def _consistent(source: np.ndarray, displacement: np.ndarray, weight: np.ndarray, tolerance: float, neighbours: int) -> np.ndarray:
    """`consistent` of at least five usable points: the largest consistent set that any of the first guesses leads to."""
    best, tree = np.zeros(len(source), dtype=bool), cKDTree(source)
    near = _nearest(tree, source, min(2 * neighbours, len(source) - 1), np.arange(len(source)))
    for slack in _SLACKS:
        accepted, residual = _by_triplets(source, displacement, weight, slack * tolerance, near)
        accepted = _in_rounds(source, displacement, weight, accepted, residual, slack * tolerance, tolerance, neighbours + neighbours // 2)
        if accepted.sum() > best.sum():
            best = accepted
        if best.mean() > _PLENTY:
            break
    return best


def _in_rounds(source, displacement, weight, accepted, residual, allowed, tolerance, neighbours) -> np.ndarray:
    """Compare with the points accepted so far, round by round, until nothing changes; what is allowed shrinks to the tolerance."""
    seen = set()
    for _ in range(_ROUNDS):
        if accepted.sum() < 4:
            return np.zeros(len(source), dtype=bool)
        # A doubtful neighbour has less pull, by the square of its deviation (Cauchy weights).
        trust = weight / (1.0 + (residual / tolerance) ** 2)
        residual = _by_accepted(source, displacement, trust, accepted, neighbours)
        # The median of a Rayleigh variable is 1.1774 of the deviation of each coordinate.
        spread = 3.5 * np.median(residual[accepted]) / 1.1774
        final = float(np.clip(spread, tolerance, 2.0 * tolerance))
        allowed = max(allowed / 2.0, final)
        accepted = residual <= allowed
        # The rounds may end in a cycle between points that support each other.
        state = accepted.tobytes()
        if allowed == final and state in seen:
            break
        seen.add(state)
    return accepted & (residual <= 2.0 * tolerance)


def _nearest(tree: cKDTree, places: np.ndarray, count: int, own: np.ndarray) -> np.ndarray:
    """(N, count) indices of the nearest points of the tree other than each place's own index (-1: it has none)."""
    found = tree.query(places, k=count + 1)[1]
    foreign = found != own[:, None]
    # Where a point is not among its own neighbours (it is not in the tree, or others lie on it) the farthest is dropped.
    foreign[foreign.all(axis=1), -1] = False
    return found[foreign].reshape(len(places), count)


def _by_triplets(source, displacement, weight, allowed: float, near: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First guess, accepted (N,) and deviation (N,): each point against the triplet with most support among its neighbours (N, k)."""
    total, count = near.shape
    rng = np.random.default_rng(0)
    triplets = np.sort(np.array([rng.choice(count, 3, replace=False) for _ in range(_TRIPLETS)]), axis=1)
    needed = 3 + int(np.ceil(0.2 * (count - 3)))
    accepted, deviation = np.zeros(total, dtype=bool), np.full(total, np.inf)
    step = max(1, _CHUNK // (_TRIPLETS * count))
    for start in range(0, total, step):
        part = slice(start, min(start + step, total))
        place, moved, trust = source[near[part]] - source[part, None], displacement[near[part]], weight[near[part]]
        corner, vertex = place[:, triplets], moved[:, triplets]
        # Barycentric coordinates of every neighbour, and of the point itself, in every triplet: (points, triplets, neighbours + 1).
        offset = np.concatenate([place, np.zeros((len(place), 1, 2))], axis=1)[:, None] - corner[:, :, :1]
        first, second = corner[:, :, 1] - corner[:, :, 0], corner[:, :, 2] - corner[:, :, 0]
        area = _cross(first, second)
        flat = np.abs(area) <= 1e-12 * (place ** 2).sum(axis=2).max(axis=1)[:, None]
        area = np.where(flat, 1.0, area)[..., None]
        u, v = _cross(offset, second[:, :, None]) / area, _cross(first[:, :, None], offset) / area
        predicted = (vertex[:, :, :1] + u[..., :-1, None] * (vertex[:, :, 1] - vertex[:, :, 0])[:, :, None]
                     + v[..., :-1, None] * (vertex[:, :, 2] - vertex[:, :, 0])[:, :, None])
        agrees = ((predicted - moved[:, None]) ** 2).sum(axis=3) <= allowed ** 2
        here = np.abs(np.stack([u[..., -1], v[..., -1], 1.0 - u[..., -1] - v[..., -1]])).max(axis=0)
        usable = ~flat & (here <= _REACH)
        support = np.where(usable, (agrees * trust[:, None]).sum(axis=2), -1.0)
        best = support.argmax(axis=1)
        rows = np.arange(len(best))
        # All neighbours that agree with the best triplet predict the point.
        member = agrees[rows, best]
        # Where the neighbours lie on one line there is no triplet: those near their median displacement predict the point.
        lone = ~usable.any(axis=1)
        middle = np.median(moved[lone], axis=1)
        member[lone] = ((moved[lone] - middle[:, None]) ** 2).sum(axis=2) <= allowed ** 2
        deviation[part] = _affine_deviation(place, moved, trust * member, displacement[part])
        accepted[part] = (member.sum(axis=1) >= needed) & (deviation[part] <= allowed)
    return accepted, deviation


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def _affine_deviation(place, moved, trust, displacement) -> np.ndarray:
    """(N,) distance of displacements (N, 2) from weighted affine fits to neighbours at offsets ``place`` (N, k, 2)."""
    scale = np.sqrt((place ** 2).sum(axis=2).mean(axis=1))[:, None, None]
    terms = np.concatenate([np.ones(place.shape[:2] + (1,)), place / np.where(scale > 0, scale, 1.0)], axis=2)
    # A trace of ridge on the slopes: where neighbours lie on a line the prediction falls back to what that line says.
    ridge = np.array([1e-9, 1e-3, 1e-3]) * np.eye(3) * np.maximum(trust.sum(axis=1), 1e-9)[:, None, None]
    normal = np.einsum("nk,nki,nkj->nij", trust, terms, terms) + ridge
    coefficients = np.linalg.solve(normal, np.einsum("nk,nki,nkj->nij", trust, terms, moved))
    return np.sqrt(((coefficients[:, 0] - displacement) ** 2).sum(axis=1))


def _by_accepted(source, displacement, trust, accepted, neighbours) -> np.ndarray:
    """(N,) deviation of every point from a thin-plate spline through its nearest accepted points, itself left out."""
    members = np.flatnonzero(accepted)
    own = np.full(len(source), -1)
    own[members] = np.arange(len(members))
    near = members[_nearest(cKDTree(source[members]), source, min(neighbours, len(members) - 1), own)]
    total, count = near.shape
    residual = np.empty(total)
    step = max(1, _CHUNK // (count + 3) ** 2)
    for start in range(0, total, step):
        part = slice(start, min(start + step, total))
        taps = spline_taps(source[near[part]] - source[part, None], trust[near[part]])
        deviation = np.sqrt(((np.einsum("nk,nkj->nj", taps, displacement[near[part]]) - displacement[part]) ** 2).sum(axis=1))
        # The prediction has an error of its own, typically a quarter of the noise variance, far more beyond the border.
        residual[part] = deviation / np.sqrt(np.maximum((1.0 + (taps ** 2).sum(axis=1)) / 1.25, 1.0))
    return residual


def support_probability(support: int, count: int, half_width: float, tolerance: float, parameters: float = 2.0,
                        log10: bool = False) -> float:
    """Probability that random displacements support some smooth model as well as these do.

    Under the null hypothesis the displacements are independent and uniform in a square of half-width R. A model of p parameters
    passes through p/2 of them by construction, each other one agrees within r with probability pi r^2 / (2R)^2, and any p/2 of the
    N could have been picked: the binomial tail times that number (Bonferroni), at most 1. Source: a-contrario reasoning of Moisan,
    Stival 2004, doi:10.1023/B:VISI.0000013094.38752.54.

    Args:
        support: points that agree with the model; count: all N points that were tried.
        half_width: R, tolerance: r, both in pixels.
        parameters: p, effective ones for a spline.
        log10: return the decadic logarithm, which does not underflow.

    Returns:
        The probability, 0 to 1; below 1e-6 chance is ruled out for practical purposes.
    """
    fixed = min(float(parameters) / 2.0, float(count))
    hit = min(1.0, np.pi * tolerance ** 2 / (2.0 * half_width) ** 2) if half_width > 0 else 1.0
    free, agreeing = count - fixed, support - fixed
    if agreeing <= 0 or free <= 0 or hit >= 1.0:
        return 0.0 if log10 else 1.0
    agreeing = min(agreeing, free)
    choices = gammaln(count + 1) - gammaln(fixed + 1) - gammaln(free + 1)
    logarithm = min(0.0, (choices + _log_tail(agreeing, free, hit)) / np.log(10.0))
    return float(logarithm) if log10 else float(10.0 ** logarithm)


def _log_tail(successes: float, trials: float, chance: float) -> float:
    """Natural logarithm of P(X >= successes) of a binomial variable, by Chernoff's bound where the tail underflows."""
    tail = betainc(successes, trials - successes + 1.0, chance)
    if tail > 1e-290:
        return float(np.log(tail))
    share = successes / trials
    divergence = share * np.log(share / chance) + ((1.0 - share) * np.log((1.0 - share) / (1.0 - chance)) if share < 1.0 else 0.0)
    return float(-trials * divergence)
