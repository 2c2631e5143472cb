"""A pair as GeoTIFFs whose georeferencing is wrong by exactly the known distortion, with the truth beside them."""
from __future__ import annotations

import json
import os
from dataclasses import dataclass

import cv2
import numpy as np
from affine import Affine

from ...outputs import atomic
from ...raster.grid import IDENTITY, Grid
from ...raster.io import map_points, write_raster
from .pair import Pair

_BANDS = {1: ("grey",), 3: ("red", "green", "blue"), 4: ("red", "green", "blue", "near infrared")}


@dataclass(frozen=True)
class PairFiles:
    """Paths of what was written.

    Attributes:
        reference, target: the two rasters.
        truth: JSON: check points, distortion, grids.
        mask: 1 where the land use truly changed, on the reference grid.
        classes_before, classes_after: land use at both dates, on the reference grid.
    """

    reference: str
    target: str
    truth: str
    mask: str
    classes_before: str
    classes_after: str


def write_pair(pair: Pair, folder: str | os.PathLike, crs: str = "EPSG:32633", pixel_size: float | None = None,
               origin: tuple[float, float] = (500000.0, 5500000.0), target_crs: str | None = None,
               target_pixel_size: float | None = None) -> PairFiles:
    """Write a pair and its truth.

    The target is georeferenced as if it were undistorted: its displacement is the misregistration. In another CRS it gets the affine
    geotransform that fits best, which may be turned; the truth is exact all the same, as it says where each target pixel really lies.

    Args:
        pair: from ``make_pair``.
        folder: made where it does not exist.
        crs: of the reference, authority code or WKT.
        pixel_size: of the reference in units of the CRS; None takes the metres of the scene.
        origin: upper left corner of the reference in the CRS.
        target_crs: of the target; None takes that of the reference, ``"none"`` writes the target without any georeferencing.
        target_pixel_size: in units of the reference CRS; the target is resampled to it. None keeps its pixels.

    Raises:
        OutputError: a file cannot be written.
        GridError: the two coordinate systems cannot be related.
    """
    os.makedirs(folder, exist_ok=True)
    size = pair.pixel_size if pixel_size is None else float(pixel_size)
    rows, cols = pair.classes_before.shape
    grid = Grid(Affine(size, 0.0, origin[0], 0.0, -size, origin[1]), cols, rows, crs)
    target, scale = pair.target, np.ones(2)
    if target_pixel_size is not None:
        target, scale = _resampled(target, size * pair.target_ratio / float(target_pixel_size))
    target_grid = _nominal_grid(pair, grid, target.shape, scale, target_crs)
    files = PairFiles(*(os.path.join(os.fspath(folder), name) for name in (
        "reference.tif", "target.tif", "truth.json", "change.tif", "classes_before.tif", "classes_after.tif")))
    for path, image, where in ((files.reference, pair.reference, grid), (files.target, target, target_grid)):
        write_raster(path, image, where, nodata=0 if image.dtype.kind == "u" else None, descriptions=_BANDS[len(image)])
    write_raster(files.mask, pair.change_mask.astype(np.uint8), grid, descriptions=("change",))
    write_raster(files.classes_before, pair.classes_before, grid, descriptions=("land use",))
    write_raster(files.classes_after, pair.classes_after, grid, descriptions=("land use",))
    _write_truth(pair, files, grid, target_grid, scale)
    return files


def _resampled(image: np.ndarray, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """The image with ``factor`` times as many pixels along a side, averaged; and the exact factors (x, y)."""
    _, rows, cols = image.shape
    new = max(1, round(cols * factor)), max(1, round(rows * factor))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.stack([cv2.resize(band, new, interpolation=method) for band in image]), np.array([new[0] / cols, new[1] / rows])


def _nominal_grid(pair: Pair, grid: Grid, shape: tuple[int, ...], scale: np.ndarray, target_crs: str | None) -> Grid:
    """Where the target claims to lie."""
    rows, cols = shape[1:]
    if target_crs == "none":
        return Grid(IDENTITY, cols, rows, None)
    x, y = np.meshgrid(np.linspace(0, cols, 9), np.linspace(0, rows, 9))
    pixels = np.column_stack([x.ravel(), y.ravel()])
    places = grid.to_map(pixels / scale * pair.target_ratio)
    crs = target_crs or grid.crs
    places = map_points(grid.crs, crs)(places)
    # coordinates are taken from the middle: products with large map coordinates would lose digits
    middle = places.mean(axis=0)
    design = np.column_stack([pixels, np.ones(len(pixels))])
    (a, d), (b, e), (c, f) = np.linalg.lstsq(design, places - middle, rcond=None)[0]
    return Grid(Affine(a, b, c + middle[0], d, e, f + middle[1]), cols, rows, crs)


def _write_truth(pair: Pair, files: PairFiles, grid: Grid, target_grid: Grid, scale: np.ndarray) -> None:
    target_xy, reference_xy = pair.check_points[:, :2] * scale, pair.check_points[:, 2:]
    points = np.hstack([target_xy, grid.to_map(reference_xy), reference_xy])
    record = {
        "convention": "Pixel coordinates are columns and rows from the outer corner of the first pixel. Map coordinates are the true "
                      "place of the target pixel in the CRS of the reference.",
        "columns": ["target_x", "target_y", "map_x", "map_y", "reference_x", "reference_y"],
        "points": points.tolist(),
        "reference_grid": grid.to_dict(), "target_grid": target_grid.to_dict(),
        "target_ratio": pair.target_ratio, "target_scale": scale.tolist(),
        "distortion": pair.distortion.to_dict(),
        "changed_share": float(pair.change_mask.mean()),
    }
    with atomic(files.truth) as partial, open(partial, "w", encoding="utf-8") as stream:
        json.dump(record, stream, indent=1)
