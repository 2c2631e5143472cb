"""Fractal noise defined everywhere in the scene: periodic tiles sampled at incommensurate scales and angles."""
from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

from .frame import Frame

TILE = 512
_TILES = 64  # different tiles; scenes that share one lay it at other angles and offsets


@lru_cache(maxsize=96)
def tile(seed: int, slope: float = 2.0, level: int = 0) -> np.ndarray:
    """A periodic random field with radial power spectrum ``f^-slope``, mean 0, deviation 1.

    Args:
        seed: of the random numbers.
        slope: exponent of the power spectrum; 0 is white.
        level: halvings of the resolution by area averaging, for sampling coarser than a texel.

    Returns:
        (512 >> level, 512 >> level) float32.
    """
    if level:
        finer = tile(seed, slope, level - 1)
        return cv2.resize(finer, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    white = np.random.default_rng([seed, 11]).standard_normal((TILE, TILE))
    fy, fx = np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None]
    frequency = np.hypot(fx, fy)
    frequency[0, 0] = 1.0
    spectrum = np.fft.rfft2(white) * frequency ** (-slope / 2)
    spectrum[0, 0] = 0.0
    values = np.fft.irfft2(spectrum, s=(TILE, TILE))
    return (values / values.std()).astype(np.float32)


def sample(frame: Frame, seed: int, texel: float, slope: float = 2.0) -> np.ndarray:
    """A noise tile of ``texel`` metres laid over the frame at an angle and offset of its own.

    Returns:
        (rows, cols) float32, deviation about 1 (less where the frame is coarser than the texel).
    """
    level = max(0, min(6, int(math.floor(math.log2(max(frame.step / texel, 1.0)) + 0.5))))
    source = tile(seed % _TILES, slope, level)
    return place(frame, source, texel * 2**level, seed)


def place(frame: Frame, source: np.ndarray, texel: float, seed: int) -> np.ndarray:
    """A periodic array (N, N) or (N, N, layers) sampled at the frame, rotated and shifted by its seed."""
    rng = np.random.default_rng([seed, 13])
    angle = rng.uniform(0, 2 * math.pi)
    cos, sin = math.cos(angle) / texel, math.sin(angle) / texel
    period = source.shape[0]
    x, y = frame.x0 + 0.5 * frame.step, frame.y0 + 0.5 * frame.step
    # half a texel: texels are areas, so that a tile and its halved levels lie alike
    corner = np.array([cos * x - sin * y, sin * x + cos * y]) + rng.uniform(0, period, 2) - 0.5
    axes = np.array([[cos, -sin], [sin, cos]]) * frame.step
    reach = axes @ np.array([[0, frame.cols, 0, frame.cols], [0, 0, frame.rows, frame.rows]])
    # the part that is needed is laid out without wrapping: OpenCV wraps slowly, and wrongly with its cubic kernel
    first = np.floor(corner + reach.min(axis=1)).astype(int) - 1
    count = np.ceil(reach.max(axis=1) - reach.min(axis=1)).astype(int) + 4
    cols, rows = ((start + np.arange(length)) % period for start, length in zip(first, count))
    part = source.take(rows, axis=0).take(cols, axis=1)
    matrix = np.column_stack([axes, corner - first])
    return cv2.warpAffine(part, matrix, (frame.cols, frame.rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                          borderMode=cv2.BORDER_REPLICATE)


def lookup(seed: int, size: int = 4096, smooth: float = 0.0) -> np.ndarray:
    """(size,) float32 periodic one-dimensional noise, deviation 1; ``smooth`` in entries."""
    values = np.random.default_rng([seed, 17]).standard_normal(size)
    if smooth:
        values = np.fft.irfft(np.fft.rfft(values) * np.exp(-0.5 * (np.fft.rfftfreq(size) * 2 * math.pi * smooth) ** 2), size)
    return (values / values.std()).astype(np.float32)
