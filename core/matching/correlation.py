"""Phase correlation of many small windows at once, with sub-pixel peaks.

Kuglin, Hines 1975 (phase correlation); Foroosh, Zerubia, Berthod 2002, doi:10.1109/83.988953 (sub-pixel).
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft

#: Low-pass of the surface, standard deviation in pixels: makes the peak wide enough for a quadratic.
_SMOOTHING_PX = {"f": 0.8, "c": 0.8}
#: Exponent of the spectrum's whitening: 1 = pure phase. Orientation fields are noisy at high frequencies.
_WHITENING = {"f": 1.0, "c": 0.5}
#: How far from a peak another one begins.
NEAR_PX = 4
_AT_ONCE_PX = 1 << 17


@dataclass(frozen=True)
class Peaks:
    """Best offsets of N windows.

    Attributes:
        offsets: (N, 2) x, y in pixels: what is at p in the reference is at p + offset in the target.
        scores: (N,) sharpness 0 to 1: one minus second peak over first.
        heights: (N,) peak height in standard deviations of the surface.
        rivals: (N, 2) x, y from the best offset to the second best, whole pixels; see `rivals_in`.
    """

    offsets: np.ndarray
    scores: np.ndarray
    heights: np.ndarray
    rivals: np.ndarray


@lru_cache(maxsize=16)
def hann(size: int) -> np.ndarray:
    """Window function (size, size), float32, without zero rows."""
    line = np.hanning(size + 2)[1:-1]
    return np.outer(line, line).astype(np.float32)


@lru_cache(maxsize=16)
def _low_pass(size: int, kind: str) -> np.ndarray:
    frequency = scipy.fft.fftfreq(size)
    columns = frequency if kind == "c" else np.abs(frequency[: size // 2 + 1])
    return np.exp(-2.0 * (np.pi * _SMOOTHING_PX[kind]) ** 2 * (frequency[:, None] ** 2 + columns[None] ** 2)).astype(np.float32)


def surfaces(reference: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Correlation surfaces (N, size, size), zero offset at index 0, 0; each scaled to unit standard deviation.

    Args:
        reference, target: (N, size, size), float32 or complex64.
    """
    surface, deviation = _surfaces(reference, target)
    return surface / deviation


def boxes(reference: np.ndarray, target: np.ndarray, search: int) -> np.ndarray:
    """The part of `surfaces` for offsets up to ``search`` and one more, no offset in the middle: (N, 2 search + 3, 2 search + 3)."""
    surface, deviation = _surfaces(reference, target)
    line = np.arange(-search - 1, search + 2) % surface.shape[-1]
    return surface[:, line[:, None], line] / deviation


