"""Warp raster by tie points: apply tie points, a GCP file or a solution to a raster."""
from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import GeometryError, GridError, OptionError
from ..geometry.points_file import read_points as read_gcps
from ..geometry.selection import choose_transform
from ..geometry.solution import Solution
from ..geometry.transform import Transform
from ..methods import TRANSFORMS
from ..options.registration import WarpOptions
from ..outputs import refuse_inputs, refuse_unwritable
from ..progress import Progress, Steps
from ..raster.grid import Grid
from ..raster.io import map_points, open_raster, same_crs
from ..raster.raster import Raster
from .alignment import CORRELATED, verdict
from .layer import read_points
from .warping import Warping, by_georeference, by_pixels, write_warped

_ANY = 1e9


@dataclass(frozen=True)
class _Fitted:
    """A transform on a working grid and what is known about it; rmse and ce90 in working pixels."""

    grid: Grid
    transform: Transform
    georeferenced: bool
    scale: float
    id: str
    count: int
    rmse: float
    ce90: float
    median_shift: tuple[float, float]


def warp(options: WarpOptions, progress: Progress) -> dict:
    """Warp ``options.target`` with the tie points, the GCP file or the solution of the options.

    Returns:
        The results declared in ``WarpOptions.RESULTS``; errors are held-out ones of the tie points.

    Raises:
        TiepointError: bad input or tie points that determine no transform; nothing is written then.
        Cancelled: from ``progress``; nothing is left behind.
    """
    given = [name for name in ("tiepoints", "gcps_file", "solution") if getattr(options, name)]
    if len(given) != 1:
        raise OptionError(f"{len(given)} of TIEPOINTS, GCPS_FILE and SOLUTION are given.", "Give exactly one of them.")
    inputs = [path for path in (options.target, options.tiepoints, options.gcps_file, options.solution, options.reference) if path]
    refuse_inputs(options.output, inputs)
    refuse_unwritable(options.output)
    progress.step(0.0, "Reading the tie points")
    with ExitStack() as stack:
        target = stack.enter_context(open_raster(options.target))
        reference = stack.enter_context(open_raster(options.reference)) if options.reference else None
        fitted = _fitted(options, target, reference)
        if fitted.georeferenced and not target.grid.is_georeferenced:
            raise OptionError(f"The tie points were measured in a georeferenced raster, and {options.target} is not georeferenced.",
                              "Warp the raster they were measured in.")
        nominal, target_pixels = by_georeference(fitted.grid, target) if fitted.georeferenced else by_pixels()
        if not fitted.georeferenced and fitted.scale != 1.0:
            nominal, target_pixels = (lambda xy: np.asarray(xy) * fitted.scale), (lambda xy: np.asarray(xy) / fitted.scale)
        size = float(np.sqrt(np.prod(fitted.grid.pixel_size)))
        progress.log(f"Transform {fitted.id} from {fitted.count} tie points.")
        tags = {"TRANSFORM": fitted.id, "RMSE_PX": f"{fitted.rmse:.4f}", "CE90": f"{fitted.ce90 * size:.6g}", "TIEPOINTS": fitted.count,
                "SOURCE": options.tiepoints or options.gcps_file or options.solution}
        write_warped(Warping(fitted.grid, fitted.transform, nominal, target_pixels), target, reference.grid if reference else None, options,
                     tags, inputs, Steps(progress, 0.1, 1.0))
    known = bool(np.isfinite(fitted.rmse))
    if not known:
        progress.log("The accuracy cannot be told from so few tie points: none is left to check with.", "warning")
    return {"SUCCESS": True, "TRANSFORM_USED": fitted.id, "TIEPOINT_COUNT": fitted.count,
            "RMSE_PX": round(fitted.rmse, 4) if known else None, "RMSE": fitted.rmse * size if known else None,
            "CE90": fitted.ce90 * size if known else None,
            "MEDIAN_SHIFT_X": fitted.median_shift[0], "MEDIAN_SHIFT_Y": fitted.median_shift[1], "VERDICT": verdict(fitted.rmse)}


def _fitted(options: WarpOptions, target: Raster, reference: Raster | None) -> _Fitted:
    if options.solution:
        return _from_solution(options, reference)
    if options.gcps_file:
        destination, source, crs, georeferenced, weights, footprint = _from_gcps(options.gcps_file, target, reference)
    else:
        destination, source, crs, georeferenced, weights, footprint = _from_layer(options.tiepoints, target)
    grid = _working_grid(destination, source, crs, georeferenced, target, reference)
    to_grid = map_points(crs, grid.crs) if crs and grid.crs else (lambda xy: xy)
    true = grid.to_pixel(to_grid(destination))
    moved = (0.0, 0.0)
    if georeferenced:
        nominal = grid.to_pixel(to_grid(source))
        moved = tuple(float(v) for v in np.median(grid.to_map(true) - grid.to_map(nominal), axis=0))
    else:
        nominal = source
    candidates = TRANSFORMS.ids() if options.transform == "auto" else (options.transform,)
    spacing = float(np.sqrt(max(np.ptp(nominal, axis=0).prod(), 1.0) / max(len(nominal), 1)))
    # Every enabled point counts: whoever enabled it has looked at it.
    choice = choose_transform(nominal, true, weights, candidates, spacing, options.seed, threshold=_ANY,
                              correlation=_correlation(footprint, grid))
    return _Fitted(grid, choice.fit.transform, georeferenced, 1.0, choice.id, int(choice.fit.inliers.sum()), float(choice.accuracy.rmse),
                   float(choice.accuracy.ce90), moved)


