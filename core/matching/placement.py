"""Where the target lies on the reference, roughly: a search over shifts, and when needed rotations and scales, on small overviews.

Fields that other seasons and sensors leave alone are correlated; the height of a peak is measured in standard deviations of what
unrelated fields with the same energy and overlap would give, so candidates of any overlap compare.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft

from ..progress import Progress, Steps
from .fields import orientation
from .pair import Backward, Pair

_MIN_OVERLAP = 0.12           # of the smaller of the two images
_LEAST_AREA = 64              # cells with data, below which nothing is placed
_NEAR_PX = 6
_WORTH = 0.6                  # of the best height: below it a place is not worth a closer look
_ANGLES = np.radians(np.arange(-180, 180, 7.5))
_SCALES_WITH_PRIOR = (0.85, 0.92, 1.0, 1.09, 1.18)
_SCALES = tuple(1.12 ** np.arange(-5, 6))
_TURNS, _FACTORS = np.radians((-3.0, 0.0, 3.0)), (0.96, 1.0, 1.04)
_ROUGH_KEPT, _KEPT = 8, 4

#: What is correlated: of an image (rows, cols) and where it is valid, fields (C, r, c), real or complex, with a mean of 0 and 0 where
#: nothing is known, and the weight of their cells (r, c), 0 to 1. A cell is a square of whole pixels.
Describe = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def edges(image: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`Describe` by the directions of edges."""
    return orientation(image, valid)[None], valid.astype(np.float32)


@dataclass(frozen=True)
class Placement:
    """One hypothesis: reference position = matrix * nominal position of the target.

    Attributes:
        matrix: (3, 3) nominal working positions to reference working positions.
        height: correlation in standard deviations of chance.
        contrast: height over the height of the best other place, at least 1.
        by: what found it, where that is not what the matcher is named after; for the log.
    """

    matrix: np.ndarray
    height: float
    contrast: float
    by: str = ""

    @property
    def source(self) -> str:
        """What it does, for the log."""
        linear = self.matrix[:2, :2]
        angle = np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
        return f"rotation {angle:.0f} deg, scale {np.sqrt(abs(np.linalg.det(linear))):.2f}"

    def matrix_after(self, move: np.ndarray) -> np.ndarray:
        """The matrix (3, 3) where the reference is moved by ``move`` (2, 3), see `voting.Elected`, before `backward` is asked."""
        moved = np.eye(3)
        moved[:2] += move[:, [1, 2, 0]]
        return np.linalg.inv(moved) @ self.matrix

    @property
    def backward(self) -> Backward:
        """The map from reference to nominal positions."""
        return apply(np.linalg.inv(self.matrix))


def apply(matrix: np.ndarray) -> Backward:
    """A 3 x 3 affine matrix as a map of points (N, 2)."""
    return lambda xy: np.asarray(xy, dtype=np.float64) @ matrix[:2, :2].T + matrix[:2, 2]


def similarity_about(angle: float, scale: float, source, destination) -> np.ndarray:
    """3 x 3 matrix that turns by ``angle`` (radians), scales and takes the point ``source`` to ``destination``."""
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    linear = np.array([[cos, -sin], [sin, cos]])
    matrix = np.eye(3)
    matrix[:2, :2] = linear
    matrix[:2, 2] = np.asarray(destination) - linear @ np.asarray(source)
    return matrix


def hypotheses(pair: Pair, angles, scales) -> list[np.ndarray]:
    """Matrices that turn the target by every angle (radians) and scale it by every factor, about its own middle.

    With a prior the middle stays where it lies; without one it is laid on the middle of the region.
    """
    x0, y0, x1, y1 = pair.region
    u0, v0, u1, v1 = pair.target_region
    middle = np.array([u0 + u1, v0 + v1]) / 2
    anchor = middle if pair.has_prior else np.array([x0 + x1, y0 + y1]) / 2
    return [similarity_about(angle, factor, middle, anchor) for factor in scales for angle in angles]


def around(pair: Pair, matrix: np.ndarray, angles, scales) -> list[np.ndarray]:
    """Variations of a matrix, turned and scaled about where it puts the target's middle."""
    u0, v0, u1, v1 = pair.target_region
    (middle,) = apply(matrix)(np.array([[u0 + u1, v0 + v1]]) / 2)
    return [similarity_about(angle, factor, middle, middle) @ matrix for factor in scales for angle in angles]


@dataclass(frozen=True)
class Sizes:
    """Pixels along the longer side of the overviews: for shifts alone, for all rotations and scales, and for a closer look at some."""

    shift: int = 256
    rough: int = 112
    close: int = 224


def place(pair: Pair, progress: Progress, thorough: bool, describe: Describe = edges, sizes: Sizes = Sizes()) -> list[Placement]:
    """Placements to try, best first: by shift alone, or with ``thorough`` over rotations and scales too."""
    limit = pair.max_shift if pair.has_prior else np.inf
    if not thorough:
        return search(pair, hypotheses(pair, (0.0,), (1.0,)), limit, progress, sizes.shift, describe=describe)
    scales = _SCALES_WITH_PRIOR if pair.has_prior else _SCALES
    rough = search(pair, hypotheses(pair, _ANGLES, scales), limit, Steps(progress, 0.0, 0.6), sizes.rough, _ROUGH_KEPT, describe)
    found = []
    for index, item in enumerate(rough):
        part = Steps(progress, 0.6 + 0.4 * index / len(rough), 0.6 + 0.4 * (index + 1) / len(rough))
        matrices = around(pair, item.matrix, _TURNS, _FACTORS)
        found += search(pair, matrices, 0.15 * max(pair.region), part, sizes.close, 1, describe)
    return sorted(found, key=lambda item: -item.height)[:_KEPT]


