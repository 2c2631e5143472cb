"""Pixels of a raster on another grid: one engine for reading pieces and for the final warp."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..errors import RasterError
from .kernels import LONGEST_SIDE, RADIUS, Sampler, check_method, to_dtype
from .lattice import COARSEST, Lattice, Mapping, lattice
from .raster import Raster
from .valid import data_pixels, missing, native_nodata
from .window import Window

_LARGEST_PIECE = 2**22  # pixels of source held at once
_SMALLEST_SPLIT = 64
_RESIDUAL_BLUR = 1.2  # source pixels per output pixel from which a piece is smoothed


@dataclass(frozen=True)
class Fill:
    """What the pixels of a band without data hold.

    Attributes:
        values: one per band.
        reserved: per band, whether the value says "no data", so that no pixel with data may have it.
    """

    values: tuple
    reserved: tuple[bool, ...]

    def part(self, first: int, last: int) -> Fill:
        """The fill of some of the bands."""
        return Fill(self.values[first:last], self.reserved[first:last])

    def array(self, rows: int, cols: int, dtype) -> np.ndarray:
        """(rows, cols, bands) without data."""
        array = np.empty((rows, cols, len(self.values)), dtype)
        array[:] = np.array(self.values, dtype=dtype)
        return array


def resample(raster: Raster, bands, mapping: Mapping, window: Window, resampling: str = "bilinear", *, tolerance: float = 0.02,
             step: int = COARSEST) -> tuple[np.ndarray, np.ndarray]:
    """Pixels of a raster at the positions a mapping gives for the pixels of a window.

    Nodata never mixes into data: each band's pixels without data are replaced by their nearest pixel with data before interpolation,
    and a result counts as data where the source pixel it falls into does. Where the output is coarser than the source, source pixels
    are averaged first, from overviews where there are any. A paletted raster is always resampled with ``nearest``.

    Args:
        raster: an open raster.
        bands: band number or numbers from 1; None for all.
        mapping: output pixel positions (N, 2) to pixel positions of ``raster``; NaN for none. Must be usable from several threads.
        window: output pixels.
        resampling: ``nearest``, ``bilinear``, ``cubic``, ``lanczos`` or ``average``.
        tolerance: largest error of the interpolated mapping, in source pixels.
        step: first lattice step, see `lattice`.

    Returns:
        array: (bands, rows, cols) in the raster's data type; where not valid its nodata value, else NaN for floats or 0.
        valid: (rows, cols) bool, as in `Raster.read`.

    Raises:
        RasterError: no such band, complex numbers, or a damaged file.
        OptionError: no such resampling.
    """
    bands = raster.bands(bands)
    array, covered = sample(raster, bands, mapping, window, resampling, fill_of(raster, bands), tolerance, step)
    data = [index for index, band in enumerate(bands) if band != raster.alpha_band] or [0]
    nodata = raster.band_nodata(bands)
    valid = data_pixels(array if len(data) == len(bands) else array[data], [nodata[index] for index in data])
    return array, valid if covered is None else valid & covered


def fill_of(raster: Raster, bands: tuple[int, ...], nodata: float | None = None) -> Fill:
    """What these bands hold where there is no data: ``nodata``, else their own nodata value, else NaN for floats, else 0."""
    dtype = raster.dtype(bands)
    values, reserved = [], []
    for band, own in zip(bands, raster.band_nodata(bands)):
        alpha = band == raster.alpha_band
        value = native_nodata(own if nodata is None or alpha else nodata, dtype)
        reserved.append(value is not None or alpha)
        values.append(value if value is not None else float("nan") if dtype.kind == "f" and not alpha else 0)
    return Fill(tuple(values), tuple(reserved))


def sample(raster: Raster, bands: tuple[int, ...], mapping: Mapping, window: Window, resampling: str, fill: Fill, tolerance: float = 0.02,
           step: int = COARSEST) -> tuple[np.ndarray, np.ndarray | None]:
    """Like `resample`, with data decided band by band.

    Args:
        fill: what bands hold where they have no data.

    Returns:
        array: (bands, rows, cols), pixel-interleaved in memory.
        covered: (rows, cols) bool, False outside the raster and where its mask or alpha is 0; None where all pixels are covered.
    """
    check_method(resampling)
    dtype = raster.dtype(bands)
    if dtype.kind not in "iuf":
        raise RasterError(f"{raster.path} holds complex numbers ({dtype}), which cannot be resampled.",
                          "Extract amplitude, phase or a real part first.")
    resampling = "nearest" if raster.is_paletted else resampling
    nodes = lattice(mapping, window, tolerance, step)
    box, pixel = _source_box(raster, nodes, resampling)
    while box is not None and not _fits(box, pixel):
        if max(window.shape) > _SMALLEST_SPLIT:
            return _halves(raster, bands, mapping, window, resampling, fill, tolerance, nodes.step)
        pixel = (pixel[0] * 2, pixel[1] * 2)
        box = _aligned_box(raster, nodes.box, pixel, RADIUS[resampling])
    if box is None:
        return fill.array(*window.shape, dtype).transpose(2, 0, 1), np.zeros(window.shape, dtype=bool)
    piece, mask = raster.read_masked(bands, box, (box.height // pixel[1], box.width // pixel[0]), resampling != "nearest")
    sampler = Sampler(nodes, (box.col, box.row), pixel, resampling)
    blur = _residual(nodes.scale(raster.grid.width, raster.grid.height), pixel) if resampling != "nearest" else None
    covered = _covered(raster, nodes, sampler, box, pixel, mask)
    return _interpolated(piece, mask, covered, sampler, raster.band_nodata(bands), fill, blur), covered


def _interpolated(piece, mask, covered, sampler: Sampler, nodata, fill: Fill, blur) -> np.ndarray:
    """All bands of a piece at the sampler's positions, up to four at a time, each with its own pixels without data."""
    gaps = [missing(band, value) for band, value in zip(piece, nodata)]
    gaps = [gap if gap is None or gap.any() else None for gap in gaps]
    if mask is not None and not mask.all():
        gaps = [~mask if gap is None else gap | ~mask for gap in gaps]
    groups = _groups(gaps)
    found = [_group(piece[first:last], gaps[first], covered, sampler, fill.part(first, last), blur) for first, last in groups]
    return (found[0] if len(found) == 1 else np.concatenate(found, axis=2)).transpose(2, 0, 1)


