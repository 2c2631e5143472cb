"""Rasters as pictures on one common view: a part of the reference's grid at a chosen size."""
from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import NodataShadowWarning, NotGeoreferencedWarning
from rasterio.transform import Affine
from rasterio.vrt import WarpedVRT

for _category in (NodataShadowWarning, NotGeoreferencedWarning):
    warnings.filterwarnings("ignore", category=_category)


@dataclass(frozen=True)
class View:
    """A grid to look at: ``transform`` maps its pixels (outer corner of the first = 0, 0) to the map."""

    transform: Affine
    width: int
    height: int
    crs: CRS

    def part(self, col: float, row: float, size: int, zoom: float) -> View:
        """A square of ``size`` of these pixels about (col, row), ``zoom`` times as large."""
        corner = Affine.translation(col - size / 2, row - size / 2) * Affine.scale(1 / zoom)
        return View(self.transform * corner, round(size * zoom), round(size * zoom), self.crs)


class Picture:
    """A raster that can be rendered on any view.

    Args:
        path: the raster; without a CRS it is laid over the whole of ``onto``.
        onto: the reference's raster.
    """

    def __init__(self, path: Path, onto: Path):
        with rasterio.open(path) as source, rasterio.open(onto) as reference:
            self.path, self.crs, self.transform = path, source.crs, source.transform
            if source.crs is None:
                scale = Affine.scale(reference.width / source.width, reference.height / source.height)
                self.crs, self.transform = reference.crs, reference.transform * scale
            shown = [i for i, meaning in enumerate(source.colorinterp, 1) if meaning != ColorInterp.alpha]
            self.bands = shown[:3] if len(shown) >= 3 else shown[:1]
            self.palette = None
            if source.colorinterp[0] == ColorInterp.palette:
                colours = source.colormap(1)
                self.palette = np.array([colours.get(i, (0, 0, 0, 0))[:3] for i in range(256)], np.uint8)
            shape = (max(1, min(source.height, 1000)), max(1, min(source.width, 1000)))
            sample = source.read(self.bands, out_shape=(len(self.bands), *shape)).astype(float)
            valid = source.dataset_mask(out_shape=shape) > 0
            valid &= np.isfinite(sample).all(0)
            values = sample[:, valid] if valid.any() else sample.reshape(len(self.bands), -1)
            self.low, self.high = np.percentile(np.nan_to_num(values), [1, 99], axis=1)

    def render(self, view: View, resampling: Resampling = Resampling.bilinear) -> tuple[np.ndarray, np.ndarray]:
        """(height, width, 3) uint8 in OpenCV's order of colours, and (height, width) True where the raster has data."""
        if self.palette is not None:
            resampling = Resampling.nearest
        with rasterio.open(self.path) as source:
            bare = source.nodata is None and ColorInterp.alpha not in source.colorinterp
            with WarpedVRT(source, crs=view.crs, transform=view.transform, width=view.width, height=view.height, src_crs=self.crs,
                           src_transform=self.transform, resampling=resampling, add_alpha=bare) as placed:
                values, valid = placed.read(self.bands).astype(float), placed.dataset_mask() > 0
        valid &= np.isfinite(values).all(0)
        if self.palette is not None:
            rgb = self.palette[np.clip(np.nan_to_num(values[0]), 0, 255).astype(np.uint8)]
        else:
            span = np.maximum(self.high - self.low, 1e-9)[:, None, None]
            rgb = np.clip((np.nan_to_num(values) - self.low[:, None, None]) / span * 255, 0, 255).astype(np.uint8).transpose(1, 2, 0)
            rgb = np.repeat(rgb, 3, axis=2) if rgb.shape[2] == 1 else rgb
        return np.ascontiguousarray(np.where(valid[..., None], rgb, 0)[:, :, ::-1]), valid


def whole(path: Path, longest: int) -> View:
    """The grid of a raster, its longer side at most ``longest`` pixels."""
    with rasterio.open(path) as source:
        factor = max(1.0, max(source.width, source.height) / longest)
        width, height = max(1, round(source.width / factor)), max(1, round(source.height / factor))
        transform = source.transform * Affine.scale(source.width / width, source.height / height)
        return View(transform, width, height, source.crs)
