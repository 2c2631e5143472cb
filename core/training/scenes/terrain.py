"""Relief: a coarse fractal height lattice and its slopes at any frame."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import ndimage

from .frame import Frame
from .texture import sample


@dataclass(frozen=True)
class Terrain:
    """Heights on a coarse frame in metres, interpolated bicubically between.

    Attributes:
        frame: where the heights lie.
        heights: (rows, cols) float32 metres.
    """

    frame: Frame
    heights: np.ndarray

    def height(self, frame: Frame) -> np.ndarray:
        """(rows, cols) float32 metres at the samples of another frame."""
        ratio = frame.step / self.frame.step
        ox = (frame.x0 + 0.5 * frame.step - self.frame.x0) / self.frame.step - 0.5
        oy = (frame.y0 + 0.5 * frame.step - self.frame.y0) / self.frame.step - 0.5
        matrix = np.array([[ratio, 0.0, ox], [0.0, ratio, oy]])
        return cv2.warpAffine(self.heights, matrix, (frame.cols, frame.rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                              borderMode=cv2.BORDER_REPLICATE)

    def at(self, xy: np.ndarray) -> np.ndarray:
        """(N,) heights at (N, 2) metres."""
        rows = (xy[:, 1] - self.frame.y0) / self.frame.step - 0.5
        cols = (xy[:, 0] - self.frame.x0) / self.frame.step - 0.5
        return ndimage.map_coordinates(self.heights, [rows, cols], order=1, mode="nearest")


def make_terrain(bounds: tuple[float, float, float, float], seed: int, ruggedness: float) -> Terrain:
    """Rolling relief over the bounds; ``ruggedness`` is the deviation of the slope (0.02 flat land, 0.25 hills)."""
    x0, y0, x1, y1 = bounds
    extent = max(x1 - x0, y1 - y0)
    step = extent / 384
    frame = Frame(x0, y0, step, int(np.ceil((x1 - x0) / step)) + 1, int(np.ceil((y1 - y0) / step)) + 1)
    broad = sample(frame, seed + 101, max(extent / 300, 4.0), slope=3.6)
    ridged = sample(frame, seed + 102, max(extent / 300, 4.0) * 0.8, slope=3.0)
    heights = ndimage.gaussian_filter(broad + 0.5 * (1 - np.abs(ridged)) * np.clip(broad + 0.5, 0, 2), 2.0)
    slope = np.hypot(*np.gradient(heights, step)).std() + 1e-9
    return Terrain(frame, (heights * (ruggedness / slope)).astype(np.float32))
