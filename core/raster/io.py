"""Raster files. The only module that imports rasterio."""
from __future__ import annotations

import contextlib
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import rasterio
import rasterio.warp
from affine import Affine
from rasterio._err import CPLE_BaseError, CPLE_NotSupportedError
from rasterio.enums import MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window as FloatWindow

from ..errors import GridError, RasterError
from .grid import Grid
from .valid import data_pixels
from .window import Window

# GDAL would take 5 % of the memory for its block cache; pieces are read once, in order.
_GDAL = {"GDAL_CACHEMAX": 64 * 2**20, "CPL_DEBUG": False}
_LIBRARY_ERRORS = (RasterioError, CPLE_BaseError, OSError, ValueError)


class Raster:
    """An open raster, read-only; made by `open_raster`. A context manager; `read` may be called from any thread.

    Attributes:
        path: what was opened.
        grid: pixel lattice and CRS.
        count: number of bands.
        dtypes: numpy name of each band's data type.
        nodata: each band's nodata value or None.
        descriptions: each band's name, "" where it has none.
        colorinterp: each band's meaning: ``red``, ``gray``, ``palette``, ``alpha``, ``undefined`` ...
        block_shape: (rows, cols) of the blocks the file is stored in.
        overviews: decimation factors of the overviews of band 1.
    """

    def __init__(self, path: str, dataset):
        self.path = path
        self._dataset = dataset
        self._lock = threading.Lock()
        crs = dataset.crs.to_wkt() if dataset.crs else None
        self.grid = Grid(Affine(*tuple(dataset.transform)[:6]), dataset.width, dataset.height, crs or None)
        self.count = dataset.count
        self.dtypes = tuple(dataset.dtypes)
        self.nodata = tuple(dataset.nodatavals)
        self.descriptions = tuple(name or "" for name in dataset.descriptions)
        self.colorinterp = tuple(item.name for item in dataset.colorinterp)
        self.block_shape = tuple(dataset.block_shapes[0])
        self.overviews = tuple(dataset.overviews(1))
        self._masked = MaskFlags.per_dataset in dataset.mask_flag_enums[0]

    def __enter__(self) -> Raster:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._dataset.close()

    @property
    def is_paletted(self) -> bool:
        """Whether the first band holds indices into a colour table: its values must not be averaged."""
        return self.colorinterp[0] == "palette"

    @property
    def alpha_band(self) -> int | None:
        """Number of the band that holds the transparency, from 1; None where there is none."""
        return self.colorinterp.index("alpha") + 1 if "alpha" in self.colorinterp else None

    @property
    def has_alpha(self) -> bool:
        """Whether a band holds the transparency."""
        return self.alpha_band is not None

    @property
    def has_mask(self) -> bool:
        """Whether the file carries a mask besides its bands."""
        return self._masked and not self.has_alpha

    @property
    def data_bands(self) -> tuple[int, ...]:
        """Numbers of all bands but the alpha band."""
        return tuple(band for band in range(1, self.count + 1) if band != self.alpha_band) or (1,)

    def bands(self, bands: int | Sequence[int] | None) -> tuple[int, ...]:
        """Band numbers, checked; None means all. Raises RasterError for a band that does not exist."""
        chosen = range(1, self.count + 1) if bands is None else np.atleast_1d(np.asarray(bands)).tolist()
        for band in chosen:
            if not 1 <= band <= self.count:
                raise RasterError(f"{self.path} has no band {band}; it has {self.count}.", f"Choose a band from 1 to {self.count}.")
        return tuple(int(band) for band in chosen)

    def read(self, bands=None, window: Window | None = None, shape: tuple[int, int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Pixels of a window and which of them carry data.

        Args:
            bands: band number or numbers from 1; None for all.
            window: None for the whole raster. Where it sticks out, pixels are 0 and not valid.
            shape: (rows, cols) of the result; where smaller than the window, pixels are averaged over the data they cover, from
                the overviews where there are any (nearest for a paletted raster).

        Returns:
            array: (bands, rows, cols) in the file's data type, the common one where bands differ.
            valid: (rows, cols) bool: False where all chosen bands are nodata, any is NaN, or mask or alpha is 0.

        Raises:
            RasterError: no such band, or the file is damaged.
        """
        bands = self.bands(bands)
        window = window or self.grid.window
        rows, cols = shape or window.shape
        dtype = np.result_type(*(self.dtypes[band - 1] for band in bands))
        array, valid = np.zeros((len(bands), rows, cols), dtype), np.zeros((rows, cols), dtype=bool)
        inside = window.intersect(self.grid.window)
        if inside.is_empty or rows == 0 or cols == 0:
            return array, valid
        (left, right), (first, last) = _covered(window.col, window.width, cols, self.grid.width), _covered(
            window.row, window.height, rows, self.grid.height)
        if (rows, cols) == window.shape:
            source = FloatWindow(inside.col, inside.row, inside.width, inside.height)
        else:
            step_x, step_y = window.width / cols, window.height / rows
            x, y = max(window.col + left * step_x, 0.0), max(window.row + first * step_y, 0.0)
            source = FloatWindow(x, y, min((right - left) * step_x, self.grid.width - x), min((last - first) * step_y, self.grid.height - y))
        if right > left and last > first:
            array[:, first:last, left:right], valid[first:last, left:right] = self._read(bands, source, (last - first, right - left))
        return array, valid

    def _read(self, bands: tuple[int, ...], source: FloatWindow, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        smaller = shape[0] < source.height or shape[1] < source.width
        how = {"window": source, "resampling": Resampling.average if smaller and not self.is_paletted else Resampling.nearest}
        alpha, data = self.alpha_band, [index for index, band in enumerate(bands) if band != self.alpha_band]
        with self._lock, _gdal(f"{self.path} cannot be read: the file is damaged or incomplete", "Copy or download the file again."):
            array = self._dataset.read(bands, out_shape=(len(bands), *shape), **how)
            mask = None
            if alpha is not None:
                mask = array[bands.index(alpha)] if alpha in bands else self._dataset.read(alpha, out_shape=shape, **how)
            elif self._masked:
                mask = self._dataset.read_masks(bands[0], out_shape=shape, **how)
        valid = data_pixels(array[data], [self.nodata[bands[index] - 1] for index in data])
        return array, valid if mask is None else valid & (mask > 0)


def _covered(start: int, length: int, pixels: int, limit: int) -> tuple[int, int]:
    """First and last + 1 of ``pixels`` output pixels over [start, start + length) that lie wholly in [0, limit).

    Where none does, those whose centre does: the raster is smaller than a pixel.
    """
    step = length / pixels
    first, last = int(np.ceil(max(-start, 0) / step - 1e-9)), int(np.floor(min(limit - start, length) / step + 1e-9))
    if last > first:
        return first, last
    first = int(np.floor(max(-start, 0) / step))
    return first, min(first + 1, pixels)


def open_raster(path: str | os.PathLike) -> Raster:
    """Open a raster file or any source GDAL knows by name.

    Raises:
        RasterError: the file does not exist, is not a raster, is damaged or has no band.
    """
    path = os.fspath(path)
    if not os.path.exists(path) and not _is_gdal_name(path):
        raise RasterError(f"There is no file {path}.", "Check the path.")
    with _gdal(f"{path} is not a raster that can be read", "Choose a raster file, for example a GeoTIFF; a damaged file must be copied again."):
        dataset = rasterio.open(path)
    if dataset.count == 0:
        parts = dataset.subdatasets
        dataset.close()
        if parts:
            raise RasterError(f"{path} is a container of {len(parts)} rasters.", f"Name one of them, for example {parts[0]}.")
        raise RasterError(f"{path} has no band.", "Choose a raster with at least one band.")
    return Raster(path, dataset)


def map_points(from_crs: str | None, to_crs: str | None) -> Callable[[np.ndarray], np.ndarray]:
    """A function from map coordinates (N, 2) in one CRS to another; NaN where a point cannot be transformed.

    Args:
        from_crs, to_crs: WKT or an authority code such as ``EPSG:4326``; equal ones give the identity.

    Raises:
        GridError: one CRS is unknown or the two cannot be related.
    """
    if from_crs == to_crs:
        return lambda xy: np.array(xy, dtype=np.float64).reshape(-1, 2)
    if not from_crs or not to_crs:
        raise GridError("One of the rasters has no coordinate reference system.", "Assign the CRS, or give the extent to search.")
    try:
        with rasterio.Env(**_GDAL):
            source, destination = (rasterio.crs.CRS.from_user_input(crs) for crs in (from_crs, to_crs))
            same = source == destination
            _transformed(source, destination, np.zeros((1, 2)))
    except _LIBRARY_ERRORS as error:
        raise GridError(f"The coordinate systems of the two rasters cannot be related ({_reason(error)}).",
                        "Assign the right CRS to each raster.") from error

    def transform(xy: np.ndarray) -> np.ndarray:
        xy = np.array(xy, dtype=np.float64).reshape(-1, 2)
        usable = np.isfinite(xy).all(axis=1)
        if same or not usable.any():
            return xy
        result = np.full_like(xy, np.nan)
        with rasterio.Env(**_GDAL):
            result[usable] = _transformed(source, destination, xy[usable])
        result[~np.isfinite(result).all(axis=1)] = np.nan
        return result

    return transform


def _transformed(source, destination, xy: np.ndarray) -> np.ndarray:
    """Transformed points. PROJ's first failure spoils the whole call, so the points that fail are found by halving."""
    try:
        return np.column_stack(rasterio.warp.transform(source, destination, xy[:, 0], xy[:, 1])[:2])
    except CPLE_NotSupportedError:
        raise
    except CPLE_BaseError:
        if len(xy) == 1:
            return np.full((1, 2), np.nan)
        middle = len(xy) // 2
        return np.concatenate([_transformed(source, destination, half) for half in (xy[:middle], xy[middle:])])


@contextlib.contextmanager
def _gdal(sentence: str, hint: str) -> Iterator[None]:
    """Settings for GDAL, and its errors as RasterError."""
    with rasterio.Env(**_GDAL), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            yield
        except _LIBRARY_ERRORS as error:
            raise RasterError(f"{sentence} ({_reason(error)}).", hint) from error


def _is_gdal_name(path: str) -> bool:
    """Whether the name can be something other than a file: ``NETCDF:...``, ``/vsizip/...``, an XML text."""
    prefix = path.split(":", 1)[0]
    return path.startswith(("/vsi", "<")) or (":" in path and len(prefix) > 1 and "/" not in prefix)


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    return " ".join(str(cause).split()) or type(error).__name__


def write_raster(path: str | os.PathLike, bands: np.ndarray, grid: Grid, nodata: float | None = None, descriptions: Sequence[str] = ()) -> None:
    """Write an array (bands, rows, cols) or (rows, cols) as a GeoTIFF."""
    bands = np.asarray(bands)
    bands = bands[None] if bands.ndim == 2 else bands
    with rasterio.Env(**_GDAL), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(path, "w", driver="GTiff", width=grid.width, height=grid.height, count=len(bands), dtype=bands.dtype, nodata=nodata,
                           crs=grid.crs, transform=grid.transform) as dataset:
            dataset.write(bands)
            for number, name in enumerate(descriptions, 1):
                dataset.set_band_description(number, name)
