"""What a warp goes by: control points, as a layer or a GCP file holds them, and the transform that is fitted to them."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..errors import GeometryError, OptionError
from ..geometry.points_file import read_points as read_gcps
from ..geometry.selection import choose_transform, fit_trusted
from ..geometry.transform import Transform
from ..methods import TRANSFORMS
from ..raster.grid import Grid
from ..raster.io import map_points, same_crs
from ..raster.raster import Raster
from .alignment import CORRELATED, of_measured, verdict
from .layer import read_points

_ANY = 1e9


@dataclass(frozen=True, eq=False)
class ControlPoints:
    """N points, enabled or not, in the order of their layer or file.

    Attributes:
        destination_xy: (N, 2) true map positions in ``crs``, WKT or None.
        source_xy: (N, 2) positions in ``crs`` that the target's georeference gives them, where ``georeferenced``; else target pixels.
        enabled: (N,) bool.
        weights, footprints: (N,), see `layer.FIELDS`; None where not known.
    """

    destination_xy: np.ndarray
    source_xy: np.ndarray
    crs: str | None
    georeferenced: bool
    enabled: np.ndarray
    weights: np.ndarray | None
    footprints: np.ndarray | None


@dataclass(frozen=True, eq=False)
class Fitted:
    """A transform on a working grid and what is known about it; rmse, ce90 and residuals in working pixels.

    Attributes:
        residuals: (N,) of all control points, enabled or not; loo_residuals: of the enabled ones, each left out of the fit, NaN for
            others; both empty where the transform was not fitted to points.
    """

    grid: Grid
    transform: Transform
    georeferenced: bool
    scale: float
    id: str
    count: int
    rmse: float
    ce90: float
    median_shift: tuple[float, float]
    residuals: np.ndarray
    loo_residuals: np.ndarray

    def results(self) -> dict:
        """The figures of a fit that jobs return; unknown ones are None."""
        known, size = bool(np.isfinite(self.rmse)), float(np.sqrt(np.prod(self.grid.pixel_size)))
        return {"SUCCESS": True, "TRANSFORM_USED": self.id, "TIEPOINT_COUNT": self.count,
                "RMSE_PX": round(self.rmse, 4) if known else None, "RMSE": self.rmse * size if known else None,
                "CE90": self.ce90 * size if known else None,
                "MEDIAN_SHIFT_X": self.median_shift[0], "MEDIAN_SHIFT_Y": self.median_shift[1], "VERDICT": verdict(self.rmse)}


def from_layer(path: str) -> ControlPoints:
    """The rows of a tie-point layer; raises OptionError, and GeometryError where none is enabled."""
    columns, crs = read_points(path)
    enabled = columns["enabled"] != 0
    if not enabled.any():
        raise GeometryError("No tie point of the layer is enabled.", "Enable at least three.")
    destination = np.stack([columns["reference_x"], columns["reference_y"]], 1)
    georeferenced = bool(np.isfinite(columns["dx"][enabled]).all())
    names = ("target_x", "target_y") if georeferenced else ("target_px", "target_py")
    source = np.stack([columns[name] for name in names], 1).astype(float)
    return ControlPoints(destination, source, crs, georeferenced, enabled, columns["weight"], columns["footprint"])


def from_gcps(path: str, target: Raster, reference: Raster | None) -> ControlPoints:
    """The points of a GCP file; its source columns are map positions of a georeferenced target, else pixels counted downwards."""
    table = read_gcps(path)
    crs = table.crs or (reference.grid.crs if reference else None)
    if not crs and target.grid.crs:
        raise OptionError(f"The GCP file {path} names no CRS.", "Give REFERENCE, whose CRS is then taken.")
    source, georeferenced = table.source_xy, target.grid.is_georeferenced
    if georeferenced and target.grid.crs and crs:
        source = map_points(target.grid.crs, crs)(source)
    source = source if georeferenced else source * [1.0, -1.0]
    return ControlPoints(table.map_xy, source, crs, georeferenced, table.enabled, table.weight, table.footprint)


def fit(points: ControlPoints, transform: str, seed: int, target: Raster, reference: Raster | None) -> Fitted:
    """The transform of the enabled points.

    Args:
        points: of the target.
        transform: id of a transform or ``auto``.
        seed: of what is drawn at random.
        target: the raster they were measured in, or a sister of it.
        reference: gives the working grid, where there is one.

    Raises:
        GeometryError: they determine no transform.
    """
    placed = _placed(points, target, reference)
    moved, grid = (0.0, 0.0), placed.grid
    if points.georeferenced:
        moved = tuple(float(v) for v in np.median(grid.to_map(placed.true) - grid.to_map(placed.nominal), axis=0))
    candidates = TRANSFORMS.ids() if transform == "auto" else (transform,)
    choice = choose_transform(placed.nominal, placed.true, placed.weights, candidates, placed.spacing, seed, threshold=_ANY,
                              correlation=placed.correlation, trusted=True)
    residuals, left_out = placed.told(points, choice.fit.transform, choice.loo_residuals)
    # Points that tell their footprint are a matcher's; those that a person has set are not all wrong alike.
    accuracy = (choice if placed.correlation is None else of_measured(choice)).accuracy
    return Fitted(grid, choice.fit.transform, points.georeferenced, 1.0, choice.id, int(choice.fit.inliers.sum()),
                  float(accuracy.rmse), float(accuracy.ce90), moved, residuals, left_out)


def residuals_of(points: ControlPoints, transform: str, target: Raster, reference: Raster | None) -> tuple[np.ndarray, np.ndarray]:
    """``residuals`` and ``loo_residuals`` of the `Fitted` that `fit` would return, in a tenth of its time; arguments are those of `fit`.

    Raises:
        GeometryError: the points determine no transform of this id.
    """
    placed = _placed(points, target, reference)
    fitted, left_out = fit_trusted(transform, placed.nominal, placed.true, placed.weights, placed.spacing, placed.correlation)
    return placed.told(points, fitted, left_out)


@dataclass(frozen=True, eq=False)
class _Placed:
    """The enabled points, n of N, on a working grid, in its pixels, as `choose_transform` takes them.

    Attributes:
        on_grid: from map positions in the CRS of the points to the grid.
        nominal, true: (n, 2). weights: (n,) or None. spacing, correlation: of the points.
    """

    grid: Grid
    on_grid: Callable[[np.ndarray], np.ndarray]
    nominal: np.ndarray
    true: np.ndarray
    weights: np.ndarray | None
    spacing: float
    correlation: float | None

    def told(self, points: ControlPoints, transform: Transform, left_out: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(residuals, loo_residuals) of all points, see `Fitted`; ``left_out``: of the enabled ones."""
        every = self.on_grid(points.source_xy) if points.georeferenced else points.source_xy
        residuals = np.hypot(*(transform.forward(every) - self.on_grid(points.destination_xy)).T)
        among = np.full(len(points.enabled), np.nan)
        among[points.enabled] = left_out
        return residuals, among


