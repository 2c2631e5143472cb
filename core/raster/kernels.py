"""Interpolation between pixels, for every data type, with cv2.remap."""
from __future__ import annotations

import threading

import cv2
import numpy as np

from ..errors import OptionError
from .lattice import Lattice

#: Pixels on each side of a position that its value is made of.
RADIUS = {"nearest": 1, "bilinear": 1, "average": 1, "cubic": 2, "lanczos": 4}
_INTERPOLATION = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "average": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
                  "lanczos": cv2.INTER_LANCZOS4}
# What cv2.remap computes in for types it does not know; each holds all values of the type, 64-bit integers up to 2**53.
_COMPUTED_IN = {"int8": np.int16, "bool": np.uint8, "int32": np.float64, "uint32": np.float64, "int64": np.float64, "uint64": np.float64,
                "float16": np.float32}
_COPIED_AS = {1: np.uint8, 2: np.uint16, 4: np.int32, 8: np.float64}
#: Longest side of a piece of source: fixed-point maps hold four times the position in 16 bits.
LONGEST_SIDE = 8000
_SHIFT = 3 / 128


def check_method(resampling: str) -> None:
    """Raise OptionError where there is no such resampling."""
    if resampling not in RADIUS:
        raise OptionError(f"There is no resampling '{resampling}'.", f"Choose one of: {', '.join(RADIUS)}.")


def _cubic_table() -> np.ndarray:
    """(16384,) fixed-point fraction for cv2.remap by true fraction, in 1/128 pixel, along x and y.

    OpenCV's cubic kernel (Keys 1981, doi:10.1109/TASSP.1981.1163711, with a = -0.75) does not reproduce a slope: at fraction f it
    gives the value at g(f) = f - f (1 - f) (2 f - 1) / 2, up to 0.048 pixel away. Asking it for the f with the nearest g instead
    keeps its sharpness and halves the error; what is left is its 1/32 pixel table.
    """
    steps = np.arange(32) / 32
    reached = steps - 0.5 * steps * (1 - steps) * (2 * steps - 1)
    nearest = np.abs((np.arange(128) / 128 - _SHIFT)[:, None] - reached).argmin(axis=1)
    fine = np.arange(16384)
    x, y = ((fine >> 10) & 3) << 5 | fine & 31, (fine >> 12) << 5 | (fine >> 5) & 31
    return (nearest[y] * 32 + nearest[x]).astype(np.uint16)


_CUBIC_TABLE = _cubic_table()


