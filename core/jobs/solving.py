"""Opening what the registration options name, and what is written about a solved pair."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from ..errors import OptionError, OutputError
from ..matching.matcher import Means
from ..options.option import described, parse_extent
from ..options.registration import PairOptions
from ..outputs import atomic
from ..progress import Progress, Steps
from ..raster.band_pairs import band_pairs
from ..raster.io import open_raster
from ..raster.mask import read_polygons
from .alignment import Alignment, align
from .matchers import Matchers
from .pair import RasterPair


@contextmanager
def solved(options: PairOptions, progress: Progress) -> Iterator[Alignment]:
    """The alignment of the pair named by the options; its rasters stay open inside the block.

    Args:
        options: reference, target and how to match them.
        progress: of the matching.
    """
    progress.step(0.0, "Opening the rasters")
    with open_raster(options.reference) as reference, open_raster(options.target) as target:
        extent = parse_extent(options.extent) if options.extent else None
        ignored = read_polygons(options.mask, reference.grid.crs) if options.mask else None
        bands = band_pairs(reference, target, (options.reference_band, options.target_band))
        pair = RasterPair(reference, target, *bands[0], extent, options.max_offset or None, ignored, seed=options.seed)
        if options.spacing is not None and options.spacing > min(pair.region[2] - pair.region[0], pair.region[3] - pair.region[1]) / 3:
            raise OptionError(f"A tie-point spacing of {options.spacing} pixels leaves fewer than 3 points across the overlap.",
                              "Choose a smaller SPACING, or leave it empty.")
        yield align(pair, options.method, options.transform, options.spacing, Steps(progress, 0.02, 1.0),
                    Matchers(Means(options.model, options.device, options.compat)), bands)


@contextmanager
def together(options, *names: str) -> Iterator[dict[str, str]]:
    """Names to write several outputs to; all of them appear when the block ends, none where it raises.

    Args:
        options: has the paths of the outputs.
        names: fields of ``options``; those left empty are not in the result.
    """
    inputs = [getattr(options, name) for name, _, spec in described(type(options)) if spec.kind in ("raster", "polygons", "vector", "file")]
    with ExitStack() as stack:
        written = {name: stack.enter_context(atomic(getattr(options, name), [path for path in inputs if path]))
                   for name in names if getattr(options, name)}
        try:
            yield written
        except OutputError as error:
            # Nobody has asked for a file of the name it has until the end.
            message = error.message
            for name, partial in written.items():
                message = message.replace(partial, getattr(options, name))
            raise OutputError(message, error.hint) from error


def columns(alignment: Alignment) -> dict[str, np.ndarray]:
    """The tie points as the columns of `layer.FIELDS`."""
    pair, choice = alignment.pair, alignment.choice
    measurement, kept = alignment.refinement.measurement, alignment.refinement.kept
    count = len(measurement)
    used = np.zeros(count, bool)
    used[np.flatnonzero(kept)[choice.fit.inliers]] = True
    residual = np.hypot(*(choice.fit.transform.forward(measurement.nominal_xy) - measurement.reference_xy).T)
    left_out = np.full(count, np.nan)
    left_out[kept] = choice.loo_residuals
    target = pair.target_pixels(measurement.nominal_xy)
    reference = pair.grid.to_map(measurement.reference_xy)
    nominal = pair.grid.to_map(measurement.nominal_xy) if pair.has_prior else np.stack([target[:, 0], -target[:, 1]], 1)
    shift = reference - nominal if pair.has_prior else np.full((count, 2), np.nan)
    return {
        "id": np.arange(1, count + 1, dtype=np.int32), "target_px": target[:, 0], "target_py": target[:, 1],
        "target_x": nominal[:, 0], "target_y": nominal[:, 1], "reference_x": reference[:, 0], "reference_y": reference[:, 1],
        "dx": shift[:, 0], "dy": shift[:, 1], "shift": np.hypot(*shift.T), "score": measurement.scores, "residual": residual,
        "loo_residual": left_out, "inlier": used, "enabled": used, "method": np.full(count, alignment.method, dtype=object),
        "weight": measurement.weights, "footprint": np.full(count, measurement.footprint * pair.pixel_size),
    }


def figures(alignment: Alignment) -> dict:
    """The results every registration job returns; lengths in map units unless the name says pixels."""
    pair, accuracy = alignment.pair, alignment.choice.accuracy
    table = columns(alignment)
    inlier = table["inlier"]
    moved = np.stack([table["dx"], table["dy"]], 1)[inlier]
    median = np.median(moved, axis=0) if pair.has_prior and len(moved) else (0.0, 0.0)
    return {
        "SUCCESS": True, "METHOD_USED": alignment.method, "TRANSFORM_USED": alignment.choice.id, "TIEPOINT_COUNT": int(inlier.sum()),
        "RMSE_PX": round(float(accuracy.rmse), 4), "RMSE": float(accuracy.rmse * pair.pixel_size),
        "CE90": float(accuracy.ce90 * pair.pixel_size), "MEDIAN_SHIFT_X": float(median[0]), "MEDIAN_SHIFT_Y": float(median[1]),
        "VERDICT": alignment.verdict,
    }
