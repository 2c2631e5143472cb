"""Accuracy of a fitted transform at places that took no part in the fit."""
from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from scipy.spatial import cKDTree

from .error_model import ErrorModel, error_model
from .folding import grid_points
from .points import as_points, typical_spacing

# No claim below this, in destination units (pixels): systematic errors of matching are at least that large.
FLOOR = 0.02
# Places along the longer side of the extent at which the error is predicted.
_PLACES = 20
_DRAWS = 64


@dataclass(frozen=True)
class Accuracy:
    """Accuracy in destination units, pixels of the reference unless said otherwise.

    Attributes:
        rmse: root mean square error of the transform at independent places, the noise of single tie points removed.
        rmse_raw: root mean square of the held-out residuals themselves, noise of the tie points included.
        ce90: 90 % of the places have a radial error below this.
        median_shift: (x, y) median of the held-out residuals.
        noise: standard deviation per coordinate of single tie points.
        points: how many points were held out.
        coverage: share of the extent near enough to tie points for the figures to hold.
    """

    rmse: float
    rmse_raw: float
    ce90: float
    median_shift: tuple[float, float]
    noise: float
    points: int
    coverage: float = 1.0

    def to_dict(self) -> dict:
        """JSON-able record; unknown figures are None."""
        record = asdict(self)
        record["median_shift"] = [_known(value) for value in self.median_shift]
        return {name: _known(value) if isinstance(value, float) else value for name, value in record.items()}


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def accuracy(residual_vectors, noise: float, leverage: float) -> Accuracy:
    """Accuracy from held-out residuals alone.

    Held-out residuals contain the noise of the tie point itself, which is removed, and lack the error of the estimate, which is put
    in. Good where the lack of fit exceeds the noise; `assess` holds elsewhere too.

    Args:
        residual_vectors: (N, 2), NaN where a point could not be held out.
        noise: standard deviation of single tie points per coordinate.
        leverage: variance of the prediction in units of the noise variance: about parameters / (2 N).
    """
    residual = as_points(residual_vectors)
    residual = residual[np.isfinite(residual).all(axis=1)]
    if len(residual) == 0:
        return _unknown()
    square = (residual ** 2).sum(axis=1)
    raw = float(np.sqrt(square.mean()))
    rmse = max(float(np.sqrt(max(raw ** 2 - 2.0 * noise ** 2 * (1.0 + leverage), 0.0) + 2.0 * leverage * noise ** 2)), FLOOR)
    ce90 = float(np.sqrt(np.quantile(square, 0.9))) * rmse / max(raw, 1e-300)
    return Accuracy(rmse, raw, ce90, _median(residual), float(noise), len(residual))


def _unknown() -> Accuracy:
    nan = float("nan")
    return Accuracy(nan, nan, nan, (nan, nan), nan, 0)


def _median(residual: np.ndarray) -> tuple[float, float]:
    return float(np.median(residual[:, 0])), float(np.median(residual[:, 1]))


def check_places(source_xy, spacing: float | None, extent=None) -> tuple[np.ndarray, float]:
    """Regular places (M, 2) of an extent within reach of tie points, and the share of the extent they make up.

    Args:
        source_xy: (N, 2) tie points.
        spacing: of the tie points, or None.
        extent: x_min, y_min, x_max, y_max; None for that of the points.
    """
    source = as_points(source_xy)
    near = typical_spacing(source)
    if extent is None:
        low, high = source.min(axis=0) - near / 2.0, source.max(axis=0) + near / 2.0
        extent = (*low, *high)
    places = grid_points(extent, None, _PLACES)
    # Cell centres rather than corners: each place stands for an equal share.
    x_min, y_min, x_max, y_max = extent
    middle = np.array([(x_min + x_max) / 2.0, (y_min + y_max) / 2.0])
    places = middle + (places - middle) * (1.0 - 1.0 / _PLACES)
    reach = 2.0 * max(near, spacing or 0.0)
    within = cKDTree(source).query(places)[0] <= reach
    return (places[within], float(within.mean())) if within.any() else (source, 0.0)


