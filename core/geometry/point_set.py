"""Registration of two sets of paired points of which many are paired wrongly, by a smooth displacement.

Expectation maximisation on a Gaussian mixture whose prior is an assignment by features and shape context; the pairs that features speak for
are few at first and become more. Source: Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100.
"""
from __future__ import annotations

from dataclasses import dataclass

import lap
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from ..errors import GeometryError
from ..progress import Progress, Silent
from .mixture import coefficients_of, gaussian_basis, initial_variance, posterior_of, prior_of
from .points import as_points
from .shape_context import chi_square, shape_context

# Variance below which the Gaussians would be narrower than rounding; normalised units.
_LEAST_VARIANCE = 1e-10
_SHARES = (0.01, 0.99)        # of outliers, at least and at most
_PROMPT = 1000                # points up to which lap assigns them in some hundredths of a second


@dataclass(frozen=True, eq=False)
class PairedSets:
    """Two sets of N points, row by row a pair that may be wrong, and what features say of every pair.

    Attributes:
        source_xy: (N, 2) Y, the points that move; destination_xy: (N, 2) X. Normalised coordinates: a unit is the side of the scene.
        distance: (N, N) of features, source by destination, 0 or more.
        nearest: (N,) destination with the least distance; quality: (N,) how distinctive it is.
        start, least, step: the quality from which a point is selected: at first, in the end, and by how much it is lowered at a time.
    """

    source_xy: np.ndarray
    destination_xy: np.ndarray
    distance: np.ndarray
    nearest: np.ndarray
    quality: np.ndarray
    start: float
    least: float
    step: float


@dataclass(frozen=True)
class Settings:
    """How the registration goes; the published values.

    Attributes:
        iterations: at most. refresh: iterations from one assignment to the next.
        least_refreshes: assignments before it may stop. Energies under different priors do not compare, and only after eleven have all
            pairs been selected; where it could stop after two the error was some times larger.
        energy_change, variance: at which it stops.
        confidence: in the assignment; outliers: their share at first.
        width: of the radial basis, normalised units.
        smoothness: weight of the bending at first; decay: its factor per iteration; least_smoothness: where it ends.
        paired_distances: take distances from the moved points to each other instead of to the destination, as the reference
            implementation does by a slip; it then trusts the pairs, right or wrong.
        same_ties: of equally good assignments of many points too choose the one that the reference implementation does; with 2000 points
            that takes 2 s each time.
        density: make the uniform component a density in the plane; tolerates fewer outliers.
        current_variance: estimate the variance from the points after the step rather than before it.
    """

    iterations: int = 199
    refresh: int = 5
    least_refreshes: int = 11
    energy_change: float = 1e-2
    variance: float = 1e-4
    confidence: float = 0.5
    outliers: float = 0.5
    width: float = 2.0
    smoothness: float = 0.5
    decay: float = 0.95
    least_smoothness: float = 0.1
    paired_distances: bool = False
    same_ties: bool = False
    density: bool = False
    current_variance: bool = False


#: With the slips of the reference implementation put right.
CORRECTED = Settings()
#: As the reference implementation does it.
COMPATIBLE = Settings(paired_distances=True, same_ties=True, least_refreshes=0)


@dataclass(frozen=True, eq=False)
class History:
    """What each of T iterations went by, (T,) each: variance and outliers after it, threshold of quality, points selected, energy."""

    variance: np.ndarray
    outliers: np.ndarray
    threshold: np.ndarray
    selected: np.ndarray
    energy: np.ndarray


@dataclass(frozen=True, eq=False)
class Registration:
    """What became of the points.

    Attributes:
        moved_xy: (N, 2) Z, source points in the frame of the destination.
        posterior: (N, N) P, that a destination point (column) is an observation of a source point (row).
        prior: (N, N) of the last assignment; assignment: (N,) destination of each source point in it.
        residual_xy: (N, 2) assigned destination minus moved source.
        stopped: why: ``energy``, ``variance`` or ``iterations``.
        history: of the iterations.
    """

    moved_xy: np.ndarray
    posterior: np.ndarray
    prior: np.ndarray
    assignment: np.ndarray
    residual_xy: np.ndarray
    stopped: str
    history: History

    @property
    def iterations(self) -> int:
        """How many there were."""
        return len(self.history.variance)

    @property
    def mass(self) -> np.ndarray:
        """(N,) posterior mass of each source point: about 1 where one destination point is an observation of it, 0 where none is."""
        return self.posterior.sum(axis=1)

    @property
    def inliers(self) -> np.ndarray:
        """(N,) bool, source points of which the destination is more likely than not to hold an observation."""
        return self.mass > 0.5


