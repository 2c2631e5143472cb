"""Warp raster by tie points: apply tie points, a GCP file or a solution to a raster."""
from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np

from ..errors import GridError, OptionError
from ..geometry.solution import Solution
from ..options.registration import WarpOptions
from ..outputs import refuse_inputs, refuse_unwritable
from ..progress import Progress, Steps
from ..raster.grid import Grid
from ..raster.io import map_points, open_raster, same_crs
from ..raster.raster import Raster
from .control import Fitted, fit, from_gcps, from_layer
from .warping import Warping, by_georeference, by_pixels, write_warped


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
    if not np.isfinite(fitted.rmse):
        progress.log("The accuracy cannot be told from so few tie points: none is left to check with.", "warning")
    return fitted.results()


def _fitted(options: WarpOptions, target: Raster, reference: Raster | None) -> Fitted:
    if options.solution:
        return _from_solution(options, reference)
    points = from_gcps(options.gcps_file, target, reference) if options.gcps_file else from_layer(options.tiepoints)
    return fit(points, options.transform, options.seed, target, reference)


def _from_solution(options: WarpOptions, reference: Raster | None) -> Fitted:
    try:
        solution = Solution.from_json(Path(options.solution).read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(f"The solution {options.solution} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"The solution {options.solution} is not a text file.",
                          "Give a JSON file written by 'Co-register raster'.") from error
    try:
        grid, figures = Grid.from_dict(solution.reference_grid), solution.accuracy
        fitted = Fitted(grid, solution.transform, bool(solution.prior.get("georeferenced", True)), float(solution.prior.get("scale", 1.0)),
                         solution.transform.id, int(figures.get("points") or 0), float(figures.get("rmse") or np.nan),
                         float(figures.get("ce90") or np.nan), _median_shift(solution, grid), np.empty(0), np.empty(0))
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