def assess(transform, source_xy, destination_xy, held_residuals, weights=None, spacing: float | None = None, extent=None,
           tolerance: float = 1.5, correlation: float = 0.0, model: ErrorModel | None = None,
           places: tuple[np.ndarray, float] | None = None, base=None) -> Accuracy:
    """Accuracy of a transform over an extent, checked against its held-out residuals.

    The error model says what the true displacement is between the points; the mean squared difference from the transform, plus the
    uncertainty of that, is the error. Where the transform's real leave-one-out residuals exceed what the model expects of them, the
    claim grows by as much.

    Args:
        transform: fitted to the points.
        source_xy, destination_xy: (N, 2) points accepted as right.
        held_residuals: (N, 2) residuals of the points left out one by one, NaN where impossible.
        weights: (N,) inverse variances up to a factor, or None.
        spacing, extent: see `check_places`; tolerance, correlation: see `error_model`.
        model, places: results of `error_model` and `check_places` for these points, where they are at hand.
        base: transform from which the model's displacements are counted; None for identity.

    Returns:
        The accuracy; all NaN where the points leave no degree of freedom to judge by.
    """
    source, destination = as_points(source_xy), as_points(destination_xy)
    weight = np.ones(len(source)) if weights is None else np.asarray(weights, dtype=np.float64)
    used = weight > 0
    source, destination, weight, held = source[used], destination[used], weight[used], as_points(held_residuals)[used]
    where, coverage = check_places(source, spacing, extent) if places is None else places
    if model is None:
        model = error_model(source, destination - _based(base, source), weight, where, transform.id != "shift", tolerance, correlation)
    finite = np.isfinite(held).all(axis=1)
    if model is None or not finite.any():
        return _unknown()
    claimed = transform.forward(where) - _based(base, where)
    there = np.isfinite(claimed).all(axis=1)
    # A place without a value is as bad as the worst one that has one.
    claimed = np.where(there[:, None], claimed, np.nanmax(np.abs(claimed), axis=0, initial=0.0))
    chosen = model.typical(claimed)
    inflation = _inflation(model, chosen, held)
    bias = np.stack([claimed[:, axis] - model.mean[chosen[axis]][:, axis] for axis in range(2)], axis=1)
    deviation = np.sqrt(np.stack([model.variance[chosen[axis]] * model.noise[chosen[axis]][axis] for axis in range(2)], axis=1))
    rmse = float(np.sqrt((bias ** 2 + deviation ** 2).sum(axis=1).mean())) * inflation
    draws = np.random.default_rng(0).standard_normal((_DRAWS, *bias.shape))
    ce90 = float(np.quantile(np.sqrt(((bias + deviation * draws) ** 2).sum(axis=2)), 0.9)) * inflation
    grown = max(rmse, FLOOR) / max(rmse, 1e-300)
    noise = float(np.sqrt(np.mean([model.noise[chosen[axis]][axis] for axis in range(2)])))
    return Accuracy(rmse * grown, float(np.sqrt((held[finite] ** 2).sum(axis=1).mean())), ce90 * grown, _median(held[finite]), noise,
                    int(finite.sum()), coverage)


def _based(base, xy: np.ndarray) -> np.ndarray:
    return xy if base is None else base.forward(xy)


def _inflation(model: ErrorModel, chosen: list[tuple[int, int]], held: np.ndarray) -> float:
    """Square root of the held-out squared error over what the model expects of it; at least 1."""
    held = held[model.used]
    observed = expected = 0.0
    for axis in range(2):
        known = np.isfinite(held[:, axis])
        own = model.held_residual[chosen[axis]][:, axis]
        # Prediction of the transform against that of the model, both without the point, and the point's deviation from the latter.
        among = (own - held[:, axis]) ** 2 + model.held_variance[chosen[axis]] * model.noise[chosen[axis]][axis]
        observed += float((held[known, axis] ** 2).sum())
        expected += float(among[known].sum())
    return max(1.0, math.sqrt(observed / expected)) if expected > 0 else 1.0