def _group(bands: np.ndarray, gap: np.ndarray | None, covered: np.ndarray | None, sampler: Sampler, fill: Fill, blur) -> np.ndarray:
    """Bands (bands, rows, cols) that share their gap, interpolated: (rows, cols, bands)."""
    if gap is not None and gap.all():
        return fill.array(*sampler.shape, bands.dtype)
    source = np.moveaxis(bands, 0, -1)
    known = covered
    if gap is not None:
        source = _filled(source, gap, RADIUS[sampler.resampling] + 2)
        known = sampler.nearest((~gap).view(np.uint8)[..., None])[..., 0].view(bool)
        known = known if covered is None else known & covered
    found = to_dtype(sampler.interpolate(source if blur is None else _blurred(source, blur)), bands.dtype)
    for index, (value, reserved) in enumerate(zip(fill.values, fill.reserved)):
        band = found[..., index]
        if reserved and sampler.resampling != "nearest":
            _avoid(value, band, known, bands[index], sampler)
        if known is not None:
            band[~known] = value
    return found


def _avoid(value, band: np.ndarray, known: np.ndarray | None, source: np.ndarray, sampler: Sampler) -> None:
    """Move pixels that interpolation brought to the nodata value by chance to the next value the data type has.

    Where the source pixel itself holds that value it stays: it is nodata of this band.
    """
    chance = band == value
    if known is not None:
        chance &= known
    if chance.any():
        chance &= sampler.nearest(np.ascontiguousarray(source)[..., None])[..., 0] != value
        if band.dtype.kind == "f":
            band[chance] = np.nextafter(band.dtype.type(value), band.dtype.type(0 if value else 1))
        else:
            band[chance] = value + 1 if value < np.iinfo(band.dtype).max else value - 1


def _source_box(raster: Raster, nodes: Lattice, resampling: str) -> tuple[Window | None, tuple[int, int]]:
    """The source pixels a lattice needs, and how many are averaged to one along x and y."""
    if nodes.box is None:
        return None, (1, 1)
    # From a bit below 2: averaging two by two then loses less than skipping every other pixel.
    pixel = tuple(max(1, int(scale + 0.25)) for scale in nodes.scale(raster.grid.width, raster.grid.height))
    return _aligned_box(raster, nodes.box, pixel, RADIUS[resampling]), pixel