def search(pair: Pair, matrices: list[np.ndarray], limit: float, progress: Progress, size: int = 128, keep: int = 4,
           describe: Describe = edges) -> list[Placement]:
    """The best placements: each matrix followed by the shift that fits best.

    Args:
        pair: what is to be placed.
        matrices: (3, 3) nominal to reference working positions.
        limit: longest shift looked for, in working pixels.
        size: pixels along the longer side of the overviews that are correlated.
        keep: how many distinct placements to return.
        describe: what is correlated.

    Returns:
        Placements, best first.
    """
    x0, y0, x1, y1 = pair.region
    u0, v0, u1, v1 = pair.target_region
    centre = np.array([x0 + x1, y0 + y1]) / 2
    extent = max(x1 - x0, y1 - y0) if pair.has_prior else max(x1 - x0, y1 - y0, u1 - u0, v1 - v0)
    scale = max(extent / size, 1e-9)
    fields, weight = describe(*(part[0] for part in pair.reference(centre[None], size, scale)))
    step = scale * size / weight.shape[0]
    reference = _Spectra(fields, weight, _pad(max(weight.shape), limit / step))
    if reference.area < _LEAST_AREA:
        return []
    found = []
    for index, matrix in enumerate(matrices):
        fields, weight = describe(*(part[0] for part in pair.target(centre[None], size, scale, apply(np.linalg.inv(matrix)))))
        target = _Spectra(fields, weight, reference.pad)
        for shift, height, contrast in _best(reference, target, limit / step, keep if len(matrices) == 1 else 1):
            moved = matrix.copy()
            moved[:2, 2] += shift * step
            found.append(Placement(moved, height, contrast))
        progress.step((index + 1) / len(matrices), "Searching the target's place")
    found.sort(key=lambda item: -item.height)
    return _distinct(found, np.array([[u0, v0], [u1, v0], [u1, v1], [u0, v1]]), 0.05 * extent, keep)


def _pad(side: int, limit: float) -> int:
    """Cells that a side is padded to for shifts up to so many cells not to wrap around."""
    return scipy.fft.next_fast_len(side + int(min(limit + 1, side)), real=True)


class _Spectra:
    """Zero-padded spectra of fields, of their power and of their weight."""

    def __init__(self, fields: np.ndarray, weight: np.ndarray, pad: int):
        self.area, self.pad = float(weight.sum()), pad
        self.real = scipy.fft.irfft2 if np.isrealobj(fields) else scipy.fft.ifft2
        self.fields = (scipy.fft.rfft2 if np.isrealobj(fields) else scipy.fft.fft2)(fields, (pad, pad), workers=2)
        self.power = scipy.fft.rfft2((np.abs(fields) ** 2).sum(0), (pad, pad), workers=2)
        self.weight = scipy.fft.rfft2(weight, (pad, pad), workers=2)


def _best(reference: _Spectra, target: _Spectra, limit: float, keep: int):
    """(shift (2,), height, contrast) of the best peaks: the target has to move by ``shift`` cells."""
    pad = reference.pad
    if min(reference.area, target.area) < _LEAST_AREA:
        return
    agreement = reference.real((np.conj(target.fields) * reference.fields).sum(0), s=(pad, pad), workers=2).real
    chance = scipy.fft.irfft2(np.conj(target.power) * reference.power, s=(pad, pad), workers=2)
    overlap = scipy.fft.irfft2(np.conj(target.weight) * reference.weight, s=(pad, pad), workers=2)
    line, reach = _shifts(pad)
    allowed = (overlap > _MIN_OVERLAP * min(reference.area, target.area)) & (reach <= limit + 1)
    if not allowed.any():
        return
    surface = np.where(allowed, agreement / np.sqrt(np.maximum(chance, 1e-6) / 2), 0.0)
    near = np.arange(-_NEAR_PX, _NEAR_PX + 1)
    peaks = []
    for _ in range(keep + 1):
        row, col = np.unravel_index(surface.argmax(), surface.shape)
        value = float(surface[row, col])
        if value <= 0:
            break
        peaks.append((np.array([line[col], line[row]]), value))
        surface[np.ix_((row + near) % pad, (col + near) % pad)] = 0.0
    first = peaks[0][1] if peaks else 0.0
    for index, (shift, value) in enumerate(peaks[:keep]):
        other = peaks[1][1] if index == 0 and len(peaks) > 1 else first
        yield shift, value, value / max(other, 1e-6)


@lru_cache(maxsize=8)
def _shifts(pad: int) -> tuple[np.ndarray, np.ndarray]:
    """Shifts (pad,) along a side of a surface, and how long they are (pad, pad)."""
    line = np.fft.fftfreq(pad, 1 / pad)
    return line, np.hypot(line[:, None], line[None])


def _distinct(found: list[Placement], corners: np.ndarray, distance: float, keep: int) -> list[Placement]:
    """The best placements that put the target's corners at least ``distance`` apart; those far below the best are left out."""
    kept = []
    for item in found:
        if item.height < _WORTH * found[0].height:
            break
        at = apply(item.matrix)(corners)
        if all(np.abs(at - apply(other.matrix)(corners)).max() > distance for other in kept):
            kept.append(item)
        if len(kept) == keep:
            break
    return kept
