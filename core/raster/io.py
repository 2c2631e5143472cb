"""Raster files and coordinate systems. The only module that imports rasterio."""
from __future__ import annotations

import contextlib
import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import rasterio
import rasterio.features
import rasterio.warp
from affine import Affine
from rasterio._err import CPLE_BaseError, CPLE_NotSupportedError
from rasterio.enums import ColorInterp, Interleaving, MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window as Box
from shapely import union_all
from shapely.geometry import Polygon
from shapely.geometry import shape as polygon_of

from .. import outputs
from ..errors import GridError, OutputError, RasterError
from .creation import creation_options
from .grid import IDENTITY, PLAIN, Grid
from .raster import Raster
from .window import Window

# GDAL would take 5 % of the memory for its block cache; pieces are read and written once, in order.
_SETTINGS = {"GDAL_CACHEMAX": 64 * 2**20, "GDAL_TIFF_INTERNAL_MASK": True}
_LIBRARY_ERRORS = (RasterioError, CPLE_BaseError, OSError, ValueError)
# Metadata that describes the old pixels or where they lay.
_STALE_TAGS = ("STATISTICS_", "GCPS_")
_STALE_DOMAINS = ("IMAGE_STRUCTURE", "DERIVED_SUBDATASETS", "SUBDATASETS", "RPC", "GEOLOCATION", "TIFF")


class _File:
    """A dataset as the `Source` of a Raster."""

    def __init__(self, path: str, dataset):
        self.path, self.dataset, self._lock = path, dataset, threading.Lock()

    def pixels(self, bands, box, out, average) -> None:
        """See `Source`."""
        with self._reading():
            self.dataset.read(list(bands), window=Box(*box), out=out, resampling=_resampling(average, box, out.shape[1:]))

    def mask(self, band, box, shape, average) -> np.ndarray:
        """See `Source`."""
        with self._reading():
            return self.dataset.read_masks(band, window=Box(*box), out_shape=shape, resampling=_resampling(average, box, shape))

    def close(self) -> None:
        """See `Source`."""
        self.dataset.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        sentence = f"{self.path} cannot be read to the end: the file is damaged or incomplete"
        with self._lock, _gdal(sentence, "Copy or download the file again."):
            yield


def open_raster(path: str | os.PathLike) -> Raster:
    """Open a raster file or any source GDAL knows by name.

    Raises:
        RasterError: the file does not exist, is not a raster, is damaged or has no band.
    """
    path = os.fspath(path)
    if not os.path.exists(path) and not _is_gdal_name(path):
        raise RasterError(f"There is no file {path}.", "Check the path.")
    with _gdal(f"{path} is not a raster that can be read", "Choose a raster file, for example a GeoTIFF; copy a damaged file again."):
        dataset = _opened(path)
    if dataset.count == 0:
        parts = dataset.subdatasets
        dataset.close()
        if parts:
            raise RasterError(f"{path} is a container of {len(parts)} rasters.", f"Name one of them, for example {parts[0]}.")
        raise RasterError(f"{path} has no band.", "Choose a raster with at least one band.")
    transform, crs = Affine(*tuple(dataset.transform)[:6]), dataset.crs.to_wkt() if dataset.crs else None
    grid = Grid(PLAIN if transform == IDENTITY else transform, dataset.width, dataset.height, crs or None)
    return Raster(path, _File(path, dataset), grid, dtypes=tuple(dataset.dtypes), nodata=tuple(dataset.nodatavals),
                  descriptions=tuple(name or "" for name in dataset.descriptions),
                  colorinterp=tuple(item.name for item in dataset.colorinterp), block_shape=tuple(dataset.block_shapes[0]),
                  overviews=tuple(dataset.overviews(1)), is_pixel_interleaved=dataset.interleaving == Interleaving.pixel,
                  has_mask=dataset.mask_flag_enums[0] == [MaskFlags.per_dataset])


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
        with rasterio.Env(**_SETTINGS):
            source, destination = (rasterio.crs.CRS.from_user_input(crs) for crs in (from_crs, to_crs))
            same = source == destination
            _transformed(source, destination, np.zeros((1, 2)))
    except _LIBRARY_ERRORS as error:
        raise GridError(f"The coordinate systems {_name(from_crs)} and {_name(to_crs)} cannot be related.",
                        "Assign the right CRS to each raster, or give the EXTENT to search.") from error

    def transform(xy: np.ndarray) -> np.ndarray:
        xy = np.array(xy, dtype=np.float64).reshape(-1, 2)
        usable = np.isfinite(xy).all(axis=1)
        if same or not usable.any():
            return xy
        result = np.full_like(xy, np.nan)
        with rasterio.Env(**_SETTINGS):
            result[usable] = _transformed(source, destination, xy[usable])
        result[~np.isfinite(result).all(axis=1)] = np.nan
        return result

    return transform