def _aligned_box(raster: Raster, box, pixel: tuple[int, int], radius: int) -> Window | None:
    """The whole averaged pixels in reach of a box, aligned to the raster's corner so that every window averages the same pixels."""
    starts, lengths = [], []
    for low, high, size, limit in zip(box[:2], box[2:], pixel, (raster.grid.width, raster.grid.height)):
        # Compare before rounding: far outside positions would overflow.
        start = max(int(np.floor(max(low, -1.0) / size - radius - 1)), 0)
        stop = min(int(np.ceil(min(high, limit + 1.0) / size + radius + 1)), -(-limit // size))
        if stop <= start or high < 0 or low > limit:
            return None
        starts.append(start * size)
        lengths.append((stop - start) * size)
    return Window(*starts, *lengths)


def _fits(box: Window, pixel: tuple[int, int]) -> bool:
    cols, rows = box.width // pixel[0], box.height // pixel[1]
    return max(cols, rows) <= LONGEST_SIDE and cols * rows <= _LARGEST_PIECE


def _halves(raster, bands, mapping, window: Window, resampling, fill: Fill, tolerance, step) -> tuple[np.ndarray, np.ndarray | None]:
    """The window in two parts, where it needs more source than may be held at once."""
    col, row, width, height = window.col, window.row, window.width, window.height
    wide, half = width >= height, max(width, height) // 2
    first = Window(col, row, half, height) if wide else Window(col, row, width, half)
    second = Window(col + half, row, width - half, height) if wide else Window(col, row + half, width, height - half)
    found = [sample(raster, bands, mapping, part, resampling, fill, tolerance, step) for part in (first, second)]
    covered = [np.ones(array.shape[1:], bool) if known is None else known for array, known in found]
    return np.concatenate([array for array, _ in found], axis=2 if wide else 1), np.concatenate(covered, axis=1 if wide else 0)


def _covered(raster: Raster, nodes: Lattice, sampler: Sampler, box: Window, pixel, mask) -> np.ndarray | None:
    """Where positions fall into the raster and its mask; None where all do."""
    width, height = raster.grid.width, raster.grid.height
    left, top, right, bottom = nodes.box
    covered = None
    if left < 0 or top < 0 or right > width or bottom > height or not np.isfinite(nodes.nodes).all():
        x, y = sampler.positions[..., 0], sampler.positions[..., 1]
        low = [-box.col / pixel[0] - 0.5, -box.row / pixel[1] - 0.5]
        high = [low[0] + width / pixel[0], low[1] + height / pixel[1]]
        with np.errstate(invalid="ignore"):
            covered = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    if mask is not None and (raster.has_mask or raster.has_alpha) and not mask.all():
        seen = sampler.nearest(mask.view(np.uint8)[..., None])[..., 0].view(bool)
        covered = seen if covered is None else covered & seen
    return covered if covered is None or not covered.all() else None


def _residual(scale, pixel) -> tuple[float, float] | None:
    """Standard deviations in pixels of the piece that smooth it for what averaging whole pixels has not; None for none."""
    ratios = [one / other for one, other in zip(scale, pixel)]
    if max(ratios) < _RESIDUAL_BLUR:
        return None
    return tuple(0.45 * np.sqrt(ratio**2 - 1) if ratio >= _RESIDUAL_BLUR else 0.0 for ratio in ratios)


def _blurred(piece: np.ndarray, sigma: tuple[float, float]) -> np.ndarray:
    size = tuple(5 if value > 0 else 1 for value in sigma)
    work = np.float64 if piece.dtype.itemsize > 2 and piece.dtype != np.float32 else np.float32
    piece = np.ascontiguousarray(piece, dtype=work)
    return cv2.GaussianBlur(piece, size, sigmaX=sigma[0], sigmaY=sigma[1], borderType=cv2.BORDER_REPLICATE).reshape(piece.shape)


def _filled(piece: np.ndarray, gap: np.ndarray, reach: int) -> np.ndarray:
    """The piece with pixels of the gap, as far as ``reach``, replaced by the nearest pixel outside it."""
    gap = gap.view(np.uint8)
    distance, labels = cv2.distanceTransformWithLabels(gap, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    data = np.flatnonzero(gap == 0)
    pixel_of_label = np.zeros(labels.max() + 1, dtype=np.int64)
    pixel_of_label[labels.ravel()[data]] = data
    near = np.flatnonzero((gap != 0) & (distance <= reach * 1.5))
    flat = piece.reshape(-1, piece.shape[2]).copy()
    flat[near] = flat[pixel_of_label[labels.ravel()[near]]]
    # What lies further off is never used, but NaN or extreme values would slow down or spoil what is computed from it.
    far = np.flatnonzero((gap != 0) & (distance > reach * 1.5))
    flat[far] = 0
    return flat.reshape(piece.shape)


def _groups(gaps: list) -> list[tuple[int, int]]:
    """Runs of at most four bands with the same pixels without data."""
    groups, first = [], 0
    for index in range(1, len(gaps) + 1):
        if index == len(gaps) or index - first == 4 or not _same(gaps[first], gaps[index]):
            groups.append((first, index))
            first = index
    return groups


def _same(one, other) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)
