"""The places tie points are looked for at."""
from __future__ import annotations

import cv2
import numpy as np
from scipy.spatial import cKDTree

from .pair import Backward, Pair

_CELLS = 640                  # along the longer side, at most, where the overlap is looked at
_CELLS_PER_SPACING = 8.0
_APART = 0.6                  # of the spacing, at least
_INSET = 0.1                  # of a window: how far its centre stays inside the overlap
_HOLE = 0.5                   # of a window


def grid_points(pair: Pair, backward: Backward, spacing: float, window: float) -> np.ndarray:
    """Points (N, 2) along the edge of the overlap and on a hexagonal grid inside it.

    Beyond the outermost tie point a spline is a guess, so the edge, also that of holes and slanted ones, has points of its own.

    Args:
        pair: the rasters.
        backward: current estimate, reference to nominal.
        spacing: between neighbouring points, working pixels.
        window: side of what is compared around a point, working pixels. Holes narrower than half of it are no edges.
    """
    x0, y0, x1, y1 = pair.region
    cell = max(spacing / _CELLS_PER_SPACING, max(x1 - x0, y1 - y0) / _CELLS)
    cols, rows = (max(1, int(np.ceil(side / cell))) for side in (x1 - x0, y1 - y0))
    step = np.array([(x1 - x0) / cols, (y1 - y0) / rows])
    x, y = np.meshgrid(x0 + (np.arange(cols) + 0.5) * step[0], y0 + (np.arange(rows) + 0.5) * step[1])
    seen = pair.usable(np.stack([x, y], -1).reshape(-1, 2), backward).reshape(rows, cols)
    inset, hole = _INSET * window, 2 * int(_HOLE * window / 2.0 / step.mean()) + 1
    # The outside counts as unseen; the centre of an outermost cell is half a cell from it.
    covered = cv2.morphologyEx(np.pad(seen, hole).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((hole, hole), np.uint8))
    depth = cv2.distanceTransform(covered, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[hole:-hole, hole:-hole]
    inside = (depth - 0.5) * step.mean() >= inset
    edge = [(corner + 0.5) * step + (x0, y0) for corner in _outline(inside, spacing / step.mean())]
    col, row = np.arange(x0 + inset, x1 - inset + 1e-9, spacing), np.arange(y0 + inset, y1 - inset + 1e-9, spacing)
    x, y = np.meshgrid(col, row)
    inner = np.stack([x + (np.arange(len(row)) % 2)[:, None] * spacing / 2, y], -1).reshape(-1, 2)
    at = np.floor((inner - (x0, y0)) / step).astype(int).clip(0, (cols - 1, rows - 1))
    inner = inner[inside[at[:, 1], at[:, 0]]]
    points = np.rint(np.concatenate([*edge, inner]))               # whole pixels: the reference need not be resampled
    points = points[pair.usable(points, backward)]
    return points[np.sort(apart(points, -np.arange(len(points)), _APART * spacing))]


def overlap(pair: Pair, backward: Backward, side: int = 40) -> np.ndarray:
    """Working positions (N, 2) where both rasters carry data, of ``side`` times ``side`` spread over the region."""
    x0, y0, x1, y1 = pair.region
    line = (np.arange(side) + 0.5) / side
    x, y = np.meshgrid(x0 + line * (x1 - x0), y0 + line * (y1 - y0))
    places = np.stack([x, y], -1).reshape(-1, 2)
    return places[pair.usable(places, backward)]


def overlap_area(pair: Pair, backward: Backward) -> float:
    """Working pixels, squared, where both rasters carry data; 1 at least."""
    x0, y0, x1, y1 = pair.region
    return max(len(overlap(pair, backward, 64)) / 64**2 * (x1 - x0) * (y1 - y0), 1.0)


def _outline(inside: np.ndarray, spacing: float) -> list[np.ndarray]:
    """Corners, then points (N, 2) x, y every ``spacing``, of the edges of a mask, all in its pixels."""
    found, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    edges = [contour for contour in found if len(contour) > spacing]
    corners = [cv2.approxPolyDP(contour, spacing / 4.0, True)[:, 0] for contour in edges]
    return corners + [contour[np.linspace(0, len(contour), max(int(len(contour) / spacing), 1), endpoint=False).astype(int), 0]
                      for contour in edges]


def apart(xy: np.ndarray, scores: np.ndarray, distance: float) -> np.ndarray:
    """Indices of points (N, 2), best first, without those near a better one."""
    if len(xy) == 0:
        return np.zeros(0, int)
    near = cKDTree(xy).query_ball_point(xy, distance)
    dropped = np.zeros(len(xy), bool)
    kept = []
    for index in np.argsort(-scores, kind="stable"):
        if not dropped[index]:
            kept.append(index)
            dropped[near[index]] = True
    return np.array(kept, dtype=int)
