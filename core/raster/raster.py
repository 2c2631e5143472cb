"""An open raster: what it is, and its pixels."""
from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from ..errors import RasterError
from .grid import Grid
from .valid import data_pixels
from .window import Window

_ALPHA_SAMPLE = 256  # pixels a side


class Source(Protocol):
    """The file behind a Raster; made by `core.raster.io`. Thread-safe."""

    def pixels(self, bands: tuple[int, ...], box: tuple[float, float, float, float], out: np.ndarray, average: bool) -> None:
        """Read ``box`` (col, row, width, height) into ``out`` (bands, rows, cols), averaged or nearest where that is smaller."""

    def mask(self, band: int, box: tuple[float, float, float, float], shape: tuple[int, int], average: bool) -> np.ndarray:
        """The band's mask (rows, cols), 0 where there is no data."""

    def close(self) -> None:
        """Close the file."""


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
        has_mask: whether the file carries a mask besides its bands.
        is_pixel_interleaved: whether the bands of a pixel lie together in the file.
    """

    def __init__(self, path: str, source: Source, grid: Grid, **attributes):
        self.path, self.source, self.grid = path, source, grid
        self.dtypes: tuple[str, ...] = attributes["dtypes"]
        self.count = len(self.dtypes)
        self.nodata: tuple[float | None, ...] = attributes["nodata"]
        self.descriptions: tuple[str, ...] = attributes["descriptions"]
        self.colorinterp: tuple[str, ...] = attributes["colorinterp"]
        self.block_shape: tuple[int, int] = attributes["block_shape"]
        self.overviews: tuple[int, ...] = attributes["overviews"]
        self.is_pixel_interleaved: bool = attributes["is_pixel_interleaved"]
        self.has_mask: bool = attributes["has_mask"]

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.source.close()

    @property
    def is_paletted(self) -> bool:
        """Whether the first band holds indices into a colour table: its values must not be averaged."""
        return self.colorinterp[0] == "palette"

    @cached_property
    def alpha_band(self) -> int | None:
        """Number of the band that holds the transparency, from 1; None where there is none.

        A band that is called alpha but varies like an image is taken as an image: many tools label the near infrared of four-band
        aerial images so. In a true alpha band most pixels that are seen at all are opaque.
        """
        if "alpha" not in self.colorinterp:
            return None
        band = self.colorinterp.index("alpha") + 1
        rows, cols = (min(_ALPHA_SAMPLE, length) for length in (self.grid.height, self.grid.width))
        sample = np.empty((1, rows, cols), dtype=self.dtypes[band - 1])
        self.source.pixels((band,), (0, 0, self.grid.width, self.grid.height), sample, False)
        seen = sample[sample > 0]
        return band if not seen.size or (seen == seen.max()).mean() >= 0.5 else None

    @property
    def has_alpha(self) -> bool:
        """Whether a band holds the transparency."""
        return self.alpha_band is not None

    @property
    def data_bands(self) -> tuple[int, ...]:
        """Numbers of all bands but the alpha band."""
        return tuple(band for band in range(1, self.count + 1) if band != self.alpha_band) or (1,)

    @property
    def is_gapless(self) -> bool:
        """Whether every pixel carries data, known without reading any."""
        integers = all(np.dtype(dtype).kind in "iu" for dtype in self.dtypes)
        return integers and not self.has_mask and not self.has_alpha and all(value is None for value in self.nodata)

    def bands(self, bands: int | Sequence[int] | None) -> tuple[int, ...]:
        """Band numbers, checked; None means all. Raises RasterError for a band that does not exist."""
        chosen = range(1, self.count + 1) if bands is None else np.atleast_1d(np.asarray(bands)).tolist()
        for band in chosen:
            if not 1 <= band <= self.count:
                raise RasterError(f"{self.path} has no band {band}; it has {self.count}.", f"Choose a band from 1 to {self.count}.")
        if not chosen:
            raise RasterError(f"No band of {self.path} was chosen.", f"Choose a band from 1 to {self.count}.")
        return tuple(int(band) for band in chosen)

    def dtype(self, bands: tuple[int, ...]) -> np.dtype:
        """The data type that holds these bands."""
        return np.result_type(*(self.dtypes[band - 1] for band in bands))

    def band_nodata(self, bands: tuple[int, ...]) -> list[float | None]:
        """The nodata value of each of these bands; None for the alpha band."""
        return [None if band == self.alpha_band else self.nodata[band - 1] for band in bands]

    def read(self, bands=None, window: Window | None = None, shape: tuple[int, int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Pixels of a window and which of them carry data.

        Args:
            bands: band number or numbers from 1; None for all.
            window: None for the whole raster. Where it sticks out, pixels are 0 and not valid.
            shape: (rows, cols) of the result; where smaller than the window, pixels are averaged over the data they cover, from
                the overviews where there are any (nearest for a paletted raster).

        Returns:
            array: (bands, rows, cols) in the file's data type, the common one where bands differ.
            valid: (rows, cols) bool: False where all chosen bands are nodata, any is NaN, infinite or a fill value (`valid.MOST`), or mask
                or alpha is 0.

        Raises:
            RasterError: no such band, or the file is damaged.
        """
        bands = self.bands(bands)
        array, mask = self.read_masked(bands, window, shape)
        data = [index for index, band in enumerate(bands) if band != self.alpha_band]
        nodata = self.band_nodata(bands)
        if data and len(data) < len(bands):
            valid = data_pixels(array[data], [nodata[index] for index in data])
        else:
            valid = data_pixels(array, nodata)
        return array, valid if mask is None else valid & mask

    def read_masked(self, bands: tuple[int, ...], window: Window | None = None, shape: tuple[int, int] | None = None,
                    average: bool | None = None) -> tuple[np.ndarray, np.ndarray | None]:
        """Like `read`, with the file's mask or alpha only: nodata and NaN are left for the caller to look at band by band.

        Args:
            bands: checked band numbers.
            window, shape: as in `read`.
            average: whether a smaller shape is averaged; None: unless the raster is paletted.

        Returns:
            array: (bands, rows, cols); pixel-interleaved in memory where the file is.
            mask: (rows, cols) bool, False outside the raster and where mask or alpha is 0; None where there is no such pixel.
        """
        window = window or self.grid.window
        rows, cols = shape or window.shape
        average = not self.is_paletted if average is None else average
        inside = window.intersect(self.grid.window) == window
        array = _empty(len(bands), rows, cols, self.dtype(bands), self.is_pixel_interleaved, not inside)
        mask = None if inside and not self.has_mask and not self.has_alpha else np.zeros((rows, cols), dtype=bool)
        for first, last, top, height in _parts(window.row, window.height, rows, self.grid.height):
            for left, right, start, width in _parts(window.col, window.width, cols, self.grid.width):
                target = (slice(first, last), slice(left, right))
                box = (start, top, width, height)
                self.source.pixels(bands, box, array[(slice(None), *target)], average)
                if mask is not None:
                    mask[target] = self._file_mask(bands[0], box, (last - first, right - left), average)
        return array, mask

    def _file_mask(self, band: int, box: tuple[float, float, float, float], shape: tuple[int, int], average: bool) -> np.ndarray | bool:
        if self.alpha_band is not None:
            alpha = np.empty((1, *shape), dtype=self.dtypes[self.alpha_band - 1])
            self.source.pixels((self.alpha_band,), box, alpha, average)
            return alpha[0] > 0
        return self.source.mask(band, box, shape, average) > 0 if self.has_mask else True


