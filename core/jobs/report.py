"""What the HTML reports are told about an alignment."""
from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from scipy.spatial import cKDTree

from ..language import tr
from ..raster.bands import listed
from ..reporting.command import qgis_command
from ..reporting.page import write_page
from ..reporting.registration import assessment_page, registration_page
from .alignment import Alignment
from .demonstration import demonstrated
from .pair import RasterPair

_PICTURE_PX, _CROP_PX, _MATCHES_PX = 900, 160, 700
_MATCHES_PAD = 0.1            # of the longer side of the tie points' extent: how much is shown around it


def write_registration(path: str, job: str, options, alignment: Alignment, table: dict, results: dict, seconds: float) -> None:
    """Write the report of a co-registration or of found tie points."""
    record = _record(job, options, alignment, table, results, seconds)
    pair = alignment.pair
    after = alignment.choice.fit.transform.inverse
    before = _unmoved if pair.has_prior else None
    record["pictures"] = _pictures(pair, before, after)
    record["crops"] = _crops(pair, alignment, table, before, after)
    record["demonstration"] = demonstrated(alignment, table)
    write_page(path, registration_page(record))


def write_assessment(path: str, options, alignment: Alignment, table: dict, results: dict, heat, grid, seconds: float) -> None:
    """Write the report of an assessed alignment."""
    record = _record("assessalignment", options, alignment, table, results, seconds)
    record.update(heat_map=heat, heat_extent=grid.bounds, pictures=_pictures(alignment.pair, _unmoved, None))
    write_page(path, assessment_page(record))


def _record(job: str, options, alignment: Alignment, table: dict, results: dict, seconds: float) -> dict:
    pair, choice = alignment.pair, alignment.choice
    points = {"id": table["id"], "map_xy": np.stack([table["reference_x"], table["reference_y"]], 1),
              "dxy_map": np.stack([table["dx"], table["dy"]], 1), "residual": table["residual"], "loo_residual": table["loo_residual"],
              "inlier": table["inlier"], "enabled": table["enabled"], "score": table["score"]}
    return {
        "title": tr("{target} on {reference}", target=Path(pair.target_raster.path).name, reference=Path(pair.reference_raster.path).name),
        "verdict": results["VERDICT"], "method": alignment.method, "method_reason": alignment.reason,
        "transform": choice.id, "transform_reason": choice.reason,
        "candidates": [{"id": row["id"], "rmse_px": row.get("rmse"), "reason": row.get("note", "")} for row in choice.table],
        "tie_points": points, "rmse_px": results["RMSE_PX"], "rmse": results["RMSE"], "rmse_raw_px": choice.accuracy.rmse_raw,
        "ce90": results["CE90"], "map_unit": tr("map units"), "median_shift": (results["MEDIAN_SHIFT_X"], results["MEDIAN_SHIFT_Y"]),
        "reference": described_raster(pair.reference_raster, pair.bands[0]), "target": described_raster(pair.target_raster, pair.bands[1]),
        "seconds": seconds,
        "command": qgis_command(job, asdict(options)), "matches": _matches(alignment),
    }


def described_raster(raster, bands: tuple[int, ...] = ()) -> dict:
    """The table of a raster in a report, with the bands that were matched."""
    grid = raster.grid
    crs = (grid.crs or tr("none")).split('"')
    return {"name": raster.path, "crs": crs[1] if len(crs) > 1 else crs[0], "pixel_size": "{:.6g} x {:.6g}".format(*grid.pixel_size),
            "size": (grid.width, grid.height), "dtype": ", ".join(sorted(set(raster.dtypes))),
            **({"bands": listed(bands)} if bands else {})}


def _pictures(pair: RasterPair, before, after) -> dict:
    x0, y0, x1, y1 = pair.region
    size = min(_PICTURE_PX, int(max(x1 - x0, y1 - y0)))
    scale = max(x1 - x0, y1 - y0) / size
    cut = np.s_[max(0, int((size - (y1 - y0) / scale) / 2)) : size, max(0, int((size - (x1 - x0) / scale) / 2)) : size]
    rows, cols = int((y1 - y0) / scale), int((x1 - x0) / scale)
    views = _views(pair, np.array([(x0 + x1) / 2, (y0 + y1) / 2]), size, scale, before, after)
    return {name: np.ascontiguousarray(image[cut][:rows, :cols]) for name, image in views.items()}


def _matches(alignment: Alignment) -> dict:
    """Reference and target where there are tie points, the target at its nominal place, and the points in pixels of these pictures.

    A target without a position is seen in its own orientation, as its nominal places are its own pixels.
    """
    pair, measured = alignment.pair, alignment.refinement.measurement
    sides = {"reference": (measured.reference_xy, pair.region, pair.reference),
             "target": (measured.nominal_xy, pair.target_region, partial(pair.target, backward=_unmoved))}
    frames = {name: _around(xy, region, measured.footprint) for name, (xy, region, _) in sides.items()}
    scales = {name: max(1.0, float((high - low).max()) / _MATCHES_PX) for name, (low, high) in frames.items()}
    found = {}
    for name, (xy, _, patches) in sides.items():
        low, high = frames[name]
        # Where the target has a position, both are seen at one scale: a mere shift is parallel lines.
        scale = max(scales.values()) if pair.has_prior else scales[name]
        cols, rows = np.maximum(1, np.floor((high - low) / scale + 1e-6)).astype(int)
        size = int(max(cols, rows))
        found[name] = _grey(*patches((low + size * scale / 2)[None], size, scale))[:rows, :cols]
        found[f"{name}_xy"] = (xy - low) / scale
    return found


def _around(xy: np.ndarray, region, footprint: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper corner of what is shown of a region: positions (N, 2) and some room around them."""
    low, high = xy.min(0), xy.max(0)
    pad = max(footprint, _MATCHES_PAD * float((high - low).max()))
    return np.maximum(low - pad, region[:2]), np.minimum(high + pad, region[2:])


def _crops(pair: RasterPair, alignment: Alignment, table: dict, before, after) -> list:
    """Six places at full resolution, spread over the inliers."""
    places = alignment.refinement.measurement.reference_xy[table["inlier"]]
    if not len(places):
        return []
    (left, top), (right, bottom) = places.min(0), places.max(0)
    middles = [(left + (right - left) * x, top + (bottom - top) * y) for y in (0.25, 0.75) for x in (1 / 6, 0.5, 5 / 6)]
    chosen = list(dict.fromkeys(int(index) for index in cKDTree(places).query(middles)[1]))
    crops = []
    for number, index in enumerate(chosen, 1):
        views = _views(pair, places[index], _CROP_PX, 1.0, before, after)
        crops.append({"label": tr("Place {number}", number=number), **views})
    return crops


def _views(pair: RasterPair, centre, size: int, scale: float, before, after) -> dict:
    reference = _grey(*pair.reference(centre[None], size, scale))
    views = {"reference": reference}
    for name, backward in (("before", before), ("after", after)):
        if backward is not None:
            views[name] = _grey(*pair.target(centre[None], size, scale, backward))
    return views


def _grey(image, valid) -> np.ndarray:
    image, valid = image[0], valid[0]
    if not valid.any():
        return np.zeros(image.shape, np.uint8)
    low, high = np.percentile(image[valid], (2, 98))
    scaled = np.clip((image - low) / max(float(high - low), 1e-9) * 254 + 1, 1, 255)
    return cv2.convertScaleAbs(np.where(valid, scaled, 0))


def _unmoved(xy):
    return xy