def _correlation(footprint: np.ndarray | None, grid: Grid) -> float | None:
    """How far the errors of the tie points are alike, in working pixels; None where the points do not tell."""
    if footprint is None or not np.isfinite(footprint).any():
        return None
    return CORRELATED * float(np.nanmedian(footprint)) / float(np.sqrt(np.prod(grid.pixel_size)))


def _from_layer(path: str, target: Raster):
    """(true map positions, nominal positions, CRS, georeferenced, weights, footprints) of the enabled rows of a tie-point layer."""
    columns, crs = read_points(path)
    enabled = columns["enabled"] != 0
    if not enabled.any():
        raise GeometryError("No tie point of the layer is enabled.", "Enable at least three.")
    destination = np.stack([columns["reference_x"], columns["reference_y"]], 1)[enabled]
    georeferenced = bool(np.isfinite(columns["dx"][enabled]).all())
    names = ("target_x", "target_y") if georeferenced else ("target_px", "target_py")
    source = np.stack([columns[name] for name in names], 1)[enabled].astype(float)
    return destination, source, crs, georeferenced, columns["weight"][enabled], columns["footprint"][enabled]


def _from_gcps(path: str, target: Raster, reference: Raster | None):
    """The same of a GCP file; its source columns are map positions of a georeferenced target, else pixels counted downwards."""
    table = read_gcps(path)
    crs = table.crs or (reference.grid.crs if reference else None)
    if not crs and target.grid.crs:
        raise OptionError(f"The GCP file {path} names no CRS.", "Give REFERENCE, whose CRS is then taken.")
    source = table.source_xy[table.enabled]

    def chosen(values):
        return None if values is None else values[table.enabled]

    georeferenced = target.grid.is_georeferenced
    if georeferenced and target.grid.crs and crs:
        source = map_points(target.grid.crs, crs)(source)
    source = source if georeferenced else source * [1.0, -1.0]
    return table.map_xy[table.enabled], source, crs, georeferenced, chosen(table.weight), chosen(table.footprint)


def _from_solution(options: WarpOptions, reference: Raster | None) -> _Fitted:
    try:
        solution = Solution.from_json(Path(options.solution).read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(f"The solution {options.solution} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"The solution {options.solution} is not a text file.",
                          "Give a JSON file written by 'Co-register raster'.") from error
    try:
        grid, figures = Grid.from_dict(solution.reference_grid), solution.accuracy
        fitted = _Fitted(grid, solution.transform, bool(solution.prior.get("georeferenced", True)), float(solution.prior.get("scale", 1.0)),
                         solution.transform.id, int(figures.get("points") or 0), float(figures.get("rmse") or np.nan),
                         float(figures.get("ce90") or np.nan), _median_shift(solution, grid))
    except (GridError, KeyError, TypeError, ValueError) as error:
        raise OptionError(f"The solution {options.solution} is damaged.", "Give a JSON file written by 'Co-register raster'.") from error
    if reference and not same_crs(reference.grid.crs, grid.crs):
        raise OptionError("The solution was made for another CRS than that of the reference.", "Leave REFERENCE empty.")
    if options.transform not in ("auto", solution.transform.id):
        raise OptionError(f"The solution holds the transform '{solution.transform.id}', not '{options.transform}'.",
                          "Leave TRANSFORM at auto.")
    return fitted


def _median_shift(solution: Solution, grid: Grid) -> tuple[float, float]:
    """What the solution moves the raster it was made for by, in map units of the working grid; zero where that had no position."""
    if not solution.prior.get("georeferenced", True):
        return 0.0, 0.0
    made_for = Grid.from_dict(solution.target_grid)
    x, y = np.meshgrid(*(np.linspace(0.05, 0.95, 10) * side for side in (made_for.width, made_for.height)))
    places = made_for.to_map(np.stack([x.ravel(), y.ravel()], 1))
    nominal = grid.to_pixel(map_points(made_for.crs, grid.crs)(places) if made_for.crs and grid.crs else places)
    moved = np.median(grid.to_map(solution.transform.forward(nominal)) - grid.to_map(nominal), axis=0)
    return float(moved[0]), float(moved[1])


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