def _empty(count: int, rows: int, cols: int, dtype, pixel_interleaved: bool, zero: bool) -> np.ndarray:
    """A (bands, rows, cols) array laid out as the file is: GDAL then copies pixels instead of sorting them."""
    make = np.zeros if zero else np.empty
    if pixel_interleaved and count > 1:
        return make((rows, cols, count), dtype).transpose(2, 0, 1)
    return make((count, rows, cols), dtype)


def _parts(start: int, length: int, pixels: int, limit: int) -> list[tuple[int, int, float, float]]:
    """How ``pixels`` output pixels over [start, start + length) are filled from a raster axis [0, limit).

    The pixels that lie wholly in the raster are one part. A pixel at either end that sticks out with less than half its length is
    a part of its own, read from what is there: stretching the first part over it would move all the others.

    Returns:
        (first, last + 1, source start, source length) per part.
    """
    if length <= 0 or pixels <= 0:
        return []
    step = length / pixels
    first = math.ceil(max(-start, 0) / step - 1e-9)
    last = math.floor(min(limit - start, length) / step + 1e-9)
    parts = []
    if last > first:
        begin = max(start + first * step, 0.0)
        parts.append((first, last, begin, min((last - first) * step, limit - begin)))
    ends = (first - 1, last) if last >= first else (last,)
    for index in ends:
        begin, end = max(start + index * step, 0.0), min(start + (index + 1) * step, float(limit))
        smaller = limit < step
        if 0 <= index < pixels and end > begin and (smaller or end - begin >= 0.5 * step):
            parts.append((index, index + 1, begin, end - begin))
    return parts
