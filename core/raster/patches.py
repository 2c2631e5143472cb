"""Many small grey patches of a raster, each resampled along its own lattice of positions.

Matching looks at a few hundred windows of a raster that may be huge. What is read once is kept: an overview of the region for the
coarse stages, and for fine ones the pixels around each window, so that looking again after a better estimate costs no reading.
"""
from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .bands import grey
from .raster import Raster
from .undeclared import Undeclared, undeclared
from .window import Window

# Lattice nodes along a side of a patch: so many at least, and so many pixels apart at most; straight lines run between them.
_LEAST_NODES, _NODE_PX = 5, 16
_MARGIN = 0.35                 # of a patch, read around it for later, better estimates
_CACHE_BYTES = 256 * 2**20
_ON_PIXELS = 1e-6              # pixels between a position and the middle of a pixel that it hits
_USUAL = (1e-4, 1e9)           # standard deviations of grey values that single precision and small constants are made for


def node_offsets(size: int, scale: float) -> np.ndarray:
    """(n, n, 2) offsets of the lattice nodes from a patch's centre, for ``size`` pixels of ``scale`` units a side."""
    line = np.linspace(-0.5, 0.5, max(_LEAST_NODES, -(-size // _NODE_PX) + 1)) * size * scale
    return np.stack(np.meshgrid(line, line), -1)


@lru_cache(maxsize=16)
def _weights(size: int, nodes: int) -> np.ndarray:
    """(size, nodes) weights of the nodes at the centres of a patch's pixels."""
    at = (np.arange(size) + 0.5) / size * (nodes - 1)
    return np.maximum(0.0, 1.0 - np.abs(at[:, None] - np.arange(nodes)[None]))


def _pixels_at(positions: np.ndarray, shape: tuple[int, int], size: int) -> tuple[slice, slice] | None:
    """Rows and columns of an image whose pixels a lattice of pixel positions (n, n, 2) hits; None if it does not."""
    left, top = first = np.rint(positions[0, 0] + 0.5).astype(int)
    inside = left >= 0 and top >= 0 and left + size <= shape[1] and top + size <= shape[0]
    line = np.linspace(-0.5, size - 0.5, len(positions))
    if inside and np.abs(positions - first - np.stack(np.meshgrid(line, line), -1)).max() < _ON_PIXELS:
        return slice(top, top + size), slice(left, left + size)
    return None


def _known(mask: np.ndarray, positions: np.ndarray) -> bool:
    """Whether all that surrounds pixel positions (n, n, 2) is 255 in a mask, so that it need not be resampled."""
    (left, top), (right, bottom) = np.floor(positions.min((0, 1))).astype(int), np.ceil(positions.max((0, 1))).astype(int)
    inside = left >= 0 and top >= 0 and right < mask.shape[1] and bottom < mask.shape[0]
    return bool(inside and mask[top : bottom + 1, left : right + 1].all())


class Patches:
    """Grey patches of one raster.

    Args:
        raster: an open raster.
        bands: bands mixed to grey, from 1.
        region: part of the raster that will be looked at, as a Window; what lies outside is not valid.
        overview_step: raster pixels per pixel of the overview that is kept in memory.
    """

    def __init__(self, raster: Raster, bands: tuple[int, ...], region: Window, overview_step: float):
        self.raster, self.bands = raster, bands
        self.region = region.intersect(raster.grid.window)
        self.step = max(1.0, overview_step)
        rows, cols = (max(1, round(n / self.step)) for n in self.region.shape)
        self._unit = np.float32(1.0)
        self._overview, self._valid = self._grey(self.region, (rows, cols))
        if self.spread and not _USUAL[0] <= self.spread <= _USUAL[1]:
            # A power of two: nothing is rounded.
            self._unit = np.float32(2.0 ** -np.round(np.log2(self.spread)))
            self._overview *= self._unit
        self._cache, self._held = {}, 0

    @property
    def valid_share(self) -> float:
        """Share of the region that carries data, 0 to 1."""
        return float(self._valid.mean()) if self._valid.size else 0.0

    @property
    def spread(self) -> float:
        """Standard deviation of the grey values of the region."""
        return float(self._overview[self._valid].std(dtype=np.float64)) if self._valid.any() else 0.0

    @property
    def undeclared(self) -> Undeclared | None:
        """A value of the region that may be no data. Not where any is declared, nor of bytes, which reach their ends by saturation."""
        raster = self.raster
        declared = raster.has_mask or raster.has_alpha or any(value is not None for value in raster.band_nodata(self.bands))
        if declared or raster.is_paletted or raster.dtype(self.bands).itemsize == 1:
            return None
        return undeclared(self._overview[self._valid].astype(np.float64) / float(self._unit))

    def valid_at(self, xy: np.ndarray) -> np.ndarray:
        """Whether raster positions (N, 2) carry data, from the overview."""
        col, row = self._overview_index(np.nan_to_num(xy, nan=-1e9)).T
        inside = (col >= 0) & (row >= 0) & (col < self._valid.shape[1]) & (row < self._valid.shape[0])
        return inside & self._valid[row.clip(0, self._valid.shape[0] - 1), col.clip(0, self._valid.shape[1] - 1)]

    def sample(self, nodes: np.ndarray, size: int, fine: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """Patches along lattices.

        Args:
            nodes: (N, n, n, 2) raster positions of each patch's lattice, corner to corner; may hold NaN.
            size: pixels along a patch's side.
            fine: resample with Lanczos, which shifts nothing, where the raster is not much finer than the patch; else bilinear.

        Returns:
            grey: (N, size, size) float32; valid: (N, size, size) bool.
        """
        found = np.zeros((len(nodes), size, size), np.float32)
        valid = np.zeros((len(nodes), size, size), bool)
        weights = _weights(size, nodes.shape[1])
        for index, lattice in enumerate(nodes):
            if not np.isfinite(lattice).all():
                continue
            step = float(np.hypot(*(lattice[-1, -1] - lattice[0, 0])) / np.hypot(size, size))
            image, mask, origin, scale = self._pixels(lattice, step)
            if image is None:
                continue
            positions = (lattice - origin) / scale - 0.5
            pixels = _pixels_at(positions, image.shape, size)
            if pixels:                                       # as the reference at full resolution: nothing to resample
                found[index], valid[index] = image[pixels], mask[pixels] > 0
                continue
            col, row = ((weights @ positions[..., axis] @ weights.T).astype(np.float32) for axis in (0, 1))
            found[index] = cv2.remap(image, col, row, cv2.INTER_LANCZOS4 if fine and step > 0.5 * scale[0] else cv2.INTER_LINEAR,
                                     borderMode=cv2.BORDER_REPLICATE)
            valid[index] = _known(mask, positions) or cv2.remap(mask, col, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT) > 254
        return found, valid

    def _pixels(self, lattice, step):
        """(image, 0/255 mask, raster position of its corner, raster pixels per image pixel) that covers a lattice."""
        if step >= 0.95 * self.step or self.step <= 1.0:
            return self._overview, self._mask, np.array([self.region.col, self.region.row]), self._overview_scale
        low, high = lattice.reshape(-1, 2).min(0), lattice.reshape(-1, 2).max(0)
        decimation = max(1, int(step))
        key = (tuple(np.round((low + high) / 2 / (64 * decimation)).astype(int)), decimation, int(np.ceil((high - low).max() / 16)))
        held = self._cache.get(key)
        if held is None or (low < held[4]).any() or (high > held[5]).any():
            held = self._read_around(low, high, decimation)
            self._keep(key, held)
        return held[:4]

    def _read_around(self, low, high, decimation):
        margin = 2 * decimation + _MARGIN * (high - low).max()
        first = np.floor((low - margin) / decimation).astype(int) * decimation
        count = np.ceil((high + margin - first) / decimation).astype(int)
        window = Window(int(first[0]), int(first[1]), int(count[0]) * decimation, int(count[1]) * decimation)
        if window.intersect(self.region).is_empty:
            return None, None, None, None, low, high
        image, valid = self._grey(window, (int(count[1]), int(count[0])))
        return (image, np.where(valid, 255, 0).astype(np.uint8), first.astype(float), np.array([decimation, decimation], float),
                first + 2 * decimation, first + (count - 2) * decimation)

    def _keep(self, key, held):
        size = 0 if held[0] is None else held[0].nbytes + held[1].nbytes
        if self._held + size > _CACHE_BYTES:
            self._cache.clear()
            self._held = 0
        self._cache[key] = held
        self._held += size

    def _grey(self, window: Window, shape):
        array, valid = self.raster.read(self.bands, window, shape)
        return np.where(valid, grey(array) * self._unit, np.float32(0)), valid

    @property
    def _overview_scale(self) -> np.ndarray:
        rows, cols = self._overview.shape
        return np.array([self.region.width / cols, self.region.height / rows])

    @property
    def _mask(self) -> np.ndarray:
        if not hasattr(self, "_mask_255"):
            self._mask_255 = np.where(self._valid, 255, 0).astype(np.uint8)
        return self._mask_255

    def _overview_index(self, xy) -> np.ndarray:
        return np.floor((xy - [self.region.col, self.region.row]) / self._overview_scale).astype(int)