class Sampler:
    """Interpolates pieces of source at the positions of a lattice.

    Args:
        lattice: where.
        origin, pixel: the piece, see `Lattice.dense`.
        resampling: ``nearest``, ``bilinear``, ``cubic``, ``lanczos`` or ``average`` (bilinear on pixels that were averaged before).
    """

    def __init__(self, lattice: Lattice, origin, pixel, resampling: str):
        self._lattice, self._piece, self.resampling = lattice, (origin, pixel), resampling
        self._positions = self._cubic = None

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols) of the result."""
        return self._lattice.window.shape

    @property
    def positions(self) -> np.ndarray:
        """(rows, cols, 2) float32 positions in the piece, 0 at the first pixel's centre; may hold NaN."""
        if self._positions is None:
            self._positions = self._lattice.dense(*self._piece, scratch=_scratch("positions"))
        return self._positions

    def interpolate(self, piece: np.ndarray) -> np.ndarray:
        """Values (rows, cols, bands) of a piece (rows, cols, bands), at most four bands, in its data type."""
        if self.resampling == "nearest":
            return self.nearest(piece)
        dtype = piece.dtype
        piece = np.ascontiguousarray(piece, dtype=_COMPUTED_IN.get(dtype.name, dtype))
        flags = _INTERPOLATION[self.resampling]
        maps = self._cubic_maps() if self.resampling == "cubic" else (_finite(self.positions), None)
        if self.resampling == "cubic" and piece.dtype == np.float64:
            return to_dtype(_cubic_in_double(piece, *maps), dtype)
        # Two bands take a slower and coarser path in OpenCV than one, three or four.
        groups = [piece[..., :1], piece[..., 1:]] if piece.shape[2] == 2 else [piece]
        found = [cv2.remap(np.ascontiguousarray(group), *maps, flags, borderMode=cv2.BORDER_REPLICATE) for group in groups]
        found = [array[..., None] if array.ndim == 2 else array for array in found]
        return to_dtype(found[0] if len(found) == 1 else np.concatenate(found, axis=2), dtype)

    def nearest(self, piece: np.ndarray) -> np.ndarray:
        """The nearest pixel's value; see `interpolate`."""
        dtype = piece.dtype
        found = cv2.remap(np.ascontiguousarray(piece).view(_COPIED_AS[dtype.itemsize]), _finite(self.positions), None, cv2.INTER_NEAREST,
                          borderMode=cv2.BORDER_REPLICATE)
        return (found[..., None] if found.ndim == 2 else found).view(dtype)

    def _cubic_maps(self) -> tuple[np.ndarray, np.ndarray]:
        if self._cubic is None:
            # Four times the position, so that OpenCV's 1/32 becomes 1/128.
            fourfold = _finite(self._lattice.dense(*self._piece, 4.0, _SHIFT, _scratch("fourfold")))
            shape = self.shape
            whole, fraction = cv2.convertMaps(fourfold, None, cv2.CV_16SC2, _scratch("whole").array((*shape, 2), np.int16),
                                              _scratch("fraction").array(shape, np.uint16))
            # x is the lower, y the upper half of 32 bits: two bits of each follow the ten of the fraction.
            pairs = whole.view(np.uint32)[..., 0]
            index = np.right_shift(pairs, 14, out=_scratch("index").array(shape, np.uint32))
            index &= 12
            index |= np.bitwise_and(pairs, 3, out=_scratch("bits").array(shape, np.uint32))
            index <<= 10
            index |= fraction
            whole >>= 2
            self._cubic = whole, _CUBIC_TABLE[index]
        return self._cubic


class _Scratch:
    """Memory that is used again for the next tile: getting it from the system each time costs as much as computing in it."""

    def __init__(self):
        self._memory = np.empty(0, np.uint8)

    def array(self, shape: tuple[int, ...], dtype) -> np.ndarray:
        """An array with whatever was in it; the one given out before is no longer valid."""
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        if self._memory.size < size:
            self._memory = np.empty(size, np.uint8)
        return self._memory[:size].view(dtype).reshape(shape)


class _ScratchByName(threading.local):
    def __init__(self):
        self.by_name: dict[str, _Scratch] = {}


_THREAD = _ScratchByName()


def _scratch(name: str) -> _Scratch:
    """The calling thread's scratch of this name."""
    return _THREAD.by_name.setdefault(name, _Scratch())


def _cubic_in_double(piece: np.ndarray, whole: np.ndarray, fraction: np.ndarray) -> np.ndarray:
    """Cubic interpolation of float64 pieces.

    OpenCV 5.0 computes these in single precision, and cuts the fraction off where the kernel reaches over the border. So the piece
    gets a wider border, and is centred, which leaves the single precision to differences only.
    """
    level = piece.mean(axis=(0, 1))
    wide = cv2.copyMakeBorder(piece - level, 4, 4, 4, 4, cv2.BORDER_REPLICATE)
    found = cv2.remap(wide, whole + np.int16(4), fraction, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return found.reshape(*whole.shape[:2], piece.shape[2]) + level


def _finite(positions: np.ndarray) -> np.ndarray:
    """Positions without NaN; where they were NaN the result is not used."""
    return np.nan_to_num(positions, nan=0.0) if np.isnan(positions.sum()) else positions


def to_dtype(array: np.ndarray, dtype) -> np.ndarray:
    """Values rounded and cut to what a data type holds."""
    dtype = np.dtype(dtype)
    if array.dtype == dtype:
        return array
    if dtype.kind not in "iu":
        return array.astype(dtype)
    limits = np.iinfo(dtype)
    if array.dtype.kind in "iu":
        return np.clip(array, limits.min, limits.max).astype(dtype)
    high = float(limits.max)
    if high > limits.max:  # 2**64 - 1 and 2**63 - 1 are no floats
        high = float(np.nextafter(high, 0.0))
    return np.clip(np.rint(array), float(limits.min), high).astype(dtype)
