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
    """Heights on a coarse frame in metres.

    Attributes:
        frame: where the heights lie.
        heights: (rows, cols) float32 metres.
    """

    frame: Frame
    heights: np.ndarray

    def height(self, frame: Frame) -> np.ndarray:
        """(rows, cols) float32 metres at the samples of another frame."""
        return self._read(self.heights, frame)

    def slope(self, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
        """Rise along x and along y, (rows, cols) float32 each, smooth between the nodes."""
        along_y, along_x = np.gradient(self.heights, np.float32(self.frame.step))
        return self._read(along_x, frame), self._read(along_y, frame)

    def _read(self, values: np.ndarray, frame: Frame) -> np.ndarray:
        ratio = frame.step / self.frame.step
        ox = (frame.x0 + 0.5 * frame.step - self.frame.x0) / self.frame.step - 0.5
        oy = (frame.y0 + 0.5 * frame.step - self.frame.y0) / self.frame.step - 0.5
        matrix = np.array([[ratio, 0.0, ox], [0.0, ratio, oy]])
        return cv2.warpAffine(values, matrix, (frame.cols, frame.rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                              borderMode=cv2.BORDER_REPLICATE)

    def at(self, xy: np.ndarray) -> np.ndarray:
        """(N,) heights at (N, 2) metres."""
        rows = (xy[:, 1] - self.frame.y0) / self.frame.step - 0.5
        cols = (xy[:, 0] - self.frame.x0) / self.frame.step - 0.5
        return ndimage.map_coordinates(self.heights, [rows, cols], order=1, mode="nearest")


def make_terrain(bounds: tuple[float, float, float, float], seed: int, ruggedness: float) -> Terrain:
    """Relief over the bounds: rolling land, with ridges and valleys where it is rugged.

    Args:
        bounds: (x0, y0, x1, y1) metres.
        seed: of the random numbers.
        ruggedness: deviation of the slope: 0.02 flat land, 0.25 hills.
    """
    x0, y0, x1, y1 = bounds
    extent = max(x1 - x0, y1 - y0)
    step = max(extent / 1024, 4.0)
    frame = Frame(x0, y0, step, int(np.ceil((x1 - x0) / step)) + 1, int(np.ceil((y1 - y0) / step)) + 1)
    # hills of some kilometres at most, whatever the size of the scene
    texel = np.clip(extent / 400, 2.5, 16.0)
    heights = sample(frame, seed + 101, texel, slope=3.8)
    ridges, weight = np.zeros_like(heights), 1.0
    for octave in range(3):
        ridge = 1 - np.abs(sample(frame, seed + 102 + octave, texel * 0.8 / 2**octave, slope=4.2))
        ridges += weight * np.clip(ridge, -1, 1)
        weight *= 0.45
    heights = heights + ridges * min(1.0, ruggedness * 6)
    heights = ndimage.gaussian_filter(heights, max(1.2, 10.0 / step))
    slope = np.hypot(*np.gradient(heights, step)).std() + 1e-9
    return Terrain(frame, (heights * (ruggedness / slope)).astype(np.float32))


def carve(terrain: Terrain, line: np.ndarray, width: float) -> Terrain:
    """The terrain with a flat valley floor along a river (V, 2) of ``width`` metres."""
    frame = terrain.frame
    nodes = np.floor((line - (frame.x0, frame.y0)) / frame.step).astype(int)
    inside = np.all((nodes >= 0) & (nodes < (frame.cols, frame.rows)), axis=1)
    if not inside.any():
        return terrain
    dry = np.ones(frame.shape, np.uint8)
    dry[nodes[inside, 1], nodes[inside, 0]] = 0
    distance = cv2.distanceTransform(dry, cv2.DIST_L2, 5) * np.float32(frame.step)
    keep = 1 - np.exp(-((distance / np.float32(4 * width + 40)) ** 2))
    floor = np.float32(np.percentile(terrain.heights[dry == 0], 30))
    return Terrain(frame, (floor + (terrain.heights - floor) * keep).astype(np.float32))
