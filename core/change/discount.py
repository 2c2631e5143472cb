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
    whole, kernels = (math.floor(x), math.floor(y)), [_cubic(part - math.floor(part)) for part in (x, y)]
    # By kernels: a warp computes where to look from the column, and so differs a little between blocks.
    moved = np.stack([_moved(cv2.sepFilter2D(np.where(valid, band, np.float32(0)), -1, *kernels, anchor=(1, 1),
                                             borderType=cv2.BORDER_CONSTANT), *whole) for band in image])
    rim = 2 * _INTERPOLATED_PX + 1
    known = cv2.erode(valid.astype(np.uint8), np.ones((rim, rim), np.uint8), borderValue=0)
    return moved, (_moved(known, round(x), round(y)) > 0) & valid


def _cubic(part: float) -> np.ndarray:
    """(4,) weights of the pixels from -1 to 2 for a place between 0 and 1.

    Source: Keys 1981, doi:10.1109/TASSP.1981.1163711, equation 10, with the parameter -0.75.
    """
    near, far = (np.abs(np.array(offsets) - part) for offsets in ((0.0, 1.0), (-1.0, 2.0)))
    inner, outer = (1.25 * near - 2.25) * near**2 + 1.0, ((-0.75 * far + 3.75) * far - 6.0) * far + 3.0
    return np.array([outer[0], inner[0], inner[1], outer[1]], np.float32)


def _moved(band: np.ndarray, x: int, y: int) -> np.ndarray:
    """A band (rows, cols) at pixels (col + x, row + y); 0 beyond its edge."""
    rows, cols = band.shape
    found = np.zeros_like(band)
    if abs(x) < cols and abs(y) < rows:
        found[max(-y, 0):rows - max(y, 0), max(-x, 0):cols - max(x, 0)] = band[max(y, 0):rows + min(y, 0), max(x, 0):cols + min(x, 0)]
    return found