def _name(crs: str) -> str:
    """A CRS in few words: its title where it is given as WKT."""
    return f"'{crs.split(chr(34))[1]}'" if crs.count('"') > 1 else f"'{crs[:40]}'"


def same_crs(one: str | None, other: str | None) -> bool:
    """Whether two CRS, as WKT or authority code, mean the same; unknown ones only equal each other."""
    if one == other or not one or not other:
        return (one or None) == (other or None)
    with _gdal("A coordinate reference system cannot be read", "Assign a valid CRS."):
        return rasterio.crs.CRS.from_user_input(one) == rasterio.crs.CRS.from_user_input(other)


def footprint(raster: Raster, longest_side: int = 1024):
    """Outline of the pixels that carry data, in map coordinates, as a shapely geometry; from a small overview read.

    Raises:
        RasterError: no pixel carries data.
    """
    if raster.is_gapless:
        return raster.grid.footprint
    scaled = raster.grid.scaled(max(1.0, max(raster.grid.width, raster.grid.height) / longest_side))
    _, valid = raster.read(raster.data_bands, shape=(scaled.height, scaled.width))
    if valid.all():
        return raster.grid.footprint
    if not valid.any():
        raise RasterError(f"{raster.path} holds no data: every pixel is nodata.", "Choose another raster, or check its nodata value.")
    pieces = [polygon_of(piece) for piece, _ in rasterio.features.shapes(valid.astype(np.uint8), mask=valid, connectivity=8,
                                                                       transform=scaled.transform)]
    # Dust does not make an outline, and costs time in everything done with it.
    smallest = 1e-4 * sum(piece.area for piece in pieces)
    return union_all([piece for piece in pieces if piece.area >= smallest]).simplify(0.5 * min(scaled.pixel_size))


def outlines(labels: np.ndarray) -> Iterator[tuple[int, Polygon]]:
    """(label, outline in pixels) of every 4-connected area of one label in an int32 array (rows, cols); 0 has none."""
    for outline, label in rasterio.features.shapes(labels, mask=labels != 0):
        yield int(label), polygon_of(outline)


def write_raster(path: str | os.PathLike, bands: np.ndarray, grid: Grid, nodata: float | None = None, descriptions: Sequence[str] = (),
                 tags: Mapping[str, str] | None = None) -> None:
    """Write an array (bands, rows, cols) or (rows, cols) as a GeoTIFF. Raises OutputError."""
    bands = np.asarray(bands)
    bands = bands[None] if bands.ndim == 2 else bands
    with RasterWriter(path, grid, bands=len(bands), dtype=bands.dtype, nodata=nodata, descriptions=descriptions, tags=tags) as writer:
        writer.write(bands, grid.window)


