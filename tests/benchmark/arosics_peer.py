"""AROSICS (Scheffler et al. 2017, doi:10.3390/rs9070676) on a pair of GeoTIFFs; run by the Python it is installed into.

    build/arosics/bin/python tests/benchmark/arosics_peer.py global|local reference.tif target.tif points.json

``points.json`` holds nominal reference pixels [[x, y], ...]. A target without georeferencing is laid on the reference's upper left corner.
Prints JSON as the last line: ``places``, where AROSICS puts them, and ``claimed`` (null), or ``refused``. Locally it warps a raster of
nominal positions, from which its places are read, so that they are those of its own output whatever it fits.
"""
from __future__ import annotations

import json
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from arosics import COREG, COREG_LOCAL, DESHIFTER
from osgeo import gdal
from scipy.ndimage import map_coordinates

MAX_SHIFT_PX = 30              # its default of 5 would refuse most pairs untried
GRID_PX, WINDOW_PX = 25, 128
NODATA = -9999.0
_OPTIONS = {"max_shift": MAX_SHIFT_PX, "q": True, "v": False, "ignore_errors": False, "progress": False}


def placed(reference: str, target: str, folder: Path) -> str:
    """The target, or a copy of it on the reference's corner."""
    one, two = gdal.Open(reference), gdal.Open(target)
    if two.GetProjection():
        return target
    gdal.GetDriverByName("GTiff").CreateCopy(str(folder / "placed.tif"), two)
    copy = gdal.Open(str(folder / "placed.tif"), gdal.GA_Update)
    copy.SetProjection(one.GetProjection())
    copy.SetGeoTransform(one.GetGeoTransform())
    copy = None
    return str(folder / "placed.tif")


def globally(reference: str, target: str, nominal: np.ndarray) -> np.ndarray:
    """One shift for the whole raster."""
    found = COREG(reference, target, **{name: value for name, value in _OPTIONS.items() if name != "progress"})
    found.calculate_spatial_shifts()
    shift = np.array([found.x_shift_map, found.y_shift_map], np.float64)
    _, width, _, _, _, height = gdal.Open(reference).GetGeoTransform()
    return nominal + shift / (width, height)


def locally(reference: str, target: str, nominal: np.ndarray, folder: Path) -> np.ndarray:
    """A grid of tie points, by which it warps."""
    found = COREG_LOCAL(reference, target, grid_res=GRID_PX, window_size=(WINDOW_PX, WINDOW_PX), CPUs=1, **_OPTIONS)
    found.calculate_spatial_shifts()
    if not found.success:
        raise RuntimeError("no valid tie points")
    one, two = gdal.Open(reference), gdal.Open(target)
    to_reference = gdal.InvGeoTransform(one.GetGeoTransform())
    col, row = np.meshgrid(np.arange(two.RasterXSize) + 0.5, np.arange(two.RasterYSize) + 0.5)
    x0, xx, xy, y0, yx, yy = two.GetGeoTransform()
    x, y = x0 + xx * col + xy * row, y0 + yx * col + yy * row
    positions = np.stack([to_reference[0] + to_reference[1] * x, to_reference[3] + to_reference[5] * y])
    path = str(folder / "positions.tif")
    file = gdal.GetDriverByName("GTiff").Create(path, two.RasterXSize, two.RasterYSize, 2, gdal.GDT_Float32)
    file.SetProjection(two.GetProjection())
    file.SetGeoTransform(two.GetGeoTransform())
    for band in (1, 2):
        file.GetRasterBand(band).SetNoDataValue(NODATA)
        file.GetRasterBand(band).WriteArray(positions[band - 1].astype(np.float32))
    file = None
    warped = DESHIFTER(path, found.coreg_info, align_grids=True, resamp_alg="bilinear", nodata=NODATA, CPUs=1, q=True,
                       v=False).correct_shifts()
    geotransform = gdal.InvGeoTransform(tuple(warped["GeoArray_shifted"].gt))
    shown = np.moveaxis(np.asarray(warped["arr_shifted"], np.float64), 2, 0)
    return inverted(shown, geotransform, one.GetGeoTransform(), nominal)


def inverted(shown: np.ndarray, to_pixel, of_reference, nominal: np.ndarray) -> np.ndarray:
    """Reference pixels (N, 2) at which a warped raster (2, rows, cols) shows nominal positions (N, 2)."""
    known = (shown > NODATA / 2).all(axis=0)
    row, col = np.nonzero(known)
    step = max(1, len(row) // 5000)
    row, col = row[::step], col[::step]
    design = np.column_stack([np.ones(len(row)), col, row])
    plane = np.linalg.lstsq(design, shown[:, row, col].T, rcond=None)[0]          # where it shows nothing, its plane stands for it
    lines = np.indices(known.shape, dtype=np.float64)
    smooth = plane[0][:, None, None] + plane[1][:, None, None] * lines[1] + plane[2][:, None, None] * lines[0]
    rest = np.where(known, shown - smooth, 0.0)
    places = nominal.copy()
    for _ in range(30):
        x = of_reference[0] + of_reference[1] * places[:, 0]
        y = of_reference[3] + of_reference[5] * places[:, 1]
        at = np.stack([to_pixel[0] + to_pixel[1] * x, to_pixel[3] + to_pixel[5] * y]) - 0.5
        seen = [map_coordinates(part, at[::-1], order=1, mode="nearest") for part in rest]
        seen = np.column_stack(seen) + np.column_stack([np.ones(len(nominal)), *at]) @ plane
        places = places + nominal - seen
    return places


def main(mode: str, reference: str, target: str, points: str) -> dict:
    """What is printed."""
    nominal = np.array(json.loads(Path(points).read_text(encoding="utf-8")), np.float64).reshape(-1, 2)
    with tempfile.TemporaryDirectory() as folder:
        try:
            target = placed(reference, target, Path(folder))
            places = globally(reference, target, nominal) if mode == "global" else locally(reference, target, nominal, Path(folder))
        except Exception as error:
            # What it raises has no common class: no overlap, no match, a shift beyond the limit, too little texture, another CRS.
            return {"refused": f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"}
    return {"places": places.tolist(), "claimed": None}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    gdal.UseExceptions()
    print("\n" + json.dumps(main(*sys.argv[1:])))