def _surfaces(reference: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Surfaces of any scale, and their standard deviations (N, 1, 1)."""
    kind = "c" if np.iscomplexobj(reference) else "f"
    count, size, _ = reference.shape
    window = hann(size)

    def spectrum(patches):
        centred = patches - patches.reshape(count, -1).mean(1)[:, None, None]
        centred *= window
        return (scipy.fft.fft2 if kind == "c" else scipy.fft.rfft2)(centred, overwrite_x=True)

    cross = np.conj(spectrum(reference))
    cross *= spectrum(target)
    power = cross.real**2
    power += cross.imag**2
    if _WHITENING[kind] == 1.0:
        np.sqrt(power, out=power)
    else:
        power **= np.float32(_WHITENING[kind] / 2.0)
    power += (1e-3 * power.reshape(count, -1).mean(1) + 1e-20)[:, None, None]
    cross *= np.divide(_low_pass(size, kind), power, out=power)
    surface = scipy.fft.ifft2(cross, overwrite_x=True).real if kind == "c" else (
        scipy.fft.irfft2(cross, s=(size, size), overwrite_x=True))
    variance = np.einsum("nij,nij->n", surface, surface) / size**2 - surface.mean((1, 2)) ** 2
    return surface, (np.sqrt(np.maximum(variance, 0.0)) + np.float32(1e-12))[:, None, None]


def at_once(size: int) -> int:
    """How many windows to compare at a time: what is made of them then stays in the processor's own memory."""
    return max(1, _AT_ONCE_PX // size**2)


def farthest(size: int, search: int) -> int:
    """The largest offset that can be looked for in windows of a size."""
    return min(search, size // 2 - 2)


def peaks(surface: np.ndarray, search: int) -> Peaks:
    """The best offset of each surface (N, size, size) as from `surfaces` within +-search pixels, at most size // 2 - 2."""
    search = farthest(surface.shape[-1], search)
    line = np.arange(-search - 1, search + 2) % surface.shape[-1]
    return peaks_in(surface[:, line[:, None], line])


def peaks_in(box: np.ndarray) -> Peaks:
    """The best offset of each part of a surface (N, k, k) as from `boxes`."""
    count, side, _ = box.shape
    search = side // 2 - 1
    inner = box[:, 1:-1, 1:-1]
    span = 2 * search + 1
    flat = inner.reshape(count, -1)
    best = flat.argmax(1)
    row, col = best // span, best % span
    index = np.arange(count)
    first = flat[index, best]
    near = np.stack([[box[index, row + 1 + dy, col + 1 + dx] for dx in (-1, 0, 1)] for dy in (-1, 0, 1)])
    # the low-passed peak is close to a Gaussian, whose logarithm is the quadratic that is fitted
    shift = quadratic(np.log(np.maximum(near, 0.02 * np.maximum(first, 1e-9))))
    others = flat.copy().reshape(inner.shape)
    for one, down, along in zip(others, row, col):
        one[max(down - NEAR_PX, 0) : down + NEAR_PX + 1, max(along - NEAR_PX, 0) : along + NEAR_PX + 1] = 0.0
    second, rivals = rivals_in(inner, others, row, col)
    offsets = np.stack([col - search, row - search], 1) + shift
    scores = np.clip(1.0 - second / np.maximum(first, 1e-9), 0.0, 1.0)
    on_rim = (np.abs(offsets) > search - 0.5).any(1)          # the true peak may lie outside
    return Peaks(offsets, np.where(on_rim, 0.0, scores), first, rivals)


def rivals_in(surface: np.ndarray, others: np.ndarray, row: np.ndarray, col: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The second best places of surfaces (N, k, k), of which the best are at rows and columns (N,).

    Args:
        others: (N, k, k) the same with zeros up to `NEAR_PX` from the best.

    Returns:
        Their heights (N,), and (N, 2) x, y from the best to them; (0, 0) where that is but the slope of the best.
    """
    count, side, _ = surface.shape
    index, place = np.arange(count), others.reshape(count, -1).argmax(1)
    rivals = np.stack([place % side - col, place // side - row], 1)
    height = others.reshape(count, -1)[index, place]
    inward = np.where(np.abs(rivals) == NEAR_PX + 1, np.sign(rivals), 0)
    slope = inward.any(1) & (surface[index, place // side - inward[:, 1], place % side - inward[:, 0]] > height)
    return height, np.where(slope[:, None], 0, rivals)


def quadratic(near: np.ndarray) -> np.ndarray:
    """Peak of the least-squares quadratic through 3 x 3 values (3, 3, N): offsets (N, 2) within +-1."""
    rows, cols = near.sum(1), near.sum(0)
    dx, dy = (cols[2] - cols[0]) / 6.0, (rows[2] - rows[0]) / 6.0
    dxx, dyy = (cols[2] - 2 * cols[1] + cols[0]) / 3.0, (rows[2] - 2 * rows[1] + rows[0]) / 3.0
    dxy = (near[2, 2] - near[2, 0] - near[0, 2] + near[0, 0]) / 4.0
    determinant = dxx * dyy - dxy * dxy
    safe = np.where(np.abs(determinant) < 1e-12, 1.0, determinant)
    shift = np.stack([dxy * dy - dyy * dx, dxy * dx - dxx * dy], 1) / safe[:, None]
    return np.where((np.abs(determinant) < 1e-12)[:, None], 0.0, np.clip(shift, -1.0, 1.0))