class RasterWriter:
    """A GeoTIFF being written block by block. A context manager: the file appears when the block ends without an exception.

    Args:
        path: the output; its folder must exist.
        grid: where the pixels lie.
        template: raster whose bands, data type, nodata, scale and offset, units, names, colours and tags are kept.
        bands, dtype: number of bands and data type; taken from ``template`` where not given.
        nodata: nodata value; None: that of ``template``.
        descriptions: band names; empty: those of ``template``.
        tags: figures to store as ``TIEPOINT_<NAME>``.
        options: creation options of the user, ``NAME=VALUE|NAME=VALUE``.
        overviews: whether to add overviews.
        mask: whether to store a mask, given to `write`.
        colours: RGBA by value of a single uint8 band.
        inputs: files the output must not be, besides ``template``.

    Raises:
        OutputError: the file cannot be written, also when that shows only at the end; nothing is left behind.
    """

    def __init__(self, path: str | os.PathLike, grid: Grid, template: Raster | None = None, *, bands: int | None = None, dtype=None,
                 nodata: float | None = None, descriptions: Sequence[str] = (), tags: Mapping[str, str] | None = None, options: str = "",
                 overviews: bool = False, mask: bool = False, colours: Mapping[int, tuple] | None = None,
                 inputs: Iterable[str | os.PathLike] = ()):
        self.path, self.grid, self.template = os.path.abspath(os.fspath(path)), grid, template
        if os.path.splitext(self.path)[1].lower() not in (".tif", ".tiff", ""):
            raise OutputError(f"The output {self.path} is not a GeoTIFF.", "Let its name end in .tif.")
        if template is not None:
            bands = bands or template.count
            dtype = dtype or template.dtype(template.bands(None))
            nodata = nodata if nodata is not None else next((value for value in template.nodata if value is not None), None)
            inputs = (*inputs, template.path)
        self.count, self.dtype, self.nodata, self.has_mask = bands, np.dtype(dtype), nodata, mask
        self.keeps_bands = template is not None and template.count == bands
        self._descriptions, self._tags, self._overviews, self._inputs = descriptions, dict(tags or {}), overviews, tuple(inputs)
        self._colours, paletted = colours, bool(colours) or template is not None and template.is_paletted
        self._options = creation_options(self.dtype, bands, grid.width, grid.height, options, paletted,
                                         template is None or template.is_pixel_interleaved)

    def __enter__(self):
        self._context = self._writing()
        self._context.__enter__()
        return self

    def __exit__(self, *error) -> bool | None:
        return self._context.__exit__(*error)

    def write(self, array: np.ndarray, window: Window, covered: np.ndarray | None = None, bands: Sequence[int] | None = None) -> None:
        """Write a window.

        Args:
            array: (bands, rows, cols) in the output's data type.
            window: where it belongs.
            covered: (rows, cols) bool for the mask of a writer with ``mask``; None: covered. Taken with the first band.
            bands: numbers of the bands, from 1; None for all.
        """
        bands = list(bands or range(1, self.count + 1))
        box = Box(window.col, window.row, window.width, window.height)
        with self._errors():
            self._dataset.write(array, bands, window=box)
            if self.has_mask and bands[0] == 1:
                covered = np.ones(window.shape, dtype=bool) if covered is None else covered
                self._dataset.write_mask(covered.view(np.uint8) * np.uint8(255), window=box)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with outputs.atomic(self.path, self._inputs) as partial:
            with self._errors():
                self._dataset = self._create(partial)
            try:
                with self._errors():
                    self._describe()
                yield
            except BaseException:
                # What went wrong first is what matters, not that GDAL cannot finish a file that is given up.
                with contextlib.suppress(OutputError), self._errors():
                    self._dataset.close()
                raise
            with self._errors():
                self._dataset.close()
                self._finish(partial)

    def _create(self, partial: str):
        colours = self.template.colorinterp if self.keeps_bands else ()
        options = dict(self._options)
        if colours[:3] == ("red", "green", "blue"):
            options.setdefault("PHOTOMETRIC", "RGB")
        elif not self._colours and (not self.keeps_bands or colours[0] != "palette"):
            options.setdefault("PHOTOMETRIC", "MINISBLACK")
        if "alpha" in colours:
            options.setdefault("ALPHA", "YES")
        profile = {"driver": "GTiff", "width": self.grid.width, "height": self.grid.height, "count": self.count, "dtype": self.dtype,
                   "nodata": self.nodata, "crs": self.grid.crs, "transform": self.grid.transform}
        try:
            return _opened(partial, "w", **profile, **options)
        except _LIBRARY_ERRORS as error:
            if "ZSTD" not in _reason(error):
                raise
            # A GDAL built without it.
            options.pop("ZSTD_LEVEL", None)
            return _opened(partial, "w", **profile, **{**options, "COMPRESS": "DEFLATE"})

    def _describe(self) -> None:
        """Everything but the pixels; before them, so that it lies at the start of the file."""
        dataset, old = self._dataset, self.template.source.dataset if self.template is not None else None
        if old is not None:
            for domain in (None, *old.tag_namespaces()):
                if domain is None or not (domain in _STALE_DOMAINS or domain.startswith("xml:")):
                    dataset.update_tags(ns=domain, **_kept(old.tags(ns=domain)))
        if self.keeps_bands:
            for band in range(1, self.count + 1):
                dataset.update_tags(band, **_kept(old.tags(band)))
                dataset.set_band_unit(band, old.units[band - 1] or "")
            if self.template.is_paletted:
                dataset.write_colormap(1, old.colormap(1))
            wanted = tuple(ColorInterp[name] for name in self.template.colorinterp)
            if tuple(dataset.colorinterp) != wanted:
                dataset.colorinterp = wanted
            if set(old.scales) != {1.0} or set(old.offsets) != {0.0}:
                dataset.scales, dataset.offsets = old.scales, old.offsets
        if self._colours:
            dataset.write_colormap(1, self._colours)
        names = self._descriptions or (self.template.descriptions if self.keeps_bands else ())
        for band, name in enumerate(names, 1):
            if name:
                dataset.set_band_description(band, name)
        dataset.update_tags(**{f"TIEPOINT_{name.upper()}": str(value) for name, value in self._tags.items()})

    def _finish(self, partial: str) -> None:
        """Add overviews, and make sure that what was written is there: GDAL may not tell that a disk was full when it closed a file."""
        paletted = self.template is not None and self.template.is_paletted
        factors = [2**power for power in range(1, 16) if max(self.grid.width, self.grid.height) / 2 ** (power - 1) > 512]
        if self._overviews and factors:
            with _opened(partial, "r+") as dataset:
                dataset.build_overviews(factors, Resampling.nearest if paletted else Resampling.average)
        with _opened(partial) as dataset:
            complete = dataset.shape == (self.grid.height, self.grid.width) and _has_all_blocks(dataset, "SPARSE_OK" in self._options)
            if self._overviews:
                complete &= len(dataset.overviews(1)) == len(factors)
            if self.has_mask:
                complete &= MaskFlags.per_dataset in dataset.mask_flag_enums[0]
                for window in self.grid.window.tiles(4096):
                    dataset.read_masks(1, window=Box(window.col, window.row, window.width, window.height))
        if not complete:
            raise OSError("the file is shorter than what was written to it")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        with rasterio.Env(**_SETTINGS):
            try:
                yield
            except OutputError:
                raise
            except _LIBRARY_ERRORS as error:
                raise _write_error(self.path, error) from error


