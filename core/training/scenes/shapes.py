"""The polygons of a scene in painting order, with one row of attributes each."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .frame import Frame

_COLUMNS = ("material", "key", "angle", "plane", "order")
_SPILL = 2
_SHIFT = 6  # fractional bits of the vertices handed to OpenCV


@dataclass(frozen=True)
class Shapes:
    """Columns over N polygons; later polygons cover earlier ones. Label 0 is the ground below all polygons.

    Attributes:
        vertices: (V, 2) float64 metres, all rings one after the other.
        starts: (N + 1,) first vertex of each polygon.
        material: (N,) index into ``materials.MATERIALS``.
        key: (N,) uint32 random number of the polygon: crops, tints, row offsets are drawn from it.
        angle: (N,) radians, direction of rows, ridges or lanes.
        plane: (N, 3) float64 height above ground ``a x + b y + c`` in metres (roofs).
        order: (N,) painting order.
    """

    vertices: np.ndarray
    starts: np.ndarray
    material: np.ndarray
    key: np.ndarray
    angle: np.ndarray
    plane: np.ndarray
    order: np.ndarray

    def __len__(self) -> int:
        return len(self.material)

    @property
    def boxes(self) -> np.ndarray:
        """(N, 4) x0, y0, x1, y1 of every polygon."""
        if not len(self):
            return np.zeros((0, 4))
        first = self.starts[:-1]
        return np.hstack([np.minimum.reduceat(self.vertices, first, axis=0), np.maximum.reduceat(self.vertices, first, axis=0)])

    def extended(self, other: Shapes) -> Shapes:
        """These polygons with others painted among them by their order."""
        columns = (np.concatenate([getattr(self, name), getattr(other, name)]) for name in _COLUMNS)
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Shapes(np.vstack([self.vertices, other.vertices]), starts, *columns)._sorted()

    def _sorted(self) -> Shapes:
        rank = np.argsort(self.order, kind="stable")
        counts = np.diff(self.starts)[rank]
        starts = np.concatenate([[0], np.cumsum(counts)])
        source = np.repeat(self.starts[:-1][rank] - starts[:-1], counts) + np.arange(starts[-1])
        return Shapes(self.vertices[source], starts, *(getattr(self, name)[rank] for name in _COLUMNS))

    def paint(self, frame: Frame, boxes: np.ndarray, pad: float = 0.0) -> np.ndarray:
        """Label map of the frame: 1 + index of the topmost polygon, 0 where there is none.

        Args:
            frame: the samples.
            boxes: ``self.boxes``, computed once per scene.
            pad: metres around the frame in which polygons are still drawn.

        Returns:
            (rows, cols) int32.
        """
        # polygons that end beside the frame spill into OpenCV's outermost columns: painted wider, then cut
        frame = frame.grown(_SPILL)
        x0, y0, x1, y1 = frame.bounds
        near = np.flatnonzero((boxes[:, 0] < x1 + pad) & (boxes[:, 2] > x0 - pad) & (boxes[:, 1] < y1 + pad) & (boxes[:, 3] > y0 - pad))
        # OpenCV also fills the samples an edge only touches: filled at twice the density and thinned, edges lie true to a quarter sample
        labels = np.zeros((2 * frame.rows, 2 * frame.cols), dtype=np.int32)
        scale = 2 * (1 << _SHIFT) / frame.step
        # OpenCV counts from sample centres; every second fine sample is the centre of a sample
        offset = np.array([frame.x0 + 0.5 * frame.step, frame.y0 + 0.5 * frame.step])
        for index in near:
            ring = (self.vertices[self.starts[index]:self.starts[index + 1]] - offset) * scale
            cv2.fillPoly(labels, [np.rint(ring).astype(np.int32)], int(index) + 1, lineType=cv2.LINE_8, shift=_SHIFT)
        inner = slice(2 * _SPILL, -2 * _SPILL, 2)
        return np.ascontiguousarray(labels[inner, inner])


    def raised(self, frame: Frame, labels: np.ndarray) -> np.ndarray:
        """(rows, cols) float32 metres above the ground of roofs at the samples of a label map."""
        plane = np.vstack([np.zeros(3), self.plane])
        height = np.zeros(frame.shape, np.float32)
        rows, cols = np.nonzero(np.any(plane != 0, axis=1)[labels])
        if len(rows):
            own = plane[labels[rows, cols]]
            x, y = frame.x0 + (cols + 0.5) * frame.step, frame.y0 + (rows + 0.5) * frame.step
            height[rows, cols] = own[:, 0] * x + own[:, 1] * y + own[:, 2]
        return height


class ShapeList:
    """Collects polygons while a scene is laid out."""

    def __init__(self) -> None:
        self._rings: list[np.ndarray] = []
        self._rows: list[tuple] = []

    def add(self, ring: np.ndarray, material: int, order: float, key: int, angle: float = 0.0, plane=(0.0, 0.0, 0.0)) -> None:
        """Add one simple ring (V, 2) in metres; rings of fewer than three points are dropped."""
        ring = np.asarray(ring, dtype=np.float64)
        if len(ring) >= 3:
            self._rings.append(ring[:, :2])
            self._rows.append((material, order, key, angle, *plane))

    def shapes(self) -> Shapes:
        """The collected polygons in painting order."""
        if not self._rings:
            return Shapes(np.zeros((0, 2)), np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.uint32),
                          np.zeros(0), np.zeros((0, 3)), np.zeros(0))
        columns = np.array(self._rows, dtype=np.float64)
        starts = np.concatenate([[0], np.cumsum([len(ring) for ring in self._rings])])
        return Shapes(np.vstack(self._rings), starts, columns[:, 0].astype(np.uint8), columns[:, 2].astype(np.uint32),
                      columns[:, 3], columns[:, 4:7], columns[:, 1])._sorted()
