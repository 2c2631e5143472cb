"""Differences that a small shift explains are no change.

A pixel of one date that does not lie exactly where it belongs differs at every edge. So each date is compared with the other one shifted
by all that the registration may be wrong by, and the evidence is the smallest there is. It counts only as far as it is there for both
dates: what is new and small is not explained away by what was around it.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ..errors import OptionError
from .block import Block
from .method import Detector

#: Largest tolerance, pixels.
MOST_PX = 8.0
_INTERPOLATED_PX = 2          # that cubic interpolation looks around
_APART_PX = 0.75             # between rings of shifts


@dataclass(frozen=True)
class Discounted:
    """A detector that allows for misregistration; see `method.Detector`.

    Attributes:
        detector: what is asked at every shift.
        shifts: (N, 2) x, y in pixels.
    """

    detector: Detector
    shifts: np.ndarray

    @property
    def margin(self) -> int:
        """Of the detector, and what shifts need."""
        return self.detector.margin + math.ceil(float(np.abs(self.shifts).max())) + _INTERPOLATED_PX

    @property
    def told(self) -> str:
        """What the detector tells, and the tolerance."""
        return f"{self.detector.told} What a shift by up to {np.hypot(*self.shifts.T).max():.2g} px explains is no change."

    @property
    def threshold(self) -> float | None:
        """Of the detector."""
        return self.detector.threshold

    def magnitude(self, block: Block) -> np.ndarray:
        """The larger one of what is left when the first date is shifted and when the second is; never more than without a shift."""
        straight = self.detector.magnitude(block)
        left = [straight, straight]
        for x, y in self.shifts:
            for index, name in enumerate(("before", "after")):
                moved, known = shifted(getattr(block, name), block.valid, float(x), float(y))
                found = self.detector.magnitude(replace(block, valid=known, **{name: moved}))
                left[index] = np.fmin(left[index], found)
        return np.maximum(*left)


def discounted(detector: Detector, tolerance: float) -> Detector:
    """The detector, with magnitudes that allow for misregistration.

    Args:
        detector: any; one that can do it with less work has a method ``tolerant`` that is asked instead.
        tolerance: how far a pixel of one date may lie from where it belongs, pixels, 0 to 8; 0 returns the detector as it is.

    Raises:
        OptionError: the tolerance is out of range.
    """
    if not 0.0 <= tolerance <= MOST_PX:
        raise OptionError(f"The tolerance is {tolerance:g} px.", f"Give 0 to {MOST_PX:g}; align images that are further apart.")
    if tolerance == 0:
        return detector
    own = getattr(detector, "tolerant", None)
    return own(tolerance) if own else Discounted(detector, shifts(tolerance))


def shifts(tolerance: float) -> np.ndarray:
    """(N, 2) points within a circle, about evenly spread, none of them the middle; N is 0 where there is no tolerance."""
    if tolerance <= 0:
        return np.zeros((0, 2))
    rings = max(1, math.ceil(tolerance / _APART_PX - 1e-9))
    points = []
    for ring in range(1, rings + 1):
        angle = np.arange(0.0, 2.0 * np.pi, 2.0 * np.pi / (4 * ring if rings > 1 else 8))
        points.append(tolerance * ring / rings * np.column_stack([np.cos(angle), np.sin(angle)]))
    return np.concatenate(points)


def shifted(image: np.ndarray, valid: np.ndarray, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
    """The image (B, rows, cols) at pixels (col + x, row + y), and where that and the pixel itself are known."""
    rows, cols = valid.shape
    matrix = np.float32([[1, 0, x], [0, 1, y]])
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_CUBIC
    moved = np.stack([cv2.warpAffine(np.where(valid, band, np.float32(0)), matrix, (cols, rows), flags=flags,
                                     borderMode=cv2.BORDER_CONSTANT) for band in image])
    rim = 2 * _INTERPOLATED_PX + 1
    known = cv2.erode(valid.astype(np.uint8), np.ones((rim, rim), np.uint8), borderValue=0)
    known = cv2.warpAffine(known, np.float32([[1, 0, round(x)], [0, 1, round(y)]]), (cols, rows),
                           flags=cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return moved, (known > 0) & valid