def _placed(points: ControlPoints, target: Raster, reference: Raster | None) -> _Placed:
    # Every enabled point counts: whoever enabled it has looked at it.
    enabled = points.enabled
    destination, source = points.destination_xy[enabled], points.source_xy[enabled]
    grid = _working_grid(destination, source, points.crs, points.georeferenced, target, reference)
    to_grid = map_points(points.crs, grid.crs) if points.crs and grid.crs else (lambda xy: xy)

    def on_grid(xy):
        return grid.to_pixel(to_grid(xy))

    nominal = on_grid(source) if points.georeferenced else source
    spacing = float(np.sqrt(max(np.ptp(nominal, axis=0).prod(), 1.0) / max(len(nominal), 1)))
    weights, footprints = (None if column is None else column[enabled] for column in (points.weights, points.footprints))
    return _Placed(grid, on_grid, nominal, on_grid(destination), weights, spacing, _correlation(footprints, grid))


def _correlation(footprint: np.ndarray | None, grid: Grid) -> float | None:
    """How far the errors of the tie points are alike, in working pixels; None where the points do not tell."""
    if footprint is None or not np.isfinite(footprint).any():
        return None
    return CORRELATED * float(np.nanmedian(footprint)) / float(np.sqrt(np.prod(grid.pixel_size)))


def _working_grid(destination, source, crs, georeferenced: bool, target: Raster, reference: Raster | None) -> Grid:
    """The grid errors are measured on: the reference's, coarsened to the target's pixels, or one made of the target's pixels."""
    own = _pixel_of_target(destination, source, georeferenced, target)
    if reference:
        grid = reference.grid
        if crs and grid.crs and not np.isfinite(map_points(crs, grid.crs)(destination[:1])).all():
            raise GeometryError("The tie points cannot be expressed in the reference's CRS.", "Check the CRS of both.")
        ratio = own / float(np.sqrt(np.prod(grid.pixel_size)))
        return grid.scaled(ratio) if ratio > 1.1 and same_crs(crs, grid.crs) else grid
    low, high = destination.min(0), destination.max(0)
    return Grid.covering((*low, *high), own, snap_to=(0.0, 0.0), crs=crs)


def _pixel_of_target(destination, source, georeferenced: bool, target: Raster) -> float:
    """Length of a target pixel in map units of the tie points."""
    if georeferenced and len(destination) < 3:
        return float(np.sqrt(np.prod(target.grid.pixel_size)))
    pixels = source if not georeferenced else target.grid.to_pixel(source)
    centre, middle = pixels.mean(0), destination.mean(0)
    linear = np.linalg.lstsq(pixels - centre, destination - middle, rcond=None)[0]
    size = float(np.sqrt(abs(np.linalg.det(linear))))
    if not np.isfinite(size) or size <= 0:
        raise GeometryError("The tie points lie on a line or in one place.", "Spread at least three points over the raster.")
    return size
