"""A mapping of pixel positions, known on a coarse lattice and interpolated between."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from .window import Window

#: Output pixel positions (N, 2) to source pixel positions (N, 2), both counted from the outer corner; NaN where there is no source.
#: Called from several threads at once.
Mapping = Callable[[np.ndarray], np.ndarray]

COARSEST, FINEST = 128, 4
_FINEST_AT_EDGES = 16


@dataclass(frozen=True)
class Lattice:
    """Source positions at the nodes of a lattice over a window.

    Attributes:
        window: the output pixels covered.
        step: output pixels between nodes, a power of two.
        nodes: (rows + 1, cols + 1, 2) source positions; node (0, 0) is the outer corner of the window's first pixel.
        error: largest deviation from the mapping found at the cell centres, in source pixels.
    """

    window: Window
    step: int
    nodes: np.ndarray
    error: float

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """(left, top, right, bottom) of the source positions; None where there is none."""
        known = self.nodes[np.isfinite(self.nodes).all(axis=2)]
        return (*known.min(axis=0).tolist(), *known.max(axis=0).tolist()) if len(known) else None

    def scale(self, width: int, height: int) -> tuple[float, float]:
        """Source pixels per output pixel along the source's x and y; the median over the cells inside a source of this size."""
        cells = self.nodes[:-1, :-1]
        along, down = (self.nodes[:-1, 1:] - cells) / self.step, (self.nodes[1:, :-1] - cells) / self.step
        lengths = np.hypot(along, down)
        inside = ((cells >= -self.step) & (cells <= np.array([width, height]) + self.step)).all(axis=2) & np.isfinite(lengths).all(axis=2)
        if not inside.any():
            inside = np.isfinite(lengths).all(axis=2)
        if not inside.any():
            return 1.0, 1.0
        sx, sy = np.median(lengths[inside], axis=0)
        return float(sx), float(sy)

    def dense(self, origin, pixel, gain: float = 1.0, shift: float = 0.0, scratch=None) -> np.ndarray:
        """Positions of every pixel centre, as `cv2.remap` counts them: 0 at the centre of the first pixel of a source piece.

        Args:
            origin: (x, y) source position of the piece's outer corner.
            pixel: (x, y) source pixels per pixel of the piece.
            gain, shift: the result is (position + shift) * gain.
            scratch: memory to use; see `core.raster.kernels`.

        Returns:
            (rows, cols, 2) float32.
        """
        nodes = (((self.nodes - origin) / pixel - 0.5 + shift) * gain).astype(np.float32)
        rows, cols = nodes.shape[:2]
        half, step = self.step // 2, self.step
        # cv2.resize puts node i at pixel (i + 0.5) * step; half a step further along its pixels are those between the nodes.
        memory = None if scratch is None else scratch.array((rows * step, cols * step, 2), np.float32)
        fine = cv2.resize(nodes, (cols * step, rows * step), memory, interpolation=cv2.INTER_LINEAR)
        return fine[half:half + self.window.height, half:half + self.window.width]


def lattice(mapping: Mapping, window: Window, tolerance: float = 0.02, step: int = COARSEST) -> Lattice:
    """Evaluate a mapping on a lattice fine enough for bilinear interpolation.

    The step is halved until the mapping at the cell centres, where bilinear interpolation of a smooth function is worst, deviates by
    no more than the tolerance.

    Args:
        mapping: see `Mapping`.
        window: output pixels.
        tolerance: largest deviation in source pixels; larger ones are accepted at a step of 4 pixels.
        step: first step to try, a power of two.
    """
    while step > FINEST and step // 2 >= max(window.width, window.height):
        step //= 2
    while True:
        nodes = _evaluate(mapping, window, step, 0.0)
        centres = _evaluate(mapping, window, step, 0.5)
        expected = 0.25 * (nodes[:-1, :-1] + nodes[1:, :-1] + nodes[:-1, 1:] + nodes[1:, 1:])
        error = np.linalg.norm(centres - expected, axis=2)
        known = np.isfinite(error)
        worst = float(error[known].max()) if known.any() else 0.0
        # At the edge of the mapping's domain whole cells are lost; make them small.
        at_edge = bool((~known & np.isfinite(centres).all(axis=2)).any() or (np.isfinite(expected).all(axis=2) & ~known).any())
        if step <= FINEST or (worst <= tolerance and not (at_edge and step > _FINEST_AT_EDGES)):
            return Lattice(window, step, nodes, worst)
        step //= 2


def _evaluate(mapping: Mapping, window: Window, step: int, offset: float) -> np.ndarray:
    """The mapping at the nodes, or with an offset of half a cell at the cell centres: (rows, cols, 2)."""
    cols, rows = (-(-length // step) + (0 if offset else 1) for length in (window.width, window.height))
    x = window.col + (np.arange(cols) + offset) * step
    y = window.row + (np.arange(rows) + offset) * step
    xy = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2).astype(np.float64)
    found = np.array(mapping(xy), dtype=np.float64).reshape(rows, cols, 2)
    found[~np.isfinite(found).all(axis=2)] = np.nan
    return found