def _opened(path: str, *arguments, **options):
    """A dataset; a raster without georeferencing is nothing to warn of. Only here: filters of warnings are not for threads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(path, *arguments, **options)


def _write_error(path: str, error: Exception) -> OutputError:
    """GDAL names no error code, so ask the disk itself."""
    if "No space left" in _reason(error) or outputs.is_full(path):
        return outputs.disk_full(path)
    return OutputError(f"Cannot write {path}: {_reason(error)}.", "Check the creation options and the disk.")


def _has_all_blocks(dataset, may_skip: bool) -> bool:
    """Whether every block of a GeoTIFF lies within the file."""
    end = os.path.getsize(dataset.name)
    rows, cols = dataset.block_shapes[0]
    names = [f"{col}_{row}" for row in range(-(-dataset.height // rows)) for col in range(-(-dataset.width // cols))]
    for band in range(1, (dataset.count if dataset.interleaving == Interleaving.band else 1) + 1):
        for name in names:
            offset, size = (int(dataset.get_tag_item(f"BLOCK_{what}_{name}", "TIFF", bidx=band) or 0) for what in ("OFFSET", "SIZE"))
            if offset + size > end or not (size or may_skip):
                return False
    return True


def _kept(tags: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in tags.items() if not name.startswith(_STALE_TAGS)}


def _resampling(average: bool, box, shape) -> Resampling:
    return Resampling.average if average and (shape[0] < box[3] or shape[1] < box[2]) else Resampling.nearest


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
    """GDAL's settings, and its errors as RasterError."""
    with rasterio.Env(**_SETTINGS):
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
    return " ".join(str(cause).split()).rstrip(".") or type(error).__name__