def register(sets: PairedSets, settings: Settings = CORRECTED, progress: Progress | None = None) -> Registration:
    """Move the source onto the destination.

    Raises:
        GeometryError: fewer than three pairs, shapes that do not belong together, or numbers that are not finite.
        Cancelled: as ``progress`` says.
    """
    source, destination = _checked(sets)
    count, progress, evidence = len(source), progress or Silent(), _Evidence(sets)
    basis, around = gaussian_basis(source, settings.width), shape_context(destination)
    moved, displacement, coefficients = source, np.zeros_like(source), np.zeros_like(source)
    squared = cdist(moved, destination, "sqeuclidean")
    variance, outliers, smoothness = initial_variance(source, destination), settings.outliers, settings.smoothness
    energy, refreshes, rows, stopped = 0.0, 0, [], "iterations"

    for iteration in range(settings.iterations):
        share = iteration / settings.iterations
        variance = max(variance, _LEAST_VARIANCE)
        if iteration % settings.refresh == 0:
            progress.step(share, "Assigning points")
            cost, threshold, selected = evidence.cost()
            context = shape_context(moved)
            progress.step(share)
            cost *= chi_square(context, around)
            progress.step(share)
            assignment = _assigned(cost, settings.same_ties)
            prior, refreshes = prior_of(assignment, settings.confidence), refreshes + 1
        progress.step(share, "Registering points")
        apart = cdist(moved, moved, "sqeuclidean") if settings.paired_distances else squared
        posterior = posterior_of(prior, apart, variance, outliers, 2 * np.pi * variance if settings.density else 1.0)
        mass = float(posterior.sum())
        residual = float((posterior * squared).sum())
        bending = 0.5 * smoothness * float((coefficients * displacement).sum())
        previous, energy = energy, mass * np.log(variance) + residual / (2.0 * variance) + bending
        progress.step(share)
        coefficients = coefficients_of(basis, posterior, destination, source, smoothness * variance)
        displacement = basis @ coefficients
        moved = source + displacement
        squared = cdist(moved, destination, "sqeuclidean")
        if settings.current_variance:
            residual = float((posterior * squared).sum())
        variance = max(residual / (2.0 * max(mass, np.finfo(float).tiny)), _LEAST_VARIANCE)
        outliers = float(np.clip(1.0 - mass / count, *_SHARES))
        smoothness = max(settings.decay * smoothness, settings.least_smoothness)
        rows.append((variance, outliers, threshold, selected, energy))
        if refreshes >= settings.least_refreshes and (abs(energy - previous) <= settings.energy_change or variance <= settings.variance):
            stopped = "energy" if variance > settings.variance else "variance"
            break
    return Registration(moved, posterior, prior, assignment, destination[assignment] - moved, stopped, History(*map(np.array, zip(*rows))))


def _assigned(cost: np.ndarray, same_ties: bool) -> np.ndarray:
    """(N,) column of each row in an assignment of least cost. Jonker, Volgenant 1987, doi:10.1007/BF02278710."""
    if len(cost) > _PROMPT and not same_ties:
        return linear_sum_assignment(cost)[1]
    # The column of each row, then the row of each column.
    return lap.lapjv(cost, return_cost=False)[0].astype(np.int64)


class _Evidence:
    """What features say of pairs: of a few points at first, of more each time it is asked."""

    def __init__(self, sets: PairedSets):
        self.sets, self.threshold = sets, float(sets.start)
        self.least_distance = sets.distance[np.arange(len(sets.distance)), sets.nearest]

    def cost(self) -> tuple[np.ndarray, float, int]:
        """(N, N) cost of every pair, 0 to 1, the threshold it went by, and how many points were selected."""
        threshold, selected = self.threshold, np.flatnonzero(self.sets.quality >= self.threshold)
        cost, least = np.ones(self.sets.distance.shape), self.least_distance[selected]
        cost[selected, self.sets.nearest[selected]] = least / (least.max(initial=0.0) or 1.0)
        self.threshold = max(threshold - self.sets.step, self.sets.least)
        return cost, threshold, len(selected)


def _checked(sets: PairedSets) -> tuple[np.ndarray, np.ndarray]:
    """Source and destination as float64."""
    source, destination = as_points(sets.source_xy, "source points"), as_points(sets.destination_xy, "destination points")
    count = len(source)
    if count < 3:
        raise GeometryError(f"Registration of point sets needs at least 3 pairs, there are {count}.", "Give more points.")
    shapes = [np.shape(part) for part in (destination, sets.distance, sets.nearest, sets.quality)]
    if shapes != [(count, 2), (count, count), (count,), (count,)]:
        raise GeometryError(f"Destination, distances, nearest and quality of {count} points have the shapes {shapes}.",
                            "Give a row for every pair.")
    numbers = source, destination, sets.distance, sets.quality, (sets.start, sets.least, sets.step)
    if not all(np.isfinite(part).all() for part in numbers):
        raise GeometryError("Some of the points or of their distances are not finite numbers.", "Leave out points without features.")
    return source, destination
